//! Open enums: constants on the wire, known or not.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::docs::lines;
use super::super::printer::gap;
use super::super::types::ident;
use super::{deserialize, serialize};
use crate::ir::Enum;

pub(super) fn strings(name: &Ident, open: &Enum<String>) -> Vec<TokenStream> {
    let path = quote!(models::#name);
    let unknown = ident(&open.unknown);
    let pairs: Vec<(Ident, &String)> = open
        .values
        .iter()
        .map(|value| (ident(&value.rust), &value.wire))
        .collect();
    let texts = pairs
        .iter()
        .map(|(variant, wire)| quote!(Self::#variant => #wire,));
    let variants = pairs
        .iter()
        .map(|(variant, wire)| quote!(#wire => Self::#variant,));
    let (gap, docs) = (gap(), lines("The value as it stands on the wire."));
    vec![
        quote! {
            impl #path {
                #gap
                #docs
                #[must_use]
                pub fn as_str(&self) -> &str {
                    match self {
                        #(#texts)*
                        Self::#unknown(value) => value.as_str(),
                    }
                }
            }
        },
        quote! {
            impl From<&str> for #path {
                fn from(text: &str) -> Self {
                    match text {
                        #(#variants)*
                        _ => Self::#unknown(crate::UnknownValue::new(text)),
                    }
                }
            }
        },
        quote! {
            impl FromStr for #path {
                type Err = Infallible;
                #gap
                fn from_str(text: &str) -> Result<Self, Infallible> { Ok(Self::from(text)) }
            }
        },
        quote! {
            impl fmt::Display for #path {
                fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result { formatter.write_str(self.as_str()) }
            }
        },
        deserialize(&path, &quote!(codec::open_enum(deserializer))),
        serialize(&path, &quote!(serializer.serialize_str(self.as_str()))),
    ]
}

pub(super) fn integers(name: &Ident, open: &Enum<i64>) -> Vec<TokenStream> {
    let path = quote!(models::#name);
    let unknown = ident(&open.unknown);
    let pairs: Vec<(Ident, proc_macro2::Literal)> = (open.values.iter())
        .map(|value| {
            (
                ident(&value.rust),
                proc_macro2::Literal::i64_unsuffixed(value.wire),
            )
        })
        .collect();
    let numbers = pairs
        .iter()
        .map(|(variant, wire)| quote!(Self::#variant => #wire,));
    let variants = pairs
        .iter()
        .map(|(variant, wire)| quote!(#wire => Self::#variant,));
    let (gap, docs) = (gap(), lines("The value as it stands on the wire."));
    vec![
        quote! {
            impl #path {
                #gap
                #docs
                #[must_use]
                pub fn as_i64(&self) -> i64 {
                    match self {
                        #(#numbers)*
                        Self::#unknown(value) => value.get(),
                    }
                }
            }
        },
        quote! {
            impl From<i64> for #path {
                fn from(number: i64) -> Self {
                    match number {
                        #(#variants)*
                        _ => Self::#unknown(crate::UnknownInteger::new(number)),
                    }
                }
            }
        },
        quote! {
            impl fmt::Display for #path {
                fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result { self.as_i64().fmt(formatter) }
            }
        },
        deserialize(&path, &quote!(codec::open_integer(deserializer))),
        serialize(&path, &quote!(serializer.serialize_i64(self.as_i64()))),
    ]
}
