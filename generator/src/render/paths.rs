//! Expressions that follow fields from a body to what it holds.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::ident;
use crate::ir::{FieldPath, FieldStep, Presence};

/// An expression, and whether it is an `Option` because something on the way may be absent.
struct Way {
    expression: TokenStream,
    optional: bool,
}

/// The list at the end of the path, borrowed: `&[T]`.
pub(super) fn slice(path: &FieldPath) -> TokenStream {
    let Some((last, before)) = path.split_last() else {
        return quote!(&[]);
    };
    let name = ident(&last.field);
    let list = |holder: &TokenStream| match last.presence {
        Presence::Required => quote!(#holder.#name.as_slice()),
        Presence::Optional | Presence::Nullable => quote!(#holder.#name.as_deref()),
        Presence::OptionalNullable => quote!(#holder.#name.as_option().map(Vec::as_slice)),
    };
    let Way {
        expression,
        optional,
    } = borrowed(before);
    match (optional, may_lack(last)) {
        (false, false) => quote!(&#expression.#name),
        (false, true) => {
            let list = list(&expression);
            quote!(#list.unwrap_or_default())
        }
        (true, lacks) => {
            let list = list(&quote!(inner));
            let step = if lacks { quote!(and_then) } else { quote!(map) };
            quote!(#expression.#step(|inner| #list).unwrap_or_default())
        }
    }
}

/// The list at the end of the path, taken out: `Vec<T>`.
pub(super) fn owned(path: &FieldPath) -> TokenStream {
    let Some((first, rest)) = path.split_first() else {
        return quote!(Vec::new());
    };
    let start = ident(&first.field);
    let mut way = Way {
        expression: taken(&quote!(self.#start), first),
        optional: may_lack(first),
    };
    for step in rest {
        let name = ident(&step.field);
        let inner = taken(&quote!(inner.#name), step);
        let before = &way.expression;
        way.expression = match (way.optional, may_lack(step)) {
            (false, _) => taken(&quote!(#before.#name), step),
            (true, true) => quote!(#before.and_then(|inner| #inner)),
            (true, false) => quote!(#before.map(|inner| #inner)),
        };
        way.optional |= may_lack(step);
    }
    let expression = way.expression;
    if way.optional {
        quote!(#expression.unwrap_or_default())
    } else {
        expression
    }
}

/// The flag at the end of the path; absent is no failure.
pub(super) fn flag(step: &FieldStep) -> TokenStream {
    let name = ident(&step.field);
    match step.presence {
        Presence::Required => quote!(self.#name),
        Presence::Optional | Presence::Nullable => quote!(self.#name.unwrap_or(true)),
        Presence::OptionalNullable => quote!(self.#name.as_option().copied().unwrap_or(true)),
    }
}

fn borrowed(path: &[FieldStep]) -> Way {
    let Some((first, rest)) = path.split_first() else {
        return Way {
            expression: quote!(self),
            optional: false,
        };
    };
    let start = ident(&first.field);
    let mut way = Way {
        expression: reference(&quote!(self.#start), first),
        optional: may_lack(first),
    };
    for step in rest {
        let name = ident(&step.field);
        let before = &way.expression;
        let inner = reference(&quote!(inner.#name), step);
        way.expression = match (way.optional, may_lack(step)) {
            (false, _) => reference(&quote!(#before.#name), step),
            (true, true) => quote!(#before.and_then(|inner| #inner)),
            (true, false) => quote!(#before.map(|inner| &#inner)),
        };
        way.optional |= may_lack(step);
    }
    way
}

fn may_lack(step: &FieldStep) -> bool {
    step.presence != Presence::Required
}

/// A place that may lack its value as an option of a reference; any other as it is.
fn reference(place: &TokenStream, step: &FieldStep) -> TokenStream {
    match step.presence {
        Presence::Required => place.clone(),
        Presence::Optional | Presence::Nullable => quote!(#place.as_ref()),
        Presence::OptionalNullable => quote!(#place.as_option()),
    }
}

fn taken(place: &TokenStream, step: &FieldStep) -> TokenStream {
    match step.presence {
        Presence::OptionalNullable => quote!(#place.into_option()),
        _ => place.clone(),
    }
}
