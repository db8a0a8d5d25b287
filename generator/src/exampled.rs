//! Bodies for the answers that tests get.
//!
//! Takes: a document, and what was decided of it. Gives: for each operation the body of its example: the one that the document
//! shows, if a reader of its schema can read it, else a value made of the schema. Decides nothing else.

use crate::diagnostics::Pointer;
use crate::ir::{Api, Form, Shown};
use crate::read::Document;
use crate::sample::Sampler;
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// Bytes of a body that is made with all properties; of one that would be longer only what is required is there.
const LONGEST: usize = 4096;

/// Parts that such a body may have at most: more do not come to so few bytes, and making them takes time.
const MOST_PARTS: usize = 600;

/// The fields of an event (WHATWG HTML, 9.2.6).
const FIELDS: [&str; 4] = ["event", "data", "id", "retry"];

/// Finds the bodies.
pub(crate) fn fill(document: &Document, api: &mut Api) {
    let finder = Finder {
        root: &document.value,
        sampler: Sampler::new(&document.value),
        success: api.service.success.clone(),
    };
    for operation in &mut api.operations {
        let example = &mut operation.response.example;
        if let Some(shown) = &example.content {
            example.body = finder.body(shown);
        }
    }
}

struct Finder<'d> {
    root: &'d Value,
    sampler: Sampler<'d>,
    /// Where a body says whether the call succeeded.
    success: Option<String>,
}

impl Finder<'_> {
    fn body(&self, shown: &Shown) -> String {
        let schema = shown.at.key("schema");
        let said = self.said(shown).into_iter().find(|value| {
            // What is written as text is not looked at.
            let free = matches!(shown.form, Form::Plain | Form::Texts);
            free || (self.sampler.allows(&schema, value) && !self.says_failure(value))
        });
        match said {
            Some(value) => written(shown.form, value),
            None => self.made(shown.form, &schema),
        }
    }

    /// What the document shows, the best first: an example of the media type, one of several, one of the schema.
    fn said(&self, shown: &Shown) -> Vec<&Value> {
        let Some(media) = self.root.pointer(shown.at.as_str()) else {
            return Vec::new();
        };
        let several = media.get("examples").and_then(Value::as_object);
        let several = several.into_iter().flat_map(Map::values);
        let several = several.filter_map(|one| self.resolved(one)?.get("value"));
        let schema = media.get("schema").and_then(|one| self.resolved(one));
        let of_schema = schema.and_then(|schema| schema.get("example"));
        let one = media.get("example").into_iter();
        one.chain(several).chain(of_schema).collect()
    }

    /// What a reference leads to, or the thing itself.
    fn resolved<'v>(&'v self, value: &'v Value) -> Option<&'v Value> {
        match value.get("$ref").and_then(Value::as_str) {
            Some(reference) => self
                .root
                .pointer(Pointer::from_fragment(reference)?.as_str()),
            None => Some(value),
        }
    }

    fn says_failure(&self, value: &Value) -> bool {
        let flag = self.success.as_deref().and_then(|at| value.pointer(at));
        flag == Some(&Value::Bool(false))
    }

    /// A body for a schema. Where there is no value of that, it is what an empty answer is.
    fn made(&self, form: Form, schema: &Pointer) -> String {
        if matches!(form, Form::Plain | Form::Texts) && self.root.pointer(schema.as_str()).is_none()
        {
            return written(form, &Value::from("text"));
        }
        let made = |all: Option<usize>| {
            let mut value = self.sampler.one_of(schema, all)?;
            let flag = self.success.as_deref().and_then(|at| value.pointer_mut(at));
            if let Some(flag @ Value::Bool(false)) = flag {
                *flag = Value::Bool(true);
            }
            Some(written(form, &value))
        };
        let whole = made(Some(MOST_PARTS));
        let least = || made(None);
        match whole {
            Some(text) if text.len() > LONGEST => least().unwrap_or(text),
            Some(text) => text,
            None => least().unwrap_or_else(|| written(form, &Value::Null)),
        }
    }
}

/// A value as a body.
fn written(form: Form, value: &Value) -> String {
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
