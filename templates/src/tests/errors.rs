//! What each fault becomes, without sockets.

use std::error::Error as StdError;

use bytes::Bytes;
use http::{HeaderValue, StatusCode};

use super::memory::{Memory, answer, chunks};
use super::sample::models::CreateTokenBody;
use crate::{Error, ErrorKind, ResponseBody, TransportError, TransportErrorKind};

async fn list(memory: &Memory) -> Error {
    memory.client().list_tokens("a").send().await.unwrap_err()
}

async fn fault(status: u16, body: &'static str) -> Error {
    list(&Memory::always(status, body)).await
}

#[test]
fn an_error_is_small_and_travels() {
    fn travels<T: Send + Sync + 'static>() {}
    fn moves<T: Send>(_: T) {}
    fn is_error<T: StdError>() {}
    is_error::<Error>();
    travels::<crate::Client>();
    travels::<Error>();
    travels::<TransportError>();
    assert!(size_of::<Error>() <= 16);
    let call = Memory::always(200, "{}").client().list_tokens("a");
    moves(call.clone().stream());
    moves(call.clone().pages());
    moves(call.send());
}

#[tokio::test]
async fn an_error_body_of_the_apis_shape() {
    let error = fault(
        403,
        r#"{"success":false,"errors":[
            {"code":9109,"message":"Unauthorized","documentation_url":"https://d.test","source":{"pointer":"/name"},"x":1},
            {"code":"1001","message":"no\nmore"},
            {"code":1002.0},
            {"code":"gone","message":"Gone"}
        ]}"#,
    )
    .await;
    assert_eq!(error.kind(), ErrorKind::Api);
    assert!(error.is_api() && error.is_auth());
    assert!(!error.is_decode() && !error.is_not_found() && !error.is_rate_limited());
    assert!(!error.is_timeout() && !error.is_connect());
    assert_eq!(error.status(), Some(StatusCode::FORBIDDEN));
    assert_eq!(error.request_id(), Some("call-7"));
    assert_eq!(error.headers().unwrap()["x-request-id"], "call-7");
    assert!(error.body().unwrap().starts_with(b"{"));
    let codes: Vec<_> = error.errors().iter().map(crate::ApiError::code).collect();
    assert_eq!(codes, [Some(9109), Some(1001), Some(1002), None]);
    let first = &error.errors()[0];
    assert_eq!(first.message(), Some("Unauthorized"));
    assert_eq!(first.documentation_url(), Some("https://d.test"));
    assert_eq!(first.pointer(), Some("/name"));
    assert_eq!(first.value()["x"], 1);
    assert_eq!(first.to_string(), "9109: Unauthorized");
    assert_eq!(error.errors()[3].to_string(), "gone: Gone");
    assert_eq!(
        error.to_string(),
        "list-tokens: the server answered 403 Forbidden: 9109: Unauthorized; 1001: no\\nmore; 1002; and 1 more"
    );
    assert!(error.source().is_none());
}

