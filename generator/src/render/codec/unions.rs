//! Unions: the value is looked at once, then decoded as the variant that its shape says.

use std::fmt::Write as _;

use super::patterns;
use super::text::{deserialize, indented, literal, literals, serialize, slice};
use crate::ir::{Shape, Types, Union, Variant};

pub(super) fn impls(types: &Types, name: &str, union: &Union) -> Vec<String> {
    let unknown = &union.unknown;
    let mut read = "const SHAPES: &[codec::Shape] = &[\n".to_owned();
    for variant in &union.variants {
        let _ = writeln!(read, "    {},", shape(&variant.shape, 4));
    }
    let choose = indented(&choose(types, &union.variants), 4);
    let _ = writeln!(
        read,
        "];\n\ncodec::union(\n    deserializer,\n    SHAPES,\n{choose}    \
         |value| Self::{unknown}(crate::UnknownJson::new(value)),\n)"
    );
    let mut write = "match self {\n".to_owned();
    for variant in &union.variants {
        let name = &variant.rust;
        let _ = match &variant.shape {
            Shape::Constant(wire) => {
                let wire = literal(wire);
                writeln!(
                    write,
                    "    Self::{name} => serializer.serialize_str({wire}),"
                )
            }
            _ => match &variant.tag {
                Some((property, tag)) => {
                    let (property, tag) = (literal(property), literal(tag));
                    writeln!(
                        write,
                        "    Self::{name}(value) => codec::tagged(serializer, {property}, {tag}, value),"
                    )
                }
                None => writeln!(
                    write,
                    "    Self::{name}(value) => value.serialize(serializer),"
                ),
            },
        };
    }
    let _ = writeln!(
        write,
        "    Self::{unknown}(value) => value.value().serialize(serializer),\n}}"
    );
    vec![deserialize(name, &read), serialize(name, &write)]
}

/// The function that decodes a variant.
fn choose(types: &Types, variants: &[Variant]) -> String {
    let decode = |variant: &Variant| {
        let name = &variant.rust;
        if let Shape::Constant(_) = variant.shape {
            return format!("Ok(Self::{name})");
        }
        let pattern = patterns::value(types, &variant.ty, "value");
        let wrap = match variant.boxed {
            true => format!("|{pattern}| Self::{name}(Box::new(value))"),
            false if pattern == "value" => format!("Self::{name}"),
            false => format!("|{pattern}| Self::{name}(value)"),
        };
        format!("codec::variant(value, {wrap})")
    };
    let constant = |variant: &Variant| matches!(variant.shape, Shape::Constant(_));
    let value = if variants.iter().all(constant) {
        "_"
    } else {
        "value"
    };
    if let [only] = variants {
        return format!("|_, {value}| {},\n", decode(only));
    }
    let last = variants.len().saturating_sub(1);
    let mut text = format!("|index, {value}| match index {{\n");
    for (index, variant) in variants.iter().enumerate() {
        let _ = match index == last {
            true => writeln!(text, "    _ => {},", decode(variant)),
            false => writeln!(text, "    {index} => {},", decode(variant)),
        };
    }
    text.push_str("},\n");
    text
}

/// A shape that stands in a line that is indented by so many spaces.
fn shape(shape: &Shape, indent: usize) -> String {
    match shape {
        Shape::Any => "codec::Shape::Any".to_owned(),
        Shape::Null => "codec::Shape::Null".to_owned(),
        Shape::Boolean => "codec::Shape::Boolean".to_owned(),
        Shape::Integer => "codec::Shape::Integer".to_owned(),
        Shape::Number => "codec::Shape::Number".to_owned(),
        Shape::String => "codec::Shape::String".to_owned(),
        Shape::Constant(value) => format!("codec::Shape::Constant({})", literal(value)),
        Shape::Constants(values) => {
            let start = "codec::Shape::Constants(";
            format!("{start}{})", literals(values, indent, start.len() + 10))
        }
        Shape::OneOf(shapes) => {
            let shapes: Vec<String> = (shapes.iter())
                .map(|shape| self::shape(shape, indent + 4))
                .collect();
            let start = "codec::Shape::OneOf(";
            format!("{start}{})", slice(&shapes, indent, start.len() + 10))
        }
        Shape::Array(items) => format!("codec::Shape::Array(&{})", self::shape(items, indent)),
        Shape::Map(values) => format!("codec::Shape::Map(&{})", self::shape(values, indent)),
        Shape::Inside(object, inside) => {
            let inner = indent + 4;
            let inside: Vec<String> = (inside.iter())
                .map(|(key, shape)| {
                    format!("({}, {})", literal(key), self::shape(shape, inner + 4))
                })
                .collect();
            format!(
                "codec::Shape::Inside(\n{:inner$}&{},\n{:inner$}{},\n{:indent$})",
                "",
                self::shape(object, inner),
                "",
                slice(&inside, inner, 10),
                ""
            )
        }
        Shape::Object {
            required,
            constants,
            properties,
            open,
        } => {
            let kind = if *open { "Open" } else { "Object" };
            let inner = indent + 4;
            let constants: Vec<String> = (constants.iter())
                .map(|(path, values)| {
                    let path = literals(path, inner + 4, 10);
                    format!("({path}, {})", literals(values, inner + 4, 10))
                })
                .collect();
            let fields = [
                ("required", literals(required, inner, 20)),
                ("constants", slice(&constants, inner, 20)),
                ("properties", literals(properties, inner, 20)),
            ];
            let fields: String = (fields.iter())
                .map(|(name, value)| format!("{:inner$}{name}: {value},\n", ""))
                .collect();
            format!(
                "codec::Shape::{kind}(&codec::ObjectShape {{\n{fields}{:indent$}}})",
                ""
            )
        }
    }
}
