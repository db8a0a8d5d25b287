//! The ways to send a request, and what comes back.

use http::StatusCode;

use super::memory::{Memory, answer, json};
use super::sample::models::{CreateTokenBody, CreateTokenResponse, TokenStatus, Zone};
use crate::runtime::envelope::Envelope;
use crate::{ErrorKind, Response};

#[tokio::test]
async fn a_plain_answer() {
    let memory = Memory::always(200, r#"{"name":"example","more":[1]}"#);
    let zone = memory.client().get_zone("z").send().await.unwrap();
    assert_eq!(zone.name, "example");
    let sent = memory.sent();
    assert_eq!(sent[0].method(), "GET");
    assert!(sent[0].body().is_empty());
    assert!(!sent[0].headers().contains_key("content-type"));
}

#[tokio::test]
async fn only_what_is_read_must_be_utf_8() {
    let memory = Memory::new(|_, count| {
        let body: &[u8] = match count {
            0 => b"{\"name\":\"example\",\"more\":\"\xff\"}",
            1 => b"{\"name\":\"\xff\"}",
            _ => b"{\"name\":\"example\",\"more\":\"\xff\"}}",
        };
        Ok(http::Response::new(body.to_vec().into()))
    });
    let call = || memory.client().get_zone("z").send();
    assert_eq!(call().await.unwrap().name, "example");
    for (path, column) in [(Some("name"), 10), (None, 30)] {
        let error = call().await.err().unwrap();
        assert_eq!((error.kind(), error.json_path()), (ErrorKind::Decode, path));
        assert_eq!(error.column(), Some(column));
    }
}

#[tokio::test]
async fn an_answer_with_status_and_headers() {
    let memory = Memory::always(201, r#"{"name":"example"}"#);
    let request = memory.client().get_zone("z").request;
    let response: Response<Zone> = request.send_with_meta().await.unwrap();
    assert_eq!(response.status(), StatusCode::CREATED);
    assert_eq!(response.request_id(), Some("call-7"));
    assert_eq!(response.headers().len(), 1);
    assert_eq!(response.value().name, "example");
    assert_eq!(response.into_value().name, "example");
}

#[tokio::test]
async fn an_envelope_with_status_and_headers() {
    let memory = Memory::new(|_, count| match count {
        0 => answer(200, r#"{"success":true,"result":{"id":"a","policies":[]}}"#),
        1 => answer(200, r#"{"success":false,"result":null}"#),
        _ => answer(204, ""),
    });
    let request = memory.client().get_zone("z").request;
    let sent = request.clone();
    let whole: Response<CreateTokenResponse> = sent.send_enveloped_with_meta().await.unwrap();
    assert_eq!(whole.request_id(), Some("call-7"));
    assert_eq!(whole.into_value().into_content().id, "a");
    let refused = request
        .clone()
        .send_enveloped_with_meta::<CreateTokenResponse>();
    assert_eq!(refused.await.unwrap_err().kind(), ErrorKind::Api);
    let empty = request.send_empty_with_meta().await.unwrap();
    assert_eq!(empty.status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_body_names_its_own_media_type() {
    let memory = Memory::always(200, r#"{"name":"example"}"#);
    let mut request = memory.client().get_zone("z").request;
    request.json_as(
        "application/merge-patch+json",
        &serde_json::json!({"name": null}),
    );
    let _: Zone = request.send().await.unwrap();
    let sent = memory.sent();
    assert_eq!(
        sent[0].headers()["content-type"],
        "application/merge-patch+json"
    );
    assert_eq!(sent[0].body(), &r#"{"name":null}"#);

    let mut hostile = memory.client().get_zone("z").request;
    hostile.json_as("application/json\r\nx: y", &());
    let error = hostile.send::<Zone>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
}

#[tokio::test]
async fn an_answer_without_a_body() {
    let memory = Memory::new(|_, count| match count {
        0 => answer(204, ""),
        1 => answer(200, "<html>"),
        _ => answer(200, r#"{"success":false,"errors":[{"code":7}]}"#),
    });
    let request = memory.client().get_zone("z").request;
    request.clone().send_empty().await.unwrap();
    request.clone().send_empty().await.unwrap();
    let error = request.send_empty().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.errors()[0].code(), Some(7));
}

#[tokio::test]
async fn a_body_is_sent_and_the_envelope_opened() {
    let token = r#"{"success":true,"result":{"id":"t","status":"odd","policies":[1.0]}}"#;
    let memory = Memory::always(200, token);
    let body = CreateTokenBody {
        name: "mine".to_owned(),
        broken: false,
    };
    let token = memory
        .client()
        .create_token("a", &body)
        .send()
        .await
        .unwrap();
    assert_eq!(token.id, "t");
    assert_eq!(token.policies, [1]);
    assert!(matches!(token.status, Some(TokenStatus::Unknown(odd)) if odd.as_str() == "odd"));
    let sent = memory.sent();
    assert_eq!(sent[0].method(), "POST");
    assert_eq!(sent[0].body(), r#"{"name":"mine"}"#);
    assert_eq!(sent[0].headers()["content-type"], "application/json");
}

#[tokio::test]
async fn a_page_and_what_is_on_it() {
    let memory = Memory::new(|_, _| {
        json(&serde_json::json!({
            "success": true,
            "result": [{"id": "a", "policies": []}, {"id": "b", "policies": []}],
        }))
    });
    let page = memory.client().list_tokens("a").send().await.unwrap();
    assert_eq!(page.len(), 2);
    assert!(!page.is_empty());
    assert_eq!(page.status(), StatusCode::OK);
    assert_eq!(page.request_id(), Some("call-7"));
    assert_eq!(page.headers().len(), 1);
    let borrowed: Vec<_> = (&page).into_iter().map(|token| token.id.as_str()).collect();
    assert_eq!(borrowed, ["a", "b"]);
    let own: Vec<_> = page.clone().into_iter().map(|token| token.id).collect();
    assert_eq!(own, ["a", "b"]);
    assert_eq!(page.clone().into_items(), page.items());
    assert_eq!(crate::Paged::items(page.body()).len(), 2);
    assert_eq!(crate::Paged::into_items(page.into_body()).len(), 2);
}
