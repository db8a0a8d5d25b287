//! What a server sent that this crate doesn't know.
//!
//! Gives opaque values that keep it as it was sent, and the error of an enum that doesn't. Only
//! decoding makes them.

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

/// What an enum has no value for: the error of those that are closed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NoSuchValue {
    value: Box<str>,
    name: &'static str,
}

impl NoSuchValue {
    pub(crate) fn new(value: &str, name: &'static str) -> Self {
        Self {
            value: value.into(),
            name,
        }
    }

    /// The value as it was sent.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// What is said of a body that holds the value, which may be a secret.
    pub(crate) fn without_value(&self) -> String {
        format!("the value is none that `{}` has", self.name)
    }
}

impl fmt::Display for NoSuchValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is no value of `{}`", self.value, self.name)
    }
}

impl std::error::Error for NoSuchValue {}