#[tokio::test]
async fn error_bodies_of_no_shape() {
    for body in ["<html>502</html>", "", "null", "[]", r#"{"errors":7}"#] {
        let error = fault(502, body).await;
        assert_eq!(error.kind(), ErrorKind::Api, "{body}");
        assert_eq!(error.status(), Some(StatusCode::BAD_GATEWAY));
        assert_eq!(error.body().unwrap(), body);
        assert!(error.errors().is_empty());
        assert_eq!(
            error.to_string(),
            "list-tokens: the server answered 502 Bad Gateway"
        );
    }
    let single = fault(400, r#"{"errors":{"message":"one"}}"#).await;
    assert_eq!(single.errors()[0].to_string(), "one");
    let empty = fault(400, r#"{"errors":[7]}"#).await;
    assert_eq!(
        empty.errors()[0].to_string(),
        "an error without code and message"
    );
}

/// A byte order mark before JSON says nothing.
#[tokio::test]
async fn a_marked_body_is_read_as_any_other() {
    const MARKED: &str = "\u{feff}{\"success\":false,\"errors\":[{\"code\":7}]}";
    for status in [200, 400] {
        let error = fault(status, MARKED).await;
        assert!(error.is_api());
        assert_eq!(error.errors()[0].code(), Some(7));
        assert!(error.body_as::<serde_json::Value>().unwrap().is_ok());
        assert!(error.body().unwrap().starts_with(b"\xef\xbb\xbf"));
    }
    let page = "\u{feff}{\"success\":true,\"result\":[],\"result_info\":{\"total_count\":7}}";
    let memory = Memory::always(200, page);
    let first = memory.client().list_tokens("a").send().await.unwrap();
    assert!(first.is_empty());
}

#[tokio::test]
async fn statuses_have_predicates() {
    assert!(fault(404, "").await.is_not_found());
    assert!(fault(401, "").await.is_auth());
    assert!(fault(429, "").await.is_rate_limited());
    assert!(!fault(400, "").await.is_auth());
    let moved = fault(302, "").await;
    assert_eq!(moved.kind(), ErrorKind::Api);
    assert!(
        moved.to_string().contains("redirects aren't followed"),
        "{moved}"
    );
    // What was asked for by a condition, and no redirect.
    let same = fault(304, "").await;
    let says = "list-tokens: the server answered 304 Not Modified";
    assert_eq!(same.to_string(), says);
    let odd = fault(599, "").await;
    assert_eq!(odd.to_string(), "list-tokens: the server answered 599");
}

#[tokio::test]
async fn a_2xx_that_says_failure_is_an_api_error() {
    let decodable = r#"{"success":false,"result":null,"errors":[{"code":7000,"message":"no"}]}"#;
    let error = fault(200, decodable).await;
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.errors()[0].code(), Some(7000));
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert_eq!(error.body().unwrap(), decodable);

    // `result` is required here, so that the failure isn't of the success type.
    let body = CreateTokenBody {
        name: String::new(),
        broken: false,
    };
    let client = Memory::always(200, decodable).client();
    let error = client.create_token("a", &body).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.errors()[0].code(), Some(7000));

    let whole = r#"{"success":false,"result":{"id":"t","policies":[]},"errors":[{"code":7001}]}"#;
    let client = Memory::always(200, whole).client();
    let error = client.create_token("a", &body).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.errors()[0].code(), Some(7001));
}

#[tokio::test]
async fn a_body_that_cannot_be_decoded_says_where() {
    let body = "{\"success\":true,\n\"result\":[{\"id\":\"a\",\"policies\":\"private\"}]}";
    let error = fault(200, body).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.is_decode());
    assert_eq!(error.json_path(), Some("result[0].policies"));
    assert_eq!((error.line(), error.column()), (Some(2), Some(40)));
    assert_eq!(error.body().unwrap(), body);
    assert_eq!(
        error.to_string(),
        "list-tokens: the server answered 200 OK with a body that can't be decoded at `result[0].policies`"
    );
    let source = error.source().unwrap().to_string();
    assert_eq!(
        source,
        "invalid type: string \"…\", expected a sequence at line 2 column 40"
    );
}

