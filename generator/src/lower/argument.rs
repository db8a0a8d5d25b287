//! What an argument of a call may be: one value, a list of them, or anything else; and its bounds.
//!
//! Takes types and views, gives what stands in a parameter. It does not know where.

use super::context::Context;
use super::markdown::code;
use super::pattern::translated;
use super::view::{Bounds, View};
use crate::ir::{Check, Kind, ParameterItem, ParameterType, Scalar, Type};

/// Unions inside unions are looked through this far.
const DEEPEST: usize = 16;

/// What a parameter holds that is written in a style.
pub(super) fn styled(context: &Context<'_>, ty: &Type) -> ParameterType {
    match context.types.resolve(ty) {
        Type::Nullable(inner) => styled(context, inner),
        Type::Array(items) => match item(context, items) {
            Some(item) => ParameterType::Many(item),
            None => ParameterType::Value(Type::Array(items.clone())),
        },
        ty => match item(context, ty) {
            Some(item) => ParameterType::One(item),
            None => ParameterType::Value(ty.clone()),
        },
    }
}

/// What a parameter holds that is written as JSON: text would not say which of several types is meant.
pub(super) fn json(context: &Context<'_>, ty: &Type) -> ParameterType {
    match context.types.resolve(ty) {
        Type::Nullable(inner) => json(context, inner),
        ty => match exact(context, ty) {
            Some(item) => ParameterType::One(item),
            None => ParameterType::Value(ty.clone()),
        },
    }
}

/// What a parameter holds that is text of some other format.
pub(super) fn text(context: &Context<'_>, ty: &Type) -> ParameterType {
    let text = ParameterItem::Scalar(Scalar::String);
    ParameterType::One(item(context, ty).unwrap_or(text))
}

/// A type that is one value on the wire. What a schema leaves open is text, and so is what is one of several types.
fn item(context: &Context<'_>, ty: &Type) -> Option<ParameterItem> {
    let text = ParameterItem::Scalar(Scalar::String);
    exact(context, ty).or_else(|| is_scalar(context, ty, DEEPEST).then_some(text))
}

/// A type whose values are all of one kind, and one value on the wire.
fn exact(context: &Context<'_>, ty: &Type) -> Option<ParameterItem> {
    match context.types.resolve(ty) {
        Type::Scalar(Scalar::Json) => None,
        Type::Scalar(Scalar::Binary) => Some(ParameterItem::Scalar(Scalar::String)),
        Type::Scalar(scalar) => Some(ParameterItem::Scalar(*scalar)),
        Type::Nullable(inner) => exact(context, inner),
        Type::Named(id) => match context.types.get(*id).kind {
            Kind::StringEnum(_) | Kind::IntegerEnum(_) => Some(ParameterItem::Enum(*id)),
            _ => None,
        },
        Type::Array(_) | Type::Map(_) => None,
    }
}

/// Whether every value of a type is one value on the wire: the text of a union says all of it.
fn is_scalar(context: &Context<'_>, ty: &Type, depth: usize) -> bool {
    match context.types.resolve(ty) {
        Type::Scalar(_) => true,
        Type::Nullable(inner) => is_scalar(context, inner, depth),
        Type::Named(id) => match &context.types.get(*id).kind {
            Kind::StringEnum(_) | Kind::IntegerEnum(_) => true,
            Kind::Union(union) if depth > 0 => {
                let mut variants = union.variants.iter();
                variants.all(|variant| is_scalar(context, &variant.ty, depth - 1))
            }
            _ => false,
        },
        Type::Array(_) | Type::Map(_) => false,
    }
}

impl<'a> Context<'a> {
    /// The bounds that are checked before sending: those of the list, and those of each value.
    pub(super) fn checks(&self, view: &View<'a>, ty: &ParameterType) -> Vec<Check> {
        match ty {
            ParameterType::One(item) => value_checks(view, *item),
            ParameterType::Many(item) => {
                let items = view.items.and_then(|items| self.view(items));
                let each = items.map(|(items, _)| value_checks(&items, *item));
                let each = each.unwrap_or_default();
                list_checks(&view.bounds).into_iter().chain(each).collect()
            }
            ParameterType::Value(_) => list_checks(&view.bounds),
        }
    }
}

/// The bounds of a list.
fn list_checks(bounds: &Bounds) -> Vec<Check> {
    let least = bounds.min_items.filter(|&least| least > 0);
    let most = bounds.max_items.map(Check::MaxItems);
    least.map(Check::MinItems).into_iter().chain(most).collect()
}

/// The bounds and the pattern of a single value.
fn value_checks(view: &View<'_>, item: ParameterItem) -> Vec<Check> {
    let bounds = checks(&view.bounds, item);
    bounds.into_iter().chain(pattern(view, item)).collect()
}

/// The pattern of text. Text that stands for one of several types may stand for what has no pattern.
fn pattern(view: &View<'_>, item: ParameterItem) -> Option<Check> {
    let is_union = !view.one_of.is_empty() || !view.any_of.is_empty();
    let is_text = item == ParameterItem::Scalar(Scalar::String) && !is_union;
    let pattern = view.bounds.pattern.as_ref().filter(|_| is_text)?;
    Some(Check::Pattern {
        said: code(pattern),
        regex: translated(pattern).filter(|regex| !regex.is_empty())?,
    })
}

/// The bounds of a single value.
fn checks(bounds: &Bounds, item: ParameterItem) -> Vec<Check> {
    match item {
        ParameterItem::Scalar(Scalar::String) => {
            let least = bounds
                .min_length
                .filter(|&least| least > 0)
                .map(Check::MinLength);
            least
                .into_iter()
                .chain(bounds.max_length.map(Check::MaxLength))
                .collect()
        }
        ParameterItem::Scalar(Scalar::Integer(_) | Scalar::Number) => {
            let least = if bounds.exclusive_minimum {
                Check::ExclusiveMinimum
            } else {
                Check::Minimum
            };
            let most = if bounds.exclusive_maximum {
                Check::ExclusiveMaximum
            } else {
                Check::Maximum
            };
            let bounds = [
                bounds.minimum.map(least),
                bounds.maximum.map(most),
                bounds.multiple_of.map(Check::MultipleOf),
            ];
            bounds.into_iter().flatten().collect()
        }
        _ => Vec::new(),
    }
}
