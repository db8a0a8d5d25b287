//! Enums that codegen.toml closes.
//!
//! Takes types that have their names, changes their enums: what is not known to a closed one is refused.

use super::derives::named;
use super::settings::Met;
use crate::config::{Chosen, Config};
use crate::ir::{Kind, TypeId, Types};

/// Closes the enums that are meant.
pub(super) fn close(types: &mut Types, config: &Config, met: &mut Met) {
    let closed = &config.enums.closed;
    let mut chosen: Vec<TypeId> = match closed {
        Chosen::All => types.ids().collect(),
        Chosen::Named(_) => Vec::new(),
    };
    for name in closed.names() {
        let is_enum = |id: &TypeId| {
            matches!(
                types.get(*id).kind,
                Kind::StringEnum(_) | Kind::IntegerEnum(_)
            )
        };
        let found: Vec<TypeId> = named(types, name).into_iter().filter(is_enum).collect();
        if !found.is_empty() {
            met.add("enums", name);
        }
        chosen.extend(found);
    }
    for id in chosen {
        match &mut types.get_mut(id).kind {
            Kind::StringEnum(open) => open.unknown = None,
            Kind::IntegerEnum(open) => open.unknown = None,
            _ => {}
        }
    }
}
