//! Names of modules and their files: pure functions of words, so that no module is renamed for the sake of another.

use super::case;
use super::identifier::{KEYWORDS, NEVER_RAW, Reserved};

/// What stands in generated modules, crates that paths begin with, features that are no tag's, and files that cannot be
/// or that some system cannot have (Microsoft Learn, Naming Files).
pub(super) const TAKEN: &[&str] = &[
    "alloc",
    "aux",
    "base64",
    "blocking",
    "bytes",
    "codec",
    "con",
    "core",
    "default",
    "full",
    "futures_core",
    "blocking",
    "gzip",
    "http",
    "jiff",
    "mock",
    "mod",
    "models",
    "nul",
    "operations",
    "percent_encoding",
    "prelude",
    "prn",
    "reqwest",
    "runtime",
    "serde",
    "serde_json",
    "serde_path_to_error",
    "std",
    "tokio",
    "tracing",
    "types",
    "zeroize",
];

/// The longest name of a module in bytes: a file is called like it, and systems allow 255.
const LONGEST_MODULE: usize = 100;

/// In ASCII; what is beyond is told by a hash.
pub(super) fn plain(name: &str) -> String {
    if name.is_ascii() {
        return name.to_owned();
    }
    let kept: String = name.chars().filter(char::is_ascii).collect();
    let hash = case::fingerprint(name);
    let words: Vec<&str> = (kept.split('_'))
        .filter(|word| !word.is_empty())
        .chain([hash.as_str()])
        .collect();
    words.join("_")
}

/// The name of a module, from words in snake case. A pure function of them: what is not allowed is told apart by the
/// suffix, and what ends like that takes it too, so that names stay distinct.
pub(super) fn module(words: &str, reserved: Reserved) -> String {
    let numbered = |name: &str| {
        let rest = name.strip_prefix("com").or(name.strip_prefix("lpt"));
        rest.is_some_and(|rest| rest.len() == 1 && rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let mut name = words.to_owned();
    if name.len() > LONGEST_MODULE {
        let kept: String = (name.char_indices())
            .take_while(|(at, _)| *at < LONGEST_MODULE)
            .map(|(_, letter)| letter)
            .collect();
        name = format!("{kept}_{}", case::fingerprint(&name));
    }
    let taken = [Reserved::MODULE, reserved]
        .iter()
        .any(|scope| scope.names.contains(&name.as_str()) || name.ends_with(scope.suffix));
    if taken || numbered(&name) || NEVER_RAW.contains(&name.as_str()) {
        name = format!("{name}_{}", reserved.suffix);
    }
    if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else {
        name
    }
}
