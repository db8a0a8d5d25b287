//! Where a list goes on.
//!
//! Gives the place of a page as a value that can be kept, written as text and read again. Fetches
//! nothing: see `pages`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::runtime::{Error, ErrorKind};

/// The page that a list goes on with: its number, an offset, a cursor or a link, by what the API
/// has.
///
/// As text ([`Display`](fmt::Display), [`FromStr`], and `serde` as a string) it can be kept, and the
/// list be gone on with later by [`Pages::resume`](crate::Pages::resume). How long a server knows a
/// cursor or a link is up to the server. Its `Debug` doesn't show them: there may be a secret in
/// one.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Continuation(pub(crate) Place);

/// What a page is asked for by.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    Number(u64),
    Offset(u64),
    Cursor(String),
    /// Absolute.
    Link(String),
}

impl Place {
    /// What it is called in the text.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Number(_) => "page",
            Self::Offset(_) => "offset",
            Self::Cursor(_) => "cursor",
            Self::Link(_) => "link",
        }
    }
}

impl fmt::Display for Continuation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.0.name();
        match &self.0 {
            Place::Number(count) | Place::Offset(count) => write!(formatter, "{name}={count}"),
            Place::Cursor(text) | Place::Link(text) => write!(formatter, "{name}={text}"),
        }
    }
}

impl FromStr for Continuation {
    type Err = Error;

    /// # Errors
    ///
    /// [`ErrorKind::Request`] if the text wasn't made by a continuation.
    fn from_str(text: &str) -> Result<Self, Error> {
        let place = text.split_once('=').and_then(|(name, value)| match name {
            "page" => Some(Place::Number(value.parse().ok()?)),
            "offset" => Some(Place::Offset(value.parse().ok()?)),
            "cursor" => Some(Place::Cursor(value.to_owned())),
            "link" => Some(Place::Link(value.to_owned())),
            _ => None,
        });
        place.map(Self).ok_or_else(|| {
            Error::new(
                ErrorKind::Request,
                "the text isn't a continuation; take one from `Pages::continuation`",
            )
        })
    }
}

impl Serialize for Continuation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Continuation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Debug for Continuation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Continuation")
            .field(&self.0)
            .finish()
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(count) | Self::Offset(count) => {
                write!(formatter, "{} {count}", self.name())
            }
            Self::Cursor(_) | Self::Link(_) => formatter.write_str(self.name()),
        }
    }
}
