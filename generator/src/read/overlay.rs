//! OpenAPI Overlay 1.0: corrections that stand beside a document.
//!
//! Takes: the tree of a document and an overlay file. Gives: the tree changed, and what is odd in the overlay, placed in
//! the overlay file. Does not read the document: it changes values whatever they mean.

use super::fields::kind;
use super::origins::Origins;
use super::source::Source;
use super::tree::{MAX_DEPTH, depth};
use super::{locate, parse};
use crate::diagnostics::{Diagnostic, Diagnostics, Pointer, Rule};
use serde_json::{Map, Value};
use serde_json_path::{JsonPath, NormalizedPath};

const SPECIFICATION: &str = "see https://spec.openapis.org/overlay/v1.0.0.html";

/// Applies an overlay to a document.
pub(super) fn apply(
    document: &mut Value,
    mut overlay: Source,
    origins: &mut Origins,
    notes: &mut Diagnostics,
) {
    let mut found = Diagnostics::new();
    let mut written = Vec::new();
    match parse::parse(&mut overlay, &mut found) {
        Ok(Value::Object(root)) => apply_root(document, &root, &mut written, &mut found),
        Ok(other) => found.push(
            Diagnostic::error(format!(
                "not an overlay: the whole file is {}",
                kind(&other)
            ))
            .hint("an overlay is a mapping that begins with `overlay: 1.0.0`")
            .at(Pointer::root()),
        ),
        Err(errors) => found.extend(errors),
    }
    locate::complete(&overlay, found.iter_mut());
    notes.extend(found);
    let file = origins.add(overlay);
    for (to, from) in written {
        origins.moved(to, file, from);
    }
}

/// Where something stands that an overlay wrote, in the document and in the overlay.
type Written = Vec<(Pointer, Pointer)>;

fn apply_root(
    document: &mut Value,
    root: &Map<String, Value>,
    written: &mut Written,
    notes: &mut Diagnostics,
) {
    check_version(root, notes);
    let place = Pointer::root().key("actions");
    match root.get("actions") {
        Some(Value::Array(actions)) => {
            for (index, action) in actions.iter().enumerate() {
                apply_action(document, action, &place.index(index), written, notes);
            }
        }
        Some(other) => notes.push(
            Diagnostic::error(format!("`actions` is a list, and this is {}", kind(other)))
                .hint(SPECIFICATION)
                .at(place),
        ),
        None => notes.push(
            Diagnostic::error("the overlay has no `actions`")
                .hint(SPECIFICATION)
                .at(Pointer::root()),
        ),
    }
    let known = ["overlay", "info", "extends", "actions"];
    warn_unknown(root, &known, &Pointer::root(), notes);
}

fn check_version(root: &Map<String, Value>, notes: &mut Diagnostics) {
    let place = Pointer::root().key("overlay");
    let version = match root.get("overlay") {
        Some(Value::String(version)) => version.clone(),
        Some(Value::Number(version)) => version.to_string(),
        Some(_) | None => {
            let missing = Diagnostic::error(
                "not an overlay: it does not say which version of Overlay it is of",
            );
            notes.push(missing.hint("add `overlay: 1.0.0` at the top").at(place));
            return;
        }
    };
    if version.starts_with("1.0") {
        return;
    }
    notes.push(if version.starts_with("1.") {
        Diagnostic::warning(
            Rule::OverlayVersion,
            format!("Overlay {version} is read as 1.0 where the two agree"),
        )
        .hint("what only the newer version can say is ignored")
        .at(place)
    } else {
        Diagnostic::error(format!("Overlay `{version}` is not supported"))
            .hint("1.0.0 is")
            .at(place)
    });
}

fn apply_action(
    document: &mut Value,
    action: &Value,
    place: &Pointer,
    written: &mut Written,
    notes: &mut Diagnostics,
) {
    let Value::Object(action) = action else {
        let wrong = Diagnostic::error(format!(
            "an action is a mapping, and this is {}",
            kind(action)
        ));
        notes.push(wrong.hint(SPECIFICATION).at(place.clone()));
        return;
    };
    warn_unknown(
        action,
        &["target", "description", "update", "remove"],
        place,
        notes,
    );
    let Some(nodes) = select(document, action, place, notes) else {
        return;
    };
    if nodes.is_empty() {
        notes.push(
            Diagnostic::warning(
                Rule::OverlayUnmatched,
                "the target matches nothing in the document",
            )
            .hint("the document may have changed: correct the target, or remove the action")
            .at(place.key("target")),
        );
    }
    match (action.get("remove"), action.get("update")) {
        (Some(Value::Bool(true)), _) => remove(document, nodes, &place.key("target"), notes),
        (Some(Value::Bool(false)) | None, Some(change)) => {
            update(
                document,
                &nodes,
                change,
                &place.key("update"),
                written,
                notes,
            );
        }
        (Some(Value::Bool(false)) | None, None) => notes.push(
            Diagnostic::warning(Rule::OverlayUnmatched, "the action changes nothing")
                .hint("give it `update` or `remove: true`")
                .at(place.clone()),
        ),
        (Some(other), _) => notes.push(
            Diagnostic::error(format!(
                "`remove` is true or false, and this is {}",
                kind(other)
            ))
            .hint(SPECIFICATION)
            .at(place.key("remove")),
        ),
    }
}

