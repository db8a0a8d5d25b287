//! All of something, or some by their names.
//!
//! Takes `true`, `false` or a list, gives what is meant by it.

use std::fmt;

use serde::Deserialize;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};

/// All of something, or those that are named.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Chosen {
    /// All.
    All,
    /// Those of these names.
    Named(Vec<String>),
}

impl Default for Chosen {
    fn default() -> Self {
        Self::Named(Vec::new())
    }
}

impl Chosen {
    /// The names that are said.
    pub(crate) fn names(&self) -> &[String] {
        match self {
            Self::All => &[],
            Self::Named(names) => names,
        }
    }
}

impl<'de> Deserialize<'de> for Chosen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = Chosen;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("`true` for all, or a list of names")
            }

            fn visit_bool<E: Error>(self, all: bool) -> Result<Chosen, E> {
                Ok(if all { Chosen::All } else { Chosen::default() })
            }

            fn visit_seq<A: SeqAccess<'de>>(self, names: A) -> Result<Chosen, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(names)).map(Chosen::Named)
            }
        }

        deserializer.deserialize_any(Visit)
    }
}
