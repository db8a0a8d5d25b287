//! `src/models/codec.rs`: how the models stand in JSON, written out so that no build derives it.

mod enums;
mod seeds;
mod structs;
mod unions;

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{Import, method, name, needed};
use super::models::sorted;
use super::printer::file;
use super::types::ident;
use crate::ir::{Api, Kind, TypeDef, Types};

const ABOUT: &str = "How the models stand in JSON.

Unknown properties are passed over, unknown constants are kept, and what is required must be there.";

const STD: &[Import] = &[
    name("std::convert", "Infallible"),
    name("std", "fmt"),
    name("std::str", "FromStr"),
];

const SERDE: &[Import] = &[
    name("serde::de", "IgnoredAny"),
    name("serde::de", "MapAccess"),
    name("serde::de", "Visitor"),
    method("serde::ser", "SerializeMap", "serialize_map"),
    name("serde", "Deserialize"),
    name("serde", "Deserializer"),
    name("serde", "Serialize"),
    name("serde", "Serializer"),
    name("serde_json", "Value"),
];

const CRATE: &[Import] = &[name("crate", "models"), name("crate::runtime", "codec")];

pub(super) fn render(api: &Api) -> String {
    let definitions = sorted(&api.types);
    let mut items = Vec::new();
    for definition in definitions {
        items.extend(impls(&api.types, definition));
    }
    let mut all = needed(&items, &[STD, SERDE, CRATE]);
    all.append(&mut items);
    file(ABOUT, &all)
}

fn impls(types: &Types, definition: &TypeDef) -> Vec<TokenStream> {
    let name = ident(&definition.name.rust);
    match &definition.kind {
        Kind::Struct(object) => structs::impls(types, &definition.name.rust, object),
        Kind::StringEnum(open) => enums::strings(&name, open),
        Kind::IntegerEnum(open) => enums::integers(&name, open),
        Kind::Union(union) => unions::impls(types, &definition.name.rust, union),
        Kind::Alias(_) => Vec::new(),
        Kind::Newtype(target) => {
            let seed = seeds::seed(types, target);
            let body = match seeds::needed(types, target) {
                true => {
                    quote!(serde::de::DeserializeSeed::deserialize(codec::#seed, deserializer).map(Self))
                }
                false => quote!(Deserialize::deserialize(deserializer).map(Self)),
            };
            vec![
                deserialize(&quote!(models::#name), &body),
                serialize(
                    &quote!(models::#name),
                    &quote!(self.0.serialize(serializer)),
                ),
            ]
        }
    }
}

fn deserialize(name: &TokenStream, body: &TokenStream) -> TokenStream {
    quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> { #body }
        }
    }
}

fn serialize(name: &TokenStream, body: &TokenStream) -> TokenStream {
    quote! {
        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> { #body }
        }
    }
}
