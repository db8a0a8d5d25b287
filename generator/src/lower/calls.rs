//! What operations are called: their methods and builders, each within its module.
//!
//! Takes all operations that were found, names them. A module is named by its tag alone, so that none is renamed for
//! the sake of another.

use std::collections::{BTreeMap, BTreeSet};

use super::operation::Named;
use crate::config::Config;
use crate::ir::Operation;
use crate::names::{Reserved, Style, Wish, candidates, module, settle};

/// Names all operations.
pub(super) fn name_all(config: &Config, found: &mut [Named<'_>]) {
    let ids = found
        .iter()
        .filter_map(|one| one.source.operation_id.as_deref());
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for id in ids {
        *count.entry(id).or_default() += 1;
    }
    let wishes: Vec<Wish> = found
        .iter()
        .map(|one| method_wish(config, one, &count))
        .collect();
    if !config.layout.by_tags() {
        let methods = settle(&wishes, &BTreeSet::new());
        let builders = settle(&builder_wishes(&methods), &BTreeSet::new());
        for ((one, method), builder) in found.iter_mut().zip(methods).zip(builders) {
            one.name.rust = method;
            one.stem.clone_from(&builder);
            one.builder = builder;
        }
        return;
    }
    let stems: Vec<Wish> = found
        .iter()
        .zip(&wishes)
        .map(|(one, wish)| stem_wish(config, one, wish))
        .collect();
    let stems = settle(&stems, &BTreeSet::new());
    let stems = settle(&builder_wishes(&stems), &BTreeSet::new());
    for (one, stem) in found.iter_mut().zip(stems) {
        one.module = Some(module_name(config, &tag_text(one)));
        one.stem = stem;
    }
    let mut modules: BTreeMap<String, Vec<(&mut Named<'_>, Wish)>> = BTreeMap::new();
    for (one, wish) in found.iter_mut().zip(wishes) {
        let name = one.module.clone().unwrap_or_default();
        modules.entry(name).or_default().push((one, wish));
    }
    for (name, members) in modules {
        name_within(&name, members);
    }
}

/// Names the operations of a module.
fn name_within(module: &str, members: Vec<(&mut Named<'_>, Wish)>) {
    let (members, wishes): (Vec<_>, Vec<_>) = members.into_iter().unzip();
    let methods = settle(&wishes, &BTreeSet::new());
    let mut builders = builder_wishes(&methods);
    for wish in &mut builders {
        // What is called like its tag is told from the handle.
        if let Some(first) = wish.candidates.first() {
            let apart = format!("{first}Operation");
            wish.candidates.insert(1, apart);
        }
    }
    let builders = settle(&builders, &BTreeSet::from([handle(module)]));
    for ((one, method), builder) in members.into_iter().zip(methods).zip(builders) {
        one.name.rust = method;
        one.builder = builder;
    }
}

/// The type whose methods are the calls of a module.
pub(super) fn handle(module: &str) -> String {
    let names = candidates(
        module.trim_start_matches("r#"),
        Style::Upper,
        Reserved::BUILDER,
    );
    names.into_iter().next().unwrap_or_default()
}

/// Its first tag; where it has none the first segment of its path that says something.
pub(super) fn tag_text(one: &Named<'_>) -> String {
    let tag = one.source.tags.first().map(|tag| tag.trim());
    if let Some(tag) = tag.filter(|tag| !tag.is_empty()) {
        return tag.to_owned();
    }
    let mut segments = one.path.split(['/', '?', '#']);
    let telling = segments.find(|segment| {
        let text = segment.chars().any(char::is_alphanumeric);
        text && !segment.contains('{') && !is_version(segment)
    });
    telling.unwrap_or("other").to_owned()
}

/// What all paths of an API begin with: `api`, `v1`, `v2beta`, `2024-01`.
fn is_version(segment: &str) -> bool {
    let lower = segment.to_ascii_lowercase();
    let rest = lower.strip_prefix('v').unwrap_or(&lower);
    lower == "api" || rest.starts_with(|c: char| c.is_ascii_digit())
}

/// The module of a tag.
pub(super) fn module_name(config: &Config, tag: &str) -> String {
    let text = config.rename.tags.get(tag).map_or(tag, String::as_str);
    module(text, Reserved::TAG)
}

fn builder_wishes(methods: &[String]) -> Vec<Wish> {
    let wish = |method: &String| {
        let plain = method.trim_start_matches("r#");
        let mut names = candidates(plain, Style::Upper, Reserved::BUILDER);
        for name in &mut names {
            // What a builder is called with one of these behind it is taken: see `ir::Operation`.
            let mut companions = Operation::COMPANIONS.iter();
            if companions.any(|word| name.ends_with(word)) {
                name.push_str("Call");
            }
        }
        Wish::new(1, method, names)
    };
    methods.iter().map(wish).collect()
}

/// As a method of the client would be called. What codegen.toml names is short, since its tag is said before: then the
/// tag is part of the name.
fn stem_wish(config: &Config, one: &Named<'_>, method: &Wish) -> Wish {
    let given = one.source.operation_id.as_deref();
    match given.and_then(|id| config.rename.operations.get(id)) {
        Some(given) => {
            let text = format!("{} {given}", module_name(config, &tag_text(one)));
            let names = candidates(&text, Style::Snake, Reserved::CLIENT_METHOD);
            Wish::new(2, method.wire.clone(), names)
        }
        None => method.clone(),
    }
}

/// The operationId, else method and path: `GET /pets/{id}` is `get_pets_by_id`.
fn method_wish(config: &Config, one: &Named<'_>, count: &BTreeMap<&str, usize>) -> Wish {
    let spelled = format!(
        "{} {}",
        one.method.as_str().to_ascii_lowercase(),
        one.path.replace('{', " by ")
    );
    let names = |text: &str| candidates(text, Style::Snake, Reserved::CLIENT_METHOD);
    let Some(id) = one
        .source
        .operation_id
        .as_deref()
        .filter(|id| !id.is_empty())
    else {
        let wanted = names(&spelled);
        return Wish::new(2, spelled, wanted);
    };
    if let Some(given) = config.rename.operations.get(id) {
        let mut given = names(given);
        given.extend(names(&spelled));
        return Wish::new(0, id, given);
    }
    let twice = count.get(id).is_some_and(|&count| count > 1);
    let mut wanted = names(id);
    if twice {
        wanted.truncate(1);
        wanted.extend(names(&format!("{id} {spelled}")));
    }
    Wish {
        kind: spelled,
        ..Wish::new(1, id, wanted)
    }
}
