//! Which values `Debug` must not show.
//!
//! Takes schemas, gives whether what they describe is a secret: by `format: password` (OpenAPI 3.0.4, section 4.4), by
//! `writeOnly: true`, which says that no answer shows the value (section 4.7.24), or by the extension `x-sensitive: true`.
//! Does not look into the properties of an object: those are secrets of the struct that they make.

use std::collections::BTreeSet;

use serde_json::Value;

use super::context::Context;
use super::view::{Additional, SchemaRef, View};

/// Said of each field that is one.
pub(super) const SAID: &str = "Not shown by `Debug`.";

/// The extension by which documents mark secrets that are no passwords.
const SENSITIVE: &str = "x-sensitive";

impl<'a> Context<'a> {
    /// Whether a value is a secret, or may be, or holds some: a member of its `allOf`, an alternative, the items of a list or
    /// the values of a map.
    pub(super) fn is_secret(&self, schema: SchemaRef<'a>) -> bool {
        // A component that was met says nothing new, so what refers to itself comes to an end.
        let mut met = BTreeSet::new();
        let mut waiting = vec![schema];
        while let Some(schema) = waiting.pop() {
            if let SchemaRef::Reference(reference) = schema
                && !met.insert(reference)
            {
                continue;
            }
            let Some((view, _)) = self.view(schema) else {
                continue;
            };
            if is_marked(&view) {
                return true;
            }
            let lists = [view.all_of, view.one_of, view.any_of];
            waiting.extend(lists.into_iter().flatten().map(SchemaRef::from));
            waiting.extend(view.items);
            waiting.extend(values(&view));
        }
        false
    }

    /// Whether the values of the map beside named properties are secrets.
    pub(super) fn is_secret_beside(&self, additional: Additional<'a>) -> bool {
        matches!(additional, Additional::Schema(schema) if self.is_secret(schema))
    }
}

/// What a map without named properties holds.
fn values<'a>(view: &View<'a>) -> Option<SchemaRef<'a>> {
    match view.additional {
        Additional::Schema(schema) if view.properties.is_empty() => Some(schema),
        _ => None,
    }
}

/// Whether a schema says so itself.
fn is_marked(view: &View<'_>) -> bool {
    view.format.as_deref() == Some("password")
        || view.data.write_only
        || view.data.extensions.get(SENSITIVE) == Some(&Value::Bool(true))
}
