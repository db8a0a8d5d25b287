//! Values as the bodies of answers.
//!
//! Takes: a value and how its body is written. Gives: the body.

use crate::ir::Form;
use serde_json::Value;
use std::fmt::Write as _;

/// The fields of an event (WHATWG HTML, 9.2.6).
const FIELDS: [&str; 4] = ["event", "data", "id", "retry"];

/// A value as a body.
pub(super) fn written(form: Form, value: &Value) -> String {
    let items = match value {
        // Where a stream is described as a list, that is what comes.
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let pieces = |write: fn(&Value) -> String| items.iter().map(write).collect();
    match form {
        Form::Json => pretty(value),
        Form::Plain => plain(value),
        Form::Events => pieces(|item| event(data(item))),
        Form::Texts => pieces(|item| event(data(item))),
        Form::WholeEvents => pieces(whole_event),
        Form::Lines => pieces(|item| format!("{item}\n")),
        Form::Records => pieces(|item| format!("\u{1e}{item}\n")),
    }
}

/// JSON in lines, of characters that can be seen.
fn pretty(value: &Value) -> String {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut seen = String::new();
    for letter in text.chars() {
        match letter {
            '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => {
                let _ = write!(seen, "\\u{:04x}", u32::from(letter));
            }
            letter => seen.push(letter),
        }
    }
    seen
}

/// A text as it is, anything else as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        value => value.to_string(),
    }
}

/// The data in the description of an event, if it is one.
fn data(value: &Value) -> &Value {
    let fields = value.as_object().filter(|object| {
        let mut names = object.keys();
        names.all(|name| FIELDS.contains(&name.as_str()))
    });
    fields
        .and_then(|fields| fields.get("data"))
        .unwrap_or(value)
}

fn event(data: &Value) -> String {
    let text = plain(data);
    let lines = text.split('\n').map(|line| format!("data: {line}\n"));
    lines.collect::<String>() + "\n"
}

/// An event with all of its fields.
fn whole_event(value: &Value) -> String {
    let Value::Object(fields) = value else {
        return event(value);
    };
    let mut text = String::new();
    for (name, value) in fields.iter().filter(|(name, _)| *name != "data") {
        let _ = writeln!(text, "{name}: {}", plain(value));
    }
    text + &event(fields.get("data").unwrap_or(&Value::Null))
}
