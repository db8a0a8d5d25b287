//! Secrets in models are not shown by `Debug`, and stand in JSON as before: asked of a compiled crate.
//!
//! Runs cargo offline with this workspace's lock file, as `compile.rs` does.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "shared/cargo.rs"]
mod cargo;

use std::fs;
use std::process::Command;

use cargo::{builds, cargo, root};
use specwright::config::{Config, Operations};

const NAME: &str = "fixture-secrets-shown";

/// All text that is to be hidden has this in it; numbers are made of eights.
const SECRET: &str = "s3cret";

/// Shows an account in both forms of `Debug`, an empty one, and the first as JSON.
const PROGRAM: &str = r#"
use fixture_secrets_shown::{models::Account, serde_json};

fn main() {
    let [full, empty] = [include_str!("full.json"), include_str!("empty.json")];
    let full: Account = serde_json::from_str(full).expect("an account");
    let empty: Account = serde_json::from_str(empty).expect("an account");
    println!("{full:?}\n{empty:?}");
    println!("{}", serde_json::to_string(&full).expect("JSON"));
    println!("{full:#?}");
}
"#;

const FULL: &str = r#"{"name":"n","password":"s3cret-1","recovery":"s3cret-2","pin":8888,"token":"s3cret-3","not_a_secret":"shown","replaced":null,"by_reference":"s3cret-4","by_reference_to_a_reference":"s3cret-5","beside_a_reference":"s3cret-6","one_of_two":"s3cret-7","former":["s3cret-8"],"by_system":{"s":"s3cret-9"},"keys":[{"name":"k","other":"s3cret-10"}],"type":"s3cret-11","parent":{"name":"p","password":"s3cret-12","recovery":null},"owner":{"name":"s3cret-13"}}"#;

const EMPTY: &str = r#"{"name":"n","password":"s3cret","recovery":null}"#;

/// As it would be derived, but for the secrets.
const FULL_SHOWN: &str = r#"Account { name: "n", password: .., recovery: Some(..), pin: Some(..), token: Some(..), not_a_secret: Some("shown"), replaced: Null, by_reference: Some(..), by_reference_to_a_reference: Some(..), beside_a_reference: Some(..), one_of_two: Some(..), former: Some(..), by_system: Some(..), keys: Some([Key { name: Some("k"), additional: .. }]), type: Some(..), parent: Some(Account { name: "p", password: .., recovery: None, pin: None, token: None, not_a_secret: None, replaced: Absent, by_reference: None, by_reference_to_a_reference: None, beside_a_reference: None, one_of_two: None, former: None, by_system: None, keys: None, type: None, parent: None, owner: None }), owner: Some(..) }"#;

#[test]
fn debug_shows_no_secret_and_json_all_of_them() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let document = root().join("generator/tests/fixtures/accept/secrets.yaml");
    let output = folder.path().to_owned();
    let config = Config::for_document(document, Vec::new(), output, NAME.to_owned());
    let mut config = config.expect("in order");
    config.layout.operations = Operations::Flat;
    let crate_ = specwright::generate(&config).unwrap_or_else(|_| panic!("it is accepted"));
    crate_.files.apply(&config.output).expect("a new folder");
    let place = folder.path().join("src/bin/shown");
    fs::create_dir_all(&place).expect("a new folder");
    for (file, text) in [
        ("main.rs", PROGRAM),
        ("full.json", FULL),
        ("empty.json", EMPTY),
    ] {
        fs::write(place.join(file), text).expect("a new file");
    }
    cargo(folder.path(), &["build", "--bin", "shown"]);
    let output = Command::new(builds().join("debug/shown"))
        .output()
        .expect("the program can be started");
    let text = String::from_utf8(output.stdout).expect("a text");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some(FULL_SHOWN));
    let empty = lines.next().expect("the empty one");
    assert!(
        empty.starts_with("Account { name: \"n\", password: .., recovery: None, pin: None,"),
        "{empty}"
    );
    assert_eq!(lines.next(), Some(FULL));
    let pretty: Vec<&str> = lines.collect();
    assert!(pretty.contains(&"    password: ..,"), "{pretty:?}");
    for shown in pretty.into_iter().chain([empty]) {
        assert!(
            !shown.contains(SECRET) && !shown.contains("8888"),
            "{shown}"
        );
    }
}
