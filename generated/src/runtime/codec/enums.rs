//! Enums of constants.
//!
//! Takes the wire's text or integer; gives whatever the enum makes of it. Refuses another type, and
//! what a closed enum doesn't have.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

use super::exact::Exact;
use crate::runtime::unknown::NoSuchValue;

/// Reads an enum of texts that keeps those it doesn't know.
pub(crate) fn open_enum<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: for<'a> From<&'a str>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(Text(PhantomData))
}

/// Reads an enum of integers that keeps those it doesn't know.
pub(crate) fn open_integer<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: From<i64>,
    D: Deserializer<'de>,
{
    Exact::<i64>::deserialize(deserializer).map(|Exact(number)| T::from(number))
}

/// Reads an enum of texts that has no others.
pub(crate) fn closed_enum<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: for<'a> TryFrom<&'a str, Error = NoSuchValue>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(Known(PhantomData))
}

/// Reads an enum of integers that has no others.
pub(crate) fn closed_integer<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: TryFrom<i64, Error = NoSuchValue>,
    D: Deserializer<'de>,
{
    let Exact(number) = Exact::<i64>::deserialize(deserializer)?;
    T::try_from(number).map_err(|error| D::Error::custom(error.without_value()))
}

struct Text<T>(PhantomData<fn() -> T>);

struct Known<T>(PhantomData<fn() -> T>);

impl<T: for<'a> TryFrom<&'a str, Error = NoSuchValue>> Visitor<'_> for Known<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::try_from(text).map_err(|error| E::custom(error.without_value()))
    }
}

impl<T: for<'a> From<&'a str>> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }
}
