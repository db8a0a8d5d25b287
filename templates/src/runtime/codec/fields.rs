//! From the key of a JSON object to a field of a struct.
//!
//! Takes the names of the fields; gives a number, so that one seed serves all structs.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};

/// Reads a key as its place among the names; as their count when it isn't among them.
#[derive(Clone, Copy)]
pub(crate) struct Fields(pub(crate) &'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Fields {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Fields {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<usize, E> {
        Ok(self
            .0
            .iter()
            .position(|name| *name == key)
            .unwrap_or(self.0.len()))
    }
}

/// A key of an object that may have more than the known ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// Its place among the names.
    Known(usize),
    /// Any other.
    Other(String),
}

/// As [`Fields`], and keeps the keys that aren't among the names.
#[derive(Clone, Copy)]
pub(crate) struct OpenFields(pub(crate) &'static [&'static str]);

impl<'de> DeserializeSeed<'de> for OpenFields {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for OpenFields {
    type Value = Key;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        let place = self.0.iter().position(|name| *name == key);
        Ok(place.map_or_else(|| Key::Other(key.to_owned()), Key::Known))
    }
}
