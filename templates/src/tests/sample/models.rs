//! Stands in for generated models and their codec.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::runtime::codec::{self, Key, ObjectShape, Shape};
use crate::runtime::envelope::Envelope;
use crate::runtime::pagination::{Count, Counts, Paged};
use crate::{Maybe, UnknownInteger, UnknownJson, UnknownValue};

/// Reads an object: `object!(Name, { fields and loop }, result)` is what the generator writes out.
macro_rules! object {
    ($name:ident, |$map:ident| $read:block) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields;
                impl<'de> Visitor<'de> for Fields {
                    type Value = $name;
                    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                        formatter.write_str(concat!("an object (`", stringify!($name), "`)"))
                    }
                    fn visit_map<A: MapAccess<'de>>(
                        self,
                        mut $map: A,
                    ) -> Result<Self::Value, A::Error> {
                        $read
                    }
                }
                deserializer.deserialize_map(Fields)
            }
        }
    };
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub(crate) id: String,
    pub(crate) status: Option<TokenStatus>,
    pub(crate) policies: Vec<i64>,
    pub(crate) note: Maybe<i32>,
    pub(crate) resources: Option<Resources>,
    pub(crate) others: BTreeMap<String, Value>,
}

object!(Token, |map| {
    let mut id = None;
    let mut status = None;
    let mut policies = None;
    let mut note = Maybe::Absent;
    let mut resources = None;
    let mut others = BTreeMap::new();
    let fields = codec::OpenFields(&["id", "status", "policies", "note", "resources"]);
    while let Some(field) = map.next_key_seed(fields)? {
        match field {
            Key::Known(0) => id = Some(map.next_value()?),
            Key::Known(1) => status = map.next_value()?,
            Key::Known(2) => policies = Some(map.next_value_seed(codec::list(codec::integer()))?),
            Key::Known(3) => {
                let seed = codec::optional(codec::integer());
                note = map.next_value_seed(seed)?.into();
            }
            Key::Known(4) => resources = map.next_value()?,
            Key::Known(_) => {
                map.next_value::<IgnoredAny>()?;
            }
            Key::Other(key) => {
                others.insert(key, map.next_value()?);
            }
        }
    }
    Ok(Token {
        id: codec::required(id, "id")?,
        status,
        policies: codec::required(policies, "policies")?,
        note,
        resources,
        others,
    })
});

impl Serialize for Token {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        codec::optional_entry(&mut map, "status", self.status.as_ref())?;
        map.serialize_entry("policies", &self.policies)?;
        codec::maybe_entry(&mut map, "note", &self.note)?;
        codec::optional_entry(&mut map, "resources", self.resources.as_ref())?;
        for (key, value) in &self.others {
            map.serialize_entry(key, value)?;
        }
        map.end()
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
                0 => codec::variant(value, codec::plain(), Self::Simple),
                _ => codec::variant(value, codec::map(codec::plain()), Self::Nested),
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

#[derive(Clone, Debug, Default)]
pub(crate) struct ResultInfo {
    page: Option<f64>,
    per_page: Option<f64>,
    total_count: Option<f64>,
    total_pages: Maybe<String>,
}

object!(ResultInfo, |map| {
    let mut info = ResultInfo::default();
    let fields = codec::Fields(&["page", "per_page", "total_count", "total_pages"]);
    while let Some(field) = map.next_key_seed(fields)? {
        match field {
            0 => info.page = map.next_value()?,
            1 => info.per_page = map.next_value()?,
            2 => info.total_count = map.next_value()?,
            3 => info.total_pages = map.next_value()?,
            _ => {
                map.next_value::<IgnoredAny>()?;
            }
        }
    }
    Ok(info)
});

#[derive(Clone, Debug)]
pub(crate) struct ListTokensResponse {
    success: bool,
    result: Option<Vec<Token>>,
    result_info: Option<ResultInfo>,
}

object!(ListTokensResponse, |map| {
    let mut success = None;
    let mut result = None;
    let mut result_info = None;
    let fields = codec::Fields(&["success", "result", "result_info"]);
    while let Some(field) = map.next_key_seed(fields)? {
        match field {
            0 => success = Some(map.next_value()?),
            1 => result = map.next_value()?,
            2 => result_info = map.next_value()?,
            _ => {
                map.next_value::<IgnoredAny>()?;
            }
        }
    }
    Ok(ListTokensResponse {
        success: codec::required(success, "success")?,
        result,
        result_info,
    })
});

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

    fn counts(&self) -> Counts {
        let info = self.result_info.as_ref();
        Counts {
            page: info.and_then(|info| info.page.count()),
            per_page: info.and_then(|info| info.per_page.count()),
            total_count: info.and_then(|info| info.total_count.count()),
            total_pages: info.and_then(|info| info.total_pages.count()),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct CreateTokenResponse {
    success: bool,
    result: Token,
}

object!(CreateTokenResponse, |map| {
    let mut success = None;
    let mut result = None;
    while let Some(field) = map.next_key_seed(codec::Fields(&["success", "result"]))? {
        match field {
            0 => success = Some(map.next_value()?),
            1 => result = Some(map.next_value()?),
            _ => {
                map.next_value::<IgnoredAny>()?;
            }
        }
    }
    Ok(CreateTokenResponse {
        success: codec::required(success, "success")?,
        result: codec::required(result, "result")?,
    })
});

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

object!(Zone, |map| {
    let mut name = None;
    while let Some(field) = map.next_key_seed(codec::Fields(&["name"]))? {
        match field {
            0 => name = Some(map.next_value()?),
            _ => {
                map.next_value::<IgnoredAny>()?;
            }
        }
    }
    Ok(Zone {
        name: codec::required(name, "name")?,
    })
});

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
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", &self.name)?;
        map.end()
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
