//! Names: from what a document calls things to Rust identifiers.
//!
//! Takes wire texts, gives identifiers that are valid, idiomatic and distinct within their scope.
//! The outcome depends on the set of names alone, never on their order, and no name is numbered.

mod case;
mod identifier;
mod module;
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

/// The names of the modules that lead to a type: the first words of its name, one each; and if `whole`, the rest.
pub(crate) fn path_words(name: &str, words: impl Fn(&str) -> usize, whole: bool) -> Vec<String> {
    let text = field_words(name);
    let module = |word: &str| {
        let number = !word.starts_with(unicode_ident::is_xid_start);
        let word = format!("{}{word}", if number { "n" } else { "" });
        module::module(&module::plain(&word), Reserved::MODULE)
    };
    let all: Vec<&str> = text.split('_').collect();
    let count = all.first().map_or(0, |first| words(first));
    let (begin, rest) = all.split_at(count.min(all.len()));
    let mut path: Vec<String> = begin.iter().copied().map(module).collect();
    if whole && !begin.is_empty() && !rest.is_empty() {
        path.push(module(&rest.join("_")));
    }
    path
}

/// The name of the module for a function of this name.
pub(crate) fn module_of(name: &str) -> String {
    let plain = module::plain(name.trim_start_matches("r#"));
    module::module(&plain, Reserved::MODULE)
}

/// The file of a module, and the module itself: Rust looks for no file of a name beyond ASCII.
pub(crate) fn file_of(module: &str) -> String {
    module::plain(module)
}

/// The name of the module of a tag. It depends on the text alone: texts of the same words share a module.
pub(crate) fn module(wire: &str, reserved: Reserved) -> String {
    module::module(&field_words(wire), reserved)
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
