//! What a parameter holds, whatever its type is.
//!
//! Takes a single value, or JSON; gives a tree in which the members of an object keep their order,
//! which is the document's. Knows neither styles nor bounds.

use serde::ser::{Serialize, Serializer};

use crate::runtime::codec::Held;
use crate::runtime::parameter::{Number, Parameter};

/// A value of a parameter.
#[derive(Clone, Debug)]
pub(crate) enum Tree {
    Null,
    Boolean(bool),
    Number(Number),
    Text(String),
    List(Vec<Tree>),
    /// Members in their order.
    Object(Vec<(String, Tree)>),
}

impl Tree {
    /// A value without parts.
    pub(crate) fn one(value: &dyn Parameter) -> Self {
        match value.number() {
            Some(number) => Self::Number(number),
            None => Self::Text(value.to_string()),
        }
    }

    /// Whatever can be written as JSON.
    pub(crate) fn of<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<Self> {
        Self::read(&serde_json::to_vec(value)?)
    }

    /// JSON; it may be as deep as `serde_json` reads.
    pub(crate) fn read(json: &[u8]) -> serde_json::Result<Self> {
        serde_json::from_slice::<Held<'_>>(json)?.try_into()
    }

    /// Whether it has no parts.
    pub(crate) fn is_single(&self) -> bool {
        !matches!(self, Self::List(_) | Self::Object(_))
    }

    /// As one text: JSON where it has parts. Nothing for null (RFC 6570, section 2.3).
    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Boolean(value) => Some(value.to_string()),
            Self::Number(number) => Some(number.to_string()),
            Self::Text(text) => Some(text.clone()),
            Self::List(_) | Self::Object(_) => Some(self.json()),
        }
    }

    /// As JSON, without space.
    pub(crate) fn json(&self) -> String {
        // Keys are text and numbers are finite: nothing here can fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Number(Number::Integer(number)) => serializer.serialize_i128(*number),
            Self::Number(Number::Float(number)) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                serializer.collect_map(members.iter().map(|(key, value)| (key, value)))
            }
        }
    }
}

impl TryFrom<Held<'_>> for Tree {
    type Error = serde_json::Error;

    fn try_from(held: Held<'_>) -> serde_json::Result<Self> {
        Ok(match held {
            Held::Null => Self::Null,
            Held::Bool(value) => Self::Boolean(value),
            Held::Number(number) => Self::Number(number.try_into()?),
            Held::String(text) => Self::Text(text.into_owned()),
            Held::Array(items) => {
                let items = items.into_iter().map(Self::try_from);
                Self::List(items.collect::<Result<_, _>>()?)
            }
            Held::Object(members) => {
                let members = members.into_iter();
                let members = members.map(|(key, value)| Ok((key.into_owned(), value.try_into()?)));
                Self::Object(members.collect::<serde_json::Result<_>>()?)
            }
        })
    }
}
