//! Settles the names of all types at once, then those of fields and variants within each.
//!
//! A component is named by its key. An inline type is named after where it stands: the name of the type or operation
//! around it, and the words from there. Components come first, then inline types, from the outside in.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{Context, Origin};
use super::place::Root;
use crate::config::{Config, Rename};
use crate::diagnostics::{Diagnostic, Rule};
use crate::ir::{Enum, Kind, Operation, TypeId, Types};
use crate::names::{Reserved, Style, Wish, candidates, formed, settle, type_words};

/// Names everything, and takes the types out of the context.
pub(super) fn settle_all(context: &mut Context<'_>, operations: &[Operation]) -> Types {
    let mut types = std::mem::take(&mut context.types);
    let mut renames = Renames::new(context.config);
    name_types(&mut types, &context.origins, &mut renames);
    for id in types.ids() {
        let definition = types.get_mut(id);
        let owner = definition.name.rust.clone();
        match &mut definition.kind {
            Kind::Struct(object) => name_fields(object, &owner, &mut renames),
            Kind::StringEnum(open) => name_values(open, &owner, &mut renames, Clone::clone),
            Kind::IntegerEnum(open) => {
                name_values(open, &owner, &mut renames, |value| value_word(*value));
            }
            Kind::Union(union) => {
                let wanted = union.variants.iter();
                let wanted = wanted.map(|variant| (variant.rust.clone(), String::new()));
                let names = renames.variants(&owner, &wanted.collect::<Vec<_>>());
                union
                    .variants
                    .iter_mut()
                    .zip(names)
                    .for_each(|(variant, name)| variant.rust = name);
            }
            Kind::Alias(_) | Kind::Newtype(_) | Kind::External(_) => {}
        }
    }
    let methods = operations
        .iter()
        .map(|operation| operation.name.wire.as_str());
    context.diagnostics.extend(renames.unused(methods));
    types
}

/// Names the constants of an enum: as the document calls them, else by what stands on the wire.
fn name_values<T>(
    open: &mut Enum<T>,
    owner: &str,
    renames: &mut Renames<'_>,
    word: impl Fn(&T) -> String,
) {
    let wanted = open.values.iter();
    let wanted = wanted.map(|value| (word(&value.wire), value.rust.clone()));
    let names = renames.variants(owner, &wanted.collect::<Vec<_>>());
    for (value, name) in open.values.iter_mut().zip(names) {
        value.rust = name;
    }
}

/// `5` → `Value5`, `-5` → `ValueMinus5`.
fn value_word(value: i64) -> String {
    if value < 0 {
        format!("value minus {}", value.unsigned_abs())
    } else {
        format!("value {value}")
    }
}

/// The given names and those of them that were met.
struct Renames<'a> {
    config: &'a Config,
    given: &'a Rename,
    used: BTreeSet<(&'static str, String)>,
}

impl<'a> Renames<'a> {
    fn new(config: &'a Config) -> Self {
        Self {
            config,
            given: &config.rename,
            used: BTreeSet::new(),
        }
    }

    /// A wish for `names`, or for the one name that codegen.toml gives in place of the first.
    fn wish(
        &mut self,
        table: &'static str,
        key: String,
        rank: u8,
        wire: String,
        names: Vec<String>,
    ) -> Wish {
        let (given, style, reserved) = match table {
            "types" => (self.given.types.get(&key), Style::Upper, Reserved::MODEL),
            "fields" => (self.given.fields.get(&key), Style::Snake, Reserved::FIELD),
            _ => (
                self.given.variants.get(&key),
                Style::Upper,
                Reserved::VARIANT,
            ),
        };
        match given {
            Some(name) => {
                self.used.insert((table, key));
                let mut given = candidates(name, style, reserved);
                given.truncate(1);
                given.extend(names);
                Wish::new(0, wire, given)
            }
            None => Wish::new(rank, wire, names),
        }
    }

    /// Names for variants by what stands on the wire, and by the word that is asked for, if one is.
    fn variants(&mut self, owner: &str, wanted: &[(String, String)]) -> Vec<String> {
        let wishes: Vec<Wish> = (wanted.iter())
            .map(|(wire, word)| {
                let names = |text| candidates(text, Style::Upper, Reserved::VARIANT);
                let is_word = word.chars().any(char::is_alphanumeric);
                let by_word = is_word.then(|| names(word));
                let names: Vec<String> = (by_word.into_iter().flatten().take(1))
                    .chain(names(wire))
                    .collect();
                let key = format!("{owner}.{}", names.first().map_or("", String::as_str));
                self.wish("variants", key, 1, wire.clone(), names)
            })
            .collect();
        settle(&wishes, &BTreeSet::new())
    }

    /// A rename that matched nothing is a slip of the pen, or upstream moved on.
    fn unused<'b>(&self, operations: impl Iterator<Item = &'b str>) -> Vec<Diagnostic> {
        let met: BTreeSet<&str> = operations.collect();
        let tables = [
            ("types", &self.given.types),
            ("fields", &self.given.fields),
            ("variants", &self.given.variants),
        ];
        let names = tables
            .into_iter()
            .flat_map(|(table, names)| names.keys().map(move |key| (table, key)));
        let left = names.filter(|(table, key)| !self.used.contains(&(*table, (*key).clone())));
        let operations = self
            .given
            .operations
            .keys()
            .filter(|id| !met.contains(id.as_str()));
        left.chain(operations.map(|id| ("operations", id)))
            .map(|(table, key)| {
                let message =
                    format!("`[rename.{table}]` names `{key}`, which is not in the crate");
                let finding = Diagnostic::warning(Rule::SettingUnmatched, message)
                    .hint("mend the name in codegen.toml, or take the line out");
                self.config.about(&["rename", table, key], finding)
            })
            .collect()
    }
}

