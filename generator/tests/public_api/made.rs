//! What the crate's own macros make of a type.
//!
//! Takes the definitions of macros and a call whose arguments begin with a type; gives the impls that come of it, without
//! their bodies. Looks at the last thing that a definition makes, and at no repetition.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;
use syn::{Item, ItemImpl, Macro};

use crate::source::Source;

/// What stands behind `=>`, by the name of the macro.
pub(crate) type Definitions = BTreeMap<String, TokenStream>;

pub(crate) fn definitions(source: &Source) -> Definitions {
    let items = source.values().flat_map(|module| &module.items);
    let found = items.filter_map(|item| match item {
        Item::Macro(one) => {
            let groups = one.mac.tokens.clone().into_iter().filter_map(group);
            Some((one.ident.as_ref()?.to_string(), groups.last()?.stream()))
        }
        _ => None,
    });
    found.collect()
}

/// The impls of a call, if the macro is the crate's own and makes some.
pub(crate) fn impls(definitions: &Definitions, call: &Macro) -> Vec<ItemImpl> {
    let Some(last) = call.path.segments.last() else {
        return Vec::new();
    };
    let Some(body) = definitions.get(&last.ident.to_string()) else {
        return Vec::new();
    };
    let is_path = |token: &TokenTree| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(one) => one.as_char() == ':',
        _ => false,
    };
    let ty: TokenStream = (call.tokens.clone().into_iter())
        .take_while(is_path)
        .collect();
    let Ok(file) = syn::parse2::<syn::File>(of_type(body.clone(), &ty, 0)) else {
        return Vec::new();
    };
    let made = file.items.into_iter().flat_map(|item| match item {
        Item::Impl(block) => vec![block],
        Item::Macro(inner) => impls(definitions, &inner.mac),
        _ => Vec::new(),
    });
    made.collect()
}

/// The tokens with the type for `$name` or `$models::$name`, and without what stands in bodies.
fn of_type(tokens: TokenStream, ty: &TokenStream, depth: usize) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut made = TokenStream::new();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(dollar) if dollar.as_char() == '$' => {
                let name = tokens.next().map(|name| name.to_string());
                match name.as_deref() {
                    Some("crate") => made.extend(quote!(crate)),
                    Some("name") => made.extend(ty.clone()),
                    Some("models") => {
                        // `::$name`
                        tokens.by_ref().take(4).for_each(drop);
                        made.extend(ty.clone());
                    }
                    _ => made.extend(quote!(x)),
                }
            }
            TokenTree::Group(group) => {
                let is_body = group.delimiter() == Delimiter::Brace;
                let inside = match is_body && depth > 0 {
                    true => TokenStream::new(),
                    false => of_type(group.stream(), ty, depth + usize::from(is_body)),
                };
                made.extend([TokenTree::Group(Group::new(group.delimiter(), inside))]);
            }
            other => made.extend([other]),
        }
    }
    made
}

fn group(token: TokenTree) -> Option<Group> {
    match token {
        TokenTree::Group(group) => Some(group),
        _ => None,
    }
}
