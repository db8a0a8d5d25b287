//! Where the nodes of a document stand in its text.
//!
//! Takes: a text, JSON or YAML, and pointers. Gives: the line of each pointer, or of the nearest node above it that the
//! text has. Does not read values: it follows the events of a parser.

mod events;
mod lines;
mod tree;

use super::source::Source;
use super::tree::Syntax;
use crate::diagnostics::{Diagnostic, Excerpt, Pointer, Rule};
use lines::Lines;
use saphyr_parser::{Event, Parser};
use tree::Tree;

/// Finds a node in a text. For an entry of a mapping that is its key.
#[must_use]
pub fn place_in(file: &str, text: &str, pointer: &Pointer) -> Option<Excerpt> {
    let mut wanted = Tree::new();
    wanted.add(pointer);
    wanted.find(text, Syntax::Yaml);
    Lines::new(file, text).excerpt(wanted.nearest(pointer)?)
}

/// Completes the findings that have a pointer and no line yet.
pub(super) fn complete<'a>(source: &Source, findings: impl Iterator<Item = &'a mut Diagnostic>) {
    let Source { name, text, syntax } = source;
    let mut open: Vec<_> = findings
        .filter(|finding| {
            let place = finding.place.as_ref();
            place.is_some_and(|place| place.source.is_none() && place.pointer.is_some())
        })
        .collect();
    if open.is_empty() {
        return;
    }
    let mut wanted = Tree::new();
    for finding in &open {
        let place = finding.place.as_ref();
        place
            .and_then(|place| place.pointer.as_ref())
            .inspect(|pointer| wanted.add(pointer));
    }
    wanted.find(text, *syntax);
    let lines = Lines::new(name, text);
    for finding in &mut open {
        let Some(place) = &mut finding.place else {
            continue;
        };
        let Some(pointer) = &place.pointer else {
            continue;
        };
        // The file at least, if its text is too odd for the parser that knows places.
        let excerpt = wanted.nearest(pointer).and_then(|span| lines.excerpt(span));
        if finding.rule == Some(Rule::DuplicateKey)
            && let Some(first) = wanted.first(pointer)
        {
            let (line, column) = (first.start.line, first.start.column + 1);
            let other = format!("the other one is at {name}:{line}:{column}");
            finding.hint = finding.hint.as_ref().map(|hint| format!("{hint}; {other}"));
        }
        place.source = Some(excerpt.unwrap_or_else(|| lines.first()));
    }
}

/// Where the second document of a text begins, if there is one.
pub(super) fn second_document(file: &str, text: &str) -> Option<Excerpt> {
    let mut starts = Parser::new_from_str(text)
        .map_while(Result::ok)
        .filter(|(event, _)| matches!(event, Event::DocumentStart(..)));
    let (_, span) = starts.nth(1)?;
    let line = text.lines().nth(span.start.line() - 1)?;
    Some(Excerpt::cut_from_line(
        file,
        span.start.line(),
        line,
        span.start.col() + 1,
        3,
    ))
}
