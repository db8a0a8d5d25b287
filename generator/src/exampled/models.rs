//! Values of models.
//!
//! Takes: the types of a crate. Gives: for each definition values of the schema that it was made of.

use super::files;
use super::shown::Finder;
use crate::diagnostics::Pointer;
use crate::ir::{Instance, Kind, Type, Types};
use crate::sample::{self, without_fractions};
use serde_json::Value;

/// Finds values for all that is defined; what is but another name of a definition needs none.
pub(super) fn fill(finder: &Finder<'_>, types: &mut Types) {
    for id in types.ids() {
        let definition = types.get(id);
        let plain_alias = match &definition.kind {
            Kind::External(_) => continue,
            Kind::Alias(target) => match types.resolve(target) {
                Type::Named(_) => continue,
                _ => true,
            },
            _ => false,
        };
        let place = Pointer::root().join(&definition.pointer);
        let found = finder.sampler.instances(&place).into_iter();
        let mut instances: Vec<Instance> = found
            .filter(|one| is_known(&definition.kind, &one.value))
            .map(instance)
            .collect();
        for value in instances.iter_mut().map(|one| &mut one.value) {
            files::as_text(types, id, value);
            if plain_alias {
                without_fractions(value);
            }
        }
        types.get_mut(id).instances = instances;
    }
}

/// Whether a closed enum has a constant.
fn is_known(kind: &Kind, value: &Value) -> bool {
    match (kind, value) {
        (Kind::StringEnum(one), Value::String(text)) if one.unknown.is_none() => {
            one.values.iter().any(|known| known.wire == *text)
        }
        (Kind::IntegerEnum(one), Value::Number(number)) if one.unknown.is_none() => {
            let mut known = one.values.iter();
            known.any(|known| number.as_i64() == Some(known.wire))
        }
        _ => true,
    }
}

fn instance(one: sample::Instance) -> Instance {
    Instance {
        value: one.value,
        optional: one.optional,
        nullable: one.nullable,
        open: one.open,
    }
}
