//! Where the nodes of a document stand in its text.
//!
//! Takes: a text, JSON or YAML, and pointers. Gives: the line of each pointer, or of the nearest node above it that the
//! text has. Does not read values: it follows the parser's events, so that a large document costs no memory.

use crate::diagnostics::{Diagnostic, Excerpt, Pointer, Rule};
use saphyr_parser::{Event, Parser, Span};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Finds a node in a text. For an entry of a mapping that is its key.
#[must_use]
pub fn place_in(file: &str, text: &str, pointer: &Pointer) -> Option<Excerpt> {
    let mut wanted = Tree::new();
    wanted.add(pointer);
    wanted.find(text);
    Lines::new(file, text).excerpt(wanted.nearest(pointer)?)
}

/// Completes the findings that have a pointer and no line yet.
pub(super) fn complete<'a>(
    file: &str,
    text: &str,
    findings: impl Iterator<Item = &'a mut Diagnostic>,
) {
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
    wanted.find(text);
    let lines = Lines::new(file, text);
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
            let (line, column) = (first.start.line(), first.start.col() + 1);
            let other = format!("the other one is at {file}:{line}:{column}");
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
    Lines::new(file, text).excerpt(span)
}

/// The nodes that are looked for, as a tree: a node knows its children by key or index.
struct Tree(Vec<Wanted>);

#[derive(Default)]
struct Wanted {
    children: BTreeMap<String, usize>,
    span: Option<Span>,
    /// Of a key that occurs twice: where it stands first.
    first: Option<Span>,
}

/// The number of the root in a tree.
const ROOT: usize = 0;

impl Tree {
    fn new() -> Self {
        Self(vec![Wanted::default()])
    }

    fn add(&mut self, pointer: &Pointer) {
        let mut node = ROOT;
        for token in pointer.tokens() {
            node = self.child(node, &token).unwrap_or_else(|| {
                let child = self.0.len();
                self.0.push(Wanted::default());
                if let Some(parent) = self.0.get_mut(node) {
                    parent.children.insert(token, child);
                }
                child
            });
        }
    }

    fn child(&self, node: usize, token: &str) -> Option<usize> {
        self.0.get(node)?.children.get(token).copied()
    }

    /// The span of a node, or of the nearest above it that was found.
    fn nearest(&self, pointer: &Pointer) -> Option<Span> {
        let mut node = ROOT;
        let mut span = self.0.get(node)?.span;
        for token in pointer.tokens() {
            let Some(child) = self.child(node, &token) else {
                break;
            };
            node = child;
            match self.0.get(node).and_then(|wanted| wanted.span) {
                Some(found) => span = Some(found),
                None => break,
            }
        }
        span
    }

    /// Where a node stood first whose key occurs twice.
    fn first(&self, pointer: &Pointer) -> Option<Span> {
        let mut node = ROOT;
        for token in pointer.tokens() {
            node = self.child(node, &token)?;
        }
        self.0.get(node)?.first
    }

    /// Notes where the wanted nodes stand; of a key that occurs twice the last counts, as it does when reading.
    fn find(&mut self, text: &str) {
        let mut open: Vec<Open> = Vec::new();
        for (event, span) in Parser::new_from_str(&without_surrogates(text)).map_while(Result::ok) {
            match event {
                Event::SequenceEnd | Event::MappingEnd => {
                    open.pop();
                }
                Event::DocumentEnd => return,
                Event::Scalar(value, ..) => {
                    self.enter(&mut open, Some(&value), span);
                }
                Event::Alias(_) => {
                    self.enter(&mut open, None, span);
                }
                Event::SequenceStart(..) => {
                    let node = self.enter(&mut open, None, span);
                    open.push(Open::Sequence { node, next: 0 });
                }
                Event::MappingStart(..) => {
                    let node = self.enter(&mut open, None, span);
                    open.push(Open::Mapping { node, value: None });
                }
                _ => {}
            }
        }
    }

