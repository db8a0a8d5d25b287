//! Whether a value that a document shows is one of its schema.
//!
//! Takes: the place of a schema and a value. Gives: whether a reader of the schema can read it, which is what types, required
//! properties, constants, alternatives and formats say; bounds and patterns are no reader's concern. Repairs nothing.

use super::meaning::Meaning;
use super::{Sampler, compare::whole};
use crate::diagnostics::Pointer;
use serde_json::{Number, Value};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A value is looked into this deep; what is deeper is taken for none of its schema.
pub(super) const DEEPEST: usize = 40;

/// Formats whose texts are looked at by nobody.
const LAX: [&str; 12] = [
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "json-pointer",
    "password",
    "regex",
    "string",
    "uri",
    "uri-reference",
    "uri-template",
    "url",
];

impl<'d> Sampler<'d> {
    /// Whether the schema at a place allows a value. Where there is no schema, any will do.
    pub(crate) fn allows(&self, place: &Pointer, value: &Value) -> bool {
        self.left.set(super::PARTS);
        match self.at(place) {
            Some(meaning) => self.fits(&meaning, value, DEEPEST),
            None => true,
        }
    }

    pub(super) fn fits(&self, meaning: &Meaning<'d>, value: &Value, depth: usize) -> bool {
        if depth == 0 || !self.take() {
            return false;
        }
        if value.is_null() && is_nullable(meaning) {
            return true;
        }
        if let Some((meaning, choice)) = meaning.open() {
            let chosen = choice.alternatives.iter();
            let mut chosen = chosen.filter_map(|one| self.choose(&meaning, choice, one));
            return chosen.any(|one| self.fits(&one, value, depth - 1));
        }
        if meaning.is_impossible() {
            return false;
        }
        if let Some(constants) = meaning.constants() {
            return constants.contains(&value);
        }
        match (meaning.kind(), value) {
            (Ok(None), Value::Null) => meaning.is_free(),
            (Ok(Some("boolean")), Value::Bool(_)) => true,
            (Ok(Some("integer")), Value::Number(number)) => is_integer(meaning, number),
            (Ok(Some("number")), Value::Number(_)) => true,
            (Ok(Some("string")), Value::String(text)) => is_text(meaning, text),
            (Ok(Some("array")), Value::Array(items)) => {
                let schemas = meaning.all("items");
                schemas.is_empty() || {
                    let item = self.meaning(&schemas);
                    items.iter().all(|one| self.fits(&item, one, depth - 1))
                }
            }
            (Ok(Some("object")), Value::Object(_)) => self.object_fits(meaning, value, depth),
            (Ok(None), _) => true,
            _ => false,
        }
    }

    fn object_fits(&self, meaning: &Meaning<'d>, value: &Value, depth: usize) -> bool {
        let Value::Object(object) = value else {
            return false;
        };
        let tagged = |(name, value): (&str, &Value)| {
            let tag = meaning.tag(name);
            tag.is_none_or(|tag| tag == *value)
        };
        let required = self.required(meaning);
        let others = meaning.all("additionalProperties");
        let others: Vec<&Value> = others.into_iter().filter(|one| one.is_object()).collect();
        let entries = || object.iter().map(|(name, value)| (name.as_str(), value));
        required.iter().all(|name| object.contains_key(*name))
            && entries().all(tagged)
            && entries().all(|(name, value)| {
                let known = meaning.property(name);
                let schemas = known.as_ref().unwrap_or(&others);
                schemas.is_empty() || self.fits(&self.meaning(schemas), value, depth - 1)
            })
    }
}

impl<'d> Sampler<'d> {
    /// The text that a schema shows, where values are made for a server that may look closely at it. What a pattern or a
    /// format asks for is made better than it is shown.
    pub(super) fn shown_text(&self, meaning: &Meaning<'d>) -> Option<&'d str> {
        let least = meaning.count("minLength").unwrap_or(0);
        let most = meaning.count("maxLength").unwrap_or(usize::MAX);
        let fits = |text: &str| {
            let length = text.chars().count();
            (least..=most).contains(&length)
        };
        let plain = ["pattern", "format"]
            .iter()
            .all(|key| meaning.all(key).is_empty());
        let shown = meaning.text("example").filter(|_| plain && self.sent.get());
        shown.filter(|text| fits(text))
    }
}

fn is_nullable(meaning: &Meaning<'_>) -> bool {
    let says_so = meaning.all("nullable").contains(&&Value::Bool(true));
    meaning.kind() == Ok(Some("null")) || (says_so && !meaning.forbids_null())
}

fn is_integer(meaning: &Meaning<'_>, number: &Number) -> bool {
    let narrow = meaning.text("format") == Some("int32");
    let unsigned = meaning
        .greatest("minimum")
        .is_some_and(|least| least >= 0.0);
    whole(number).is_some_and(|integer| {
        let fits = if narrow {
            i32::try_from(integer).is_ok()
        } else {
            i64::try_from(integer).is_ok()
        };
        fits && (!unsigned || integer >= 0)
    })
}

/// Whether a text is one of its format, as far as a reader minds.
fn is_text(meaning: &Meaning<'_>, text: &str) -> bool {
    match meaning.text("format").unwrap_or_default() {
        "" => true,
        "date" => is_date(text),
        "date-time" => is_instant(text),
        "uuid" => is_uuid(text),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "ip" => text.parse::<IpAddr>().is_ok(),
        format => LAX.contains(&format),
    }
}

/// `2024-02-29`, with days that every month has: others may be no date.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year, month, day] => {
            let most = if *month == "02" { 28 } else { 30 };
            number(year, 1, 9999) && number(month, 1, 12) && number(day, 1, most)
        }
        _ => false,
    }
}

