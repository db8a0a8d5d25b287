//! Faults times methods, over loopback sockets and with the default transport: how many requests the
//! server sees, what the caller is told, in what time, and that no text of it shows a credential.

use std::error::Error as StdError;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::loopback::{Act, Server};
use super::sample::models::CreateTokenBody;
use super::scan;
use super::time::Time;
use crate::{Error, ErrorKind, Timeout};

/// What a fault makes of a call.
struct Fault {
    act: Act,
    /// How many requests a GET and a POST make.
    requests: [usize; 2],
    kind: ErrorKind,
    /// The status, where one arrived.
    status: Option<u16>,
}

const LIMIT: Duration = Duration::from_millis(200);

/// What answers may have: 64 KiB.
const MOST: usize = 64 * 1024;

const TOKEN: &str = "s3cret-t0ken";

/// Requests that are repeated freely, or only where the server can have done nothing.
const FREELY: [usize; 2] = [3, 1];
const ALWAYS: [usize; 2] = [3, 3];
const NEVER: [usize; 2] = [1, 1];

/// Half of a body.
const HALF: &str = "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{";

const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

/// An answer whose length is told as it is.
fn answer(status: u16, headers: &str, body: &str) -> Act {
    let length = body.len();
    let text = format!("HTTP/1.1 {status} X\r\n{headers}content-length: {length}\r\n\r\n{body}");
    Act::Answer(text.leak())
}

/// An answer whose body isn't JSON, or not what it should be.
fn wrong(body: &str) -> Act {
    answer(200, "", body)
}

fn fault(act: Act, requests: [usize; 2], kind: ErrorKind, status: impl Into<Option<u16>>) -> Fault {
    Fault {
        act,
        requests,
        kind,
        status: status.into(),
    }
}

/// Nothing that could be an answer, or none that ends.
fn broken_on_the_way() -> Vec<Fault> {
    use ErrorKind::{BodyTooLarge, Timeout, Transport};
    let big = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "x".repeat(1 << 20)).leak();
    let many = format!("HTTP/1.1 200 OK\r\n{}\r\n", "x: y\r\n".repeat(1_000)).leak();
    let chunk = format!("3e8\r\n{}\r\n", " ".repeat(1_000)).leak();
    vec![
        fault(Act::Stall(""), FREELY, Timeout, None),
        fault(
            Act::Stall("HTTP/1.1 200 OK\r\ncontent-le"),
            FREELY,
            Timeout,
            None,
        ),
        fault(Act::Stall(HALF), FREELY, Timeout, 200),
        fault(Act::Stall(CHUNKED), FREELY, Timeout, 200),
        fault(Act::Drip("HTTP/1.1 200 OK\r\nx: "), FREELY, Timeout, None),
        fault(Act::Drip(HALF), FREELY, Timeout, 200),
        fault(Act::Reset(""), FREELY, Transport, None),
        fault(
            Act::Reset("HTTP/1.1 200 OK\r\ncontent-le"),
            FREELY,
            Transport,
            None,
        ),
        fault(Act::Reset(HALF), FREELY, Transport, 200),
        fault(Act::Close(""), FREELY, Transport, None),
        fault(
            Act::Close("HTTP/1.1 200 OK\r\ncontent-le"),
            FREELY,
            Transport,
            None,
        ),
        fault(Act::Close(HALF), FREELY, Transport, 200),
        fault(Act::Close(CHUNKED), FREELY, Transport, 200),
        fault(Act::Close("SMTP ready\r\n"), FREELY, Transport, None),
        fault(
            Act::Bytes(b"\x16\x03\x01\0\xff\xfe"),
            FREELY,
            Transport,
            None,
        ),
        fault(Act::Answer(big), FREELY, Transport, None),
        fault(Act::Answer(many), FREELY, Transport, None),
        fault(
            Act::Answer("HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n"),
            FREELY,
            Transport,
            None,
        ),
        fault(
            Act::Answer("HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}"),
            FREELY,
            Transport,
            None,
        ),
        fault(
            Act::Answer("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"),
            FREELY,
            Transport,
            200,
        ),
        fault(Act::Flood(CHUNKED, chunk), NEVER, BodyTooLarge, 200),
        fault(
            Act::Stall("HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n{"),
            FREELY,
            Timeout,
            200,
        ),
    ]
}

