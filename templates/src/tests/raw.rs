//! Calls without types, and responses as they come.

use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::memory::{Memory, answer, chunks, pieces_of};
use super::retries::{call, with_header};
use super::scan;
use crate::{
    Client, ErrorKind, RawResponse, RetryPolicy, TransportError, TransportErrorKind, Verdict,
};

#[tokio::test]
async fn a_call_without_a_type_goes_as_all_others_do() {
    let memory = Memory::always(200, r#"{"success":true,"result":[7]}"#);
    let client = memory.builder().user_agent("me/1").build().unwrap();
    let request = client
        .request(Method::POST, "zones/a%2Fb/ü x/")
        .query("name", "a&b")
        .query("name", 7)
        .query("empty", "")
        .header("X-Trace", "1")
        .header("x-trace", "2")
        .json(&json!({"a": 1}));
    let shown = format!("{request:?}");
    assert!(
        !shown.contains("zones") && !shown.contains("a&b"),
        "{shown}"
    );
    let answer: Value = request.send().await.unwrap();
    assert_eq!(answer["result"][0], 7);
    let sent = &memory.sent()[0];
    assert_eq!(sent.method(), Method::POST);
    assert_eq!(
        sent.uri().to_string(),
        "https://api.test/v4/zones/a%2Fb/%C3%BC%20x/?name=a%26b&name=7&empty="
    );
    assert_eq!(sent.body(), r#"{"a":1}"#);
    let header = |name: &str| sent.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("authorization"), "Bearer t0ken");
    assert_eq!(header("user-agent"), "me/1");
    assert_eq!(header("accept"), "application/json");
    assert_eq!(header("content-type"), "application/json");
    assert_eq!(header("x-trace"), "2");
    assert_eq!(sent.headers().get_all("x-trace").iter().count(), 1);
}

#[tokio::test]
async fn where_a_call_without_a_type_goes() {
    let memory = Memory::always(200, "null");
    let client = memory.client();
    for path in [
        "",
        "/",
        "/a",
        "a",
        "a/",
        "@evil.test/x",
        "a\\..\\b",
        "..a/...",
        "{id}",
    ] {
        client
            .request(Method::GET, path)
            .send::<()>()
            .await
            .unwrap();
    }
    assert_eq!(
        memory.targets(),
        [
            "/v4",
            "/v4/",
            "/v4/a",
            "/v4/a",
            "/v4/a/",
            "/v4/@evil.test/x",
            "/v4/a%5C..%5Cb",
            "/v4/..a/...",
            "/v4/%7Bid%7D"
        ]
    );
    let hosts = memory.sent();
    assert!(
        hosts
            .iter()
            .all(|sent| sent.uri().host() == Some("api.test"))
    );
    for path in [
        "..",
        "../x",
        "a/../b",
        "a/./b",
        "/a/..",
        "%2e%2e/x",
        "a/%2E./b",
        "//evil.test",
        "a//b",
        "https://evil.test/",
        "a?b=c",
        "a#b",
    ] {
        let error = client
            .request(Method::GET, path)
            .send_raw()
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{path}");
        assert!(!error.to_string().contains("evil"), "{error}");
        assert_eq!(error.operation(), Some("Client::request"));
    }
    // It would go to the host as a whole, with the credentials (RFC 9110, section 9.3.6).
    let error = client.request(Method::CONNECT, "a").send_raw().await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Request);
    assert_eq!(memory.sent().len(), hosts.len());
}

