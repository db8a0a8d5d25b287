//! How a value is read: as its type's `Deserialize` says, or by way of a type of the runtime, whose pattern takes it apart.
//!
//! Takes a type and the name of the variable; gives the pattern.

use crate::ir::{Field, Kind, Presence, Scalar, Type, Types};
use crate::render::formats;

/// The pattern that a value of the type is bound by.
pub(super) fn value(types: &Types, ty: &Type, name: &str) -> String {
    match is_exact(types, ty) {
        true => format!("codec::Exact({name})"),
        false => name.to_owned(),
    }
}

/// The pattern that a field is bound by.
pub(super) fn field(types: &Types, field: &Field, name: &str) -> String {
    // Free JSON may be null itself, and null is kept.
    let free = *types.resolve(&field.ty) == Type::Scalar(Scalar::Json);
    match field.presence {
        Presence::Optional if free => format!("codec::Json({name})"),
        _ if field.forgiving => format!("codec::Forgiving({})", value(types, &field.ty, name)),
        _ => value(types, &field.ty, name),
    }
}

/// Whether the type holds numbers that are read exactly or not at all, outside any definition of its own.
pub(in crate::render) fn is_exact(types: &Types, ty: &Type) -> bool {
    match ty {
        Type::Scalar(Scalar::Integer(_)) => true,
        Type::Scalar(Scalar::Format(format)) => formats::is_exact(*format),
        Type::Scalar(_) => false,
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => is_exact(types, inner),
        Type::Named(id) => match &types.get(*id).kind {
            Kind::Alias(target) => is_exact(types, target),
            _ => false,
        },
    }
}
