//! What sends a request, in `src/operations.rs`: `send`, `send_with_meta`, `send_raw`, for pages `pages` and `stream`, and
//! `stream` for what may come piece by piece.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::bodies::content_type;
use super::codec::patterns::is_exact;
use super::docs::{lines, paragraphs};
use super::failures::errors;
use super::printer::gap;
use super::streams;
use super::types::outside;
use crate::ir::{Answer, Operation, Reading, Type, Types};

/// The methods of a builder that send what it has.
pub(super) fn methods(types: &Types, operation: &Operation) -> Vec<TokenStream> {
    let response = &operation.response;
    let sent = sent(types, operation);
    let (gap, about) = (
        gap(),
        lines(&paragraphs(&[
            sent.about,
            &response.docs.0,
            &errors(types, operation),
        ])),
    );
    let (result, call) = (sent.result, sent.call);
    let mut methods = vec![quote! {
        #gap
        #about
        pub fn send(self) -> Sending<#result> { self.request.#call }
    }];
    methods.push(with_meta(sent.whole, &sent.call_with_meta, operation));
    methods.push(raw());
    if let (Some(_), Some(body)) = (&response.pagination, response.json()) {
        methods.extend(paging(types, body));
    }
    methods.extend(streams::beside(types, response));
    methods
}

/// How a request is sent.
struct Sent {
    about: &'static str,
    /// What `send` gives.
    result: TokenStream,
    call: TokenStream,
    /// The whole body.
    whole: TokenStream,
    call_with_meta: TokenStream,
}

fn sent(types: &Types, operation: &Operation) -> Sent {
    let response = &operation.response;
    let envelope = response.envelope.as_ref();
    let content = envelope.and_then(|envelope| envelope.content.as_ref());
    let Some(body) = response.json().map(|body| outside(types, body)) else {
        return otherwise(types, operation);
    };
    if response.pagination.is_some() {
        return Sent {
            about: "Sends the request and gives one page.",
            result: quote!(Page<#body>),
            call: quote!(send_page()),
            whole: body,
            call_with_meta: quote!(send_page_with_meta()),
        };
    }
    if envelope.is_none() {
        let exact = response.json().is_some_and(|body| is_exact(types, body));
        let (call, call_with_meta) = match exact {
            true => (
                quote!(read(Reply::exact)),
                quote!(read_with_meta(Reply::exact)),
            ),
            false => (quote!(send()), quote!(send_with_meta())),
        };
        return Sent {
            about: "Sends the request.",
            result: body.clone(),
            call,
            whole: body,
            call_with_meta,
        };
    }
    let (about, result) = match content {
        Some(content) => (
            "Sends the request and gives what the envelope holds.",
            content_type(types, content),
        ),
        None => ("Sends the request.", body.clone()),
    };
    Sent {
        about,
        result,
        call: quote!(send_enveloped::<#body>()),
        whole: body,
        call_with_meta: quote!(send_enveloped_with_meta()),
    }
}

/// How a request is sent whose answer is not always JSON.
fn otherwise(types: &Types, operation: &Operation) -> Sent {
    let (about, result, read) = match &operation.response.answer {
        Answer::Nothing => {
            return Sent {
                about: "Sends the request.",
                result: quote!(()),
                call: quote!(send_empty()),
                whole: quote!(()),
                call_with_meta: quote!(send_empty_with_meta()),
            };
        }
        Answer::Always(Reading::Bytes) | Answer::Perhaps(Reading::Bytes) => (
            "Sends the request and gives the bytes of the answer.",
            quote!(Bytes),
            quote!(Reply::bytes),
        ),
        Answer::Always(Reading::Text) | Answer::Perhaps(Reading::Text) => (
            "Sends the request and gives the text of the answer.",
            quote!(String),
            quote!(Reply::text),
        ),
        Answer::Always(Reading::Json(ty)) | Answer::Perhaps(Reading::Json(ty)) => {
            let (ty, exact) = (outside(types, ty), is_exact(types, ty));
            let about = "Sends the request; not every answer has a body.";
            let read = match exact {
                true => quote!(Reply::optional_exact),
                false => quote!(Reply::optional),
            };
            (about, quote!(Option<#ty>), read)
        }
        Answer::Stream(stream) => {
            let sent = streams::sent(types, &stream.items);
            return Sent {
                about: sent.about,
                whole: sent.result.clone(),
                result: sent.result,
                call: sent.call,
                call_with_meta: sent.call_with_meta,
            };
        }
        Answer::OneOf(_) => {
            let name = format_ident!("{}", operation.outcome_name());
            let about = "Sends the request; what comes back depends on the status.";
            (about, quote!(#name), quote!(#name::read))
        }
    };
    Sent {
        about,
        call: quote!(read(#read)),
        whole: result.clone(),
        result,
        call_with_meta: quote!(read_with_meta(#read)),
    }
}

/// `send_with_meta`: what the server says beside the value.
fn with_meta(whole: TokenStream, call: &TokenStream, operation: &Operation) -> TokenStream {
    let response = &operation.response;
    let what = match (&response.answer, &response.envelope) {
        (Answer::Nothing | Answer::Stream(_), _) => {
            "As [`send`](Self::send), and gives status and headers."
        }
        (_, Some(_)) => {
            "As [`send`](Self::send), and gives status and headers with the whole body, its envelope included."
        }
        _ => "As [`send`](Self::send), and gives status and headers with the body.",
    };
    let headers = match response.headers.is_empty() {
        true => String::new(),
        false => format!("[`{}`] reads what headers say.", operation.headers_name()),
    };
    let errors = "# Errors\n\nAs for [`send`](Self::send).";
    let (gap, about) = (gap(), lines(&paragraphs(&[what, &headers, errors])));
    quote! {
        #gap
        #about
        pub fn send_with_meta(self) -> Sending<Response<#whole>> { self.request.#call }
    }
}

/// `send_raw`: what comes back, as it comes.
fn raw() -> TokenStream {
    let gap = gap();
    let about =
        lines("Sends the request and gives the response as it comes, whatever its status is.");
    quote! {
        #gap
        #about
        pub fn send_raw(self) -> Sending<crate::RawResponse> { self.request.send_raw() }
    }
}

fn paging(types: &Types, body: &Type) -> [TokenStream; 2] {
    let body = outside(types, body);
    let (first, second) = (gap(), gap());
    let pages = lines("Every page from here on, each asked for when it is needed.");
    let stream =
        lines("Every item of every page from here on; pages are asked for as they are needed.");
    [
        quote! {
            #first
            #pages
            pub fn pages(self) -> Pages<#body> { self.request.pages(&Self::PAGES) }
        },
        quote! {
            #second
            #stream
            pub fn stream(self) -> Items<#body> { self.request.items(&Self::PAGES) }
        },
    ]
}