/// Answers with a status that says failure.
fn refused() -> Vec<Fault> {
    use ErrorKind::Api;
    let once = |status| fault(answer(status, "", "{}"), NEVER, Api, status);
    let freely = |status| fault(answer(status, "", "no"), FREELY, Api, status);
    let after = |status: u16, wait: &str, requests| {
        let headers = format!("retry-after: {wait}\r\n");
        fault(answer(status, &headers, ""), requests, Api, status)
    };
    let page = "<html>".repeat(1_000);
    vec![
        once(302),
        once(304),
        once(400),
        once(401),
        once(403),
        once(404),
        once(409),
        once(422),
        once(501),
        once(505),
        freely(408),
        freely(429),
        freely(500),
        freely(503),
        freely(504),
        fault(
            answer(502, "content-type: text/html\r\n", &page),
            FREELY,
            Api,
            502,
        ),
        after(503, "0", ALWAYS),
        after(429, "0", ALWAYS),
        after(500, "0", FREELY),
        after(429, "99999", NEVER),
        after(503, "soon", FREELY),
        after(503, "Sun, 06 Nov 1994 08:49:37 GMT", ALWAYS),
        fault(
            Act::Flood("HTTP/1.1 503 Busy\r\n\r\n", "busy"),
            FREELY,
            Api,
            503,
        ),
        fault(
            Act::Close("HTTP/1.1 503 Busy\r\ncontent-length: 99\r\n\r\nbusy"),
            FREELY,
            Api,
            503,
        ),
    ]
}

/// Successes that aren't what they should be. None is asked for again: it would come again.
fn undecodable() -> Vec<Fault> {
    use ErrorKind::{Api, Decode};
    let deep = format!(r#"{{"success":true,"x":{}"#, "[".repeat(10_000));
    let bodies = [
        "",
        "null",
        "[]",
        "{",
        "<html>",
        r#"{"success":true}}"#,
        r#"{"success":"yes"}"#,
        r#"{"success":true,"result":{"id":1,"policies":[]}}"#,
        &deep,
    ];
    let mut faults: Vec<Fault> = (bodies.iter())
        .map(|body| fault(wrong(body), NEVER, Decode, 200))
        .collect();
    let utf8 = b"HTTP/1.1 200 OK\r\ncontent-length: 22\r\n\r\n{\"success\":true,\"\xff\":1}";
    let short = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n{\"success\":true}";
    faults.extend([
        fault(Act::Bytes(utf8), NEVER, Decode, 200),
        fault(Act::Close(short), NEVER, Decode, 200),
        fault(
            Act::Answer("HTTP/1.1 204 No Content\r\n\r\n"),
            NEVER,
            Decode,
            204,
        ),
        fault(wrong(r#"{"success":false}"#), NEVER, Api, 200),
    ]);
    faults
}

/// All that a program might log of an error.
fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(error) = source {
        write!(text, " {error} {error:?}").unwrap();
        source = error.source();
    }
    text
}

async fn call(server: &Server, is_get: bool) -> Error {
    let builder = scan::builder().base_url(&server.url).api_token(TOKEN);
    let builder = builder.timer(Time::without_jitter()).timeout(LIMIT);
    let client = builder.max_response_bytes(MOST).build().unwrap();
    let body = CreateTokenBody {
        name: TOKEN.to_owned(),
        broken: false,
    };
    let outcome = if is_get {
        client.list_tokens("a").send().await.map(|_| ())
    } else {
        client.create_token("a", &body).send().await.map(|_| ())
    };
    outcome.unwrap_err()
}

async fn check(fault: &Fault) {
    let Fault {
        act, kind, status, ..
    } = fault;
    for (is_get, expected) in [true, false].into_iter().zip(fault.requests) {
        let server = Server::start(&[*act]).await;
        let start = Instant::now();
        let error = call(&server, is_get).await;
        let name = format!("GET: {is_get}, {act:?}: {error:?}");
        // Each attempt has its limit, and waits take no time here.
        assert!(
            start.elapsed() < LIMIT * 3 + Duration::from_secs(2),
            "{name}"
        );
        assert_eq!(error.kind(), *kind, "{name}");
        assert_eq!(server.requests(), expected, "{name}");
        assert_eq!(error.attempts() as usize, expected, "{name}");
        assert_eq!(
            error.status().map(|status| status.as_u16()),
            *status,
            "{name}"
        );
        assert!(error.may_have_been_sent(), "{name}");
        if *kind == ErrorKind::Timeout {
            assert_eq!(error.timeout(), Some(Timeout::Attempt), "{name}");
        }
        let text = shown(&error);
        // Shown, so that the gate's look at all output sees it as well.
        println!("{text}");
        assert!(!text.contains(TOKEN), "{text}");
    }
}

#[tokio::test]
async fn faults_on_the_way() {
    let faults = broken_on_the_way();
    assert!(faults.len() > 20);
    for fault in &faults {
        check(fault).await;
    }
}

#[tokio::test]
async fn faults_that_a_status_tells() {
    let faults = refused();
    assert!(faults.len() > 20);
    for fault in &faults {
        check(fault).await;
    }
}

#[tokio::test]
async fn faults_of_successes() {
    let faults = undecodable();
    assert!(faults.len() > 10);
    for fault in &faults {
        check(fault).await;
    }
}
