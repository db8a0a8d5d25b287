//! Values as expressions of Rust, as the arguments of calls take them.

use crate::ir::{
    Api, Body, Content, Kind, Operation, Parameter, ParameterItem, ParameterType, Payload, Scalar,
    Type, TypeId, Types,
};
use crate::render::client::reexported;
use crate::render::examples::literal;
use crate::render::types::outside;
use serde_json::Value;

/// The argument of a setter.
pub(super) fn argument(types: &Types, parameter: &Parameter, value: &Value) -> String {
    match (&parameter.ty, value) {
        (ParameterType::One(item), value) => single(types, *item, value),
        (ParameterType::Many(item), Value::Array(items)) => {
            let items: Vec<String> = items
                .iter()
                .map(|value| single(types, *item, value))
                .collect();
            format!("[{}]", items.join(", "))
        }
        (ParameterType::Value(Type::Array(_)), value) => {
            format!("&json::<Vec<_>>({})", literal(&value.to_string()))
        }
        (_, value) => format!("&json({})", literal(&value.to_string())),
    }
}

fn single(types: &Types, item: ParameterItem, value: &Value) -> String {
    let constant = match item {
        ParameterItem::Enum(id) => constant(types, id, value),
        ParameterItem::Scalar(_) => None,
    };
    match (item, value) {
        (ParameterItem::Scalar(Scalar::String), Value::String(text)) => literal(text),
        (ParameterItem::Scalar(Scalar::Number), Value::Number(number)) => number
            .as_f64()
            .map_or_else(String::new, |float| format!("{float:?}")),
        (ParameterItem::Scalar(Scalar::Integer(_) | Scalar::Boolean), value) => value.to_string(),
        (_, value) => constant.unwrap_or_else(|| format!("json({})", literal(&value.to_string()))),
    }
}

/// The variant that a value is.
fn constant(types: &Types, id: TypeId, value: &Value) -> Option<String> {
    let definition = types.get(types.definition(id));
    let variant = match (&definition.kind, value) {
        (Kind::StringEnum(one), Value::String(text)) => {
            &one.values.iter().find(|known| known.wire == *text)?.rust
        }
        (Kind::IntegerEnum(one), Value::Number(number)) => {
            let mut known = one.values.iter();
            &known
                .find(|known| number.as_i64() == Some(known.wire))?
                .rust
        }
        _ => return None,
    };
    Some(format!("models::{}::{variant}", definition.name.rust))
}

/// The argument for the body; none if there is no value for it.
pub(super) fn body(
    api: &Api,
    operation: &Operation,
    body: &Body,
    content: &Content,
) -> Option<String> {
    let value = content.given.value.as_ref()?;
    let several = body.only().is_none();
    let given = match (&content.payload, value) {
        (Payload::AnyParts, value) => format!("Form::new().text(\"name\", {value})"),
        (Payload::Text, Value::String(text)) => literal(text),
        (Payload::Bytes | Payload::File, value) if !several => value.to_string(),
        (Payload::Bytes, value) => format!("bytes::Bytes::from({value})"),
        (Payload::File, value) => format!("File::from({value})"),
        (payload, value) => typed(api, payload, value),
    };
    if !several {
        return Some(given);
    }
    let module = match api.layout.tag(operation) {
        Some(tag) => format!("operations::{}", tag.module),
        None => "operations".to_owned(),
    };
    Some(format!(
        "{module}::{}::{}({given})",
        operation.body_name(),
        content.variant
    ))
}

/// A borrowed value of the type that a body has.
fn typed(api: &Api, payload: &Payload, value: &Value) -> String {
    let text = json(value);
    let ty = payload.ty();
    match ty.as_ref() {
        Some(Type::Scalar(Scalar::String)) => match value {
            Value::String(text) => literal(text),
            value => literal(&value.to_string()),
        },
        Some(ty) => format!("&json::<{}>({text})", type_name(api, ty)),
        None => format!("&json({text})"),
    }
}

/// A type as it is written in a test.
pub(in crate::render) fn type_name(api: &Api, ty: &Type) -> String {
    let text = outside(&api.types, ty).to_string().replace(' ', "");
    let library = api.package.library();
    reexported(&text, &library).replace(&format!("{library}::models::"), "models::")
}

/// Characters of JSON that stands in one line.
const SHORT: usize = 80;

/// JSON as a text: in one line if it is short.
pub(super) fn json(value: &Value) -> String {
    let short = value.to_string();
    match short.chars().count() <= SHORT {
        true => literal(&short),
        false => literal(&format!("{value:#}")),
    }
}
