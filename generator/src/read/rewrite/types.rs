//! Lists of types (JSON Schema 2020-12 validation, section 6.1.1).

use super::super::walk::Steps;
use super::{Object, Rewriter};
use crate::diagnostics::Rule;
use serde_json::{Map, Value, json};

/// The keywords that mean something for one type alone.
const OF_TYPE: [(&str, &[&str]); 4] = [
    ("string", &["format", "pattern", "minLength", "maxLength"]),
    (
        "number",
        &[
            "format",
            "multipleOf",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
        ],
    ),
    ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
    (
        "object",
        &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "discriminator",
        ],
    ),
];

impl Rewriter<'_> {
    pub(super) fn types(&mut self, map: &mut Object, steps: &Steps<'_>) {
        let Some(Value::Array(list)) = map.get("type") else {
            return;
        };
        let mut names: Vec<String> = Vec::new();
        for name in list.iter().filter_map(Value::as_str) {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        let before = names.len();
        names.retain(|name| name != "null");
        if names.len() < before {
            self.count(Rule::NullInTypes);
            if names.is_empty() {
                map.insert("type".to_owned(), "null".into());
                return;
            }
            map.insert("nullable".to_owned(), true.into());
        }
        if names.iter().any(|name| name == "number") {
            // Every integer is a number.
            names.retain(|name| name != "integer");
        }
        match names.as_slice() {
            [] => {
                map.shift_remove("type");
            }
            [only] => {
                map.insert("type".to_owned(), only.clone().into());
            }
            several => {
                self.count(Rule::SeveralTypes);
                self.split(map, several, steps);
            }
        }
    }

    /// One alternative for each type, with the keywords of that type.
    fn split(&mut self, map: &mut Object, names: &[String], steps: &Steps<'_>) {
        map.shift_remove("type");
        let has_alternatives = ["oneOf", "anyOf", "allOf"]
            .iter()
            .any(|key| map.contains_key(*key));
        let everything = ["string", "number", "boolean", "array", "object"];
        if has_alternatives
            || everything
                .iter()
                .all(|name| names.iter().any(|known| known == name))
        {
            // The alternatives say themselves what they are; of all types nothing is left to say.
            return;
        }
        let constants = map.shift_remove("enum");
        let alternatives: Vec<Value> = names
            .iter()
            .enumerate()
            .map(|(index, name)| {
                let at = steps.pointer().key("oneOf").index(index);
                Value::Object(self.alternative(map, name, constants.as_ref(), &at, steps))
            })
            .collect();
        for (_, keywords) in OF_TYPE {
            for keyword in keywords {
                map.shift_remove(*keyword);
            }
        }
        map.insert("oneOf".to_owned(), alternatives.into());
    }

    fn alternative(
        &mut self,
        map: &Object,
        name: &str,
        constants: Option<&Value>,
        at: &crate::diagnostics::Pointer,
        steps: &Steps<'_>,
    ) -> Object {
        let mut one = Map::new();
        one.insert("type".to_owned(), name.into());
        let family = if name == "integer" { "number" } else { name };
        let keywords = OF_TYPE.iter().find(|(known, _)| *known == family);
        for keyword in keywords.iter().flat_map(|(_, keywords)| *keywords) {
            let fits = *keyword != "format" || formats(map, family);
            if let Some(value) = map.get(*keyword).filter(|_| fits) {
                one.insert((*keyword).to_owned(), value.clone());
                self.moved(at.key(keyword), &steps.pointer().key(keyword));
            }
        }
        if let Some(Value::Array(constants)) = constants {
            let own: Vec<Value> = constants
                .iter()
                .filter(|value| is_of(value, name))
                .cloned()
                .collect();
            if !own.is_empty() {
                one.insert("enum".to_owned(), json!(own));
            }
        }
        one
    }
}

/// Whether the format of a schema is one of numbers, or else of texts.
fn formats(map: &Object, family: &str) -> bool {
    let numeric = map
        .get("format")
        .and_then(Value::as_str)
        .is_some_and(|format| {
            ["int", "uint", "float", "double", "decimal"]
                .iter()
                .any(|start| format.starts_with(start))
        });
    numeric == (family == "number")
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}
