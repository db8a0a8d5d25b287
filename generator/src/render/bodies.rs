//! The traits of response bodies that are pages or envelopes, in `src/operations.rs`.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::paths;
use super::printer::gap;
use super::types::{ident, outside};
use crate::ir::{Api, Envelope, FieldStep, Operation, Pagination, Presence, Type, TypeId, Types};

/// How pages and envelopes are read, once for each type that is one.
pub(super) fn impls(api: &Api) -> Vec<TokenStream> {
    let chosen = chosen(api).into_iter();
    let items = chosen.filter_map(|(id, operation)| implementation(api, id, operation));
    items.collect()
}

/// The types that are pages or envelopes, each with the operation that says how.
pub(super) fn chosen(api: &Api) -> Vec<(TypeId, &Operation)> {
    let mut done = BTreeSet::new();
    let mut items = Vec::new();
    for operation in &api.operations {
        let response = &operation.response;
        let Some(Type::Named(id)) = response.json().map(|body| api.types.resolve(body)) else {
            continue;
        };
        match (&response.pagination, &response.envelope) {
            (None, None) => {}
            (pages, _) if done.insert((*id, pages.is_some())) => items.push((*id, operation)),
            _ => {}
        }
    }
    items
}

/// How one of them is read.
pub(super) fn implementation(api: &Api, id: TypeId, operation: &Operation) -> Option<TokenStream> {
    let response = &operation.response;
    match (&response.pagination, &response.envelope) {
        (Some(pages), envelope) => Some(paged(api, id, pages, envelope.as_ref())),
        (None, Some(envelope)) => Some(enveloped(api, id, envelope)),
        (None, None) => None,
    }
}

fn paged(api: &Api, id: TypeId, pages: &Pagination, envelope: Option<&Envelope>) -> TokenStream {
    let name = ident(&api.types.get(id).name.rust);
    let item = outside(&api.types, &pages.item);
    let succeeded =
        envelope.map_or_else(|| quote!(true), |envelope| paths::flag(&envelope.success));
    let (slice, owned) = (paths::slice(&pages.items), paths::owned(&pages.items));
    let gaps = [gap(), gap(), gap()];
    let [first, second, third] = &gaps;
    quote! {
        impl Paged for models::#name {
            type Item = #item;
            #first
            fn succeeded(&self) -> bool { #succeeded }
            #second
            fn items(&self) -> &[Self::Item] { #slice }
            #third
            fn into_items(self) -> Vec<Self::Item> { #owned }
        }
    }
}

fn enveloped(api: &Api, id: TypeId, envelope: &Envelope) -> TokenStream {
    let name = ident(&api.types.get(id).name.rust);
    let succeeded = paths::flag(&envelope.success);
    let (content, taken) = match &envelope.content {
        Some(step) => {
            let field = ident(&step.field);
            (content_type(&api.types, step), quote!(self.#field))
        }
        None => (quote!(Self), quote!(self)),
    };
    let (first, second) = (gap(), gap());
    quote! {
        impl Envelope for models::#name {
            type Content = #content;
            #first
            fn succeeded(&self) -> bool { #succeeded }
            #second
            fn into_content(self) -> Self::Content { #taken }
        }
    }
}

/// What an envelope holds, as its field has it.
pub(super) fn content_type(types: &Types, content: &FieldStep) -> TokenStream {
    let held = outside(types, &content.ty);
    let held = if content.boxed {
        quote!(Box<#held>)
    } else {
        held
    };
    match content.presence {
        Presence::Required => held,
        Presence::OptionalNullable => quote!(crate::Maybe<#held>),
        _ => quote!(Option<#held>),
    }
}
