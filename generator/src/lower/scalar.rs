//! Strings, integers and their formats; enums of constants.

use std::collections::BTreeSet;

use super::context::Context;
use super::schema::Made;
use super::view::View;
use crate::ir::{Enum, EnumValue, Integer, Kind, Number, Scalar, Type};

impl<'a> Context<'a> {
    /// A string by its format, or an open enum.
    pub(super) fn string(&mut self, view: &View<'a>) -> Made {
        let values: Vec<String> = view
            .values
            .iter()
            .filter_map(|value| value.as_str().map(ToOwned::to_owned))
            .collect();
        if !values.is_empty() {
            return Made::Definition(Kind::StringEnum(constants(values)));
        }
        if let Some(format) = &view.format {
            self.met.add("formats", format);
            if let Some(own) = self.own_format(format) {
                return Made::Expression(own);
            }
        }
        Made::Expression(Type::Scalar(
            self.formats().typed(view).unwrap_or(Scalar::String),
        ))
    }
}

/// An integer by its format and bounds, or an open enum.
pub(super) fn integer(view: &View<'_>) -> Made {
    let values: Vec<i64> = view
        .values
        .iter()
        .filter_map(serde_json::Value::as_i64)
        .collect();
    if !values.is_empty() {
        return Made::Definition(Kind::IntegerEnum(constants(values)));
    }
    Made::Expression(Type::Scalar(Scalar::Integer(width(view))))
}

/// Each constant once, in the order of the document. Names are settled later.
fn constants<T: Ord + Clone>(values: Vec<T>) -> Enum<T> {
    let mut seen = BTreeSet::new();
    let values = values
        .into_iter()
        .filter(|value| seen.insert(value.clone()));
    Enum {
        values: values
            .map(|wire| EnumValue {
                rust: String::new(),
                wire,
            })
            .collect(),
        unknown: Some("Unknown".to_owned()),
    }
}

/// `int32` and `int64` as they say; unsigned where the minimum is not negative.
fn width(view: &View<'_>) -> Integer {
    let unsigned = match view.bounds.minimum {
        Some(Number::Integer(least)) => least >= 0,
        Some(Number::Float(least)) => least >= 0.0,
        None => false,
    };
    match (view.format.as_deref(), unsigned) {
        (Some("int32"), false) => Integer::I32,
        (Some("uint32" | "uint16" | "uint8"), _) | (Some("int32"), true) => Integer::U32,
        (Some("uint64" | "uint"), _) | (_, true) => Integer::U64,
        _ => Integer::I64,
    }
}
