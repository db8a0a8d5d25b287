//! The document, put together.
//!
//! Takes: what is wanted and how it is called. Gives: one tree, and where its parts are from. Reads no files.

use super::super::grammar::Kind;
use super::super::origins::FileId;
use super::names::Names;
use super::reference::is_component;
use super::{Bundler, Spot};
use crate::diagnostics::{Diagnostic, Pointer};
use serde_json::{Map, Value, json};

/// Puts each part in its place.
pub(super) fn rebuild(bundler: Bundler<'_>, names: &Names) -> Value {
    let mut builder = Builder {
        bundler,
        names,
        open: Vec::new(),
        budget: 0,
    };
    builder.budget = GROWTH * builder.bundler.library.size() + GROWTH;
    let root = (FileId::ROOT, Pointer::root());
    let mut document = builder.content(&root, Kind::OpenApi, &Pointer::root());
    for (section, name, spot, kind) in names.all() {
        let at = component(section, name);
        let origins = &mut builder.bundler.library.origins;
        origins.moved(at.clone(), spot.0, spot.1.clone());
        let content = builder.content(spot, kind, &at);
        if let Some(entries) = entries(&mut document, section) {
            entries.insert(name.to_owned(), content);
        }
    }
    builder.bundler.report();
    document
}

fn component(section: &str, name: &str) -> Pointer {
    Pointer::root().key("components").key(section).key(name)
}

/// The components of one kind, which are a mapping from now on.
fn entries<'v>(document: &'v mut Value, section: &str) -> Option<&'v mut Map<String, Value>> {
    let mut inner = document;
    for key in ["components", section] {
        inner = inner
            .as_object_mut()?
            .entry(key)
            .or_insert_with(|| json!({}));
        if !inner.is_object() {
            *inner = json!({});
        }
    }
    inner.as_object_mut()
}

struct Builder<'a, 'b> {
    bundler: Bundler<'a>,
    names: &'b Names,
    /// What is being written out, so that nothing is written into itself.
    open: Vec<Spot>,
    /// How many more nodes may be written out.
    budget: usize,
}

/// A document may grow this much by what is written out in place of references: far more than any real one does, and an
/// end to those that double with every reference.
const GROWTH: usize = 10;

impl Builder<'_, '_> {
    /// A part as it stands in the document at `at`.
    fn content(&mut self, spot: &Spot, kind: Kind, at: &Pointer) -> Value {
        let mut value = self
            .bundler
            .library
            .node(spot.0, &spot.1)
            .cloned()
            .unwrap_or_default();
        self.drop_holders(&mut value, spot, kind);
        self.extract(&mut value, spot, kind);
        let edges: Vec<(Pointer, Kind, Spot)> = self
            .bundler
            .edges_within(spot)
            .map(|(at, edge)| (at.1.clone(), edge.kind, edge.target.clone()))
            .collect();
        for (place, kind, target) in edges {
            let Some(rest) = place.below(&spot.1) else {
                continue;
            };
            if value.pointer(rest).is_none() {
                continue;
            }
            if kind.component().is_some() {
                let text = self.names.reference(&target, kind);
                refer(value.pointer_mut(rest), kind, text);
            } else {
                let written = self.written_out(value.pointer(rest), &target, kind, &at.join(rest));
                if let Some(node) = value.pointer_mut(rest) {
                    *node = written;
                }
            }
        }
        value
    }

    /// A file that is a part itself may hold others, under keys that mean nothing in the part.
    fn drop_holders(&self, value: &mut Value, spot: &Spot, kind: Kind) {
        if spot.0 == FileId::ROOT || spot.1 != Pointer::root() {
            return;
        }
        if let Value::Object(map) = value {
            map.retain(|key, _| {
                kind.child(key) != Kind::Unknown
                    || !self.bundler.holders.contains(&(spot.0, key.clone()))
            });
        }
    }

    /// Replaces what has become a component of its own by a reference to it.
    fn extract(&self, value: &mut Value, spot: &Spot, kind: Kind) {
        for (inner, inner_kind, reference) in self.names.within(spot) {
            // What is read as a part of another kind elsewhere stays what it is here, and components stay in place.
            let in_place = spot.0 == FileId::ROOT && is_component(inner, inner_kind);
            let Some(rest) = inner.below(&spot.1).filter(|_| !in_place) else {
                continue;
            };
            if kind_at(kind, rest) == inner_kind
                && let Some(node) = value.pointer_mut(rest)
            {
                *node = json!({ "$ref": reference });
            }
        }
    }

    /// What a reference leads to, with what stands beside the reference on top.
    fn written_out(
        &mut self,
        node: Option<&Value>,
        target: &Spot,
        kind: Kind,
        at: &Pointer,
    ) -> Value {
        let siblings = node.and_then(Value::as_object).cloned().unwrap_or_default();
        if self.open.contains(target) {
            let finding = Diagnostic::error("this contains itself, without end")
                .hint("only schemas can, because only they have names")
                .at(target.1.clone());
            let complaints = self.bundler.complaints.entry(target.0).or_default();
            complaints.push(finding);
            return Value::Null;
        }
        let size = self
            .bundler
            .library
            .node(target.0, &target.1)
            .map_or(1, super::library::nodes);
        if self.budget < size {
            if self.budget > 0 {
                let message =
                    format!("the document grows to more than {GROWTH} times its size here");
                let finding = Diagnostic::error(message)
                    .hint("parts that refer to each other double with each step: make them components, which have names")
                    .at(target.1.clone());
                let complaints = self.bundler.complaints.entry(target.0).or_default();
                complaints.push(finding);
            }
            self.budget = 0;
            return Value::Null;
        }
        self.budget -= size;
        let origins = &mut self.bundler.library.origins;
        origins.moved(at.clone(), target.0, target.1.clone());
        self.open.push(target.clone());
        let mut content = self.content(target, kind, at);
        self.open.pop();
        if let Value::Object(map) = &mut content {
            map.extend(siblings.into_iter().filter(|(key, _)| key != "$ref"));
        }
        content
    }
}

fn refer(node: Option<&mut Value>, kind: Kind, text: String) {
    match node {
        Some(node) if kind == Kind::SchemaName => *node = text.into(),
        Some(Value::Object(map)) => {
            map.insert("$ref".to_owned(), text.into());
        }
        _ => {}
    }
}

/// The text of a reference to a component.
pub(in crate::read) fn reference_to(section: &str, name: &str) -> String {
    format!("#{}", component(section, name).as_str().replace('%', "%25"))
}

/// The kind of what stands at a pointer below a node.
fn kind_at(mut kind: Kind, pointer: &str) -> Kind {
    for token in Pointer::root().join(pointer).tokens() {
        kind = match kind {
            Kind::List(_) => kind.item(),
            _ => kind.child(&token),
        };
    }
    kind
}
