//! Parameters of a call: what their setters take, and how they get into the request.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::types::{capitals, ident, scalar};
use crate::ir::{
    Check, ListStyle, Location, Number, Parameter, ParameterItem, ParameterType, Scalar, Types,
};

/// The type of an argument of a client's method or a setter.
pub(super) fn argument(types: &Types, parameter: &Parameter) -> TokenStream {
    match &parameter.ty {
        ParameterType::One(ParameterItem::Scalar(Scalar::String)) => quote!(impl AsRef<str>),
        ParameterType::One(item) => single(types, *item),
        ParameterType::Many(ParameterItem::Scalar(Scalar::String), _) => {
            quote!(impl IntoIterator<Item = impl AsRef<str>>)
        }
        ParameterType::Many(item, _) => {
            let item = single(types, *item);
            quote!(impl IntoIterator<Item = #item>)
        }
    }
}

/// A type to name in an example; one that the argument accepts.
pub(super) fn concrete(types: &Types, parameter: &Parameter, library: &str) -> String {
    let name = |item: ParameterItem| match item {
        ParameterItem::Scalar(Scalar::String) => "&str".to_owned(),
        ParameterItem::Scalar(scalar) => self::scalar(scalar)
            .to_string()
            .replace(' ', "")
            .replace("jiff::", &format!("{library}::jiff::")),
        ParameterItem::Enum(id) => format!("{library}::models::{}", types.get(id).name.rust),
    };
    match &parameter.ty {
        ParameterType::One(item) => name(*item),
        ParameterType::Many(item, _) => format!("Vec<{}>", name(*item)),
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

/// The statement that puts the argument into the request.
pub(super) fn put(request: &TokenStream, parameter: &Parameter) -> TokenStream {
    let (name, wire) = (ident(&parameter.name.rust), &parameter.name.wire);
    let checks = if parameter.checks.is_empty() {
        quote!(&[])
    } else {
        let constant = checks_name(parameter);
        quote!(#constant)
    };
    let text = |item: &ParameterItem| *item == ParameterItem::Scalar(Scalar::String);
    match (&parameter.ty, parameter.location) {
        (ParameterType::One(item), Location::Path) if text(item) => {
            quote!(#request.path(#wire, #name.as_ref(), #checks);)
        }
        (ParameterType::One(item), Location::Query) if text(item) => {
            quote!(#request.query(#wire, #name.as_ref(), #checks);)
        }
        (ParameterType::One(_), Location::Path) => quote!(#request.path(#wire, #name, #checks);),
        (ParameterType::One(_), Location::Query) => quote!(#request.query(#wire, #name, #checks);),
        (ParameterType::Many(item, style), _) => {
            let style = list_style(*style);
            let values = if text(item) {
                quote!(#name.into_iter().map(|value| value.as_ref().to_owned()))
            } else {
                quote!(#name)
            };
            quote!(#request.query_list(#wire, #values, ListStyle::#style, #checks);)
        }
    }
}

pub(super) fn list_style(style: ListStyle) -> TokenStream {
    match style {
        ListStyle::Repeat => quote!(Repeat),
        ListStyle::Comma => quote!(Comma),
        ListStyle::Space => quote!(Space),
        ListStyle::Pipe => quote!(Pipe),
    }
}

fn check(check: &Check) -> TokenStream {
    let size = |size: usize| Literal::usize_unsuffixed(size);
    match *check {
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
