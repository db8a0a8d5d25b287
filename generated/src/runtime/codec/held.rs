//! JSON that is held until it is known what it is.
//!
//! Takes any JSON; gives it as a deserializer, as often as it is asked, or as a [`Value`]. As [`Value`] does, but texts that
//! stand in the body as they are stay there, and objects are lists of their members, which are looked through from end to end:
//! few keys are asked for, and most objects are small.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{
    self, Deserialize, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Number, Value};

/// Any JSON. Numbers are as `serde_json` has them.
#[derive(Debug)]
pub(crate) enum Held<'de> {
    Null,
    Bool(bool),
    Number(Number),
    String(Cow<'de, str>),
    Array(Vec<Held<'de>>),
    Object(Members<'de>),
}

/// What is in an object, in its order.
#[derive(Debug)]
pub(crate) struct Members<'de>(Vec<(Cow<'de, str>, Held<'de>)>);

impl<'de> Members<'de> {
    /// Of a key that is there twice the last counts.
    pub(crate) fn get(&self, key: &str) -> Option<&Held<'de>> {
        let mut all = self.0.iter().rev();
        all.find(|(known, _)| known == key).map(|(_, value)| value)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.0.iter().any(|(known, _)| known == key)
    }

    pub(crate) fn keys(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.iter().map(|(key, _)| &**key)
    }

    pub(crate) fn into_iter(self) -> impl Iterator<Item = (Cow<'de, str>, Held<'de>)> {
        self.0.into_iter()
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &Held<'de>> {
        self.0.iter().map(|(_, value)| value)
    }
}

impl Held<'_> {
    /// As a value of its own.
    pub(crate) fn into_value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(value),
            Self::Number(number) => Value::Number(number),
            Self::String(text) => Value::String(text.into_owned()),
            Self::Array(items) => items.into_iter().map(Self::into_value).collect(),
            Self::Object(Members(members)) => (members.into_iter())
                .map(|(key, value)| (key.into_owned(), value.into_value()))
                .collect(),
        }
    }

    /// What it is if it is a number after all. Where the feature `arbitrary_precision` of `serde_json` is on, which any crate
    /// of a build can do, numbers come as objects with a key that begins so; which of them are some, it knows itself.
    fn number(&self) -> Option<Number> {
        let Self::Object(Members(members)) = self else {
            return None;
        };
        let [(key, Self::String(_))] = members.as_slice() else {
            return None;
        };
        let may_be = key.starts_with("$serde_json::");
        may_be.then(|| Number::deserialize(self).ok()).flatten()
    }

    fn invalid(&self, expected: &dyn de::Expected) -> Error {
        Error::invalid_type(self.unexpected(), expected)
    }

    fn unexpected(&self) -> Unexpected<'_> {
        match self {
            Self::Null => Unexpected::Unit,
            Self::Bool(value) => Unexpected::Bool(*value),
            Self::Number(_) => Unexpected::Other("number"),
            Self::String(text) => Unexpected::Str(text),
            Self::Array(_) => Unexpected::Seq,
            Self::Object(_) => Unexpected::Map,
        }
    }
}

impl<'de> Deserialize<'de> for Held<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyJson)
    }
}

struct AnyJson;

impl<'de> Visitor<'de> for AnyJson {
    type Value = Held<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any valid JSON value")
    }

    fn visit_unit<E>(self) -> Result<Held<'de>, E> {
        Ok(Held::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Held<'de>, E> {
        Ok(Held::Bool(value))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Held<'de>, E> {
        Ok(Held::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Held<'de>, E> {
        Ok(Held::Number(number.into()))
    }

    fn visit_i128<E: de::Error>(self, number: i128) -> Result<Held<'de>, E> {
        known(Number::from_i128(number))
    }

    fn visit_u128<E: de::Error>(self, number: u128) -> Result<Held<'de>, E> {
        known(Number::from_u128(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Held<'de>, E> {
        Ok(Number::from_f64(number).map_or(Held::Null, Held::Number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Held<'de>, E> {
        Ok(Held::String(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Held<'de>, E> {
        Ok(Held::String(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Held<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Held::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Held<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(Text(key)) = access.next_key()? {
            members.push((key, access.next_value()?));
        }
        let held = Held::Object(Members(members));
        Ok(held.number().map_or(held, Held::Number))
    }
}

/// A number, where `serde_json` has one so large.
fn known<'de, E: de::Error>(number: Option<Number>) -> Result<Held<'de>, E> {
    let number = number.ok_or_else(|| E::custom("a number is too large"))?;
    Ok(Held::Number(number))
}

/// A text that stays where it is, if it can.
struct Text<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(AnyText).map(Self)
    }
}

struct AnyText;

impl<'de> Visitor<'de> for AnyText {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

impl<'de> IntoDeserializer<'de, Error> for &'de Held<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Of a type that is asked for: only to who takes any may a number come as an object.
macro_rules! numbers {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self {
                Held::Number(number) => number.$method(visitor),
                _ => self.deserialize_any(visitor),
            }
        }
    )+};
}

impl<'de> Deserializer<'de> for &'de Held<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Held::Null => visitor.visit_unit(),
            Held::Bool(value) => visitor.visit_bool(*value),
            Held::Number(number) => number.deserialize_any(visitor),
            Held::String(text) => visitor.visit_borrowed_str(text),
            Held::Array(items) => {
                let mut items = SeqDeserializer::new(items.iter());
                let read = visitor.visit_seq(&mut items)?;
                items.end().map(|()| read)
            }
            Held::Object(Members(members)) => {
                let members = members.iter().map(|(key, value)| (&**key, value));
                let mut members = MapDeserializer::new(members);
                let read = visitor.visit_map(&mut members)?;
                members.end().map(|()| read)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Held::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    /// A text is the name of a variant; an object of one member, the name and what is in it.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Held::String(text) => {
                StrDeserializer::new(text).deserialize_enum(name, variants, visitor)
            }
            Held::Object(Members(members)) if members.len() == 1 => {
                let members = members.iter().map(|(key, value)| (&**key, value));
                let member = MapAccessDeserializer::new(MapDeserializer::new(members));
                member.deserialize_enum(name, variants, visitor)
            }
            other => Err(other.invalid(&"string or map")),
        }
    }

    /// Not of a number, which may come as one.
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Held::Number(_) => Err(self.invalid(&visitor)),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    forward_to_deserialize_any! {
        bool char str string bytes byte_buf unit unit_struct seq tuple tuple_struct identifier ignored_any
    }
}
