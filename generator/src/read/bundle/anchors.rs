//! Names that schemas give themselves.
//!
//! Takes: the tree of a file. Gives: which schema each `$id`, `$anchor` and `$dynamicAnchor` names (JSON Schema 2020-12
//! core, section 8.2). Does not resolve references.

use super::super::grammar::Kind;
use super::super::walk::{Steps, walk};
use crate::diagnostics::Pointer;
use serde_json::Value;
use std::collections::BTreeMap;
use url::Url;

/// The names in one file.
#[derive(Default)]
pub(super) struct Names {
    /// The schemas with an `$id`: by their place, with the URL that it comes to if it comes to one.
    resources: BTreeMap<Pointer, Option<Url>>,
    /// By the resource that they belong to and their text.
    anchors: BTreeMap<(Pointer, String), Pointer>,
}

impl Names {
    /// All names of a file; of an anchor given twice in one resource the first counts.
    pub(super) fn of(value: &Value) -> Self {
        let mut names = Self::default();
        let mut anchors = Vec::new();
        let mut see = |node: &Value, at: &dyn Fn() -> Pointer| {
            if let Some(id) = text(node, "$id") {
                let at = at();
                let base = names.resource(&at).and_then(|above| names.base(&above));
                let url = match base {
                    Some(base) => base.join(id).ok(),
                    None => Url::parse(id).ok(),
                };
                names.resources.insert(at, url);
            }
            for key in ["$anchor", "$dynamicAnchor"] {
                anchors.extend(text(node, key).map(|name| (at(), name.to_owned())));
            }
        };
        match Kind::of_file(value) {
            Kind::OpenApi => walk(
                value,
                Kind::OpenApi,
                &Steps::Root,
                &mut |node, kind, steps| {
                    if kind == Kind::Schema {
                        see(node, &|| steps.pointer());
                    }
                },
            ),
            // A file of parts: what its keys mean is not known, and a name is a name wherever it stands.
            _ => everywhere(value, &Pointer::root(), &mut see),
        }
        for (at, name) in anchors {
            let resource = names.resource(&at).unwrap_or_default();
            names.anchors.entry((resource, name)).or_insert(at);
        }
        names
    }

    pub(super) fn is_empty(&self) -> bool {
        self.resources.is_empty() && self.anchors.is_empty()
    }

    /// The innermost schema around a place, or at it, that has an `$id`.
    pub(super) fn resource(&self, at: &Pointer) -> Option<Pointer> {
        let mut above = Some(at.clone());
        while let Some(pointer) = above {
            if self.resources.contains_key(&pointer) {
                return Some(pointer);
            }
            above = pointer.parent();
        }
        None
    }

    /// The URL that relative references are taken from in a resource.
    pub(super) fn base(&self, resource: &Pointer) -> Option<Url> {
        self.resources.get(resource)?.clone()
    }

    /// The resource with this URL.
    pub(super) fn identified(&self, url: &Url) -> Option<&Pointer> {
        let same = |known: &Url| {
            known.as_str().trim_end_matches('#') == url.as_str().trim_end_matches('#')
        };
        self.resources
            .iter()
            .find(|(_, known)| known.as_ref().is_some_and(same))
            .map(|(pointer, _)| pointer)
    }

    /// What an anchor names: in its resource, else in the whole file if only one has it.
    pub(super) fn anchor(&self, resource: &Pointer, name: &str) -> Option<&Pointer> {
        let own = self.anchors.get(&(resource.clone(), name.to_owned()));
        own.or_else(|| {
            let mut all = self.anchors.iter().filter(|((_, known), _)| known == name);
            let (_, first) = all.next()?;
            all.next().is_none().then_some(first)
        })
    }
}

fn text<'v>(node: &'v Value, key: &str) -> Option<&'v str> {
    node.get(key)?.as_str()
}

fn everywhere(value: &Value, at: &Pointer, see: &mut impl FnMut(&Value, &dyn Fn() -> Pointer)) {
    match value {
        Value::Object(map) => {
            see(value, &|| at.clone());
            for (key, value) in map {
                everywhere(value, &at.key(key), see);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                everywhere(value, &at.index(index), see);
            }
        }
        _ => {}
    }
}