#[tokio::test]
async fn bodies_that_are_no_json() {
    let html = fault(200, "<html>").await;
    assert_eq!(html.kind(), ErrorKind::Decode);
    assert_eq!(html.json_path(), None);
    let empty = fault(200, "").await;
    assert!(empty.to_string().contains("empty body"), "{empty}");
    let trailing = fault(200, r#"{"success":true} x"#).await;
    assert_eq!(trailing.kind(), ErrorKind::Decode);
    assert_eq!(trailing.json_path(), None);
    let missing = fault(200, r#"{"success":true,"result":[{"policies":[]}]}"#).await;
    assert_eq!(missing.json_path(), Some("result[0]"));
    assert!(
        missing
            .source()
            .unwrap()
            .to_string()
            .starts_with("missing field `id`")
    );
}

#[tokio::test]
async fn a_body_that_is_no_json_says_what_it_is() {
    for (name, value, ending) in [
        (
            "content-type",
            "Text/HTML; charset=utf-8",
            "decoded; it is `text/html`",
        ),
        ("content-type", "application/json", "can't be decoded"),
        ("content-type", "application/t0ken", "can't be decoded"),
        (
            "content-encoding",
            "gzip",
            "by `gzip`, which isn't read here",
        ),
        ("content-encoding", "t0ken", "can't be decoded"),
    ] {
        let memory = Memory::new(move |_, _| {
            let mut response = answer(200, "<")?;
            let value = HeaderValue::from_static(value);
            response.headers_mut().insert(name, value);
            Ok(response)
        });
        let text = list(&memory).await.to_string();
        assert!(text.ends_with(ending), "{value}: {text}");
    }
}

#[tokio::test]
async fn a_transports_errors() {
    for (given, kind, text) in [
        (
            TransportErrorKind::Connect,
            ErrorKind::Connect,
            "no connection to the server",
        ),
        (
            TransportErrorKind::Timeout,
            ErrorKind::Timeout,
            "the time for an attempt is over; raise",
        ),
        (
            TransportErrorKind::Other,
            ErrorKind::Transport,
            "the call broke on the way",
        ),
    ] {
        let memory = Memory::new(move |_, _| Err(TransportError::new(given, "the cause")));
        let error = list(&memory).await;
        assert_eq!(error.kind(), kind);
        assert_eq!(error.status(), None);
        assert!(
            error
                .to_string()
                .starts_with(&format!("list-tokens: {text}")),
            "{error}"
        );
        assert_eq!(error.source().unwrap().to_string(), "the cause");
        assert!(error.source().unwrap().source().is_none());
    }
}

/// A body of one chunk and then an error.
fn breaking(status: u16) -> Memory {
    struct Breaking(u8);
    impl futures_core::Stream for Breaking {
        type Item = Result<Bytes, TransportError>;
        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            self.0 += 1;
            std::task::Poll::Ready(match self.0 {
                1 => Some(Ok(Bytes::from_static(b"{\"err"))),
                2 => Some(Err(TransportError::new(TransportErrorKind::Other, "reset"))),
                _ => panic!("read after an error"),
            })
        }
    }
    Memory::new(move |_, _| {
        let mut response = http::Response::new(ResponseBody::stream(Breaking(0)));
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        Ok(response)
    })
}

#[tokio::test]
async fn a_body_that_breaks() {
    let error = list(&breaking(200)).await;
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert!(error.source().is_some());
    let error = list(&breaking(429)).await;
    assert_eq!(error.kind(), ErrorKind::Api);
    assert!(error.is_rate_limited());
    assert_eq!(error.body().unwrap(), "{\"err");
    assert!(error.source().unwrap().to_string().contains("on the way"));
}

#[tokio::test]
async fn bodies_that_are_too_large() {
    let memory = Memory::always(200, r#"{"success":true}"#);
    let exact = memory.builder().max_response_bytes(16).build().unwrap();
    exact.list_tokens("a").send().await.unwrap();
    let less = memory.builder().max_response_bytes(15).build().unwrap();
    let error = less.list_tokens("a").send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert!(error.to_string().contains("more than 15 bytes"), "{error}");

    let pieces = Memory::new(|_, _| Ok(http::Response::new(chunks(&["{\"success", "\":true}"]))));
    for (most, kind) in [
        (16, None),
        (15, Some(ErrorKind::BodyTooLarge)),
        (9, Some(ErrorKind::BodyTooLarge)),
    ] {
        let client = pieces.builder().max_response_bytes(most).build().unwrap();
        let page = client.list_tokens("a").send().await;
        assert_eq!(page.err().map(|error| error.kind()), kind, "{most}");
    }

    let failing = Memory::new(|_, _| answer(500, vec![b'x'; 1024 * 1024 + 5]));
    let error = list(&failing).await;
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.body().unwrap().len(), 1024 * 1024);

    let undecodable = Memory::new(|_, _| answer(200, vec![b'x'; 1024 * 1024 + 5]));
    let error = list(&undecodable).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.body().unwrap().len(), 1024 * 1024);
}
