//! Operations by tag: `src/operations.rs`, `src/operations/<tag>.rs` with the handle of each tag, and a file for each
//! operation below it. Also how calls are written and linked, and what `cfg` says.

use proc_macro2::TokenStream;
use quote::quote;

use super::client;
use super::contents;
use super::docs::{lines, paragraphs};
use super::imports::{Import, beginnings, name, needed, prelude};
use super::operations::{BYTES, CRATE, STD, operation_items};
use super::printer::{file, joined, printed};
use super::types::ident;
use crate::ir::{Api, Call, Condition, Operation, Tag};

const ABOUT: &str = "The calls of the API, a module and a feature for each tag.

[`Client`](crate::Client) has a method for each, which gives what has the calls: builders, which send when they are told to.";

const IMPORTS: &[Import] = &[
    name("crate", "models"),
    name("crate", "Client"),
    name("crate", "File"),
    name("crate", "Form"),
];

/// What nearly every call is made of. One glob import costs a compiler far less than a declaration for each name, and there
/// are as many files as calls.
const PRELUDE: &[Import] = &[
    name("crate", "models"),
    name("crate::runtime::operation", "Operation"),
    name("crate::runtime::request", "Check"),
    name("crate::runtime::request", "Number"),
    name("crate::runtime::request", "Request"),
    name("crate::runtime::request", "Style"),
    name("crate", "Client"),
    name("crate", "Response"),
    name("crate", "Sending"),
];

/// `src/operations.rs`.
pub(super) fn root(api: &Api) -> String {
    let modules = api.layout.tags.iter().map(|tag| {
        let (condition, name) = (feature(&tag.feature), ident(&tag.module));
        quote!(#condition pub mod #name;)
    });
    let prelude = prelude(PRELUDE);
    let prelude = quote! {
        /// What nearly every call is made of.
        #[allow(unused_imports, reason = "no call of the API may have a use for some of it")]
        mod prelude { #prelude }
    };
    file(ABOUT, &[quote!(#(#modules)*), prelude])
}

/// `src/operations/<tag>.rs`: its handle, and the calls as methods of that.
pub(super) fn tag(api: &Api, tag: &Tag) -> String {
    let operations: Vec<&Operation> = (tag.calls.iter())
        .filter_map(|call| api.operations.get(call.operation))
        .collect();
    let (modules, exports) = (modules(tag), exports(tag, &operations));
    let (handle, method) = (ident(&tag.handle), ident(&tag.name.rust));
    let calls = operations
        .iter()
        .map(|operation| client::call(api, operation, &quote!(self.client)));
    let about = lines(&paragraphs(&[&under(tag), &tag.docs.0]));
    let accessor = lines(&under(tag));
    let items = printed(&[
        quote! {
            #about
            #[derive(Clone, Copy, Debug)]
            pub struct #handle<'a> { client: &'a Client }
        },
        quote! {
            impl Client {
                #accessor
                #[must_use]
                pub fn #method(&self) -> #handle<'_> { #handle { client: self } }
            }
        },
        quote!(impl #handle<'_> { #(#calls)* }),
    ]);
    let mut head = vec![modules, exports, types(tag)];
    head.extend(needed(&beginnings(&items), &[STD, BYTES, IMPORTS]));
    joined(file(&under(tag), &head), &items)
}

fn under(tag: &Tag) -> String {
    format!("The calls under `{}`.", tag.name.wire)
}

fn modules(tag: &Tag) -> TokenStream {
    let names = tag.calls.iter().map(|call| ident(&call.module));
    quote!(#(mod #names;)*)
}

fn exports(tag: &Tag, operations: &[&Operation]) -> TokenStream {
    let exports = operations.iter().zip(&tag.calls).map(|(operation, call)| {
        let (module, builder) = (ident(&call.module), ident(&operation.builder));
        let companions = contents::companions(operation);
        let companions: Vec<_> = companions.iter().map(|name| ident(name)).collect();
        match companions.as_slice() {
            [] => quote!(pub use self::#module::#builder;),
            several => quote!(pub use self::#module::{#builder, #(#several),*};),
        }
    });
    quote!(#(#exports)*)
}

/// The types that stand in the operations, which `models` exports.
fn types(tag: &Tag) -> TokenStream {
    if !tag.has_types() {
        return TokenStream::new();
    }
    let calls = tag.calls.iter().filter(|call| call.types.is_some());
    let names = calls.map(|call| ident(&call.module));
    quote! {
        pub(crate) mod types { #(pub use super::#names::types::*;)* }
    }
}

/// `src/operations/<tag>/<operation>.rs`: its description as data, and its builder.
pub(super) fn call(api: &Api, call: &Call) -> String {
    let Some(operation) = api.operations.get(call.operation) else {
        return String::new();
    };
    let items = printed(&operation_items(api, operation));
    let words = beginnings(&items);
    let types = call.types.as_ref().map(|_| {
        quote!(
            pub(crate) mod types;
        )
    });
    let mut head: Vec<TokenStream> = types.into_iter().collect();
    head.extend(needed(&words, &[STD, BYTES]));
    let others: Vec<Import> = (CRATE.iter())
        .filter(|import| !PRELUDE.contains(import))
        .copied()
        .collect();
    let others = needed(&words, &[&others]);
    head.push(quote!(use crate::operations::prelude::*; #(#others)*));
    let method = operation.name.rust.trim_start_matches("r#");
    joined(file(&format!("The call `{method}`."), &head), &items)
}

/// `client.list_records`, or with the tag before it: what the arguments follow.
pub(super) fn receiver(api: &Api, operation: &Operation) -> String {
    let method = &operation.name.rust;
    match api.layout.tag(operation) {
        Some(tag) => format!("client.{}().{method}", tag.name.rust),
        None => format!("client.{method}"),
    }
}

/// A link to the method that makes the builder.
pub(super) fn link(api: &Api, operation: &Operation) -> String {
    let method = operation.name.rust.trim_start_matches("r#");
    match api.layout.tag(operation) {
        Some(tag) => format!(
            "[`{0}::{method}`](crate::operations::{1}::{0}::{method})",
            tag.handle,
            tag.module.trim_start_matches("r#")
        ),
        None => format!("[`Client::{method}`](crate::Client::{method})"),
    }
}

/// The attribute for what needs a feature.
pub(super) fn feature(name: &str) -> TokenStream {
    quote!(#[cfg(feature = #name)])
}

/// The attribute for what is compiled under a condition.
pub(super) fn cfg(condition: &Condition) -> TokenStream {
    match condition {
        Condition::Always => TokenStream::new(),
        Condition::Full => feature("full"),
        Condition::Any(features) => match features.as_slice() {
            [one] => feature(one),
            several => quote!(#[cfg(any(#(feature = #several),*))]),
        },
    }
}
