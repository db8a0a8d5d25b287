//! Unions: a value is looked at once, then read as the variant that it fits; a variant is written with what tells it apart.
//!
//! Takes the shapes of the variants and how each is read; gives the union. Which variant fits is up
//! to `shape`.

use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::runtime::codec::held::Held;
use crate::runtime::codec::shape::{Shape, ranked};

/// Reads a union. Where several variants can be meant (two kinds of text, say), the best that can
/// be read is taken. What can be read as none is kept as unknown, so that nothing of it is lost and
/// what stands around it can be read.
pub(crate) fn union<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    shapes: &[Shape],
    read: impl Fn(usize, &Held<'de>) -> Result<T, serde_json::Error>,
    unknown: impl FnOnce(Value) -> T,
) -> Result<T, D::Error> {
    let value = Held::deserialize(deserializer)?;
    let union = ranked(shapes, &value)
        .into_iter()
        .find_map(|place| read(place, &value).ok());
    Ok(union.unwrap_or_else(|| unknown(value.into_value())))
}

/// Reads the JSON of a union as one of its variants.
pub(crate) fn variant<'v, V: Deserialize<'v>, T>(
    value: &'v Held<'_>,
    wrap: impl FnOnce(V) -> T,
) -> Result<T, serde_json::Error> {
    V::deserialize(value).map(wrap)
}

/// Writes a variant that need not say itself which one it is: an object gets the property that tells it apart, unless it has it.
pub(crate) fn tagged<S: Serializer, T: Serialize>(
    serializer: S,
    property: &str,
    tag: &str,
    value: &T,
) -> Result<S::Ok, S::Error> {
    let mut value = serde_json::to_value(value).map_err(S::Error::custom)?;
    if let Value::Object(members) = &mut value {
        members.entry(property).or_insert_with(|| tag.into());
    }
    value.serialize(serializer)
}
