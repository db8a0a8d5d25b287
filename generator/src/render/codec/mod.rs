//! `src/models/codec.rs` and its like beside other files of types: how the models stand in JSON, written out so that no build derives it.

mod enums;
mod seeds;
mod structs;
mod unions;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{Import, method, name, needed};
use super::printer::file;
use super::tags::cfg;
use super::types::ident;
use super::{bodies, contents, operations};
use crate::ir::{Api, Kind, ModelModule, Operation, Part, TypeDef, TypeId, Types};

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

/// What operations say of types: their traits stand beside the codec where tags have modules of their own.
pub(super) struct Uses<'a> {
    enums: BTreeSet<TypeId>,
    bodies: BTreeMap<TypeId, Vec<&'a Operation>>,
    forms: BTreeMap<TypeId, &'a [Part]>,
}

impl<'a> Uses<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        let mut uses = Self {
            enums: BTreeSet::new(),
            bodies: BTreeMap::new(),
            forms: BTreeMap::new(),
        };
        if api.layout.by_tags {
            uses.forms = contents::chosen(api).into_iter().collect();
            uses.enums = operations::enums(api).into_iter().collect();
            for (id, operation) in bodies::chosen(api) {
                uses.bodies.entry(id).or_default().push(operation);
            }
        }
        uses
    }

    fn impls(&self, api: &Api, id: TypeId) -> Vec<TokenStream> {
        let parameter = self.enums.contains(&id);
        let parameter = parameter.then(|| operations::enum_impl(&api.types, id));
        let bodies = self.bodies.get(&id).into_iter().flatten();
        let bodies = bodies.filter_map(|operation| bodies::implementation(api, id, operation));
        let form = self.forms.get(&id);
        let form = form.map(|parts| contents::form(&api.types, id, parts));
        parameter.into_iter().chain(bodies).chain(form).collect()
    }
}

/// Whether a module has a codec. That of a crate that is laid out flat is always there.
pub(super) fn has(api: &Api, module: &ModelModule) -> bool {
    let only = module.modules.is_empty() && module.path.len() == 1 && !api.layout.by_tags;
    let mut kinds = module.types.iter().map(|&id| &api.types.get(id).kind);
    only || kinds.any(|kind| !matches!(kind, Kind::Alias(_)))
}

pub(super) fn render(api: &Api, module: &ModelModule, uses: &Uses<'_>) -> String {
    let (mut items, mut traits) = (Vec::new(), Vec::new());
    for &id in &module.types {
        let definition = api.types.get(id);
        let condition = cfg(&definition.condition);
        let codec = impls(&api.types, definition).into_iter();
        items.extend(codec.map(|item| quote!(#condition #item)));
        let uses = uses.impls(api, id).into_iter();
        traits.extend(uses.map(|item| quote!(#condition #item)));
    }
    let mut all = needed(&items, &[STD, SERDE, CRATE]);
    all.extend(needed(&traits, &[operations::TRAITS]));
    all.append(&mut items);
    all.append(&mut traits);
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
