//! `decimal`: numbers that are written as text, so that no digit is lost.
//!
//! Takes text, gives a decimal. One with more digits than the type has room for is refused, not
//! rounded.

use rust_decimal::Decimal;
use serde::de::Deserializer;

use crate::runtime::codec::ReadExactly;

impl<'de> ReadExactly<'de> for Decimal {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "a decimal of at most 28 digits, in a string";
        super::text::read(deserializer, expected, |text| {
            Self::from_str_exact(text).ok()
        })
    }
}
