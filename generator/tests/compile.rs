//! What is generated compiles: each accepted fixture without a warning of rustc or clippy, and `generated/` alone in an
//! empty folder.
//!
//! Both run cargo offline with this workspace's lock file, so they need nothing that the workspace did not need.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "shared/cargo.rs"]
mod cargo;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use cargo::{cargo, root};
use specwright::config::{Config, Operations};
use specwright::generate;

/// An empty folder, outside of any workspace.
fn empty() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// What is in a folder of the fixtures.
fn fixtures(verdict: &str) -> impl Iterator<Item = PathBuf> {
    let folder = root().join("generator/tests/fixtures").join(verdict);
    std::fs::read_dir(folder)
        .expect("the fixtures")
        .map(|entry| entry.expect("a fixture").path())
}

/// All documents that are accepted, with and without a configuration of their own.
fn configurations() -> impl Iterator<Item = Config> {
    let plain = fixtures("accept").map(|path| {
        let stem = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a plain name");
        let name = format!("fixture-{stem}");
        let mut config =
            Config::for_document(path, Vec::new(), PathBuf::new(), name).expect("a plain name");
        config.layout.operations = Operations::Flat;
        // `shipped.rs` has some of them run.
        config.layout.tests = Some(false);
        config
    });
    let configured = fixtures("configured").map(|path| {
        Config::from_file(&path.join("codegen.toml")).expect("a configuration in order")
    });
    plain.chain(configured)
}

/// What a user would write into the crate.
fn add_own_files(config: &Config) {
    let own = config.document.with_file_name("src");
    if own.exists() {
        copy(&own, &config.output.join("src"));
    }
}

#[test]
fn each_accepted_fixture_compiles_without_a_warning() {
    let folder = empty();
    let mut members = String::new();
    for mut config in configurations() {
        let name = config.package.name.clone();
        config.output = folder.path().join(&name);
        let crate_ = generate(&config).unwrap_or_else(|_| panic!("{name} is not accepted"));
        crate_.files.apply(&config.output).expect("a new folder");
        add_own_files(&config);
        let _ = write!(members, "\"{name}\", ");
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n");
    std::fs::write(folder.path().join("Cargo.toml"), manifest).expect("a new file");
    // Clippy is a check with more to say: a third slower, and no second build. Each library once: it has no unit tests.
    let said = cargo(
        folder.path(),
        &[
            "clippy",
            "--workspace",
            "--lib",
            "--examples",
            "--keep-going",
            "--",
            "-W",
            "clippy::pedantic",
        ],
    );
    assert!(!said.contains("warning"), "{said}");
}

/// Where each tag is a feature, no choice of them leaves a warning, nor a link of the documentation that leads nowhere.
#[test]
fn tags_compile_one_by_one() {
    let tagged = configurations().filter(|config| config.layout.operations == Operations::Tags);
    let mut count = 0;
    for mut config in tagged {
        let folder = empty();
        config.output = folder.path().to_owned();
        let crate_ = generate(&config).unwrap_or_else(|_| panic!("it is accepted"));
        crate_.files.apply(&config.output).expect("a new folder");
        add_own_files(&config);
        let manifest = crate_.files.get("Cargo.toml").expect("a manifest");
        let tags = manifest
            .lines()
            .filter_map(|line| line.strip_suffix(" = []"));
        let one_by_one = tags.map(|tag| format!("reqwest,{tag}"));
        for features in one_by_one.chain(["".to_owned(), "full".to_owned()]) {
            let features = features.replace('"', "");
            let arguments = ["check", "--no-default-features", "--features", &features];
            let said = cargo(folder.path(), &arguments);
            assert!(!said.contains("warning"), "{features}: {said}");
            count += 1;
        }
        let said = cargo(folder.path(), &["doc", "--no-deps"]);
        assert!(!said.contains("warning"), "{said}");
    }
    assert!(count > 20, "only {count} choices");
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
