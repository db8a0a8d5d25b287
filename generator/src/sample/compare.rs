//! Whether two JSON values are the same.
//!
//! Takes: what was sent and what came back. Gives: where they differ first. Numbers are the same if they stand for the same
//! number (JSON Schema Core, section 4.2.2), and the order of properties means nothing.

use super::spelling;
use crate::diagnostics::Pointer;
use serde_json::{Number, Value};

/// Where what came back is not what was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Difference {
    /// The same value, written in another way: an instant in another time zone, for example.
    Spelling(Pointer),
    /// Another value, or one that is there or not.
    Value(Pointer),
}

/// The first difference, if there is one; one of values comes before all of spellings.
#[must_use]
pub fn difference(sent: &Value, returned: &Value) -> Option<Difference> {
    let mut spelling = None;
    match differs(sent, returned, &Pointer::root(), &mut spelling) {
        Some(at) => Some(Difference::Value(at)),
        None => spelling.map(Difference::Spelling),
    }
}

fn differs(
    sent: &Value,
    returned: &Value,
    at: &Pointer,
    spelling: &mut Option<Pointer>,
) -> Option<Pointer> {
    match (sent, returned) {
        (Value::Object(sent), Value::Object(returned)) => {
            let added = returned.keys().find(|key| !sent.contains_key(*key));
            let changed = sent
                .iter()
                .find_map(|(key, value)| match returned.get(key) {
                    Some(other) => differs(value, other, &at.key(key), spelling),
                    None => Some(at.key(key)),
                });
            changed.or_else(|| added.map(|key| at.key(key)))
        }
        (Value::Array(sent), Value::Array(returned)) => {
            let mut pairs = sent.iter().zip(returned).enumerate();
            let changed = pairs.find_map(|(index, (sent, returned))| {
                differs(sent, returned, &at.index(index), spelling)
            });
            let shorter = sent.len().min(returned.len());
            changed.or_else(|| (sent.len() != returned.len()).then(|| at.index(shorter)))
        }
        (Value::Number(sent), Value::Number(returned)) => {
            (!same_number(sent, returned)).then(|| at.clone())
        }
        (Value::String(sent), Value::String(returned)) if sent != returned => {
            let same = spelling::same(sent, returned);
            if same && spelling.is_none() {
                *spelling = Some(at.clone());
            }
            (!same).then(|| at.clone())
        }
        _ => (sent != returned).then(|| at.clone()),
    }
}

fn same_number(a: &Number, b: &Number) -> bool {
    match (whole(a), whole(b)) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a == b,
        _ => false,
    }
}

/// A number without a fraction, exactly.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float that is whole and not larger is an integer of 128 bits"
)]
pub(crate) fn whole(number: &Number) -> Option<i128> {
    let exact = number.as_i64().map(i128::from);
    let exact = exact.or_else(|| number.as_u64().map(i128::from));
    exact.or_else(|| {
        let float = number.as_f64()?;
        let whole = float.fract() == 0.0 && float.abs() < 1e38;
        whole.then_some(float as i128)
    })
}

/// Whoever holds an alias reads `1.0` as an integer; the alias by itself is a type of the standard library, which does not.
pub(crate) fn without_fractions(value: &mut Value) {
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Number(number) => {
                let integer = whole(number).and_then(|integer| i64::try_from(integer).ok());
                if let Some(integer) = integer {
                    *value = integer.into();
                }
            }
            Value::Array(items) => waiting.extend(items),
            Value::Object(entries) => waiting.extend(entries.values_mut()),
            _ => {}
        }
    }
}
