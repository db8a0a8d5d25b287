//! What models derive beside what they need.
//!
//! Takes names of traits, gives those that cannot be. Does not know which types there are.

use super::Config;
use super::replace::wrong_path;
use crate::diagnostics::Diagnostic;

/// The traits that depend on what a type is made of.
const TRAITS: &[&str] = &[
    "Copy",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// What can be left out: no call needs it.
const OPTIONAL: &[&str] = &["Eq", "Hash", "PartialEq"];

/// What each model has.
const ALWAYS: &[&str] = &["Clone", "Debug"];

/// Derives that cannot be.
pub(super) fn wrong(config: &Config) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (key, names) in &config.derives {
        for name in names {
            let keys = ["derives", key, name];
            findings.extend(match name.strip_prefix('-') {
                Some(left_out) => wrong_omission(config, &keys, left_out),
                None if name.contains("::") => wrong_path(config, &keys, name),
                None => wrong_trait(config, &keys, name),
            });
        }
    }
    findings
}

/// Traits of a type of the user's own that cannot be.
pub(super) fn wrong_traits(config: &Config, keys: &[&str], names: &[String]) -> Vec<Diagnostic> {
    let wrong = names
        .iter()
        .filter_map(|name| wrong_trait(config, keys, name));
    wrong.collect()
}

fn wrong_omission(config: &Config, keys: &[&str], name: &str) -> Option<Diagnostic> {
    if OPTIONAL.contains(&name) {
        return None;
    }
    let message = format!("`{name}` cannot be left out");
    let hint = format!("{} can be", list(OPTIONAL));
    Some(config.about(keys, Diagnostic::error(message).hint(hint)))
}

fn wrong_trait(config: &Config, keys: &[&str], name: &str) -> Option<Diagnostic> {
    if TRAITS.contains(&name) {
        return None;
    }
    let finding = match ALWAYS.contains(&name) {
        true => Diagnostic::error(format!("each model is `{name}` by itself")).hint("take it out"),
        false => Diagnostic::error(format!("`{name}` is not a trait that can be derived here")).hint(
            format!(
                "it may be {}, or the path of a derive of another crate, such as `schemars::JsonSchema`",
                list(TRAITS)
            ),
        ),
    };
    Some(config.about(keys, finding))
}

fn list(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
