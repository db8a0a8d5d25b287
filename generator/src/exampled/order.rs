//! The order of members, where it shows: in forms and parts, which a crate writes field by field.
//!
//! Takes: a type and a value of it, in the order of whoever wrote the example. Gives: the members of structs in the order of
//! their fields, and behind them those that have none.

use crate::ir::{Kind, Type, Types};
use serde_json::{Map, Value};

/// Puts members in the order of fields.
pub(super) fn as_fields(types: &Types, ty: &Type, value: &mut Value) {
    match (types.resolve(ty), value) {
        (Type::Nullable(inner), value) => as_fields(types, inner, value),
        (Type::Array(items), Value::Array(values)) => {
            for value in values {
                as_fields(types, items, value);
            }
        }
        (Type::Named(id), Value::Object(members)) => {
            let Kind::Struct(object) = &types.get(*id).kind else {
                return;
            };
            let mut ordered = Map::new();
            for field in &object.fields {
                if let Some(mut value) = members.shift_remove(&field.name.wire) {
                    as_fields(types, &field.ty, &mut value);
                    ordered.insert(field.name.wire.clone(), value);
                }
            }
            ordered.append(members);
            *members = ordered;
        }
        _ => {}
    }
}