/// `2024-05-06T07:08:09.123Z` (RFC 3339), or with an offset.
fn is_instant(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else {
        return false;
    };
    let (time, offset) = match time.strip_suffix('Z') {
        Some(time) => (time, "+00:00"),
        None => match time.rfind(['+', '-']).map(|place| time.split_at(place)) {
            Some(parts) => parts,
            None => return false,
        },
    };
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let offset: Vec<&str> = offset.trim_start_matches(['+', '-']).split(':').collect();
    let clock: Vec<&str> = clock.split(':').collect();
    is_date(date)
        && (1..=9).contains(&fraction.len())
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(clock.as_slice(), [hour, minute, second]
            if number(hour, 0, 23) && number(minute, 0, 59) && number(second, 0, 59))
        && matches!(offset.as_slice(), [hour, minute] if number(hour, 0, 23) && number(minute, 0, 59))
}

/// Digits alone, as many as the greatest has, within bounds.
fn number(text: &str, least: u16, most: u16) -> bool {
    let digits = text.len() == most.to_string().len();
    let plain = digits && text.bytes().all(|byte| byte.is_ascii_digit());
    plain
        && text
            .parse()
            .is_ok_and(|number: u16| (least..=most).contains(&number))
}

/// Five groups of hexadecimal digits (RFC 9562, section 4).
fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let plain = |byte: u8| byte == b'-' || byte.is_ascii_hexdigit();
    lengths == [8, 4, 4, 4, 12] && text.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::Sampler;
    use crate::diagnostics::Pointer;
    use serde_json::{Value, json};

    fn allowed(schema: &Value, value: &Value) -> bool {
        let root = json!({"components": {"schemas": {"A": schema}}});
        let place = Pointer::root().key("components").key("schemas").key("A");
        Sampler::new(&root).allows(&place, value)
    }

    #[test]
    fn values_that_a_reader_takes() {
        let text = |format: &str| json!({"type": "string", "format": format});
        let object =
            json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}});
        let null = json!({"type": "string", "nullable": true});
        let either = json!({"oneOf": [{"type": "string"}, object]});
        let list = json!({"type": "array", "items": {"enum": ["a", "b"]}});
        let inner = json!({"type": "object", "anyOf": [{"type": "object", "nullable": true}]});
        let outer = json!({"nullable": true, "anyOf": [{"type": "string", "nullable": true}]});
        for (schema, value, expected) in [
            (&text("date-time"), json!("2024-02-29T07:08:09Z"), false),
            (
                &text("date-time"),
                json!("2024-12-30T07:08:09.5+02:00"),
                true,
            ),
            (&text("date-time"), json!("2024-05-06 07:08:09"), false),
            (&text("date-time"), json!("yesterday"), false),
            (&text("date"), json!("2024-05-06"), true),
            (&text("date"), json!("06.05.2024"), false),
            (
                &text("uuid"),
                json!("123e4567-e89b-12d3-a456-426614174000"),
                true,
            ),
            (&text("uuid"), json!("7"), false),
            (&text("ipv4"), json!("192.0.2.1"), true),
            (&text("ipv4"), json!("2001:db8::1"), false),
            (&text("byte"), json!("whatever"), false),
            (&text("uri"), json!("/a"), true),
            (&object, json!({"a": 1.0, "b": null}), true),
            (&object, json!({"a": 1.5}), false),
            (&object, json!({"a": "1"}), false),
            (&object, json!({}), false),
            (&null, Value::Null, true),
            (&object, Value::Null, false),
            (&inner, Value::Null, false),
            (&inner, json!({}), true),
            (&outer, Value::Null, true),
            (&either, json!("a"), true),
            (&either, json!({"a": 1}), true),
            (&either, json!(1), false),
            (&list, json!(["a", "b"]), true),
            (&list, json!(["a", "c"]), false),
            (&json!({}), json!([null]), true),
        ] {
            assert_eq!(allowed(schema, &value), expected, "{schema} {value}");
        }
    }
}
