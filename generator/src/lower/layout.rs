//! Where operations and types stand, and with which features they are compiled.
//!
//! Takes all that has a name, gives modules. Each rule looks at an item alone: a type of `components` stands by the first
//! words of its name, a type of an operation beside that operation. Who else uses a type changes its condition only.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{Context, Origin};
use super::markdown::code_free;
use super::place::Root;
use super::{calls, reach, service};
use crate::config::Config;
use crate::diagnostics::{Diagnostic, Rule};
use crate::ir::{
    Call, Condition, Docs, Kind, Layout, ModelModule, Name, Operation, Tag, TypeId, Types,
};
use crate::names::{file_of, module_of, path_words, type_words};

/// A type that more tags than this reach is always compiled: such types are few, and the list would say less than it
/// costs in every item of them.
const MOST_TAGS: usize = 4;

/// The same for a module, whose list is said once and keeps its file from being read.
const MOST_TAGS_OF_MODULE: usize = 12;

/// The modules of tags, with the operations of each.
type Groups<'a> = BTreeMap<&'a str, Vec<(usize, &'a Operation)>>;

/// Decides the layout; gives each type its module and its condition.
pub(super) fn decide(
    context: &mut Context<'_>,
    types: &mut Types,
    operations: &[Operation],
) -> Layout {
    let mut groups: Groups<'_> = BTreeMap::new();
    for (index, operation) in operations.iter().enumerate() {
        if let Some(module) = &operation.module {
            groups.entry(module).or_default().push((index, operation));
        }
    }
    let reached = reached(types, &groups);
    place(context, types, operations, &reached);
    if context.config.layout.by_tags() {
        for (id, features) in types.ids().zip(&reached) {
            let definition = types.get_mut(id);
            let beside = definition
                .module
                .first()
                .is_some_and(|first| first == OPERATIONS);
            definition.condition = if beside {
                Condition::Always
            } else {
                condition(features, MOST_TAGS)
            };
        }
    }
    let mut modules = modules(types);
    let tags = groups
        .iter()
        .map(|(module, members)| tag(context, module, members, &mut modules))
        .collect();
    context
        .diagnostics
        .extend(unmatched(context.config, operations));
    let mut models = ModelModule {
        path: vec![MODELS.to_owned()],
        ..ModelModule::default()
    };
    for (path, ids) in modules {
        insert(&mut models, &path, ids);
    }
    conditions(&mut models, types);
    models.condition = Condition::Always;
    Layout {
        by_tags: context.config.layout.by_tags(),
        tests: context.config.layout.has_tests(),
        tags,
        models,
    }
}

const MODELS: &str = "models";
const OPERATIONS: &str = "operations";

/// The features whose operations reach each type.
fn reached(types: &Types, groups: &Groups<'_>) -> Vec<BTreeSet<String>> {
    let mut reached = vec![BTreeSet::new(); types.len()];
    for (module, members) in groups {
        let operations = members.iter().map(|(_, operation)| *operation);
        for id in reach::of_operations(types, operations) {
            if let Some(features) = reached.get_mut(id.index()) {
                features.insert(feature(module));
            }
        }
    }
    reached
}

/// A module as Cargo spells it.
fn feature(module: &str) -> String {
    module.trim_start_matches("r#").replace('_', "-")
}

fn condition(features: &BTreeSet<String>, most: usize) -> Condition {
    match features.len() {
        0 => Condition::Full,
        count if count <= most => Condition::Any(features.iter().cloned().collect()),
        _ => Condition::Always,
    }
}

fn place(
    context: &Context<'_>,
    types: &mut Types,
    operations: &[Operation],
    reached: &[BTreeSet<String>],
) {
    let stems: BTreeMap<&str, &Operation> = operations
        .iter()
        .map(|operation| (operation.stem.as_str(), operation))
        .collect();
    let mut parts: BTreeMap<&Root, usize> = BTreeMap::new();
    for (root, _) in &context.origins {
        *parts.entry(root).or_default() += 1;
    }
    let is_large = |root: &Root| parts.get(root).is_some_and(|&count| count > MOST_PARTS);
    let places: Vec<Vec<String>> = (types.ids().zip(&context.origins).zip(reached))
        .map(|((id, origin), features)| {
            let beside = beside(origin, &stems, features);
            beside.unwrap_or_else(|| by_name(context, types, id, origin, is_large(&origin.0)))
        })
        .collect();
    for (id, place) in types.ids().zip(places) {
        types.get_mut(id).module = place;
    }
}

/// The module of types of the operation that a type stands in. What some other tag reaches could not stand there.
fn beside(
    (root, _): &Origin,
    stems: &BTreeMap<&str, &Operation>,
    features: &BTreeSet<String>,
) -> Option<Vec<String>> {
    let Root::Operation(stem) = root else {
        return None;
    };
    let operation = stems.get(stem.as_str())?;
    let module = operation.module.clone()?;
    let own = feature(&module);
    let alone = features.iter().all(|feature| *feature == own);
    alone.then(|| types_of(&module, operation))
}

fn types_of(module: &str, operation: &Operation) -> Vec<String> {
    let call = module_of(&operation.name.rust);
    vec![
        OPERATIONS.to_owned(),
        file_of(module),
        call,
        "types".to_owned(),
    ]
}

/// A component with more types than this has a file of its own.
const MOST_PARTS: usize = 12;

/// By the first words of the name of the component that it stands in; a large one by all of them, and what is but another
/// name for a type by the first.
fn by_name(
    context: &Context<'_>,
    types: &Types,
    id: TypeId,
    (root, _): &Origin,
    is_large: bool,
) -> Vec<String> {
    let (name, is_alias) = match root {
        Root::Component(name) => {
            let component = types.get(context.component_id(name).unwrap_or(id));
            let is_alias = matches!(component.kind, Kind::Alias(_));
            (component.name.rust.clone(), is_alias && !is_large)
        }
        Root::Shared { name, .. } | Root::Operation(name) => (type_words(name), false),
    };
    let most = if is_alias { 1 } else { usize::MAX };
    let words = |first: &str| context.config.layout.words(first).min(most);
    let words = path_words(&name, words, is_large);
    std::iter::once(MODELS.to_owned()).chain(words).collect()
}

/// The types of each module, by name.
fn modules(types: &Types) -> BTreeMap<Vec<String>, Vec<TypeId>> {
    let mut modules: BTreeMap<Vec<String>, Vec<TypeId>> = BTreeMap::new();
    for id in types.ids().filter(|&id| types.get(id).is_generated()) {
        let module = types.get(id).module.clone();
        modules.entry(module).or_default().push(id);
    }
    for ids in modules.values_mut() {
        ids.sort_by(|&a, &b| types.get(a).name.rust.cmp(&types.get(b).name.rust));
    }
    modules
}

fn tag(
    context: &Context<'_>,
    module: &str,
    members: &[(usize, &Operation)],
    modules: &mut BTreeMap<Vec<String>, Vec<TypeId>>,
) -> Tag {
    let texts: BTreeSet<&str> = members
        .iter()
        .filter_map(|(_, operation)| operation.tag.as_deref())
        .collect();
    let (mut wire, docs) = described(context, &texts);
    if wire.is_empty() {
        module.trim_start_matches("r#").clone_into(&mut wire);
    }
    let call = |&(operation, source): &(usize, &Operation)| {
        let path = types_of(module, source);
        let ids = modules.remove(&path);
        Call {
            operation,
            module: module_of(&source.name.rust),
            types: ids.map(|types| ModelModule {
                path,
                types,
                ..ModelModule::default()
            }),
        }
    };
    Tag {
        name: Name {
            rust: module.to_owned(),
            wire,
        },
        module: file_of(module),
        handle: calls::handle(module),
        feature: feature(module),
        docs,
        calls: members.iter().map(call).collect(),
    }
}

/// The tag as the document describes it, among those that share a module.
fn described(context: &Context<'_>, texts: &BTreeSet<&str>) -> (String, Docs) {
    let known = context.openapi.tags.iter().find_map(|tag| {
        let name = code_free(tag.name.trim());
        let wanted = texts.contains(name.as_str());
        wanted.then(|| (name, service::tag_docs(tag)))
    });
    known.unwrap_or_else(|| {
        let first = texts.first().copied().unwrap_or_default();
        (first.to_owned(), Docs::default())
    })
}

/// Puts types where their path leads.
fn insert(module: &mut ModelModule, path: &[String], ids: Vec<TypeId>) {
    let Some(next) = path.get(module.path.len()) else {
        module.types = ids;
        return;
    };
    let known = module
        .modules
        .iter()
        .position(|inner| inner.path.last() == Some(next));
    let place = known.unwrap_or_else(|| {
        let inner = path.iter().take(module.path.len() + 1);
        module.modules.push(ModelModule {
            path: inner.cloned().collect(),
            ..ModelModule::default()
        });
        module.modules.len() - 1
    });
    if let Some(inner) = module.modules.get_mut(place) {
        insert(inner, path, ids);
    }
}

/// A module is compiled when anything in it is.
fn conditions(module: &mut ModelModule, types: &Types) {
    for inner in &mut module.modules {
        conditions(inner, types);
    }
    module.modules.sort_by(|a, b| a.path.cmp(&b.path));
    let inner = module.modules.iter().map(|inner| &inner.condition);
    let own = module.types.iter().map(|&id| &types.get(id).condition);
    let mut features = BTreeSet::new();
    for part in inner.chain(own) {
        match part {
            Condition::Always => {
                module.condition = Condition::Always;
                return;
            }
            // All tags: as good as any that is named.
            Condition::Full => {}
            Condition::Any(some) => features.extend(some.iter().cloned()),
        }
    }
    module.condition = condition(&features, MOST_TAGS_OF_MODULE);
}

/// Names for tags that no operation has.
fn unmatched(config: &Config, operations: &[Operation]) -> Vec<Diagnostic> {
    let tags = operations
        .iter()
        .filter(|operation| operation.module.is_some());
    let met: BTreeSet<&str> = tags
        .filter_map(|operation| operation.tag.as_deref())
        .collect();
    let given = config.rename.tags.keys();
    let left = given.filter(|tag| !met.contains(code_free(tag.trim()).as_str()));
    left.map(|tag| {
        let message = format!("`[rename.tags]` names `{tag}`, which has no module in the crate");
        let finding = Diagnostic::warning(Rule::SettingUnmatched, message)
            .hint("mend the tag in codegen.toml, or take the line out; modules of tags there are with `[layout] operations = \"tags\"`");
        config.about(&["rename", "tags", tag], finding)
    })
    .collect()
}
