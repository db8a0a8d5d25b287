//! Integers, as JSON Schema understands them.
//!
//! Takes a JSON number; gives an integer of the type that the field has. `1.0` and `1e3` are
//! integers (JSON Schema Core, section 4.2.3). Digits are read exactly; what has a point or an
//! exponent is the integer that its double is, since who writes so has one (RFC 8259, section 6).

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde_json::Number;

use super::exact::ReadExactly;

/// Doubles from here on are no integers: -2^63, which digits below it come as, too, and 2^64.
const BEYOND: [f64; 2] = [-9_223_372_036_854_775_808.0, 18_446_744_073_709_551_616.0];

/// A type that an integer can be read as.
trait Whole: TryFrom<i128> {
    /// How messages call it.
    const EXPECTED: &'static str;
}

impl Whole for i32 {
    const EXPECTED: &'static str = "an integer from -2147483648 to 2147483647";
}

impl Whole for i64 {
    const EXPECTED: &'static str = "an integer from -9223372036854775808 to 9223372036854775807";
}

impl Whole for u32 {
    const EXPECTED: &'static str = "an integer from 0 to 4294967295";
}

impl Whole for u64 {
    const EXPECTED: &'static str = "an integer from 0 to 18446744073709551615";
}

/// `ReadExactly` of each: one for all that are [`Whole`] would overlap with that of options.
macro_rules! exact {
    ($($integer:ty)+) => {$(
        impl<'de> ReadExactly<'de> for $integer {
            fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                whole(deserializer)
            }
        }
    )+};
}

exact!(i32 i64 u32 u64);

fn whole<'de, T: Whole, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let expected = T::EXPECTED;
    let integer = deserializer.deserialize_any(AnyInteger { expected })?;
    T::try_from(integer).map_err(|_| {
        D::Error::custom(format_args!(
            "{integer} is out of range, expected {expected}"
        ))
    })
}

/// Reads any integer: one visitor for all types.
struct AnyInteger {
    expected: &'static str,
}

impl<'de> Visitor<'de> for AnyInteger {
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
        let [least, most] = BEYOND;
        if number <= least || number >= most {
            return Err(E::invalid_value(Unexpected::Float(number), &self));
        }
        #[allow(
            clippy::cast_possible_truncation,
            reason = "integral and within 64 bits"
        )]
        Ok(number as i128)
    }

    /// A number as it is written: so `serde_json` gives it where its feature `arbitrary_precision` is on, and it alone can read
    /// such an object.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<i128, A::Error> {
        let number = Number::deserialize(MapAccessDeserializer::new(map))
            .map_err(|_| A::Error::invalid_type(Unexpected::Map, &self))?;
        match (number.as_i128(), number.as_f64()) {
            (Some(integer), _) => Ok(integer),
            (None, Some(float)) => self.visit_f64(float),
            (None, None) => Err(A::Error::invalid_type(Unexpected::Other("number"), &self)),
        }
    }
}
