//! The operations that are wanted, and what they need.
//!
//! Takes: a tree and a [`Selection`]. Gives: the tree without the operations that are not selected, and without the
//! components that nothing selected reaches. Does not look at operations beyond their names.

use super::grammar::{Kind, METHODS};
use super::walk::{Steps, walk};
use crate::diagnostics::{Diagnostic, Diagnostics, Pointer, Rule};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Which operations of a document are wanted. An operation is, if each list that is not empty has something for it.
///
/// Nothing given selects everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Selection {
    /// Values of `operationId`. Default: any.
    pub operations: Vec<String>,
    /// Tags, of which an operation has at least one. Default: any.
    pub tags: Vec<String>,
    /// Patterns of paths: `*` is anything within a segment, `**` anything at all. Default: any.
    pub paths: Vec<String>,
    /// HTTP methods, in any case. Default: any.
    pub methods: Vec<String>,
}

impl Selection {
    /// Whether nothing is left out.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.lists().iter().all(|(_, list)| list.is_empty())
    }

    fn lists(&self) -> [(&'static str, &[String]); 4] {
        [
            ("operation", &self.operations),
            ("tag", &self.tags),
            ("path", &self.paths),
            ("method", &self.methods),
        ]
    }

    /// Which entry of each list fits an operation; `None` if a list has none that does.
    fn fits(
        &self,
        path: &str,
        method: &str,
        operation: &Value,
    ) -> Option<Vec<(&'static str, usize)>> {
        let id = operation.get("operationId").and_then(Value::as_str);
        let tags: Vec<&str> = operation
            .get("tags")
            .and_then(Value::as_array)
            .map(|tags| tags.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        let mut used = Vec::new();
        for (what, list) in self.lists() {
            if list.is_empty() {
                continue;
            }
            let before = used.len();
            used.extend(list.iter().enumerate().filter_map(|(index, wanted)| {
                let fits = match what {
                    "operation" => id == Some(wanted),
                    "tag" => tags.contains(&wanted.as_str()),
                    "path" => matches(wanted, path),
                    _ => method.eq_ignore_ascii_case(wanted),
                };
                fits.then_some((what, index))
            }));
            if used.len() == before {
                return None;
            }
        }
        Some(used)
    }
}

/// Drops what is not selected, and what only that needed.
pub(super) fn select(document: &mut Value, selection: &Selection, notes: &mut Diagnostics) {
    if selection.is_everything() {
        return;
    }
    let mut used = BTreeSet::new();
    if let Some(Value::Object(paths)) = document.get_mut("paths") {
        paths.retain(|path, item| keep(path, item, selection, &mut used));
    }
    if let Value::Object(root) = document {
        root.shift_remove("webhooks");
    }
    drop_unreached(document);
    if used.is_empty() {
        notes.push(
            Diagnostic::error("nothing is selected: no operation of the document fits")
                .hint("operationIds, tags, paths and methods are compared with the document as it is written; an operation must fit each kind that is given"),
        );
    }
    for (what, list) in selection.lists() {
        for (index, wanted) in list.iter().enumerate() {
            if !used.contains(&(what, index)) {
                notes.push(
                    Diagnostic::warning(
                        Rule::SelectionUnmatched,
                        format!("the selection of the {what} `{wanted}` adds no operation"),
                    )
                    .hint("it is compared with the document as it is written; another list of the selection may exclude what it finds"),
                );
            }
        }
    }
}

/// Keeps the selected operations of a path, and the path if there are any.
fn keep(
    path: &str,
    item: &mut Value,
    selection: &Selection,
    used: &mut BTreeSet<(&'static str, usize)>,
) -> bool {
    let Value::Object(item) = item else {
        return path.starts_with("x-");
    };
    let mut any = false;
    item.retain(|key, operation| {
        if !METHODS.contains(&key.as_str()) {
            return true;
        }
        let fits = selection.fits(path, key, operation);
        any |= fits.is_some();
        let keep = fits.is_some();
        used.extend(fits.into_iter().flatten());
        keep
    });
    any
}

/// Whether a path fits a pattern.
fn matches(pattern: &str, path: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else {
        return pattern == path;
    };
    let Some(rest) = path.strip_prefix(before) else {
        return false;
    };
    let (after, across) = match after.strip_prefix('*') {
        Some(after) => (after, true),
        None => (after, false),
    };
    let ends = rest
        .char_indices()
        .map(|(index, _)| index)
        .chain([rest.len()]);
    ends.take_while(|&end| across || !rest.get(..end).unwrap_or_default().contains('/'))
        .any(|end| matches(after, rest.get(end..).unwrap_or_default()))
}

/// Drops the components that are not reached from outside of the components.
fn drop_unreached(document: &mut Value) {
    let reached = reached(document);
    let Some(Value::Object(components)) = document.get_mut("components") else {
        return;
    };
    for (section, entries) in components {
        // Credentials are named, not referred to.
        if let Value::Object(entries) = entries
            && Kind::SECTIONS.contains(&section.as_str())
            && section != "securitySchemes"
        {
            entries.retain(|name, _| reached.contains(&(section.clone(), name.clone())));
        }
    }
}

/// Sections and names of all components that are reached.
fn reached(document: &Value) -> BTreeSet<(String, String)> {
    let Value::Object(root) = document else {
        return BTreeSet::new();
    };
    let heirs = heirs(root);
    let mut reached = BTreeSet::new();
    let mut waiting = Vec::new();
    for (key, value) in root {
        if key != "components" {
            references(value, Kind::OpenApi.child(key), &mut waiting);
        }
    }
    while let Some((section, name)) = waiting.pop() {
        if !reached.insert((section.clone(), name.clone())) {
            continue;
        }
        let pointer = Pointer::root().key("components").key(&section).key(&name);
        if let Some(value) = document.pointer(pointer.as_str()) {
            references(
                value,
                Kind::Components.child(&section).child(&name),
                &mut waiting,
            );
            if section == "schemas" && value.get("discriminator").is_some() {
                let all = heirs.get(&name).into_iter().flatten();
                waiting.extend(all.map(|heir| ("schemas".to_owned(), heir.clone())));
            }
        }
    }
    reached
}

/// The components that a part refers to.
fn references(value: &Value, kind: Kind, found: &mut Vec<(String, String)>) {
    walk(value, kind, &Steps::Root, &mut |node, kind, _| {
        let text = match node {
            Value::Object(map) => map.get("$ref").and_then(Value::as_str),
            Value::String(text) if kind == Kind::SchemaName => Some(text.as_str()),
            _ => None,
        };
        let Some(text) = text else { return };
        let tokens: Vec<String> = Pointer::from_fragment(text)
            .map(|pointer| pointer.tokens().collect())
            .unwrap_or_default();
        match tokens.as_slice() {
            [components, section, name, ..] if components == "components" => {
                found.push((section.clone(), name.clone()));
            }
            _ if kind == Kind::SchemaName => found.push(("schemas".to_owned(), text.to_owned())),
            _ => {}
        }
    });
}

/// By the name of a schema, those that extend it: one with a discriminator stands for them too (OpenAPI 3.1.1, section
/// 4.8.25).
fn heirs(root: &Map<String, Value>) -> BTreeMap<String, Vec<String>> {
    let schemas = root
        .get("components")
        .and_then(|all| all.get("schemas")?.as_object());
    let mut heirs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (heir, schema) in schemas.into_iter().flatten() {
        let members = schema.get("allOf").and_then(Value::as_array);
        for member in members.into_iter().flatten() {
            let reference = member.get("$ref").and_then(Value::as_str);
            let parent = reference.and_then(|text| Pointer::from_fragment(text)?.tokens().nth(2));
            if let Some(parent) = parent {
                heirs.entry(parent).or_default().push(heir.clone());
            }
        }
    }
    heirs
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_match_within_a_segment_and_double_stars_across() {
        for (pattern, path, fits) in [
            ("/a", "/a", true),
            ("/a", "/ab", false),
            ("/a/*", "/a/{id}", true),
            ("/a/*", "/a/b/c", false),
            ("/a/*/c", "/a/b/c", true),
            ("/a/**", "/a/b/c", true),
            ("/a/**", "/a", false),
            ("/a**", "/a", true),
            ("**/c", "/a/b/c", true),
            ("/*/tokens", "/accounts/x/tokens", false),
            ("/ä*/x", "/äö/x", true),
        ] {
            assert_eq!(matches(pattern, path), fits, "{pattern} {path}");
        }
    }
}
