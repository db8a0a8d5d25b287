//! Names: from what a document calls things to Rust identifiers.
//!
//! Takes wire texts, gives identifiers that are valid, idiomatic and distinct within their scope.
//! The outcome depends on the set of names alone, never on their order, and no name is numbered.

mod case;
mod identifier;
mod settle;

pub(crate) use case::{field_words, type_words};
pub(crate) use identifier::Reserved;
pub(crate) use settle::{Wish, settle};

/// The kind of scope that a name stands in: how it is written and what it must not be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Style {
    /// `UpperCamelCase`: types and variants.
    Upper,
    /// `snake_case`: fields and methods.
    Snake,
}

/// The names of a type whose words are joined already: plain, then with a suffix, then with a hash of its pointer.
pub(crate) fn formed(name: &str, suffix: &str, pointer: &str) -> Vec<String> {
    [
        name.to_owned(),
        format!("{name}{suffix}"),
        format!("{name}{}", type_words(&case::fingerprint(pointer))),
    ]
    .iter()
    .map(|name| identifier::legal(name, Style::Upper, Reserved::MODEL))
    .collect()
}

/// The identifiers that a wire text asks for, best first. The last one is as good as unique.
pub(crate) fn candidates(wire: &str, style: Style, reserved: Reserved) -> Vec<String> {
    let plain = match style {
        Style::Upper => type_words(wire),
        Style::Snake => field_words(wire),
    };
    let join = |suffix: &str| match style {
        Style::Upper => format!("{plain}{}", type_words(suffix)),
        Style::Snake => format!("{plain}_{}", field_words(suffix)),
    };
    [
        plain.clone(),
        join(case::manner(wire)),
        join(&case::fingerprint(wire)),
    ]
    .iter()
    .map(|name| identifier::legal(name, style, reserved))
    .collect()
}
