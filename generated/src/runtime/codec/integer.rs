//! Integers, as JSON Schema understands them.
//!
//! Takes a JSON number; gives an integer of the type that the field has. `1.0` and `1e3` are
//! integers (JSON Schema Core, section 4.2.3). Never rounds: a float from 2^53 on stands for
//! several integers and is refused.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, Unexpected, Visitor};

/// The first float that stands for more than one integer.
const INEXACT: f64 = 9_007_199_254_740_992.0;

/// A type that an integer can be read as.
pub(crate) trait Integer: TryFrom<i128> {
    /// How messages call it.
    const EXPECTED: &'static str;
}

impl Integer for i32 {
    const EXPECTED: &'static str = "an integer from -2147483648 to 2147483647";
}

impl Integer for i64 {
    const EXPECTED: &'static str = "an integer from -9223372036854775808 to 9223372036854775807";
}

impl Integer for u32 {
    const EXPECTED: &'static str = "an integer from 0 to 4294967295";
}

impl Integer for u64 {
    const EXPECTED: &'static str = "an integer from 0 to 18446744073709551615";
}

/// Reads an integer.
pub(crate) fn integer<T: Integer>() -> IntegerSeed<T> {
    IntegerSeed(PhantomData)
}

/// See [`integer`].
pub(crate) struct IntegerSeed<T>(PhantomData<fn() -> T>);

impl<T> Clone for IntegerSeed<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for IntegerSeed<T> {}

impl<'de, T: Integer> DeserializeSeed<'de> for IntegerSeed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        let expected = T::EXPECTED;
        let integer = deserializer.deserialize_any(Whole { expected })?;
        T::try_from(integer).map_err(|_| {
            D::Error::custom(format_args!(
                "{integer} is out of range, expected {expected}"
            ))
        })
    }
}

/// Reads any integer: one visitor for all types.
struct Whole {
    expected: &'static str,
}

impl Visitor<'_> for Whole {
    type Value = i128;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.expected)
    }

    fn visit_i64<E: Error>(self, integer: i64) -> Result<i128, E> {
        Ok(integer.into())
    }

    fn visit_u64<E: Error>(self, integer: u64) -> Result<i128, E> {
        Ok(integer.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<i128, E> {
        if number.fract() != 0.0 {
            return Err(E::invalid_type(Unexpected::Float(number), &self));
        }
        if number.abs() >= INEXACT {
            return Err(E::custom(format_args!(
                "{number:e} is out of range or isn't exact, expected {} written in digits",
                self.expected
            )));
        }
        #[allow(clippy::cast_possible_truncation, reason = "integral and below 2^53")]
        Ok(number as i128)
    }
}
