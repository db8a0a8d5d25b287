//! The values of an object's properties, as a tuple.
//!
//! Gives the trait that `object` reads by, for tuples of up to twelve values and, with [`More`], of any number.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{Error, MapAccess};

use super::exact::{Exact, ReadExactly};
use super::object::Object;

/// Values that are read one by one, in any order.
pub(crate) trait Values<'de>: Sized {
    /// How many there are.
    const COUNT: usize;

    /// What was read so far.
    type Slots: Default;

    /// Reads the value of the property with that number.
    fn read<A: MapAccess<'de>>(
        slots: &mut Self::Slots,
        place: usize,
        map: &mut A,
    ) -> Result<(), A::Error>;

    /// All values, once the object has ended; the first has the number `start`.
    fn finish<E: Error>(slots: Self::Slots, start: usize, object: &Object) -> Result<Self, E>;
}

/// Values and those that follow.
pub(crate) struct More<A, B>(pub(crate) A, pub(crate) B);

impl<'de, A: Values<'de>, B: Values<'de>> Values<'de> for More<A, B> {
    const COUNT: usize = A::COUNT + B::COUNT;

    type Slots = (A::Slots, B::Slots);

    fn read<M: MapAccess<'de>>(
        slots: &mut Self::Slots,
        place: usize,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match place.checked_sub(A::COUNT) {
            None => A::read(&mut slots.0, place, map),
            Some(place) => B::read(&mut slots.1, place, map),
        }
    }

    fn finish<E: Error>(slots: Self::Slots, start: usize, object: &Object) -> Result<Self, E> {
        let first = A::finish(slots.0, start, object)?;
        Ok(Self(first, B::finish(slots.1, start + A::COUNT, object)?))
    }
}

impl<'de> Values<'de> for () {
    const COUNT: usize = 0;

    type Slots = ();

    fn read<A: MapAccess<'de>>((): &mut (), _: usize, _: &mut A) -> Result<(), A::Error> {
        Ok(())
    }

    fn finish<E: Error>((): (), _: usize, _: &Object) -> Result<(), E> {
        Ok(())
    }
}

/// `Values` of a tuple: `values!(A 0, B 1)`.
macro_rules! values {
    ($($value:ident $place:tt),+) => {
        impl<'de, $($value: Deserialize<'de>),+> Values<'de> for ($($value,)+) {
            const COUNT: usize = [$($place),+].len();

            type Slots = ($(Option<$value>,)+);

            #[inline]
            fn read<M: MapAccess<'de>>(
                slots: &mut Self::Slots,
                place: usize,
                map: &mut M,
            ) -> Result<(), M::Error> {
                match place {
                    $($place => slots.$place = Some(map.next_value()?),)+
                    _ => {}
                }
                Ok(())
            }

            #[inline]
            fn finish<E: Error>(
                slots: Self::Slots,
                start: usize,
                object: &Object,
            ) -> Result<Self, E> {
                Ok(($(object.value(start + $place, slots.$place)?,)+))
            }
        }
    };
}

values!(A 0);
values!(A 0, B 1);
values!(A 0, B 1, C 2);
values!(A 0, B 1, C 2, D 3);
values!(A 0, B 1, C 2, D 3, F 4);
values!(A 0, B 1, C 2, D 3, F 4, G 5);
values!(A 0, B 1, C 2, D 3, F 4, G 5, H 6);
values!(A 0, B 1, C 2, D 3, F 4, G 5, H 6, I 7);
values!(A 0, B 1, C 2, D 3, F 4, G 5, H 6, I 7, J 8);
values!(A 0, B 1, C 2, D 3, F 4, G 5, H 6, I 7, J 8, K 9);
values!(A 0, B 1, C 2, D 3, F 4, G 5, H 6, I 7, J 8, K 9, L 10);
values!(A 0, B 1, C 2, D 3, F 4, G 5, H 6, I 7, J 8, K 9, L 10, N 11);

/// What an object has beside its properties.
pub(crate) trait Rest<'de>: Default {
    /// Reads the value that `key` has.
    fn read<A: MapAccess<'de>>(&mut self, key: String, map: &mut A) -> Result<(), A::Error>;
}

impl<'de, T: Deserialize<'de>> Rest<'de> for BTreeMap<String, T> {
    fn read<A: MapAccess<'de>>(&mut self, key: String, map: &mut A) -> Result<(), A::Error> {
        self.insert(key, map.next_value()?);
        Ok(())
    }
}

impl<'de, T: ReadExactly<'de>> Rest<'de> for Exact<BTreeMap<String, T>> {
    fn read<A: MapAccess<'de>>(&mut self, key: String, map: &mut A) -> Result<(), A::Error> {
        let Exact(value) = map.next_value()?;
        self.0.insert(key, value);
        Ok(())
    }
}
