//! The operations of a document that are not in the crate.
//!
//! Takes: the document, the crate, and what was said on the way. Gives: each operation that is missing, with its reason
//! and its place, whether it was left out when the document was read or when the crate was decided. Decides nothing.

use crate::diagnostics::{Diagnostic, Diagnostics, Pointer, Rule};
use crate::ir::{self, Api};
use crate::read::Document;
use std::collections::{BTreeMap, BTreeSet};

/// An operation that is not in the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Skipped {
    /// Method and path, such as `GET /tokens`.
    pub operation: String,
    /// Why, in one sentence.
    pub reason: String,
    /// The kind of the reason.
    pub rule: Rule,
    /// Where the reason stands: `file:line:column`, or a JSON pointer where the line is not known.
    pub at: String,
}

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// All operations of the document that the crate does not have, in the order of the document. The findings are located.
pub(crate) fn missing(document: &Document, api: &Api, findings: &Diagnostics) -> Vec<Skipped> {
    let present: BTreeSet<Pointer> = api
        .operations
        .iter()
        .map(|one| operation(&one.path, one.method.as_str()))
        .collect();
    let refused: BTreeMap<&Pointer, &ir::Skipped> =
        api.skipped.iter().map(|one| (&one.node, one)).collect();
    let paths = document.value.get("paths").and_then(|all| all.as_object());
    let mut missing = Vec::new();
    for (path, item) in paths.into_iter().flatten() {
        for method in METHODS {
            let node = operation(path, method);
            let there = item.get(method).is_some_and(|value| !value.is_null());
            if !there || !path.starts_with('/') || present.contains(&node) {
                continue;
            }
            let name = format!("{} {path}", method.to_uppercase());
            missing.push(match refused.get(&node) {
                Some(skipped) => decided(name, skipped, findings),
                None => unread(name, path, &node, findings),
            });
        }
    }
    missing
}

fn operation(path: &str, method: &str) -> Pointer {
    let paths = Pointer::root().key("paths");
    paths.key(path).key(&method.to_ascii_lowercase())
}

/// An operation that was understood, and cannot be generated.
fn decided(operation: String, skipped: &ir::Skipped, findings: &Diagnostics) -> Skipped {
    let begin = format!("{} is skipped: ", skipped.operation);
    let finding = findings
        .iter()
        .filter(|finding| finding.rule == Some(skipped.rule))
        .find(|finding| finding.message.starts_with(&begin));
    Skipped {
        operation,
        reason: skipped.reason.clone(),
        rule: skipped.rule,
        at: finding
            .and_then(place)
            .unwrap_or_else(|| skipped.at.to_string()),
    }
}

/// An operation that could not be read: what was left out says why.
fn unread(operation: String, path: &str, node: &Pointer, findings: &Diagnostics) -> Skipped {
    let titles = [
        format!("left out: operation `{operation}`: "),
        format!("left out: path `{path}`: "),
    ];
    let known = findings.iter().find_map(|finding| {
        let reason = titles
            .iter()
            .find_map(|title| finding.message.strip_prefix(title))?;
        Some((finding, reason))
    });
    let (reason, rule) = match known {
        Some((finding, reason)) => (reason, finding.rule),
        None => ("it could not be read", None),
    };
    Skipped {
        operation,
        reason: reason.to_owned(),
        rule: rule.unwrap_or(Rule::SkippedUnreadable),
        at: known
            .and_then(|(finding, _)| place(finding))
            .unwrap_or_else(|| node.to_string()),
    }
}

fn place(finding: &Diagnostic) -> Option<String> {
    let place = finding.place.as_ref()?;
    let line = place
        .source
        .as_ref()
        .map(|at| format!("{}:{}:{}", at.file, at.line, at.column));
    line.or_else(|| Some(place.pointer.as_ref()?.to_string()))
}
