//! Which credentials are sent, and what is said when they are missing.

use super::memory::Memory;
use crate::runtime::credential::{Credential, Credentials};
use crate::{Client, ErrorKind};

fn credentials(schemes: &[&'static str]) -> Credentials {
    let given: Vec<_> = schemes
        .iter()
        .map(|scheme| (*scheme, Credential::bearer(format!("of-{scheme}"))))
        .collect();
    Credentials::prepare(&given).unwrap()
}

fn choose(have: &[&'static str], alternatives: &[&[&str]]) -> Result<Vec<String>, String> {
    let credentials = credentials(have);
    let headers = credentials.choose(alternatives)?;
    Ok(headers
        .iter()
        .map(|(_, value)| value.to_str().unwrap().to_owned())
        .collect())
}

#[test]
fn the_first_alternative_that_is_complete_is_used() {
    let alternatives: &[&[&str]] = &[&["a", "b"], &["c"], &["a"]];
    assert_eq!(
        choose(&["a", "b", "c"], alternatives).unwrap(),
        ["Bearer of-a", "Bearer of-b"]
    );
    assert_eq!(choose(&["a", "c"], alternatives).unwrap(), ["Bearer of-c"]);
    assert_eq!(choose(&["a"], alternatives).unwrap(), ["Bearer of-a"]);
}

#[test]
fn no_credential_may_be_needed() {
    assert_eq!(choose(&["a"], &[]).unwrap(), [""; 0]);
    assert_eq!(choose(&["a"], &[&[]]).unwrap(), [""; 0]);
    assert_eq!(choose(&[], &[&["a"], &[]]).unwrap(), [""; 0]);
    assert_eq!(choose(&["a"], &[&["a"], &[]]).unwrap(), ["Bearer of-a"]);
}

#[test]
fn a_missing_credential_is_named() {
    let message = choose(&["a"], &[&["a", "b"], &["c"]]).unwrap_err();
    assert!(
        message.ends_with(
            "set it with `ClientBuilder::a` and `ClientBuilder::b`, or with `ClientBuilder::c`"
        ),
        "{message}"
    );
}

#[tokio::test]
async fn a_call_without_its_credential_is_not_sent() {
    let memory = Memory::always(200, "{}");
    let client = Client::builder().transport(memory.clone()).build().unwrap();
    let error = client.list_tokens("a").send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(
        error.to_string().contains("`ClientBuilder::api_token`"),
        "{error}"
    );
    assert!(memory.sent().is_empty());
}

#[tokio::test]
async fn the_last_credential_counts() {
    let memory = Memory::always(200, r#"{"success":true}"#);
    let client = memory.builder().api_token("second").build().unwrap();
    client.list_tokens("a").send().await.unwrap();
    assert_eq!(memory.sent()[0].headers()["authorization"], "Bearer second");
}

#[test]
fn tokens_that_no_header_can_carry_are_refused_and_not_shown() {
    for token in ["", "s3cret\n", "s3cret token", "s3crét", "s3cret\0"] {
        let builder = Memory::always(200, "{}").builder().api_token(token);
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("`api_token`"), "{shown}");
        assert!(!shown.contains("s3cr"), "{shown}");
    }
}
