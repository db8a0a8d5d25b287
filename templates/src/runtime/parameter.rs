//! What can be a single value of a parameter.
//!
//! Gives the trait [`Parameter`], its impls for std's types, and [`Number`], which bounds are
//! compared with.

use std::cmp::Ordering;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::de::Error;

/// A value that can stand in a path, a query, a header or a cookie: what it displays is what is
/// sent, before encoding.
pub(crate) trait Parameter: fmt::Display {
    /// Its value, if it is a number.
    fn number(&self) -> Option<Number> {
        None
    }
}

/// A number as bounds see it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Number {
    /// Compared without loss.
    Integer(i128),
    /// Compared as a 64-bit float.
    Float(f64),
}

impl Number {
    /// The nearest float.
    pub(crate) fn float(self) -> f64 {
        match self {
            #[allow(
                clippy::cast_precision_loss,
                reason = "what a float is compared with is a float"
            )]
            Self::Integer(integer) => integer as f64,
            Self::Float(float) => float,
        }
    }

    /// Integers are compared as integers, all else as floats. Nothing compares with NaN.
    pub(crate) fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(left), Self::Integer(right)) => Some(left.cmp(&right)),
            _ => self.float().partial_cmp(&other.float()),
        }
    }

    /// Whether it is a multiple of `step` (JSON Schema Validation, section 6.2.1). Every number is
    /// one of 0.
    pub(crate) fn is_multiple_of(self, step: Self) -> bool {
        match (self, step) {
            (_, Self::Integer(0)) => true,
            (Self::Integer(value), Self::Integer(step)) => value.wrapping_rem(step) == 0,
            _ => {
                // 0.3 / 0.1 is 2.9999999999999996: a multiple all the same.
                let quotient = self.float() / step.float();
                let off = (quotient - quotient.round()).abs();
                !off.is_finite() || off <= 1e-9 * quotient.abs().max(1.0)
            }
        }
    }
}

impl TryFrom<serde_json::Number> for Number {
    type Error = serde_json::Error;

    fn try_from(number: serde_json::Number) -> serde_json::Result<Self> {
        let float = || number.as_f64().map(Self::Float);
        let known = number.as_i128().map(Self::Integer).or_else(float);
        known.ok_or_else(|| Error::custom(format_args!("{number} is out of range")))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(integer) => integer.fmt(formatter),
            Self::Float(float) => float.fmt(formatter),
        }
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl Parameter for $integer {
            fn number(&self) -> Option<Number> {
                Some(Number::Integer(i128::from(*self)))
            }
        }
    )*};
}

integers!(i32 i64 u32 u64);

impl Parameter for f64 {
    fn number(&self) -> Option<Number> {
        Some(Number::Float(*self))
    }
}

impl Parameter for bool {}
impl Parameter for str {}
impl Parameter for String {}
impl Parameter for IpAddr {}
impl Parameter for Ipv4Addr {}
impl Parameter for Ipv6Addr {}

impl<T: Parameter + ?Sized> Parameter for &T {
    fn number(&self) -> Option<Number> {
        (**self).number()
    }
}
