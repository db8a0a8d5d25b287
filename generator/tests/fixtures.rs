//! One fixture for each hazard: what is accepted is pinned whole, what is rejected by its message.
//!
//! The first line of a fixture says why it exists. `cargo insta review` shows what a change does to the output.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fmt::Write as _;
use std::path::Path;

use specwright::config::{Config, Operations};
use specwright::diagnostics::Diagnostics;
use specwright::report::{Style, render};
use specwright::{Generated, generate};

/// The files that differ from document to document, but for front page and manifest.
const PINNED: [&str; 5] = [
    "src/service.rs",
    "src/client.rs",
    "src/models.rs",
    "src/models/codec.rs",
    "src/operations.rs",
];

fn generated(path: &Path) -> Result<Generated, Diagnostics> {
    let output = "unused".into();
    let mut config =
        Config::for_document(path.to_owned(), Vec::new(), output, "fixture".to_owned())?;
    config.layout.operations = Operations::Flat;
    generate(&config)
}

/// The messages with the folder of the fixtures taken out, so that they are the same on every machine. Each by itself,
/// so that none is folded away.
fn message(diagnostics: &Diagnostics) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/");
    let each = diagnostics.iter().cloned().map(Diagnostics::from);
    let each: Vec<String> = each.map(|one| render(&one, Style::Plain)).collect();
    each.join("\n").replace(folder, "")
}

#[test]
fn accepted() {
    insta::glob!("fixtures/accept/*", |path| pin(generated(path)));
}

/// Documents that need a `codegen.toml` to show what they are about.
#[test]
fn configured() {
    insta::glob!("fixtures/configured/*/codegen.toml", |path| {
        pin(Config::from_file(path).and_then(|config| generate(&config)));
    });
}

/// What tests of who uses a crate are answered; it is in no other snapshot.
#[test]
fn examples_of_answers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let whole = generated(&folder.join("accept/examples-of-answers.yaml")).expect("it is accepted");
    insta::assert_snapshot!(whole.files.get("src/examples.rs").expect("the answers"));
    let tagged = Config::from_file(&folder.join("configured/tags-shared/codegen.toml"));
    let tagged = tagged
        .and_then(|config| generate(&config))
        .expect("it is accepted");
    let mut text = String::new();
    for (file, content) in tagged
        .files
        .iter()
        .filter(|(file, _)| file.starts_with("src/examples"))
    {
        let _ = write!(text, "==== {file}\n{content}");
    }
    insta::assert_snapshot!(text);
}

fn pin(result: Result<Generated, Diagnostics>) {
    let crate_ = match result {
        Ok(crate_) => crate_,
        Err(diagnostics) => panic!("{}", message(&diagnostics)),
    };
    let mut text = format!(
        "{:?}\n\n{}",
        crate_.plan.summary,
        message(&crate_.plan.warnings)
    );
    for file in PINNED {
        let _ = write!(
            text,
            "\n==== {file}\n{}",
            crate_.files.get(file).unwrap_or_default()
        );
    }
    for (file, content) in crate_.files.iter().filter(|(file, _)| is_laid_out(file)) {
        let _ = write!(text, "\n==== {file}\n{content}");
    }
    insta::assert_snapshot!(text);
}

/// What there is beside the pinned files where tags or words have files of their own.
fn is_laid_out(file: &str) -> bool {
    let inner = file.starts_with("src/models/") || file.starts_with("src/operations/");
    file == "src/formats.rs" || (inner && !PINNED.contains(&file))
}

#[test]
fn rejected() {
    insta::glob!("fixtures/reject/*", |path| {
        let Err(diagnostics) = generated(path) else {
            panic!("{} was accepted", path.display())
        };
        assert!(
            diagnostics.has_errors(),
            "{} is refused without an error",
            path.display()
        );
        insta::assert_snapshot!(message(&diagnostics));
    });
}

#[test]
fn each_fixture_says_why_it_exists() {
    let mut count = 0;
    for verdict in ["accept", "reject"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fixtures")
            .join(verdict);
        for entry in std::fs::read_dir(folder).expect("the folder of the fixtures") {
            let path = entry.expect("an entry of it").path();
            let bytes = std::fs::read(&path).expect("a fixture");
            let text = String::from_utf8_lossy(&bytes);
            let first = text
                .trim_start_matches('\u{feff}')
                .lines()
                .next()
                .unwrap_or_default();
            // JSON, a directive, another encoding and the empty file have no comment first: the name has to do.
            let comments = text.contains("# ") && !first.starts_with(['{', '[', '%', '<']);
            let bare = !comments;
            assert!(
                bare || first.starts_with("# "),
                "{} does not say why it exists",
                path.display()
            );
            count += 1;
        }
    }
    assert!(count >= 40, "only {count} fixtures");
}