/// The nodes that an action is about.
fn select(
    document: &Value,
    action: &Map<String, Value>,
    place: &Pointer,
    notes: &mut Diagnostics,
) -> Option<Vec<Pointer>> {
    let error = match action.get("target") {
        Some(Value::String(target)) => match JsonPath::parse(target) {
            Ok(path) => {
                let nodes = path.query_located(document);
                return Some(nodes.locations().map(pointer).collect());
            }
            Err(error) => Diagnostic::error(format!("`{target}` is not a JSONPath: {error}"))
                .hint("see RFC 9535; names with other than letters and digits stand in brackets: $.paths['/a'].get"),
        },
        Some(other) => {
            Diagnostic::error(format!("`target` is a JSONPath, and this is {}", kind(other))).hint(SPECIFICATION)
        }
        None => {
            let missing = Diagnostic::error("the action has no `target`");
            notes.push(missing.hint(SPECIFICATION).at(place.clone()));
            return None;
        }
    };
    notes.push(error.at(place.key("target")));
    None
}

fn pointer(path: &NormalizedPath<'_>) -> Pointer {
    path.iter().fold(Pointer::root(), |pointer, element| {
        match (element.as_name(), element.as_index()) {
            (Some(name), _) => pointer.key(name),
            (None, Some(index)) => pointer.index(index),
            (None, None) => pointer,
        }
    })
}

/// Removes nodes, the last first, so that the places of the others stay true.
fn remove(document: &mut Value, mut nodes: Vec<Pointer>, place: &Pointer, notes: &mut Diagnostics) {
    nodes.sort_by_cached_key(|node| node.tokens().map(|token| order(&token)).collect::<Vec<_>>());
    nodes.dedup();
    for node in nodes.iter().rev() {
        let Some((parent, token)) = node.parent().zip(node.tokens().last()) else {
            notes.push(
                Diagnostic::error("the whole document cannot be removed")
                    .hint("choose a narrower target")
                    .at(place.clone()),
            );
            continue;
        };
        match document.pointer_mut(parent.as_str()) {
            Some(Value::Object(map)) => {
                map.shift_remove(&token);
            }
            Some(Value::Array(list)) => {
                if let Some(index) = token.parse().ok().filter(|index| *index < list.len()) {
                    list.remove(index);
                }
            }
            _ => {}
        }
    }
}

/// Indices by number, keys by name.
fn order(token: &str) -> (usize, String) {
    (token.parse().unwrap_or(usize::MAX), token.to_owned())
}

fn update(
    document: &mut Value,
    nodes: &[Pointer],
    change: &Value,
    place: &Pointer,
    written: &mut Written,
    notes: &mut Diagnostics,
) {
    let levels = depth(change);
    for node in nodes {
        if node.tokens().count() + levels > MAX_DEPTH {
            notes.push(
                Diagnostic::error(format!(
                    "nested more than {MAX_DEPTH} levels deep at {node}"
                ))
                .hint("choose a narrower target")
                .at(place.clone()),
            );
            continue;
        }
        let Some(target) = document.pointer_mut(node.as_str()) else {
            continue;
        };
        let (target_kind, change_kind) = (kind(target), kind(change));
        match (target, change) {
            (target @ Value::Object(_), Value::Object(_)) => merge(target, change, node, place, written),
            (Value::Array(list), entry) => {
                written.push((node.index(list.len()), place.clone()));
                list.push(entry.clone());
            }
            _ => notes.push(
                Diagnostic::error(format!(
                    "the target {node} is {target_kind}, which {change_kind} cannot update"
                ))
                .hint("only a mapping and a list can be updated: choose the mapping above it as the target")
                .at(place.clone()),
            ),
        }
    }
}

/// Mappings are merged, lists are appended, and of all else the change wins.
fn merge(target: &mut Value, change: &Value, to: &Pointer, from: &Pointer, written: &mut Written) {
    match (target, change) {
        (Value::Object(target), Value::Object(change)) => {
            for (key, value) in change {
                let (to, from) = (to.key(key), from.key(key));
                match target.get_mut(key) {
                    Some(old) => merge(old, value, &to, &from, written),
                    None => {
                        target.insert(key.clone(), value.clone());
                        written.push((to, from));
                    }
                }
            }
        }
        (Value::Array(target), Value::Array(change)) => {
            let begin = target.len();
            let places =
                (0..change.len()).map(|index| (to.index(begin + index), from.index(index)));
            written.extend(places);
            target.extend(change.iter().cloned());
        }
        (target, change) => {
            *target = change.clone();
            written.push((to.clone(), from.clone()));
        }
    }
}

fn warn_unknown(
    map: &Map<String, Value>,
    known: &[&str],
    place: &Pointer,
    notes: &mut Diagnostics,
) {
    for key in map.keys() {
        if !known.contains(&key.as_str()) && !key.starts_with("x-") {
            notes.push(
                Diagnostic::warning(
                    Rule::OverlayKeyword,
                    format!("ignored: Overlay 1.0 knows no `{key}` here"),
                )
                .hint(format!("it knows {}", list(known)))
                .at(place.key(key)),
            );
        }
    }
}

fn list(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
