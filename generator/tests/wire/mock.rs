//! How a user of the crate tests without a socket: typed answers, by operation.

use cloudflare_tokens::mock::{Answer, Mock};
use cloudflare_tokens::operations::ListTokens;
use cloudflare_tokens::{Client, models};
use serde_json::json;

use super::{ACCOUNT, TOKEN, envelope, page_example};

#[tokio::test]
async fn a_users_test_needs_no_socket() {
    let token: models::Token =
        serde_json::from_value(json!({"id": "a", "name": "mine"})).expect("a token");
    let page = envelope(
        &json!([token]),
        &json!({"page": 1, "total_count": 1, "per_page": 20}),
    );
    let mock = Mock::new();
    mock.on("account-api-tokens-list-tokens", Answer::json(&page));
    let client = Client::builder().api_token(TOKEN).transport(mock.clone());
    let client = client.build().expect("a client");
    let mut tokens = client.list_tokens(ACCOUNT).per_page(20).stream();
    let mut met = Vec::new();
    while let Some(token) = tokens.try_next().await.expect("an answer") {
        met.push(token);
    }
    assert_eq!(met, [token]);
    let [sent] = mock.requests().try_into().expect("one request");
    assert_eq!(sent.uri().query(), Some("per_page=20"));
}

#[tokio::test]
async fn a_documented_failure_is_read_by_its_constant() {
    let body = json!({
        "success": false,
        "errors": [{"code": 9109, "message": "Unauthorized"}],
        "messages": [],
        "result": null,
    });
    let mock = Mock::new().on(
        "account-api-tokens-list-tokens",
        Answer::json(&body).status(403),
    );
    mock.on(
        "account-api-tokens-list-tokens",
        Answer::json(&body).status(500),
    );
    let client = Client::builder().api_token(TOKEN).transport(mock);
    let client = client.build().expect("a client");
    let failed = || async { client.list_tokens(ACCOUNT).send().await };
    let refused = failed().await.expect_err("a refusal");
    let read = refused.failure(ListTokens::FAILURE_4XX);
    let failure: models::FailureBody = read.expect("a documented failure").expect("its body");
    assert_eq!(failure.errors[0].code, 9109);
    assert_eq!(serde_json::to_value(failure).expect("JSON"), body);
    let broken = failed().await.expect_err("a fault");
    assert!(broken.failure(ListTokens::FAILURE_4XX).is_none());
    let read = broken.body_as::<models::FailureBody>();
    assert!(read.is_some_and(|body| body.is_ok()));
}

#[tokio::test]
async fn every_operation_answers_with_its_example() {
    let mock = Mock::with_examples();
    let client = Client::builder().api_token(TOKEN).transport(mock.clone());
    let client = client.build().expect("a client");
    let page = client.list_tokens(ACCOUNT).send().await.expect("a page");
    let encoded = serde_json::to_value(page.body()).expect("JSON");
    assert_eq!(encoded, page_example());
    let whole = client.list_tokens(ACCOUNT).send_with_meta().await;
    let whole = whole.expect("a page");
    assert_eq!(whole.status(), 200);
    assert_eq!(whole.headers()["content-type"], "application/json");
    assert_eq!(mock.requests().len(), 2);
}

/// Its example says that there are 2000, and has one.
#[tokio::test]
async fn a_list_of_examples_has_an_end() {
    let mock = Mock::with_examples();
    let client = Client::builder().api_token(TOKEN).transport(mock.clone());
    let client = client.build().expect("a client");
    let tokens = client.list_tokens(ACCOUNT).stream().collect_up_to(99).await;
    let encoded = serde_json::to_value(tokens.expect("an end")).expect("JSON");
    assert_eq!(encoded, page_example()["result"]);
    assert_eq!(mock.requests().len(), 2);
}
