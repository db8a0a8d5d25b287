//! Slips that a reader forgives.
//!
//! Takes: a tree. Gives: the tree as its author meant it, with a warning for each mend. A mend is here because real
//! documents need it, and docs/documents.md lists them all. Does not drop what it does not understand: the stages after
//! it do, one piece at a time.

mod constants;
mod leaf;
mod path;
mod reference;
mod response;
mod root;
mod schema;
mod security;
mod types;

use super::grammar::Kind;
use super::origins::Origins;
use super::version::Version;
use super::walk::{Steps, walk_mut};
use crate::diagnostics::{Diagnostic, Diagnostics, Pointer, Rule};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

type Object = Map<String, Value>;

/// Goes through a tree and mends it on the way.
struct Mender<'a> {
    version: Version,
    /// Formats that are known beside those of the standard.
    formats: &'a BTreeSet<String>,
    origins: &'a mut Origins,
    notes: &'a mut Diagnostics,
    /// Name and location of each parameter that is a component.
    parameters: BTreeMap<String, (String, String)>,
    /// Where each `operationId` was met first.
    operation_ids: BTreeMap<String, Pointer>,
}

/// Mends a document.
pub(super) fn mend(
    document: &mut Value,
    version: Version,
    formats: &BTreeSet<String>,
    origins: &mut Origins,
    notes: &mut Diagnostics,
) {
    let mut mender = Mender {
        version,
        formats,
        origins,
        notes,
        parameters: path::components(document),
        operation_ids: BTreeMap::new(),
    };
    walk_mut(
        document,
        Kind::OpenApi,
        &Steps::Root,
        &mut |value, kind, steps| {
            mender.leaf(value, kind, steps);
            if let Value::Object(map) = value {
                mender.object(map, kind, steps);
            }
        },
    );
}

impl Mender<'_> {
    fn object(&mut self, map: &mut Object, kind: Kind, steps: &Steps<'_>) {
        self.nulls(map, kind, steps);
        self.reference(map, kind, steps);
        match kind {
            Kind::OpenApi => self.root(map),
            Kind::Info => self.info(map, steps),
            Kind::Paths => self.paths(map, steps),
            Kind::PathItem => self.path_item(map, steps),
            Kind::Operation => self.operation(map, steps),
            Kind::Parameter => self.parameter(map, steps),
            Kind::Responses => self.responses(map, steps),
            Kind::Response => self.response(map, steps),
            Kind::Schema => self.schema(map, steps),
            Kind::OAuthFlow => self.flow(map, steps),
            _ => {}
        }
        self.unknown(map, kind, steps);
    }

    /// Says which keywords mean nothing.
    fn unknown(&mut self, map: &Object, kind: Kind, steps: &Steps<'_>) {
        // In 3.1 a schema may have keywords of one's own without `x-` (OpenAPI 3.1.1, section 4.8.24).
        if kind == Kind::Schema && self.version == Version::V31 {
            return;
        }
        for key in map.keys() {
            if kind.child(key) == Kind::Unknown {
                let hint = "it has no effect; a name of one's own begins with `x-`";
                let at = steps.pointer().key(key);
                self.note(
                    Rule::UnknownKeyword,
                    format!("ignored: the standard knows no `{key}` here"),
                    hint,
                    at,
                );
            }
        }
    }

    fn note(&mut self, rule: Rule, message: impl Into<String>, hint: &str, at: Pointer) {
        let mut finding = Diagnostic::warning(rule, message).hint(hint).at(at);
        self.origins.pin(&mut finding);
        self.notes.push(finding);
    }
}
