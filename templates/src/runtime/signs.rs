//! What a page says of itself and of the list.
//!
//! Takes the plan of an operation, the bytes of a body and the headers; gives counters, whether
//! there is more, and what the next page is asked for by. Reads a body without making values of
//! what isn't asked for, and never fails: what isn't there, or is something else, isn't said.

use std::fmt;

use http::HeaderMap;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::runtime::decode::unmarked;
use crate::runtime::link_header;
use crate::runtime::pagination::{PagePlan, Way};

/// See the module; `None` is what a page doesn't say.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Signs {
    /// The number of this page, or its offset.
    pub(crate) page: Option<u64>,
    /// How many items a page has at most.
    pub(crate) per_page: Option<u64>,
    /// How many items the list has.
    pub(crate) total_count: Option<u64>,
    /// How many pages the list has.
    pub(crate) total_pages: Option<u64>,
    /// Whether there is more.
    pub(crate) more: Option<bool>,
    /// The cursor or the link of the next page. Never empty.
    pub(crate) next: Option<String>,
}

impl Signs {
    /// What the page says.
    pub(crate) fn read(plan: &PagePlan, body: &[u8], headers: &HeaderMap) -> Self {
        let counters = &plan.counters;
        let next = match plan.way {
            Way::Cursor(_, next) | Way::Link(next) => Some(next),
            _ => None,
        };
        let places = [
            counters.page,
            counters.per_page,
            counters.total_count,
            counters.total_pages,
            plan.more,
            next,
        ];
        let [page, per_page, total_count, total_pages, more, next] = find(places, body);
        let count = |value: Option<Value>| count(&value?);
        Self {
            page: count(page),
            per_page: count(per_page),
            total_count: count(total_count),
            total_pages: count(total_pages),
            more: more.and_then(|value| value.as_bool()),
            next: match plan.way {
                Way::LinkHeader => link_header::next(headers),
                _ => next.as_ref().and_then(word),
            },
        }
    }
}

/// A counter, however it is written: `1`, `1.0` or `"1"`. It is whole, and not negative.
fn count(value: &Value) -> Option<u64> {
    match value {
        Value::String(text) => text.trim().parse().ok(),
        Value::Number(number) => number.as_u64().or_else(|| whole(number.as_f64()?)),
        _ => None,
    }
}

fn whole(number: f64) -> Option<u64> {
    // 2^53: beyond it a float stands for several integers.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "integral, not negative and below 2^53"
    )]
    (number.fract() == 0.0 && (0.0..9_007_199_254_740_992.0).contains(&number))
        .then_some(number as u64)
}

/// What can be sent in a query: a text that isn't empty, or a number but 0, which no list goes on
/// with.
pub(crate) fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) if number.as_f64() != Some(0.0) => Some(number.to_string()),
        _ => None,
    }
}

/// What stands at each of the places.
fn find<const N: usize>(places: [Option<&str>; N], body: &[u8]) -> [Option<Value>; N] {
    let mut found = [const { None }; N];
    let wanted = places.iter().enumerate();
    let wanted = wanted.filter_map(|(index, place)| Some((index, (*place)?)));
    let seek = Seek {
        wanted: wanted.collect(),
        found: &mut found,
    };
    if !seek.wanted.is_empty() {
        // A body that isn't JSON says nothing; the caller hears of it when it is decoded.
        let _ = seek.deserialize(&mut serde_json::Deserializer::from_slice(unmarked(body)));
    }
    found
}

/// Places that are looked for below one value, each with what it is the number of.
struct Seek<'a> {
    wanted: Vec<(usize, &'a str)>,
    found: &'a mut [Option<Value>],
}

impl<'de> DeserializeSeed<'de> for Seek<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.wanted.iter().all(|(_, rest)| !rest.is_empty()) {
            return deserializer.deserialize_any(self);
        }
        let value: Value = serde::Deserialize::deserialize(deserializer)?;
        for (index, rest) in self.wanted {
            if let Some(place) = self.found.get_mut(index) {
                *place = value.pointer(rest).cloned();
            }
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for Seek<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let inside = self.wanted.iter();
            let inside = inside.filter_map(|(index, place)| Some((*index, below(place, &key)?)));
            let wanted: Vec<_> = inside.collect();
            if wanted.is_empty() {
                map.next_value::<IgnoredAny>()?;
            } else {
                let found = &mut *self.found;
                map.next_value_seed(Seek { wanted, found })?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<(), A::Error> {
        IgnoredAny.visit_seq(sequence).map(|_| ())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}

/// The rest of a JSON Pointer whose first step is `key` (RFC 6901, section 4).
fn below<'a>(pointer: &'a str, key: &str) -> Option<&'a str> {
    let steps = pointer.strip_prefix('/')?;
    let end = steps.find('/').unwrap_or(steps.len());
    let (step, rest) = steps.split_at(end);
    let same = if step.contains('~') {
        step.replace("~1", "/").replace("~0", "~") == key
    } else {
        step == key
    };
    same.then_some(rest)
}
