//! `$ref` with something beside it (JSON Schema 2020-12 core, section 8.2.3.1): all of both.

use super::{Object, Rewriter};
use crate::diagnostics::Rule;
use serde_json::{Value, json};

impl Rewriter<'_> {
    pub(super) fn references(&mut self, map: &mut Object) {
        if let Some(reference) = map.shift_remove("$dynamicRef") {
            // Bundled, it leads to what its anchor names in this document.
            map.entry("$ref").or_insert(reference);
            self.count(Rule::SchemaNames);
        }
        if map.len() < 2 {
            return;
        }
        let Some(Value::String(_)) = map.get("$ref") else {
            return;
        };
        let reference = map.shift_remove("$ref").unwrap_or_default();
        let member = json!({ "$ref": reference });
        match map.get_mut("allOf") {
            Some(Value::Array(members)) => members.push(member),
            _ => {
                map.insert("allOf".to_owned(), json!([member]));
            }
        }
        self.count(Rule::RefWithSiblings);
    }
}
