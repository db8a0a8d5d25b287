//! `use` declarations: exactly those that the items of a file need.
//!
//! Takes the text of the items and what could be imported, gives the declarations, in the order of the table, one for each
//! module.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use unicode_ident::is_xid_continue;

use super::types::ident;

/// A name that can be imported.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Import {
    module: &'static str,
    name: &'static str,
}

/// Needed where the name begins a path.
pub(super) const fn name(module: &'static str, name: &'static str) -> Import {
    Import { module, name }
}

/// The declarations that items need in which these words begin paths, in groups with a blank line between.
pub(super) fn needed(words: &BTreeSet<&str>, groups: &[&[Import]]) -> Vec<TokenStream> {
    let groups = groups.iter().map(|group| {
        let wanted = group.iter().filter(|import| words.contains(import.name));
        declarations(&TokenStream::new(), wanted)
    });
    groups.filter(|group| !group.is_empty()).collect()
}

/// The declarations of a module that hands all of them on.
pub(super) fn prelude(imports: &[Import]) -> TokenStream {
    declarations(&quote!(pub(crate)), imports.iter())
}

/// The words at the beginning of paths, in items that are printed.
pub(super) fn beginnings(code: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut before = "";
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, behind) = rest.split_at(length(rest, first));
        rest = behind.trim_start();
        if token.starts_with("//") {
            continue;
        }
        if is_xid_continue(first) && begins_path(before, first, rest) {
            found.insert(token);
        }
        before = token;
    }
    found
}

/// Whether a word begins a path, by what stands before and behind it. A module is meant only where a path goes on behind it;
/// a variable may have the same name. What has parentheses behind it is a variant that is declared: no type here is made by
/// its name alone.
fn begins_path(before: &str, first: char, behind: &str) -> bool {
    let is_name = first.is_uppercase() && !behind.starts_with('(');
    (is_name || behind.starts_with("::")) && !matches!(before, "." | "::" | "fn" | "type" | "mod")
}

/// How long the first token is: a word or number, a text, a comment, `::`, else one character. No code here has raw texts or
/// characters between quotes.
fn length(code: &str, first: char) -> usize {
    let before = |end: fn(char) -> bool| code.find(end).unwrap_or(code.len());
    match first {
        _ if is_xid_continue(first) => before(|c| !is_xid_continue(c)),
        '"' => text(code),
        '/' if code.starts_with("//") => before(|c| c == '\n'),
        ':' if code.starts_with("::") => 2,
        _ => first.len_utf8(),
    }
}

/// How long a text is, with its quotes.
fn text(code: &str) -> usize {
    let mut bytes = code.bytes().enumerate().skip(1);
    while let Some((place, byte)) = bytes.next() {
        match byte {
            b'"' => return place + 1,
            b'\\' => bytes.next(),
            _ => None,
        };
    }
    code.len()
}

fn declarations<'a>(
    visibility: &TokenStream,
    imports: impl Iterator<Item = &'a Import>,
) -> TokenStream {
    let mut modules: Vec<(&str, Vec<&str>)> = Vec::new();
    for import in imports {
        match modules.last_mut() {
            Some((module, names)) if *module == import.module => names.push(import.name),
            _ => modules.push((import.module, vec![import.name])),
        }
    }
    let declarations = modules.iter().map(|(module, names)| {
        let path = module.split("::").map(ident);
        let names: Vec<_> = names.iter().map(|name| ident(name)).collect();
        match names.as_slice() {
            [only] => quote!(#visibility use #(#path)::*::#only;),
            several => quote!(#visibility use #(#path)::*::{#(#several),*};),
        }
    });
    quote!(#(#declarations)*)
}

#[cfg(test)]
mod tests {
    use super::beginnings;

    #[test]
    fn words_that_begin_paths() {
        let found = beginnings(
            r#"
            /// Takes a Client, as `Other::new` does.
            #[must_use = "Text \" Text::of(it)"]
            pub fn Method(models: &models::Item, map: BTreeMap<String, crate::Error>) -> Self {
                let client = self.Field.bytes::<Bytes>(Number::Integer(1_000));
                Variant(client, ::url::Url, 'static)
            }
            "#,
        );
        let expected = [
            "BTreeMap", "Bytes", "Number", "Self", "String", "crate", "models",
        ];
        assert_eq!(Vec::from_iter(found), expected);
    }
}
