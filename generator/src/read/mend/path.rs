//! Paths, and the parameters that they and their operations name.

use super::super::grammar::METHODS;
use super::super::version::Version;
use super::super::walk::Steps;
use super::{Mender, Object};
use crate::diagnostics::{Pointer, Rule};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Name and location of each parameter that is a component, by the name of the component; through references.
pub(super) fn components(document: &Value) -> BTreeMap<String, (String, String)> {
    let parameters = document
        .get("components")
        .and_then(|all| all.get("parameters")?.as_object());
    let text = |value: &Value, key: &str| Some(value.get(key)?.as_str()?.to_owned());
    let described = |mut value| {
        for _ in 0..LONGEST_CHAIN {
            let Some(name) = component(value) else { break };
            value = parameters?.get(&name)?;
        }
        Some((text(value, "name")?, text(value, "in")?))
    };
    parameters
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| Some((name.clone(), described(value)?)))
        .collect()
}

/// References to references are followed this far.
const LONGEST_CHAIN: usize = 64;

/// The name of the parameter that a reference leads to.
fn component(parameter: &Value) -> Option<String> {
    let pointer = Pointer::from_fragment(parameter.get("$ref")?.as_str()?)?;
    let tokens: Vec<String> = pointer.tokens().collect();
    match tokens.as_slice() {
        [components, section, name] if components == "components" && section == "parameters" => {
            Some(name.clone())
        }
        _ => None,
    }
}

