//! `src/models.rs` and the files below it: the types, plain and documented. How they are read and written stands in `codec`.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{deprecated, docs, lines, paragraphs};
use super::printer::{file, gap};
use super::tags::{cfg, feature};
use super::types::{Here, field, held, ident, inside, mentions};
use crate::ir::{
    Api, Enum, Field, Kind, ModelModule, Presence, Scalar, Struct, Type, TypeDef, Union,
};

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
    if has(&|kind| matches!(kind, Kind::IntegerEnum(_))) {
        names.push(quote!(UnknownInteger));
    }
    if has(&|kind| matches!(kind, Kind::Union(_))) {
        names.push(quote!(UnknownJson));
    }
    if has(&|kind| matches!(kind, Kind::StringEnum(_))) {
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
    let deprecated = quote!(#condition #deprecated);
    match &definition.kind {
        Kind::Struct(object) => {
            let item = structure(
                here,
                object,
                &quote!(#docs #deprecated),
                &definition.name.rust,
            );
            vec![item, methods(here, definition, object)]
        }
        Kind::StringEnum(open) => {
            let variants = constants(open, |wire| {
                format!("`{}`.", wire.escape_debug().to_string().replace('`', "'"))
            });
            vec![open_enum(
                &quote!(#docs #deprecated),
                &definition.name.rust,
                &variants,
                &open.unknown,
                &quote!(UnknownValue),
            )]
        }
        Kind::IntegerEnum(open) => {
            let variants = constants(open, |wire| format!("`{wire}`."));
            vec![open_enum(
                &quote!(#docs #deprecated),
                &definition.name.rust,
                &variants,
                &open.unknown,
                &quote!(UnknownInteger),
            )]
        }
        Kind::Union(union) => vec![alternatives(
            here,
            union,
            &quote!(#docs #deprecated),
            &definition.name.rust,
        )],
        Kind::Alias(target) => {
            let target = inside(here, target);
            vec![quote!(#docs #deprecated pub type #name = #target;)]
        }
        Kind::External(_) => Vec::new(),
        Kind::Newtype(target) => {
            let target = inside(here, target);
            vec![
                quote!(#docs #deprecated #[derive(Clone, Debug, PartialEq)] pub struct #name(pub #target);),
            ]
        }
    }
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
    let default = if has_default(object) {
        quote!(Default,)
    } else {
        TokenStream::new()
    };
    quote! {
        #attributes
        #[derive(Clone, Debug, #default PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#fields),* }
    }
}

fn is_given(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable)
}

fn has_default(object: &Struct) -> bool {
    !object.fields.iter().any(is_given)
}

/// `new` where something is required; setters where the struct is sent.
fn methods(here: &Here<'_>, definition: &TypeDef, object: &Struct) -> TokenStream {
    let mut methods = Vec::new();
    if !has_default(object) {
        methods.push(constructor(here, object));
    }
    if definition.direction.request {
        methods.extend(
            object
                .fields
                .iter()
                .filter(|field| !is_given(field))
                .map(|field| setter(here, field)),
        );
    }
    if methods.is_empty() {
        return TokenStream::new();
    }
    let name = ident(&definition.name.rust);
    let condition = cfg(&definition.condition);
    quote!(#condition impl #name { #(#methods)* })
}

fn constructor(here: &Here<'_>, object: &Struct) -> TokenStream {
    let given: Vec<&Field> = object
        .fields
        .iter()
        .filter(|field| is_given(field))
        .collect();
    let arguments = given.iter().map(|one| {
        let (name, ty) = (ident(&one.name.rust), argument(here, one));
        quote!(#name: #ty)
    });
    let values = object.fields.iter().map(|one| {
        let name = ident(&one.name.rust);
        match (one.presence, made_from(one).is_some()) {
            (Presence::Required, true) => quote!(#name: #name.into()),
            (Presence::Required, false) if one.boxed => quote!(#name: Box::new(#name)),
            (Presence::Nullable, _) if one.boxed => quote!(#name: #name.map(Box::new)),
            (Presence::Required | Presence::Nullable, _) => quote!(#name),
            (Presence::Optional, _) => quote!(#name: None),
            (Presence::OptionalNullable, _) => quote!(#name: Maybe::Absent),
        }
    });
    let additional = object.additional.iter().map(|one| {
        let name = ident(&one.name);
        quote!(#name: BTreeMap::new())
    });
    let values = values.chain(additional);
    let many = if given.len() > 7 {
        quote!(#[expect(clippy::too_many_arguments, reason = "so many properties are required")])
    } else {
        TokenStream::new()
    };
    let (gap, docs) = (gap(), lines("With what is required; all else is absent."));
    quote! {
        #gap
        #docs
        #many
        #[must_use]
        pub fn new(#(#arguments),*) -> Self { Self { #(#values),* } }
    }
}

/// What a value is made from, where that is more than the type itself.
fn made_from(field: &Field) -> Option<TokenStream> {
    match field.ty {
        Type::Scalar(Scalar::String) => Some(quote!(impl Into<String>)),
        Type::Scalar(Scalar::File) => Some(quote!(impl Into<crate::File>)),
        _ => None,
    }
}

/// What `new` takes for a field.
fn argument(here: &Here<'_>, field: &Field) -> TokenStream {
    let ty = inside(here, &field.ty);
    match field.presence {
        Presence::Nullable => quote!(Option<#ty>),
        _ => made_from(field).unwrap_or(ty),
    }
}

fn setter(here: &Here<'_>, field: &Field) -> TokenStream {
    let name = ident(&field.name.rust);
    let method = ident(&format!(
        "with_{}",
        field.name.rust.trim_start_matches("r#")
    ));
    let held = held(here, field);
    let (parameter, value) = match (made_from(field), field.boxed) {
        (Some(from), _) => (from, quote!(#name.into())),
        (_, true) => (inside(here, &field.ty), quote!(Box::new(#name))),
        (_, false) => (held, quote!(#name)),
    };
    let wrapped = match field.presence {
        Presence::OptionalNullable => quote!(Maybe::Value(#value)),
        _ => quote!(Some(#value)),
    };
    let about = format!("Sets `{}`.", field.name.rust.trim_start_matches("r#"));
    let (gap, docs, deprecated) = (gap(), lines(&about), deprecated(field.deprecated));
    quote! {
        #gap
        #docs
        #deprecated
        #[must_use]
        pub fn #method(mut self, #name: #parameter) -> Self {
            self.#name = #wrapped;
            self
        }
    }
}

fn constants<T>(open: &Enum<T>, about: impl Fn(&T) -> String) -> Vec<TokenStream> {
    let variants = open.values.iter().map(|value| {
        let (docs, name) = (lines(&about(&value.wire)), ident(&value.rust));
        quote!(#docs #name)
    });
    variants.collect()
}

fn open_enum(
    attributes: &TokenStream,
    name: &str,
    variants: &[TokenStream],
    unknown: &str,
    holder: &TokenStream,
) -> TokenStream {
    let (name, unknown) = (ident(name), ident(unknown));
    let docs = lines("A value that this crate does not know, kept as it came.");
    quote! {
        #attributes
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
        let (docs, name, ty) = (
            docs(&variant.docs),
            ident(&variant.rust),
            inside(here, &variant.ty),
        );
        let ty = if variant.boxed { quote!(Box<#ty>) } else { ty };
        quote!(#docs #name(#ty))
    });
    let docs = lines(&paragraphs(&[
        "A value that fits none of the others, kept as it came.",
    ]));
    quote! {
        #attributes
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants,)* #docs #unknown(UnknownJson) }
    }
}
