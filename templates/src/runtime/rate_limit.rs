//! How much a server lets its callers ask, as it says in headers.
//!
//! Takes headers and the time at which they came; gives numbers. Slows nothing down.

use std::time::{Duration, SystemTime};

use http::HeaderMap;

use crate::runtime::retry_after::count;

/// A number of seconds that large is a time of day, counted from 1970, and no wait: it is in 2001,
/// or thirty years from now.
const A_DATE: u64 = 1_000_000_000;

/// What a response says of how much may still be asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RateLimit {
    limit: Option<u64>,
    remaining: Option<u64>,
    reset: Option<Duration>,
}

impl RateLimit {
    /// How much may be asked within the server's window.
    #[must_use]
    pub fn limit(&self) -> Option<u64> {
        self.limit
    }

    /// How much of it is left.
    #[must_use]
    pub fn remaining(&self) -> Option<u64> {
        self.remaining
    }

    /// When there is more again, counted from when the response came.
    #[must_use]
    pub fn reset(&self) -> Option<Duration> {
        self.reset
    }

    /// From `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-08 and later,
    /// and what came before), else from `RateLimit-*`, else from `X-RateLimit-*`. Of several
    /// limits, the one of which the least is left.
    pub(crate) fn read(headers: &HeaderMap, received: Option<SystemTime>) -> Option<Self> {
        let found = Self::from_list(headers)
            .or_else(|| Self::from_fields(headers, "ratelimit", received))
            .or_else(|| Self::from_fields(headers, "x-ratelimit", received));
        found.filter(|found| *found != Self::default())
    }

    /// `"default";r=50;t=30`, or `limit=100, remaining=50, reset=30`.
    fn from_list(headers: &HeaderMap) -> Option<Self> {
        let text = all(headers, "ratelimit")?;
        let parts = |text: &str| -> Vec<String> { outside_quotes(text, ',') };
        let older: Vec<_> = parts(&text);
        let value = |key: &str| older.iter().find_map(|part| parameter(part, key));
        if let Some(remaining) = value("remaining") {
            return Some(Self {
                limit: value("limit"),
                remaining: Some(remaining),
                reset: value("reset").map(Duration::from_secs),
            });
        }
        let least = older
            .iter()
            .filter_map(|item| Some((parameter(item, "r")?, item)))
            .min_by_key(|(remaining, _)| *remaining);
        let (remaining, item) = least?;
        let policies = all(headers, "ratelimit-policy").unwrap_or_default();
        let policies = parts(&policies);
        let policy = policies.iter().find(|policy| name(policy) == name(item));
        Some(Self {
            limit: policy.and_then(|policy| parameter(policy, "q")),
            remaining: Some(remaining),
            reset: parameter(item, "t").map(Duration::from_secs),
        })
    }

    /// `<prefix>-limit`, `<prefix>-remaining`, `<prefix>-reset`: a number each, of which others may
    /// follow.
    fn from_fields(
        headers: &HeaderMap,
        prefix: &str,
        received: Option<SystemTime>,
    ) -> Option<Self> {
        let field = |name: &str| {
            let text = headers.get(format!("{prefix}-{name}"))?.to_str().ok()?;
            count(text.split([',', ';', '.']).next()?.trim())
        };
        let found = Self {
            limit: field("limit"),
            remaining: field("remaining"),
            reset: field("reset").and_then(|reset| from_now(reset, received)),
        };
        (found != Self::default()).then_some(found)
    }
}

/// Seconds from now, also where the server counts them from 1970, or milliseconds.
fn from_now(number: u64, received: Option<SystemTime>) -> Option<Duration> {
    if number < A_DATE {
        return Some(Duration::from_secs(number));
    }
    let time = match number / 1000 {
        A_DATE.. => Duration::from_millis(number),
        _ => Duration::from_secs(number),
    };
    let now = received?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(time.saturating_sub(now))
}

/// A header that may stand several times, as one text.
fn all(headers: &HeaderMap, name: &str) -> Option<String> {
    let values = headers.get_all(name).iter();
    let texts: Vec<_> = values.filter_map(|value| value.to_str().ok()).collect();
    (!texts.is_empty()).then(|| texts.join(","))
}

/// The parts of a text between separators that don't stand in quotes (RFC 9651, section 3.3.3).
fn outside_quotes(text: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for character in text.chars() {
        if character == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = quoted && character == '\\' && !escaped;
        match parts.last_mut() {
            Some(part) if quoted || character != separator => part.push(character),
            _ => parts.push(String::new()),
        }
    }
    parts
}

/// What an item is called.
fn name(item: &str) -> String {
    let first = outside_quotes(item, ';').into_iter().next();
    first.unwrap_or_default().trim().to_owned()
}

/// A parameter of an item, where it is a number.
fn parameter(item: &str, key: &str) -> Option<u64> {
    outside_quotes(item, ';').iter().find_map(|part| {
        let (name, value) = part.split_once('=')?;
        (name.trim() == key).then(|| count(value.trim()))?
    })
}
