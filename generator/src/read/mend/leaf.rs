//! Values of the wrong kind: numbers as texts, texts as numbers and flags, `null`, one thing in place of a list.

use super::super::fields::kind as kind_of;
use super::super::grammar::Kind;
use super::super::version::Version;
use super::super::walk::Steps;
use super::{Mender, Object};
use crate::diagnostics::Rule;
use serde_json::{Value, json};

impl Mender<'_> {
    pub(super) fn leaf(&mut self, value: &mut Value, kind: Kind, steps: &Steps<'_>) {
        if matches!(steps, Steps::Key(_, "$ref")) {
            // No text that could be made of it leads anywhere.
            return;
        }
        let (rule, mended, wanted, read_as) = match (kind, &*value) {
            (Kind::Text | Kind::SchemaName, Value::Number(_) | Value::Bool(_)) => {
                let text = Value::String(value.to_string());
                (Rule::NumberAsText, text, "a string", "text")
            }
            (Kind::Flag | Kind::Bound, Value::String(text))
                if text == "true" || text == "false" =>
            {
                (
                    Rule::TextAsFlag,
                    json!(text == "true"),
                    "true or false",
                    "what it says",
                )
            }
            (Kind::Number | Kind::Bound | Kind::Count, Value::String(text)) => match number(text) {
                Some(number) => (Rule::TextAsNumber, number, "a number", "what it says"),
                None => return,
            },
            (Kind::List(item), one) if is_lone(*item, one) => {
                (Rule::LoneItem, json!([one]), "a list", "a list of one")
            }
            _ => return,
        };
        let found = kind_of(value);
        let message = format!("{found} stands where {wanted} belongs: read as {read_as}");
        self.note(rule, message, hint(rule), steps.pointer());
        if rule == Rule::LoneItem {
            let place = steps.pointer();
            self.origins.relocated(place.index(0), &place);
        }
        *value = mended;
    }

    /// `null`, which YAML makes of a key with nothing behind it: an empty entry where names are free, else nothing.
    pub(super) fn nulls(&mut self, map: &mut Object, kind: Kind, steps: &Steps<'_>) {
        if !map.values().any(Value::is_null) {
            return;
        }
        let keys: Vec<String> = map
            .iter()
            .filter(|(_, value)| value.is_null())
            .map(|(key, _)| key.clone())
            .collect();
        for key in keys {
            let child = kind.child(&key);
            if matches!(child, Kind::Value | Kind::Unknown) {
                continue;
            }
            if child == Kind::TypeName && self.version == Version::V31 {
                // Without its quotes, the name of the type `null` is no text in YAML.
                map.insert(key.clone(), "null".into());
                let at = steps.pointer().key(&key);
                let message = "`type` is null: read as the type `null`";
                self.note(Rule::NullKeyword, message, "put it in quotes: `'null'`", at);
                continue;
            }
            let entry = matches!(
                kind,
                Kind::Map(_)
                    | Kind::Paths
                    | Kind::Responses
                    | Kind::Callback
                    | Kind::SecurityRequirement
            ) || child == Kind::Operation;
            let message = if entry && (child.is_mapping() || matches!(child, Kind::List(_))) {
                let empty = if child.is_mapping() {
                    json!({})
                } else {
                    json!([])
                };
                map.insert(key.clone(), empty);
                format!("`{key}` is null: read as empty")
            } else {
                map.shift_remove(&key);
                format!("`{key}` is null: read as if it were not there")
            };
            let at = steps.pointer().key(&key);
            self.note(
                Rule::NullKeyword,
                message,
                "give it a value, or remove it",
                at,
            );
        }
    }
}

fn hint(rule: Rule) -> &'static str {
    match rule {
        Rule::NumberAsText => "put it in quotes",
        Rule::LoneItem => "make it a list: put it between `[` and `]`",
        _ => "take the quotes away",
    }
}

/// A number that is written as a text.
fn number(text: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(text.trim()).ok()?;
    value.is_number().then_some(value)
}

/// Whether a value can only be meant as the one item of a list.
fn is_lone(item: Kind, value: &Value) -> bool {
    match value {
        Value::Object(map) => {
            let may_refer = item.component().is_some() || !map.contains_key("$ref");
            item.is_mapping() && !map.is_empty() && may_refer
        }
        Value::String(_) => matches!(item, Kind::Text | Kind::Value),
        Value::Number(_) => item == Kind::Value,
        _ => false,
    }
}
