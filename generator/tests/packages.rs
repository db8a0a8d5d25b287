//! How many packages a generated crate brings along is what the README says.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// The packages of the checked-in crate with these features, itself included.
fn packages(features: &[&str]) -> usize {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .args([
            "tree",
            "-p",
            "cloudflare-tokens",
            "-e",
            "normal",
            "--prefix",
            "none",
            "--locked",
        ])
        .args(["--target", "x86_64-unknown-linux-gnu", "--format", "{p}"])
        .args(features)
        .output()
        .expect("cargo runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let names = text.lines().map(|line| line.trim_end_matches(" (*)"));
    names
        .filter(|line| !line.is_empty())
        .collect::<BTreeSet<_>>()
        .len()
}

#[test]
fn the_table_says_how_many_there_are() {
    let table = include_str!("../../README.md");
    for (row, features) in [
        ("default (`reqwest`)", &[][..]),
        ("default, `gzip`", &["--features", "gzip"]),
        ("default, `tracing`", &["--features", "tracing"]),
        ("default, `mock`", &["--features", "mock"]),
        ("default, `blocking`", &["--features", "blocking"]),
        (
            "`blocking` alone",
            &["--no-default-features", "--features", "blocking"],
        ),
        ("none", &["--no-default-features"]),
    ] {
        let expected = format!("| {row} | {} |", packages(features));
        assert!(
            table.lines().any(|line| line == expected),
            "expected: {expected}"
        );
    }
}

/// No more than ten beside what everybody has who sends JSON.
#[test]
fn a_default_crate_is_small() {
    assert!(packages(&[]) <= 85 + 10);
}
