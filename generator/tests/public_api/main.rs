//! What users of a generated crate can name is pinned, item by item, so that a change of it shows in review.
//!
//! Read from the source: what `pub` and `pub use` make reachable from the crate's root. Impls that the crate's own macros
//! make of a type are among it; calls of other macros are listed beside what they stand among.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod exposed;
mod lines;
mod made;
mod printed;
mod source;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use lines::Line;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The features of a crate, one a line.
fn features(manifest: &Path) -> String {
    let text = std::fs::read_to_string(manifest).expect("a manifest");
    let manifest: toml::Table = text.parse().expect("TOML");
    let features = manifest.get("features").and_then(toml::Value::as_table);
    let features = features.expect("features").iter();
    features.fold(String::new(), |mut text, (name, needs)| {
        let _ = writeln!(text, "feature {name} = {needs}");
        text
    })
}

fn listed(lines: &[Line]) -> String {
    lines.iter().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "{line}");
        text
    })
}

/// The part of each generated crate that is the same in all.
#[test]
fn of_the_runtime() {
    let lines = lines::of(&root().join("templates/src/lib.rs"));
    assert!(lines.len() > 150, "only {} lines", lines.len());
    let features = features(&root().join("templates/Cargo.toml"));
    insta::assert_snapshot!(features + &listed(&lines));
}

/// Types that a crate has where its document asks for them.
#[test]
fn of_the_formats() {
    let lines = lines::of(&root().join("templates/src/formats.rs"));
    insta::assert_snapshot!(listed(&lines));
}

/// What is particular to List Tokens; its runtime is pinned above.
#[test]
fn of_list_tokens() {
    let lines = lines::of(&root().join("generated/src/lib.rs"));
    let runtime = Path::new("src/runtime");
    let own: Vec<Line> = (lines.into_iter())
        .filter(|line| {
            !line
                .file
                .to_string_lossy()
                .contains(&*runtime.to_string_lossy())
        })
        .collect();
    assert!(own.len() > 100, "only {} lines", own.len());
    let features = features(&root().join("generated/Cargo.toml"));
    insta::assert_snapshot!(features + &listed(&own));
}
