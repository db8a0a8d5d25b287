//! How long a server asks to be left alone (RFC 9110, section 10.2.3).
//!
//! Takes headers and the time at which they came; gives a duration from then. What can't be read
//! is as good as absent.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

/// What some servers send beside `Retry-After`, which counts in whole seconds only.
const MILLISECONDS: &str = "retry-after-ms";

/// How long to wait: `retry-after-ms`, else `Retry-After` in seconds or as a date. A date in the
/// past is 0. A date needs the time at which it came.
pub(crate) fn retry_after(headers: &HeaderMap, received: Option<SystemTime>) -> Option<Duration> {
    let text = |name: &str| Some(headers.get(name)?.to_str().ok()?.trim());
    if let Some(milliseconds) = text(MILLISECONDS).and_then(count) {
        return Some(Duration::from_millis(milliseconds));
    }
    let text = text(RETRY_AFTER.as_str())?;
    if let Some(seconds) = count(text) {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(received?).unwrap_or(Duration::ZERO))
}

/// Digits as a number; as the largest one, where there are too many.
pub(crate) fn count(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}
