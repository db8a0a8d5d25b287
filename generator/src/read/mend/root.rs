//! What a whole document must say.

use super::super::version::Version;
use super::super::walk::Steps;
use super::{Mender, Object};
use crate::diagnostics::{Pointer, Rule};
use serde_json::{Value, json};

/// What an API is called that has no name, and its version.
const UNTITLED: &str = "API";
const UNVERSIONED: &str = "0";

/// The dialects that mean the same here (OpenAPI 3.1.1, section 4.8.24.5).
const DIALECTS: [&str; 2] = [
    "https://spec.openapis.org/oas/3.1/dialect/base",
    "https://json-schema.org/draft/2020-12/schema",
];

impl Mender<'_> {
    pub(super) fn root(&mut self, map: &mut Object) {
        if !map.contains_key("info") {
            let hint = "add `info` with `title` and `version`";
            let message = "`info` is missing: the API has no name";
            self.note(Rule::MissingInfo, message, hint, Pointer::root());
            map.insert(
                "info".to_owned(),
                json!({ "title": UNTITLED, "version": UNVERSIONED }),
            );
        }
        self.dialect(map);
        // From 3.1 on, components or webhooks can stand alone.
        if self.version == Version::V30 && !map.contains_key("paths") {
            let hint = "add `paths: {}` if there are none";
            let message = "`paths` is missing: there are no operations";
            self.note(Rule::MissingPaths, message, hint, Pointer::root());
            map.insert("paths".to_owned(), json!({}));
        }
    }

    /// Schemas of another dialect are read as those of the standard.
    pub(super) fn dialect(&mut self, map: &Object) {
        let Some(Value::String(dialect)) = map.get("jsonSchemaDialect") else {
            return;
        };
        if !DIALECTS.contains(&dialect.trim_end_matches('#')) {
            let message = format!(
                "the schemas are of the dialect `{dialect}`, and read as JSON Schema 2020-12"
            );
            let hint = "keywords that only this dialect has are ignored";
            let at = Pointer::root().key("jsonSchemaDialect");
            self.note(Rule::ForeignDialect, message, hint, at);
        }
    }

    pub(super) fn info(&mut self, map: &mut Object, steps: &Steps<'_>) {
        for (key, default) in [("title", UNTITLED), ("version", UNVERSIONED)] {
            if !map.contains_key(key) {
                let message = format!("`{key}` is missing: read as `{default}`");
                let hint = "say what the API is called, and of which version the document is";
                self.note(Rule::MissingInfo, message, hint, steps.pointer());
                map.insert(key.to_owned(), Value::String(default.to_owned()));
            }
        }
    }
}
