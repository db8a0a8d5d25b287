//! The vendor's SDK for List Tokens, from npm.
//!
//! Takes: nothing. Gives: in what the requests of the generated crate differ from those that the SDK makes for the same calls.
//! `conform/vendor-sdk/` has the calls.

use super::deviations::Deviations;
use super::{impossible, npm};
use crate::process::{self, guard};
use crate::terminal::{count, print};
use crate::workspace::workspace;
use serde::Deserialize;
use specwright::diagnostics::Diagnostics;
use specwright::report::line;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// What entries of deviations name in place of a document.
pub(super) const NAME: &str = "vendor-sdk";

/// Which SDK it is.
const PACKAGE: &str = include_str!("../../../conform/vendor-sdk/package.json");

const CALLS: &str = include_str!("../../../conform/vendor-sdk/calls.mjs");

/// What was sent by both.
#[derive(Deserialize)]
struct Seen {
    theirs: Vec<Sent>,
    ours: Vec<Sent>,
}

#[derive(Deserialize)]
struct Sent {
    method: String,
    url: String,
    headers: BTreeMap<String, String>,
}

/// Makes the calls, compares what they send and prints that; whether each difference is explained.
pub(super) fn run(
    work: &Path,
    deviations: &mut Deviations,
    [start, limit]: [Duration; 2],
) -> Result<bool, Diagnostics> {
    let folder = work.join(NAME);
    installed(&folder, start)?;
    let seen = seen(&folder, limit)?;
    let mut explained: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut odd = BTreeSet::new();
    for difference in differences(&seen) {
        match deviations.explanation(NAME, "", None, &difference) {
            Some(name) => {
                explained.entry(name).or_default().insert(difference);
            }
            None => {
                odd.insert(difference);
            }
        }
    }
    let stale = deviations.stale(NAME);
    let mut text = format!(
        "the SDK: {}; the crate: {}\n\ndifferences that are explained:\n",
        count(seen.theirs.len(), "request"),
        count(seen.ours.len(), "request"),
    );
    for (name, differences) in &explained {
        let _ = writeln!(text, "  {:>6}  {}", differences.len(), line(name));
    }
    for difference in &odd {
        let _ = writeln!(text, "\nnot explained: {}", line(difference));
    }
    for name in &stale {
        let _ = writeln!(text, "\nthe deviation `{}` applies no longer", line(name));
    }
    print(&text);
    Ok(odd.is_empty() && stale.is_empty())
}

/// The SDK, from npm, in a folder of its own.
pub(super) fn installed(folder: &Path, limit: Duration) -> Result<(), Diagnostics> {
    let failed = |error: String| {
        let message = format!(
            "the SDK cannot be installed in {}: {error}",
            folder.display()
        );
        impossible(message, "it takes Node.js with npm, and its registry")
    };
    let said = |error: std::io::Error| failed(error.to_string());
    // Written when all is there: what was broken off is begun again.
    let whole = folder.join("installed");
    if fs::read_to_string(&whole).is_ok_and(|text| text == PACKAGE) {
        return Ok(());
    }
    fs::create_dir_all(folder).map_err(said)?;
    fs::write(folder.join("package.json"), PACKAGE).map_err(said)?;
    npm::install(folder, None, limit).map_err(failed)?;
    fs::write(whole, PACKAGE).map_err(said)
}

fn seen(folder: &Path, limit: Duration) -> Result<Seen, Diagnostics> {
    let failed = |error: String| {
        let hint = "remove the folder that the SDK is installed in, and run again";
        impossible(format!("the calls cannot be compared: {error}"), hint)
    };
    // Beside the packages that it imports.
    let script = folder.join("calls.mjs");
    fs::write(&script, CALLS).map_err(|error| failed(error.to_string()))?;
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut node = guard("node").map_err(|error| failed(error.to_string()))?;
    node.arg(&script)
        .arg(cargo)
        .args(["run", "--quiet", "--package", "specwright"])
        .args(["--example", "vendor_sdk_calls", "--"])
        .current_dir(workspace());
    let output = process::run(&mut node, limit).map_err(failed)?;
    serde_json::from_str(&output).map_err(|error| failed(error.to_string()))
}

/// Each difference, as a sentence.
fn differences(seen: &Seen) -> Vec<String> {
    let mut differences = Vec::new();
    for (theirs, ours) in seen.theirs.iter().zip(&seen.ours) {
        let both = |theirs: &Sent, ours: &Sent, what: &str, of: fn(&Sent) -> String| {
            let (theirs, ours) = (of(theirs), of(ours));
            (theirs != ours).then(|| format!("{what}: {theirs} and {ours}"))
        };
        differences.extend(both(theirs, ours, "method", |sent| sent.method.clone()));
        differences.extend(both(theirs, ours, "path", |sent| parts(&sent.url).0));
        differences.extend(both(theirs, ours, "query", |sent| {
            parts(&sent.url).1.join("&")
        }));
        differences.extend(headers(theirs, ours));
    }
    let both = seen.theirs.len().min(seen.ours.len());
    for (who, more) in [("the SDK", &seen.theirs), ("the crate", &seen.ours)] {
        let more = more.iter().skip(both);
        differences
            .extend(more.map(|sent| format!("only {who} sends {} {}", sent.method, sent.url)));
    }
    differences
}

/// The path, and the pairs of the query whatever their order is.
fn parts(url: &str) -> (String, Vec<String>) {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let mut pairs: Vec<String> = query.split('&').map(str::to_owned).collect();
    pairs.sort();
    (path.to_owned(), pairs)
}

fn headers(theirs: &Sent, ours: &Sent) -> Vec<String> {
    let names: BTreeSet<&String> = theirs.headers.keys().chain(ours.headers.keys()).collect();
    let differing = names.into_iter().filter_map(|name| {
        match (theirs.headers.get(name), ours.headers.get(name)) {
            (Some(theirs), Some(ours)) if theirs == ours => None,
            (Some(theirs), Some(ours)) => Some(format!("header {name}: {theirs} and {ours}")),
            (Some(_), None) => Some(format!("only the SDK sends header {name}")),
            (None, _) => Some(format!("only the crate sends header {name}")),
        }
    });
    differing.collect()
}

#[cfg(test)]
mod tests {
    use super::{Seen, Sent, differences};

    fn sent(url: &str, headers: &[(&str, &str)]) -> Sent {
        let headers = headers.iter();
        Sent {
            method: "GET".to_owned(),
            url: url.to_owned(),
            headers: headers
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        }
    }

    #[test]
    fn each_difference_is_said_and_the_order_of_a_query_is_none() {
        let seen = Seen {
            theirs: vec![
                sent("/a?b=1&c=2", &[("x", "1"), ("y", "1"), ("z", "1")]),
                sent("/a?b=1", &[]),
                sent("/more", &[]),
            ],
            ours: vec![
                sent("/a?c=2&b=1", &[("x", "1"), ("y", "2"), ("w", "1")]),
                sent("/b?b=2", &[]),
            ],
        };
        let expected = [
            "only the crate sends header w",
            "header y: 1 and 2",
            "only the SDK sends header z",
            "path: /a and /b",
            "query: b=1 and b=2",
            "only the SDK sends GET /more",
        ];
        assert_eq!(differences(&seen), expected);
    }
}
