//! What calls are given.
//!
//! Takes: where parameters and bodies are described. Gives: a value for each that its setter takes and its bounds allow, as
//! it is sent: an example of the document where one is such a value.

use super::answer::{LONGEST, MOST_PARTS};
use super::files;
use super::order;
use super::place::Place;
use super::shown::Finder;
use crate::diagnostics::Pointer;
use crate::ir::{
    Check, Content, Format, Integer, Kind, Location, Number, Operation, Parameter, ParameterItem,
    ParameterType, Payload, Scalar, TypeId, Types,
};
use crate::sample::whole;
use serde_json::Value;
use std::iter;

/// What is made of a schema that any text is of.
const PLAIN: &str = "text";

/// What is given for it: some of that is not written as it is wherever it stands.
const ENCODED: &str = "a text/ä&b";

/// Finds what an operation is given.
pub(super) fn fill(finder: &Finder<'_>, types: &Types, operation: &mut Operation) {
    for parameter in &mut operation.parameters {
        let is_left_out = is_framing(parameter) && !parameter.required;
        let place = Place::of(&operation.path, parameter);
        let value = || argument(finder, types, parameter, &place);
        parameter.given.value = (!is_left_out).then(value).flatten();
    }
    let contents = operation
        .body
        .iter_mut()
        .flat_map(|body| &mut body.contents);
    for content in contents {
        let mut value = body(finder, content);
        if let (Payload::Form(..) | Payload::Parts(..), Some(value)) =
            (&content.payload, &mut value)
            && let Some(ty) = content.payload.ty()
        {
            order::as_fields(types, &ty, value);
        }
        if let (Payload::Parts(id, _), Some(value)) = (&content.payload, &mut value) {
            files::as_text(types, types.definition(*id), value);
        }
        content.given.value = value;
    }
}

/// Whether a header says how long the message is or how it goes, which whoever sends it says (RFC 9112, section 6).
fn is_framing(parameter: &Parameter) -> bool {
    let framing = ["content-length", "transfer-encoding"];
    let name = parameter.name.wire.to_ascii_lowercase();
    parameter.location == Location::Header && framing.contains(&name.as_str())
}

fn argument(
    finder: &Finder<'_>,
    types: &Types,
    parameter: &Parameter,
    place: &Place<'_>,
) -> Option<Value> {
    let given = &parameter.given;
    let shown = finder.shown(&given.at).into_iter();
    let shown = shown.filter(|value| finder.sampler.allows(&given.schema, value));
    let shown = shown.map(|value| finder.sampler.known(&given.schema, value, |_| true));
    let made = || finder.sampler.one_of(&given.schema, Some(MOST_PARTS));
    let made = iter::once_with(made).flatten();
    let made = made.flat_map(|value| match value.as_str() {
        Some(PLAIN) if !finder.sampler.has_pattern(&given.schema) => {
            vec![Value::from(ENCODED), value]
        }
        // A fraction has a point in it, which may stand between two parameters.
        None if value.is_f64() => vec![value, Value::from(7)],
        _ => vec![value],
    });
    let text = [Value::from(ENCODED), Value::from(PLAIN)];
    let as_shown = shown.map(|value| (true, value));
    let as_made = made.chain(text).map(|value| (false, value));
    as_shown
        .chain(as_made)
        .filter(|(shown, value)| !shown || is_canonical(parameter, value))
        .filter_map(|(_, value)| taken(types, &parameter.ty, value))
        .find(|value| place.takes(value) && passes(&parameter.checks, value))
}

/// A value as the setter takes it, if it does.
fn taken(types: &Types, ty: &ParameterType, value: Value) -> Option<Value> {
    match (ty, value) {
        (ParameterType::One(item), value) => single(types, *item, value),
        (ParameterType::Many(item), Value::Array(items)) => {
            let items = items.into_iter().map(|value| single(types, *item, value));
            let items: Vec<Value> = items.collect::<Option<_>>()?;
            (!items.is_empty()).then(|| items.into())
        }
        (ParameterType::Value(_), value @ (Value::Array(_) | Value::Object(_))) => Some(value),
        _ => None,
    }
}

fn single(types: &Types, item: ParameterItem, value: Value) -> Option<Value> {
    match (item, value) {
        (ParameterItem::Enum(id), value) => is_constant(types, id, &value).then_some(value),
        (ParameterItem::Scalar(Scalar::String), Value::String(text)) => Some(text.into()),
        (ParameterItem::Scalar(Scalar::String), value @ (Value::Number(_) | Value::Bool(_))) => {
            Some(value.to_string().into())
        }
        (ParameterItem::Scalar(Scalar::Boolean), value @ Value::Bool(_)) => Some(value),
        (ParameterItem::Scalar(Scalar::Number), value @ Value::Number(_)) => Some(value),
        (ParameterItem::Scalar(Scalar::Integer(width)), Value::Number(number)) => {
            let integer = whole(&number)?;
            let fits = match width {
                Integer::I32 => i32::try_from(integer).is_ok(),
                Integer::U32 => u32::try_from(integer).is_ok(),
                Integer::I64 => i64::try_from(integer).is_ok(),
                Integer::U64 => u64::try_from(integer).is_ok(),
            };
            let number = i64::try_from(integer).map(Value::from);
            number
                .or(u64::try_from(integer).map(Value::from))
                .ok()
                .filter(|_| fits)
        }
        (ParameterItem::Scalar(Scalar::Format(_)), value @ Value::String(_)) => Some(value),
        _ => None,
    }
}

