//! schemathesis, in Python, which makes answers that no one of ours has thought of.
//!
//! Takes: a crate and its document. Gives: what the crate keeps of instances that schemathesis makes of the schemas of answers.
//! Makes no calls.

use super::deviations::Deviations;
use super::impossible;
use super::program::Program;
use super::python::{self, Python};
use crate::terminal::count;
use serde::Deserialize;
use serde_json::{Value, json};
use specwright::conform::{Answer, Conformance, Kept};
use specwright::diagnostics::Diagnostics;
use specwright::report::line;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

pub(super) const NAME: &str = "schemathesis";

const PACKAGE: &str = "schemathesis==4.32.5";

const SCRIPT: &str = include_str!("instances.py");

/// Instances of each schema, at most.
const INSTANCES: usize = 20;

/// Reasons that are shown.
const MOST_REASONS: usize = 40;

/// schemathesis, installed.
pub(super) fn installed(work: &Path, limit: Duration) -> Result<Python, Diagnostics> {
    python::installed(&work.join(NAME), PACKAGE, SCRIPT, limit)
}

/// A line of the script.
#[derive(Deserialize)]
struct Made {
    schema: usize,
    value: Option<String>,
    aside: Option<String>,
}

/// A line of the crate.
#[derive(Deserialize)]
struct Again {
    written: Option<String>,
    error: Option<String>,
}

/// What became of all instances.
#[derive(Default)]
pub(super) struct Found {
    schemas: usize,
    instances: usize,
    kept: usize,
    respelled: usize,
    aside: BTreeMap<String, usize>,
    explained: BTreeMap<String, usize>,
    /// What nobody explains, with an operation and an instance for each reason.
    odd: BTreeMap<String, Vec<(String, String)>>,
    /// Entries that explain nothing.
    pub(super) stale: Vec<String>,
}

impl Found {
    pub(super) fn is_clean(&self) -> bool {
        self.odd.is_empty() && self.stale.is_empty()
    }
}

/// Has instances made, read and written, and compares.
pub(super) fn found(
    conformance: &Conformance,
    (installed, program): (&Python, &Program),
    (document, name): (&Path, &str),
    deviations: &mut Deviations,
    limit: Duration,
) -> Result<Found, Diagnostics> {
    let failed = |error: String| {
        let hint =
            "give it more time with `--timeout`, or remove the folder that it is installed in";
        impossible(format!("{NAME} cannot be asked: {error}"), hint)
    };
    let answers = conformance.answers();
    let schemas: Vec<String> = answers.iter().map(|one| one.schema.clone()).collect();
    let output = installed.output(document, &schemas, &[INSTANCES.to_string()], limit);
    let made = lines::<Made>(&output.map_err(failed)?).map_err(failed)?;
    let mut found = Found {
        schemas: answers.len(),
        ..Found::default()
    };
    let mut instances: Vec<(&Answer, String)> = Vec::new();
    for one in made {
        match (answers.get(one.schema), one.value) {
            (Some(answer), Some(value)) => instances.push((answer, value)),
            _ => {
                *found
                    .aside
                    .entry(one.aside.unwrap_or_default())
                    .or_default() += 1
            }
        }
    }
    let asked = instances
        .iter()
        .map(|(of, body)| json!({"call": of.call, "answer": of.answer, "body": body}).to_string());
    let output = program.read_again(&asked.collect::<Vec<_>>(), limit)?;
    let again = lines::<Again>(&output).map_err(failed)?;
    if again.len() != instances.len() {
        return Err(failed("the crate has not read them all".to_owned()));
    }
    let names = conformance.calls();
    let document = format!("{name}, {NAME}");
    for ((answer, body), again) in instances.iter().zip(again) {
        let operation = names.get(answer.call).map_or("", |call| &call.operation);
        found.count(judged(conformance, answer, body, again), |reason| {
            let explained = deviations.explanation(&document, operation, None, &reason);
            explained.ok_or_else(|| (reason, operation.to_owned(), body.clone()))
        });
    }
    found.stale = deviations.stale(&document);
    Ok(found)
}

fn lines<T: for<'de> Deserialize<'de>>(output: &str) -> Result<Vec<T>, String> {
    let lines: Result<_, _> = output.lines().map(serde_json::from_str).collect();
    lines.map_err(|error| error.to_string())
}

/// Whether it is kept as it came, or why it is not.
fn judged(
    conformance: &Conformance,
    answer: &Answer,
    body: &str,
    again: Again,
) -> Result<bool, String> {
    let Some(written) = again.written else {
        let error = again.error.unwrap_or_default();
        return Err(format!("unreadable: {}", without_place(&error)));
    };
    let value = |text: &str| serde_json::from_str::<Value>(text).map_err(|error| error.to_string());
    match conformance.kept(answer.call, answer.answer, &value(body)?, &value(&written)?) {
        Kept::Whole => Ok(true),
        Kept::Respelled => Ok(false),
        Kept::Lost(at) => Err(format!("lost: differs at {at}")),
        _ => Err("lost".to_owned()),
    }
}

/// An error of serde_json without its line and column.
fn without_place(error: &str) -> &str {
    error.split(" at line ").next().unwrap_or(error)
}

impl Found {
    fn count(
        &mut self,
        judged: Result<bool, String>,
        explained: impl FnOnce(String) -> Result<String, (String, String, String)>,
    ) {
        self.instances += 1;
        match judged.map_err(explained) {
            Ok(true) => self.kept += 1,
            Ok(false) => self.respelled += 1,
            Err(Ok(name)) => *self.explained.entry(name).or_default() += 1,
            Err(Err((reason, operation, body))) => {
                self.odd.entry(reason).or_default().push((operation, body));
            }
        }
    }

    pub(super) fn table(&self) -> String {
        let odd: usize = self.odd.values().map(Vec::len).sum();
        let explained: usize = self.explained.values().sum();
        let mut text = format!(
            "{NAME}: {} of {}: {} kept, {} respelled, {explained} explained, {odd} not as they should be\n",
            count(self.instances, "instance"),
            count(self.schemas, "schema"),
            self.kept,
            self.respelled,
        );
        for (reason, number) in &self.aside {
            let _ = writeln!(text, "  {number:>6} put aside: {}", line(reason));
        }
        for (name, number) in &self.explained {
            let _ = writeln!(text, "  {number:>6} explained: {}", line(name));
        }
        for (reason, calls) in self.odd.iter().take(MOST_REASONS) {
            let _ = writeln!(text, "\n  {:>6}  {}", calls.len(), line(reason));
            for (operation, body) in calls.iter().take(1) {
                let body: String = body.chars().take(200).collect();
                let _ = writeln!(text, "          {}: {}", line(operation), line(&body));
            }
        }
        for name in &self.stale {
            let _ = writeln!(text, "\nthe deviation `{}` applies no longer", line(name));
        }
        text
    }
}
