//! Constants of another type than their schema: quotes that YAML lacks or that are too many, constants of items.

use super::super::walk::Steps;
use super::{Mender, Object};
use crate::diagnostics::Rule;
use serde_json::{Value, json};

impl Mender<'_> {
    pub(super) fn constants(&mut self, map: &mut Object, steps: &Steps<'_>) {
        let Some(base) = base(map) else { return };
        if base == "array" {
            self.of_items(map, steps);
            return;
        }
        let Some(Value::Array(values)) = map.get_mut("enum") else {
            return;
        };
        let at = steps.pointer().key("enum");
        for (index, value) in values.iter_mut().enumerate() {
            let Some((rule, meant)) = meant(&base, value) else {
                continue;
            };
            let (what, hint) = match rule {
                Rule::NumberAsText => ("string: read as text", "put it in quotes"),
                Rule::TextAsFlag => ("boolean: read as what it says", "take the quotes away"),
                _ => ("number: read as what it says", "take the quotes away"),
            };
            let message = format!("`{value}` is no {what}");
            *value = meant;
            self.note(rule, message, hint, at.index(index));
        }
        let all = std::mem::take(values);
        for (index, value) in all.into_iter().enumerate() {
            if is_possible(&base, &value) {
                values.push(value);
                continue;
            }
            let message = format!("ignored: no {base} is the constant `{value}`");
            let hint = "correct the constant, or the type";
            self.note(Rule::Ignored, message, hint, at.index(index));
        }
        if values.is_empty() {
            map.shift_remove("enum");
        }
    }

    /// No list is one of constants that are none: they are what its items may be.
    fn of_items(&mut self, map: &mut Object, steps: &Steps<'_>) {
        let listed = map.get("enum").and_then(Value::as_array);
        let is_none = |values: &Vec<Value>| {
            let mut values = values.iter().filter(|value| !value.is_null()).peekable();
            values.peek().is_some() && values.all(|value| !value.is_array())
        };
        if !listed.is_some_and(is_none) {
            return;
        }
        let constants = map.shift_remove("enum").unwrap_or_default();
        let at = steps.pointer();
        let items = map.entry("items").or_insert_with(|| json!({}));
        let message = match items {
            Value::Object(items) if !items.contains_key("$ref") && !items.contains_key("enum") => {
                items.insert("enum".to_owned(), constants);
                (self.origins).relocated(at.key("items").key("enum"), &at.key("enum"));
                "`enum` of a list has constants that are no lists: read as that of its items"
            }
            _ => {
                "`enum` of a list has constants that are no lists: its items say themselves what they are"
            }
        };
        let hint = "put it under `items`";
        self.note(Rule::EnumOfItems, message, hint, at.key("enum"));
    }
}

/// Whether a value of the type can be the constant; null is told by other keywords.
fn is_possible(base: &str, value: &Value) -> bool {
    let is_whole = |number: f64| number.fract() == 0.0;
    value.is_null()
        || match base {
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "integer" => value.as_f64().is_some_and(is_whole),
            "number" => value.is_number(),
            "object" => value.is_object(),
            _ => true,
        }
}

/// The only type of a schema, beside null.
fn base(map: &Object) -> Option<String> {
    match map.get("type")? {
        Value::String(name) => Some(name.clone()),
        Value::Array(names) => {
            let mut others = names.iter().filter(|name| *name != "null");
            let only = others.next()?.as_str()?;
            others.next().is_none().then(|| only.to_owned())
        }
        _ => None,
    }
}

/// What a constant is meant to be. YAML reads `1.5` and `true` as what they look like, and not as strings; between quotes they
/// are nothing else.
fn meant(base: &str, value: &Value) -> Option<(Rule, Value)> {
    match (base, value) {
        ("string", Value::Number(_) | Value::Bool(_)) => {
            Some((Rule::NumberAsText, value.to_string().into()))
        }
        ("boolean", Value::String(text)) => {
            let flag: bool = text.trim().to_ascii_lowercase().parse().ok()?;
            Some((Rule::TextAsFlag, flag.into()))
        }
        ("integer" | "number", Value::String(text)) => {
            let number: Value = serde_json::from_str(text.trim()).ok()?;
            let fits = base == "number" || number.is_i64() || number.is_u64();
            (number.is_number() && fits).then_some((Rule::TextAsNumber, number))
        }
        _ => None,
    }
}
