//! Credentials from the environment. Variables of a process that runs cannot be set safely, so the test runs itself.

use std::process::Command;

use cloudflare_tokens::mock::{Answer, Mock};
use cloudflare_tokens::{Client, ErrorKind};
use serde_json::json;

use super::{ACCOUNT, TOKEN, envelope};

const VARIABLE: &str = "CLOUDFLARE_API_TOKEN";

/// What the client of the environment sends for a token, or the kind of its error.
async fn sent() -> Result<String, ErrorKind> {
    let mock = Mock::new();
    let page = envelope(&json!([]), &json!({}));
    mock.on("account-api-tokens-list-tokens", Answer::json(&page));
    let client = Client::builder().transport(mock.clone()).from_env().build();
    let call = client.map_err(|error| error.kind())?.list_tokens(ACCOUNT);
    call.send().await.map_err(|error| error.kind())?;
    let sent = mock.requests();
    let header = &sent[0].headers()["authorization"];
    Ok(header.to_str().expect("text").to_owned())
}

/// Does nothing unless another test of this file runs it.
#[tokio::test]
async fn inside() {
    match std::env::var("EXPECTED") {
        Ok(expected) => assert_eq!(format!("{:?}", sent().await), expected),
        Err(_) => assert!(std::env::var_os(VARIABLE).is_none() || sent().await.is_ok()),
    }
}

#[test]
fn a_variable_is_taken_where_it_is_set() {
    let bearer = format!("Ok({:?})", format!("Bearer {TOKEN}"));
    for (value, expected) in [
        (Some(TOKEN), bearer.as_str()),
        (Some(""), "Err(Request)"),
        (None, "Err(Request)"),
        (Some("a\nb"), "Err(Configuration)"),
    ] {
        let mut command = Command::new(std::env::current_exe().expect("this test"));
        command.args(["--exact", "environment::inside"]);
        command.env("EXPECTED", expected).env_remove(VARIABLE);
        if let Some(value) = value {
            command.env(VARIABLE, value);
        }
        let output = command.output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{value:?}: {said}");
        assert!(said.contains("1 passed"), "{value:?}: {said}");
    }
}
