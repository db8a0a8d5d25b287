//! What is generated compiles: each accepted fixture without a warning, and `generated/` alone in an empty folder.
//!
//! Both run cargo offline with this workspace's lock file, so they need nothing that the workspace did not need.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use specwright::config::Config;
use specwright::generate;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// An empty folder, outside of any workspace.
fn empty() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// Runs cargo in a folder and gives what it said, or fails with that.
fn cargo(folder: &Path, arguments: &[&str]) -> String {
    std::fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))
        .expect("the lock file can be copied");
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .arg("--offline")
        .current_dir(folder)
        // The folder of this workspace's own build, so that dependencies are not built twice.
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(".."),
        )
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo can be started");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    said
}

#[test]
fn each_accepted_fixture_compiles_without_a_warning() {
    let folder = empty();
    let mut members = String::new();
    let fixtures =
        std::fs::read_dir(root().join("generator/tests/fixtures/accept")).expect("the fixtures");
    for entry in fixtures {
        let path = entry.expect("a fixture").path();
        let stem = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a plain name");
        let name = format!("fixture-{stem}");
        let output = folder.path().join(&name);
        let config = Config::for_document(path, Vec::new(), output.clone(), name.clone())
            .expect("a plain name");
        let crate_ = generate(&config).unwrap_or_else(|_| panic!("{name} is not accepted"));
        crate_.files.apply(&output).expect("a new folder");
        let _ = write!(members, "\"{name}\", ");
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n");
    std::fs::write(folder.path().join("Cargo.toml"), manifest).expect("a new file");
    let said = cargo(
        folder.path(),
        &[
            "check",
            "--workspace",
            "--no-default-features",
            "--keep-going",
        ],
    );
    assert!(!said.contains("warning"), "{said}");
}

#[test]
fn the_generated_crate_builds_alone() {
    let folder = empty();
    copy(&root().join("generated"), folder.path());
    let said = cargo(folder.path(), &["build", "--all-targets"]);
    assert!(!said.contains("warning"), "{said}");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a new folder");
    for entry in std::fs::read_dir(from).expect("a folder of the crate") {
        let entry = entry.expect("an entry of it");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a new file");
        }
    }
}
