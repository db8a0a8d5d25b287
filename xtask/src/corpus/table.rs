//! What became of the documents, for people.
//!
//! Takes: entries. Gives: a table, totals, the rules that were applied, and what failed. Does not judge.

use super::Asked;
use super::entry::{Check, Entry, Finding, Lints, Outcome, RoundTrips, Tests};
use crate::terminal::count;
use specwright::report::line;
use std::collections::{BTreeMap, BTreeSet};

const GENERATE: [&str; 7] = [
    "document",
    "operations",
    "generated",
    "skipped",
    "warnings",
    "CPU s",
    "peak MB",
];
const COMPILE: [&str; 4] = ["errors", "warnings", "CPU s", "peak MB"];
const TESTS: [&str; 2] = ["passed", "failed"];
const LINTS: [&str; 4] = ["clippy", "rustdoc", "examples", "failed"];
const ROUND_TRIPS: [&str; 7] = [
    "schemas",
    "values",
    "decoded",
    "equal",
    "respelled",
    "as unknown",
    "differing",
];

/// Differing values of one document that are shown; all are in the JSON.
const MOST_SHOWN: usize = 10;

pub(super) fn render(entries: &[Entry], asked: Asked) -> String {
    let mut rows = vec![heading(asked)];
    rows.extend(entries.iter().map(|entry| row(entry, asked)));
    rows.push(totals(entries, asked));
    let mut text = aligned(&rows);
    if asked.round_trips {
        text.push_str(&proofs(entries));
    }
    text.push_str(&summary(entries));
    text.push_str(&skips(entries));
    text.push_str(&rules(entries));
    text.push_str(&failures(entries));
    text
}

fn heading(asked: Asked) -> Vec<String> {
    let compile: &[&str] = if asked.compile { &COMPILE } else { &[] };
    let tests: &[&str] = if asked.test { &TESTS } else { &[] };
    let lints: &[&str] = if asked.lint { &LINTS } else { &[] };
    let words = GENERATE.iter().chain(compile).chain(tests).chain(lints);
    let words = words.chain(&["outcome"]);
    words.map(|word| (*word).to_owned()).collect()
}

fn row(entry: &Entry, asked: Asked) -> Vec<String> {
    let found = &entry.generation;
    let mut row = vec![
        line(&entry.file),
        found.operations.to_string(),
        found.generated.to_string(),
        found.skipped.len().to_string(),
        found.warnings.to_string(),
        format!("{:.2}", found.generate_seconds),
        format!("{:.0}", found.peak_mb),
    ];
    if asked.compile {
        row.extend(match &entry.compile {
            Some(check) => checked(check),
            None => COMPILE.map(|_| "-".to_owned()),
        });
    }
    if asked.test {
        row.extend(match &entry.tests {
            Some(tests) => [tests.passed.to_string(), tests.failed.to_string()],
            None => TESTS.map(|_| "-".to_owned()),
        });
    }
    if asked.lint {
        row.extend(match &entry.lints {
            Some(lints) => linted(lints),
            None => LINTS.map(|_| "-".to_owned()),
        });
    }
    row.push(outcome(entry).to_owned());
    row
}

fn checked(check: &Check) -> [String; 4] {
    [
        check.errors.to_string(),
        check.warnings.to_string(),
        format!("{:.2}", check.seconds),
        format!("{:.0}", check.peak_mb),
    ]
}

fn linted(lints: &Lints) -> [String; 4] {
    [lints.clippy, lints.rustdoc, lints.passed, lints.failed].map(|number| number.to_string())
}

fn outcome(entry: &Entry) -> &'static str {
    let clean = |check: &Check| check.errors + check.warnings == 0;
    match entry.outcome {
        Outcome::Generated if !entry.compile.as_ref().is_none_or(clean) => {
            "does not compile cleanly"
        }
        Outcome::Generated if !entry.round_trips.as_ref().is_none_or(keeps) => {
            "does not keep all values"
        }
        Outcome::Generated if !entry.tests.as_ref().is_none_or(passes) => "fails its tests",
        Outcome::Generated if !entry.lints.as_ref().is_none_or(quiet) => "is not quiet",
        Outcome::Generated => "ok",
        Outcome::Refused => "refused",
        Outcome::Crashed => "crashed",
    }
}

fn keeps(proof: &RoundTrips) -> bool {
    proof.differing.is_empty()
}

