//! `src/models.rs` and the files below it: the types, plain and documented. How they are read and written stands in `codec`.

use proc_macro2::TokenStream;
use quote::quote;

use super::constructors::methods;
use super::docs::{deprecated, docs, lines, paragraphs};
use super::printer::{file, gap};
use super::secrets::debug;
use super::tags::{cfg, feature};
use super::types::{Here, field, ident, inside, mentions, path};
use crate::ir::{Api, Enum, Kind, ModelModule, Presence, Scalar, Struct, Type, TypeDef, Union};

const ABOUT: &str = "The types of the API: what is sent and what comes back.

How they stand in JSON is written in `codec`. Structs and enums grow with the API, so match with a wildcard and build
by `new` or `default`.";

const ABOUT_ALL: &str = "The types of the API: what is sent and what comes back.

Each is exported here, whatever file it stands in. How they stand in JSON is written in `codec` beside those. Structs and
enums grow with the API, so match with a wildcard and build by `new` or `default`.";

/// A file of types: `src/models.rs`, one below it, or one beside an operation.
pub(super) fn render(api: &Api, module: &ModelModule) -> String {
    let types = &api.types;
    let here = Here {
        types,
        module: &module.path,
    };
    let codec = super::codec::has(api, module);
    let mut items = vec![
        modules(module, codec),
        exports(api, module),
        imports(&here, module),
    ];
    for &id in &module.types {
        let definition = types.get(id);
        items.extend(definition_items(&here, definition));
    }
    file(&about(api, module), &items)
}

fn about(api: &Api, module: &ModelModule) -> String {
    let names = module.path.iter().map(|name| name.trim_start_matches("r#"));
    match names.collect::<Vec<_>>().as_slice() {
        [_] if api.layout.models.modules.is_empty() => ABOUT.to_owned(),
        [_] => ABOUT_ALL.to_owned(),
        ["models", words @ ..] => format!("Types whose names begin with `{}`.", words.join("_")),
        [.., call, _] => format!("The types that stand in the call `{call}` itself."),
        [] => String::new(),
    }
}

