//! What a server sent that this crate doesn't know.
//!
//! Gives opaque values that keep it as it was sent. Only decoding makes them.

use std::fmt;

use serde_json::Value;

/// A text that isn't one of the known values of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text as it was sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// An integer that isn't one of the known values of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownInteger(i64);

impl UnknownInteger {
    pub(crate) fn new(integer: i64) -> Self {
        Self(integer)
    }

    /// The integer as it was sent.
    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }
}

impl fmt::Display for UnknownInteger {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// JSON that fits none of the known variants of a union.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnknownJson(Value);

impl UnknownJson {
    pub(crate) fn new(value: Value) -> Self {
        Self(value)
    }

    /// The JSON as it was sent.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.0
    }
}