    /// Takes notice of one more node in the innermost collection; gives its number if it is wanted.
    fn enter(&mut self, open: &mut [Open], text: Option<&str>, span: Span) -> Option<usize> {
        let (node, note) = match open.last_mut() {
            None => (Some(ROOT), true),
            Some(Open::Sequence { node, next }) => {
                let token = next.to_string();
                *next += 1;
                (node.and_then(|node| self.child(node, &token)), true)
            }
            Some(Open::Mapping { node, value }) => match value.take() {
                Some(child) => (child, false),
                None => {
                    let child = node.zip(text).and_then(|(node, key)| self.child(node, key));
                    *value = Some(child);
                    self.note(child, span);
                    // What is inside a key that is not a scalar cannot be pointed to.
                    return None;
                }
            },
        };
        if note {
            self.note(node, span);
        }
        node
    }

    fn note(&mut self, node: Option<usize>, span: Span) {
        // Of a key that occurs twice, what was found under the first is not there any more.
        let mut stale: Vec<usize> = node.into_iter().collect();
        while let Some(wanted) = stale.pop().and_then(|node| self.0.get_mut(node)) {
            if let Some(span) = wanted.span.take() {
                wanted.first.get_or_insert(span);
                stale.extend(wanted.children.values());
            }
        }
        if let Some(wanted) = node.and_then(|node| self.0.get_mut(node)) {
            wanted.span = Some(span);
        }
    }
}

/// JSON writes an emoji as two escaped surrogates, at which a YAML parser stops. Another character of the same width
/// stands in for each; a key that has one is then not found, but all others are.
fn without_surrogates(text: &str) -> Cow<'_, str> {
    if !text.contains("\\ud") && !text.contains("\\uD") {
        return Cow::Borrowed(text);
    }
    let mut parts = text.split("\\u");
    let mut mended = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        mended.push_str("\\u");
        let is_hex = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let surrogate = part.starts_with(['d', 'D'])
            && part.get(1..2).is_some_and(|digit| digit >= "8")
            && part.get(..4).is_some_and(is_hex);
        match part.get(4..) {
            Some(rest) if surrogate => {
                mended.push_str("fffd");
                mended.push_str(rest);
            }
            _ => mended.push_str(part),
        }
    }
    Cow::Owned(mended)
}

/// A collection that has begun; `node` is its number if something in it is wanted.
enum Open {
    /// `next` is the index of the next item.
    Sequence { node: Option<usize>, next: usize },
    /// `value` is there between a key and its value: the number of the value, if it is wanted.
    Mapping {
        node: Option<usize>,
        value: Option<Option<usize>>,
    },
}

/// A text in which the n-th character is found quickly, even if the text is one line of megabytes.
struct Lines<'a> {
    file: &'a str,
    text: &'a str,
    /// Where each `STEP`-th character stands, in bytes.
    steps: Vec<usize>,
}

const STEP: usize = 512;

impl<'a> Lines<'a> {
    fn new(file: &'a str, text: &'a str) -> Self {
        let steps = text.char_indices().step_by(STEP).map(|(byte, _)| byte);
        Self {
            file,
            text,
            steps: steps.collect(),
        }
    }

    fn first(&self) -> Excerpt {
        let text = self.text.lines().next().unwrap_or_default();
        Excerpt::cut_from_line(self.file, 1, text, 1, 1)
    }

    fn excerpt(&self, span: Span) -> Option<Excerpt> {
        let (start, end) = (span.start, span.end);
        let begin = start.index().checked_sub(start.col())?;
        let window = Excerpt::window(start.col() + 1);
        let text = self
            .text
            .get(self.byte(begin + window.start)..self.byte(begin + window.end))?;
        let text = text.lines().next().unwrap_or_default();
        let rest = text.chars().skip(start.col() - window.start);
        let meant: String = if end.line() == start.line() {
            rest.take(end.col().saturating_sub(start.col())).collect()
        } else {
            rest.collect()
        };
        Some(Excerpt {
            file: self.file.to_owned(),
            line: start.line(),
            column: start.col() + 1,
            length: meant.trim_end().chars().count().max(1),
            text: text.to_owned(),
        })
    }

    /// Where a character stands, in bytes.
    fn byte(&self, character: usize) -> usize {
        let end = self.text.len();
        let step = self.steps.get(character / STEP).copied().unwrap_or(end);
        let rest = self.text.get(step..).unwrap_or_default();
        let skipped = rest.char_indices().nth(character % STEP);
        skipped.map_or(end, |(byte, _)| step + byte)
    }
}
