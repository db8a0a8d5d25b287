//! Properties that codegen.toml lets be wrong.
//!
//! Takes types that have their names and directions, changes their fields: a value that cannot be read is taken for absent.

use std::collections::BTreeSet;

use super::settings::{Met, unused};
use crate::config::{Chosen, Config};
use crate::diagnostics::Diagnostic;
use crate::ir::{Field, Kind, Scalar, Type, TypeDef, Types};

const SAID: &str = "A value that cannot be read is taken for absent.";

/// Marks the fields that are meant; says which of them must be there.
pub(super) fn forgive(types: &mut Types, config: &Config, met: &mut Met) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let chosen = &config.fields.forgiving;
    let named: BTreeSet<&str> = chosen.names().iter().map(String::as_str).collect();
    if named.is_empty() && *chosen != Chosen::All {
        return findings;
    }
    for id in types.ids() {
        let owner = owner(types.get(id)).to_owned();
        let received = types.get(id).direction.response && !types.get(id).direction.request;
        let of_all = *chosen == Chosen::All && received;
        let free = free(types, types.get(id));
        let Kind::Struct(object) = &mut types.get_mut(id).kind else {
            continue;
        };
        for (field, free) in object.fields.iter_mut().zip(free) {
            let key = format!("{owner}.{}", field.name.wire);
            let by_name = named.contains(key.as_str());
            if by_name {
                met.add("fields", &key);
            }
            match (by_name || of_all, field.is_given()) {
                // Whatever it is can be read.
                (true, false) if free => {}
                (true, false) => mark(field),
                (true, true) if by_name => {
                    let message =
                        format!("`[fields] forgiving` names `{key}`, which must be there");
                    findings.push(unused(config, &["fields", "forgiving", &key], message));
                }
                _ => {}
            }
        }
    }
    findings
}

/// The name of the schema, or of the type where that has none.
fn owner(definition: &TypeDef) -> &str {
    (definition.component.as_deref()).unwrap_or(&definition.name.rust)
}

/// Which fields are free JSON.
fn free(types: &Types, definition: &TypeDef) -> Vec<bool> {
    let Kind::Struct(object) = &definition.kind else {
        return Vec::new();
    };
    let fields = object.fields.iter();
    let free = fields.map(|field| *types.resolve(&field.ty) == Type::Scalar(Scalar::Json));
    free.collect()
}

fn mark(field: &mut Field) {
    field.forgiving = true;
    if !field.docs.0.is_empty() {
        field.docs.0.push_str("\n\n");
    }
    field.docs.0.push_str(SAID);
}
