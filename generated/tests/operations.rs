//! What each call sends, and how the answers that the API's document shows are read.
//!
//! Nothing is sent anywhere: `support::Recorder` keeps the request. What it is compared with does not come from the code under
//! test, but from the document, by the rules of OpenAPI.

#![allow(
    dead_code,
    deprecated,
    non_snake_case,
    unused_imports,
    clippy::all,
    clippy::pedantic,
    reason = "values and names are the document's own"
)]

mod support;

use cloudflare_tokens::{Client, RawResponse, Sending, models};
use support::{Recorder, answers};

/// Sends a call with a client that has all credentials, and compares what goes out.
fn sends(call: impl FnOnce(&Client) -> Sending<RawResponse>, message: &str) {
    let recorder = Recorder::default();
    let client = Client::builder()
        .api_token("secret")
        .transport(recorder.clone())
        .build()
        .expect("a client in order");
    recorder.check(call(&client), message);
}

#[test]
fn list_tokens_sends() {
    sends(
        |client| {
            client
                .list_tokens("023e105f4ecef8ad9ca31a8372d0c353")
                .direction(models::Direction::Desc)
                .page(7)
                .per_page(7)
                .send_raw()
        },
        r"GET https://api.cloudflare.com/client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/tokens?direction=desc&page=7&per_page=7
accept: application/json
authorization: Bearer secret",
    );
}

#[test]
fn list_tokens_answers() {
    // 200
    answers::<models::ListTokensResponse>(
        r#"{
  "errors": [
    {
      "code": 1000,
      "message": "message",
      "documentation_url": "documentation_url",
      "source": {
        "pointer": "pointer"
      }
    }
  ],
  "messages": [
    {
      "code": 1000,
      "message": "message",
      "documentation_url": "documentation_url",
      "source": {
        "pointer": "pointer"
      }
    }
  ],
  "success": true,
  "result": [
    {
      "id": "ed17574386854bf78a67040be0a770b0",
      "condition": {
        "request_ip": {
          "in": [
            "123.123.123.0/24",
            "2606:4700::/32"
          ],
          "not_in": [
            "123.123.123.100/24",
            "2606:4700:4700::/48"
          ]
        }
      },
      "expires_on": "2020-01-01T00:00:00Z",
      "issued_on": "2018-07-01T05:20:00Z",
      "last_used_on": "2020-01-02T12:34:00Z",
      "modified_on": "2018-07-02T05:20:00Z",
      "name": "readonly token",
      "not_before": "2018-07-01T05:20:00Z",
      "policies": [
        {
          "id": "f267e341f3dd4697bd3b9f71dd96247f",
          "effect": "allow",
          "permission_groups": [
            {
              "id": "c8fed203ed3043cba015a93ad1616f1f",
              "meta": {
                "key": "key",
                "value": "value"
              },
              "name": "Zone Read"
            },
            {
              "id": "82e64a83756745bbbb1c9c2701bf816b",
              "meta": {
                "key": "key",
                "value": "value"
              },
              "name": "Magic Network Monitoring"
            }
          ],
          "resources": {
            "foo": "string"
          }
        }
      ],
      "status": "active"
    }
  ],
  "result_info": {
    "count": 1,
    "page": 1,
    "per_page": 20,
    "total_count": 2000
  }
}"#,
        &[],
    );
}

