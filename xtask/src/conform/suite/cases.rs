//! The suite as a document of OpenAPI.
//!
//! Takes: the files of a draft. Gives: a component for each schema that OpenAPI can say, whose only property has it, since
//! whether a value may be null is said where it is used; the valid instances; and why the other schemas are not there.

use super::Draft;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The property that has the schema.
pub(super) const PROPERTY: &str = "value";

/// Keywords whose members have names of their own, and are schemas.
const NAMED: [&str; 5] = [
    "properties",
    "patternProperties",
    "$defs",
    "definitions",
    "dependentSchemas",
];

/// Keywords that hold values.
const VALUES: [&str; 4] = ["enum", "const", "default", "examples"];

pub(super) struct Suite {
    pub(super) draft: Draft,
    pub(super) document: Value,
    /// In the order of their components.
    pub(super) cases: Vec<Case>,
    /// Groups that are not in the document, by the reason.
    pub(super) unsaid: BTreeMap<String, usize>,
}

/// A valid instance.
pub(super) struct Case {
    /// The component.
    pub(super) component: String,
    pub(super) keyword: String,
    pub(super) group: String,
    pub(super) test: String,
    pub(super) instance: Value,
}

pub(super) fn read(folder: &Path, draft: Draft) -> Result<Suite, String> {
    let mut schemas = Map::new();
    let mut cases = Vec::new();
    let mut unsaid: BTreeMap<String, usize> = BTreeMap::new();
    for (keyword, groups) in files(folder)? {
        for group in groups {
            let component = format!("Case{:04}", schemas.len());
            let schema = group.get("schema").cloned().unwrap_or_default();
            match said(&schema, draft, &component) {
                Ok(schema) => {
                    let wrapped = json!({"type": "object", "required": [PROPERTY], "properties": {PROPERTY: schema}});
                    schemas.insert(component.clone(), wrapped);
                    cases.extend(valid(&component, &keyword, &group));
                }
                Err(reason) => *unsaid.entry(reason).or_default() += 1,
            }
        }
    }
    Ok(Suite {
        draft,
        document: json!({
            "openapi": draft.openapi,
            "info": {"title": "JSON Schema Test Suite", "version": draft.name},
            "paths": {},
            "components": {"schemas": schemas},
        }),
        cases,
        unsaid,
    })
}

/// The groups of each keyword, by name.
fn files(folder: &Path) -> Result<Vec<(String, Vec<Value>)>, String> {
    let entries = fs::read_dir(folder).map_err(|error| error.to_string())?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths: Vec<_> = paths.filter(|path| path.is_file()).collect();
    paths.sort();
    let read = paths.iter().map(|path| {
        let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
        let groups = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        let keyword = path.file_stem().unwrap_or_default();
        Ok((keyword.to_string_lossy().into_owned(), groups))
    });
    read.collect()
}

fn valid(component: &str, keyword: &str, group: &Value) -> Vec<Case> {
    let text = |value: &Value, key: &str| {
        let text = value.get(key).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    let tests = group.get("tests").and_then(Value::as_array);
    let tests = tests.into_iter().flatten();
    let valid = tests.filter(|test| test.get("valid") == Some(&Value::Bool(true)));
    let cases = valid.map(|test| Case {
        component: component.to_owned(),
        keyword: keyword.to_owned(),
        group: text(group, "description"),
        test: text(test, "description"),
        instance: test.get("data").cloned().unwrap_or_default(),
    });
    cases.collect()
}

/// A schema as OpenAPI says it, with references that lead to where it stands; or why OpenAPI cannot say it.
fn said(schema: &Value, draft: Draft, component: &str) -> Result<Value, String> {
    let node = match schema {
        Value::Bool(true) => return Ok(json!({})),
        Value::Bool(false) if !draft.newer => return Ok(json!({"not": {}})),
        Value::Object(node) => node,
        other => return Ok(other.clone()),
    };
    let mut made = Map::new();
    for (key, value) in node {
        if key == "$schema" && draft.newer {
            continue;
        }
        if draft.unsaid.contains(&key.as_str()) {
            return Err(format!("`{key}`"));
        }
        let listed = matches!(key.as_str(), "type" | "items") && value.is_array();
        if !draft.newer && listed {
            return Err(format!("a list as `{key}`"));
        }
        if !draft.newer && key == "type" && value == "null" {
            return Err("the type `null`".to_owned());
        }
        let value = match value {
            Value::String(reference) if key == "$ref" => {
                if node.len() > 1 && !draft.newer {
                    return Err("something beside a `$ref`".to_owned());
                }
                Value::from(reference_from(reference, component)?)
            }
            value if VALUES.contains(&key.as_str()) => value.clone(),
            Value::Object(members) if NAMED.contains(&key.as_str()) => {
                let members = members.iter().map(|(name, value)| {
                    said(value, draft, component).map(|value| (name.clone(), value))
                });
                members.collect::<Result<Map<_, _>, _>>()?.into()
            }
            Value::Array(items) => {
                let items = items.iter().map(|item| said(item, draft, component));
                items.collect::<Result<Vec<_>, _>>()?.into()
            }
            value => said(value, draft, component)?,
        };
        made.insert(key.clone(), value);
    }
    Ok(made.into())
}

/// A reference to a part of the schema, from where it stands now.
fn reference_from(reference: &str, component: &str) -> Result<String, String> {
    let Some(pointer) = reference.strip_prefix('#') else {
        return Err("a reference to another document".to_owned());
    };
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return Err("a reference by name".to_owned());
    }
    Ok(format!(
        "#/components/schemas/{component}/properties/{PROPERTY}{pointer}"
    ))
}

#[cfg(test)]
mod tests {
    use super::super::DRAFTS;
    use super::said;
    use serde_json::json;

    #[test]
    fn what_a_version_of_openapi_can_say() {
        let [old, new] = DRAFTS;
        let reference =
            json!({"properties": {"$ref": {"$ref": "#/$defs/a"}}, "$defs": {"a": true}});
        let moved = json!({"properties": {"$ref": {"$ref": "#/components/schemas/A/properties/value/$defs/a"}}, "$defs": {"a": {}}});
        assert_eq!(said(&reference, new, "A"), Ok(moved));
        let constant = json!({"const": {"$ref": "x", "$id": "y"}});
        assert_eq!(said(&constant, new, "A"), Ok(constant.clone()));
        for (schema, draft, reason) in [
            (json!({"items": [{}]}), old, "a list as `items`"),
            (json!({"not": {"type": "null"}}), old, "the type `null`"),
            (
                json!({"$ref": "#/a", "maxItems": 1}),
                old,
                "something beside a `$ref`",
            ),
            (json!({"allOf": [{"$id": "a"}]}), new, "`$id`"),
            (
                json!({"$ref": "a.json"}),
                new,
                "a reference to another document",
            ),
            (json!({"$ref": "#a"}), new, "a reference by name"),
        ] {
            assert_eq!(said(&schema, draft, "A"), Err(reason.to_owned()));
        }
    }
}
