//! `src/lib.rs`: the front page and the modules.

use quote::quote;

use super::printer::file;
use super::readme;
use super::types::{uses, within};
use crate::ir::{Api, ParameterItem, ParameterType, Scalar, Type};

pub(super) fn render(api: &Api) -> String {
    let about = readme::front_page(api);
    let jiff = if needs_jiff(api) {
        quote!(
            pub use jiff;
        )
    } else {
        quote!()
    };
    let attributes = "\n#![forbid(unsafe_code)]\n#![warn(missing_docs)]\n#![allow(\n    \
        deprecated,\n    reason = \"the crate itself must handle what the document deprecates\"\n)]\n#![allow(\n    \
        clippy::doc_markdown,\n    clippy::doc_lazy_continuation,\n    clippy::doc_overindented_list_items,\n    \
        reason = \"the prose is the document's own\"\n)]\n#![allow(\n    clippy::large_enum_variant,\n    \
        clippy::struct_excessive_bools,\n    clippy::struct_field_names,\n    clippy::enum_variant_names,\n    \
        reason = \"shapes and names are the document's own\"\n)]\n#![allow(\n    clippy::too_many_lines,\n    \
        reason = \"a decoder is as long as its type has fields\"\n)]\n";
    let modules = quote! {
        mod client;
        pub mod models;
        pub mod operations;
        #[allow(dead_code, unused_imports, reason = "a crate uses the part of the runtime that its document needs")]
        mod runtime;
        mod service;
    };
    let exports = quote!(
        pub use crate::runtime::*;
    );
    let tested = quote! {
        #[cfg(doctest)]
        #[doc = include_str!("../README.md")]
        struct Readme;
    };
    let items = file("", &[modules, jiff, exports, tested]);
    format!(
        "{}{attributes}{}{items}",
        super::printer::inner_docs(&about),
        if items.starts_with('\n') { "" } else { "\n" }
    )
}

/// Whether times occur anywhere.
pub(super) fn needs_jiff(api: &Api) -> bool {
    let time = |ty: &Type| matches!(ty, Type::Scalar(Scalar::Timestamp | Scalar::Date));
    let parameters = api
        .operations
        .iter()
        .flat_map(|operation| &operation.parameters);
    let bodies = api.operations.iter().flat_map(|operation| {
        operation
            .response
            .body
            .iter()
            .chain(operation.body.as_ref().map(|body| &body.ty))
    });
    uses(&api.types, time)
        || bodies.into_iter().any(|ty| within(ty, time))
        || parameters.into_iter().any(|parameter| match parameter.ty {
            ParameterType::One(item) | ParameterType::Many(item, _) => {
                matches!(
                    item,
                    ParameterItem::Scalar(Scalar::Timestamp | Scalar::Date)
                )
            }
        })
}
