//! `src/lib.rs`: the front page and the modules.

use std::collections::BTreeSet;

use quote::quote;

use super::printer::file;
use super::types::ident;
use super::{formats, patterns, readme};
use crate::ir::{Api, External, Kind};

/// Lints that a document's own words and shapes would trip; ARCHITECTURE.md names them.
const ATTRIBUTES: &str = r#"
#![forbid(unsafe_code)]
#![warn(missing_docs)]
#![allow(
    deprecated,
    reason = "the crate itself must handle what the document deprecates"
)]
#![allow(
    clippy::doc_lazy_continuation,
    clippy::doc_markdown,
    clippy::doc_overindented_list_items,
    clippy::tabs_in_doc_comments,
    clippy::unicode_not_nfc,
    clippy::unreadable_literal,
    rustdoc::redundant_explicit_links,
    reason = "the prose, the texts and the numbers are the document's own"
)]
#![allow(
    clippy::disallowed_names,
    clippy::enum_variant_names,
    clippy::fn_params_excessive_bools,
    clippy::iter_not_returning_iterator,
    clippy::large_enum_variant,
    clippy::many_single_char_names,
    clippy::similar_names,
    clippy::struct_excessive_bools,
    clippy::struct_field_names,
    clippy::type_complexity,
    confusable_idents,
    mixed_script_confusables,
    nonstandard_style,
    uncommon_codepoints,
    reason = "shapes and names are the document's own"
)]
#![allow(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "a body is borrowed, whatever its type is"
)]
#![allow(
    clippy::too_many_lines,
    reason = "a decoder is as long as its type has fields"
)]
"#;

/// What a file imports is used by something in it, and that may be off.
const PARTIAL: &str = r#"#![cfg_attr(
    not(feature = "full"),
    allow(
        dead_code,
        unused_imports,
        reason = "what uses it may be off with the tags that are"
    )
)]
"#;

/// Below `models` and `operations`.
const NESTED: &str = r#"#![allow(
    clippy::module_inception,
    reason = "modules are called like the document's tags, calls and types"
)]
"#;

/// The types that are not generated.
fn externals(api: &Api) -> impl Iterator<Item = &External> {
    api.types
        .iter()
        .filter_map(|definition| match &definition.kind {
            Kind::External(external) => Some(external),
            _ => None,
        })
}

pub(super) fn render(api: &Api) -> String {
    let about = readme::front_page(api);
    // Their types stand in public signatures: a transport of one's own, times and free JSON need the same versions.
    let mut crates = formats::libraries(api);
    crates.retain(|library| formats::is_public(library));
    crates.extend(externals(api).filter_map(External::library));
    crates.extend(["bytes", "futures_core", "http", "serde_json"]);
    let crates = crates.into_iter().map(ident);
    let crates = quote!(
        pub use {#(#crates),*};
    );
    let own: BTreeSet<&str> = externals(api).filter_map(External::module).collect();
    let own = own.into_iter().map(ident);
    let formats = (!formats::files(api).is_empty()).then(|| {
        quote!(
            pub mod formats;
        )
    });
    let patterns = patterns::are_used(api).then(|| {
        quote!(
            mod patterns;
        )
    });
    let modules = quote! {
        #(pub mod #own;)*
        mod client;
        #[cfg(any(test, feature = "mock"))]
        mod examples;
        #formats
        pub mod models;
        pub mod operations;
        #patterns
        #[allow(dead_code, unused_imports, reason = "a crate uses the part of the runtime that its document needs")]
        mod runtime;
        mod service;
    };
    let exports = quote!(
        pub use crate::runtime::*;
    );
    // With all that its code needs; the same code stands on this page, each piece under its own condition.
    let condition = match super::example::call(api) {
        Some(call) => {
            let tag = call.feature.iter();
            quote!(all(doctest, feature = "blocking", feature = "mock", #(feature = #tag),*))
        }
        None => quote!(doctest),
    };
    let tested = quote! {
        #[cfg(#condition)]
        #[doc = include_str!("../README.md")]
        struct Readme;
    };
    let items = file("", &[modules, crates, exports, tested]);
    let partial = if api.layout.by_tags { PARTIAL } else { "" };
    let is_nested = api.layout.by_tags || !api.layout.models.modules.is_empty();
    let nested = if is_nested { NESTED } else { "" };
    format!(
        "{}{ATTRIBUTES}{nested}{partial}{}{items}",
        super::printer::inner_docs(&about),
        if items.starts_with('\n') { "" } else { "\n" }
    )
}
