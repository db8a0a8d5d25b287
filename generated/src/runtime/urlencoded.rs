//! Bodies of the media type `application/x-www-form-urlencoded` (WHATWG URL, section 5).
//!
//! Takes a JSON value and the styles of its properties; gives the text of the body.

use serde_json::Value;

use crate::runtime::path::encode_query;
use crate::runtime::request::ListStyle;

/// How a property is written that isn't written as most are (`OpenAPI` 3.0.4, Encoding Object).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormStyle {
    /// All items of a list in one value.
    Joined(ListStyle),
    /// `a[b]=1`, and `a[0]=1` inside of that.
    DeepObject,
    /// As JSON, whatever it is.
    Json,
}

/// The body for an object: a pair for each property, one for each item of a list, and JSON for
/// what has properties itself. Nulls aren't sent.
pub(crate) fn encode(value: &Value, styles: &[(&str, FormStyle)]) -> String {
    let mut pairs = Vec::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        let style = styles.iter().find(|(known, _)| known == name);
        match style.map(|(_, style)| *style) {
            None => plain(name, value, &mut pairs),
            Some(FormStyle::Json) => pairs.push(pair(name, &value.to_string())),
            Some(FormStyle::DeepObject) => deep(name, value, &mut pairs),
            Some(FormStyle::Joined(style)) => joined(name, value, style, &mut pairs),
        }
    }
    pairs.join("&")
}

fn pair(name: &str, text: &str) -> String {
    format!("{}={}", encode_query(name), encode_query(text))
}

/// A single value, as text.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn plain(name: &str, value: &Value, pairs: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            let texts = items.iter().filter_map(text);
            pairs.extend(texts.map(|text| pair(name, &text)));
        }
        other => pairs.extend(text(other).map(|text| pair(name, &text))),
    }
}

fn deep(name: &str, value: &Value, pairs: &mut Vec<String>) {
    match value {
        Value::Object(properties) => {
            for (key, value) in properties {
                deep(&format!("{name}[{key}]"), value, pairs);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                deep(&format!("{name}[{index}]"), value, pairs);
            }
        }
        other => pairs.extend(text(other).map(|text| pair(name, &text))),
    }
}

fn joined(name: &str, value: &Value, style: ListStyle, pairs: &mut Vec<String>) {
    let separator = match style {
        ListStyle::Repeat => return plain(name, value, pairs),
        ListStyle::Comma => ",",
        ListStyle::Space => "%20",
        ListStyle::Pipe => "%7C",
    };
    let Value::Array(items) = value else {
        return plain(name, value, pairs);
    };
    let texts: Vec<String> = items
        .iter()
        .filter_map(text)
        .map(|text| encode_query(&text))
        .collect();
    if !texts.is_empty() {
        pairs.push(format!("{}={}", encode_query(name), texts.join(separator)));
    }
}
