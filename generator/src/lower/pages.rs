//! Pages: which operations have them, and how one leads to the next.
//!
//! Takes lowered operations with their envelopes and named types; gives each operation its way from page to page, as
//! codegen.toml says it, or as it is recognised where that says nothing. What does not fit is left as it is.

mod answer;
mod ask;
mod guess;
mod list;
mod set;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{Config, PagesOf, Pagination as Said};
use crate::diagnostics::{Diagnostic, Rule};
use crate::ir::{Operation, Type, TypeId, Types};

/// Decides how the pages of an operation follow each other.
pub(super) fn decide(operation: &mut Operation, types: &Types, config: &Config) {
    let nothing = Said::default();
    let said = config.pagination.as_ref().unwrap_or(&nothing);
    operation.response.pagination = match said.operations.get(&operation.name.wire) {
        Some(PagesOf::Recognised(true)) => guess::guess(operation, types),
        Some(PagesOf::Recognised(false)) => None,
        Some(PagesOf::Said(own)) => set::set(own, operation, types),
        None => {
            let general = set::set(said, operation, types);
            general.or_else(|| guess::guess(operation, types).filter(|_| said.recognises()))
        }
    };
}

/// A type is a page in one way only. Where operations differ, what is said of a single one decides, then the first name;
/// the others are left without pages. Gives their names.
pub(super) fn agree(
    operations: &mut [Operation],
    types: &Types,
    config: &Config,
) -> BTreeSet<String> {
    let said = config.pagination.as_ref();
    let mut deciding: BTreeMap<TypeId, (bool, String, Vec<String>)> = BTreeMap::new();
    for operation in &*operations {
        let Some((id, path)) = items(operation, types) else {
            continue;
        };
        let name = operation.name.wire.clone();
        let own = said.is_some_and(|said| said.said_of_calls().any(|(call, _)| call == name));
        let claim = (!own, name, path);
        match deciding.get(&id) {
            Some(first) if *first <= claim => {}
            _ => {
                deciding.insert(id, claim);
            }
        }
    }
    let mut gave_way = BTreeSet::new();
    for operation in operations {
        if let Some((id, path)) = items(operation, types)
            && deciding
                .get(&id)
                .is_some_and(|(_, _, decided)| *decided != path)
        {
            operation.response.pagination = None;
            gave_way.insert(operation.name.wire.clone());
        }
    }
    gave_way
}

/// The type that is a page, and the fields on the way to its items.
fn items(operation: &Operation, types: &Types) -> Option<(TypeId, Vec<String>)> {
    let pages = operation.response.pagination.as_ref()?;
    let Type::Named(id) = types.resolve(operation.response.json()?) else {
        return None;
    };
    let path = pages.items.iter().map(|step| step.field.clone());
    Some((*id, path.collect()))
}

/// Settings that no operation has a use for: a slip of the pen, or upstream moved on.
pub(super) fn unmatched(
    operations: &[Operation],
    gave_way: &BTreeSet<String>,
    config: &Config,
) -> Vec<Diagnostic> {
    let Some(said) = config
        .pagination
        .as_ref()
        .filter(|_| !operations.is_empty())
    else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut warn = |keys: &[&str], what: String| {
        let finding = Diagnostic::warning(Rule::SettingUnmatched, what)
            .hint("mend it in codegen.toml, or take it out");
        found.push(config.about(keys, finding));
    };
    let own = |operation: &&Operation| !said.operations.contains_key(&operation.name.wire);
    let general: Vec<&Operation> = operations.iter().filter(own).collect();
    if let Some(text) = set::text(said) {
        if set::is_used(said, &general) {
            unused(said, &general, &["pagination"], &mut warn);
        } else {
            let what = format!("`[pagination] {text}` matches nothing in the document");
            warn(&["pagination", "items"], what);
        }
    }
    for (id, of) in &said.operations {
        let called = operations.iter().filter(|one| one.name.wire == *id);
        let called: Vec<&Operation> = called.collect();
        let mut paged = called.iter();
        let paged = paged.any(|one| one.response.pagination.is_some());
        let keys = ["pagination", "operations", id];
        let what = match of {
            _ if called.is_empty() => "is no operation of the document",
            _ if gave_way.contains(id) => {
                "answers with a type whose items are elsewhere for another call"
            }
            PagesOf::Recognised(true) if !paged => "has no pages that are recognised",
            PagesOf::Said(_) if !paged => "does not have such parameters or such an answer",
            PagesOf::Said(own) => {
                unused(own, &called, &keys, &mut warn);
                continue;
            }
            PagesOf::Recognised(_) => continue,
        };
        warn(
            &keys,
            format!("`[pagination.operations]` names `{id}`, which {what}"),
        );
    }
    found
}

/// The parts of a setting that none of the operations has a use for that it is about.
fn unused(
    said: &Said,
    operations: &[&Operation],
    table: &[&str],
    warn: &mut impl FnMut(&[&str], String),
) {
    for (key, value) in set::unused(said, operations) {
        let setting = format!("[{}] {} = {value:?}", table.join("."), key.join("."));
        let what = format!("`{setting}` matches nothing in the document");
        warn(&[table, &key].concat(), what);
    }
}

/// A text without line breaks, which stand where it was wrapped.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
