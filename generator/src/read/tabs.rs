//! Tabs before comments and in empty lines, at which YAML parsers stop.
//!
//! Takes: a text. Gives: the same with a space in place of each such tab, so that every other character stays where it
//! is. Does not touch tabs in the indentation of anything else: what they mean is a guess.

use super::source::Source;
use crate::diagnostics::{Diagnostic, Excerpt, Rule};

/// The text without such tabs, and the line of the first one; `None` if there are none.
pub(super) fn without(text: &str) -> Option<(String, usize)> {
    let mut first = None;
    let mut mended = String::with_capacity(text.len());
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let rest = line.trim_start_matches([' ', '\t']);
        let indentation = line.strip_suffix(rest).unwrap_or_default();
        let says_nothing = rest.trim_end().is_empty() || rest.starts_with('#');
        if says_nothing && indentation.contains('\t') {
            first.get_or_insert(index + 1);
            mended.push_str(&indentation.replace('\t', " "));
            mended.push_str(rest);
        } else {
            mended.push_str(line);
        }
    }
    Some((mended, first?))
}

/// What is said about them.
pub(super) fn note(source: &Source, line: usize) -> Diagnostic {
    let text = source.text.lines().nth(line - 1).unwrap_or_default();
    Diagnostic::warning(
        Rule::Tab,
        "a tab stands before a comment or in an empty line, which YAML does not allow",
    )
    .hint("indent with spaces")
    .excerpt(Excerpt::cut_from_line(&source.name, line, text, 1, 1))
}
