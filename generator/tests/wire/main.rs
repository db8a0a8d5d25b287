//! The generated client over real loopback sockets: what it sends, what it keeps, how it fails.
//!
//! The example of the specification, the pagination rules and the fault matrix are judged here on `generated/` itself,
//! not on a stand-in.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod answers;
mod environment;
mod faults;
mod mock;
mod pages;
mod requests;
mod security;

use std::time::Duration;

use cloudflare_tokens::Client;
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

/// The example account of the document: 32 characters.
const ACCOUNT: &str = "023e105f4ecef8ad9ca31a8372d0c353";

const TOKEN: &str = "Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY";

/// A client for a server on this machine, impatient enough for tests of faults.
fn client(url: &str) -> Client {
    Client::builder()
        .base_url(format!("{url}/client/v4"))
        .api_token(TOKEN)
        .timeout(Duration::from_millis(700))
        .build()
        .expect("a loopback URL and a token are enough")
}

fn path() -> String {
    format!("/client/v4/accounts/{ACCOUNT}/tokens")
}

/// A success envelope around `result`.
fn envelope(result: &Value, result_info: &Value) -> Value {
    json!({
        "errors": [],
        "messages": [],
        "success": true,
        "result": result,
        "result_info": result_info,
    })
}

fn ok(body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(200)
        .set_body_json(body)
        .insert_header("cf-ray", "8a1b2c3d4e5f6789-AMS")
}

/// The example response of the document, as its author wrote it.
fn page_example() -> Value {
    let text = include_str!("../../../spec/list-tokens.yaml");
    let document: Value = serde_yaml::from_str(text).expect("the fragment is YAML");
    let media =
        "/paths/~1accounts~1{account_id}~1tokens/get/responses/200/content/application~1json";
    let media = document.pointer(media).expect("a JSON response");
    let examples = media
        .get("examples")
        .and_then(Value::as_object)
        .and_then(|all| all.values().next());
    let named = examples.and_then(|example| example.get("value"));
    named
        .or(media.get("example"))
        .expect("the response has an example")
        .clone()
}
