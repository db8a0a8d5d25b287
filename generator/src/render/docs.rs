//! Documentation as attributes, which the printer writes as `///` lines.

use proc_macro2::TokenStream;
use quote::quote;

use super::printer::doc_comment;
use crate::ir::Docs;

/// The lines of the documentation.
pub(super) fn docs(docs: &Docs) -> TokenStream {
    lines(&docs.0)
}

/// Any text as lines of documentation.
pub(super) fn lines(text: &str) -> TokenStream {
    doc_comment(text)
}

/// Paragraphs with a blank line between; empty ones are left out.
pub(super) fn paragraphs(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("\n\n")
}

/// The text in one line, as an item of a list has it. What was a paragraph is a sentence then.
pub(super) fn one_line(text: &str) -> String {
    let ends = |paragraph: &str| paragraph.ends_with(['.', ':', ';', '!', '?', ','].as_slice());
    let mut line = String::with_capacity(text.len());
    for paragraph in text.split("\n\n") {
        if !line.is_empty() {
            line.push_str(if ends(&line) { " " } else { ". " });
        }
        line.push_str(&paragraph.trim_end().replace('\n', " "));
    }
    line
}

/// `#[deprecated]`, where the document says so.
pub(super) fn deprecated(deprecated: bool) -> TokenStream {
    if deprecated {
        quote!(#[deprecated])
    } else {
        TokenStream::new()
    }
}
