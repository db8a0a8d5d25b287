//! Bodies of failures, read as what the document says of them.

use std::error::Error as StdError;

use serde_json::{Value, json};

use super::memory::Memory;
use super::sample::LIST_TOKENS;
use super::sample::models::Zone;
use crate::runtime::operation::Operation;
use crate::{Error, ErrorKind, Failure};

static OTHER: Operation = Operation {
    id: "other",
    method: http::Method::GET,
    path: "/",
    accept: "application/json",
    base_url: None,
    security: &[],
};

const NOT_FOUND: Failure<Zone> = Failure::new(&LIST_TOKENS, "404");
const CLIENT: Failure<Zone> = Failure::new(&LIST_TOKENS, "4XX").after(&["404"]);
const OTHERWISE: Failure<Zone> = Failure::new(&LIST_TOKENS, "default").after(&["404", "4XX"]);

const ZONE: &str = r#"{"name":"a"}"#;

async fn failed(status: u16, body: &'static str) -> Error {
    let client = Memory::always(status, body).client();
    client.list_tokens("a").send().await.unwrap_err()
}

#[tokio::test]
async fn a_failure_is_read_by_its_status() {
    let all = [NOT_FOUND, CLIENT, OTHERWISE];
    for (status, expected) in [
        (404, Some("404")),
        (400, Some("4XX")),
        (429, Some("4XX")),
        (500, Some("default")),
        (302, Some("default")),
        // Its envelope says failure.
        (200, None),
    ] {
        let body = if status == 200 {
            r#"{"success":false,"name":"a"}"#
        } else {
            ZONE
        };
        let error = failed(status, body).await;
        assert_eq!(error.kind(), ErrorKind::Api);
        let met = all.iter().filter(|failure| failure.is(&error));
        let met: Vec<&str> = met.map(Failure::status).collect();
        assert_eq!(met, Vec::from_iter(expected), "{status}");
        let read = all.iter().filter_map(|failure| error.failure(*failure));
        let names: Vec<String> = read.map(|zone| zone.unwrap().name).collect();
        assert_eq!(names.len(), met.len(), "{status}");
        assert!(names.iter().all(|name| name == "a"));
    }
}

#[tokio::test]
async fn a_failure_is_that_of_its_operation_alone() {
    let elsewhere: Failure<Zone> = Failure::new(&OTHER, "404");
    let error = failed(404, ZONE).await;
    assert!(error.failure(elsewhere).is_none());
    assert!(error.failure(NOT_FOUND).is_some());
    let undecodable = failed(200, "[]").await;
    assert_eq!(undecodable.kind(), ErrorKind::Decode);
    assert!(!OTHERWISE.is(&undecodable));
    let shown = format!("{NOT_FOUND:?}");
    assert!(
        shown.contains("list-tokens") && shown.contains("404"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_body_is_read_as_any_type() {
    let error = failed(500, r#"{"code":"s3cret","name":7}"#).await;
    let value: Value = error.body_as().unwrap().unwrap();
    assert_eq!(value, json!({"code": "s3cret", "name": 7}));
    let refused = error.body_as::<Zone>().unwrap().unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Decode);
    assert_eq!(refused.json_path(), Some("name"));
    assert_eq!((refused.line(), refused.column()), (Some(1), Some(25)));
    assert_eq!(refused.operation(), Some("list-tokens"));
    assert_eq!(refused.status(), error.status());
    assert_eq!(refused.attempts(), error.attempts());
    assert_eq!(refused.body(), error.body());
    assert_eq!(
        refused.to_string(),
        "list-tokens: the body of the failure can't be decoded at `name`"
    );
    let cause = refused.source().unwrap().to_string();
    assert!(!cause.contains("s3cret"), "{cause}");

    assert!(failed(500, "").await.body_as::<Value>().is_none());
    let page = failed(502, "<html>").await.body_as::<Value>().unwrap();
    assert_eq!(page.unwrap_err().json_path(), None);
}
