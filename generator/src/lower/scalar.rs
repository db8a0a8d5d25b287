//! Strings, integers and their formats; enums of constants.

use std::collections::BTreeSet;

use serde_json::Value;

use super::context::Context;
use super::said::Said;
use super::schema::Made;
use super::view::View;
use crate::ir::{Enum, EnumValue, Integer, Kind, Number, Scalar, Type};

impl<'a> Context<'a> {
    /// A string by its format, or an open enum.
    pub(super) fn string(&mut self, view: &View<'a>) -> Made {
        let text = |value: &Value| value.as_str().map(ToOwned::to_owned);
        let values = said(view, text).collect::<Vec<_>>();
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

/// An integer by its format and bounds, or an open enum. Constants that an enum cannot hold leave the integer.
pub(super) fn integer(view: &View<'_>) -> Made {
    let values = said(view, Value::as_i64).collect::<Vec<_>>();
    if !values.is_empty() && values.len() == view.values.len() {
        return Made::Definition(Kind::IntegerEnum(constants(values)));
    }
    Made::Expression(Type::Scalar(Scalar::Integer(width(view))))
}

/// The constants of a schema of one kind, with what is said of each.
pub(super) fn said<T>(
    view: &View<'_>,
    read: impl Fn(&Value) -> Option<T>,
) -> impl Iterator<Item = (T, Said)> {
    let values = view.values.iter();
    values.filter_map(move |value| Some((read(value)?, view.said(value))))
}

/// Each constant once, in the order of the document. Names are settled later, by the words that are asked for.
pub(super) fn constants<T: Ord + Clone>(values: Vec<(T, Said)>) -> Enum<T> {
    let mut seen = BTreeSet::new();
    let values = values
        .into_iter()
        .filter(|(value, _)| seen.insert(value.clone()));
    Enum {
        values: values
            .map(|(wire, said)| EnumValue {
                docs: said.docs(),
                rust: said.name.unwrap_or_default(),
                wire,
            })
            .collect(),
        unknown: Some("Unknown".to_owned()),
        by_value: false,
    }
}

/// `int32` and `int64` as they say, unless a bound says that there may be more; unsigned where the minimum is not negative.
fn width(view: &View<'_>) -> Integer {
    let unsigned = match view.bounds.minimum {
        Some(Number::Integer(least)) => least >= 0,
        Some(Number::Float(least)) => least >= 0.0,
        None => !view.values.is_empty() && view.values.iter().all(Value::is_u64),
    };
    let bounds = [&view.bounds.minimum, &view.bounds.maximum];
    let within = |least: i64, most: i64| {
        bounds.iter().all(|bound| match bound {
            Some(Number::Integer(bound)) => (least..=most).contains(bound),
            _ => true,
        })
    };
    match (view.format.as_deref(), unsigned) {
        (Some("int32"), false) if within(i32::MIN.into(), i32::MAX.into()) => Integer::I32,
        (Some("uint32" | "uint16" | "uint8"), _) | (Some("int32"), true)
            if within(0, u32::MAX.into()) =>
        {
            Integer::U32
        }
        (Some("uint64" | "uint"), _) | (_, true) => Integer::U64,
        _ => Integer::I64,
    }
}
