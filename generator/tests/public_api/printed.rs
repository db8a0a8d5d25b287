//! Pieces of syntax as one line of text.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, GenericParam, Generics, ItemImpl, Signature, Type};

/// Tokens of an item, laid out as a formatter would, but in one line.
fn item(tokens: TokenStream) -> String {
    let file: syn::File = syn::parse2(tokens).expect("an item");
    let text = prettyplease::unparse(&file);
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace("( ", "(")
        .replace(", )", ")")
        .replace(",)", ")")
        .replace(", >", ">")
        .replace("< ", "<")
}

/// What stands between two texts, both of which are there.
fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let text = text.strip_prefix(before).unwrap_or(text);
    text.strip_suffix(after).unwrap_or(text).trim()
}

pub(crate) fn signature(signature: &Signature) -> String {
    between(&item(quote!(#signature {})), "", "{}").to_owned()
}

pub(crate) fn ty(ty: &Type) -> String {
    between(&item(quote!(type X = #ty;)), "type X =", ";").to_owned()
}

/// `<..>` and what follows `where`.
pub(crate) fn generics(generics: &Generics) -> String {
    let clause = &generics.where_clause;
    between(&item(quote!(fn x #generics () #clause {})), "fn x", "{}")
        .replacen("()", "", 1)
        .trim_end()
        .to_owned()
}

/// What the parameters of an `impl` must be; nothing where they may be anything.
pub(crate) fn bounds(of: &Generics) -> String {
    let is_bound = |one: &GenericParam| match one {
        GenericParam::Type(one) => !one.bounds.is_empty(),
        GenericParam::Lifetime(one) => !one.bounds.is_empty(),
        GenericParam::Const(_) => true,
    };
    match of.where_clause.is_some() || of.params.iter().any(is_bound) {
        true => generics(of),
        false => String::new(),
    }
}

/// The first line of an `impl`.
pub(crate) fn head(block: &ItemImpl) -> String {
    let (parameters, _, clause) = block.generics.split_for_impl();
    let (ty, of) = (
        &block.self_ty,
        block.trait_.as_ref().map(|(of, _)| quote!(#of for)),
    );
    let head = quote!(impl #parameters #of #ty #clause {});
    between(&item(head), "", "{}").to_owned()
}

/// An attribute, as it is written before an item.
pub(crate) fn attribute(attribute: &Attribute) -> String {
    let line = item(quote!(#attribute struct X;));
    between(&line, "", "struct X;").to_owned()
}

/// A bound or a list of such.
pub(crate) fn supertraits(of: &syn::ItemTrait) -> String {
    let (generics, colon, supertraits) = (&of.generics, &of.colon_token, &of.supertraits);
    let line = item(quote!(trait X #generics #colon #supertraits {}));
    between(&line, "trait X", "{}").to_owned()
}

pub(crate) fn tokens(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}
