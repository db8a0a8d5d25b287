//! Documented failures: the constants of a builder that read their bodies, and what is said of them.
//!
//! A constant has no code of its own, and nothing is made of its type before somebody reads a body by it: so each failure
//! with a type has one, whether others are alike or not.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::codec::patterns::is_exact;
use super::docs::{lines, one_line};
use super::printer::gap;
use super::types::outside;
use crate::ir::{Failure, Operation, Scalar, Type, Types};

/// `pub const FAILURE_404`, for each failure whose body is JSON of some type.
pub(super) fn constants(
    types: &Types,
    operation: &Operation,
    constant: &proc_macro2::Ident,
) -> Vec<TokenStream> {
    let typed = operation
        .failures
        .iter()
        .filter_map(|failure| Some((failure, typed(types, failure)?)));
    let constants = typed.map(|(failure, body)| {
        let (gap, name) = (gap(), format_ident!("{}", name(failure)));
        let about = lines(&format!(
            "The body of an answer with `{}`: [`Error::failure`](crate::Error::failure) reads it.",
            failure.status
        ));
        let (status, body) = (&failure.status, outside(types, body));
        let before: Vec<&str> = before(operation, failure).collect();
        let after = (!before.is_empty()).then(|| quote!(.after(&[#(#before),*])));
        quote! {
            #gap
            #about
            pub const #name: crate::Failure<#body> = crate::Failure::new(&#constant, #status)#after;
        }
    });
    constants.collect()
}

/// What a call can fail with, by the document.
pub(super) fn errors(types: &Types, operation: &Operation) -> String {
    let mut text = "# Errors\n\nSee [`Error`](crate::Error).".to_owned();
    if operation.failures.is_empty() {
        return text;
    }
    text.push_str(" Documented failures:\n");
    for failure in &operation.failures {
        let body = typed(types, failure).map_or_else(String::new, |body| {
            let constant = name(failure);
            let constant = format!("[`{constant}`](Self::{constant})");
            // What is but another name for a type of the crate has a page of its own.
            match (body, types.resolve(body)) {
                (Type::Named(id), Type::Named(_)) => {
                    let name = &types.get(*id).name.rust;
                    format!(" ([`{name}`](crate::models::{name}), {constant})")
                }
                _ => format!(" ({constant})"),
            }
        });
        let about = match one_line(&failure.docs.0) {
            about if about.is_empty() => "no description".to_owned(),
            about => about,
        };
        text.push_str(&format!("\n- `{}`: {about}{body}", failure.status));
    }
    text
}

/// The body, if it has a type: free JSON has none, and a number by itself is read in a way of its own.
fn typed<'a>(types: &Types, failure: &'a Failure) -> Option<&'a Type> {
    let body = failure.body.as_ref()?;
    let free = *types.resolve(body) == Type::Scalar(Scalar::Json);
    (!free && !is_exact(types, body)).then_some(body)
}

fn name(failure: &Failure) -> String {
    format!("FAILURE_{}", failure.status.to_uppercase())
}

/// The failures that are described by themselves, though the status of this one means theirs, too: single statuses go
/// before ranges and those before `default`, as they are listed.
fn before<'a>(operation: &'a Operation, failure: &'a Failure) -> impl Iterator<Item = &'a str> {
    let all = operation.failures.iter().map(|other| other.status.as_str());
    let status = failure.status.as_str();
    all.take_while(move |other| *other != status)
        .filter(move |other| {
            let class = status.strip_suffix("XX");
            status == "default" || class.is_some_and(|class| other.starts_with(class))
        })
}
