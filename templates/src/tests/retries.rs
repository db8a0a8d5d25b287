//! Calls that are repeated, in virtual time: how many requests a server sees, and when.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::Method;

use super::memory::{Answer, Memory, answer, pieces_of};
use super::sample::models::CreateTokenBody;
use super::scan;
use super::time::Time;
use crate::runtime::operation::Operation;
use crate::runtime::request::Request;
use crate::{
    Client, Error, ErrorKind, ResponseBody, RetryPolicy, Timer, TransportError, TransportErrorKind,
    Verdict,
};

/// A call of a method.
pub(super) fn call(client: &Client, method: Method) -> Request {
    let operation = Operation {
        id: "thing",
        method,
        path: "/thing",
        accept: "application/json",
        base_url: None,
        security: &[],
    };
    Request::new(client, Box::leak(Box::new(operation)))
}

#[allow(clippy::unnecessary_wraps, reason = "it is what a script returns")]
pub(super) fn with_header(status: u16, name: &'static str, value: &'static str) -> Answer {
    let response = http::Response::builder().status(status).header(name, value);
    Ok(response.body(ResponseBody::empty()).unwrap())
}

/// How many requests are seen where each has this answer, and what the call ends in.
async fn seen(
    method: Method,
    script: impl Fn() -> Answer + Send + Sync + 'static,
) -> (usize, Error) {
    let memory = Memory::new(move |_, _| script());
    let error = call(&memory.client(), method)
        .send_empty()
        .await
        .unwrap_err();
    let count = memory.sent().len();
    assert_eq!(error.attempts() as usize, count);
    (count, error)
}

