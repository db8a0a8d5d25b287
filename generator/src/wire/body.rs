//! Bodies of requests: JSON, forms, parts (OpenAPI 3.0.4, Encoding Object; RFC 7578), text and bytes.
//!
//! Takes: a content with its value. Gives: what stands behind the headers, with lines that end as lines of text do.

use super::{Body, style};
use crate::ir::{
    Content, Kind, Location, ParameterStyle, Payload, Scalar, StyleKind, Type, TypeId, Types,
};
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// What stands for the boundary, which is the sender's to choose.
pub(crate) const BOUNDARY: &str = "boundary";

/// The `Content-Type`.
pub(super) fn media_type(content: &Content) -> String {
    match content.payload {
        Payload::Parts(..) | Payload::AnyParts => {
            format!("{}; boundary={BOUNDARY}", content.media_type)
        }
        _ => content.media_type.clone(),
    }
}

/// The body; none if there is no value for it.
pub(super) fn body(types: &Types, content: &Content) -> Option<Body> {
    let value = content.given.value.as_ref()?;
    Some(match &content.payload {
        Payload::Json(_) => Body::Json(value.clone()),
        Payload::Form(_, styles) => Body::Text(form(value.as_object()?, styles)),
        Payload::Parts(id, media_types) => {
            let mut parts = String::new();
            for (name, value) in value.as_object()? {
                let media_type = media_types.iter().find(|(known, _)| known == name);
                let media_type = media_type.map(|(_, media_type)| media_type.as_str());
                part(
                    &mut parts,
                    name,
                    media_type,
                    value,
                    is_file(types, *id, name),
                );
            }
            Body::Text(format!("{parts}--{BOUNDARY}--\n"))
        }
        Payload::AnyParts => {
            let mut parts = String::new();
            part(&mut parts, "name", None, value, false);
            Body::Text(format!("{parts}--{BOUNDARY}--\n"))
        }
        Payload::Text | Payload::Bytes | Payload::File => Body::Text(value.as_str()?.to_owned()),
    })
}

/// Pairs, each written as in a query: JSON for what has members, unless a style is said.
fn form(members: &Map<String, Value>, styles: &[(String, ParameterStyle)]) -> String {
    let pairs = members.iter().filter_map(|(name, value)| {
        let own = styles.iter().find(|(known, _)| known == name);
        let usual = ParameterStyle {
            kind: match value {
                Value::Object(_) => StyleKind::Json,
                _ => StyleKind::Form,
            },
            explode: !value.is_object(),
            reserved: false,
        };
        let style = own.map_or(usual, |(_, style)| *style);
        style::written(name, value, style, Location::Query)
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// A part, or one for each item of a list.
fn part(to: &mut String, name: &str, media_type: Option<&str>, value: &Value, file: bool) {
    let json = media_type.is_some_and(is_json);
    let usual = "application/json";
    let (media_type, text) = match value {
        Value::Null => return,
        value if json && !file => (media_type, Some(value.to_string())),
        Value::Array(items) => {
            for item in items {
                match item {
                    Value::Array(_) => push(to, name, Some(usual), &item.to_string(), file),
                    item => part(to, name, media_type, item, file),
                }
            }
            return;
        }
        Value::Object(_) => (Some(usual), Some(value.to_string())),
        value => (media_type, style::text(value)),
    };
    push(to, name, media_type, &text.unwrap_or_default(), file);
}

/// Whether it is JSON or has it for its syntax, which lines of JSON have not.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    let ends = ["/json", "/x-json", "+json"];
    ends.iter().any(|end| essence.ends_with(end))
}

fn push(to: &mut String, name: &str, media_type: Option<&str>, text: &str, file: bool) {
    let quoted = name
        .replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A");
    let _ = write!(
        to,
        "--{BOUNDARY}\nContent-Disposition: form-data; name=\"{quoted}\""
    );
    if file {
        let _ = write!(to, "; filename=\"{quoted}\"");
    }
    to.push('\n');
    let media_type = media_type.or(file.then_some("application/octet-stream"));
    if let Some(media_type) = media_type {
        let _ = writeln!(to, "Content-Type: {media_type}");
    }
    let _ = write!(to, "\n{text}\n");
}

/// Whether a property is sent as a file.
fn is_file(types: &Types, id: TypeId, name: &str) -> bool {
    let Kind::Struct(object) = &types.get(types.definition(id)).kind else {
        return false;
    };
    let file = Type::Scalar(Scalar::File);
    let holds = |ty: &Type| match ty {
        Type::Array(items) | Type::Nullable(items) => **items == file,
        ty => *ty == file,
    };
    let field = object.fields.iter().find(|field| field.name.wire == name);
    let additional = object.additional.as_ref();
    field.map_or(additional.is_some_and(|one| holds(&one.ty)), |field| {
        holds(&field.ty)
    })
}
