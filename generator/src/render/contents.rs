//! What the body of a request is given as: its argument, the statement that puts it into the request, and the enum where it
//! may be one of several things. In `src/operations.rs`.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::lines;
use super::parameters::style as style_of;
use super::printer::gap;
use super::types::{ident, outside};
use crate::ir::{
    Answer, Api, Body, Content, Field, Kind, Operation, Payload, Presence, Scalar, Type, TypeId,
    Types,
};

/// The type of the argument.
pub(super) fn argument(types: &Types, operation: &Operation, body: &Body) -> TokenStream {
    match body.only() {
        Some(only) => alone(types, &only.payload),
        None => {
            let name = format_ident!("{}", operation.body_name());
            match borrows(body) {
                true => quote!(impl Into<#name<'a>>),
                false => quote!(impl Into<#name>),
            }
        }
    }
}

/// The lifetime that a function with that argument has to name.
pub(super) fn generics(body: &Body) -> TokenStream {
    match body.only().is_none() && borrows(body) {
        true => quote!(<'a>),
        false => TokenStream::new(),
    }
}

/// The lifetimes of a function that takes all that is required.
pub(super) fn required_generics(operation: &Operation) -> TokenStream {
    let body = operation.body.as_ref().filter(|body| body.required);
    body.map(generics).unwrap_or_default()
}

/// The type as an example can write it, of a body that is given as the best of its contents.
pub(super) fn concrete(types: &Types, body: &Body) -> TokenStream {
    match body.contents.first().map(|content| &content.payload) {
        Some(Payload::Bytes) => quote!(bytes::Bytes),
        Some(Payload::File) => quote!(crate::File),
        Some(Payload::AnyParts) => quote!(crate::Form),
        Some(payload) => alone(types, payload),
        None => quote!(()),
    }
}

/// Whether a value is given for it, and no reference.
fn is_owned(payload: &Payload) -> bool {
    matches!(payload, Payload::Bytes | Payload::File | Payload::AnyParts)
}

fn borrows(body: &Body) -> bool {
    !body
        .contents
        .iter()
        .all(|content| is_owned(&content.payload))
}

fn alone(types: &Types, payload: &Payload) -> TokenStream {
    match payload {
        // Bytes, too, may be a file or a stream; its media type is the document's.
        Payload::Bytes | Payload::File => quote!(impl Into<File>),
        other => held(types, other, &TokenStream::new()),
    }
}

/// What a variant holds.
fn held(types: &Types, payload: &Payload, lifetime: &TokenStream) -> TokenStream {
    match payload {
        Payload::Json(ty) | Payload::Form(ty, _) => {
            let ty = borrowed(types, ty);
            quote!(&#lifetime #ty)
        }
        Payload::Parts(id, _) => {
            let ty = outside(types, &Type::Named(*id));
            quote!(&#lifetime #ty)
        }
        Payload::Text => quote!(&#lifetime str),
        Payload::AnyParts => quote!(Form),
        Payload::Bytes => quote!(Bytes),
        Payload::File => quote!(File),
    }
}

/// A body is borrowed: lists as slices.
fn borrowed(types: &Types, ty: &Type) -> TokenStream {
    match ty {
        Type::Array(items) => {
            let items = outside(types, items);
            quote!([#items])
        }
        Type::Scalar(Scalar::String) => quote!(str),
        other => outside(types, other),
    }
}

/// The statement that puts the body into the request.
pub(super) fn put(request: &TokenStream, operation: &Operation, body: &Body) -> TokenStream {
    let Some(only) = body.only() else {
        let name = format_ident!("{}", operation.body_name());
        let arms = body.contents.iter().map(|content| {
            let (variant, put) = (ident(&content.variant), put_one(request, content));
            quote!(#name::#variant(body) => { #put })
        });
        return quote!(match body.into() { #(#arms)* });
    };
    put_one(request, only)
}

fn put_one(request: &TokenStream, content: &Content) -> TokenStream {
    let media_type = &content.media_type;
    match &content.payload {
        Payload::Json(_) if media_type == "application/json" => quote!(#request.json(body);),
        Payload::Json(_) => quote!(#request.json_as(#media_type, body);),
        Payload::Form(_, styles) => {
            let styles = styles.iter().map(|(name, style)| {
                let style = style_of(*style);
                quote!((#name, #style))
            });
            quote!(#request.form(#media_type, body, &[#(#styles),*]);)
        }
        Payload::Parts(_, types) => {
            let types = types.iter().map(|(name, ty)| quote!((#name, #ty)));
            quote!(#request.multipart(#media_type, body, &[#(#types),*]);)
        }
        Payload::AnyParts => quote!(#request.multipart(#media_type, body, &[]);),
        Payload::Text => quote!(#request.bytes(#media_type, body.to_owned());),
        Payload::Bytes => quote!(#request.bytes(#media_type, body);),
        Payload::File => quote!(#request.file(#media_type, body);),
    }
}

/// The enum of what the body may be, with a conversion from whatever can be meant by one variant only.
pub(super) fn choice(types: &Types, operation: &Operation) -> Vec<TokenStream> {
    let Some(body) = operation.body.as_ref().filter(|body| body.only().is_none()) else {
        return Vec::new();
    };
    let name = format_ident!("{}", operation.body_name());
    let generics = generics(body);
    let lifetime = if generics.is_empty() {
        TokenStream::new()
    } else {
        quote!('a)
    };
    let about = lines(&format!(
        "What [`{}`] can send. What it is made `from` is sent as the first that holds it.",
        operation.builder
    ));
    let variants = body.contents.iter().map(|content| {
        let (gap, docs) = (gap(), lines(&sent_as(content)));
        let (variant, held) = (
            ident(&content.variant),
            held(types, &content.payload, &lifetime),
        );
        quote!(#gap #docs #variant(#held))
    });
    let mut items = vec![quote! {
        #about
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name #generics { #(#variants),* }
    }];
    let mut seen = BTreeSet::new();
    for content in &body.contents {
        if !seen.insert(meant(types, &content.payload)) {
            continue;
        }
        let (variant, held) = (
            ident(&content.variant),
            held(types, &content.payload, &lifetime),
        );
        let (declared, used) = match is_owned(&content.payload) && !generics.is_empty() {
            true => (TokenStream::new(), quote!(<'_>)),
            false => (generics.clone(), generics.clone()),
        };
        items.push(quote! {
            impl #declared From<#held> for #name #used {
                fn from(body: #held) -> Self { Self::#variant(body) }
            }
        });
    }
    items
}

/// What a variant is sent as.
fn sent_as(content: &Content) -> String {
    let said = |text: &str| text.replace('`', "'");
    let media_type = said(&content.media_type);
    match &content.range {
        Some(range) => format!(
            "As one of `{}`, by what the file says; one that says nothing is `{media_type}`.",
            said(range)
        ),
        None => format!("As `{media_type}`."),
    }
}

/// The types that stand beside a builder.
pub(super) fn companions(operation: &Operation) -> Vec<String> {
    let body = operation.body.as_ref();
    let choice = body.filter(|body| body.only().is_none());
    let outcome = matches!(operation.response.answer, Answer::OneOf(_));
    let body = choice.map(|_| operation.body_name());
    let outcome = outcome.then(|| operation.outcome_name());
    let headers = !operation.response.headers.is_empty();
    let headers = headers.then(|| operation.headers_name());
    body.into_iter().chain(outcome).chain(headers).collect()
}

/// What tells the type of an argument from others, whatever it is called.
fn meant(types: &Types, payload: &Payload) -> String {
    match payload {
        Payload::Json(_) | Payload::Form(..) | Payload::Parts(..) => {
            let ty = payload.ty().map(|ty| without_aliases(types, &ty));
            format!("{ty:?}")
        }
        Payload::Text => format!("{:?}", Some(Type::Scalar(Scalar::String))),
        Payload::AnyParts => "Form".to_owned(),
        Payload::Bytes => "Bytes".to_owned(),
        Payload::File => "File".to_owned(),
    }
}

fn without_aliases(types: &Types, ty: &Type) -> Type {
    let inner = |ty: &Type| Box::new(without_aliases(types, ty));
    match types.resolve(ty) {
        Type::Array(items) => Type::Array(inner(items)),
        Type::Map(values) => Type::Map(inner(values)),
        Type::Nullable(value) => Type::Nullable(inner(value)),
        other => other.clone(),
    }
}

/// The structs that are multipart bodies.
pub(super) fn chosen(api: &Api) -> BTreeSet<TypeId> {
    let bodies = api.operations.iter().filter_map(|one| one.body.as_ref());
    let contents = bodies.flat_map(|body| &body.contents);
    let structs = contents.filter_map(|content| match &content.payload {
        Payload::Parts(id, _) => Some(api.types.definition(*id)),
        _ => None,
    });
    structs.collect()
}

/// How each of them is taken apart.
pub(super) fn forms(api: &Api) -> Vec<TokenStream> {
    let chosen = chosen(api).into_iter();
    chosen.map(|id| form(&api.types, id)).collect()
}

/// How one of them is taken apart.
pub(super) fn form(types: &Types, id: TypeId) -> TokenStream {
    let name = ident(&types.get(id).name.rust);
    let Kind::Struct(object) = &types.get(id).kind else {
        return TokenStream::new();
    };
    let puts = object.fields.iter().map(put_field);
    let more = object.additional.iter().map(|additional| {
        let access = ident(&additional.name);
        let file = Type::Scalar(Scalar::File);
        let put = match &additional.ty {
            ty if *ty == file => quote!(form.put_files(name, [value])),
            Type::Array(ty) | Type::Nullable(ty) if **ty == file => {
                quote!(form.put_files(name, value))
            }
            _ => quote!(form.put(name, value)),
        };
        quote! {
            for (name, value) in &self.#access { #put; }
        }
    });
    quote! {
        impl Parts for &models::#name {
            fn put_into(self, form: &mut Form) {
                #(#puts)*
                #(#more)*
            }
        }
    }
}

fn put_field(field: &Field) -> TokenStream {
    let (wire, access) = (&field.name.wire, ident(&field.name.rust));
    let file = Type::Scalar(Scalar::File);
    let files = match (&field.ty, field.presence) {
        (ty, Presence::Required) if *ty == file => quote!([&self.#access]),
        (ty, Presence::Optional | Presence::Nullable) if *ty == file => quote!(&self.#access),
        (ty, Presence::OptionalNullable) if *ty == file => quote!(self.#access.as_option()),
        (Type::Array(items), presence) if **items == file => match presence {
            Presence::Required => quote!(&self.#access),
            Presence::Optional | Presence::Nullable => quote!(self.#access.iter().flatten()),
            Presence::OptionalNullable => quote!(self.#access.as_option().into_iter().flatten()),
        },
        _ => return quote!(form.put(#wire, &self.#access);),
    };
    quote!(form.put_files(#wire, #files);)
}
