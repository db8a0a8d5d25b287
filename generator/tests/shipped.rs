//! The tests that crates are shipped with: they pass, and they fail when the crate does something else.
//!
//! Runs cargo offline with this workspace's lock file, as `compile.rs` does. `cargo xtask corpus --test` asks whole documents.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "shared/cargo.rs"]
mod cargo;

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use cargo::{builds, cargo, root};
use specwright::config::{Config, Operations};
use specwright::{Generated, generate};

/// Fixtures that together have what is hard to send or to keep; the last two have a configuration.
const FIXTURES: [&str; 13] = [
    "accept/bodies-choice",
    "accept/bodies-form",
    "accept/bodies-multipart-encoding",
    "accept/examples-of-answers",
    "accept/parameter-styles-of-paths",
    "accept/parameter-styles-of-queries",
    "accept/parameters-described-by-content",
    "accept/parameters-in-cookies",
    "accept/parameters-in-headers",
    "accept/security-alternatives",
    "accept/values-that-are-sent",
    "configured/formats-as-types",
    "configured/tags-shared",
];

fn crate_of(fixture: &str) -> (Config, Generated) {
    let fixtures = root().join("generator/tests/fixtures").join(fixture);
    let own = fixtures.join("codegen.toml");
    let config = if own.exists() {
        Config::from_file(&own).expect("a configuration in order")
    } else {
        let document = fixtures.with_extension("yaml");
        let name = "shipped-".to_owned() + fixture.trim_start_matches("accept/");
        let mut config = Config::for_document(document, Vec::new(), "unused".into(), name)
            .expect("a plain name");
        config.layout.operations = Operations::Flat;
        config
    };
    let crate_ = generate(&config).expect("it is accepted");
    (config, crate_)
}

/// What is in `tests/`, but for what is copied.
fn tests(crate_: &Generated) -> String {
    let mut text = String::new();
    let files = crate_.files.iter();
    let own = |path: &str| path.starts_with("tests/") && !path.starts_with("tests/support/");
    for (path, content) in files.filter(|(path, _)| own(path)) {
        let _ = write!(text, "==== {path}\n{content}");
    }
    text
}

#[test]
fn they_are_pinned() {
    for fixture in FIXTURES {
        insta::with_settings!({ snapshot_suffix => fixture.replace('/', "-"), omit_expression => true }, {
            insta::assert_snapshot!(tests(&crate_of(fixture).1));
        });
    }
}

#[test]
fn they_pass() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut members = String::new();
    for fixture in FIXTURES {
        let (_, crate_) = crate_of(fixture);
        let member = fixture.replace('/', "-");
        let written = crate_.files.apply(&folder.path().join(&member));
        written.expect("a new folder");
        let _ = write!(members, "{member:?}, ");
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n");
    std::fs::write(folder.path().join("Cargo.toml"), manifest).expect("a new file");
    let tags = ["--features", "fixture-tags-shared/full"];
    let arguments = [
        "test",
        "--workspace",
        "--tests",
        "--no-fail-fast",
        "--no-default-features",
    ];
    let said = cargo(folder.path(), &[arguments.as_slice(), &tags].concat());
    assert!(!said.contains("warning"), "{said}");
}

/// A parameter that is dropped, a segment that is not encoded, an optional field of another name: each of them is noticed.
#[test]
fn they_notice() {
    let faults = [
        (
            "accept/query-many-required",
            "src/operations.rs",
            "request.query(\"a\", a, Request::UNCHECKED);",
            "let _ = a;",
        ),
        (
            "accept/path-parameters",
            "src/runtime/encode.rs",
            ".remove(b'~');",
            ".remove(b'~').remove(b'/').remove(b' ');",
        ),
        (
            "accept/parameter-styles-of-paths",
            "src/models/codec.rs",
            "\"y\"",
            "\"z\"",
        ),
    ];
    for (fixture, file, right, wrong) in faults {
        let (_, crate_) = crate_of(fixture);
        let folder = tempfile::tempdir().expect("a temporary folder");
        crate_.files.apply(folder.path()).expect("a new folder");
        break_in(&folder.path().join(file), right, wrong);
        assert!(!passes(folder.path()), "{wrong} is not noticed");
    }
}

fn break_in(file: &Path, right: &str, wrong: &str) {
    let text = std::fs::read_to_string(file).expect("a file of the crate");
    assert!(text.contains(right), "{} has no {right}", file.display());
    std::fs::write(file, text.replace(right, wrong)).expect("the file can be written");
}

fn passes(folder: &Path) -> bool {
    std::fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    let build = |run: bool| {
        let run: &[&str] = if run { &[] } else { &["--no-run"] };
        let output = Command::new(env!("CARGO"))
            .args(["test", "--tests", "--no-default-features", "--offline"])
            .args(run)
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", builds())
            .env("CARGO_INCREMENTAL", "0")
            .output();
        output.expect("cargo can be started").status.success()
    };
    assert!(build(false), "the broken crate does not even compile");
    build(true)
}
