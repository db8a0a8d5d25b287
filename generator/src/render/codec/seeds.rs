//! How a type is read: by its own `Deserialize`, or by a seed of the runtime where numbers are read leniently.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Kind, Scalar, Type, Types};

/// Whether the type holds integers, which JSON may write as `1.0`, outside any definition of its own.
pub(super) fn needed(types: &Types, ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => matches!(scalar, Scalar::Integer(_)),
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => needed(types, inner),
        Type::Named(id) => match &types.get(*id).kind {
            Kind::Alias(target) => needed(types, target),
            _ => false,
        },
    }
}

/// The seed for a type, as a call below `codec`.
pub(super) fn seed(types: &Types, ty: &Type) -> TokenStream {
    let inner = |ty: &Type| {
        let seed = seed(types, ty);
        quote!(codec::#seed)
    };
    match ty {
        Type::Scalar(Scalar::Integer(_)) => quote!(integer()),
        Type::Array(items) if needed(types, items) => {
            let items = inner(items);
            quote!(list(#items))
        }
        Type::Map(values) if needed(types, values) => {
            let values = inner(values);
            quote!(map(#values))
        }
        Type::Nullable(value) if needed(types, value) => {
            let value = inner(value);
            quote!(optional(#value))
        }
        Type::Named(id) => match &types.get(*id).kind {
            Kind::Alias(target) => seed(types, target),
            _ => quote!(plain()),
        },
        _ => quote!(plain()),
    }
}
