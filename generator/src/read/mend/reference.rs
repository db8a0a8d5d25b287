//! References that are empty, and what stands beside a reference.

use super::super::grammar::Kind;
use super::super::version::Version;
use super::super::walk::Steps;
use super::{Mender, Object};
use crate::diagnostics::Rule;
use serde_json::Value;

/// What may stand beside a `$ref` in 3.0 without being a contradiction: it says something about the use, not the schema.
const ANNOTATIONS: [&str; 10] = [
    "title",
    "description",
    "example",
    "default",
    "nullable",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "xml",
];

impl Mender<'_> {
    pub(super) fn reference(&mut self, map: &mut Object, kind: Kind, steps: &Steps<'_>) {
        let reference = match map.get("$ref") {
            Some(Value::String(reference)) => reference,
            _ => return,
        };
        if kind.component().is_none() {
            return;
        }
        if reference.is_empty() {
            map.shift_remove("$ref");
            let hint = "say what it refers to; until then any value will do";
            let at = steps.pointer();
            self.note(
                Rule::EmptyRef,
                "`$ref` is empty: read as if it were not there",
                hint,
                at,
            );
            return;
        }
        if map.len() == 1 || (self.version == Version::V31 && kind == Kind::Schema) {
            return;
        }
        let ignored: Vec<String> = map
            .keys()
            .filter(|key| *key != "$ref" && !self.may_stand_beside(key, kind))
            .cloned()
            .collect();
        for key in &ignored {
            map.shift_remove(key);
        }
        if self.version == Version::V30 || !ignored.is_empty() {
            let hint = "3.0 has nothing beside a `$ref`: put the reference into an `allOf`, or make the document 3.1";
            let message = if ignored.is_empty() {
                "something stands beside `$ref`: what describes this use is kept".to_owned()
            } else {
                format!("ignored beside `$ref`: `{}`", ignored.join("`, `"))
            };
            self.note(
                Rule::RefSiblings,
                message,
                hint,
                steps.pointer().key("$ref"),
            );
        }
    }

    /// A schema is wrapped later, so that what describes it is kept; a Reference Object of 3.1 has two texts of its own.
    fn may_stand_beside(&self, key: &str, kind: Kind) -> bool {
        match kind {
            Kind::Schema => key.starts_with("x-") || ANNOTATIONS.contains(&key),
            _ => key == "summary" || key == "description" || key.starts_with("x-"),
        }
    }
}
