//! From tokens to the text of a file.
//!
//! Items are formatted one at a time by `prettyplease` and joined by one blank line. `prettyplease` prints the parts of
//! an item without blank lines between; [`gap`] asks for one.

use proc_macro2::TokenStream;
use quote::quote;

/// The text of the doc comment that stands for a blank line. No document's text can hold it: control characters are
/// taken out of documentation.
const GAP: &str = "\u{1}";

/// A blank line before a field, a variant or a method. It stands before the documentation.
pub(super) fn gap() -> TokenStream {
    quote!(#[doc = #GAP])
}

/// A source file: its `//!` lines, then its items.
pub(super) fn file(about: &str, items: &[TokenStream]) -> String {
    let mut text = inner_docs(about);
    for item in items.iter().filter(|item| !item.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&print(item));
    }
    text
}

/// Lines of `//!`.
pub(super) fn inner_docs(about: &str) -> String {
    let lines = about.lines().map(|line| {
        if line.is_empty() {
            "//!\n".to_owned()
        } else {
            format!("//! {line}\n")
        }
    });
    lines.collect()
}

pub(super) fn print(item: &TokenStream) -> String {
    let file = match syn::parse2::<syn::File>(item.clone()) {
        Ok(file) => file,
        // Rendering builds whole items only, so this is a slip in this crate; the compiler then says where.
        Err(_) => return format!("{item}\n"),
    };
    let mut text = String::new();
    let mut after_brace = true;
    for line in prettyplease::unparse(&file).lines() {
        let is_gap = line.trim_start() == format!("///{GAP}");
        if is_gap && after_brace {
            continue;
        }
        after_brace = line.ends_with('{');
        if !is_gap {
            text.push_str(line);
        }
        text.push('\n');
    }
    text
}
