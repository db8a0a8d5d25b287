//! Structs as JSON objects.

use std::fmt::Write as _;

use super::seeds;
use super::text::{deserialize, indented, literal, literals, serialize};
use crate::ir::{Field, Presence, Scalar, Struct, Type, Types};

pub(super) fn impls(types: &Types, name: &str, object: &Struct) -> Vec<String> {
    vec![
        deserialize(name, &read(types, name, object)),
        serialize(name, &write(object)),
    ]
}

/// The name of a field inside the decoder, apart from the decoder's own names.
fn local(field: &str) -> String {
    match field {
        "map" | "key" => format!("{field}__"),
        _ => field.to_owned(),
    }
}

fn read(types: &Types, name: &str, object: &Struct) -> String {
    let expecting = literal(&format!("an object (`{name}`)"));
    let mut text = String::new();
    if !object.fields.is_empty() || object.additional.is_some() {
        let start = "const FIELDS: &[&str] = ";
        let names = object.fields.iter().map(|field| &field.name.wire);
        let _ = write!(text, "{start}{};\n\n", literals(names, 0, 8 + start.len()));
    }
    let visit = indented(&visit(types, name, object), 8);
    let _ = write!(
        text,
        "struct Visit;\n\nimpl<'de> Visitor<'de> for Visit {{\n    type Value = models::{name};\n\n    \
         fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {{\n        \
         formatter.write_str({expecting})\n    }}\n\n    \
         fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {{\n\
         {visit}    }}\n}}\n\ndeserializer.deserialize_map(Visit)\n"
    );
    text
}

/// The body of `visit_map`.
fn visit(types: &Types, name: &str, object: &Struct) -> String {
    let mut text = String::new();
    for field in &object.fields {
        let start = match field.presence {
            Presence::OptionalNullable => "crate::Maybe::Absent",
            _ => "None",
        };
        let _ = writeln!(text, "let mut {} = {start};", local(&field.name.rust));
    }
    if let Some(rest) = &object.additional {
        let _ = writeln!(
            text,
            "let mut {} = std::collections::BTreeMap::new();",
            local(&rest.name)
        );
    }
    entries(types, object, &mut text);
    let parts: Vec<String> = (object.fields.iter().map(finish))
        .chain(
            object
                .additional
                .iter()
                .map(|rest| named(&rest.name, &local(&rest.name))),
        )
        .collect();
    let whole = parts.join(", ");
    if parts.is_empty() {
        let _ = writeln!(text, "Ok(models::{name} {{}})");
    } else if whole.len() + name.len() < 60 {
        let _ = writeln!(text, "Ok(models::{name} {{ {whole} }})");
    } else {
        let _ = writeln!(
            text,
            "Ok(models::{name} {{\n    {},\n}})",
            parts.join(",\n    ")
        );
    }
    text
}

/// The loop over the keys.
fn entries(types: &Types, object: &Struct, text: &mut String) {
    if object.fields.is_empty() && object.additional.is_none() {
        text.push_str("while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}\n");
        return;
    }
    let open = object.additional.is_some();
    let fields = if open { "OpenFields" } else { "Fields" };
    let _ = writeln!(
        text,
        "while let Some(key) = map.next_key_seed(codec::{fields}(FIELDS))? {{\n    match key {{"
    );
    for (index, field) in object.fields.iter().enumerate() {
        let (name, value) = (local(&field.name.rust), value(types, field));
        let _ = match open {
            true => writeln!(
                text,
                "        codec::Key::Known({index}) => {name} = {value},"
            ),
            false => writeln!(text, "        {index} => {name} = {value},"),
        };
    }
    let other = if open { "codec::Key::Known(_)" } else { "_" };
    let _ = writeln!(
        text,
        "        {other} => {{\n            map.next_value::<IgnoredAny>()?;\n        }}"
    );
    if let Some(rest) = &object.additional {
        let value = match seeds::needed(types, &rest.ty) {
            true => format!("map.next_value_seed({})?", seeds::seed(types, &rest.ty)),
            false => "map.next_value()?".to_owned(),
        };
        let _ = writeln!(
            text,
            "        codec::Key::Other(name) => {{\n            {}.insert(name, {value});\n        }}",
            local(&rest.name)
        );
    }
    text.push_str("    }\n}\n");
}

