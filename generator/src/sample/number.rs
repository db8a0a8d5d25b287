//! Numbers.
//!
//! Takes: all that must hold of a number. Gives: numbers within its bounds, among them the bounds themselves and those that
//! readers of JSON get wrong. None has more digits than the type that its format names can hold: a `number` has those of
//! a double, an `integer` those of 64 bits.

use super::meaning::Meaning;
use serde_json::{Number, Value, json};

/// The integers that a format allows.
fn range(meaning: &Meaning<'_>) -> (i128, i128) {
    let not_negative = meaning
        .greatest("minimum")
        .is_some_and(|least| least >= 0.0);
    match (meaning.text("format"), not_negative) {
        (Some("int32"), false) => (i32::MIN.into(), i32::MAX.into()),
        (Some("int32"), true) => (0, i32::MAX.into()),
        (Some("uint8"), _) => (0, u8::MAX.into()),
        (Some("uint16"), _) => (0, u16::MAX.into()),
        (Some("uint32"), _) => (0, u32::MAX.into()),
        (Some("uint64" | "uint"), _) => (0, u64::MAX.into()),
        (_, true) => (0, i64::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    }
}

/// Integers, the plainest first.
pub(super) fn integers(meaning: &Meaning<'_>) -> Vec<Value> {
    let (mut least, mut most) = range(meaning);
    for bound in whole(meaning, "minimum") {
        least = least.max(bound + i128::from(flag(meaning, "exclusiveMinimum")));
    }
    for bound in whole(meaning, "maximum") {
        most = most.min(bound - i128::from(flag(meaning, "exclusiveMaximum")));
    }
    let steps = whole(meaning, "multipleOf");
    let step = steps.into_iter().find(|step| *step > 0).unwrap_or(1);
    let inside = |number: &i128| *number >= least && *number <= most;
    let first = (least.div_euclid(step) + i128::from(least.rem_euclid(step) > 0)) * step;
    let last = most.div_euclid(step) * step;
    let wanted = [7, 1, 0, -1, last, first, 9_007_199_254_740_993, last - step];
    let wanted = wanted.map(|number: i128| number.div_euclid(step) * step);
    let mut numbers: Vec<Value> = Vec::new();
    for number in wanted.into_iter().filter(inside) {
        let number = i64::try_from(number).map(Value::from);
        let number = number.or_else(|_| u64::try_from(wanted_unsigned(last)).map(Value::from));
        numbers.extend(number.ok().filter(|number| !numbers.contains(number)));
    }
    // What is written with a fraction is an integer still (JSON Schema Core, section 4.2.3).
    let fraction = numbers.first().and_then(Value::as_f64);
    let exact = fraction.filter(|float| float.abs() < 1e15);
    numbers.extend(exact.map(Value::from));
    if numbers.is_empty() {
        numbers.push(json!(0));
    }
    numbers
}

/// The largest of the numbers that are not negative.
fn wanted_unsigned(last: i128) -> i128 {
    last.max(0)
}

/// Numbers, the plainest first.
pub(super) fn numbers(meaning: &Meaning<'_>) -> Vec<Value> {
    let (least, most) = (meaning.greatest("minimum"), meaning.smallest("maximum"));
    let inside = |number: &f64| {
        let above = match least {
            Some(least) if flag(meaning, "exclusiveMinimum") => *number > least,
            Some(least) => *number >= least,
            None => true,
        };
        let below = match most {
            Some(most) if flag(meaning, "exclusiveMaximum") => *number < most,
            Some(most) => *number <= most,
            None => true,
        };
        above && below
    };
    let step = meaning.smallest("multipleOf").filter(|step| *step > 0.0);
    let middle = least
        .zip(most)
        .map(|(least, most)| f64::midpoint(least, most));
    let beside = least
        .map(|least| least + 1.0)
        .or(most.map(|most| most - 1.0));
    let float = meaning.text("format") == Some("float");
    let wanted = [
        1.5,
        0.1,
        100.0,
        -2.25,
        1e21,
        5e-324,
        0.3,
        12_345_678.901_234_5,
    ];
    let bounds = [least, most, middle, beside, step];
    let wanted = wanted.into_iter().filter(|_| step.is_none());
    let wanted = wanted.chain(bounds.into_iter().flatten()).filter(inside);
    let wanted = wanted.filter(|number| !float || [1.5, 100.0, -2.25].contains(number));
    let mut numbers: Vec<Value> = Vec::new();
    for number in wanted.filter_map(Number::from_f64).map(Value::Number) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    // A whole number is written without a fraction as often.
    let whole = [2, 0, -3]
        .into_iter()
        .filter(|number| inside(&f64::from(*number)));
    numbers.extend(whole.take(usize::from(step.is_none())).map(Value::from));
    if numbers.is_empty() {
        numbers.push(json!(0));
    }
    numbers
}

/// A flag that stands beside a bound.
fn flag(meaning: &Meaning<'_>, key: &str) -> bool {
    meaning.all(key).contains(&&Value::Bool(true))
}

/// What is said for a keyword, as integers.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float as an integer is as large as it can be"
)]
fn whole(meaning: &Meaning<'_>, key: &str) -> Vec<i128> {
    let said = meaning.all(key).into_iter();
    let number = |value: &Value| {
        let exact = value.as_i64().map(i128::from);
        let exact = exact.or_else(|| value.as_u64().map(i128::from));
        exact.or_else(|| value.as_f64().map(|float| float.round() as i128))
    };
    said.filter_map(number).collect()
}
