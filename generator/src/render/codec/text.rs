//! Pieces of Rust as text.
//!
//! The codec is most of a large crate, and each of its items has the same few lines. They are written out as they stand in
//! the file, instead of being made of tokens, parsed and printed again. Takes names that are settled and texts of the
//! document; gives code. Knows no types.

use std::fmt::Write as _;

/// Lines longer than this are broken where that helps.
const WIDTH: usize = 100;

/// A text as a literal.
pub(super) fn literal(text: &str) -> String {
    format!("{text:?}")
}

/// A slice of literals: `&["a", "b"]`.
pub(super) fn literals<'a>(
    texts: impl IntoIterator<Item = &'a String>,
    indent: usize,
    before: usize,
) -> String {
    let texts: Vec<String> = texts.into_iter().map(|text| literal(text)).collect();
    slice(&texts, indent, before)
}

/// A slice that stands behind `before` characters of a line that is indented by so many spaces: in one line, or filled.
pub(super) fn slice(items: &[String], indent: usize, before: usize) -> String {
    let line = format!("&[{}]", items.join(", "));
    if indent + before + line.len() < WIDTH && !line.contains('\n') {
        return line;
    }
    let inner = indent + 4;
    let mut text = "&[".to_owned();
    let mut column = WIDTH;
    for item in items {
        if column + item.len() + 2 > WIDTH || item.contains('\n') {
            let _ = write!(text, "\n{:inner$}{item},", "");
            column = inner + item.len() + 1;
        } else {
            let _ = write!(text, " {item},");
            column += item.len() + 2;
        }
    }
    let _ = write!(text, "\n{:indent$}]", "");
    text
}

/// Items between `open` and `close`, behind `before` characters of a line that is indented by so many spaces: in one line, or
/// one in each.
pub(super) fn listed(
    open: &str,
    items: &[String],
    close: &str,
    indent: usize,
    before: usize,
) -> String {
    let line = format!("{open}{}{close}", items.join(", "));
    if indent + before + line.len() < WIDTH && !line.contains('\n') {
        return line;
    }
    let mut text = open.trim_end().to_owned();
    let inner = indent + 4;
    for item in items {
        let _ = write!(text, "\n{:inner$}{item},", "");
    }
    let _ = write!(text, "\n{:indent$}{}", "", close.trim_start());
    text
}

/// The lines, indented by so many spaces; empty ones stay empty.
pub(super) fn indented(lines: &str, by: usize) -> String {
    let mut text = String::with_capacity(lines.len() * 2);
    for line in lines.lines() {
        if !line.is_empty() {
            let _ = write!(text, "{:by$}{line}", "");
        }
        text.push('\n');
    }
    text
}

/// `impl Deserialize`, by the lines of its body.
pub(super) fn deserialize(name: &str, body: &str) -> String {
    let body = indented(body, 8);
    format!(
        "impl<'de> Deserialize<'de> for models::{name} {{\n    \
         fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {{\n\
         {body}    }}\n}}\n"
    )
}

/// `impl Serialize`, by the lines of its body.
pub(super) fn serialize(name: &str, body: &str) -> String {
    let body = indented(body, 8);
    format!(
        "impl Serialize for models::{name} {{\n    \
         fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {{\n\
         {body}    }}\n}}\n"
    )
}