fn passes(tests: &Tests) -> bool {
    tests.failed == 0
}

fn quiet(lints: &Lints) -> bool {
    lints.found() == 0
}

/// A table of what became of values.
fn proofs(entries: &[Entry]) -> String {
    let cells = |first: &str, numbers: [usize; 7]| {
        let mut row = vec![first.to_owned()];
        row.extend(numbers.iter().map(ToString::to_string));
        row.push(String::new());
        row
    };
    let words = ["document"].into_iter().chain(ROUND_TRIPS).chain([""]);
    let mut rows = vec![words.map(ToOwned::to_owned).collect()];
    let mut sums = [0; 7];
    for entry in entries {
        let Some(proof) = &entry.round_trips else {
            continue;
        };
        let numbers = numbers(proof);
        for (sum, number) in sums.iter_mut().zip(numbers) {
            *sum += number;
        }
        rows.push(cells(&line(&entry.file), numbers));
    }
    rows.push(cells("total", sums));
    format!("\n{}", aligned(&rows))
}

fn numbers(proof: &RoundTrips) -> [usize; 7] {
    [
        proof.schemas,
        proof.values,
        proof.decoded,
        proof.equal,
        proof.respelled,
        proof.unrecognised.len(),
        proof.differing.len(),
    ]
}

/// Sums, and of memory the most.
fn totals(entries: &[Entry], asked: Asked) -> Vec<String> {
    let sum = |number: fn(&Entry) -> usize| entries.iter().map(number).sum::<usize>().to_string();
    let seconds: f64 = entries
        .iter()
        .map(|one| one.generation.generate_seconds)
        .sum();
    let peaks = entries.iter().map(|one| one.generation.peak_mb);
    let mut row = vec![
        "total".to_owned(),
        sum(|one| one.generation.operations),
        sum(|one| one.generation.generated),
        sum(|one| one.generation.skipped.len()),
        sum(|one| one.generation.warnings),
        format!("{seconds:.2}"),
        format!("{:.0}", peaks.fold(0.0, f64::max)),
    ];
    if asked.compile {
        let checks = || entries.iter().filter_map(|one| one.compile.as_ref());
        row.extend(checked(&Check {
            errors: checks().map(|one| one.errors).sum(),
            warnings: checks().map(|one| one.warnings).sum(),
            seconds: checks().map(|one| one.seconds).sum(),
            peak_mb: checks().map(|one| one.peak_mb).fold(0.0, f64::max),
            ..Check::default()
        }));
    }
    if asked.test {
        let tests = || entries.iter().filter_map(|one| one.tests.as_ref());
        let passed: usize = tests().map(|one| one.passed).sum();
        let failed: usize = tests().map(|one| one.failed).sum();
        row.extend([passed.to_string(), failed.to_string()]);
    }
    if asked.lint {
        let lints = || entries.iter().filter_map(|one| one.lints.as_ref());
        row.extend(linted(&Lints {
            clippy: lints().map(|one| one.clippy).sum(),
            rustdoc: lints().map(|one| one.rustdoc).sum(),
            passed: lints().map(|one| one.passed).sum(),
            failed: lints().map(|one| one.failed).sum(),
            ..Lints::default()
        }));
    }
    row.push(String::new());
    row
}

/// Columns as wide as they must be: the first and the last to the left, numbers to the right.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            let cell = if column == 0 || column + 1 == columns {
                format!("{cell:<width$}  ")
            } else {
                format!("{cell:>width$}  ")
            };
            line.push_str(&cell);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn summary(entries: &[Entry]) -> String {
    let of = |wanted| entries.iter().filter(|one| one.outcome == wanted).count();
    let untyped: usize = entries.iter().map(|one| one.generation.untyped).sum();
    format!(
        "\n{}: {} generated, {} refused, {} crashed; {} untyped\n",
        count(entries.len(), "document"),
        of(Outcome::Generated),
        of(Outcome::Refused),
        of(Outcome::Crashed),
        count(untyped, "place"),
    )
}

