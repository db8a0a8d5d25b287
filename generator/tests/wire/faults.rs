//! What can go wrong on the way or at the server, and what the caller is told.

use std::time::{Duration, Instant};

use cloudflare_tokens::{Error, ErrorKind, Timeout};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::{ACCOUNT, client, envelope, ok};

/// The error that the client makes of an answer.
async fn failed(answer: ResponseTemplate) -> Error {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(answer)
        .mount(&server)
        .await;
    client(&server.uri())
        .list_tokens(ACCOUNT)
        .send()
        .await
        .expect_err("the answer is a failure")
}

/// The error that the client makes of raw bytes, after which the server holds the connection or closes it.
async fn failed_raw(bytes: &'static str, hold: bool) -> Error {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    let server = tokio::spawn(async move {
        let mut held = Vec::new();
        loop {
            let (mut socket, _) = listener.accept().await.expect("the client connects");
            let mut request = [0; 4096];
            let _ = socket.read(&mut request).await;
            let _ = socket.write_all(bytes.as_bytes()).await;
            held.extend(hold.then_some(socket));
        }
    });
    let error = client(&url)
        .list_tokens(ACCOUNT)
        .send()
        .await
        .expect_err("the answer is a failure");
    server.abort();
    error
}

#[tokio::test]
async fn failure_envelope_is_an_api_error() {
    let body = json!({
        "errors": [{
            "code": 9109,
            "message": "Unauthorized to access requested resource",
            "documentation_url": "https://developers.cloudflare.com/api",
            "source": {"pointer": "/account_id"},
        }],
        "messages": [],
        "success": false,
        "result": null,
    });
    let answer = ResponseTemplate::new(403)
        .set_body_json(&body)
        .insert_header("cf-ray", "8a1b");
    let error = failed(answer).await;
    assert_eq!(error.kind(), ErrorKind::Api);
    assert!(error.is_auth());
    assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
    assert_eq!(error.request_id(), Some("8a1b"));
    let [told] = error.errors() else {
        panic!("one error is told: {error:?}")
    };
    assert_eq!(told.code(), Some(9109));
    assert_eq!(
        told.message(),
        Some("Unauthorized to access requested resource")
    );
    assert_eq!(
        told.documentation_url(),
        Some("https://developers.cloudflare.com/api")
    );
    assert_eq!(told.pointer(), Some("/account_id"));
    let raw = error.body().expect("the raw body is kept");
    let typed: cloudflare_tokens::models::FailureBody =
        serde_json::from_slice(raw).expect("it is the documented one");
    assert_eq!(serde_json::to_value(&typed).ok(), Some(body));
}

#[tokio::test]
async fn an_html_answer_of_a_gateway_is_kept_raw() {
    let html = "<html><body>502 Bad Gateway</body></html>";
    let error = failed(ResponseTemplate::new(502).set_body_raw(html, "text/html")).await;
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(502));
    assert_eq!(error.body().map(|body| &body[..]), Some(html.as_bytes()));
    assert!(error.errors().is_empty());
    assert!(!error.to_string().contains("html"), "{error}");
}

#[tokio::test]
async fn success_false_is_an_error_whatever_the_status() {
    let mut refused = envelope(&json!([]), &json!({}));
    refused["success"] = json!(false);
    refused["errors"] = json!([{"code": 1000, "message": "no"}]);
    let error = failed(ok(&refused)).await;
    assert_eq!((error.kind(), error.errors().len()), (ErrorKind::Api, 1));

    let shaped_as_failure = json!({"errors": [{"code": 1000, "message": "no"}], "success": false});
    let error = failed(ok(&shaped_as_failure)).await;
    assert_eq!((error.kind(), error.errors().len()), (ErrorKind::Api, 1));
}

#[tokio::test]
async fn a_decode_error_names_the_place() {
    let error = failed(ok(&envelope(
        &json!([{"policies": [{"id": "p"}]}]),
        &json!({}),
    )))
    .await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.json_path(), Some("result[0].policies[0]"));
    assert_eq!(error.line(), Some(1));
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert!(error.body().is_some());
}

#[tokio::test]
async fn a_truncated_body_is_a_transport_error() {
    let half = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"success\":true,";
    let error = failed_raw(half, false).await;
    assert_eq!(error.kind(), ErrorKind::Transport, "{error:?}");
    assert_eq!(error.attempts(), 3, "a list may be asked for again");
}

#[tokio::test]
async fn a_stalled_body_is_a_timeout() {
    let half = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"success\":true,";
    let start = Instant::now();
    let error = failed_raw(half, true).await;
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
    assert_eq!(error.timeout(), Some(Timeout::Attempt), "{error:?}");
    assert!(
        start.elapsed() < Duration::from_secs(10),
        "the body counts against the timeout"
    );
}

#[tokio::test]
async fn a_refused_connection_is_a_connect_error() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    drop(listener);
    let error = client(&url)
        .list_tokens(ACCOUNT)
        .send()
        .await
        .expect_err("nobody listens");
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
    assert!(error.is_connect());
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = MockServer::start().await;
    let error = failed(ResponseTemplate::new(307).insert_header("location", elsewhere.uri())).await;
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(
        elsewhere.received_requests().await.map(|all| all.len()),
        Some(0),
        "a token is never sent elsewhere"
    );
}
