//! `decimal`: numbers that are written as text, so that no digit is lost.
//!
//! Takes text, gives a decimal. One with more digits than the type has room for is refused, not
//! rounded.

use rust_decimal::Decimal;
use serde::de::{DeserializeSeed, Deserializer};

/// Reads a decimal, all of it.
pub(crate) fn decimal() -> DecimalSeed {
    DecimalSeed
}

/// See [`decimal`].
#[derive(Clone, Copy)]
pub(crate) struct DecimalSeed;

impl<'de> DeserializeSeed<'de> for DecimalSeed {
    type Value = Decimal;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Decimal, D::Error> {
        let expected = "a decimal of at most 28 digits, in a string";
        super::text::read(deserializer, expected, |text| {
            Decimal::from_str_exact(text).ok()
        })
    }
}
