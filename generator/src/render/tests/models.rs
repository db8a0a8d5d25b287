//! A test for each model.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::condition_line;
use super::expression::json;
use crate::ir::{Api, Condition, ModelModule, TypeDef};
use crate::render::examples::literal;

/// The models that are tested in one file.
pub(super) struct File<'a> {
    pub(super) module: String,
    pub(super) types: Vec<&'a TypeDef>,
}

/// A file for each module of types and for each tag that has types of its own, by the first name below the root.
pub(super) fn files(api: &Api) -> Vec<File<'_>> {
    let mut files: BTreeMap<String, Vec<&TypeDef>> = BTreeMap::new();
    for definition in api.types.iter().filter(|one| !one.instances.is_empty()) {
        let name = definition.module.get(1).or(definition.module.first());
        let module = name.map_or_else(|| "models".to_owned(), Clone::clone);
        files.entry(module).or_default().push(definition);
    }
    let files = files.into_iter().map(|(module, mut types)| {
        types.sort_unstable_by(|a, b| a.name.rust.cmp(&b.name.rust));
        File { module, types }
    });
    files.collect()
}

/// All models of a module.
pub(super) fn of_module<'a>(api: &'a Api, module: &'a ModelModule) -> Vec<&'a TypeDef> {
    let own = module.types.iter().map(|id| api.types.get(*id));
    let inner = module
        .modules
        .iter()
        .flat_map(|inner| of_module(api, inner));
    own.chain(inner).collect()
}

/// When a type is there: one that stands in an operation, with the tag of that.
fn condition(api: &Api, definition: &TypeDef) -> Condition {
    let [root, tag, ..] = definition.module.as_slice() else {
        return definition.condition.clone();
    };
    let mut tags = api.layout.tags.iter().filter(|_| root == "operations");
    match tags.find(|one| one.module == *tag) {
        Some(tag) => Condition::Any(vec![tag.feature.clone()]),
        None => definition.condition.clone(),
    }
}

/// The tests.
pub(super) fn render(api: &Api, types: &[&TypeDef]) -> String {
    let mut taken = BTreeSet::new();
    types
        .iter()
        .map(|definition| {
            let name = definition.name.rust.trim_start_matches("r#");
            let snake = heck::AsSnakeCase(name).to_string();
            let free = taken.insert(snake.clone());
            let test = test(definition, if free { &snake } else { name });
            match test.is_empty() {
                true => test,
                false => condition_line(&condition(api, definition)) + &test,
            }
        })
        .collect()
}

fn test(definition: &TypeDef, function: &str) -> String {
    let name = &definition.name.rust;
    let path = format!("models::{name}");
    let mut lines = String::new();
    let mut plain = Vec::new();
    for instance in &definition.instances {
        if !instance.value.is_object() {
            plain.push(literal(&instance.value.to_string()));
            continue;
        }
        let check = if instance.open {
            "open_object"
        } else {
            "object"
        };
        let _ = writeln!(
            lines,
            "    {check}::<{path}>(\n        {},\n        {},\n        {},\n    );",
            json(&instance.value),
            listed(&instance.optional),
            listed(&instance.nullable),
        );
    }
    if !plain.is_empty() {
        let _ = writeln!(lines, "    values::<{path}>(&[{}]);", plain.join(", "));
    }
    if lines.is_empty() {
        return lines;
    }
    format!("#[test]\nfn {function}_keeps_all() {{\n{lines}}}\n\n")
}

fn listed(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    format!("&[{}]", names.join(", "))
}
