//! The rooms of the house keep to themselves: which modules and crates each may mention.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::path::{Path, PathBuf};

/// A room, and what must not stand in it.
const RULES: [(&str, &[&str]); 13] = [
    (
        "read",
        &[
            "crate::ir",
            "crate::lower",
            "crate::render",
            "crate::names",
            "quote!",
            "prettyplease",
            "syn::",
        ],
    ),
    (
        "ir",
        &[
            "openapiv3",
            // Values of JSON are data.
            "serde::",
            "use serde::",
            "quote!",
            "syn::",
            "crate::read",
            "crate::lower",
            "crate::render",
            "std::fs",
        ],
    ),
    (
        "names",
        &[
            "openapiv3",
            // Its names are taken, and stand in a list.
            "serde::",
            "use serde",
            "serde_json::",
            "quote!",
            "crate::read",
            "crate::lower",
            "crate::render",
            "std::fs",
        ],
    ),
    (
        "lower",
        &[
            "quote!",
            "prettyplease",
            "syn::",
            "crate::render",
            "crate::files",
            "std::fs",
            "println!",
        ],
    ),
    (
        "sample",
        &[
            "openapiv3",
            "quote!",
            "crate::ir",
            "crate::lower",
            "crate::names",
            "crate::render",
            "std::fs",
        ],
    ),
    (
        "exampled",
        &[
            "openapiv3",
            "quote!",
            "crate::lower",
            "crate::names",
            "crate::render",
            "std::fs",
        ],
    ),
    (
        "wire",
        &[
            "openapiv3",
            "quote!",
            "crate::read",
            "crate::lower",
            "crate::sample",
            "crate::render",
            "std::fs",
        ],
    ),
    (
        "conform",
        &[
            "openapiv3",
            "quote!",
            "crate::lower",
            "std::fs",
            "Command",
            "prism",
        ],
    ),
    (
        "proof",
        &[
            "openapiv3",
            "crate::ir",
            "crate::lower",
            "crate::render",
            "std::fs",
            "Command",
        ],
    ),
    (
        "render",
        &[
            "openapiv3",
            "crate::read",
            "crate::lower",
            "crate::config",
            "crate::diagnostics",
            "std::fs",
        ],
    ),
    (
        "files",
        &[
            "openapiv3",
            "serde",
            "quote!",
            "crate::ir",
            "crate::read",
            "crate::lower",
            "crate::render",
        ],
    ),
    (
        "diagnostics",
        &[
            "openapiv3",
            "serde",
            "quote!",
            "crate::",
            "std::fs",
            "println!",
            "annotate_snippets",
        ],
    ),
    (
        "report",
        &[
            "openapiv3",
            "serde",
            "quote!",
            "crate::ir",
            "crate::read",
            "crate::lower",
            "std::fs",
            "println!",
        ],
    ),
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(path: PathBuf) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![path];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(
                std::fs::read_dir(path)
                    .expect("a folder")
                    .filter_map(|entry| Some(entry.ok()?.path())),
            );
        } else {
            found.push(path);
        }
    }
    found
}

/// The code of a file: without comments and without its unit tests.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("a source file");
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn each_room_knows_only_what_it_may() {
    for (room, forbidden) in RULES {
        let files = files(source().join(room));
        assert!(!files.is_empty(), "{room} is empty");
        for file in files {
            let code = code(&file);
            for word in forbidden {
                assert!(!code.contains(word), "{} mentions `{word}`", file.display());
            }
        }
    }
}

#[test]
fn serde_yaml_has_one_importer() {
    let importers: Vec<PathBuf> = files(source())
        .into_iter()
        .filter(|file| code(file).contains("serde_yaml"))
        .collect();
    assert!(importers.len() <= 1, "{importers:?}");
}

#[test]
fn each_file_says_what_it_is_for() {
    for file in files(source()) {
        let text = std::fs::read_to_string(&file).expect("a source file");
        assert!(
            text.starts_with("//! "),
            "{} opens without `//!`",
            file.display()
        );
    }
}
