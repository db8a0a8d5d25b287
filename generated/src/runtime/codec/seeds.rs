//! Seeds that are made of seeds: for values that `Deserialize` alone reads too strictly.
//!
//! Takes a seed for what is inside; gives one for the option, list or map around it.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// As `Deserialize` reads it.
pub(crate) fn plain<T>() -> Plain<T> {
    Plain(PhantomData)
}

/// `null` or what `seed` reads.
pub(crate) fn optional<S>(seed: S) -> Optional<S> {
    Optional(seed)
}

/// A list of what `seed` reads.
pub(crate) fn list<S: Clone>(seed: S) -> List<S> {
    List(seed)
}

/// A map from strings to what `seed` reads.
pub(crate) fn map<S: Clone>(seed: S) -> Map<S> {
    Map(seed)
}

/// What `seed` reads; nothing where it refuses the value, which is lost.
pub(crate) fn forgiving<S>(seed: S) -> Forgiving<S> {
    Forgiving(seed)
}

/// See [`plain`].
pub(crate) struct Plain<T>(PhantomData<fn() -> T>);

impl<T> Clone for Plain<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Plain<T> {}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Plain<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}

/// See [`optional`].
#[derive(Clone, Copy)]
pub(crate) struct Optional<S>(S);

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Optional<S> {
    type Value = Option<S::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for Optional<S> {
    type Value = Option<S::Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.0.deserialize(deserializer).map(Some)
    }
}

/// See [`list`].
#[derive(Clone, Copy)]
pub(crate) struct List<S>(S);

impl<'de, S: DeserializeSeed<'de> + Clone> DeserializeSeed<'de> for List<S> {
    type Value = Vec<S::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, S: DeserializeSeed<'de> + Clone> Visitor<'de> for List<S> {
    type Value = Vec<S::Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = seq.next_element_seed(self.0.clone())? {
            values.push(value);
        }
        Ok(values)
    }
}

/// See [`map`].
#[derive(Clone, Copy)]
pub(crate) struct Map<S>(S);

impl<'de, S: DeserializeSeed<'de> + Clone> DeserializeSeed<'de> for Map<S> {
    type Value = BTreeMap<String, S::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, S: DeserializeSeed<'de> + Clone> Visitor<'de> for Map<S> {
    type Value = BTreeMap<String, S::Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut values = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            values.insert(key, map.next_value_seed(self.0.clone())?);
        }
        Ok(values)
    }
}

/// See [`forgiving`].
#[derive(Clone, Copy)]
pub(crate) struct Forgiving<S>(S);

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Forgiving<S> {
    type Value = Option<S::Value>;

    /// Takes in the whole value first, so that what comes behind it is read from its beginning.
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        Ok(self.0.deserialize(value).ok())
    }
}
