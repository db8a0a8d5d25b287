//! Which traits the types derive.
//!
//! Takes the types and codegen.toml, gives each type its list. What a trait of the standard library asks of the parts of a
//! type is found by going through them; a derive of another crate is taken as it is given.

use std::collections::{BTreeMap, BTreeSet};

use super::abilities::{Trait, able, contents, hindrance, usual};
use super::settings::Met;
use crate::config::Config;
use crate::diagnostics::{Diagnostic, Rule};
use crate::ir::{Kind, TypeId, Types};

/// All types.
const ALL: &str = "*";

/// What is asked of one type.
#[derive(Debug, Default)]
struct Asked {
    traits: BTreeSet<Trait>,
    without: BTreeSet<Trait>,
    foreign: Vec<String>,
}

/// Gives each type its derives, and says what cannot be.
pub(super) fn decide(types: &mut Types, config: &Config, met: &mut Met) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let asked = asked(types, config, met);
    let lists = lists(types, config, &asked, &mut findings);
    for (id, mut list) in types.ids().zip(lists) {
        let definition = types.get_mut(id);
        compare_by_value(&mut definition.kind, &mut list);
        definition.derives = list;
    }
    findings
}

/// What an open enum of constants would derive to be compared and hashed is more work for a compiler than to look
/// at the constants. Closed ones derive it: they are small, and can stand in patterns.
fn compare_by_value(kind: &mut Kind, list: &mut Vec<String>) {
    let compared = [Trait::PartialEq, Trait::Eq, Trait::Hash].map(Trait::name);
    let by_value = match kind {
        Kind::StringEnum(open) if open.unknown.is_some() => &mut open.by_value,
        Kind::IntegerEnum(open) if open.unknown.is_some() => &mut open.by_value,
        _ => return,
    };
    *by_value = compared
        .iter()
        .all(|name| list.iter().any(|one| one == name));
    if *by_value {
        list.retain(|one| !compared.contains(&one.as_str()));
    }
}

/// What codegen.toml says of each type, by the key that says it.
fn asked<'a>(
    types: &Types,
    config: &'a Config,
    met: &mut Met,
) -> Vec<(&'a str, Vec<TypeId>, Asked)> {
    let mut all = Vec::new();
    for (key, names) in &config.derives {
        let ids = match key.as_str() {
            ALL => types.ids().collect(),
            name => named(types, name),
        };
        let own = |id: &TypeId| !matches!(types.get(*id).kind, Kind::Alias(_) | Kind::External(_));
        if key == ALL || ids.iter().any(own) {
            met.add("derives", key);
        }
        let mut asked = Asked::default();
        for name in names {
            match (
                name.strip_prefix('-'),
                Trait::named(name.trim_start_matches('-')),
            ) {
                (None, Some(one)) => asked.traits.extend(one.with_needed()),
                (Some(_), Some(one)) => asked.without.extend([one]),
                (_, None) => asked.foreign.push(name.clone()),
            }
        }
        all.push((key.as_str(), ids, asked));
    }
    all
}

/// The types of a schema, or of a name where a type has no schema of its own.
pub(super) fn named(types: &Types, name: &str) -> Vec<TypeId> {
    let is = |id: &TypeId| {
        let definition = types.get(*id);
        definition.component.as_deref() == Some(name)
            || (definition.component.is_none() && definition.name.rust == name)
    };
    types.ids().filter(is).collect()
}

fn lists(
    types: &Types,
    config: &Config,
    asked: &[(&str, Vec<TypeId>, Asked)],
    findings: &mut Vec<Diagnostic>,
) -> Vec<Vec<String>> {
    let mut lists: Vec<Vec<String>> = vec![Vec::new(); types.len()];
    let mut have: BTreeMap<Trait, Vec<bool>> = BTreeMap::new();
    // In the order in which they need each other.
    for one in Trait::ALL {
        let without = excluded(types, one, asked, &have);
        let wanted = wanted(types, one, asked);
        let given: Vec<bool> = (types.ids())
            .map(|id| usual(types, id, one) || is_set(&wanted, id))
            .collect();
        // What is usual is so because the parts allow it.
        let mut has = match wanted.contains(&true) || without.contains(&true) {
            true => able(types, one, &without),
            false => given.clone(),
        };
        for (has, given) in has.iter_mut().zip(&given) {
            *has &= given;
        }
        findings.extend(impossible(types, config, one, asked, &has));
        have.insert(one, has);
    }
    for one in Trait::WRITTEN {
        for id in types.ids() {
            let written_out = is_written_out(&types.get(id).kind, one);
            let has = have.get(&one).is_none_or(|has| is_set(has, id)) && !written_out;
            if let Some(list) = lists.get_mut(id.index()).filter(|_| has) {
                list.push(one.name().to_owned());
            }
        }
    }
    add_foreign(asked, &mut lists);
    lists
}