/// The modules below: private, since all types are `models::<name>`.
fn modules(module: &ModelModule, codec: bool) -> TokenStream {
    let codec = codec.then(|| {
        quote!(
            mod codec;
        )
    });
    let inner = module.modules.iter().map(|inner| {
        let (condition, name) = (cfg(&inner.condition), last(inner));
        quote!(#condition mod #name;)
    });
    quote!(#codec #(#inner)*)
}

fn last(module: &ModelModule) -> proc_macro2::Ident {
    ident(module.path.last().map_or("models", String::as_str))
}

/// What stands in other files is exported as if it stood here.
fn exports(api: &Api, module: &ModelModule) -> TokenStream {
    let inner = module.modules.iter().map(|inner| {
        let (condition, name) = (cfg(&inner.condition), last(inner));
        quote!(#condition pub use self::#name::*;)
    });
    let is_root = module.path.len() == 1;
    let tags = api
        .layout
        .tags
        .iter()
        .filter(|tag| is_root && tag.has_types());
    let tags = tags.map(|tag| {
        let (condition, name) = (feature(&tag.feature), ident(&tag.module));
        quote!(#condition pub use crate::operations::#name::types::*;)
    });
    quote!(#(#inner)* #(#tags)*)
}

/// By kind, not by what the tokens say: a variant may be called like anything.
fn imports(here: &Here<'_>, module: &ModelModule) -> TokenStream {
    let kinds = || module.types.iter().map(|&id| &here.types.get(id).kind);
    let has = |wanted: &dyn Fn(&Kind) -> bool| kinds().any(wanted);
    let map = has(&|kind| {
        mentions(kind, |ty| matches!(ty, Type::Map(_)))
            || matches!(kind, Kind::Struct(object) if object.additional.is_some())
    });
    let map = map.then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let elsewhere = has(&|kind| mentions(kind, |ty| here.is_elsewhere(ty)));
    let models = elsewhere.then(|| {
        quote!(
            use crate::models;
        )
    });
    let maybe = |object: &Struct| {
        let mut fields = object.fields.iter();
        fields.any(|field| field.presence == Presence::OptionalNullable)
    };
    let mut names = Vec::new();
    if has(&|kind| matches!(kind, Kind::Struct(object) if maybe(object))) {
        names.push(quote!(Maybe));
    }
    if has(&|kind| matches!(kind, Kind::IntegerEnum(open) if open.unknown.is_some())) {
        names.push(quote!(UnknownInteger));
    }
    if has(&|kind| matches!(kind, Kind::Union(_))) {
        names.push(quote!(UnknownJson));
    }
    if has(&|kind| matches!(kind, Kind::StringEnum(open) if open.unknown.is_some())) {
        names.push(quote!(UnknownValue));
    }
    let runtime = match names.as_slice() {
        [] => TokenStream::new(),
        [one] => quote!(use crate::runtime::#one;),
        several => quote!(use crate::runtime::{#(#several),*};),
    };
    quote!(#map #models #runtime)
}

fn definition_items(here: &Here<'_>, definition: &TypeDef) -> Vec<TokenStream> {
    let name = ident(&definition.name.rust);
    let docs = docs(&definition.docs);
    let (condition, deprecated) = (
        cfg(&definition.condition),
        deprecated(definition.deprecated),
    );
    let alias = quote!(#docs #condition #deprecated);
    let derives = derives(definition);
    let attributes = quote!(#alias #derives);
    match &definition.kind {
        Kind::Struct(object) => {
            let item = structure(here, object, &attributes, &definition.name.rust);
            vec![
                item,
                debug(definition, object),
                methods(here, definition, object),
            ]
        }
        Kind::StringEnum(open) => {
            let variants = constants(open, |wire| {
                format!("`{}`.", wire.escape_debug().to_string().replace('`', "'"))
            });
            vec![constant_enum(
                &attributes,
                &definition.name.rust,
                &variants,
                open.unknown.as_ref(),
                &quote!(UnknownValue),
            )]
        }
        Kind::IntegerEnum(open) => {
            let variants = constants(open, |wire| format!("`{wire}`."));
            vec![constant_enum(
                &attributes,
                &definition.name.rust,
                &variants,
                open.unknown.as_ref(),
                &quote!(UnknownInteger),
            )]
        }
        Kind::Union(union) => vec![alternatives(
            here,
            union,
            &attributes,
            &definition.name.rust,
        )],
        Kind::Alias(target) => {
            let target = inside(here, target);
            vec![quote!(#alias pub type #name = #target;)]
        }
        Kind::External(_) => Vec::new(),
        Kind::Newtype(target) => {
            let target = inside(here, target);
            vec![quote!(#attributes pub struct #name(pub #target);)]
        }
    }
}

fn derives(definition: &TypeDef) -> TokenStream {
    let paths = definition.derives.iter().map(|derive| path(derive));
    quote!(#[derive(#(#paths),*)])
}

fn structure(
    here: &Here<'_>,
    object: &Struct,
    attributes: &TokenStream,
    name: &str,
) -> TokenStream {
    let name = ident(name);
    let fields = object.fields.iter().map(|one| {
        let (gap, docs, deprecated) = (gap(), docs(&one.docs), deprecated(one.deprecated));
        let (name, ty) = (ident(&one.name.rust), field(here, one));
        quote!(#gap #docs #deprecated pub #name: #ty)
    });
    let additional = object.additional.iter().map(|one| {
        let (gap, docs) = (gap(), docs(&one.docs));
        let (name, ty) = (ident(&one.name), inside(here, &one.ty));
        quote!(#gap #docs pub #name: BTreeMap<String, #ty>)
    });
    let fields = fields.chain(additional);
    quote! {
        #attributes
        #[non_exhaustive]
        pub struct #name { #(#fields),* }
    }
}

fn constants<T>(open: &Enum<T>, about: impl Fn(&T) -> String) -> Vec<TokenStream> {
    let variants = open.values.iter().map(|value| {
        let about = paragraphs(&[&about(&value.wire), &value.docs.0]);
        let (docs, name) = (lines(&about), ident(&value.rust));
        quote!(#docs #name)
    });
    variants.collect()
}

/// An enum of constants: an open one may grow, a closed one may be matched to the last.
fn constant_enum(
    attributes: &TokenStream,
    name: &str,
    variants: &[TokenStream],
    unknown: Option<&String>,
    holder: &TokenStream,
) -> TokenStream {
    let name = ident(name);
    let Some(unknown) = unknown.map(|unknown| ident(unknown)) else {
        return quote!(#attributes pub enum #name { #(#variants),* });
    };
    let docs = lines("A value that this crate does not know, kept as it came.");
    quote! {
        #attributes
        #[non_exhaustive]
        pub enum #name { #(#variants,)* #docs #unknown(#holder) }
    }
}

fn alternatives(
    here: &Here<'_>,
    union: &Union,
    attributes: &TokenStream,
    name: &str,
) -> TokenStream {
    let (name, unknown) = (ident(name), ident(&union.unknown));
    let variants = union.variants.iter().map(|variant| {
        let (docs, name) = (docs(&variant.docs), ident(&variant.rust));
        if variant.ty == Type::Scalar(Scalar::Constant) {
            return quote!(#docs #name);
        }
        let ty = inside(here, &variant.ty);
        let ty = if variant.boxed { quote!(Box<#ty>) } else { ty };
        quote!(#docs #name(#ty))
    });
    let docs = lines(&paragraphs(&[
        "A value that fits none of the others, kept as it came.",
    ]));
    quote! {
        #attributes
        #[non_exhaustive]
        pub enum #name { #(#variants,)* #docs #unknown(UnknownJson) }
    }
}
