//! Names that schemas give themselves.
//!
//! Takes: the tree of a file. Gives: which schema each `$anchor` and `$id` names (JSON Schema 2020-12 core, section 8.2).
//! Does not resolve references.

use super::super::grammar::Kind;
use super::super::walk::{Steps, walk};
use crate::diagnostics::Pointer;
use serde_json::Value;
use std::collections::BTreeMap;

/// The pointers of all names; of a name given twice the first counts.
pub(super) fn find(value: &Value) -> BTreeMap<String, Pointer> {
    let mut found = BTreeMap::new();
    walk(
        value,
        Kind::of_file(value),
        &Steps::Root,
        &mut |node, kind, steps| {
            if kind != Kind::Schema {
                return;
            }
            for key in ["$anchor", "$dynamicAnchor", "$id"] {
                if let Some(Value::String(name)) = node.get(key) {
                    let name = name.trim_end_matches('#');
                    found
                        .entry(name.to_owned())
                        .or_insert_with(|| steps.pointer());
                }
            }
        },
    );
    found
}
