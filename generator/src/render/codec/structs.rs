//! Structs as JSON objects.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::types::ident;
use super::{deserialize, seeds, serialize};
use crate::ir::{Field, Presence, Scalar, Struct, Type, Types};

pub(super) fn impls(types: &Types, name: &str, object: &Struct) -> Vec<TokenStream> {
    let ty = ident(name);
    let path = quote!(models::#ty);
    vec![
        deserialize(&path, &read(types, name, object)),
        serialize(&path, &write(object)),
    ]
}

/// The name of a field inside the decoder, apart from the decoder's own names.
fn local(field: &str) -> Ident {
    match field {
        "map" | "key" => ident(&format!("{field}__")),
        _ => ident(field),
    }
}

fn read(types: &Types, name: &str, object: &Struct) -> TokenStream {
    let ty = ident(name);
    let expecting = format!("an object (`{name}`)");
    let start = object.fields.iter().map(|field| {
        let name = local(&field.name.rust);
        match field.presence {
            Presence::OptionalNullable => quote!(let mut #name = crate::Maybe::Absent;),
            _ => quote!(let mut #name = None;),
        }
    });
    let additional = object.additional.as_ref().map(|one| local(&one.name));
    let rest = additional
        .iter()
        .map(|name| quote!(let mut #name = std::collections::BTreeMap::new();));
    let start = start.chain(rest);
    let entries = entries(types, object, additional.as_ref());
    let finish = object
        .fields
        .iter()
        .map(finish)
        .chain(object.additional.iter().map(|one| {
            let (name, value) = (ident(&one.name), local(&one.name));
            if name == value {
                quote!(#name)
            } else {
                quote!(#name: #value)
            }
        }));
    let names = object.fields.iter().map(|field| &field.name.wire);
    let list = if object.fields.is_empty() && additional.is_none() {
        TokenStream::new()
    } else {
        quote!(const FIELDS: &[&str] = &[#(#names),*];)
    };
    quote! {
        #list

        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = models::#ty;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(#expecting)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                #(#start)*
                #entries
                Ok(models::#ty { #(#finish),* })
            }
        }

        deserializer.deserialize_map(Visit)
    }
}

/// The loop over the keys.
fn entries(types: &Types, object: &Struct, additional: Option<&Ident>) -> TokenStream {
    let arms = object.fields.iter().enumerate().map(|(index, field)| {
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        let pattern = if additional.is_some() {
            quote!(codec::Key::Known(#index))
        } else {
            quote!(#index)
        };
        let (name, value) = (local(&field.name.rust), value(types, field));
        quote!(#pattern => #name = #value,)
    });
    match additional {
        None if object.fields.is_empty() => quote! {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        },
        None => quote! {
            while let Some(key) = map.next_key_seed(codec::Fields(FIELDS))? {
                match key {
                    #(#arms)*
                    _ => {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
            }
        },
        Some(rest) => {
            let ty = object.additional.as_ref().map(|one| &one.ty);
            let value = match ty {
                Some(ty) if seeds::needed(types, ty) => {
                    let seed = seeds::seed(types, ty);
                    quote!(map.next_value_seed(codec::#seed)?)
                }
                _ => quote!(map.next_value()?),
            };
            quote! {
                while let Some(key) = map.next_key_seed(codec::OpenFields(FIELDS))? {
                    match key {
                        #(#arms)*
                        codec::Key::Known(_) => {
                            map.next_value::<IgnoredAny>()?;
                        }
                        codec::Key::Other(name) => {
                            #rest.insert(name, #value);
                        }
                    }
                }
            }
        }
    }
}

/// Reads the value of a field into its variable.
fn value(types: &Types, field: &Field) -> TokenStream {
    let seed = seeds::needed(types, &field.ty).then(|| seeds::seed(types, &field.ty));
    // Free JSON may be null itself, and null is kept.
    let free = *types.resolve(&field.ty) == Type::Scalar(Scalar::Json);
    match (field.presence, seed) {
        (Presence::Optional, None) if free => quote!(Some(map.next_value()?)),
        (Presence::Required, None) => quote!(Some(map.next_value()?)),
        (Presence::Required, Some(seed)) => quote!(Some(map.next_value_seed(codec::#seed)?)),
        (Presence::Optional | Presence::OptionalNullable, None) => quote!(map.next_value()?),
        (Presence::Optional, Some(seed)) => {
            quote!(map.next_value_seed(codec::optional(codec::#seed))?)
        }
        (Presence::Nullable, None) => quote!(Some(map.next_value::<Option<_>>()?)),
        (Presence::Nullable, Some(seed)) => {
            quote!(Some(map.next_value_seed(codec::optional(codec::#seed))?))
        }
        (Presence::OptionalNullable, Some(seed)) => {
            quote!(crate::Maybe::from(map.next_value_seed(codec::optional(codec::#seed))?))
        }
    }
}

fn finish(field: &Field) -> TokenStream {
    let (name, value) = (ident(&field.name.rust), local(&field.name.rust));
    let wire = &field.name.wire;
    match field.presence {
        Presence::Required | Presence::Nullable => quote!(#name: codec::required(#value, #wire)?),
        _ if name == value => quote!(#name),
        _ => quote!(#name: #value),
    }
}

fn write(object: &Struct) -> TokenStream {
    let fields = object.fields.iter().map(|field| {
        let (name, wire) = (ident(&field.name.rust), &field.name.wire);
        match field.presence {
            Presence::Required | Presence::Nullable => {
                quote!(map.serialize_entry(#wire, &self.#name)?;)
            }
            Presence::Optional => {
                quote!(codec::optional_entry(&mut map, #wire, self.#name.as_ref())?;)
            }
            Presence::OptionalNullable => {
                quote!(codec::maybe_entry(&mut map, #wire, &self.#name)?;)
            }
        }
    });
    let rest = object.additional.iter().map(|one| {
        let name = ident(&one.name);
        quote! {
            for (name, value) in &self.#name {
                map.serialize_entry(name, value)?;
            }
        }
    });
    let parts: Vec<TokenStream> = fields.chain(rest).collect();
    if parts.is_empty() {
        return quote!(serializer.serialize_map(Some(0))?.end());
    }
    quote! {
        let mut map = serializer.serialize_map(None)?;
        #(#parts)*
        map.end()
    }
}
