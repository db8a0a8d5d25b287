//! `duration`: how long something takes, as ISO 8601 has it.
//!
//! Takes and gives years, months, weeks, days and times apart, as they were written: how long a
//! month is depends on where one begins.

use std::fmt;
use std::hash::{Hash, Hasher};

use jiff::Span;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A duration that stands in JSON and in parameters as ISO 8601 has it, such as `P1DT2H`. Two are
/// the same if each unit is: an hour isn't 60 minutes.
#[derive(Clone, Copy, Debug)]
pub struct Duration(pub Span);

impl Duration {
    fn parse(text: &str) -> Option<Self> {
        // Jiff also knows ways to write one that no other reader does.
        let signless = text.strip_prefix(['-', '+']).unwrap_or(text);
        let standard = signless.starts_with(['P', 'p']);
        standard.then(|| text.parse().ok().map(Self)).flatten()
    }
}

impl From<Span> for Duration {
    fn from(span: Span) -> Self {
        Self(span)
    }
}

impl PartialEq for Duration {
    fn eq(&self, other: &Self) -> bool {
        self.0.fieldwise() == other.0.fieldwise()
    }
}

impl Eq for Duration {}

impl Hash for Duration {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.fieldwise().hash(state);
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "a duration as ISO 8601 has it, such as `P1DT2H`";
        super::text::read(deserializer, expected, Self::parse)
    }
}

impl Serialize for Duration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
