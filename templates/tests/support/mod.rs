//! What tests of calls and of models are written with.
//!
//! A call is sent by [`Recorder`], a transport that keeps the request and opens no socket; the request
//! is then compared with a message as it stands in the test. Models are read from JSON and written
//! again; nothing may be lost.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::fmt::Write as _;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use specwright_templates::{
    BoxFuture, RawResponse, ResponseBody, Sending, Transport, TransportError,
};

mod json;

pub(crate) use self::json::difference;

/// A key that no schema names.
const UNKNOWN: &str = "x-unknown-property";

/// Keeps the request that it is given, and answers that there is nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Recorder(Arc<Mutex<Option<http::Request<Bytes>>>>);

impl Transport for Recorder {
    fn execute(
        &self,
        request: http::Request<Bytes>,
        _: Duration,
    ) -> BoxFuture<'static, Result<http::Response<ResponseBody>, TransportError>> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(request);
        let mut response = http::Response::new(ResponseBody::from(Bytes::new()));
        *response.status_mut() = http::StatusCode::NO_CONTENT;
        Box::pin(async { Ok(response) })
    }
}

impl Recorder {
    /// Sends a call, and compares what went out with a message: method and URL, headers by name, and
    /// behind an empty line the body.
    ///
    /// # Panics
    ///
    /// The call is refused, or another message went out.
    pub(crate) fn check(&self, call: Sending<RawResponse>, message: &str) {
        if let Err(error) = at_once(call) {
            panic!("the call is refused: {error}");
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let request = kept.take().expect("a request went out");
        // The crate's own name is sent where the call says no other.
        let named = message.contains("\nuser-agent: ");
        let (head, body) = text(&request, named);
        let (expected_head, expected_body) = message.split_once("\n\n").unwrap_or((message, ""));
        assert_eq!(
            head, expected_head,
            "method, URL and headers (left: what went out)"
        );
        let json = |text: &str| serde_json::from_str::<Value>(text);
        match (json(&body), json(expected_body)) {
            (Ok(body), Ok(expected)) if !expected.is_string() => {
                let place = difference(&expected, &body);
                assert_eq!(place, None, "the body differs there: {body:#}");
            }
            _ => assert_eq!(body, expected_body, "the body (left: what went out)"),
        }
    }
}

/// What a future gives that waits for nothing.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..1000 {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
    panic!("the call waits for something");
}

/// The head of a request and its body, with `boundary` for whatever stands between its parts.
fn text(request: &http::Request<Bytes>, named: bool) -> (String, String) {
    let mut headers: Vec<(String, String)> = (request.headers().iter())
        .filter(|(name, _)| named || *name != http::header::USER_AGENT)
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            (name.to_string(), value.into_owned())
        })
        .collect();
    headers.sort();
    let mut head = format!("{} {}", request.method(), request.uri());
    for (name, value) in &headers {
        let _ = write!(head, "\n{name}: {value}");
    }
    let body = String::from_utf8_lossy(request.body()).replace("\r\n", "\n");
    let content_type = headers.iter().find(|(name, _)| name == "content-type");
    let boundary = content_type.and_then(|(_, value)| value.split_once("; boundary="));
    match boundary {
        Some((_, boundary)) => {
            let mark = format!("--{boundary}");
            let plain = head.replace(&format!("boundary={boundary}"), "boundary=boundary");
            (plain, body.replace(&mark, "--boundary"))
        }
        None => (head, body),
    }
}

/// A value that is written in a test as JSON.
///
/// # Panics
///
/// It cannot be read.
pub(crate) fn json<T: DeserializeOwned>(text: &str) -> T {
    match serde_json::from_slice(text.as_bytes()) {
        Ok(value) => value,
        Err(error) => panic!("{text} cannot be read: {error}"),
    }
}

/// An answer that the API's document shows is read, and all of it is there but for what the document
/// says nothing of: `unknown`, as JSON pointers.
///
/// # Panics
///
/// It cannot be read, or something is lost.
pub(crate) fn answers<T: DeserializeOwned + Serialize>(text: &str, unknown: &[&str]) {
    let mut value: Value = json(text);
    let returned = again::<T>(text.as_bytes()).expect("the answer can be read");
    for place in unknown {
        if returned.pointer(place).is_none() {
            json::remove(&mut value, place);
        }
    }
    assert_eq!(
        difference(&value, &returned),
        None,
        "something is lost: {returned:#}"
    );
}

/// Values of a type are read and written again.
///
/// # Panics
///
/// One cannot be read, or is another one afterwards.
pub(crate) fn values<T: DeserializeOwned + Serialize>(texts: &[&str]) {
    for text in texts {
        keeps(again::<T>, &json(text), "as it is");
    }
}

/// An object is read and written again: as it is, without each of the properties that it need not
/// have, without all of them, with null where that is allowed, and with a property that nobody
/// knows, which may be dropped.
///
/// # Panics
///
/// It cannot be read, or something is lost.
pub(crate) fn object<T: DeserializeOwned + Serialize>(
    text: &str,
    optional: &[&str],
    nullable: &[&str],
) {
    let value = json(text);
    varies(again::<T>, &value, optional, nullable);
    let mut more = value.clone();
    json::insert(&mut more, UNKNOWN, Value::Bool(true));
    let mut returned = read(again::<T>, &more, "with an unknown property");
    if value.get(UNKNOWN).is_none() {
        json::remove(&mut returned, &format!("/{UNKNOWN}"));
    }
    same(&value, &returned, "with an unknown property");
}

/// As [`object`], for one that keeps what has no name: there is some of that in the value.
///
/// # Panics
///
/// As [`object`].
pub(crate) fn open_object<T: DeserializeOwned + Serialize>(
    text: &str,
    optional: &[&str],
    nullable: &[&str],
) {
    varies(again::<T>, &json(text), optional, nullable);
}

/// Reads a value and writes it.
type Again = fn(&[u8]) -> serde_json::Result<Value>;

fn again<T: DeserializeOwned + Serialize>(text: &[u8]) -> serde_json::Result<Value> {
    let value: T = serde_json::from_slice(text)?;
    serde_json::from_slice(&serde_json::to_vec(&value)?)
}

fn varies(again: Again, value: &Value, optional: &[&str], nullable: &[&str]) {
    keeps(again, value, "as it is");
    let mut least = value.clone();
    for name in optional {
        let mut without = value.clone();
        for value in [&mut without, &mut least] {
            json::take(value, name);
        }
        keeps(again, &without, &format!("without `{name}`"));
    }
    keeps(again, &least, "with what is required alone");
    for name in nullable {
        let mut null = value.clone();
        json::insert(&mut null, name, Value::Null);
        keeps(again, &null, &format!("with `{name}` as null"));
    }
}

fn keeps(again: Again, value: &Value, how: &str) {
    same(value, &read(again, value, how), how);
}

fn read(again: Again, value: &Value, how: &str) -> Value {
    match again(value.to_string().as_bytes()) {
        Ok(returned) => returned,
        Err(error) => panic!("{how}, it cannot be read: {error}\n{value:#}"),
    }
}

fn same(value: &Value, returned: &Value, how: &str) {
    if let Some(place) = difference(value, returned) {
        panic!("{how}, `{place}` is lost or changed:\n{value:#}\n{returned:#}");
    }
}
