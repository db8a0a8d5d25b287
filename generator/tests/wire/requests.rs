//! What is sent, and what is refused before it is.

use cloudflare_tokens::models::Direction;
use cloudflare_tokens::{Client, ErrorKind};
use serde_json::json;
use wiremock::matchers::{header, method, path, query_param};
use wiremock::{Mock, MockServer};

use crate::{ACCOUNT, TOKEN, client, envelope, ok};

#[tokio::test]
async fn credentials_are_sent_as_bearer() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path(crate::path()))
        .and(header("authorization", format!("Bearer {TOKEN}")))
        .and(header("accept", "application/json"))
        .respond_with(ok(&envelope(&json!([]), &json!({}))))
        .expect(1)
        .mount(&server)
        .await;
    let page = client(&server.uri())
        .list_tokens(ACCOUNT)
        .send()
        .await
        .expect("the mock answers");
    assert!(page.is_empty());
    assert_eq!(page.request_id(), Some("8a1b2c3d4e5f6789-AMS"));
}

#[tokio::test]
async fn setters_become_the_query() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path(crate::path()))
        .and(query_param("direction", "desc"))
        .and(query_param("page", "2"))
        .and(query_param("per_page", "50"))
        .respond_with(ok(&envelope(&json!([]), &json!({}))))
        .expect(1)
        .mount(&server)
        .await;
    let call = client(&server.uri())
        .list_tokens(ACCOUNT)
        .direction(Direction::Desc)
        .page(2)
        .per_page(50);
    call.send().await.expect("the mock answers");
    let requests = server
        .received_requests()
        .await
        .expect("requests are recorded");
    let agent = requests[0]
        .headers
        .get("user-agent")
        .and_then(|agent| agent.to_str().ok());
    assert_eq!(agent, Some("cloudflare-tokens/0.1.0"));
    assert_eq!(
        requests[0].url.query(),
        Some("direction=desc&page=2&per_page=50")
    );
}

/// Whatever other crates of the build have turned on.
#[tokio::test]
async fn a_default_client_asks_for_no_compression() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ok(&envelope(&json!([]), &json!({}))))
        .mount(&server)
        .await;
    let call = client(&server.uri()).list_tokens(ACCOUNT).send();
    call.await.expect("the mock answers");
    let requests = server
        .received_requests()
        .await
        .expect("requests are recorded");
    assert!(!requests[0].headers.contains_key("accept-encoding"));
}

#[tokio::test]
async fn bounds_are_checked_before_sending() {
    let server = MockServer::start().await;
    let client = client(&server.uri());
    let list = |account: &str| client.list_tokens(account);
    let short = "a".repeat(31);
    let long = "a".repeat(33);
    let refused = [
        (
            list(ACCOUNT).per_page(51),
            "`per_page` is 51, the maximum is 50",
        ),
        (
            list(ACCOUNT).per_page(4),
            "`per_page` is 4, the minimum is 5",
        ),
        (list(ACCOUNT).page(0), "`page` is 0, the minimum is 1"),
        (list(&short), "`account_id` has 31 characters"),
        (list(&long), "`account_id` has 33 characters"),
        (list(""), "`account_id`"),
    ];
    for (call, message) in refused {
        let error = call.send().await.expect_err(message);
        assert_eq!(error.kind(), ErrorKind::Request, "{message}");
        assert!(
            error.to_string().contains(message),
            "{error} does not say: {message}"
        );
    }
    for accepted in [5, 50] {
        let error = list(ACCOUNT)
            .per_page(accepted)
            .send()
            .await
            .expect_err("the server knows no path");
        assert_eq!(
            error.kind(),
            ErrorKind::Api,
            "{accepted} is within the bounds"
        );
    }
    assert_eq!(
        server.received_requests().await.map(|all| all.len()),
        Some(2)
    );
}

#[tokio::test]
async fn characters_are_counted_not_bytes() {
    let server = MockServer::start().await;
    let account = "é".repeat(32);
    let error = client(&server.uri())
        .list_tokens(&account)
        .send()
        .await
        .expect_err("the server knows no path");
    assert_eq!(error.kind(), ErrorKind::Api);
    let requests = server
        .received_requests()
        .await
        .expect("requests are recorded");
    assert_eq!(
        requests[0].url.path(),
        format!("/client/v4/accounts/{}/tokens", "%C3%A9".repeat(32))
    );
}

#[tokio::test]
async fn without_a_credential_nothing_is_sent() {
    let server = MockServer::start().await;
    let client = Client::builder()
        .base_url(server.uri())
        .build()
        .expect("a credential may come later");
    let error = client
        .list_tokens(ACCOUNT)
        .send()
        .await
        .expect_err("the operation needs a credential");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("api_token"), "{error}");
    assert_eq!(
        server.received_requests().await.map(|all| all.len()),
        Some(0)
    );
}

#[tokio::test]
async fn the_token_is_never_shown() {
    let server = MockServer::start().await;
    let builder = Client::builder().base_url(server.uri()).api_token(TOKEN);
    let mut shown = format!("{builder:?} {builder:#?}");
    let client = builder
        .build()
        .expect("a loopback URL and a token are enough");
    let call = client.list_tokens(ACCOUNT).page(1);
    shown += &format!("{client:?} {call:?} {:?}", call.clone().stream());
    let error = call.send().await.expect_err("the server knows no path");
    shown += &format!("{error} {error:?} {error:#?}");
    assert!(!shown.contains(TOKEN), "{shown}");
}

/// A transport that needs no crate beside the client's.
#[derive(Debug)]
struct Canned;

impl cloudflare_tokens::Transport for Canned {
    fn execute(
        &self,
        request: cloudflare_tokens::http::Request<cloudflare_tokens::bytes::Bytes>,
        _timeout: std::time::Duration,
    ) -> cloudflare_tokens::BoxFuture<
        'static,
        Result<
            cloudflare_tokens::http::Response<cloudflare_tokens::ResponseBody>,
            cloudflare_tokens::TransportError,
        >,
    > {
        assert_eq!(request.method(), cloudflare_tokens::http::Method::GET);
        let body: cloudflare_tokens::serde_json::Value = envelope(&json!([]), &json!({}));
        let response = cloudflare_tokens::http::Response::new(body.to_string().into());
        Box::pin(async { Ok(response) })
    }
}

#[tokio::test]
async fn a_transport_can_be_written_with_what_the_crate_exports() {
    let client = Client::builder()
        .api_token(TOKEN)
        .transport(Canned)
        .build()
        .expect("a transport and a token are enough");
    let page = client.list_tokens(ACCOUNT).send().await;
    assert!(page.expect("it answers").is_empty());
}