/// Reads the value of a field into its variable.
fn value(types: &Types, field: &Field) -> String {
    let seed = seeds::needed(types, &field.ty).then(|| seeds::seed(types, &field.ty));
    // Free JSON may be null itself, and null is kept.
    let free = *types.resolve(&field.ty) == Type::Scalar(Scalar::Json);
    if field.forgiving {
        return forgiving(field.presence, seed.as_deref().unwrap_or("codec::plain()"));
    }
    match (field.presence, seed) {
        (Presence::Optional, None) if free => "Some(map.next_value()?)".to_owned(),
        (Presence::Required, None) => "Some(map.next_value()?)".to_owned(),
        (Presence::Required, Some(seed)) => format!("Some(map.next_value_seed({seed})?)"),
        (Presence::Optional | Presence::OptionalNullable, None) => "map.next_value()?".to_owned(),
        (Presence::Optional, Some(seed)) => {
            format!("map.next_value_seed(codec::optional({seed}))?")
        }
        (Presence::Nullable, None) => "Some(map.next_value::<Option<_>>()?)".to_owned(),
        (Presence::Nullable, Some(seed)) => {
            format!("Some(map.next_value_seed(codec::optional({seed}))?)")
        }
        (Presence::OptionalNullable, Some(seed)) => {
            format!("crate::Maybe::from(map.next_value_seed(codec::optional({seed}))?)")
        }
    }
}

/// Reads the value of a field that is absent if it cannot be read.
fn forgiving(presence: Presence, seed: &str) -> String {
    let read = format!("map.next_value_seed(codec::forgiving(codec::optional({seed})))?");
    match presence {
        Presence::OptionalNullable => {
            format!("{read}.map_or(crate::Maybe::Absent, crate::Maybe::from)")
        }
        _ => format!("{read}.flatten()"),
    }
}

fn finish(field: &Field) -> String {
    let (name, value) = (&field.name.rust, local(&field.name.rust));
    match field.presence {
        Presence::Required | Presence::Nullable => {
            format!(
                "{name}: codec::required({value}, {})?",
                literal(&field.name.wire)
            )
        }
        _ => named(name, &value),
    }
}

/// A field from a variable, which may have the same name.
fn named(name: &str, value: &str) -> String {
    if name == value {
        name.to_owned()
    } else {
        format!("{name}: {value}")
    }
}

fn write(object: &Struct) -> String {
    if object.fields.is_empty() && object.additional.is_none() {
        return "serializer.serialize_map(Some(0))?.end()\n".to_owned();
    }
    let mut text = "let mut map = serializer.serialize_map(None)?;\n".to_owned();
    for field in &object.fields {
        let (name, wire) = (&field.name.rust, literal(&field.name.wire));
        let _ = match field.presence {
            Presence::Required | Presence::Nullable => {
                writeln!(text, "map.serialize_entry({wire}, &self.{name})?;")
            }
            Presence::Optional => {
                writeln!(
                    text,
                    "codec::optional_entry(&mut map, {wire}, self.{name}.as_ref())?;"
                )
            }
            Presence::OptionalNullable => {
                writeln!(text, "codec::maybe_entry(&mut map, {wire}, &self.{name})?;")
            }
        };
    }
    if let Some(rest) = &object.additional {
        let name = &rest.name;
        let _ = writeln!(
            text,
            "for (name, value) in &self.{name} {{\n    map.serialize_entry(name, value)?;\n}}"
        );
    }
    text.push_str("map.end()\n");
    text
}
