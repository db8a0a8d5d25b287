//! Keywords that describe a schema: its names for itself, definitions inside of it, examples, conditions.

use super::{Object, Rewriter, fact};
use crate::diagnostics::Rule;
use serde_json::Value;

/// What only matters for finding a schema, which is done already.
const NAMES: [&str; 6] = [
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$schema",
    "$vocabulary",
    "$comment",
];

/// What a value must be in some cases only.
const CONDITIONS: [(&str, &str); 3] = [("if", "If"), ("then", "Then"), ("else", "Else")];

impl Rewriter<'_> {
    pub(super) fn annotations(&mut self, map: &mut Object) {
        for key in NAMES {
            if map.shift_remove(key).is_some() {
                self.count(Rule::SchemaNames);
            }
        }
        for key in ["$defs", "definitions"] {
            // What is referred to has become a component.
            if map.shift_remove(key).is_some() {
                self.count(Rule::Definitions);
            }
        }
        self.examples(map);
    }

    /// The first example stands for `example`, the others are kept beside it.
    fn examples(&mut self, map: &mut Object) {
        let examples = match map.shift_remove("examples") {
            Some(Value::Array(examples)) => examples,
            // Some name their examples, as parameters do.
            Some(Value::Object(named)) => named
                .into_iter()
                .map(|(_, example)| match example {
                    Value::Object(mut entry) if entry.contains_key("value") => {
                        entry.shift_remove("value").unwrap_or_default()
                    }
                    other => other,
                })
                .collect(),
            Some(Value::Null) | None => return,
            Some(one) => vec![one],
        };
        self.count(Rule::SchemaExamples);
        for example in examples {
            if map.contains_key("example") {
                if map.get("example") != Some(&example) {
                    fact(map, "Example", &example);
                }
            } else {
                map.insert("example".to_owned(), example);
            }
        }
    }

    pub(super) fn conditions(&mut self, map: &mut Object) {
        for (key, label) in CONDITIONS {
            if let Some(condition) = map.shift_remove(key) {
                fact(map, label, &condition);
                self.count(Rule::Condition);
            }
        }
    }
}
