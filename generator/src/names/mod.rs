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
    let name = bounded(name.to_owned(), Style::Upper);
    [
        name.clone(),
        format!("{name}{suffix}"),
        format!("{name}{}", case::capitalised(case::fingerprint(pointer))),
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

/// A name that is not too long: a longer one by its beginning and a hash of all of it.
fn bounded(name: String, style: Style) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    let letters = name.char_indices().take_while(|(at, _)| *at < LONGEST);
    let kept: String = letters.map(|(_, letter)| letter).collect();
    let hash = case::fingerprint(&name);
    match style {
        Style::Upper => format!("{kept}{}", case::capitalised(hash)),
        Style::Snake => format!("{}_{hash}", kept.trim_end_matches('_')),
    }
}

/// The longest identifier in bytes, but for what tells it from others: rustdoc calls files like types, and systems allow 255.
const LONGEST: usize = 120;

/// The identifiers that a wire text asks for, best first. The last one is as good as unique.
pub(crate) fn candidates(wire: &str, style: Style, reserved: Reserved) -> Vec<String> {
    let plain = match style {
        Style::Upper => type_words(wire),
        Style::Snake => field_words(wire),
    };
    let plain = bounded(plain, style);
    let (manner, hash) = (case::manner(wire), case::fingerprint(wire));
    let [by_manner, by_hash] = match style {
        Style::Upper => {
            [type_words(manner), case::capitalised(hash)].map(|end| plain.clone() + &end)
        }
        Style::Snake => [manner, &hash].map(|end| format!("{plain}_{end}")),
    };
    [plain, by_manner, by_hash]
        .iter()
        .map(|name| identifier::legal(name, style, reserved))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Reserved, Style, candidates, formed};

    #[test]
    fn long_names_are_bounded_and_stay_apart() {
        let (one, two) = (
            format!("{}x", "clauses item ".repeat(30)),
            format!("{}ß", "clauses item ".repeat(30)),
        );
        for style in [Style::Upper, Style::Snake] {
            let names = |wire| candidates(wire, style, Reserved::MODEL);
            assert!(
                names(&one)
                    .iter()
                    .chain(&names(&two))
                    .all(|name| name.len() < 200),
                "{:?}",
                names(&one)
            );
            assert_ne!(names(&one).first(), names(&two).first());
        }
        let inline = formed(&"Clauses".repeat(40), "Inline", "/a");
        assert!(inline.iter().all(|name| name.len() < 200), "{inline:?}");
        assert_eq!(
            candidates("short", Style::Snake, Reserved::FIELD)
                .first()
                .map(String::as_str),
            Some("short")
        );
    }
}
