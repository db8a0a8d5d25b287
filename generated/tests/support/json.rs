//! JSON values: compared, and with something in them changed.
//!
//! Numbers are equal if they are the same number, and the order of properties means nothing (JSON
//! Schema Core, section 4.2.2). Texts that stand for the same are equal, too: an instant in another
//! time zone, an address with its zeros, a UUID in capitals.

use std::net::Ipv6Addr;

use serde_json::{Number, Value};

/// The place of the first difference, as a JSON pointer.
pub(crate) fn difference(sent: &Value, returned: &Value) -> Option<String> {
    match (sent, returned) {
        (Value::Object(sent), Value::Object(returned)) => {
            let there = sent
                .iter()
                .find_map(|(key, value)| match returned.get(key) {
                    Some(other) => difference(value, other).map(|rest| pointer(key) + &rest),
                    None => Some(pointer(key)),
                });
            let added = || returned.keys().find(|key| !sent.contains_key(*key));
            there.or_else(|| added().map(|key| pointer(key)))
        }
        (Value::Array(sent), Value::Array(returned)) if sent.len() == returned.len() => {
            let mut pairs = sent.iter().zip(returned).enumerate();
            pairs.find_map(|(index, (sent, returned))| {
                difference(sent, returned).map(|rest| format!("/{index}{rest}"))
            })
        }
        (Value::Number(sent), Value::Number(returned)) => {
            (!same_number(sent, returned)).then(String::new)
        }
        (Value::String(sent), Value::String(returned)) => {
            (!same_text(sent, returned)).then(String::new)
        }
        (sent, returned) => (sent != returned).then(String::new),
    }
}

/// A step of a JSON pointer (RFC 6901).
fn pointer(key: &str) -> String {
    format!("/{}", key.replace('~', "~0").replace('/', "~1"))
}

fn same_number(one: &Number, other: &Number) -> bool {
    let exact = |number: &Number| {
        let integer = number.as_i64().map(i128::from);
        integer.or_else(|| number.as_u64().map(i128::from))
    };
    match (exact(one), exact(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one.as_f64() == other.as_f64(),
    }
}

fn same_text(one: &str, other: &str) -> bool {
    let address = |text: &str| text.parse::<Ipv6Addr>().ok();
    let uuid = |text: &str| text.len() == 36 && text.matches('-').count() == 4;
    one == other
        || (address(one).is_some() && address(one) == address(other))
        || (instant(one).is_some() && instant(one) == instant(other))
        || (uuid(one) && one.eq_ignore_ascii_case(other))
}

/// Seconds and nanoseconds of an instant (RFC 3339).
fn instant(text: &str) -> Option<(i64, u32)> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let rest = text.get(19..)?;
    let zone = rest.find(['Z', 'z', '+', '-'])?;
    let (fraction, zone) = rest.split_at(zone);
    let nanoseconds = format!("{:0<9}", fraction.trim_start_matches('.'));
    let offset = match zone.split_at(1) {
        ("Z" | "z", "") => 0,
        (sign, clock) => {
            let (hours, minutes) = clock.split_once(':')?;
            let offset = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
            if sign == "-" { -offset } else { offset }
        }
    };
    // Days since a first of March, so that the day that leap years have is the last one of a year.
    let (year, month) = if month < 3 {
        (year - 1, month + 9)
    } else {
        (year, month - 3)
    };
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days = days + (153 * month + 2) / 5 + day;
    let seconds = ((days * 24 + hour) * 60 + minute - offset) * 60 + second;
    Some((seconds, nanoseconds.parse().ok()?))
}

/// Sets a property of an object.
pub(crate) fn insert(value: &mut Value, name: &str, property: Value) {
    if let Value::Object(object) = value {
        object.insert(name.to_owned(), property);
    }
}

/// Takes a property out of an object.
pub(crate) fn take(value: &mut Value, name: &str) {
    if let Value::Object(object) = value {
        object.remove(name);
    }
}

/// Takes the property at a JSON pointer out.
pub(crate) fn remove(value: &mut Value, place: &str) {
    let Some((parent, name)) = place.rsplit_once('/') else {
        return;
    };
    if let Some(parent) = value.pointer_mut(parent) {
        take(parent, &name.replace("~1", "/").replace("~0", "~"));
    }
}
