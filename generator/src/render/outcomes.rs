//! The enum of what may come back where that depends on the status, in `src/operations.rs`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::codec::patterns::is_exact;
use super::docs::{lines, paragraphs};
use super::printer::gap;
use super::types::{ident, outside};
use crate::ir::{Answer, Operation, Outcome, Reading, Types};

/// The enum and how it is read; nothing where there is one answer.
pub(super) fn items(types: &Types, operation: &Operation) -> Vec<TokenStream> {
    let Answer::OneOf(outcomes) = &operation.response.answer else {
        return Vec::new();
    };
    let name = format_ident!("{}", operation.outcome_name());
    let about = lines(&format!(
        "What [`{}`] answers, by status.",
        operation.builder
    ));
    // A status that is not described is read as the one that stands for all others, else as the first that has a body.
    let other = (outcomes.iter().position(|one| one.status.is_none()))
        .or(outcomes.iter().position(|one| one.reading.is_some()))
        .unwrap_or_default();
    let variants = (outcomes.iter().enumerate())
        .map(|(index, outcome)| variant(types, outcome, index == other));
    let arms = outcomes
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != other);
    let arms = arms.filter_map(|(_, outcome)| {
        let status = proc_macro2::Literal::u16_unsuffixed(outcome.status?);
        let value = value(types, outcome);
        Some(quote!(#status => #value))
    });
    let rest = outcomes.get(other).map(|one| value(types, one));
    vec![
        quote! {
            #about
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #name { #(#variants),* }
        },
        quote! {
            impl #name {
                fn read(reply: &Reply) -> Result<Self, Error> {
                    Ok(match reply.status() { #(#arms,)* _ => #rest })
                }
            }
        },
    ]
}

fn variant(types: &Types, outcome: &Outcome, other: bool) -> TokenStream {
    let status = match outcome.status {
        Some(status) if other => {
            format!("The answer to the status {status}, and to any success that is not described.")
        }
        Some(status) => format!("The answer to the status {status}."),
        None => "The answer to any other status of success.".to_owned(),
    };
    let docs = lines(&paragraphs(&[&status, &outcome.docs.0]));
    let (gap, name) = (gap(), ident(&outcome.variant));
    let held = match &outcome.reading {
        None => return quote!(#gap #docs #name),
        Some(Reading::Json(ty)) => outside(types, ty),
        Some(Reading::Text) => quote!(String),
        Some(Reading::Bytes) => quote!(Bytes),
    };
    quote!(#gap #docs #name(#held))
}

fn value(types: &Types, outcome: &Outcome) -> TokenStream {
    let name = ident(&outcome.variant);
    match &outcome.reading {
        None => quote!(Self::#name),
        Some(Reading::Json(ty)) if is_exact(types, ty) => quote!(Self::#name(reply.exact()?)),
        Some(Reading::Json(_)) => quote!(Self::#name(reply.decode()?)),
        Some(Reading::Text) => quote!(Self::#name(reply.text()?)),
        Some(Reading::Bytes) => quote!(Self::#name(reply.bytes()?)),
    }
}
