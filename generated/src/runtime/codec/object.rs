//! Structs as JSON objects: reading.
//!
//! Takes what an object is called and which properties it has; gives their values as a tuple, so that the code of a struct
//! is one statement, and the loop over the keys stands here for all of them. Unknown properties are passed over, of a
//! property that is there twice the last counts.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::missing::Missing;
use super::values::{Rest, Values};

/// What a struct is in JSON. Its properties are numbered: first those that must be there, then the others.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Object {
    /// How messages call it.
    pub(crate) name: &'static str,
    /// Properties that must be there.
    pub(crate) required: &'static [&'static str],
    /// Properties that may be left out.
    pub(crate) optional: &'static [&'static str],
}

impl Object {
    /// The number of a property.
    fn place(&self, key: &str) -> Option<usize> {
        let place = |names: &[&str]| names.iter().position(|name| *name == key);
        place(self.required)
            .or_else(|| place(self.optional).map(|place| place + self.required.len()))
    }

    /// The value of a property, or what it is when it was left out.
    pub(crate) fn value<'de, T, E>(&self, place: usize, read: Option<T>) -> Result<T, E>
    where
        T: serde::Deserialize<'de>,
        E: Error,
    {
        match (read, self.required.get(place)) {
            (Some(value), _) => Ok(value),
            (None, Some(name)) => Err(E::missing_field(name)),
            (None, None) => T::deserialize(Missing::new()),
        }
    }
}

/// Reads an object: the values of its properties, those that must be there before those that may be left out. Messages
/// call it `name`.
pub(crate) fn object<'de, V: Values<'de>, D: Deserializer<'de>>(
    deserializer: D,
    name: &'static str,
    required: &'static [&'static str],
    optional: &'static [&'static str],
) -> Result<V, D::Error> {
    deserializer.deserialize_map(Closed {
        object: Object {
            name,
            required,
            optional,
        },
        values: PhantomData,
    })
}

/// As [`object`], and keeps the properties that it does not have.
pub(crate) fn open_object<'de, V: Values<'de>, R: Rest<'de>, D: Deserializer<'de>>(
    deserializer: D,
    name: &'static str,
    required: &'static [&'static str],
    optional: &'static [&'static str],
) -> Result<(V, R), D::Error> {
    deserializer.deserialize_map(Open {
        object: Object {
            name,
            required,
            optional,
        },
        values: PhantomData,
    })
}

struct Closed<V> {
    object: Object,
    values: PhantomData<fn() -> V>,
}

impl<'de, V: Values<'de>> Visitor<'de> for Closed<V> {
    type Value = V;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object (`{}`)", self.object.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<V, A::Error> {
        let mut slots = V::Slots::default();
        while let Some(key) = map.next_key_seed(Key(&self.object))? {
            match key {
                Some(place) => V::read(&mut slots, place, &mut map)?,
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        V::finish(slots, 0, &self.object)
    }
}

struct Open<T> {
    object: Object,
    values: PhantomData<fn() -> T>,
}

impl<'de, V: Values<'de>, R: Rest<'de>> Visitor<'de> for Open<(V, R)> {
    type Value = (V, R);

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object (`{}`)", self.object.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(V, R), A::Error> {
        let (mut slots, mut rest) = (V::Slots::default(), R::default());
        while let Some(key) = map.next_key_seed(OpenKey(&self.object))? {
            match key {
                Ok(place) => V::read(&mut slots, place, &mut map)?,
                Err(key) => rest.read(key, &mut map)?,
            }
        }
        Ok((V::finish(slots, 0, &self.object)?, rest))
    }
}

/// Reads a key as the number of its property, if it is one.
struct Key<'a>(&'a Object);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Option<usize>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.place(key))
    }
}

/// As [`Key`], and keeps a key that is none of them.
struct OpenKey<'a>(&'a Object);

impl<'de> DeserializeSeed<'de> for OpenKey<'_> {
    type Value = Result<usize, String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for OpenKey<'_> {
    type Value = Result<usize, String>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.place(key).ok_or_else(|| key.to_owned()))
    }
}
