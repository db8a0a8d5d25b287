//! The view of the headers that the document describes, in `src/operations.rs`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::{deprecated, lines, paragraphs};
use super::printer::gap;
use super::types::{ident, outside};
use crate::ir::{Header, Operation, Type, Types};

const ERRORS: &str = "# Errors\n\n[`ErrorKind::Decode`](crate::ErrorKind::Decode) where its value is something else.";

/// The view and its methods; nothing where no headers are described.
pub(super) fn items(types: &Types, operation: &Operation) -> Vec<TokenStream> {
    let headers = &operation.response.headers;
    if headers.is_empty() {
        return Vec::new();
    }
    let name = format_ident!("{}", operation.headers_name());
    let about = lines(&paragraphs(&[
        &format!(
            "The headers that the API's document describes of answers to [`{}`].",
            operation.builder
        ),
        "Made of all headers, wherever they are: [`Response::headers`](crate::Response::headers) of `send_with_meta`, or \
         those of an error.",
    ]));
    let of = lines("Reads them from all headers of an answer.");
    let methods = headers.iter().map(|header| method(types, header));
    vec![
        quote! {
            #about
            #[derive(Clone, Copy, Debug)]
            pub struct #name<'a>(crate::runtime::headers::Headers<'a>);
        },
        quote! {
            impl<'a> #name<'a> {
                #of
                #[must_use]
                pub fn of(headers: &'a http::HeaderMap) -> Self {
                    Self(crate::runtime::headers::Headers::new(headers))
                }
                #(#methods)*
            }
        },
    ]
}

fn method(types: &Types, header: &Header) -> TokenStream {
    let (gap, about) = (gap(), lines(&paragraphs(&[&header.docs.0, ERRORS])));
    let (name, wire) = (ident(&header.name.rust), &header.name.wire);
    let (ty, deprecated) = (outside(types, &header.ty), deprecated(header.deprecated));
    let read = match header.ty {
        Type::Array(_) => quote!(many),
        _ => quote!(one),
    };
    quote! {
        #gap
        #about
        #deprecated
        pub fn #name(self) -> Result<Option<#ty>, Error> { self.0.#read(#wire) }
    }
}
