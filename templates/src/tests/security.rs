//! Which credentials are sent, and what is said when they are missing.

use super::memory::Memory;
use super::scan;
use crate::ErrorKind;
use crate::runtime::credential::Credential;
use crate::runtime::credentials::Credentials;

/// What each alternative would send, with credentials of those names.
fn choose(have: &[&'static str], alternatives: &[&[&str]]) -> Result<Vec<String>, String> {
    let given: Vec<_> = have
        .iter()
        .map(|method| {
            let credential = Credential::query(method, format!("of-{method}"));
            (*method, credential)
        })
        .collect();
    let credentials = Credentials::prepare(&given).unwrap();
    let chosen = credentials.choose(alternatives)?;
    Ok(chosen.query().map(|(_, pair)| pair.to_owned()).collect())
}

#[test]
fn the_first_alternative_that_is_complete_is_used() {
    let alternatives: &[&[&str]] = &[&["a", "b"], &["c"], &["a"]];
    assert_eq!(
        choose(&["a", "b", "c"], alternatives).unwrap(),
        ["a=of-a", "b=of-b"]
    );
    assert_eq!(choose(&["a", "c"], alternatives).unwrap(), ["c=of-c"]);
    assert_eq!(choose(&["a"], alternatives).unwrap(), ["a=of-a"]);
}

#[test]
fn no_credential_may_be_needed() {
    assert_eq!(choose(&["a"], &[]).unwrap(), [""; 0]);
    assert_eq!(choose(&["a"], &[&[]]).unwrap(), [""; 0]);
    assert_eq!(choose(&[], &[&["a"], &[]]).unwrap(), [""; 0]);
    assert_eq!(choose(&["a"], &[&["a"], &[]]).unwrap(), ["a=of-a"]);
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

/// Two schemes that share a place: one value for both, or the next alternative.
#[test]
fn a_place_has_one_value() {
    let prepare = |second: &str| {
        let first = Credential::bearer("s3cret".into());
        let second = Credential::header("Authorization", second.to_owned());
        let third = Credential::query("key", "k".to_owned());
        Credentials::prepare(&[("a", first), ("b", second), ("c", third)]).unwrap()
    };
    let both: &[&[&str]] = &[&["a", "b"]];
    let alike = prepare("Bearer s3cret");
    let mut headers = http::HeaderMap::new();
    let chosen = alike.choose(both).map_err(|_| ()).unwrap();
    chosen.put_headers(&mut headers).unwrap();
    assert_eq!(headers["authorization"], "Bearer s3cret");
    let apart = prepare("Bearer s3cret-too");
    let Err(message) = apart.choose(both) else {
        panic!("one of two values would be lost")
    };
    assert!(
        message.contains("`ClientBuilder::a` and `ClientBuilder::b`"),
        "{message}"
    );
    assert!(!message.contains("s3cret"), "{message}");
    let next = apart.choose(&[&["a", "b"], &["c"]]).map_err(|_| ());
    assert_eq!(next.unwrap().query().count(), 1);
}

#[tokio::test]
async fn a_call_without_its_credential_is_not_sent() {
    let memory = Memory::always(200, "{}");
    let client = scan::builder().transport(memory.clone()).build().unwrap();
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
