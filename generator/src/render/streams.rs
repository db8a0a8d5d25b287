//! What sends a request whose answer comes piece by piece, in `src/operations.rs`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::codec::patterns::is_exact;
use super::docs::{lines, paragraphs};
use super::printer::gap;
use super::types::outside;
use crate::ir::{Items, Response, Types};

/// How a stream is asked for.
pub(super) struct Sent {
    pub(super) about: &'static str,
    pub(super) result: TokenStream,
    pub(super) call: TokenStream,
    pub(super) call_with_meta: TokenStream,
}

/// How such items are asked for.
pub(super) fn sent(types: &Types, items: &Items) -> Sent {
    let item = match items.ty() {
        Some(ty) => outside(types, ty),
        None => quote!(String),
    };
    let (method, read) = match items {
        Items::Events(ty) if is_exact(types, ty) => ("events", quote!(Reply::exact)),
        Items::Events(_) => ("events", quote!(Reply::decode)),
        Items::Lines(ty) if is_exact(types, ty) => ("lines", quote!(Reply::exact)),
        Items::Records(ty) if is_exact(types, ty) => ("records", quote!(Reply::exact)),
        Items::Texts => ("events", quote!(Reply::text)),
        Items::WholeEvents(_) => ("whole_events", TokenStream::new()),
        Items::Lines(_) => ("lines", quote!(Reply::decode)),
        Items::Records(_) => ("records", quote!(Reply::decode)),
    };
    let (about, result) = match items {
        Items::Events(_) | Items::Texts | Items::WholeEvents(_) => (
            "Sends the request and gives the events of the answer, each as soon as it has come.",
            quote!(crate::Events<#item>),
        ),
        Items::Lines(_) | Items::Records(_) => (
            "Sends the request and gives the values of the answer, each as soon as it has come.",
            quote!(crate::Lines<#item>),
        ),
    };
    let method_with_meta = format_ident!("{method}_with_meta");
    let method = format_ident!("{method}");
    Sent {
        about,
        result,
        call: quote!(#method(#read)),
        call_with_meta: quote!(#method_with_meta(#read)),
    }
}

const ASKED: &str = "Where the request has a parameter or a property that asks for this, such as `stream`, set it too.";

/// The method that asks for a stream where something else may come as well.
pub(super) fn beside(types: &Types, response: &Response) -> Option<TokenStream> {
    let stream = response.stream.as_ref()?;
    let Sent {
        about,
        result,
        call,
        ..
    } = sent(types, &stream.items);
    // Pages have the short name.
    let name = match (&response.pagination, &stream.items) {
        (None, _) => format_ident!("stream"),
        (Some(_), Items::Lines(_) | Items::Records(_)) => format_ident!("stream_lines"),
        (Some(_), _) => format_ident!("stream_events"),
    };
    let errors = "# Errors\n\nAs for [`send`](Self::send).";
    let about = lines(&paragraphs(&[about, ASKED, &stream.docs.0, errors]));
    let (gap, accept) = (gap(), &stream.accept);
    Some(quote! {
        #gap
        #about
        pub fn #name(self) -> Sending<#result> {
            self.request.accepting(#accept).#call
        }
    })
}
