//! Unions: the value is looked at once, then decoded as the variant that its shape says.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::types::ident;
use super::{deserialize, seeds, serialize};
use crate::ir::{Shape, Types, Union};

pub(super) fn impls(types: &Types, name: &str, union: &Union) -> Vec<TokenStream> {
    let ty = ident(name);
    let path = quote!(models::#ty);
    let unknown = ident(&union.unknown);
    let shapes = union.variants.iter().map(|variant| shape(&variant.shape));
    let last = union.variants.len().saturating_sub(1);
    let arms = union.variants.iter().enumerate().map(|(index, variant)| {
        let name = ident(&variant.rust);
        let number = Literal::usize_unsuffixed(index);
        let pattern = if index == last {
            quote!(_)
        } else {
            quote!(#number)
        };
        let seed = seeds::seed(types, &variant.ty);
        let wrap = if variant.boxed {
            quote!(|value| Self::#name(Box::new(value)))
        } else {
            quote!(Self::#name)
        };
        (pattern, quote!(codec::variant(value, codec::#seed, #wrap)))
    });
    let arms: Vec<_> = arms.collect();
    let choose = match arms.as_slice() {
        [(_, only)] => quote!(|_, value| #only),
        several => {
            let arms = several
                .iter()
                .map(|(pattern, read)| quote!(#pattern => #read,));
            quote!(|index, value| match index { #(#arms)* })
        }
    };
    let read = quote! {
        const SHAPES: &[codec::Shape] = &[#(#shapes),*];
        codec::union(
            deserializer,
            SHAPES,
            #choose,
            |value| Self::#unknown(crate::UnknownJson::new(value)),
        )
    };
    let written = union.variants.iter().map(|variant| {
        let name = ident(&variant.rust);
        quote!(Self::#name(value) => value.serialize(serializer),)
    });
    let write = quote! {
        match self {
            #(#written)*
            Self::#unknown(value) => value.value().serialize(serializer),
        }
    };
    vec![deserialize(&path, &read), serialize(&path, &write)]
}

fn shape(shape: &Shape) -> TokenStream {
    match shape {
        Shape::Any => quote!(codec::Shape::Any),
        Shape::Boolean => quote!(codec::Shape::Boolean),
        Shape::Integer => quote!(codec::Shape::Integer),
        Shape::Number => quote!(codec::Shape::Number),
        Shape::String => quote!(codec::Shape::String),
        Shape::Constants(values) => quote!(codec::Shape::Constants(&[#(#values),*])),
        Shape::OneOf(shapes) => {
            let shapes = shapes.iter().map(self::shape);
            quote!(codec::Shape::OneOf(&[#(#shapes),*]))
        }
        Shape::Array(items) => {
            let items = self::shape(items);
            quote!(codec::Shape::Array(&#items))
        }
        Shape::Map(values) => {
            let values = self::shape(values);
            quote!(codec::Shape::Map(&#values))
        }
        Shape::Object {
            required,
            constants,
            properties,
            open,
        } => {
            let kind = if *open { quote!(Open) } else { quote!(Object) };
            let constants = constants
                .iter()
                .map(|(path, values)| quote!((&[#(#path),*], &[#(#values),*])));
            quote! {
                codec::Shape::#kind(&codec::ObjectShape {
                    required: &[#(#required),*],
                    constants: &[#(#constants),*],
                    properties: &[#(#properties),*],
                })
            }
        }
    }
}
