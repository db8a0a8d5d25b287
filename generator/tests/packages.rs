//! How many packages a generated crate brings along is what the README says.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The packages of the checked-in crate with these features, itself included.
fn packages(features: &[&str]) -> usize {
    let crate_ = [&["-p", "cloudflare-tokens", "--locked"], features].concat();
    tree(Path::new(ROOT), &crate_)
}

fn tree(folder: &Path, arguments: &[&str]) -> usize {
    let output = Command::new(env!("CARGO"))
        .current_dir(folder)
        .args([
            "tree", "-e", "normal", "--prefix", "none", "--format", "{p}",
        ])
        .args(["--target", "x86_64-unknown-linux-gnu"])
        .args(arguments)
        .output()
        .expect("cargo runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let names = text.lines().map(|line| line.trim_end_matches(" (*)"));
    let names = names.filter(|line| !line.is_empty());
    names.collect::<BTreeSet<_>>().len()
}

#[test]
fn the_table_says_how_many_there_are() {
    let table = include_str!("../../README.md");
    for (row, features) in [
        ("default (`reqwest`)", &[][..]),
        ("default, `gzip`", &["--features", "gzip"]),
        ("default, `brotli`", &["--features", "brotli"]),
        ("default, `deflate`", &["--features", "deflate"]),
        ("default, `zstd`", &["--features", "zstd"]),
        (
            "default, all four",
            &["--features", "brotli,deflate,gzip,zstd"],
        ),
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

/// What everybody has who sends JSON, in the same versions.
const PLAIN: &str = "[package]
name = \"plain\"
version = \"0.0.0\"
edition = \"2024\"
[dependencies]
reqwest = { version = \"0.13.5\", default-features = false, features = [\"rustls\"] }
serde_json = \"1\"
[workspace]
";

/// No more than ten beside that, and as many as the README says.
#[test]
fn a_default_crate_is_small() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text);
    std::fs::create_dir(folder.path().join("src")).expect("a new folder");
    write("src/lib.rs", "").expect("a new file");
    write("Cargo.toml", PLAIN).expect("a new file");
    let lock = std::fs::read_to_string(Path::new(ROOT).join("Cargo.lock")).expect("a lock file");
    write("Cargo.lock", &lock).expect("a new file");
    let plain = tree(folder.path(), &["--offline"]);
    let said = format!("and `serde_json` has {plain}.");
    assert!(include_str!("../../README.md").contains(&said), "{said}");
    assert!(packages(&[]) <= plain + 10);
}

/// What the READMEs of generated crates say of features.
#[test]
fn what_a_feature_brings_is_said_in_each_crate() {
    let alone = packages(&["--no-default-features"]);
    let default = packages(&[]);
    let blocking = ["--no-default-features", "--features", "blocking"];
    let more = |feature| packages(&["--features", feature]) - default;
    for said in [
        format!("in a runtime of tokio: {} packages.", default - alone),
        format!("{} packages without `reqwest`", packages(&blocking) - alone),
        format!("{} beside it", packages(&blocking[1..]) - default),
        format!("reads them: {} packages.", more("gzip")),
        format!(
            "for these: {}, {} and {} packages, all four {}.",
            more("brotli"),
            more("deflate"),
            more("zstd"),
            more("brotli,deflate,gzip,zstd")
        ),
    ] {
        let readme = include_str!("../../generated/README.md");
        assert!(readme.contains(&said), "{said}");
    }
}