impl Mender<'_> {
    pub(super) fn paths(&mut self, map: &mut Object, steps: &Steps<'_>) {
        let odd =
            |key: &str| !key.starts_with('/') && !key.starts_with("x-") && !key.contains("://");
        if !map.keys().any(|key| odd(key)) {
            return;
        }
        for (key, value) in std::mem::take(map) {
            if !odd(&key) {
                map.insert(key, value);
                continue;
            }
            let mended = format!("/{key}");
            let message = format!("the path `{key}` does not begin with `/`: read as `{mended}`");
            let hint = "begin it with `/`";
            self.note(Rule::PathKey, message, hint, steps.pointer().key(&key));
            if !map.contains_key(&mended) {
                let place = steps.pointer();
                self.origins.relocated(place.key(&mended), &place.key(&key));
                map.insert(mended, value);
            }
        }
    }

    pub(super) fn path_item(&mut self, map: &mut Object, steps: &Steps<'_>) {
        let Steps::Key(Steps::Key(Steps::Root, "paths"), path) = steps else {
            return;
        };
        let (sent, tail) = split(path);
        if let Some(mark) = tail.chars().next() {
            self.tail(mark, steps.pointer());
        }
        let template = names(sent);
        into_query(map, tail);
        let shared = self.drop_strays(map, &template, steps);
        for method in METHODS {
            let Some(Value::Object(operation)) = map.get_mut(method) else {
                continue;
            };
            let steps = Steps::Key(steps, method);
            into_query(operation, tail);
            let own = self.drop_strays(operation, &template, &steps);
            for name in &template {
                if !shared.contains(name) && !own.contains(name) {
                    self.add_parameter(operation, name, steps.pointer());
                }
            }
        }
    }

    /// Says what becomes of the part of a path that is none.
    fn tail(&mut self, mark: char, at: Pointer) {
        let message = match mark {
            '?' => {
                "the path goes on behind `?`: what stands there is sent in the query of every call"
            }
            _ => {
                "the path goes on behind `#`: what stands there tells operations apart and is not sent"
            }
        };
        let hint = "describe the query by `parameters`, and tell operations apart by their bodies or answers";
        self.note(Rule::PathTail, message, hint, at);
    }

    /// Removes the path parameters that the path does not have; gives the names of the others.
    fn drop_strays(
        &mut self,
        map: &mut Object,
        template: &[String],
        steps: &Steps<'_>,
    ) -> Vec<String> {
        let mut found = Vec::new();
        let Some(Value::Array(list)) = map.get_mut("parameters") else {
            return found;
        };
        let mut kept = Vec::new();
        let mut strays = Vec::new();
        for (index, parameter) in std::mem::take(list).into_iter().enumerate() {
            match self.path_parameter(&parameter) {
                Some(name) if !template.contains(&name) => strays.push((name, index)),
                name => {
                    found.extend(name);
                    kept.push(index);
                    list.push(parameter);
                }
            }
        }
        let at = steps.pointer().key("parameters");
        for (name, index) in &strays {
            let message =
                format!("ignored: the path has no `{{{name}}}` for the path parameter `{name}`");
            let hint = "put it into the path, or say where else it is";
            self.note(Rule::PathParameterStray, message, hint, at.index(*index));
        }
        let moved = kept.iter().enumerate().filter(|_| !strays.is_empty());
        for (now, before) in moved {
            self.origins.relocated(at.index(now), &at.index(*before));
        }
        found
    }

    /// The name of a parameter that is in the path.
    fn path_parameter(&self, parameter: &Value) -> Option<String> {
        let text = |key: &str| parameter.get(key).and_then(Value::as_str);
        if let Some(component) = component(parameter) {
            let (name, location) = self.parameters.get(&component)?;
            return (location == "path").then(|| name.clone());
        }
        (text("in") == Some("path")).then(|| text("name").map(str::to_owned))?
    }

    fn add_parameter(&mut self, operation: &mut Object, name: &str, at: Pointer) {
        let message = format!("nothing describes `{{{name}}}` of the path: read as a string");
        let hint = "add it to `parameters` with `in: path` and `required: true`";
        self.note(Rule::PathParameterMissing, message, hint, at);
        let list = operation.entry("parameters").or_insert_with(|| json!([]));
        if let Value::Array(list) = list {
            list.push(json!({
                "name": name,
                "in": "path",
                "required": true,
                "schema": { "type": "string" },
            }));
        }
    }

    pub(super) fn operation(&mut self, map: &mut Object, steps: &Steps<'_>) {
        let needed = self.version == Version::V30 && !in_callback(steps);
        if needed && !map.contains_key("responses") {
            let hint = "say what the service answers";
            let message = "`responses` is missing: any answer will do";
            self.note(Rule::MissingResponses, message, hint, steps.pointer());
            map.insert("responses".to_owned(), json!({}));
        }
        let Some(Value::String(id)) = map.get("operationId") else {
            return;
        };
        let at = steps.pointer().key("operationId");
        if let Some(first) = self.operation_ids.get(id) {
            let message = format!("the `operationId` `{id}` is also that of {first}");
            let hint = "give each operation one of its own; until then both are named after method and path too";
            self.note(Rule::OperationIdTwice, message, hint, at);
        } else {
            self.operation_ids.insert(id.clone(), at);
        }
    }

    pub(super) fn parameter(&mut self, map: &mut Object, steps: &Steps<'_>) {
        let in_path = map.get("in").and_then(Value::as_str) == Some("path");
        if in_path && map.get("required") != Some(&Value::Bool(true)) {
            let message = "a parameter in the path is always required";
            let hint = "add `required: true`";
            self.note(Rule::PathParameterOptional, message, hint, steps.pointer());
            map.insert("required".to_owned(), Value::Bool(true));
        }
    }
}

/// What the service calls need not say what it expects to hear.
fn in_callback(steps: &Steps<'_>) -> bool {
    match steps {
        Steps::Key(above, key) => *key == "callbacks" || *key == "webhooks" || in_callback(above),
        Steps::Index(above, _) => in_callback(above),
        Steps::Root | Steps::At(_) => false,
    }
}

/// A path, and what stands behind it where a URL has its query or its fragment.
fn split(path: &str) -> (&str, &str) {
    let end = path.find(['?', '#']).unwrap_or(path.len());
    path.split_at(end)
}

/// Path parameters that stand in the query of a path are parameters of the query.
fn into_query(map: &mut Object, tail: &str) {
    let list = map.get_mut("parameters").and_then(Value::as_array_mut);
    let in_tail = names(tail);
    for parameter in list.into_iter().flatten().filter_map(Value::as_object_mut) {
        let text = |key: &str| parameter.get(key).and_then(Value::as_str);
        let meant = text("name").is_some_and(|name| in_tail.iter().any(|known| known == name));
        if meant && text("in") == Some("path") {
            parameter.insert("in".to_owned(), Value::from("query"));
        }
    }
}

/// The names between braces, each once.
fn names(path: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in path.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}
