//! Properties that are absent if they cannot be read.
//!
//! The value is lost then, and nothing else is.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde_json::Value;

use super::missing::Missing;

/// Reads a property that may be left out: `Forgiving(value)` is the pattern.
#[derive(Debug, PartialEq)]
pub(crate) struct Forgiving<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Forgiving<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let visit = Visit(PhantomData);
        let read = deserializer.deserialize_newtype_struct("Forgiving", visit);
        read.map(Self)
    }
}

struct Visit<T>(PhantomData<fn() -> T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Visit<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    /// Takes in the whole value first, so that what comes behind it is read from its beginning.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        let value = Value::deserialize(deserializer)?;
        T::deserialize(value).or_else(|_| T::deserialize(Missing::new()))
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        T::deserialize(Missing::new())
    }
}
