//! What a property is that was left out.
//!
//! Gives a deserializer with nothing in it: an `Option` becomes `None`, and what asks for a newtype ([`Maybe`], [`Json`])
//! is shown a unit, which JSON never shows it. Anything else is an error.
//!
//! [`Maybe`]: crate::Maybe
//! [`Json`]: super::Json

use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};
use serde::forward_to_deserialize_any;

pub(crate) struct Missing<E>(PhantomData<fn() -> E>);

impl<E> Missing<E> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, E: Error> Deserializer<'de> for Missing<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, E> {
        Err(E::custom("a property is missing"))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_none()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}
