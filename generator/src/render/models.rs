//! `src/models.rs`: the types, plain and documented. How they are read and written stands in `codec`.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{deprecated, docs, lines, paragraphs};
use super::printer::{file, gap};
use super::types::{field, held, ident, inside, uses};
use crate::ir::{Api, Enum, Field, Kind, Presence, Scalar, Struct, Type, TypeDef, Types, Union};

const ABOUT: &str = "The types of the API: what is sent and what comes back.

How they stand in JSON is written in `codec`. Structs and enums grow with the API, so match with a wildcard and build
by `new` or `default`.";

pub(super) fn render(api: &Api) -> String {
    let types = &api.types;
    let mut items = vec![
        quote!(
            mod codec;
        ),
        imports(types),
    ];
    for definition in sorted(types) {
        items.extend(definition_items(types, definition));
    }
    file(ABOUT, &items)
}

/// The definitions by name: where one stands depends on its name alone.
pub(super) fn sorted(types: &Types) -> Vec<&TypeDef> {
    let mut all: Vec<&TypeDef> = types.iter().collect();
    all.sort_by(|a, b| a.name.rust.cmp(&b.name.rust));
    all
}

fn imports(types: &Types) -> TokenStream {
    let map = uses(types, |ty| matches!(ty, Type::Map(_)))
        || types
            .iter()
            .any(|one| matches!(&one.kind, Kind::Struct(object) if object.additional.is_some()));
    let map = if map {
        quote!(
            use std::collections::BTreeMap;
        )
    } else {
        TokenStream::new()
    };
    let maybe = |object: &Struct| {
        object
            .fields
            .iter()
            .any(|field| field.presence == Presence::OptionalNullable)
    };
    let has =
        |wanted: &dyn Fn(&Kind) -> bool| types.iter().any(|definition| wanted(&definition.kind));
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
    match names.as_slice() {
        [] => map,
        [one] => quote!(#map use crate::runtime::#one;),
        several => quote!(#map use crate::runtime::{#(#several),*};),
    }
}

fn definition_items(types: &Types, definition: &TypeDef) -> Vec<TokenStream> {
    let name = ident(&definition.name.rust);
    let docs = docs(&definition.docs);
    let deprecated = deprecated(definition.deprecated);
    match &definition.kind {
        Kind::Struct(object) => {
            let item = structure(
                types,
                object,
                &quote!(#docs #deprecated),
                &definition.name.rust,
            );
            vec![item, methods(types, definition, object)]
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
            types,
            union,
            &quote!(#docs #deprecated),
            &definition.name.rust,
        )],
        Kind::Alias(target) => {
            let target = inside(types, target);
            vec![quote!(#docs #deprecated pub type #name = #target;)]
        }
        Kind::Newtype(target) => {
            let target = inside(types, target);
            vec![
                quote!(#docs #deprecated #[derive(Clone, Debug, PartialEq)] pub struct #name(pub #target);),
            ]
        }
    }
}

fn structure(types: &Types, object: &Struct, attributes: &TokenStream, name: &str) -> TokenStream {
    let name = ident(name);
    let fields = object.fields.iter().map(|one| {
        let (gap, docs, deprecated) = (gap(), docs(&one.docs), deprecated(one.deprecated));
        let (name, ty) = (ident(&one.name.rust), field(types, one));
        quote!(#gap #docs #deprecated pub #name: #ty)
    });
    let additional = object.additional.iter().map(|one| {
        let (gap, docs) = (gap(), docs(&one.docs));
        let (name, ty) = (ident(&one.name), inside(types, &one.ty));
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
fn methods(types: &Types, definition: &TypeDef, object: &Struct) -> TokenStream {
    let mut methods = Vec::new();
    if !has_default(object) {
        methods.push(constructor(types, object));
    }
    if definition.direction.request {
        methods.extend(
            object
                .fields
                .iter()
                .filter(|field| !is_given(field))
                .map(|field| setter(types, field)),
        );
    }
    if methods.is_empty() {
        return TokenStream::new();
    }
    let name = ident(&definition.name.rust);
    quote!(impl #name { #(#methods)* })
}

fn constructor(types: &Types, object: &Struct) -> TokenStream {
    let given: Vec<&Field> = object
        .fields
        .iter()
        .filter(|field| is_given(field))
        .collect();
    let arguments = given.iter().map(|one| {
        let (name, ty) = (ident(&one.name.rust), argument(types, one));
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
fn argument(types: &Types, field: &Field) -> TokenStream {
    let ty = inside(types, &field.ty);
    match field.presence {
        Presence::Nullable => quote!(Option<#ty>),
        _ => made_from(field).unwrap_or(ty),
    }
}

fn setter(types: &Types, field: &Field) -> TokenStream {
    let name = ident(&field.name.rust);
    let method = ident(&format!(
        "with_{}",
        field.name.rust.trim_start_matches("r#")
    ));
    let held = held(types, field);
    let (parameter, value) = match (made_from(field), field.boxed) {
        (Some(from), _) => (from, quote!(#name.into())),
        (_, true) => (inside(types, &field.ty), quote!(Box::new(#name))),
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

fn alternatives(types: &Types, union: &Union, attributes: &TokenStream, name: &str) -> TokenStream {
    let (name, unknown) = (ident(name), ident(&union.unknown));
    let variants = union.variants.iter().map(|variant| {
        let (docs, name, ty) = (
            docs(&variant.docs),
            ident(&variant.rust),
            inside(types, &variant.ty),
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