#[tokio::test]
async fn what_a_call_without_a_type_may_carry() {
    let memory = Memory::always(200, "");
    let client = memory.client();
    let call = || client.request(Method::PUT, "a");
    for name in [
        "Host",
        "content-length",
        "Transfer-Encoding",
        "connection",
        "a b",
        "",
    ] {
        let error = call().header(name, "x").send::<()>().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{name}");
    }
    let error = call()
        .header("x", "s3cret\r\ny: z")
        .send_raw()
        .await
        .unwrap_err();
    assert!(!error.to_string().contains("s3cret"), "{error}");
    let error = call().body("no\ntype", "x").send_raw().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(memory.sent().is_empty());
    let own = call()
        .header("authorization", "Mine")
        .header("accept", "text/csv");
    let own = own.body("text/csv", "a,b");
    assert_eq!(own.send_raw().await.unwrap().status(), 200);
    let sent = memory.sent();
    let headers = sent[0].headers();
    assert_eq!(headers["authorization"], "Mine");
    assert!(headers["authorization"].is_sensitive());
    assert_eq!(headers["accept"], "text/csv");
    assert_eq!(headers["content-type"], "text/csv");
    assert_eq!(sent[0].body(), "a,b");
}

#[tokio::test]
async fn a_call_without_a_type_has_all_credentials() {
    let memory = Memory::always(200, "");
    let builder = memory.builder().query_key("k").cookie_key("c");
    // Both are sent in one place: the token was set first.
    let client = builder.whole_header("second").build().unwrap();
    client.request(Method::GET, "a").send::<()>().await.unwrap();
    let own = client.request(Method::GET, "a").query("api key", "mine");
    own.send::<()>().await.unwrap();
    let sent = memory.sent();
    assert_eq!(sent[0].headers()["authorization"], "Bearer t0ken");
    assert_eq!(sent[0].headers()["cookie"], "sid=c");
    assert_eq!(
        memory.targets(),
        ["/v4/a?api%20key=k", "/v4/a?api%20key=mine"]
    );
    let client = scan::builder().base_url("https://api.test");
    let client = client.transport(memory.clone()).build().unwrap();
    client.request(Method::GET, "a").send::<()>().await.unwrap();
    assert!(!memory.sent()[2].headers().contains_key("authorization"));
}

#[tokio::test]
async fn what_a_call_without_a_type_is_read_as() {
    let memory = Memory::new(|_, count| match count {
        0 => answer(204, ""),
        1 => answer(200, r#"{"success":false,"errors":[{"code":7}]}"#),
        2 => answer(404, r#"{"success":false,"errors":[{"code":8}]}"#),
        3 => answer(201, "[1]"),
        _ => answer(200, r#"{"a":[1,"x"]}"#),
    });
    let client = memory.client();
    let call = || client.request(Method::GET, "a");
    assert_eq!(call().send::<Option<Value>>().await.unwrap(), None);
    let failed = call().send::<Value>().await.unwrap_err();
    assert_eq!(
        (failed.kind(), failed.errors()[0].code()),
        (ErrorKind::Api, Some(7))
    );
    let failed = call().send::<Value>().await.unwrap_err();
    assert!(failed.is_not_found());
    let response = call().send_with_meta::<Vec<u8>>().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), response.value().len()),
        (201, 1)
    );
    let failed = call().send::<std::collections::BTreeMap<String, Vec<u8>>>();
    assert_eq!(failed.await.unwrap_err().json_path(), Some("a[1]"));
    let empty = Memory::always(200, "").client();
    let failed = empty
        .request(Method::GET, "a")
        .send::<Vec<u8>>()
        .await
        .unwrap_err();
    assert!(
        failed.to_string().ends_with("with an empty body"),
        "{failed}"
    );
}

/// Statuses and attempts of a call by hand, as for those of the document.
#[tokio::test(start_paused = true)]
async fn a_call_without_a_type_is_repeated_as_others_are() {
    let memory = Memory::new(|_, count| answer(if count == 0 { 503 } else { 200 }, "[]"));
    let get = memory.client().request(Method::GET, "a");
    let response = get.send_with_meta::<Value>().await.unwrap();
    assert_eq!((response.attempts(), memory.sent().len()), (2, 2));
    let memory = Memory::always(503, "");
    let post = memory.client().request(Method::POST, "a").send::<Value>();
    assert_eq!(post.await.unwrap_err().attempts(), 1);
}

async fn raw(memory: &Memory) -> RawResponse {
    let request = memory.client().get_zone("z").request;
    request.send_raw().await.unwrap()
}

