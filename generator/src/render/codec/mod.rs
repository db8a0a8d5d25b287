//! `src/models/codec.rs` and its like beside other files of types: how the models stand in JSON, written out so that no build derives it.

mod enums;
pub(super) mod patterns;
mod structs;
mod text;
mod unions;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{beginnings, needed};
use super::printer::{inner_docs, joined, print, printed};
use super::tags::cfg;
use super::{bodies, contents, operations};
use crate::ir::{Api, Condition, Kind, ModelModule, Operation, TypeDef, TypeId, Types};

const ABOUT: &str = "How the models stand in JSON.

Unknown properties are passed over, unknown constants are kept, and what is required must be there.";

/// What operations say of types: their traits stand beside the codec where tags have modules of their own.
pub(super) struct Uses<'a> {
    enums: BTreeSet<TypeId>,
    bodies: BTreeMap<TypeId, Vec<&'a Operation>>,
    forms: BTreeSet<TypeId>,
}

impl<'a> Uses<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        let mut uses = Self {
            enums: BTreeSet::new(),
            bodies: BTreeMap::new(),
            forms: BTreeSet::new(),
        };
        if api.layout.by_tags {
            uses.forms = contents::chosen(api);
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
        let form = self.forms.contains(&id);
        let form = form.then(|| contents::form(&api.types, id));
        parameter.into_iter().chain(bodies).chain(form).collect()
    }
}

/// Whether a module has a codec. That of a crate that is laid out flat is always there.
pub(super) fn has(api: &Api, module: &ModelModule) -> bool {
    let only = module.modules.is_empty() && module.path.len() == 1 && !api.layout.by_tags;
    let mut kinds = module.types.iter().map(|&id| &api.types.get(id).kind);
    only || kinds.any(|kind| !matches!(kind, Kind::Alias(_) | Kind::External(_)))
}

pub(super) fn render(api: &Api, module: &ModelModule, uses: &Uses<'_>) -> String {
    let (mut codec, mut traits) = (String::new(), Vec::new());
    for &id in &module.types {
        let definition = api.types.get(id);
        for item in impls(&api.types, definition) {
            let _ = write!(codec, "\n{}{item}", condition(&definition.condition));
        }
        let cfg = cfg(&definition.condition);
        let uses = uses.impls(api, id).into_iter();
        traits.extend(uses.map(|item| quote!(#cfg #item)));
    }
    let traits = printed(&traits);
    let words = beginnings(&traits);
    let of_traits = |group| needed(&words, &[group]).iter().map(print).collect();
    let (std, own): (Vec<String>, Vec<String>) =
        (of_traits(operations::STD), of_traits(operations::TRAITS));
    let mut text = inner_docs(ABOUT);
    for group in std.into_iter().chain(imports(&codec)).chain(own) {
        text.push('\n');
        text.push_str(&group);
    }
    text.push_str(&codec);
    joined(text, &traits)
}

/// A module, and what can be imported from it, each with what shows that it is needed.
type Module = (&'static str, &'static [(&'static str, &'static str)]);

/// The declarations that the codec of some types needs, a text for each group.
fn imports(codec: &str) -> Vec<String> {
    let groups: [&[Module]; 2] = [
        &[(
            "serde",
            &[
                ("Deserialize", "impl<'de> Deserialize<"),
                ("Deserializer", "<D: Deserializer<"),
                ("Serialize", "impl Serialize for "),
                ("Serializer", "<S: Serializer>"),
            ],
        )],
        &[
            ("crate", &[("models", "models::")]),
            ("crate::runtime", &[("codec", "codec::")]),
        ],
    ];
    // Texts of the document stand between quotes.
    let code: Vec<&str> = codec.lines().filter(|line| !line.contains('"')).collect();
    let code = code.join("\n");
    let text = groups.iter().map(|group| {
        let lines = group.iter().filter_map(|(module, names)| {
            let used: Vec<&str> = (names.iter())
                .filter(|(_, sign)| code.contains(sign))
                .map(|(name, _)| *name)
                .collect();
            match used.as_slice() {
                [] => None,
                [only] => Some(format!("use {module}::{only};\n")),
                several => Some(format!("use {module}::{{{}}};\n", several.join(", "))),
            }
        });
        lines.collect::<String>()
    });
    text.filter(|group| !group.is_empty()).collect()
}

/// `#[cfg(..)]` in a line of its own.
fn condition(condition: &Condition) -> String {
    match condition {
        Condition::Always => String::new(),
        Condition::Full => "#[cfg(feature = \"full\")]\n".to_owned(),
        Condition::Any(features) => {
            let features: Vec<String> = (features.iter())
                .map(|feature| format!("feature = {}", text::literal(feature)))
                .collect();
            match features.as_slice() {
                [one] => format!("#[cfg({one})]\n"),
                several => format!("#[cfg(any({}))]\n", several.join(", ")),
            }
        }
    }
}

fn impls(types: &Types, definition: &TypeDef) -> Vec<String> {
    let mut impls = codec(types, definition);
    if definition.recursive && !impls.is_empty() {
        let name = definition.name.rust.as_str();
        impls.push(format!(
            "// Said outright: a compiler that looks for it follows the whole cycle, and may find that too deep.\n\
             impl std::panic::RefUnwindSafe for models::{name} {{}}\n"
        ));
    }
    impls
}

fn codec(types: &Types, definition: &TypeDef) -> Vec<String> {
    let name = definition.name.rust.as_str();
    match &definition.kind {
        Kind::Struct(object) => structs::impls(types, name, object),
        Kind::StringEnum(open) => enums::strings(name, open),
        Kind::IntegerEnum(open) => enums::integers(name, open),
        Kind::Union(union) => unions::impls(types, name, union),
        Kind::Alias(_) | Kind::External(_) => Vec::new(),
        Kind::Newtype(target) => {
            let wrap = match patterns::is_exact(types, target) {
                true => "|codec::Exact(value)| Self(value)",
                false => "Self",
            };
            let body = format!("Deserialize::deserialize(deserializer).map({wrap})\n");
            vec![
                text::deserialize(name, &body),
                text::serialize(name, "self.0.serialize(serializer)\n"),
            ]
        }
    }
}
