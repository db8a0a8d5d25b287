//! Properties that are told apart by patterns, and what properties ask of each other.

use super::super::walk::Steps;
use super::{Object, Rewriter, any_of, fact, implied, is_conditional};
use crate::diagnostics::Rule;
use serde_json::Value;

/// Patterns that every name fits.
const ANYTHING: [&str; 6] = ["", ".*", "^.*$", "^.*", ".*$", "^"];

impl Rewriter<'_> {
    pub(super) fn objects(&mut self, map: &mut Object, steps: &Steps<'_>) {
        if let Some(others) = map.shift_remove("unevaluatedProperties") {
            if is_conditional(map) {
                if others != Value::Bool(false) {
                    map.entry("additionalProperties").or_insert(true.into());
                }
                fact(map, "Other properties", &others);
            } else if !map.contains_key("additionalProperties") {
                let place = steps.pointer();
                let from = place.key("unevaluatedProperties");
                self.moved(place.key("additionalProperties"), &from);
                map.insert("additionalProperties".to_owned(), others);
            }
            self.count(Rule::Unevaluated);
        }
        self.patterns(map, steps);
        if let Some(names) = map.shift_remove("propertyNames") {
            match names.get("pattern") {
                Some(pattern) => fact(map, "Pattern of the names", pattern),
                None => fact(map, "Names", &names),
            }
            self.count(Rule::PropertyNames);
        }
        for (key, label) in [
            ("dependentRequired", "Required together"),
            ("dependentSchemas", "Where a property is there"),
            ("dependencies", "Where a property is there"),
        ] {
            if let Some(dependent) = map.shift_remove(key) {
                fact(map, label, &dependent);
                self.count(Rule::Dependent);
            }
        }
    }

    /// Properties whose names fit a pattern are additional properties that may be what any of the patterns says.
    fn patterns(&mut self, map: &mut Object, steps: &Steps<'_>) {
        let Some(Value::Object(patterns)) = map.shift_remove("patternProperties") else {
            return;
        };
        self.count(Rule::PatternProperties);
        let names: Vec<Value> = patterns.keys().map(|name| name.clone().into()).collect();
        for name in &names {
            fact(map, "Pattern of the names", name);
        }
        let additional = steps.pointer().key("additionalProperties");
        let from = steps.pointer().key("patternProperties");
        if let Some(name) = patterns.keys().next() {
            self.moved(additional.clone(), &from.key(name));
        }
        for (index, name) in patterns.keys().enumerate() {
            self.moved(additional.key("anyOf").index(index), &from.key(name));
        }
        let everything = patterns
            .keys()
            .any(|pattern| ANYTHING.contains(&pattern.as_str()));
        let mut schemas: Vec<Value> = patterns.into_iter().map(|(_, schema)| schema).collect();
        let open = match map.shift_remove("additionalProperties") {
            // Any other properties, with any value; where every name fits a pattern there are none.
            None | Some(Value::Bool(true)) => !everything,
            Some(Value::Bool(false)) => false,
            Some(others) => {
                schemas.push(others);
                false
            }
        };
        map.insert("additionalProperties".to_owned(), any_of(schemas, open));
        implied(map, "object");
    }
}