fn assert_is_a_stream<T: Stream<Item = Result<Bytes, crate::Error>> + Unpin + Send>(_: &T) {}

#[tokio::test(start_paused = true)]
async fn a_response_is_given_whatever_its_status_is() {
    for (status, attempts) in [(200, 1), (304, 1), (404, 1), (500, 3), (503, 3)] {
        let memory = Memory::always(status, "<html>");
        let response = raw(&memory).await;
        assert_is_a_stream(&response);
        assert_eq!(response.status(), status);
        assert_eq!(response.request_id(), Some("call-7"));
        assert_eq!(response.headers().len(), 1);
        assert_eq!(
            (response.attempts(), memory.sent().len()),
            (attempts, attempts as usize)
        );
        let shown = format!("{response:?}");
        assert!(!shown.contains("html"), "{shown}");
        assert_eq!(response.bytes(6).await.unwrap(), "<html>");
    }
    let limited = Memory::new(|_, _| with_header(429, "retry-after", "99"));
    let response = raw(&limited).await;
    assert_eq!(response.retry_after(), Some(Duration::from_secs(99)));
    assert_eq!(response.attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_raw_call_is_repeated_up_to_the_head() {
    let memory = Memory::new(|_, count| match count {
        0 => Err(TransportError::new(TransportErrorKind::Connect, "down")),
        1 => answer(503, "busy"),
        _ => answer(200, "fine"),
    });
    let response = raw(&memory).await;
    assert_eq!(
        (response.status(), response.attempts()),
        (StatusCode::OK, 3)
    );
    assert_eq!(response.bytes(99).await.unwrap(), "fine");
    // One that may not be repeated is given at once, and so is one that a hook says is final.
    let memory = Memory::always(503, "busy");
    let post = call(&memory.client(), Method::POST)
        .send_raw()
        .await
        .unwrap();
    assert_eq!((post.status().as_u16(), post.attempts()), (503, 1));
    let hook = RetryPolicy::new().classify(|attempt| {
        assert_eq!(attempt.error().status().unwrap(), 503);
        assert_eq!(attempt.error().body().unwrap(), "");
        Verdict::Forbidden
    });
    let client = memory.builder().retry(hook).build().unwrap();
    let response = call(&client, Method::GET).send_raw().await.unwrap();
    assert_eq!(response.attempts(), 1);
    // A call that fails costs, whoever reads the answer.
    let left = |client: &Client| client.settings().bucket.left();
    let client = memory.client();
    let full = left(&client);
    assert_eq!(
        call(&client, Method::GET)
            .send_raw()
            .await
            .unwrap()
            .attempts(),
        3
    );
    assert!(left(&client) < full);
}

#[tokio::test]
async fn a_body_comes_chunk_by_chunk() {
    let memory = Memory::new(|_, _| Ok(http::Response::new(chunks(&["a", "", "bc"]))));
    let mut response = raw(&memory).await;
    let mut found = Vec::new();
    while let Some(chunk) = response.try_next().await.unwrap() {
        found.push(chunk);
    }
    assert_eq!(found, ["a", "", "bc"]);
    assert_eq!(response.try_next().await.unwrap(), None);
    let small = raw(&memory).await.bytes(2).await.unwrap_err();
    assert_eq!(small.kind(), ErrorKind::BodyTooLarge);
    assert_eq!(small.status(), Some(StatusCode::OK));
    let mut rest = raw(&memory).await;
    rest.try_next().await.unwrap();
    assert_eq!(rest.bytes(2).await.unwrap(), "bc");
    let broken = Memory::new(|_, _| {
        let fault = TransportError::new(TransportErrorKind::Other, "cut");
        let pieces = [Ok("a".into()), Err(fault), Ok("b".into())];
        Ok(http::Response::new(pieces_of(pieces)))
    });
    let mut response = raw(&broken).await;
    assert!(response.try_next().await.unwrap().is_some());
    let error = response.try_next().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
    assert!(response.try_next().await.unwrap().is_none());
}
