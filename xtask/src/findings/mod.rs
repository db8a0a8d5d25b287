//! Findings, for people and for machines.
//!
//! Takes: findings and a format. Gives: nothing: they are printed. Does not judge them, unless asked to be strict.

mod github;
mod json;

use crate::terminal::{print, warn};
use clap::ValueEnum;
use specwright::diagnostics::{Diagnostics, Group, Severity};
use specwright::report::{self, Style};
use std::io::{self, IsTerminal};

/// How findings are told.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Human,
    Json,
    Github,
}

impl Format {
    /// Says what is no finding: where people look for it, and out of a machine's way.
    pub(crate) fn say(self, text: &str) {
        match self {
            Self::Human => print(text),
            Self::Json | Self::Github => warn(text),
        }
    }
}

/// Prints findings.
pub(crate) fn report(diagnostics: &Diagnostics, format: Format) {
    match format {
        Format::Human => warn(&human(diagnostics)),
        Format::Json => print(&json::lines(diagnostics)),
        Format::Github => print(&github::commands(diagnostics)),
    }
}

/// In colour where that is wanted.
fn human(diagnostics: &Diagnostics) -> String {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let style = if io::stderr().is_terminal() && !unwanted {
        Style::Colour
    } else {
        Style::Plain
    };
    let mut text = report::render(diagnostics, style);
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// Warnings as errors: what is mended, left out, untyped or skipped, and settings without effect. A rewrite loses
/// nothing and stays what it is.
pub(crate) fn strict(mut diagnostics: Diagnostics) -> Diagnostics {
    for diagnostic in diagnostics.iter_mut() {
        if diagnostic
            .rule
            .is_some_and(|rule| rule.group() != Group::Rewrite)
        {
            diagnostic.severity = Severity::Error;
        }
    }
    diagnostics.sorted()
}
