//! How structs are built: `new` and setters.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{deprecated, lines};
use super::printer::gap;
use super::tags::cfg;
use super::types::{Here, held, ident, inside};
use crate::ir::{Constant, Field, Presence, Scalar, Struct, Type, TypeDef};

/// `new` where something is required; setters where the struct is sent.
pub(super) fn methods(here: &Here<'_>, definition: &TypeDef, object: &Struct) -> TokenStream {
    let mut methods = Vec::new();
    let default = object.is_constant().then(|| default(definition));
    if object.fields.iter().any(Field::is_given) {
        methods.push(constructor(here, object));
    }
    if definition.direction.request {
        methods.extend(
            object
                .fields
                .iter()
                .filter(|field| !field.is_given())
                .map(|field| setter(here, field)),
        );
    }
    if methods.is_empty() {
        return TokenStream::new();
    }
    let name = ident(&definition.name.rust);
    let condition = cfg(&definition.condition);
    quote!(#condition impl #name { #(#methods)* } #default)
}

/// What `new` makes of nothing.
fn default(definition: &TypeDef) -> TokenStream {
    let (name, condition) = (ident(&definition.name.rust), cfg(&definition.condition));
    quote! {
        #condition
        impl Default for #name {
            fn default() -> Self { Self::new() }
        }
    }
}

fn constructor(here: &Here<'_>, object: &Struct) -> TokenStream {
    let given: Vec<&Field> = object
        .fields
        .iter()
        .filter(|field| field.is_given() && field.constant.is_none())
        .collect();
    let arguments = given.iter().map(|one| {
        let (name, ty) = (ident(&one.name.rust), argument(here, one));
        quote!(#name: #ty)
    });
    let values = object.fields.iter().map(|one| {
        let name = ident(&one.name.rust);
        if let Some(constant) = &one.constant {
            let value = self::constant(here, &one.ty, constant);
            return quote!(#name: #value);
        }
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
    let about = match object.fields.iter().any(|field| field.constant.is_some()) {
        true => {
            "With what is required; what can have one value only has it, and all else is absent."
        }
        false => "With what is required; all else is absent.",
    };
    let (gap, docs) = (gap(), lines(about));
    quote! {
        #gap
        #docs
        #many
        #[must_use]
        pub fn new(#(#arguments),*) -> Self { Self { #(#values),* } }
    }
}

fn constant(here: &Here<'_>, ty: &Type, constant: &Constant) -> TokenStream {
    match constant {
        Constant::Null => quote!(serde_json::Value::Null),
        Constant::Boolean(value) => quote!(#value),
        Constant::Number(value) => {
            let value = Literal::f64_unsuffixed(f64::from_bits(*value));
            quote!(#value)
        }
        Constant::Text(text) => quote!(#text.to_owned()),
        Constant::Variant(variant) => {
            let (ty, variant) = (inside(here, ty), ident(variant));
            quote!(#ty::#variant)
        }
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
