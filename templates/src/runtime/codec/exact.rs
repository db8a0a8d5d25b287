//! Numbers that are read exactly or not at all.
//!
//! Gives the pattern for a value of a type with such numbers in it. `Deserialize` of the type itself would refuse `1.0` for an
//! integer, or round what has too many digits.

use std::collections::BTreeMap;

use serde::de::{Deserialize, Deserializer};

use crate::runtime::maybe::Maybe;

/// Reads what has numbers in it: `Exact(count)` is the pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Exact<T>(pub(crate) T);

impl<'de, T: ReadExactly<'de>> Deserialize<'de> for Exact<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

/// Such a number, or an option, a list or a map of them.
pub(crate) trait ReadExactly<'de>: Sized {
    /// Reads a value.
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

impl<'de, T: ReadExactly<'de>> ReadExactly<'de> for Option<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Option::<Exact<T>>::deserialize(deserializer)?;
        Ok(read.map(|Exact(value)| value))
    }
}

impl<'de, T: ReadExactly<'de>> ReadExactly<'de> for Maybe<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Maybe::<Exact<T>>::deserialize(deserializer)?;
        Ok(read.map(|Exact(value)| value))
    }
}

impl<'de, T: ReadExactly<'de>> ReadExactly<'de> for Vec<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Vec::<Exact<T>>::deserialize(deserializer)?;
        Ok(read.into_iter().map(|Exact(value)| value).collect())
    }
}

impl<'de, T: ReadExactly<'de>> ReadExactly<'de> for BTreeMap<String, T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = BTreeMap::<String, Exact<T>>::deserialize(deserializer)?;
        Ok((read.into_iter())
            .map(|(key, Exact(value))| (key, value))
            .collect())
    }
}
