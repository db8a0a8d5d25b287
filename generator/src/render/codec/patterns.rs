//! How a value is read: as its type's `Deserialize` says, or by way of a type of the runtime, whose pattern takes it apart.
//!
//! Takes a type and the name of the variable; gives the pattern.

use crate::ir::{Field, Kind, Presence, Scalar, Type, Types};

/// The pattern that a value of the type is bound by.
pub(super) fn value(types: &Types, ty: &Type, name: &str) -> String {
    match has_integers(types, ty) {
        true => format!("codec::Integer({name})"),
        false => name.to_owned(),
    }
}

/// The pattern that a field is bound by.
pub(super) fn field(types: &Types, field: &Field, name: &str) -> String {
    // Free JSON may be null itself, and null is kept.
    let free = *types.resolve(&field.ty) == Type::Scalar(Scalar::Json);
    match field.presence {
        Presence::Optional if free => format!("codec::Json({name})"),
        _ => value(types, &field.ty, name),
    }
}

/// Whether the type holds integers, which JSON may write as `1.0`, outside any definition of its own.
pub(super) fn has_integers(types: &Types, ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => matches!(scalar, Scalar::Integer(_)),
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => has_integers(types, inner),
        Type::Named(id) => match &types.get(*id).kind {
            Kind::Alias(target) => has_integers(types, target),
            _ => false,
        },
    }
}