/// Whether a type has an impl of its own, because a derived one would do something else.
fn is_written_out(kind: &Kind, one: Trait) -> bool {
    match (one, kind) {
        (Trait::Default, Kind::Struct(object)) => object.is_constant(),
        (Trait::Debug, Kind::Struct(object)) => object.has_secrets(),
        _ => false,
    }
}

/// The types that shall not have a trait, or lack one that it needs.
fn excluded(
    types: &Types,
    one: Trait,
    asked: &[(&str, Vec<TypeId>, Asked)],
    have: &BTreeMap<Trait, Vec<bool>>,
) -> Vec<bool> {
    let mut without = vec![false; types.len()];
    for (_, ids, asked) in asked {
        for id in ids.iter().filter(|_| asked.without.contains(&one)) {
            set(&mut without, *id);
        }
    }
    for needed in one.needs() {
        let has = have.get(needed).into_iter().flatten();
        for (without, has) in without.iter_mut().zip(has) {
            *without |= !has;
        }
    }
    without
}

/// Adds the derives of other crates, each once.
fn add_foreign(asked: &[(&str, Vec<TypeId>, Asked)], lists: &mut [Vec<String>]) {
    for (_, ids, asked) in asked {
        for id in ids {
            if let Some(list) = lists.get_mut(id.index()) {
                let new = asked.foreign.iter().filter(|name| !list.contains(name));
                let new: Vec<String> = new.cloned().collect();
                list.extend(new);
            }
        }
    }
}

/// The types that shall have a trait: those that are named with all that they contain, or all.
fn wanted(types: &Types, one: Trait, asked: &[(&str, Vec<TypeId>, Asked)]) -> Vec<bool> {
    let mut wanted = vec![false; types.len()];
    let asking = asked
        .iter()
        .filter(|(_, _, asked)| asked.traits.contains(&one));
    let mut waiting: Vec<TypeId> = asking.flat_map(|(_, ids, _)| ids.iter().copied()).collect();
    while let Some(id) = waiting.pop() {
        if !is_set(&wanted, id) {
            set(&mut wanted, id);
            waiting.extend(contents(types, id));
        }
    }
    wanted
}

/// A type that is named cannot have what is asked of it; of all types those have it that can.
fn impossible(
    types: &Types,
    config: &Config,
    one: Trait,
    asked: &[(&str, Vec<TypeId>, Asked)],
    has: &[bool],
) -> Vec<Diagnostic> {
    let named = asked.iter().filter(|(key, _, _)| *key != ALL);
    let asking = named.filter(|(_, _, asked)| asked.traits.contains(&one));
    let findings = asking.flat_map(|(key, ids, _)| {
        let unable = ids.iter().filter(|id| !is_set(has, **id));
        unable.map(move |id| {
            let message = format!("`{key}` cannot derive `{}`", one.name());
            let hint = match hindrance(types, *id, one, has) {
                Some(part) => format!("{part} cannot be; take the trait out, or ask for it by `\"*\"`, which gives it to those that can have it"),
                None => "what it is made of rules that out, or a trait that it needs; take it out".to_owned(),
            };
            let finding = Diagnostic::warning(Rule::SettingUnmatched, message).hint(hint);
            config.about(&["derives", key, one.name()], finding)
        })
    });
    findings.collect()
}

fn set(list: &mut [bool], id: TypeId) {
    if let Some(place) = list.get_mut(id.index()) {
        *place = true;
    }
}

fn is_set(list: &[bool], id: TypeId) -> bool {
    list.get(id.index()).copied().unwrap_or(false)
}
