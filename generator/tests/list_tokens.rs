//! The crate for List Tokens: `generated/` is what the generator writes, and writes again.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::path::{Path, PathBuf};

use specwright::config::Config;
use specwright::{Generated, generate};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn fresh() -> Generated {
    let config =
        Config::from_file(&root().join("spec/codegen.toml")).expect("codegen.toml is in order");
    generate(&config).expect("the fragment is in order")
}

#[test]
fn generated_is_fresh() {
    let changes = fresh()
        .files
        .compare(&root().join("generated"))
        .expect("generated/ is ours");
    let differing: Vec<_> = changes.iter().map(|change| change.path.as_str()).collect();
    assert!(
        differing.is_empty(),
        "{differing:?} differ: run `cargo xtask codegen`"
    );
}

#[test]
fn the_fragment_needs_no_mending() {
    assert!(fresh().plan.warnings.is_empty());
}

#[test]
fn the_same_bytes_every_time() {
    assert_eq!(fresh().files, fresh().files);
}

#[test]
fn every_file_is_pinned() {
    for (path, text) in fresh().files.iter().filter(|(path, _)| {
        !path.starts_with("src/runtime/") && !path.starts_with("tests/support/")
    }) {
        insta::with_settings!({ snapshot_suffix => path.replace('/', "-"), omit_expression => true }, {
            insta::assert_snapshot!(text);
        });
    }
}

#[test]
fn the_intermediate_representation_is_pinned() {
    insta::assert_snapshot!(fresh().plan.representation());
}

/// Each file in `src/runtime/` of the crate is the one of `templates/src/runtime/`, but that the list of modules lacks those
/// that the crate has no use for.
#[test]
fn the_runtime_is_copied() {
    let crate_ = fresh();
    let mut count = 0;
    for (path, text) in crate_.files.iter() {
        if !path.starts_with("src/runtime/") {
            continue;
        }
        count += 1;
        let original = root().join("templates").join(path);
        let original = std::fs::read_to_string(original).expect("a file of the runtime");
        if path == "src/runtime/mod.rs" {
            let all: Vec<&str> = original.lines().collect();
            assert!(text.lines().all(|line| all.contains(&line)), "{text}");
        } else {
            assert_eq!(text, original, "{path}");
        }
    }
    assert!(count > 50, "{count}");
    // It streams nothing, and has pages.
    assert_eq!(crate_.files.get("src/runtime/events.rs"), None);
    assert!(crate_.files.get("src/runtime/pages.rs").is_some());
}

/// Each file in `tests/support/` is the one of `templates/`, but for what the crate is called.
#[test]
fn what_tests_are_written_with_is_copied() {
    let crate_ = fresh();
    let support = crate_.files.iter();
    let support: Vec<_> = support
        .filter(|(path, _)| path.starts_with("tests/support/"))
        .collect();
    for (path, text) in &support {
        let original = root().join("templates").join(path);
        let original = std::fs::read_to_string(original).expect("a file of the tests");
        assert_eq!(
            **text,
            original.replace("specwright_templates", "cloudflare_tokens")
        );
    }
    assert_eq!(support.len(), 2);
}

/// Nothing in the generator or the runtime knows a vendor.
#[test]
fn nothing_knows_a_vendor() {
    for folder in ["generator/src", "templates/src", "xtask/src"] {
        let mut waiting = vec![root().join(folder)];
        while let Some(path) = waiting.pop() {
            if path.is_dir() {
                waiting.extend(
                    std::fs::read_dir(path)
                        .expect("a folder")
                        .filter_map(|entry| Some(entry.ok()?.path())),
                );
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a source file");
            // A documentation example may name a package; code may not.
            let code = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            for line in code {
                let line = line.to_ascii_lowercase();
                assert!(
                    !line.contains("cloudflare") && !line.contains("cf-ray"),
                    "{}: {line}",
                    path.display()
                );
            }
        }
    }
}
