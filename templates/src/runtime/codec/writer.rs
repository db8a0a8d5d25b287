//! Structs as JSON objects: writing.
//!
//! Takes the properties one after the other; gives what the serializer makes of them. The first error is kept, and what
//! follows is passed over.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::runtime::maybe::Maybe;

/// Writes an object.
pub(crate) fn write<S: Serializer>(serializer: S) -> Writer<S::SerializeMap> {
    Writer(serializer.serialize_map(None))
}

/// An object that is being written.
pub(crate) struct Writer<M: SerializeMap>(Result<M, M::Error>);

impl<M: SerializeMap> Writer<M> {
    /// A property that is always there.
    pub(crate) fn field<T: Serialize>(mut self, name: &str, value: &T) -> Self {
        if let Ok(map) = &mut self.0 {
            if let Err(error) = map.serialize_entry(name, value) {
                self.0 = Err(error);
            }
        }
        self
    }

    /// A property that may be left out.
    pub(crate) fn optional<T: Optional>(self, name: &str, value: &T) -> Self {
        if value.is_left_out() {
            return self;
        }
        self.field(name, value)
    }

    /// What the object has beside its properties.
    pub(crate) fn rest<'a, T: Serialize + 'a>(
        self,
        rest: impl IntoIterator<Item = (&'a String, &'a T)>,
    ) -> Self {
        (rest.into_iter()).fold(self, |writer, (name, value)| writer.field(name, value))
    }

    /// The end of the object.
    pub(crate) fn end(self) -> Result<M::Ok, M::Error> {
        self.0?.end()
    }
}

/// A value that may be left out.
pub(crate) trait Optional: Serialize {
    /// Whether it is.
    fn is_left_out(&self) -> bool;
}

impl<T: Serialize> Optional for Option<T> {
    fn is_left_out(&self) -> bool {
        self.is_none()
    }
}

impl<T: Serialize> Optional for Maybe<T> {
    fn is_left_out(&self) -> bool {
        self.is_absent()
    }
}
