//! Structs as JSON objects.
//!
//! Takes a struct; gives the statements that read and write it, the loop over the keys being the runtime's.

use std::fmt::Write as _;

use super::patterns;
use super::text::{deserialize, listed, literal, literals, serialize};
use crate::ir::{Field, Presence, Struct, Types};

/// How many values the runtime takes as one tuple at most. More of them are halves of halves, so that types nest no deeper
/// than a compiler goes.
const TUPLE: usize = 12;

pub(super) fn impls(types: &Types, name: &str, object: &Struct) -> Vec<String> {
    vec![
        deserialize(name, &read(types, name, object)),
        serialize(name, &write(object)),
    ]
}

fn is_required(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable)
}

fn read(types: &Types, name: &str, object: &Struct) -> String {
    // As the runtime numbers them: those that must be there come first.
    let (required, optional): (Vec<&Field>, Vec<&Field>) =
        (object.fields.iter()).partition(|field| is_required(field));
    let fields: Vec<String> = (required.iter().chain(&optional))
        .map(|field| patterns::field(types, field, &field.name.rust))
        .collect();
    let (function, values) = match &object.additional {
        Some(rest) => {
            let rest = patterns::value(types, &rest.ty, &rest.name);
            let both = listed("(", &[tuple(&fields, 8), rest], ")", 4, 8 + 4);
            ("open_object", both)
        }
        None => ("object", tuple(&fields, 4)),
    };
    let whole = literal_of(object, &values);
    let arguments = arguments(name, &required, &optional);
    format!(
        "match codec::{function}({arguments}) {{\n    Ok({values}) => Ok({whole}),\n    Err(error) => Err(error),\n}}\n"
    )
}

/// The struct, made of what a pattern has bound: `Self { .. }` behind `Ok(<pattern>) => Ok(`.
fn literal_of(object: &Struct, pattern: &str) -> String {
    let mut names: Vec<String> = (object.fields.iter())
        .map(|field| field.name.rust.clone())
        .collect();
    names.extend(object.additional.iter().map(|rest| rest.name.clone()));
    if names.is_empty() {
        return "Self {}".to_owned();
    }
    let before = match pattern.contains('\n') {
        true => ")) => Ok(Self".len(),
        false => "Ok() => Ok(Self".len() + pattern.len(),
    };
    format!("Self {}", listed("{ ", &names, " }", 4, 8 + before))
}

/// What the runtime must know: how messages call the struct, and its properties.
fn arguments(name: &str, required: &[&Field], optional: &[&Field]) -> String {
    let names = |fields: &[&Field]| {
        if fields.is_empty() {
            return "codec::NONE".to_owned();
        }
        let names = fields.iter().map(|field| &field.name.wire);
        literals(names, 4, 8)
    };
    let arguments = [
        "deserializer".to_owned(),
        literal(name),
        names(required),
        names(optional),
    ];
    listed("", &arguments, "", 0, 8 + 30)
}

/// The pattern of values in a line that is indented by so many spaces.
fn tuple(values: &[String], indent: usize) -> String {
    let half = values.len().div_ceil(TUPLE).div_ceil(2) * TUPLE;
    match values.split_at_checked(half) {
        Some((first, rest)) if !rest.is_empty() => {
            let inner = indent + 4;
            let (first, rest) = (tuple(first, inner), tuple(rest, inner));
            format!(
                "codec::More(\n{:inner$}{first},\n{:inner$}{rest},\n{:indent$})",
                "", "", ""
            )
        }
        _ if values.len() == 1 => format!("({},)", values.concat()),
        _ => listed("(", values, ")", indent, 8 + "    Ok() => Ok(Self {".len()),
    }
}

fn write(object: &Struct) -> String {
    let mut text = "codec::write(serializer)\n".to_owned();
    for field in &object.fields {
        let (name, wire) = (&field.name.rust, literal(&field.name.wire));
        let method = if is_required(field) {
            "field"
        } else {
            "optional"
        };
        let _ = writeln!(text, "    .{method}({wire}, &self.{name})");
    }
    if let Some(rest) = &object.additional {
        let _ = writeln!(text, "    .rest(&self.{})", rest.name);
    }
    text.push_str("    .end()\n");
    text
}
