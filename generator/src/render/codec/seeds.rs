//! How a type is read: by its own `Deserialize`, or by a seed of the runtime where that is too strict or not enough.

use crate::ir::{Kind, Scalar, Type, Types};
use crate::render::formats;

/// Whether the type holds what a seed reads, such as integers, which JSON may write as `1.0`, outside any definition of
/// its own.
pub(super) fn needed(types: &Types, ty: &Type) -> bool {
    match ty {
        Type::Scalar(Scalar::Integer(_)) => true,
        Type::Scalar(Scalar::Format(format)) => formats::seed(*format).is_some(),
        Type::Scalar(_) => false,
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => needed(types, inner),
        Type::Named(id) => match &types.get(*id).kind {
            Kind::Alias(target) => needed(types, target),
            _ => false,
        },
    }
}

/// The expression of the seed for a type.
pub(super) fn seed(types: &Types, ty: &Type) -> String {
    let inner = |ty: &Type| seed(types, ty);
    match ty {
        Type::Scalar(Scalar::Integer(_)) => "codec::integer()".to_owned(),
        Type::Scalar(Scalar::Format(format)) => formats::seed(*format).unwrap_or(PLAIN).to_owned(),
        Type::Array(items) if needed(types, items) => format!("codec::list({})", inner(items)),
        Type::Map(values) if needed(types, values) => format!("codec::map({})", inner(values)),
        Type::Nullable(value) if needed(types, value) => {
            format!("codec::optional({})", inner(value))
        }
        Type::Named(id) => match &types.get(*id).kind {
            Kind::Alias(target) => seed(types, target),
            _ => PLAIN.to_owned(),
        },
        _ => PLAIN.to_owned(),
    }
}

const PLAIN: &str = "codec::plain()";
