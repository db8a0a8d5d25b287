//! `Debug` of structs that hold secrets: as it would be derived, with `..` for each secret.

use proc_macro2::TokenStream;
use quote::quote;

use super::tags::cfg;
use super::types::ident;
use crate::ir::{Field, Presence, Struct, TypeDef};

/// The impl; nothing where `Debug` is derived.
pub(super) fn debug(definition: &TypeDef, object: &Struct) -> TokenStream {
    if !object.has_secrets() {
        return TokenStream::new();
    }
    let (name, condition) = (ident(&definition.name.rust), cfg(&definition.condition));
    let title = plain(&definition.name.rust);
    let fields = object.fields.iter().map(field);
    let additional = object.additional.iter().map(|one| {
        let (title, name) = (plain(&one.name), ident(&one.name));
        match one.secret {
            true => quote!(.field(#title, &crate::runtime::hidden::of(&self.#name))),
            false => quote!(.field(#title, &self.#name)),
        }
    });
    let fields = fields.chain(additional);
    quote! {
        #condition
        impl std::fmt::Debug for #name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_struct(#title) #(#fields)* .finish()
            }
        }
    }
}

/// A secret that is absent or null is shown as that.
fn field(field: &Field) -> TokenStream {
    let (title, name) = (plain(&field.name.rust), ident(&field.name.rust));
    match (field.secret, field.presence) {
        (false, _) => quote!(.field(#title, &self.#name)),
        (true, Presence::Required) => {
            quote!(.field(#title, &crate::runtime::hidden::of(&self.#name)))
        }
        (true, _) => {
            quote!(.field(#title, &self.#name.as_ref().map(crate::runtime::hidden::of)))
        }
    }
}

/// A name as text.
fn plain(name: &str) -> &str {
    name.trim_start_matches("r#")
}
