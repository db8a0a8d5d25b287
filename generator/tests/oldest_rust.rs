//! What a generated crate is made of is no newer than the Rust that its manifest asks for. Clippy knows what the standard library
//! had by then (`incompatible_msrv`); nothing that runs here knows it of the language.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::fs::{read_dir, read_to_string};
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

/// `if let .. && ..`, which is of 1.88: the manifest says 1.85.
#[test]
fn there_are_no_chains_of_let() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for folder in [
        "generated",
        "templates/src",
        "templates/conform",
        "templates/tests",
    ] {
        sources(&root.join(folder), &mut files);
    }
    files.retain(|path| !path.starts_with(root.join("templates/src/tests")));
    assert!(files.len() > 150, "only {} files", files.len());
    for path in files {
        let text = read_to_string(&path).expect("UTF-8");
        let tokens = text.parse().expect("Rust");
        assert!(!has_chain(tokens), "{}", path.display());
    }
}

#[test]
fn chains_are_found_where_they_are() {
    let has = |text: &str| has_chain(text.parse().expect("Rust"));
    assert!(has("fn a() { if let Some(b) = c && b { d() } }"));
    assert!(has("{ while a && let Some(b) = c.next() {} }"));
    assert!(!has(
        "fn a() { if let Some(b) = (c && d) { e && f; let g = 1; } }"
    ));
    assert!(!has("fn a() { if b && c { let d = e && f; } }"));
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|it| it == "rs") {
            files.push(path);
        }
    }
}

/// Whether a condition somewhere has both a `let` and an `&&`, outside of what stands in it in brackets.
fn has_chain(tokens: TokenStream) -> bool {
    // Of the condition that is read: whether there was a `let`, whether there was an `&&`.
    let mut condition = None;
    let mut before = ' ';
    for token in tokens {
        let this = match &token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        match (&token, &mut condition) {
            (TokenTree::Ident(word), _) if word == "if" || word == "while" => {
                condition = Some((false, false));
            }
            (TokenTree::Ident(word), Some((has_let, _))) if word == "let" => *has_let = true,
            (TokenTree::Punct(_), Some((_, has_and))) if (before, this) == ('&', '&') => {
                *has_and = true;
            }
            (TokenTree::Group(group), _) => {
                if has_chain(group.stream()) {
                    return true;
                }
                if group.delimiter() == proc_macro2::Delimiter::Brace {
                    condition = None;
                }
            }
            _ => {}
        }
        if condition == Some((true, true)) {
            return true;
        }
        before = this;
    }
    false
}
