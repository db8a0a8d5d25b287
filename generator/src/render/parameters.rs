//! Parameters of a call: what their setters take, and how they get into the request.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::client::reexported;
use super::formats;
use super::types::{capitals, ident, outside, scalar};
use crate::ir::{
    Check, Location, Number, Parameter, ParameterItem, ParameterStyle, ParameterType, Scalar,
    StyleKind, Type, Types,
};

/// The type of an argument of a client's method or a setter.
pub(super) fn argument(types: &Types, parameter: &Parameter) -> TokenStream {
    match &parameter.ty {
        ParameterType::One(item) if is_text(*item) => quote!(impl AsRef<str>),
        ParameterType::One(item) => single(types, *item),
        ParameterType::Many(item) if is_text(*item) => {
            quote!(impl IntoIterator<Item = impl AsRef<str>>)
        }
        ParameterType::Many(item) => {
            let item = single(types, *item);
            quote!(impl IntoIterator<Item = #item>)
        }
        ParameterType::Value(Type::Array(items)) => {
            let items = outside(types, items);
            quote!(&[#items])
        }
        ParameterType::Value(ty) => {
            let ty = outside(types, ty);
            quote!(&#ty)
        }
    }
}

/// Whether callers give anything that is a text, which the method that they call makes a `&str`: what is behind that is no
/// generic code.
pub(super) fn is_any_text(parameter: &Parameter) -> bool {
    matches!(parameter.ty, ParameterType::One(item) if is_text(item))
}

fn is_text(item: ParameterItem) -> bool {
    item == ParameterItem::Scalar(Scalar::String)
}

/// A type to name in an example; one that the argument accepts.
pub(super) fn concrete(types: &Types, parameter: &Parameter, library: &str) -> String {
    let named = |ty: &TokenStream| {
        let ty = ty.to_string().replace(' ', "");
        let ty = ty.replace("models::", &format!("{library}::models::"));
        reexported(
            &ty.replace("BTreeMap<", "std::collections::BTreeMap<"),
            library,
        )
    };
    let name = |item: ParameterItem| match item {
        ParameterItem::Scalar(Scalar::String) => "&str".to_owned(),
        ParameterItem::Scalar(scalar) => named(&self::scalar(scalar)),
        ParameterItem::Enum(id) => format!("{library}::models::{}", types.get(id).name.rust),
    };
    match &parameter.ty {
        ParameterType::One(item) => name(*item),
        ParameterType::Many(item) => format!("Vec<{}>", name(*item)),
        ParameterType::Value(_) => named(&argument(types, parameter)),
    }
}

fn single(types: &Types, item: ParameterItem) -> TokenStream {
    match item {
        ParameterItem::Scalar(scalar) => self::scalar(scalar),
        ParameterItem::Enum(id) => {
            let name = ident(&types.get(id).name.rust);
            quote!(models::#name)
        }
    }
}

/// The constant that lists the bounds, if there are any.
pub(super) fn checks(parameter: &Parameter) -> TokenStream {
    if parameter.checks.is_empty() {
        return TokenStream::new();
    }
    let (name, checks) = (checks_name(parameter), parameter.checks.iter().map(check));
    quote!(const #name: &[Check] = &[#(#checks),*];)
}

fn checks_name(parameter: &Parameter) -> proc_macro2::Ident {
    ident(&(capitals(&parameter.name.rust) + CHECKS))
}

/// What the name of a constant that lists bounds ends with.
pub(super) const CHECKS: &str = "_CHECKS";

/// The statement that puts the argument into the request; `given` as a caller gives it, else as builders take it.
pub(super) fn put(request: &TokenStream, parameter: &Parameter, given: bool) -> TokenStream {
    let (name, wire) = (ident(&parameter.name.rust), &parameter.name.wire);
    let checks = if parameter.checks.is_empty() {
        quote!(Request::UNCHECKED)
    } else {
        let constant = checks_name(parameter);
        quote!(#constant)
    };
    let text = parameter.ty.item().is_some_and(is_text);
    let json = parameter.style.kind == StyleKind::Json;
    let as_text = parameter.ty.item().and_then(formats::format);
    let as_text = as_text.and_then(formats::text);
    let (ending, value) = match &parameter.ty {
        ParameterType::One(_) => {
            let as_ref = (text && given).then(|| quote!(.as_ref()));
            let value = as_ref.or(as_text.filter(|_| !json));
            let ending = match json {
                true => "_value",
                false if is_plain(parameter) => "",
                false => "_as",
            };
            (ending, quote!(#name #value))
        }
        ParameterType::Many(_) if text => (
            "_list",
            quote!(#name.into_iter().map(|value| value.as_ref().to_owned())),
        ),
        ParameterType::Many(_) => {
            let texts = as_text.map(|text| quote!(.into_iter().map(|value| value #text)));
            ("_list", quote!(#name #texts))
        }
        ParameterType::Value(_) => ("_value", quote!(#name)),
    };
    let method = format_ident!("{}{ending}", location(parameter.location));
    let style = (!ending.is_empty()).then(|| style(parameter.style));
    let style = style.into_iter();
    quote!(#request.#method(#wire, #value, #(#style,)* #checks);)
}

/// What the methods of the request that set parameters begin with.
fn location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// Whether a single value is written as its place has it if nothing else is said.
fn is_plain(parameter: &Parameter) -> bool {
    match parameter.location {
        Location::Path => parameter.style.kind == StyleKind::Simple,
        Location::Query => !parameter.style.reserved,
        Location::Header | Location::Cookie => true,
    }
}

pub(super) fn style(style: ParameterStyle) -> TokenStream {
    let name = match style.kind {
        StyleKind::Simple => "SIMPLE",
        StyleKind::Label => "LABEL",
        StyleKind::Matrix => "MATRIX",
        StyleKind::Form => "FORM",
        StyleKind::Space => "SPACE",
        StyleKind::Pipe => "PIPE",
        StyleKind::DeepObject => "DEEP_OBJECT",
        StyleKind::Json => "JSON",
    };
    let name = format_ident!("{name}");
    let exploded = style.explode.then(|| quote!(.exploded()));
    let reserved = style.reserved.then(|| quote!(.reserved()));
    quote!(Style::#name #exploded #reserved)
}

fn check(check: &Check) -> TokenStream {
    let size = |size: usize| Literal::usize_unsuffixed(size);
    match *check {
        Check::Pattern {
            ref said,
            ref regex,
        } => {
            quote!(Check::Pattern { said: #said, regex: #regex, matches: crate::patterns::matches })
        }
        Check::Minimum(bound) => call(&quote!(Minimum), bound),
        Check::Maximum(bound) => call(&quote!(Maximum), bound),
        Check::ExclusiveMinimum(bound) => call(&quote!(ExclusiveMinimum), bound),
        Check::ExclusiveMaximum(bound) => call(&quote!(ExclusiveMaximum), bound),
        Check::MultipleOf(bound) => call(&quote!(MultipleOf), bound),
        Check::MinLength(least) => call_size(&quote!(MinLength), &size(least)),
        Check::MaxLength(most) => call_size(&quote!(MaxLength), &size(most)),
        Check::MinItems(least) => call_size(&quote!(MinItems), &size(least)),
        Check::MaxItems(most) => call_size(&quote!(MaxItems), &size(most)),
    }
}

fn call(name: &TokenStream, bound: Number) -> TokenStream {
    let number = match bound {
        Number::Integer(number) => {
            let number = Literal::i64_unsuffixed(number);
            quote!(Number::Integer(#number))
        }
        Number::Float(number) if number.is_finite() => {
            let number = Literal::f64_unsuffixed(number);
            quote!(Number::Float(#number))
        }
        Number::Float(number) if number > 0.0 => quote!(Number::Float(f64::INFINITY)),
        Number::Float(_) => quote!(Number::Float(f64::NEG_INFINITY)),
    };
    quote!(Check::#name(#number))
}

fn call_size(name: &TokenStream, size: &Literal) -> TokenStream {
    quote!(Check::#name(#size))
}
