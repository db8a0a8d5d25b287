//! What a document says of single constants of an enum: how they are called, and what they mean.
//!
//! Takes the extensions that other generators read, and the title and description of a
//! schema with one constant. Gives words and prose; names are settled later.

use openapiv3::SchemaData;
use serde_json::Value;

use super::docs::{Paragraphs, plain};
use crate::ir::Docs;

/// What is said of a constant.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Said {
    /// What it would like to be called.
    pub(super) name: Option<String>,
    pub(super) about: Option<String>,
}

/// Names of the constants of `enum`.
const NAMES: [&str; 2] = ["x-enum-varnames", "x-enumNames"];

/// Descriptions of the constants of `enum`.
const ABOUT: [&str; 2] = ["x-enum-descriptions", "x-enumDescriptions"];

impl Said {
    /// Of each of the constants of `enum`; empty where nothing is said.
    pub(super) fn of_all(data: &SchemaData, values: &[Value]) -> Vec<(Value, Self)> {
        let given = |names: [&str; 2]| names.into_iter().find_map(|name| data.extensions.get(name));
        let (names, about) = (given(NAMES), given(ABOUT));
        if names.is_none() && about.is_none() {
            return Vec::new();
        }
        let of = |value: &Value| Self {
            name: names.and_then(|names| text(names, value, values)),
            about: about.and_then(|about| text(about, value, values)),
        };
        values
            .iter()
            .map(|value| (value.clone(), of(value)))
            .collect()
    }

    /// Of the only constant of a schema: what is said of the schema. A title names what has no word of its own.
    pub(super) fn of_schema(data: &SchemaData, value: &Value) -> Self {
        let title = data
            .title
            .as_deref()
            .map(str::trim)
            .filter(|title| !title.is_empty());
        Self {
            name: title.filter(|_| !value.is_string()).map(ToOwned::to_owned),
            about: data.description.as_deref().or(title).map(ToOwned::to_owned),
        }
    }

    /// What is not said, from another.
    pub(super) fn or(self, other: Option<&Self>) -> Self {
        Self {
            name: self.name.or_else(|| other?.name.clone()),
            about: self.about.or_else(|| other?.about.clone()),
        }
    }

    pub(super) fn docs(&self) -> Docs {
        Paragraphs::default().prose(self.about.as_deref()).finish()
    }
}

/// What an extension says of a constant: an object by what stands on the wire, or a list with an entry for each constant, null
/// among them or not. A list of another length is about others.
fn text(said: &Value, value: &Value, values: &[Value]) -> Option<String> {
    let text = match said {
        Value::Object(entries) => entries.get(&plain(value)),
        Value::Array(list) => {
            // What the entries are about.
            let mut about: Vec<&Value> = values.iter().collect();
            if list.len() != about.len() {
                about.retain(|one| !one.is_null());
            }
            let place = about.iter().position(|one| *one == value);
            place
                .filter(|_| list.len() == about.len())
                .and_then(|place| list.get(place))
        }
        _ => None,
    };
    let text = text?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