fn name_fields(object: &mut crate::ir::Struct, owner: &str, renames: &mut Renames<'_>) {
    let mut wishes = Vec::new();
    for field in &object.fields {
        let names = candidates(&field.name.wire, Style::Snake, Reserved::FIELD);
        let key = format!("{owner}.{}", names.first().map_or("", String::as_str));
        wishes.push(renames.wish("fields", key, 1, field.name.wire.clone(), names));
    }
    if object.additional.is_some() {
        let names = [
            "additional",
            "additional_properties",
            "other_properties",
            "undescribed_properties",
        ];
        let names = names.map(ToOwned::to_owned).to_vec();
        wishes.push(Wish::new(2, "additionalProperties", names));
    }
    let mut names = settle(&wishes, &BTreeSet::new()).into_iter();
    for (field, name) in object.fields.iter_mut().zip(names.by_ref()) {
        field.name.rust = name;
    }
    if let (Some(additional), Some(name)) = (&mut object.additional, names.next()) {
        additional.name = name;
    }
}

/// Names types from the outside in: each round settles those whose surroundings have their names.
fn name_types(types: &mut Types, origins: &[Origin], renames: &mut Renames<'_>) {
    let places: BTreeMap<String, (&Origin, TypeId)> = (origins.iter().zip(types.ids()))
        .map(|(origin, id)| (types.get(id).pointer.clone(), (origin, id)))
        .collect();
    let mut taken = BTreeSet::new();
    let has_name = |id: TypeId| types.get(id).is_generated() || types.get(id).component.is_some();
    let mut waiting: Vec<_> = (origins.iter().zip(types.ids()))
        .filter(|(_, id)| has_name(*id))
        .collect();
    while !waiting.is_empty() {
        let mut round = Vec::new();
        let mut later = Vec::new();
        for (origin, id) in waiting {
            match wanted(origin, &types.get(id).pointer, &places, types) {
                Some(text) => {
                    let text = apart_from_values(text, &types.get(id).kind);
                    round.push((origin, id, text));
                }
                None => later.push((origin, id)),
            }
        }
        if round.is_empty() {
            break;
        }
        let wishes: Vec<Wish> = (round.iter())
            .map(|(origin, id, text)| {
                let names = match origin {
                    (Root::Component(_), words) if words.is_empty() => {
                        candidates(text, Style::Upper, Reserved::MODEL)
                    }
                    (root, _) => formed(text, suffix(root), &types.get(*id).pointer),
                };
                let key = names.first().cloned().unwrap_or_default();
                let wire = if origin.1.is_empty() {
                    text.clone()
                } else {
                    types.get(*id).pointer.clone()
                };
                renames.wish("types", key, 1, wire, names)
            })
            .collect();
        let names = settle(&wishes, &taken);
        for ((_, id, text), name) in round.into_iter().zip(names) {
            taken.insert(name.clone());
            types.get_mut(id).name = crate::ir::Name {
                rust: name,
                wire: text,
            };
        }
        waiting = later;
    }
}

/// What is put behind the name of an inline type that another type has already.
fn suffix(root: &Root) -> &'static str {
    match root {
        Root::Shared {
            section: "parameters",
            ..
        } => "Parameter",
        _ => "Inline",
    }
}

/// What a type would be called, once the type around it has its name: the nearest one on the way of its pointer.
fn wanted(
    (root, words): &Origin,
    pointer: &str,
    places: &BTreeMap<String, (&Origin, TypeId)>,
    types: &Types,
) -> Option<String> {
    if let (Root::Component(name), []) = (root, words.as_slice()) {
        return Some(name.clone());
    }
    let mut around = pointer;
    while let Some((shorter, _)) = around.rsplit_once('/') {
        around = shorter;
        let Some((origin, id)) = places.get(around) else {
            continue;
        };
        if let (true, Some(rest)) = (origin.0 == *root, words.strip_prefix(origin.1.as_slice())) {
            let name = &types.get(*id).name.rust;
            return (!name.is_empty()).then(|| joined(name, rest));
        }
    }
    match root {
        Root::Operation(builder) => Some(joined(builder, words)),
        Root::Component(name) | Root::Shared { name, .. } => Some(joined(&type_words(name), words)),
    }
}

/// A struct of an unnamed field is also a value. In a script without case its name could be that of a variable.
fn apart_from_values(text: String, kind: &Kind) -> String {
    let caseless = text.to_lowercase() == text.to_uppercase();
    if caseless && matches!(kind, Kind::Newtype(_)) {
        text + " model"
    } else {
        text
    }
}

fn joined(name: &str, words: &[String]) -> String {
    words
        .iter()
        .fold(name.to_owned(), |name, word| name + &type_words(word))
}