fn is_constant(types: &Types, id: TypeId, value: &Value) -> bool {
    match (&types.get(types.definition(id)).kind, value) {
        (Kind::StringEnum(one), Value::String(text)) => {
            one.values.iter().any(|known| known.wire == *text)
        }
        (Kind::IntegerEnum(one), Value::Number(number)) => {
            let mut known = one.values.iter();
            known.any(|known| number.as_i64() == Some(known.wire))
        }
        _ => false,
    }
}

/// Whether what a document shows is written as a type with a format of its own writes it; of texts that are made, the first is.
fn is_canonical(parameter: &Parameter, value: &Value) -> bool {
    let Some(ParameterItem::Scalar(Scalar::Format(format))) = parameter.ty.item() else {
        return true;
    };
    let plain = |text: &str| match format {
        Format::Timestamp => text.len() == "2024-05-06T07:08:09Z".len(),
        Format::Date | Format::Ipv4 => true,
        Format::Uuid => !text.bytes().any(|byte| byte.is_ascii_uppercase()),
        _ => false,
    };
    match value {
        Value::String(text) => plain(text),
        Value::Array(items) => items.iter().filter_map(Value::as_str).all(plain),
        _ => false,
    }
}

/// Whether a value is within the bounds that are checked before it is sent.
fn passes(checks: &[Check], value: &Value) -> bool {
    match value {
        Value::Array(items) => {
            let list = |check: &&Check| matches!(check, Check::MinItems(_) | Check::MaxItems(_));
            let (whole, each): (Vec<&Check>, Vec<&Check>) = checks.iter().partition(list);
            let length = items.len();
            let fits = whole.iter().all(|check| match check {
                Check::MinItems(least) => length >= *least,
                Check::MaxItems(most) => length <= *most,
                _ => true,
            });
            fits && items
                .iter()
                .all(|item| each.iter().all(|check| holds(check, item)))
        }
        value => checks.iter().all(|check| holds(check, value)),
    }
}

fn holds(check: &Check, value: &Value) -> bool {
    let number = value.as_f64();
    let compared = |bound: &Number, fits: fn(f64, f64) -> bool| {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a value that is that large is no example"
        )]
        let bound = match *bound {
            Number::Integer(bound) => bound as f64,
            Number::Float(bound) => bound,
        };
        number.is_none_or(|number| fits(number, bound))
    };
    let text = value.as_str();
    let length = text.map(|text| text.chars().count());
    match check {
        Check::Minimum(bound) => compared(bound, |number, bound| number >= bound),
        Check::Maximum(bound) => compared(bound, |number, bound| number <= bound),
        Check::ExclusiveMinimum(bound) => compared(bound, |number, bound| number > bound),
        Check::ExclusiveMaximum(bound) => compared(bound, |number, bound| number < bound),
        Check::MultipleOf(bound) => compared(bound, |number, step| {
            let quotient = number / step;
            step == 0.0 || (quotient - quotient.round()).abs() < 1e-9
        }),
        Check::MinLength(least) => length.is_none_or(|length| length >= *least),
        Check::MaxLength(most) => length.is_none_or(|length| length <= *most),
        Check::Pattern { regex, .. } => text.is_none_or(|text| {
            regex_lite::Regex::new(regex).is_ok_and(|regex| regex.is_match(text))
        }),
        Check::MinItems(_) | Check::MaxItems(_) => true,
    }
}

/// The body of a request; none where it is plain text or has parts, and there is none of its schema.
fn body(finder: &Finder<'_>, content: &Content) -> Option<Value> {
    let (payload, given) = (&content.payload, &content.given);
    let schema = &given.schema;
    let shown = || finder.shown(&given.at).into_iter();
    match payload {
        Payload::Bytes | Payload::File | Payload::AnyParts => Some("text".into()),
        Payload::Text => {
            // What another text means, such as XML, no schema says of the text.
            let is_plain = content.media_type.starts_with("text/plain");
            let allowed = |value: &Value| !is_plain || finder.sampler.allows(schema, value);
            let mut texts = shown().cloned().chain([PLAIN.into()]);
            let known = texts.find(|value| value.is_string() && allowed(value));
            let made = || finder.sampler.one_to_send(schema, None);
            known.or_else(|| made().filter(Value::is_string))
        }
        Payload::Json(_) | Payload::Form(..) | Payload::Parts(..) => {
            let mut allowed = shown().filter(|value| finder.sampler.allows(schema, value));
            let shown = allowed
                .next()
                .map(|value| finder.sampler.known(schema, value, |_| true));
            let is_json = matches!(payload, Payload::Json(_));
            let fits = |value: &Value| is_json || value.is_object();
            shown.or_else(|| made(finder, schema)).filter(fits)
        }
    }
}

/// A value of a schema, which has only what is required where it would be long.
fn made(finder: &Finder<'_>, schema: &Pointer) -> Option<Value> {
    let short = |value: &Value| value.to_string().len() <= LONGEST;
    let all = finder
        .sampler
        .one_to_send(schema, Some(MOST_PARTS))
        .filter(short);
    let made = all.or_else(|| finder.sampler.one_to_send(schema, None));
    made.or_else(|| {
        let undescribed = finder.root.pointer(schema.as_str()).is_none();
        undescribed.then(|| serde_json::json!({"text": "text"}))
    })
}