#[tokio::test(start_paused = true)]
async fn requests_by_status_and_method() {
    let repeated = [408, 429, 500, 502, 503, 504];
    let safe = [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE];
    let idempotent = [Method::PUT, Method::DELETE];
    for status in (300..600).filter(|status| *status != 304) {
        let expected = if repeated.contains(&status) { 3 } else { 1 };
        for method in safe.iter().chain(&idempotent) {
            let (count, error) = seen(method.clone(), move || answer(status, "")).await;
            assert_eq!(count, expected, "{method} {status}");
            assert_eq!(error.status().unwrap(), status);
        }
        for method in [Method::POST, Method::PATCH] {
            let (count, _) = seen(method.clone(), move || answer(status, "")).await;
            assert_eq!(count, 1, "{method} {status}");
            let asked = move || with_header(status, "retry-after", "1");
            let (count, _) = seen(method.clone(), asked).await;
            let expected = if matches!(status, 429 | 503) { 3 } else { 1 };
            assert_eq!(count, expected, "{method} {status} with Retry-After");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn requests_by_fault_and_method() {
    use TransportErrorKind::{Connect, ConnectTimeout, Other, Timeout};
    for (kind, get, post, maybe) in [
        (Connect, 3, 3, false),
        (ConnectTimeout, 3, 3, false),
        (Timeout, 3, 1, true),
        (Other, 3, 1, true),
    ] {
        for (method, expected) in [(Method::GET, get), (Method::POST, post)] {
            let fault = move || Err(TransportError::new(kind, "the cause"));
            let (count, error) = seen(method.clone(), fault).await;
            assert_eq!(count, expected, "{method} {kind:?}");
            assert_eq!(error.may_have_been_sent(), maybe, "{kind:?}");
        }
        let (count, error) = seen(Method::GET, move || {
            let broken = TransportError::new(kind, "the cause");
            Ok(http::Response::new(pieces_of([
                Ok("{".into()),
                Err(broken),
            ])))
        })
        .await;
        assert_eq!((count, error.status().is_some()), (3, true));
    }
}

#[tokio::test(start_paused = true)]
async fn what_arrived_is_never_repeated() {
    let memory = Memory::always(200, r#"{"success":false,"errors":[{"code":1}]}"#);
    let error = memory.client().list_tokens("a").send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Api, 1));
    let error = memory.client().get_zone("a").send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Api, 1));
    assert_eq!(memory.sent().len(), 2);
    let memory = Memory::always(200, "garbage");
    let error = memory.client().list_tokens("a").send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 1));
    let always = RetryPolicy::new().classify(|_| Verdict::Retry);
    let small = memory.builder().max_response_bytes(3).retry(always);
    let small = small.build().unwrap();
    let error = small.list_tokens("a").send().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::BodyTooLarge, 1)
    );
    assert_eq!(memory.sent().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_retry_that_succeeds_sends_the_same_and_is_counted() {
    let memory = Memory::new(|_, count| match count {
        0 => with_header(503, "retry-after", "0"),
        1 => with_header(429, "retry-after", "0"),
        _ => answer(200, r#"{"success":true,"result":{"id":"t","policies":[]}}"#),
    });
    let body = CreateTokenBody {
        name: "mine".to_owned(),
        broken: false,
    };
    let client = memory.client();
    client.create_token("a", &body).send().await.unwrap();
    let sent = memory.sent();
    assert_eq!(sent.len(), 3);
    for request in &sent {
        assert_eq!(request.body(), r#"{"name":"mine"}"#);
        assert_eq!(request.headers(), sent[0].headers());
        assert_eq!(request.uri(), sent[0].uri());
    }
    let memory = Memory::new(|_, count| answer(if count == 0 { 500 } else { 200 }, "{}"));
    let response = call(&memory.client(), Method::GET).send_empty_with_meta();
    assert_eq!(response.await.unwrap().attempts(), 2);
    let page = Memory::always(200, r#"{"success":true}"#).client();
    let page = page.list_tokens("a").send().await.unwrap();
    assert_eq!((page.attempts(), page.rate_limit()), (1, None));
}

/// When each request was sent, in milliseconds, and what the call ends in.
async fn moments(
    random: f64,
    policy: RetryPolicy,
    script: impl Fn(usize) -> Answer + Send + Sync + 'static,
) -> (Vec<u128>, Result<(), Error>) {
    let time = Time::drawing(random);
    let log = Arc::new(Mutex::new(Vec::new()));
    let (clock, moments) = (time.clone(), Arc::clone(&log));
    let memory = Memory::new(move |_, count| {
        moments.lock().unwrap().push(clock.now().as_millis());
        script(count)
    });
    let client = memory.builder().timer(time).retry(policy).build().unwrap();
    let outcome = call(&client, Method::GET).send_empty().await;
    let log = log.lock().unwrap().clone();
    (log, outcome)
}

#[tokio::test(start_paused = true)]
async fn exact_waits() {
    let failing = |_| answer(500, "");
    let policy = RetryPolicy::new;
    let (log, _) = moments(0.5, policy(), failing).await;
    assert_eq!(log, [0, 125, 375]);
    let (log, _) = moments(0.5, policy().max_attempts(7), failing).await;
    assert_eq!(log, [0, 125, 375, 875, 1875, 3875, 7875]);
    let (log, _) = moments(0.5, policy(), |_| answer(503, "")).await;
    assert_eq!(log, [0, 500, 1500]);
    for once in [0, 1] {
        let (log, _) = moments(0.5, policy().max_attempts(once), failing).await;
        assert_eq!(log, [0]);
    }
    let own = policy()
        .initial_backoff(Duration::from_millis(10))
        .throttled_backoff(Duration::from_millis(100))
        .max_backoff(Duration::from_millis(12));
    let (log, _) = moments(0.5, own.clone(), failing).await;
    assert_eq!(log, [0, 5, 11]);
    let (log, _) = moments(0.5, own, |_| answer(429, "")).await;
    assert_eq!(log, [0, 6, 12]);
}

#[tokio::test(start_paused = true)]
async fn the_servers_wish_is_waited_for_up_to_a_limit() {
    for (value, expected) in [
        ("0", vec![0, 500]),
        ("3", vec![0, 3000]),
        ("60", vec![0, 60_000]),
        ("Sun, 06 Nov 1994 08:49:47 GMT", vec![0, 10_000]),
        ("Sun, 06 Nov 1994 08:00:00 GMT", vec![0, 500]),
        ("garbage", vec![0, 500]),
        ("61", vec![0]),
        ("99999", vec![0]),
    ] {
        let (log, outcome) = moments(0.5, RetryPolicy::new(), move |count| match count {
            0 => with_header(429, "retry-after", value),
            _ => answer(204, ""),
        })
        .await;
        assert_eq!(log, expected, "{value}");
        assert_eq!(outcome.is_err(), expected.len() == 1, "{value}");
        if let Err(error) = outcome {
            let seconds = error.retry_after().map(|it| it.as_secs());
            assert_eq!(seconds, value.parse().ok());
            assert!(error.is_rate_limited());
        }
    }
    let (log, _) = moments(0.5, RetryPolicy::new(), |_| {
        with_header(503, "retry-after-ms", "1250")
    })
    .await;
    assert_eq!(log, [0, 1250, 2500]);
    let patient = RetryPolicy::new().max_retry_after(Duration::from_secs(100));
    let (log, _) = moments(0.0, patient, |_| with_header(500, "retry-after", "80")).await;
    // The third would be sent at 160 s, well within the 180 s of a call.
    assert_eq!(log, [0, 80_000, 160_000]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_past_the_time_for_the_call_is_not_begun() {
    let time = Time::without_jitter();
    let memory = Memory::new(|_, _| with_header(503, "retry-after", "50"));
    let builder = memory.builder().timer(time.clone());
    let client = builder.operation_timeout(Duration::from_secs(100));
    let client = client.build().unwrap();
    let error = call(&client, Method::GET).send_empty().await.unwrap_err();
    assert_eq!((memory.sent().len(), time.now().as_secs()), (2, 50));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(50)));
    assert_eq!((error.kind(), error.timeout()), (ErrorKind::Api, None));
}

#[tokio::test(start_paused = true)]
async fn a_classifier_sees_the_attempt_and_decides() {
    let memory = Memory::always(409, r#"{"errors":[{"code":7}]}"#);
    let log = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&log);
    let policy = RetryPolicy::new().classify(move |attempt| {
        let error = attempt.error();
        let code = error.errors()[0].code();
        let line = format!(
            "{} {} {} {code:?} {}",
            attempt.method(),
            attempt.number(),
            error.operation().unwrap(),
            error.attempts()
        );
        seen.lock().unwrap().push(line);
        Verdict::Retry
    });
    let client = memory.builder().retry(policy).build().unwrap();
    let error = call(&client, Method::POST).send_empty().await.unwrap_err();
    assert_eq!((memory.sent().len(), error.attempts()), (3, 3));
    let expected = ["POST 1 thing Some(7) 1", "POST 2 thing Some(7) 2"];
    assert_eq!(*log.lock().unwrap(), expected);
    let never = client.with(|limits| {
        let policy = limits.retry_policy().clone();
        limits.retry(policy.classify(|_| Verdict::Forbidden))
    });
    call(&never, Method::GET).send_empty().await.unwrap_err();
    assert_eq!(memory.sent().len(), 4);
}

#[tokio::test(start_paused = true)]
async fn settings_for_some_calls() {
    let memory = Memory::always(500, "");
    let client = memory.client();
    let once = client.with(|limits| limits.retry(RetryPolicy::new().max_attempts(1)));
    once.list_tokens("a").send().await.unwrap_err();
    assert_eq!(memory.sent().len(), 1);
    client.list_tokens("a").send().await.unwrap_err();
    assert_eq!(memory.sent().len(), 4);
    assert!(format!("{once:?}").contains("max_attempts: 1"), "{once:?}");
}

#[tokio::test(start_paused = true)]
async fn what_the_server_may_have_seen_is_remembered_over_attempts() {
    let memory = Memory::new(|_, count| match count {
        0 => with_header(503, "retry-after", "1"),
        _ => Err(TransportError::new(TransportErrorKind::Connect, "refused")),
    });
    let error = call(&memory.client(), Method::POST).send_empty().await;
    let error = error.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 3));
    assert!(error.may_have_been_sent());
    let mut refused = call(&memory.client(), Method::GET);
    refused.header("X", "a\nb", &[]);
    let error = refused.send_empty().await.unwrap_err();
    assert!(!error.may_have_been_sent());
    assert_eq!(error.attempts(), 0);
}

#[tokio::test(start_paused = true)]
async fn an_error_says_how_much_is_left() {
    let memory = Memory::new(|_, _| {
        let response = http::Response::builder()
            .status(403)
            .header("ratelimit", r#""default";r=0;t=30"#)
            .header("ratelimit-policy", r#""default";q=1200;w=300"#);
        Ok(response.body(ResponseBody::empty()).unwrap())
    });
    let error = call(&memory.client(), Method::GET).send_empty().await;
    let limit = error.unwrap_err().rate_limit().unwrap();
    assert_eq!((limit.limit(), limit.remaining()), (Some(1200), Some(0)));
    assert_eq!(limit.reset(), Some(Duration::from_secs(30)));
}

/// No timer and none of tokio's: the call is made, and made once.
#[test]
fn without_a_timer_nothing_is_repeated() {
    let memory = Memory::always(503, "");
    let client = scan::builder()
        .base_url("https://api.test")
        .transport(memory.at_once());
    let client = client.build().unwrap();
    let mut sending = std::pin::pin!(call(&client, Method::GET).send_empty());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(outcome) = sending.as_mut().poll(&mut context) else {
        panic!("it waits for something");
    };
    assert_eq!(outcome.unwrap_err().attempts(), 1);
    assert_eq!(memory.sent().len(), 1);
}
