//! `use` declarations of tests: what their text names, as far as that can be seen.

use crate::ir::Api;

/// What the crate gives, by how it is written where a test names it.
const CRATE: [(&str, &str); 7] = [
    ("Client", "Client"),
    ("File", "File::from("),
    ("Form", "Form::new("),
    ("RawResponse", "RawResponse"),
    ("Sending", "Sending"),
    ("models", "models::"),
    ("operations", "operations::"),
];

/// What the tests are written with.
const SUPPORT: [(&str, &str); 7] = [
    ("Recorder", "Recorder"),
    ("answers", " answers::<"),
    ("json", "json("),
    ("json", "json::<"),
    ("object", " object::<"),
    ("open_object", "open_object::<"),
    ("values", " values::<"),
];

/// The declarations for a text; `support` is the path of what the tests are written with.
pub(in crate::render) fn uses(api: &Api, text: &str, support: &str) -> String {
    let std = text
        .contains("BTreeMap<")
        .then(|| "use std::collections::BTreeMap;\n".to_owned());
    let sends = support.starts_with("crate::") && text.contains(" sends(");
    let groups = [
        declaration(&api.package.library(), &CRATE, text),
        sends.then(|| "use crate::sends;\n".to_owned()),
        declaration(support, &SUPPORT, text),
    ];
    let crates: String = groups.into_iter().flatten().collect();
    let groups = [std.unwrap_or_default(), crates];
    let groups = groups.into_iter().filter(|group| !group.is_empty());
    groups.collect::<Vec<_>>().join("\n")
}

fn declaration(path: &str, names: &[(&str, &str)], text: &str) -> Option<String> {
    let names = names.iter().filter(|(_, written)| is_named(text, written));
    let mut names: Vec<&str> = names.map(|(name, _)| *name).collect();
    names.dedup();
    match names.as_slice() {
        [] => None,
        [one] => Some(format!("use {path}::{one};\n")),
        several => Some(format!("use {path}::{{{}}};\n", several.join(", "))),
    }
}

/// Whether it stands there by itself, and is no part of another name.
fn is_named(text: &str, written: &str) -> bool {
    let ends =
        |text: &str| !text.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
    let mut places = text.match_indices(written);
    places.any(|(place, _)| written.starts_with(' ') || text.get(..place).is_some_and(ends))
}
