//! What an argument of a call may be: one value or a list of them, and its bounds.
//!
//! Takes types and views, gives what stands in a path or a query. It does not know where.

use openapiv3::QueryStyle;

use super::context::Context;
use super::view::{Bounds, View};
use crate::ir::{Check, Kind, ListStyle, ParameterItem, ParameterType, Scalar, Type};

/// Unions inside unions are looked through this far.
const DEEPEST: usize = 16;

pub(super) fn list_style(style: &QueryStyle, explode: Option<bool>) -> Option<ListStyle> {
    match (style, explode) {
        (QueryStyle::DeepObject, _) => None,
        (QueryStyle::Form, None) | (_, Some(true)) => Some(ListStyle::Repeat),
        (QueryStyle::Form, Some(false)) => Some(ListStyle::Comma),
        (QueryStyle::SpaceDelimited, _) => Some(ListStyle::Space),
        (QueryStyle::PipeDelimited, _) => Some(ListStyle::Pipe),
    }
}

/// A type that is one value on the wire. What a schema leaves open is text.
pub(super) fn item(context: &Context<'_>, ty: &Type) -> Option<ParameterItem> {
    match context.types.resolve(ty) {
        Type::Scalar(Scalar::Json | Scalar::Binary) => Some(ParameterItem::Scalar(Scalar::String)),
        Type::Scalar(scalar) => Some(ParameterItem::Scalar(*scalar)),
        Type::Nullable(inner) => item(context, inner),
        Type::Named(id) => match context.types.get(*id).kind {
            Kind::StringEnum(_) | Kind::IntegerEnum(_) => Some(ParameterItem::Enum(*id)),
            Kind::Union(_) if is_scalar(context, ty, DEEPEST) => {
                Some(ParameterItem::Scalar(Scalar::String))
            }
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
            ParameterType::One(item) => checks(&view.bounds, *item),
            ParameterType::Many(item, _) => {
                let bounds = &view.bounds;
                let least = bounds
                    .min_items
                    .filter(|&least| least > 0)
                    .map(Check::MinItems);
                let items = view.items.and_then(|items| self.view(items));
                let each = items
                    .map(|(items, _)| checks(&items.bounds, *item))
                    .unwrap_or_default();
                least
                    .into_iter()
                    .chain(bounds.max_items.map(Check::MaxItems))
                    .chain(each)
                    .collect()
            }
        }
    }
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
