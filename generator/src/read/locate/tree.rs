//! The nodes that are looked for.
//!
//! Takes: pointers, then a text. Gives: where each of them stands. Does not keep what nobody asked for.

use super::super::tree::Syntax;
use super::events::{self, Event, Span};
use crate::diagnostics::Pointer;
use std::collections::BTreeMap;

/// The nodes that are looked for, as a tree: a node knows its children by key or index.
pub(super) struct Tree(Vec<Wanted>);

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
    pub(super) fn new() -> Self {
        Self(vec![Wanted::default()])
    }

    pub(super) fn add(&mut self, pointer: &Pointer) {
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
    pub(super) fn nearest(&self, pointer: &Pointer) -> Option<Span> {
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
    pub(super) fn first(&self, pointer: &Pointer) -> Option<Span> {
        let mut node = ROOT;
        for token in pointer.tokens() {
            node = self.child(node, &token)?;
        }
        self.0.get(node)?.first
    }

    /// Notes where the wanted nodes stand; of a key that occurs twice the last counts, as it does when reading.
    pub(super) fn find(&mut self, text: &str, syntax: Syntax) {
        let mut open: Vec<Open> = Vec::new();
        if syntax == Syntax::Yaml {
            events::yaml(text, |event, span| self.see(&mut open, &event, span));
            return;
        }
        events::json(text, |event, span| self.see(&mut open, &event, span));
        let spans = self
            .0
            .iter_mut()
            .flat_map(|wanted| [&mut wanted.span, &mut wanted.first]);
        let marks = spans
            .flatten()
            .flat_map(|span| [&mut span.start, &mut span.end]);
        events::resolve(text, marks);
    }

    fn see(&mut self, open: &mut Vec<Open>, event: &Event<'_>, span: Span) {
        match event {
            Event::End => {
                open.pop();
            }
            Event::Scalar(value) => {
                self.enter(open, *value, span);
            }
            Event::Sequence => {
                let node = self.enter(open, None, span);
                open.push(Open::Sequence { node, next: 0 });
            }
            Event::Mapping => {
                let node = self.enter(open, None, span);
                open.push(Open::Mapping { node, value: None });
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
