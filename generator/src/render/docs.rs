//! Documentation as attributes, which the printer writes as `///` lines.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Docs;

/// The lines of the documentation.
pub(super) fn docs(docs: &Docs) -> TokenStream {
    lines(&docs.0)
}

/// Any text as lines of documentation.
pub(super) fn lines(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| {
        let line = if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        };
        quote!(#[doc = #line])
    });
    quote!(#(#lines)*)
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

/// `#[deprecated]`, where the document says so.
pub(super) fn deprecated(deprecated: bool) -> TokenStream {
    if deprecated {
        quote!(#[deprecated])
    } else {
        TokenStream::new()
    }
}
