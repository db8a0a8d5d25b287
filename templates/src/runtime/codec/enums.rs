//! Enums of constants.
//!
//! Takes the variants of an enum and what stands for each on the wire; gives the traits that all such
//! enums have. An open enum keeps what it doesn't know, a closed one refuses it; both refuse another
//! type of JSON.

#![allow(
    unused_macros,
    reason = "a crate uses the part of the runtime that its document needs"
)]

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

use super::exact::Exact;
use crate::runtime::unknown::NoSuchValue;

/// An enum of texts that keeps those it doesn't know.
macro_rules! open_texts {
    ($models:ident::$name:ident {
        $($variant:ident = $wire:literal,)*
        _ = $unknown:ident,
    }) => {
        impl $models::$name {
            /// The value as it stands on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$unknown(value) => value.as_str(),
                }
            }
        }

        impl From<&str> for $models::$name {
            fn from(text: &str) -> Self {
                match text {
                    $($wire => Self::$variant,)*
                    _ => Self::$unknown($crate::runtime::UnknownValue::new(text)),
                }
            }
        }

        impl ::std::str::FromStr for $models::$name {
            type Err = ::std::convert::Infallible;

            // A variant may be called `Err`.
            fn from_str(text: &str) -> Result<Self, ::std::convert::Infallible> {
                Ok(Self::from(text))
            }
        }

        $crate::runtime::codec::written_texts!($models::$name, open_enum);
    };
}

/// An enum of texts that has no others.
macro_rules! closed_texts {
    ($models:ident::$name:ident { $($variant:ident = $wire:literal,)* }) => {
        impl $models::$name {
            /// The value as it stands on the wire.
            #[must_use]
            pub fn as_str(&self) -> &'static str {
                match self {
                    $(Self::$variant => $wire,)*
                }
            }
        }

        impl TryFrom<&str> for $models::$name {
            type Error = $crate::runtime::NoSuchValue;

            fn try_from(text: &str) -> Result<Self, $crate::runtime::NoSuchValue> {
                match text {
                    $($wire => Ok(Self::$variant),)*
                    _ => Err($crate::runtime::NoSuchValue::new(text, stringify!($name))),
                }
            }
        }

        impl ::std::str::FromStr for $models::$name {
            type Err = $crate::runtime::NoSuchValue;

            fn from_str(text: &str) -> Result<Self, $crate::runtime::NoSuchValue> {
                Self::try_from(text)
            }
        }

        $crate::runtime::codec::written_texts!($models::$name, closed_enum);
    };
}

/// An enum of integers that keeps those it doesn't know.
macro_rules! open_integers {
    ($models:ident::$name:ident {
        $($variant:ident = $wire:literal,)*
        _ = $unknown:ident,
    }) => {
        impl $models::$name {
            /// The value as it stands on the wire.
            #[must_use]
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$unknown(value) => value.get(),
                }
            }
        }

        impl From<i64> for $models::$name {
            fn from(number: i64) -> Self {
                match number {
                    $($wire => Self::$variant,)*
                    _ => Self::$unknown($crate::runtime::UnknownInteger::new(number)),
                }
            }
        }

        $crate::runtime::codec::written_integers!($models::$name, open_integer);
    };
}

/// An enum of integers that has no others.
macro_rules! closed_integers {
    ($models:ident::$name:ident { $($variant:ident = $wire:literal,)* }) => {
        impl $models::$name {
            /// The value as it stands on the wire.
            #[must_use]
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $wire,)*
                }
            }
        }

        impl TryFrom<i64> for $models::$name {
            type Error = $crate::runtime::NoSuchValue;

            fn try_from(number: i64) -> Result<Self, $crate::runtime::NoSuchValue> {
                match number {
                    $($wire => Ok(Self::$variant),)*
                    _ => {
                        let number = number.to_string();
                        Err($crate::runtime::NoSuchValue::new(&number, stringify!($name)))
                    }
                }
            }
        }

        $crate::runtime::codec::written_integers!($models::$name, closed_integer);
    };
}

/// How an enum that has `as_str` is shown, read and written.
macro_rules! written_texts {
    ($name:ty, $read:ident) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
                $crate::runtime::codec::$read(reader)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, writer: S) -> Result<S::Ok, S::Error> {
                writer.serialize_str(self.as_str())
            }
        }
    };
}

/// How an enum that has `as_i64` is shown, read and written.
macro_rules! written_integers {
    ($name:ty, $read:ident) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), formatter)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
                $crate::runtime::codec::$read(reader)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, writer: S) -> Result<S::Ok, S::Error> {
                writer.serialize_i64(self.as_i64())
            }
        }
    };
}

/// Compares an enum by what it is on the wire, which is less work for a compiler than what is derived.
macro_rules! compared {
    ($name:ty, $wire:ident) => {
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.$wire() == other.$wire()
            }
        }

        impl Eq for $name {}

        impl ::std::hash::Hash for $name {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                ::std::hash::Hash::hash(&self.$wire(), state);
            }
        }
    };
}

pub(crate) use {
    closed_integers, closed_texts, compared, open_integers, open_texts, written_integers,
    written_texts,
};

/// Reads an enum of texts that keeps those it doesn't know.
pub(crate) fn open_enum<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: for<'a> From<&'a str>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(Text(PhantomData))
}

/// Reads an enum of integers that keeps those it doesn't know.
pub(crate) fn open_integer<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: From<i64>,
    D: Deserializer<'de>,
{
    Exact::<i64>::deserialize(deserializer).map(|Exact(number)| T::from(number))
}

/// Reads an enum of texts that has no others.
pub(crate) fn closed_enum<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: for<'a> TryFrom<&'a str, Error = NoSuchValue>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(Known(PhantomData))
}

/// Reads an enum of integers that has no others.
pub(crate) fn closed_integer<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: TryFrom<i64, Error = NoSuchValue>,
    D: Deserializer<'de>,
{
    let Exact(number) = Exact::<i64>::deserialize(deserializer)?;
    T::try_from(number).map_err(|error| D::Error::custom(error.without_value()))
}

struct Text<T>(PhantomData<fn() -> T>);

struct Known<T>(PhantomData<fn() -> T>);

impl<T: for<'a> TryFrom<&'a str, Error = NoSuchValue>> Visitor<'_> for Known<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::try_from(text).map_err(|error| E::custom(error.without_value()))
    }
}

impl<T: for<'a> From<&'a str>> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }
}
