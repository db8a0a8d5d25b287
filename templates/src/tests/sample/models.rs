//! Stands in for generated models and their codec.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use crate::runtime::codec::{self, ObjectShape, Shape};
use crate::runtime::envelope::Envelope;
use crate::runtime::pagination::Paged;
use crate::{Maybe, UnknownInteger, UnknownJson, UnknownValue};

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub(crate) id: String,
    pub(crate) status: Option<TokenStatus>,
    pub(crate) policies: Vec<i64>,
    pub(crate) note: Maybe<i32>,
    pub(crate) resources: Option<Resources>,
    pub(crate) others: BTreeMap<String, Value>,
}

impl<'de> Deserialize<'de> for Token {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const OBJECT: codec::Object = codec::Object {
            name: "Token",
            required: &["id", "policies"],
            optional: &["status", "note", "resources"],
        };
        let ((id, codec::Exact(policies), status, codec::Exact(note), resources), others) =
            codec::open_object(deserializer, &OBJECT)?;
        Ok(Self {
            id,
            status,
            policies,
            note,
            resources,
            others,
        })
    }
}

impl Serialize for Token {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::write(serializer)
            .field("id", &self.id)
            .optional("status", &self.status)
            .field("policies", &self.policies)
            .optional("note", &self.note)
            .optional("resources", &self.resources)
            .rest(&self.others)
            .end()
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Resources {
    Simple(BTreeMap<String, String>),
    Nested(BTreeMap<String, BTreeMap<String, String>>),
    Unknown(UnknownJson),
}

const RESOURCES: &[Shape] = &[
    Shape::Map(&Shape::String),
    Shape::Map(&Shape::Map(&Shape::String)),
];

impl<'de> Deserialize<'de> for Resources {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::union(
            deserializer,
            RESOURCES,
            |index, value| match index {
                0 => codec::variant(value, Self::Simple),
                _ => codec::variant(value, Self::Nested),
            },
            |value| Self::Unknown(UnknownJson::new(value)),
        )
    }
}

impl Serialize for Resources {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Simple(value) => value.serialize(serializer),
            Self::Nested(value) => value.serialize(serializer),
            Self::Unknown(value) => value.value().serialize(serializer),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TokenStatus {
    Active,
    Unknown(UnknownValue),
}

impl From<&str> for TokenStatus {
    fn from(text: &str) -> Self {
        match text {
            "active" => Self::Active,
            other => Self::Unknown(UnknownValue::new(other)),
        }
    }
}

impl fmt::Display for TokenStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Active => formatter.write_str("active"),
            Self::Unknown(unknown) => unknown.fmt(formatter),
        }
    }
}

impl<'de> Deserialize<'de> for TokenStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::open_enum(deserializer)
    }
}

impl Serialize for TokenStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// An enum of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    One,
    Unknown(UnknownInteger),
}

impl From<i64> for Level {
    fn from(integer: i64) -> Self {
        match integer {
            1 => Self::One,
            other => Self::Unknown(UnknownInteger::new(other)),
        }
    }
}

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::open_integer(deserializer)
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Direction {
    Desc,
}

impl fmt::Display for Direction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Desc => formatter.write_str("desc"),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct ListTokensResponse {
    success: bool,
    result: Option<Vec<Token>>,
}

impl<'de> Deserialize<'de> for ListTokensResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const OBJECT: codec::Object = codec::Object {
            name: "ListTokensResponse",
            required: &["success"],
            optional: &["result"],
        };
        let (success, result) = codec::object(deserializer, &OBJECT)?;
        Ok(Self { success, result })
    }
}

impl Paged for ListTokensResponse {
    type Item = Token;

    fn succeeded(&self) -> bool {
        self.success
    }

    fn items(&self) -> &[Token] {
        self.result.as_deref().unwrap_or_default()
    }

    fn into_items(self) -> Vec<Token> {
        self.result.unwrap_or_default()
    }
}

#[derive(Clone, Debug)]
pub(crate) struct CreateTokenResponse {
    success: bool,
    result: Token,
}

impl<'de> Deserialize<'de> for CreateTokenResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const OBJECT: codec::Object = codec::Object {
            name: "CreateTokenResponse",
            required: &["success", "result"],
            optional: &[],
        };
        let (success, result) = codec::object(deserializer, &OBJECT)?;
        Ok(Self { success, result })
    }
}

impl Envelope for CreateTokenResponse {
    type Content = Token;

    fn succeeded(&self) -> bool {
        self.success
    }

    fn into_content(self) -> Token {
        self.result
    }
}

/// What a plain answer holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Zone {
    pub(crate) name: String,
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const OBJECT: codec::Object = codec::Object {
            name: "Zone",
            required: &["name"],
            optional: &[],
        };
        let (name,) = codec::object(deserializer, &OBJECT)?;
        Ok(Self { name })
    }
}

pub(crate) struct CreateTokenBody {
    pub(crate) name: String,
    /// Refuses to be written, for the test of that.
    pub(crate) broken: bool,
}

impl Serialize for CreateTokenBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.broken {
            return Err(serde::ser::Error::custom("no number for that"));
        }
        codec::write(serializer).field("name", &self.name).end()
    }
}

/// Two variants that share all keys but one, a tagged pair, and a list.
pub(crate) const PETS: &[Shape] = &[
    Shape::Object(&ObjectShape {
        required: &["name"],
        constants: &[],
        properties: &["name", "age"],
    }),
    Shape::Object(&ObjectShape {
        required: &["name", "bark"],
        constants: &[],
        properties: &["name", "bark"],
    }),
    Shape::Object(&ObjectShape {
        required: &["kind"],
        constants: &[(&["kind"], &["cat", "kitten"])],
        properties: &["kind", "name"],
    }),
    Shape::Array(&Shape::Integer),
];
