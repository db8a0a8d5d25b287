//! Stands in for generated models and their codec.

#![allow(unreachable_pub, reason = "macros make impls of public types")]

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
        let ((id, codec::Exact(policies), status, codec::Exact(note), resources), others) =
            codec::open_object(
                deserializer,
                "Token",
                &["id", "policies"],
                &["status", "note", "resources"],
            )?;
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

codec::open_texts!(self::TokenStatus {
    Active = "active",
    _ = Unknown,
});

/// An enum of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    One,
    Unknown(UnknownInteger),
}

codec::open_integers!(self::Level {
    One = 1,
    _ = Unknown,
});

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
        let (success, result) = codec::object(
            deserializer,
            "ListTokensResponse",
            &["success"],
            &["result"],
        )?;
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
        let (success, result) = codec::object(
            deserializer,
            "CreateTokenResponse",
            &["success", "result"],
            &[],
        )?;
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
        let (name,) = codec::object(deserializer, "Zone", &["name"], &[])?;
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
