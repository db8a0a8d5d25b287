//! The rules of repeating, without a call: verdicts, waits, and the budget.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue, Method, StatusCode};

use crate::runtime::bucket::Bucket;
use crate::runtime::response::Meta;
use crate::runtime::retry::usual;
use crate::runtime::timer::random;
use crate::{Attempt, Error, ErrorKind, RetryPolicy, Timeout, Verdict};

fn status(status: u16, retry_after: Option<&'static str>) -> Error {
    let mut headers = HeaderMap::new();
    if let Some(value) = retry_after {
        headers.insert("retry-after", HeaderValue::from_static(value));
    }
    let meta = Meta::new(StatusCode::from_u16(status).unwrap(), headers);
    Error::new(ErrorKind::Api, "").with_response(&meta)
}

#[test]
fn what_is_repeated() {
    let of = |kind, timeout| Error::new(kind, "").timed_out(timeout);
    // The error; repeated if it is idempotent, if it isn't, if it isn't but has a key.
    for (error, expected) in [
        (status(408, None), [true, false, true]),
        (status(429, None), [true, false, true]),
        (status(429, Some("0")), [true, true, true]),
        (status(429, Some("garbage")), [true, false, true]),
        (status(500, None), [true, false, true]),
        (status(500, Some("0")), [true, false, true]),
        (status(502, None), [true, false, true]),
        (status(503, None), [true, false, true]),
        (status(503, Some("1")), [true, true, true]),
        (status(504, None), [true, false, true]),
        (status(400, Some("1")), [false; 3]),
        (status(401, None), [false; 3]),
        (status(404, None), [false; 3]),
        (status(409, Some("1")), [false; 3]),
        (status(425, None), [false; 3]),
        (status(501, None), [false; 3]),
        (status(505, None), [false; 3]),
        (status(200, None), [false; 3]),
        (of(ErrorKind::Connect, None), [true; 3]),
        (of(ErrorKind::Timeout, Some(Timeout::Connect)), [true; 3]),
        (
            of(ErrorKind::Timeout, Some(Timeout::Attempt)),
            [true, false, true],
        ),
        (
            of(ErrorKind::Timeout, Some(Timeout::Idle)),
            [true, false, true],
        ),
        (of(ErrorKind::Timeout, Some(Timeout::Operation)), [false; 3]),
        (of(ErrorKind::Transport, None), [true, false, true]),
        (of(ErrorKind::Decode, None), [false; 3]),
        (of(ErrorKind::BodyTooLarge, None), [false; 3]),
        (of(ErrorKind::Request, None), [false; 3]),
    ] {
        for method in [
            Method::GET,
            Method::HEAD,
            Method::OPTIONS,
            Method::TRACE,
            Method::PUT,
            Method::DELETE,
        ] {
            assert_eq!(usual(&method, &error, false), expected[0], "{error:?}");
        }
        for method in [
            Method::POST,
            Method::PATCH,
            Method::CONNECT,
            "PURGE".parse().unwrap(),
        ] {
            assert_eq!(usual(&method, &error, false), expected[1], "{error:?}");
            assert_eq!(usual(&method, &error, true), expected[2], "{error:?}");
        }
    }
}

#[test]
fn a_verdict_counts_within_attempts_and_for_what_may_pass() {
    let allows = |verdict, number, error: &Error| {
        let policy = RetryPolicy::new().classify(move |_| verdict);
        let attempt = Attempt {
            method: &Method::POST,
            number,
            error,
        };
        policy.allows(&attempt, false)
    };
    let conflict = status(409, None);
    assert!(allows(Verdict::Retry, 1, &conflict) && allows(Verdict::Retry, 2, &conflict));
    assert!(!allows(Verdict::Retry, 3, &conflict));
    assert!(!allows(Verdict::Usual, 1, &conflict));
    let asked = status(429, Some("0"));
    assert!(allows(Verdict::Usual, 1, &asked) && !allows(Verdict::Forbidden, 1, &asked));
    for kind in [
        ErrorKind::Decode,
        ErrorKind::BodyTooLarge,
        ErrorKind::Request,
    ] {
        assert!(!allows(Verdict::Retry, 1, &Error::new(kind, "")));
    }
    assert!(!allows(Verdict::Retry, 1, &status(200, None)));
}

#[test]
fn waits_double_and_are_drawn_in_full() {
    let policy = RetryPolicy::new();
    let millis = |attempt, error: &Error, random| {
        let wait = policy.wait(attempt, error, random);
        wait.map(|wait| wait.as_millis())
    };
    let plain = status(500, None);
    for (attempt, longest) in [
        (1, 250),
        (2, 500),
        (3, 1000),
        (6, 8000),
        (7, 8000),
        (90, 8000),
    ] {
        assert_eq!(millis(attempt, &plain, 1.0), Some(longest));
        assert_eq!(millis(attempt, &plain, 0.5), Some(longest / 2));
        assert_eq!(millis(attempt, &plain, 0.0), Some(0));
    }
    for throttled in [429, 503] {
        assert_eq!(millis(1, &status(throttled, None), 0.5), Some(500));
        assert_eq!(millis(2, &status(throttled, None), 0.5), Some(1000));
    }
    // The server's wish, where it is longer than what was drawn; nothing where it is too long.
    assert_eq!(millis(1, &status(429, Some("3")), 0.5), Some(3000));
    assert_eq!(millis(4, &status(429, Some("3")), 0.5), Some(4000));
    assert_eq!(millis(1, &status(429, Some("60")), 0.5), Some(60_000));
    assert_eq!(millis(1, &status(429, Some("61")), 0.5), None);
    assert_eq!(
        millis(1, &status(429, Some("99999999999999999999")), 0.5),
        None
    );
    // Timers and durations that make no sense.
    for random in [f64::NAN, f64::INFINITY, 7.0] {
        assert_eq!(millis(1, &plain, random), Some(250));
    }
    assert_eq!(millis(1, &plain, -1.0), Some(0));
    let endless = RetryPolicy::new()
        .initial_backoff(Duration::MAX)
        .max_backoff(Duration::MAX);
    assert!(endless.wait(9, &plain, 1.0).unwrap() > Duration::from_secs(u64::MAX / 2));
}

#[test]
fn the_budget_of_retries() {
    let bucket = Bucket::new();
    let mut permits = Vec::new();
    while let Some(permit) = bucket.permit(false) {
        permits.push(permit);
    }
    assert_eq!((permits.len(), bucket.left()), (35, 10));
    // A cheaper one still fits; what isn't spent comes back.
    let cheap = bucket.permit(true).unwrap();
    assert_eq!(bucket.left(), 5);
    drop(cheap);
    assert_eq!(bucket.left(), 10);
    permits.pop().unwrap().spend();
    assert_eq!(bucket.left(), 10);
    permits.pop();
    assert_eq!(bucket.left(), 24);
    bucket.reward();
    assert_eq!(bucket.left(), 25);
    drop(permits);
    assert_eq!(bucket.left(), 25 + 33 * 14);
    for _ in 0..100 {
        bucket.reward();
    }
    assert_eq!(bucket.left(), 500);
    assert!(Arc::strong_count(&bucket) == 1);
}

#[test]
fn chance_is_spread() {
    let drawn: Vec<f64> = (0..1000).map(|_| random()).collect();
    assert!(drawn.iter().all(|number| (0.0..1.0).contains(number)));
    for tenth in 0..10 {
        let from = f64::from(tenth) / 10.0;
        let count = drawn.iter().filter(|it| (from..from + 0.1).contains(*it));
        assert!((40..200).contains(&count.count()), "{tenth}");
    }
}
