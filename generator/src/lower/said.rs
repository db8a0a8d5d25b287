//! What a document says of single constants of an enum: how they are called, and what they mean.
//!
//! Takes the extensions that other generators read, by place in the list of constants, and the title and description of a
//! schema with one constant. Gives words and prose; names are settled later.

use openapiv3::SchemaData;
use serde_json::Value;

use super::docs::Paragraphs;
use crate::ir::Docs;

/// What is said of a constant.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Said {
    /// What it would like to be called.
    pub(super) name: Option<String>,
    pub(super) about: Option<String>,
}

/// Names of the constants of `enum`, one for each.
const NAMES: [&str; 2] = ["x-enum-varnames", "x-enumNames"];

/// Descriptions of the constants of `enum`, one for each.
const ABOUT: [&str; 2] = ["x-enum-descriptions", "x-enumDescriptions"];

impl Said {
    /// Of each of `count` constants; empty where nothing is said. A list of another length is about others.
    pub(super) fn of_all(data: &SchemaData, count: usize) -> Vec<Self> {
        let list = |extensions: [&str; 2]| {
            let mut lists = extensions
                .into_iter()
                .filter_map(|name| data.extensions.get(name)?.as_array());
            lists.find(|list| list.len() == count)
        };
        let (names, about) = (list(NAMES), list(ABOUT));
        if names.is_none() && about.is_none() {
            return Vec::new();
        }
        let text = |list: Option<&Vec<Value>>, index: usize| {
            let text = list?.get(index)?.as_str()?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let of = |index| Self {
            name: text(names, index),
            about: text(about, index),
        };
        (0..count).map(of).collect()
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
