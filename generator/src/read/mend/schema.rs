//! Schemas: what is required, formats, and keywords of other versions.

use super::super::version::Version;
use super::super::walk::Steps;
use super::types::whole_numbers;
use super::{Mender, Object};
use crate::diagnostics::Rule;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Formats that the standard, its registry or JSON Schema 2020-12 know.
const FORMATS: [&str; 46] = [
    "base64url",
    "binary",
    "byte",
    "char",
    "commonmark",
    "date",
    "date-time",
    "date-time-local",
    "decimal",
    "decimal128",
    "double",
    "double-int",
    "duration",
    "email",
    "float",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "int16",
    "int32",
    "int64",
    "int8",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "password",
    "regex",
    "relative-json-pointer",
    "sf-binary",
    "sf-boolean",
    "sf-decimal",
    "sf-integer",
    "sf-string",
    "sf-token",
    "time",
    "time-local",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "uri",
];
const MORE_FORMATS: [&str; 3] = ["uri-reference", "uri-template", "uuid"];

/// Keywords that 3.0 does not have (JSON Schema 2020-12).
const NEWER: [&str; 25] = [
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$schema",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "examples",
    "if",
    "maxContains",
    "minContains",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

impl Mender<'_> {
    pub(super) fn schema(&mut self, map: &mut Object, steps: &Steps<'_>) {
        self.required(map, steps);
        self.type_name(map, steps);
        self.format(map, steps);
        whole_numbers(map);
        self.constants(map, steps);
        self.versions(map, steps);
    }

    /// `required` is a list of names, each once; older drafts had a flag at the property.
    fn required(&mut self, map: &mut Object, steps: &Steps<'_>) {
        if let Some(Value::Bool(_)) = map.get("required") {
            let message =
                "`required` is a list of the names of properties; a flag means nothing here";
            let hint = "list the property under `required` of the object that it belongs to";
            self.note(
                Rule::RequiredFlag,
                message,
                hint,
                steps.pointer().key("required"),
            );
            map.shift_remove("required");
        }
        let mut flagged = Vec::new();
        if let Some(Value::Object(properties)) = map.get_mut("properties") {
            for (name, property) in properties {
                let Some(Value::Bool(required)) = property.get("required") else {
                    continue;
                };
                flagged.push((name.clone(), *required));
                if let Some(property) = property.as_object_mut() {
                    property.shift_remove("required");
                }
            }
        }
        for (name, required) in flagged {
            let message = format!("the property `{name}` says of itself whether it is required");
            let hint = "list it under `required` of the object that it belongs to";
            let at = steps.pointer().key("properties").key(&name).key("required");
            self.note(Rule::RequiredFlag, message, hint, at);
            let list = map.entry("required").or_insert_with(|| json!([]));
            if let (true, Value::Array(list)) = (required, list) {
                list.push(name.into());
            }
        }
        let mut met = BTreeSet::new();
        if let Some(Value::Array(list)) = map.get_mut("required") {
            let before = list.len();
            list.retain(|name| name.as_str().is_none_or(|name| met.insert(name.to_owned())));
            if list.len() < before {
                let hint = "remove the second one";
                let at = steps.pointer().key("required");
                self.note(
                    Rule::RequiredTwice,
                    "a name occurs twice in `required`",
                    hint,
                    at,
                );
            }
        }
    }

    fn format(&mut self, map: &mut Object, steps: &Steps<'_>) {
        let Some(Value::String(format)) = map.get("format") else {
            return;
        };
        let known = FORMATS.contains(&format.as_str())
            || MORE_FORMATS.contains(&format.as_str())
            || self.formats.contains(format);
        if !known && !format.is_empty() {
            let message =
                format!("the format `{format}` is not registered: kept in the documentation");
            let hint = "the type alone decides; registered formats: https://spec.openapis.org/registry/format/";
            self.note(
                Rule::UnknownFormat,
                message,
                hint,
                steps.pointer().key("format"),
            );
        }
    }

    /// Keywords of another version of the standard.
    fn versions(&mut self, map: &mut Object, steps: &Steps<'_>) {
        if let Some(Value::String(property)) = map.get("discriminator") {
            let mended = json!({ "propertyName": property });
            let hint = "write it as a mapping with `propertyName`";
            let message = "`discriminator` is a string, as in Swagger 2.0";
            self.note(
                Rule::LegacyKeyword,
                message,
                hint,
                steps.pointer().key("discriminator"),
            );
            map.insert("discriminator".to_owned(), mended);
        }
        if self.version == Version::V31 {
            if map.contains_key("nullable") {
                let hint = "3.1 writes `type: [string, 'null']`";
                let message = "`nullable` is of 3.0, and read as there";
                self.note(
                    Rule::LegacyKeyword,
                    message,
                    hint,
                    steps.pointer().key("nullable"),
                );
            }
            return;
        }
        let mut newer: Vec<&str> = NEWER
            .into_iter()
            .filter(|key| map.contains_key(*key))
            .collect();
        if map.get("type").is_some_and(Value::is_array) {
            newer.push("type");
        }
        for bound in ["exclusiveMinimum", "exclusiveMaximum"] {
            if map.get(bound).is_some_and(Value::is_number) {
                newer.push(bound);
            }
        }
        for key in newer {
            let message = format!("`{key}` is written as in 3.1, and read as there");
            let hint = "say `openapi: 3.1.1` at the top, or write it as 3.0 does";
            self.note(Rule::NewerKeyword, message, hint, steps.pointer().key(key));
        }
    }
}
