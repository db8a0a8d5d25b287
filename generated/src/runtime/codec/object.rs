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
    /// The value of a property, or what it is when it was left out.
    #[inline]
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

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<V, A::Error> {
        let mut slots = V::Slots::default();
        let mut places = Places::of(&self.object);
        while map.next_key_seed(Key(&mut places))?.is_some() {
            match places.found {
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
        let mut places = Places::of(&self.object);
        while let Some(other) = map.next_key_seed(OpenKey(&mut places))? {
            match (places.found, other) {
                (Some(place), _) => V::read(&mut slots, place, &mut map)?,
                (None, Some(key)) => rest.read(key, &mut map)?,
                // A key that was not found is given.
                (None, None) => {}
            }
        }
        Ok((V::finish(slots, 0, &self.object)?, rest))
    }
}

/// Finds the numbers of properties. Servers mostly write them in the order of the document, so what stands behind the last one
/// in each of the two lists is looked at before any other.
struct Places<'a> {
    object: &'a Object,
    /// Which of the required ones is expected, and which of the others.
    next: (usize, usize),
    /// The number of the property that was looked for last, if it is one.
    found: Option<usize>,
}

impl<'a> Places<'a> {
    fn of(object: &'a Object) -> Self {
        Self {
            object,
            next: (0, 0),
            found: None,
        }
    }

    #[inline]
    fn find(&mut self, key: &str) {
        let Object {
            required, optional, ..
        } = self.object;
        if required.get(self.next.0).is_some_and(|name| *name == key) {
            self.found = Some(self.next.0);
            self.next.0 += 1;
        } else if optional.get(self.next.1).is_some_and(|name| *name == key) {
            self.found = Some(required.len() + self.next.1);
            self.next.1 += 1;
        } else {
            self.seek(key);
        }
    }

    /// Looks at all of them.
    fn seek(&mut self, key: &str) {
        let Object {
            required, optional, ..
        } = self.object;
        let place = |names: &[&str]| names.iter().position(|name| *name == key);
        self.found = if let Some(place) = place(required) {
            self.next.0 = place + 1;
            Some(place)
        } else if let Some(place) = place(optional) {
            self.next.1 = place + 1;
            Some(required.len() + place)
        } else {
            None
        };
    }
}

/// Reads a key, and finds its property.
struct Key<'a, 'o>(&'a mut Places<'o>);

impl<'de> DeserializeSeed<'de> for Key<'_, '_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<(), E> {
        self.0.find(key);
        Ok(())
    }
}

/// As [`Key`], and gives a key that is none of them.
struct OpenKey<'a, 'o>(&'a mut Places<'o>);

impl<'de> DeserializeSeed<'de> for OpenKey<'_, '_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for OpenKey<'_, '_> {
    type Value = Option<String>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        self.0.find(key);
        Ok(self.0.found.is_none().then(|| key.to_owned()))
    }
}