/// Why operations are not there, the most frequent reason first.
fn skips(entries: &[Entry]) -> String {
    let mut rules: BTreeMap<&str, (BTreeSet<&str>, usize)> = BTreeMap::new();
    for entry in entries {
        for skipped in &entry.generation.skipped {
            let (documents, operations) = rules.entry(&skipped.rule).or_default();
            documents.insert(&entry.file);
            *operations += 1;
        }
    }
    let rows = rules
        .into_iter()
        .map(|(rule, (documents, operations))| (rule, documents.len(), operations));
    ranked("skipped because of", "operations", rows.collect())
}

/// What was mended, rewritten and left out, the most frequent rule first.
fn rules(entries: &[Entry]) -> String {
    let mut rules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for entry in entries {
        for (rule, count) in &entry.generation.rules {
            let (documents, occurrences) = rules.entry(rule).or_default();
            *documents += 1;
            *occurrences += count;
        }
    }
    let rows = rules
        .into_iter()
        .map(|(rule, (documents, occurrences))| (rule, documents, occurrences));
    ranked("rule", "occurrences", rows.collect())
}

/// A small table of rules; nothing if there are none.
fn ranked(first: &str, last: &str, mut rows: Vec<(&str, usize, usize)>) -> String {
    if rows.is_empty() {
        return String::new();
    }
    rows.sort_by_key(|(rule, _, number)| (std::cmp::Reverse(*number), *rule));
    let mut table = vec![vec![
        first.to_owned(),
        "documents".to_owned(),
        last.to_owned(),
        String::new(),
    ]];
    table.extend(rows.into_iter().map(|(rule, documents, number)| {
        vec![
            rule.to_owned(),
            documents.to_string(),
            number.to_string(),
            String::new(),
        ]
    }));
    format!("\n{}", aligned(&table))
}

/// What failed and why, at the end, where people look.
fn failures(entries: &[Entry]) -> String {
    let mut text = String::new();
    for outcome in [Outcome::Refused, Outcome::Crashed] {
        let title = if outcome == Outcome::Refused {
            "refused"
        } else {
            "crashed"
        };
        let failed = entries.iter().filter(|entry| entry.outcome == outcome);
        text.push_str(&section(
            title,
            failed.map(|entry| {
                let error = entry.generation.error.as_deref();
                (entry.file.as_str(), error.unwrap_or("without a reason"))
            }),
        ));
    }
    text.push_str(&found("does not compile cleanly", entries, |entry| {
        let check = entry.compile.as_ref()?;
        (check.errors + check.warnings > 0).then_some(check.first.as_deref())
    }));
    text.push_str(&differing(entries));
    text.push_str(&found("fails its tests", entries, |entry| {
        let tests = entry.tests.as_ref()?;
        (!passes(tests)).then_some(tests.first.as_deref())
    }));
    text.push_str(&found("is not quiet", entries, |entry| {
        let lints = entry.lints.as_ref()?;
        (!quiet(lints)).then_some(lints.first.as_deref())
    }));
    text
}

/// The documents of which a step says something, each with the first thing.
fn found<'a>(
    title: &str,
    entries: &'a [Entry],
    first: impl Fn(&'a Entry) -> Option<Option<&'a str>>,
) -> String {
    let lines = entries.iter().filter_map(|entry| {
        let first = first(entry)?;
        Some((entry.file.as_str(), first.unwrap_or("without a reason")))
    });
    section(title, lines)
}

/// Values that came back as others.
fn differing(entries: &[Entry]) -> String {
    let proofs = entries.iter().filter_map(|entry| {
        let found = &entry.round_trips.as_ref()?.differing;
        Some((entry, found))
    });
    let lines = proofs.flat_map(|(entry, found)| {
        let shown = found.iter().take(MOST_SHOWN);
        shown.map(|finding| (entry.file.as_str(), described(finding)))
    });
    let lines: Vec<(&str, String)> = lines.collect();
    let lines = lines.iter().map(|(file, text)| (*file, text.as_str()));
    section("values that are not kept", lines)
}

fn described(finding: &Finding) -> String {
    let value = finding.sent.to_string();
    let mut shown: String = value.chars().take(200).collect();
    if shown.len() < value.len() {
        shown.push_str(" ..");
    }
    format!("{}: {}: {shown}", finding.what, finding.reason)
}

fn section<'a>(title: &str, lines: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let lines: String = lines
        .map(|(file, reason)| format!("  {}: {}\n", line(file), line(reason)))
        .collect();
    if lines.is_empty() {
        lines
    } else {
        format!("\n{title}:\n{lines}")
    }
}
