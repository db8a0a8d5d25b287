//! Inline types that equal another but for their names: one is defined, the others are names for it.
//!
//! Takes types of which everything is decided, turns definitions into aliases: of a part of a component, or of a type in an
//! operation of the same module. Components stand by themselves. Names stay what they are when a like comes or goes; but two
//! names may then mean one type, or two.

use std::collections::{BTreeMap, HashMap};

use super::context::Origin;
use super::place::Root;
use crate::ir::{Direction, Kind, Operation, Type, TypeDef, TypeId, Types};

/// All that a definition is but its name and its own description.
#[derive(PartialEq, Eq, Hash)]
struct Content<'a> {
    kind: Kind,
    derives: &'a [String],
    deprecated: bool,
}

/// Leaves one definition of those that are equal.
pub(super) fn share(types: &mut Types, origins: &[Origin], operations: &[Operation]) {
    let modules: HashMap<&str, &str> = (operations.iter())
        .filter_map(|one| Some((one.stem.as_str(), one.module.as_deref()?)))
        .collect();
    let module = |id: &TypeId| match origins.get(id.index()) {
        Some((Root::Operation(stem), _)) => modules.get(stem.as_str()).copied(),
        _ => None,
    };
    for equal in equal(types) {
        let mut groups: BTreeMap<Option<&str>, Vec<TypeId>> = BTreeMap::new();
        for id in equal {
            groups.entry(module(&id)).or_default().push(id);
        }
        // What stands in no operation of a module stands in `models`, where all can use it.
        let of_all = groups.get(&None).and_then(|ids| best(types, ids));
        for ids in groups.values() {
            if let Some(defined) = of_all.or_else(|| best(types, ids)) {
                name_after(types, defined, ids);
            }
        }
    }
}

/// The one to be defined: of those that operations reach, else of all, that with the shortest name.
fn best(types: &Types, ids: &[TypeId]) -> Option<TypeId> {
    let rank = |id: &TypeId| {
        let definition = types.get(*id);
        let name = definition.name.rust.as_str();
        let unreached = definition.direction == Direction::default();
        (unreached, name.len(), name)
    };
    ids.iter().copied().min_by_key(rank)
}

/// Makes all others names of one definition.
fn name_after(types: &mut Types, defined: TypeId, ids: &[TypeId]) {
    for id in ids.iter().copied().filter(|&id| id != defined) {
        let direction = types.get(id).direction;
        let all = &mut types.get_mut(defined).direction;
        all.request |= direction.request;
        all.response |= direction.response;
        types.get_mut(id).kind = Kind::Alias(Type::Named(defined));
    }
}

/// The inline types that are equal, those that are so together.
fn equal(types: &Types) -> Vec<Vec<TypeId>> {
    let mut groups: HashMap<Content<'_>, Vec<TypeId>> = HashMap::new();
    // What a reference to a type means: the type itself, of inline types the first that is equal, once that is known.
    let mut meant: Vec<Option<TypeId>> = (types.ids())
        .map(|id| (!is_inline(types.get(id))).then_some(id))
        .collect();
    // An inline type comes after the one that it stands in.
    let mut waiting: Vec<TypeId> = types.ids().filter(|&id| is_inline(types.get(id))).collect();
    waiting.reverse();
    let mut before = usize::MAX;
    while waiting.len() < before {
        before = waiting.len();
        waiting.retain(|&id| {
            let definition = types.get(id);
            let Some(kind) = by_meaning(&definition.kind, &meant) else {
                return true;
            };
            let content = Content {
                kind,
                derives: &definition.derives,
                deprecated: definition.deprecated,
            };
            let group = groups.entry(content).or_default();
            group.push(id);
            if let Some(meant) = meant.get_mut(id.index()) {
                *meant = group.first().copied();
            }
            false
        });
    }
    let has_definition = |id: &TypeId| !matches!(types.get(*id).kind, Kind::Alias(_));
    let groups = groups.into_values();
    groups
        .filter(|ids| ids.len() > 1 && ids.iter().all(has_definition))
        .collect()
}

/// A type of the crate that is no component.
fn is_inline(definition: &TypeDef) -> bool {
    let has_name = !definition.name.rust.is_empty();
    definition.is_generated() && has_name && definition.component.is_none()
}

/// A definition by what its references mean; none as long as that is not known of one of them.
fn by_meaning(kind: &Kind, meant: &[Option<TypeId>]) -> Option<Kind> {
    let mut kind = kind.clone();
    for part in kind.parts_mut() {
        if let Some(id) = part.named_mut() {
            *id = meant.get(id.index()).copied().flatten()?;
        }
    }
    Some(kind)
}
