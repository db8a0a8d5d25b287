//! What servers say of when to come again, and of how much is left.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName, HeaderValue};

use super::time::BEGIN;
use crate::RateLimit;
use crate::runtime::retry_after::retry_after;

fn headers(all: &[(&'static str, &str)]) -> HeaderMap {
    let pairs = all.iter().map(|(name, value)| {
        let value = HeaderValue::from_str(value).unwrap();
        (HeaderName::from_static(name), value)
    });
    pairs.collect()
}

#[allow(clippy::unnecessary_wraps, reason = "it is what is asked for")]
fn now() -> Option<SystemTime> {
    Some(SystemTime::UNIX_EPOCH + Duration::from_secs(BEGIN))
}

#[test]
fn retry_after_in_seconds_and_as_a_date() {
    for (text, expected) in [
        ("0", Some(0)),
        ("3", Some(3)),
        (" 3 ", Some(3)),
        ("99999", Some(99_999)),
        ("99999999999999999999999", Some(u64::MAX)),
        ("Sun, 06 Nov 1994 08:49:47 GMT", Some(10)),
        ("Sunday, 06-Nov-94 08:49:47 GMT", Some(10)),
        ("Sun Nov  6 08:49:47 1994", Some(10)),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(0)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
        ("soon", None),
        ("-1", None),
        ("1.5", None),
        ("", None),
        ("Sun, 99 Nov 1994 08:49:47 GMT", None),
    ] {
        let found = retry_after(&headers(&[("retry-after", text)]), now());
        assert_eq!(found, expected.map(Duration::from_secs), "{text}");
    }
    let date = headers(&[("retry-after", "Sun, 06 Nov 1994 08:49:47 GMT")]);
    assert_eq!(retry_after(&date, None), None);
    assert_eq!(retry_after(&HeaderMap::new(), now()), None);
}

#[test]
fn retry_after_in_milliseconds_is_more_exact() {
    let both = headers(&[("retry-after-ms", "1250"), ("retry-after", "2")]);
    assert_eq!(retry_after(&both, now()), Some(Duration::from_millis(1250)));
    let garbage = headers(&[("retry-after-ms", "x"), ("retry-after", "2")]);
    assert_eq!(retry_after(&garbage, now()), Some(Duration::from_secs(2)));
    let binary = HeaderValue::from_bytes(b"\xff").unwrap();
    let binary = HeaderMap::from_iter([(HeaderName::from_static("retry-after"), binary)]);
    assert_eq!(retry_after(&binary, now()), None);
}

#[test]
fn rate_limits_in_all_spellings() {
    let fifty = (Some(100), Some(50), Some(30));
    for (all, expected) in [
        (
            vec![
                ("ratelimit", r#""default";r=50;t=30"#),
                (
                    "ratelimit-policy",
                    r#""burst";q=9;w=1, "default";q=100;w=60"#,
                ),
            ],
            fifty,
        ),
        (
            vec![("ratelimit", r#""a";r=70;t=1, "b,;r=1";t=30;r=50"#)],
            (None, Some(50), Some(30)),
        ),
        (
            vec![("ratelimit", "limit=100, remaining=50, reset=30")],
            fifty,
        ),
        (
            vec![
                ("ratelimit-limit", "100, 100;w=60"),
                ("ratelimit-remaining", "50"),
                ("ratelimit-reset", "30"),
            ],
            fifty,
        ),
        (
            vec![
                ("x-ratelimit-limit", "100"),
                ("x-ratelimit-remaining", "50"),
                ("x-ratelimit-reset", "784111807"),
            ],
            (Some(100), Some(50), Some(784_111_807)),
        ),
        (
            vec![("x-ratelimit-reset", "1500000000000")],
            (None, None, Some(1_500_000_000 - BEGIN)),
        ),
        (vec![("x-ratelimit-remaining", "0")], (None, Some(0), None)),
    ] {
        let found = RateLimit::read(&headers(&all), now()).unwrap();
        let reset = found.reset().map(|reset| reset.as_secs());
        assert_eq!(
            (found.limit(), found.remaining(), reset),
            expected,
            "{all:?}"
        );
    }
    for all in [
        vec![],
        vec![("ratelimit", "garbage")],
        vec![("x-ratelimit-limit", "many")],
        vec![("ratelimit", r#""open;r=1"#)],
    ] {
        assert_eq!(RateLimit::read(&headers(&all), now()), None, "{all:?}");
    }
}

#[test]
fn a_reset_that_is_a_time_of_day_is_counted_from_now() {
    let later = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
    for (reset, expected) in [("1800000030", Some(30)), ("1700000000", Some(0))] {
        let all = headers(&[("x-ratelimit-remaining", "1"), ("x-ratelimit-reset", reset)]);
        let found = RateLimit::read(&all, Some(later)).unwrap();
        assert_eq!(found.reset(), expected.map(Duration::from_secs));
        let found = RateLimit::read(&all, None).unwrap();
        assert_eq!(found.reset(), None);
    }
}
