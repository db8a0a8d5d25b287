//! Findings as JSON, one object a line.
//!
//! Takes: findings. Gives: text. Does not fold: a machine counts by itself.

use serde::Serialize;
use specwright::diagnostics::{Diagnostic, Diagnostics, Severity};

/// What is not known is null.
#[derive(Serialize)]
struct Line<'a> {
    severity: &'static str,
    rule: Option<&'static str>,
    message: &'a str,
    hint: Option<&'a str>,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    pointer: Option<&'a str>,
    text: Option<&'a str>,
}

pub(super) fn lines(diagnostics: &Diagnostics) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        // A struct of texts and numbers is always JSON.
        text.push_str(&serde_json::to_string(&line(diagnostic)).unwrap_or_default());
        text.push('\n');
    }
    text
}

fn line(diagnostic: &Diagnostic) -> Line<'_> {
    let place = diagnostic.place.as_ref();
    let source = place.and_then(|place| place.source.as_ref());
    let pointer = place.and_then(|place| place.pointer.as_ref());
    Line {
        severity: severity(diagnostic.severity),
        rule: diagnostic.rule.map(|rule| rule.name()),
        message: &diagnostic.message,
        hint: diagnostic.hint.as_deref(),
        file: source.map(|source| source.file.as_str()),
        line: source.map(|source| source.line),
        column: source.map(|source| source.column),
        pointer: pointer.map(|pointer| pointer.as_str()),
        text: source.map(|source| source.text.as_str()),
    }
}

/// As rustc and GitHub call it.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
