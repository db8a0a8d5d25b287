//! Values of a model with what may be changed in them.
//!
//! Takes: the place of a schema. Gives: for each form that a value may have one with all properties, whose parts have only
//! what is required, and the names of those that may be absent or null. So each schema is looked at by itself, and what
//! there is of all schemas together grows as they do.

use super::meaning::Meaning;
use super::object::is_kept;
use super::value::{UNKNOWN_KEY, Want};
use super::{PARTS, Sampler};
use crate::diagnostics::Pointer;
use serde_json::Value;

/// Forms of one schema.
const MOST_FORMS: usize = 40;

/// Values of a form that is no object.
const MOST_VALUES: usize = 40;

/// Below this many parts of parts only what is required is there: all of them, where counting starts here.
const DEPTH: usize = 3;

/// A value with what may be changed in it.
#[derive(Debug)]
pub(crate) struct Instance {
    pub(crate) value: Value,
    /// Properties that may be left out.
    pub(crate) optional: Vec<String>,
    /// Properties that may be null.
    pub(crate) nullable: Vec<String>,
    /// Whether properties without a name are kept, or it is not known what becomes of them.
    pub(crate) open: bool,
}

impl<'d> Sampler<'d> {
    /// Values for the schema at a place, each form once.
    pub(crate) fn instances(&self, place: &Pointer) -> Vec<Instance> {
        self.left.set(PARTS);
        let Some(meaning) = self.at(place) else {
            return Vec::new();
        };
        let forms = self.forms(meaning);
        let found = forms.iter().take(MOST_FORMS);
        let found = found.flat_map(|(_, form)| self.of_one_form(form));
        let mut instances: Vec<Instance> = Vec::new();
        for instance in found {
            if !instances.iter().any(|one| one.value == instance.value) {
                instances.push(instance);
            }
        }
        instances
    }

    fn of_one_form(&self, meaning: &Meaning<'d>) -> Vec<Instance> {
        if meaning.is_object() {
            return self.object_instance(meaning).into_iter().collect();
        }
        let values = self.variations(meaning, DEPTH).into_iter();
        let values = values.map(|(_, value)| value);
        // Whether a value may be null is said where it is used.
        let values = values.filter(|value| meaning.is_free() || !value.is_null());
        // Of a format one is enough: the others are written in other ways.
        let formatted = meaning.text("format").is_some() && meaning.constants().is_none();
        let most = if formatted { 1 } else { MOST_VALUES };
        let instance = |value| Instance {
            value,
            optional: Vec::new(),
            nullable: Vec::new(),
            open: true,
        };
        values.take(most).map(instance).collect()
    }

    fn object_instance(&self, meaning: &Meaning<'d>) -> Option<Instance> {
        let Some(Value::Object(mut object)) = self.object(meaning, Want::All, DEPTH) else {
            return None;
        };
        let required = meaning.required();
        let free =
            |name: &&String| !required.contains(name.as_str()) && meaning.tag(name).is_none();
        let optional = object.keys().filter(free).cloned().collect();
        let properties = meaning.properties().into_iter();
        let nullable = properties
            .filter(|(name, schemas)| {
                let null = || schemas.iter().all(|schema| self.allows_null(schema));
                object.contains_key(*name) && !schemas.is_empty() && null()
            })
            .map(|(name, _)| name.to_owned())
            .collect();
        if is_kept(meaning) && !meaning.names_none() {
            let value = self.other_value(meaning)?;
            object.insert(UNKNOWN_KEY.to_owned(), value);
        }
        Some(Instance {
            value: object.into(),
            optional,
            nullable,
            open: is_kept(meaning) || meaning.both,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Sampler;
    use crate::diagnostics::Pointer;
    use serde_json::{Value, json};

    fn instances(schemas: &Value) -> Vec<String> {
        let root = json!({"components": {"schemas": schemas}});
        let place = Pointer::root().key("components").key("schemas").key("A");
        let all = Sampler::new(&root).instances(&place).into_iter();
        let written = all.map(|one| {
            let open = if one.open { " open" } else { "" };
            format!("{} {:?} {:?}{open}", one.value, one.optional, one.nullable)
        });
        written.collect()
    }

    #[test]
    fn an_object_has_all_properties_and_its_parts_what_is_required() {
        let found = instances(&json!({
            "A": {"type": "object", "required": ["b", "n"], "properties": {
                "b": {"$ref": "#/components/schemas/B"},
                "l": {"type": "array", "items": {"type": "integer"}},
                "n": {"type": "boolean", "nullable": true},
            }},
            "B": {"type": "object", "required": ["c"], "properties": {"c": {"type": "boolean"}, "d": {"type": "boolean"}}},
        }));
        assert_eq!(found, [r#"{"b":{"c":true},"l":[],"n":true} ["l"] ["n"]"#]);
    }

    #[test]
    fn each_alternative_is_a_value_of_its_own() {
        let found = instances(&json!({
            "A": {"oneOf": [{"type": "boolean"}, {"type": "string", "format": "date"}, {"type": "object", "additionalProperties": {"type": "boolean"}}]},
        }));
        let expected = [
            "true [] [] open",
            "false [] [] open",
            r#""2024-02-29" [] [] open"#,
            r#"{"key 0":true} ["key 0"] [] open"#,
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_open_has_something_without_a_name() {
        let found = instances(&json!({
            "A": {"type": "object", "properties": {"a": {"type": "boolean"}}, "additionalProperties": {"type": "integer"}},
        }));
        assert_eq!(
            found,
            [r#"{"a":true,"x-unknown-property":7} ["a"] [] open"#]
        );
    }
}
