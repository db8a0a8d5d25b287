//! The fields of a struct: required when read, left out when written.
//!
//! Takes what was read or is to be written; gives the field or serde's error.

use serde::Serialize;
use serde::de::Error;
use serde::ser::SerializeMap;

use crate::runtime::maybe::Maybe;

/// A field that must be there.
pub(crate) fn required<T, E: Error>(value: Option<T>, name: &'static str) -> Result<T, E> {
    value.ok_or_else(|| E::missing_field(name))
}

/// Writes a field that may be left out.
pub(crate) fn optional_entry<M: SerializeMap, T: Serialize + ?Sized>(
    map: &mut M,
    key: &'static str,
    value: Option<&T>,
) -> Result<(), M::Error> {
    match value {
        Some(value) => map.serialize_entry(key, value),
        None => Ok(()),
    }
}

/// Writes a field that may be left out or null.
pub(crate) fn maybe_entry<M: SerializeMap, T: Serialize>(
    map: &mut M,
    key: &'static str,
    value: &Maybe<T>,
) -> Result<(), M::Error> {
    match value {
        Maybe::Absent => Ok(()),
        Maybe::Null => map.serialize_entry(key, &()),
        Maybe::Value(value) => map.serialize_entry(key, value),
    }
}
