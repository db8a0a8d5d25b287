//! Types that the standard does not know.

use super::super::walk::Steps;
use super::{Mender, Object};
use crate::diagnostics::Rule;
use serde_json::Value;

/// What authors write, and the type and format that they mean.
const MEANT: [(&str, &str, Option<&str>); 9] = [
    ("date", "string", Some("date")),
    ("date-time", "string", Some("date-time")),
    ("file", "string", Some("binary")),
    ("int", "integer", None),
    ("int64", "integer", Some("int64")),
    ("list", "array", None),
    ("map", "object", None),
    ("text", "string", None),
    ("url", "string", Some("uri")),
];

/// Formats of integers.
const INTEGERS: [&str; 8] = [
    "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
];

const KNOWN: [&str; 7] = [
    "string", "number", "integer", "boolean", "array", "object", "null",
];

impl Mender<'_> {
    pub(super) fn type_name(&mut self, map: &mut Object, steps: &Steps<'_>) {
        if let Some(Value::Array(names)) = map.get_mut("type")
            && names.iter().any(Value::is_null)
        {
            for name in names.iter_mut().filter(|name| name.is_null()) {
                *name = "null".into();
            }
            let message = "null stands among the types: read as the type `null`";
            let at = steps.pointer().key("type");
            self.note(Rule::NullKeyword, message, "put it in quotes: `'null'`", at);
        }
        let (name, listed) = match map.get("type") {
            Some(Value::String(name)) => (name.clone(), false),
            Some(Value::Array(names)) => match names.iter().find_map(unknown) {
                Some(name) => (name, true),
                None => return,
            },
            _ => return,
        };
        if KNOWN.contains(&name.as_str()) {
            return;
        }
        let at = steps.pointer().key("type");
        let hint = "the types are string, number, integer, boolean, array and object";
        let Some((base, format)) = meant(&name) else {
            let message = format!("there is no type `{name}`: any value will do");
            self.note(Rule::UnknownType, message, hint, at);
            map.shift_remove("type");
            return;
        };
        let of_format = format.map(|format| format!(" of the format `{format}`"));
        let of_format = of_format.unwrap_or_default();
        let message = format!("there is no type `{name}`: read as `{base}`{of_format}");
        self.note(Rule::UnknownType, message, hint, at);
        match map.get_mut("type") {
            Some(Value::Array(names)) if listed => {
                for one in names.iter_mut().filter(|one| **one == *name) {
                    *one = base.into();
                }
            }
            _ => {
                map.insert("type".to_owned(), base.into());
            }
        }
        if let Some(format) = format {
            map.entry("format").or_insert_with(|| format.into());
        }
        self.type_name(map, steps);
    }
}

/// A number of a format of integers is one: the format is defined for numbers too (OpenAPI Format Registry, `int32`, `int64`).
pub(super) fn whole_numbers(map: &mut Object) {
    let format = map.get("format").and_then(Value::as_str);
    let whole = format.is_some_and(|format| INTEGERS.contains(&format));
    let fraction = |value: &Value| value.as_f64().is_some_and(|number| number.fract() != 0.0);
    let bounds = ["minimum", "maximum", "multipleOf", "default", "example"];
    let bounds = bounds.iter().filter_map(|key| map.get(*key));
    let listed = ["enum", "examples"].iter();
    let listed = listed.filter_map(|key| map.get(*key)?.as_array()).flatten();
    if !whole || bounds.chain(listed).any(fraction) {
        return;
    }
    match map.get_mut("type") {
        Some(Value::Array(names)) => {
            let names = names.iter_mut().filter(|name| **name == "number");
            names.for_each(|name| *name = "integer".into());
        }
        Some(name) if *name == "number" => *name = "integer".into(),
        _ => {}
    }
}

/// The text of an item in a list of types, if it is none of them.
fn unknown(item: &Value) -> Option<String> {
    let text = item
        .as_str()
        .map_or_else(|| item.to_string(), str::to_owned);
    (!KNOWN.contains(&text.as_str())).then_some(text)
}

/// The type that is meant, and its format.
fn meant(name: &str) -> Option<(&'static str, Option<&'static str>)> {
    let lower = name.trim().to_ascii_lowercase();
    let plain = KNOWN.into_iter().find(|known| *known == lower);
    let written = MEANT.into_iter().find(|(written, ..)| *written == lower);
    plain
        .map(|known| (known, None))
        .or(written.map(|(_, base, format)| (base, format)))
}
