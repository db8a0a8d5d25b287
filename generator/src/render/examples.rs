//! `src/examples.rs`: what `mock::Mock` answers of its own accord, as text that can be read where it stands.
//!
//! With tags there is a file for each, which is compiled with the tag.

use std::fmt::Write as _;

use super::operations::id;
use super::printer::{inner_docs, raw};
use super::types::ident;
use crate::ir::{Api, Operation, Tag};

const ABOUT: &str = "//! An answer for each operation, as the API's document has it.
//!
//! Compiled with the feature `mock` alone: `mock::Mock::with_examples` gives them.
";

const IMPORT: &str = "use crate::runtime::mock::Example;\n";

/// The root, which lists what there is.
pub(super) fn render(api: &Api) -> String {
    if !api.layout.by_tags {
        let all = listed(api.operations.iter());
        return format!(
            "{ABOUT}\n{IMPORT}\npub(crate) static EXAMPLES: &[&[Example]] = &[{all}];\n"
        );
    }
    let mut modules = String::new();
    let mut lists = String::new();
    for tag in &api.layout.tags {
        let (condition, module) = (condition(tag), ident(&tag.module));
        let _ = writeln!(modules, "{condition}\nmod {module};");
        let _ = write!(lists, "\n    {condition}\n    {module}::EXAMPLES,");
    }
    let end = if lists.is_empty() { "" } else { "\n" };
    format!(
        "{ABOUT}\n{modules}\n{IMPORT}\npub(crate) static EXAMPLES: &[&[Example]] = &[{lists}{end}];\n"
    )
}

/// Those of a tag.
pub(super) fn tag(api: &Api, tag: &Tag) -> String {
    let operations = tag.calls.iter();
    let operations = operations.filter_map(|call| api.operations.get(call.operation));
    let all = listed(operations);
    let about = inner_docs(&format!("What is answered under `{}`.", tag.name.wire));
    format!("{about}\n{IMPORT}\npub(super) const EXAMPLES: &[Example] = {all};\n")
}

fn condition(tag: &Tag) -> String {
    let feature = &tag.feature;
    format!("#[cfg(feature = {feature:?})]")
}

/// A slice of what operations answer.
fn listed<'a>(operations: impl Iterator<Item = &'a Operation>) -> String {
    let mut text = String::new();
    for operation in operations {
        let example = &operation.response.example;
        let media_type = example.content.as_ref().map(|shown| &shown.media_type);
        let _ = write!(
            text,
            "\n    Example {{\n        operation: {:?},\n        status: {},\n        media_type: {:?},\n        body: {},\n        end: {},\n    }},",
            id(operation),
            example.status,
            media_type.map_or("", String::as_str),
            literal(&example.body),
            literal(&example.end),
        );
    }
    let end = if text.is_empty() { "" } else { "\n" };
    format!("&[{text}{end}]")
}

/// A text as it is, where its lines and quotes can stand in the source; else with escapes.
pub(super) fn literal(text: &str) -> String {
    let seen = |letter: char| {
        matches!(letter, '\n' | '"' | '\'' | '\\')
            || matches!(letter, ' '..='~')
            || letter.escape_debug().count() == 1
    };
    if !text.contains(['"', '\n']) || !text.chars().all(seen) {
        return format!("{text:?}");
    }
    raw(text)
}
