//! From tokens to the text of a file.
//!
//! Items are formatted one at a time by `prettyplease` and joined by one blank line. `prettyplease` prints the parts of
//! an item without blank lines between; [`gap`] asks for one.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The text of the doc comment that stands for a blank line. No document's text can hold it: control characters are
/// taken out of documentation.
const GAP: &str = "\u{1}";

/// What stands between the lines of a doc comment, so that one attribute is enough for all of them. No document's text
/// can hold it either.
const LINE_END: char = '\u{2}';

/// A blank line before a field, a variant or a method. It stands before the documentation.
pub(super) fn gap() -> TokenStream {
    quote!(#[doc = #GAP])
}

/// Lines as documentation of what follows.
pub(super) fn doc_comment(lines: &str) -> TokenStream {
    if lines.is_empty() {
        return TokenStream::new();
    }
    let mut text = String::with_capacity(lines.len() + 1);
    for (number, line) in lines.lines().enumerate() {
        if number > 0 {
            text.push(LINE_END);
        }
        if !line.is_empty() {
            text.push(' ');
            text.push_str(line);
        }
    }
    let text = literal(&text);
    quote!(#[doc = #text])
}

/// A text as it is between its quotes, which is less work to read again than escapes are.
fn literal(text: &str) -> Literal {
    let as_it_is = raw(text).parse();
    as_it_is.unwrap_or_else(|_| Literal::string(text))
}

/// A raw text: with one more `#` than any run of them behind a quote.
pub(super) fn raw(text: &str) -> String {
    let runs = text.split('"').skip(1);
    let runs = runs.map(|rest| rest.len() - rest.trim_start_matches('#').len());
    let hashes = "#".repeat(runs.max().map_or(0, |longest| longest + 1));
    format!("r{hashes}\"{text}\"{hashes}")
}

/// A source file: its `//!` lines, then its items.
pub(super) fn file(about: &str, items: &[TokenStream]) -> String {
    joined(inner_docs(about), &printed(items))
}

/// Items one after the other, with a blank line between.
pub(super) fn printed(items: &[TokenStream]) -> String {
    let items = items.iter().filter(|item| !item.is_empty());
    items.fold(String::new(), |text, item| joined(text, &print(item)))
}

/// Two parts of a file with a blank line between.
pub(super) fn joined(mut before: String, after: &str) -> String {
    if !(before.is_empty() || after.is_empty()) {
        before.push('\n');
    }
    before.push_str(after);
    before
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
    let formatted = prettyplease::unparse(&file);
    let mut text = String::with_capacity(formatted.len());
    let mut after_brace = true;
    for line in formatted.lines() {
        let is_gap = line.ends_with(GAP);
        if is_gap && after_brace {
            continue;
        }
        after_brace = line.ends_with('{');
        if !is_gap {
            push_line(&mut text, line);
        }
        text.push('\n');
    }
    text
}

/// A line of code, or the lines of documentation that one attribute stands for.
fn push_line(text: &mut String, line: &str) {
    let code = line.trim_start();
    let lines = code.starts_with("///").then(|| line.split_once(LINE_END));
    let Some((first, more)) = lines.flatten() else {
        text.push_str(line);
        return;
    };
    let indent = line.len() - code.len();
    text.push_str(first.trim_end_matches(' '));
    for line in more.split(LINE_END) {
        text.push('\n');
        text.extend(std::iter::repeat_n(' ', indent));
        text.push_str("///");
        text.push_str(line.trim_end_matches(' '));
    }
}

#[cfg(test)]
mod tests {
    use super::{doc_comment, gap, print};
    use quote::quote;

    #[test]
    fn documentation_and_blank_lines() {
        let (item, field) = (
            doc_comment("One \"#\".  \n\n  Two."),
            doc_comment("A \\ field.\nOf it."),
        );
        let (first, second) = (gap(), gap());
        let printed = print(&quote! {
            #item
            struct A { #first #field a: u8, #second #field b: u8 }
        });
        let expected = r##"/// One "#".
///
///   Two.
struct A {
    /// A \ field.
    /// Of it.
    a: u8,

    /// A \ field.
    /// Of it.
    b: u8,
}
"##;
        assert_eq!(printed, expected);
    }
}
