//! What an answer may hold, and what is kept of it.

use cloudflare_tokens::models::{
    ListTokensResponse, TokenPolicyEffect, TokenPolicyResources, TokenStatus,
};
use serde_json::{Value, json};
use wiremock::matchers::{body_json, header, method, path as path_matcher};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::{ACCOUNT, TOKEN, client, envelope, ok, page_example, path};

/// The body that the client makes of `answer`.
async fn received(answer: &Value) -> ListTokensResponse {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ok(answer))
        .mount(&server)
        .await;
    client(&server.uri())
        .list_tokens(ACCOUNT)
        .send()
        .await
        .expect("the answer is in order")
        .into_body()
}

fn encoded(body: &ListTokensResponse) -> Value {
    serde_json::to_value(body).expect("models can be written")
}

#[tokio::test]
async fn page_example_round_trips() {
    let example = page_example();
    let body = received(&example).await;
    assert_eq!(encoded(&body), example);
    let token = &body.result.as_deref().expect("the example has a result")[0];
    assert_eq!(token.status, Some(TokenStatus::Active));
    assert_eq!(token.expires_on, "2020-01-01T00:00:00Z".parse().ok());
    let policy = &token.policies.as_deref().expect("the example has policies")[0];
    assert_eq!(policy.effect, TokenPolicyEffect::Allow);
    assert!(
        matches!(&policy.resources, TokenPolicyResources::Simple(map) if map["foo"] == "string")
    );
}

fn token(change: impl FnOnce(&mut Value)) -> Value {
    let mut example = page_example();
    change(&mut example["result"][0]);
    example
}

#[tokio::test]
async fn unknown_and_missing_survive() {
    let unknown_status = token(|token| token["status"] = json!("suspended"));
    assert_eq!(encoded(&received(&unknown_status).await), unknown_status);

    let unknown_effect = token(|token| token["policies"][0]["effect"] = json!("audit"));
    assert_eq!(encoded(&received(&unknown_effect).await), unknown_effect);

    let unknown_field = token(|token| token["colour"] = json!({"deep": [1, null]}));
    assert_eq!(encoded(&received(&unknown_field).await), page_example());

    let missing = envelope(&json!([{}]), &json!({}));
    assert_eq!(encoded(&received(&missing).await), missing);

    let null = token(|token| token["condition"] = Value::Null);
    let body = received(&null).await;
    assert_eq!(
        body.result
            .as_deref()
            .map(|tokens| tokens[0].condition.is_none()),
        Some(true)
    );

    let bare = json!({"errors": [], "messages": [], "success": true});
    assert_eq!(encoded(&received(&bare).await), bare);
}

#[tokio::test]
async fn resources_are_told_apart_by_what_they_hold() {
    let resources = |value: Value| token(|token| token["policies"][0]["resources"] = value);
    let simple = json!({"com.cloudflare.api.account.zone.*": "*"});
    let nested =
        json!({"com.cloudflare.api.account.eb78": {"com.cloudflare.api.account.zone.*": "*"}});
    let mixed = json!({"a": "*", "b": {"c": "*"}});
    for value in [
        simple,
        nested,
        mixed,
        json!({}),
        json!([1, "two"]),
        json!("all"),
    ] {
        let answer = resources(value.clone());
        let body = received(&answer).await;
        let policy = body
            .result
            .as_deref()
            .and_then(|tokens| tokens[0].policies.as_deref());
        let held = policy
            .map(|policies| &policies[0].resources)
            .expect("there is a policy");
        match held {
            TokenPolicyResources::Simple(map) => assert!(map.values().all(|text| text == "*")),
            TokenPolicyResources::Nested(map) => assert_eq!(map.len(), 1),
            TokenPolicyResources::Unknown(unknown) => assert_eq!(unknown.value(), &value),
            other => panic!("{other:?}"),
        }
        assert_eq!(encoded(&body), answer);
    }
}

#[tokio::test]
async fn whole_numbers_may_be_written_as_floats() {
    let mut answer = page_example();
    answer["result_info"] =
        json!({"count": 1.0, "page": 1.0, "per_page": 2e1, "total_count": 2000.0});
    let body = received(&answer).await;
    let info = body.result_info.expect("there is a result_info");
    assert_eq!(
        (info.count, info.page, info.per_page, info.total_count),
        (Some(1), Some(1), Some(20), Some(2000))
    );
}

#[tokio::test]
async fn the_whole_answer_comes_with_its_meta() {
    let server = MockServer::start().await;
    let example = page_example();
    Mock::given(method("GET"))
        .respond_with(ok(&example).insert_header("x-left", "7"))
        .mount(&server)
        .await;
    let call = client(&server.uri()).list_tokens(ACCOUNT);
    let response = call
        .clone()
        .send_with_meta()
        .await
        .expect("the answer is in order");
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["x-left"], "7");
    assert_eq!(response.request_id(), Some("8a1b2c3d4e5f6789-AMS"));
    assert!(!response.value().messages.is_empty());
    assert_eq!(encoded(&response.into_value()), example);

    server.reset().await;
    let refused =
        json!({"success": false, "errors": [{"code": 7, "message": "no"}], "messages": []});
    Mock::given(method("GET"))
        .respond_with(ok(&refused))
        .mount(&server)
        .await;
    let error = call.send_with_meta().await.expect_err("it says failure");
    assert_eq!(error.kind(), cloudflare_tokens::ErrorKind::Api);
}

#[tokio::test]
async fn an_answer_as_it_comes_and_a_call_by_hand() {
    let server = MockServer::start().await;
    let refused = ResponseTemplate::new(403).set_body_string("<html>");
    Mock::given(method("GET"))
        .and(path_matcher(path()))
        .respond_with(refused)
        .mount(&server)
        .await;
    let created = ResponseTemplate::new(201).set_body_json(json!({"id": "a"}));
    Mock::given(method("PUT"))
        .and(path_matcher("/client/v4/user/tokens/a"))
        .and(header("authorization", format!("Bearer {TOKEN}")))
        .and(body_json(json!({"name": "b"})))
        .respond_with(created)
        .mount(&server)
        .await;
    let client = client(&server.uri());
    let raw = client.list_tokens(ACCOUNT).send_raw().await;
    let raw = raw.expect("a status is no error");
    assert_eq!((raw.status().as_u16(), raw.attempts()), (403, 1));
    assert_eq!(raw.bytes(99).await.expect("a body"), "<html>");
    let call = client.request(cloudflare_tokens::http::Method::PUT, "/user/tokens/a");
    let call = call.json(&json!({"name": "b"}));
    let answer: serde_json::Value = call.send().await.expect("it is created");
    assert_eq!(answer["id"], "a");
}
