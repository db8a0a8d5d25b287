//! What a document shows.
//!
//! Takes: the place of a media type or a parameter. Gives: the examples that stand there.

use crate::diagnostics::Pointer;
use crate::ir::Form;
use crate::sample::Sampler;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Finds values in a document, or makes them.
pub(super) struct Finder<'d> {
    pub(super) root: &'d Value,
    pub(super) sampler: Sampler<'d>,
    /// The answers that were made of components: many calls have the same.
    pub(super) made: RefCell<BTreeMap<(&'d str, Form), String>>,
}

impl Finder<'_> {
    /// What the document shows, the best first: an example of the media type or the parameter, one of several, one of the
    /// schema.
    pub(super) fn shown(&self, at: &Pointer) -> Vec<&Value> {
        let Some(media) = self.root.pointer(at.as_str()) else {
            return Vec::new();
        };
        let several = media.get("examples").and_then(Value::as_object);
        let several = several.into_iter().flat_map(Map::values);
        let several = several.filter_map(|one| self.resolved(one)?.get("value"));
        let of_schema = self.sampler.examples(&at.key("schema"));
        let one = media.get("example").into_iter();
        one.chain(several).chain(of_schema).collect()
    }

    /// What a reference leads to, or the thing itself.
    fn resolved<'v>(&'v self, value: &'v Value) -> Option<&'v Value> {
        match value.get("$ref").and_then(Value::as_str) {
            Some(reference) => self
                .root
                .pointer(Pointer::from_fragment(reference)?.as_str()),
            None => Some(value),
        }
    }
}
