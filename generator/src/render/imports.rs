//! `use` declarations: exactly those that the items of a file need.
//!
//! Takes the items and what could be imported, gives the declarations, in the order of the table, one for each module.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

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

/// The declarations that the items need, in groups with a blank line between.
pub(super) fn needed(items: &[TokenStream], groups: &[&[Import]]) -> Vec<TokenStream> {
    let mut found = BTreeSet::new();
    for item in items {
        scan(item.clone(), &mut found);
    }
    let groups = groups.iter().map(|group| {
        let wanted = group.iter().filter(|import| found.contains(import.name));
        declarations(&TokenStream::new(), wanted)
    });
    groups.filter(|group| !group.is_empty()).collect()
}

/// The declarations of a module that hands all of them on.
pub(super) fn prelude(imports: &[Import]) -> TokenStream {
    declarations(&quote!(pub(crate)), imports.iter())
}

/// The identifiers at the beginning of paths.
fn scan(tokens: TokenStream, found: &mut BTreeSet<String>) {
    let mut before = String::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let begins_path = is_colon(tokens.peek());
        let is_call = matches!(tokens.peek(), Some(TokenTree::Group(group)) if group.delimiter() == proc_macro2::Delimiter::Parenthesis);
        match &token {
            TokenTree::Group(group) => scan(group.stream(), found),
            TokenTree::Ident(ident) => match before.as_str() {
                "." | ":" | "fn" | "type" | "mod" => {}
                // A module is meant only where a path goes on behind it; a variable may have the same name. What has
                // parentheses behind it is a variant that is declared: no type here is made by its name alone.
                _ if begins_path
                    || (!is_call && ident.to_string().starts_with(char::is_uppercase)) =>
                {
                    found.insert(ident.to_string());
                }
                _ => {}
            },
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        before = before_of(&token, &before);
    }
}

/// Whether `::` comes next.
fn is_colon(next: Option<&TokenTree>) -> bool {
    matches!(next, Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && punct.spacing() == proc_macro2::Spacing::Joint)
}

/// What the next token sees: of `::` its last colon, of a single `:` nothing, since a type follows it.
fn before_of(token: &TokenTree, before: &str) -> String {
    match token {
        TokenTree::Punct(punct) if punct.as_char() == ':' && before != "joint" => {
            match punct.spacing() {
                proc_macro2::Spacing::Joint => "joint".to_owned(),
                proc_macro2::Spacing::Alone => String::new(),
            }
        }
        other => other.to_string(),
    }
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
