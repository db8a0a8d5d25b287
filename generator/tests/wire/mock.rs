//! How a user of the crate tests without a socket: typed answers, by operation.

use cloudflare_tokens::mock::{Answer, Mock};
use cloudflare_tokens::{Client, models};
use serde_json::json;

use super::{ACCOUNT, TOKEN, envelope};

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
