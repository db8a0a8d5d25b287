//! Enums of constants: open ones keep what is not known, closed ones refuse it.

use std::fmt::Write as _;

use super::text::{deserialize, literal, serialize};
use crate::ir::Enum;

pub(super) fn strings(name: &str, constants: &Enum<String>) -> Vec<String> {
    let mut texts = String::new();
    for value in &constants.values {
        let (variant, wire) = (&value.rust, literal(&value.wire));
        let _ = writeln!(texts, "            Self::{variant} => {wire},");
    }
    let unknown = constants.unknown.as_deref();
    let (lifetime, last) = match unknown {
        Some(unknown) => (
            "",
            format!("            Self::{unknown}(value) => value.as_str(),\n"),
        ),
        None => ("'static ", String::new()),
    };
    let value = format!(
        "impl models::{name} {{\n    /// The value as it stands on the wire.\n    #[must_use]\n    \
         pub fn as_str(&self) -> &{lifetime}str {{\n        match self {{\n{texts}{last}        }}\n    }}\n}}\n"
    );
    let wires = constants.values.iter().map(|value| literal(&value.wire));
    let arms = wires.zip(constants.values.iter().map(|value| value.rust.as_str()));
    let read = match unknown {
        Some(unknown) => open(
            name,
            ("&str", "text"),
            arms,
            &format!("Self::{unknown}(crate::UnknownValue::new(text))"),
        ),
        None => closed(name, ("&str", "text"), arms, "text"),
    };
    let parse = match unknown {
        Some(_) => format!(
            "impl FromStr for models::{name} {{\n    type Err = Infallible;\n\n    \
             fn from_str(text: &str) -> Result<Self, Infallible> {{\n        Ok(Self::from(text))\n    }}\n}}\n"
        ),
        None => format!(
            "impl FromStr for models::{name} {{\n    type Err = crate::NoSuchValue;\n\n    \
             fn from_str(text: &str) -> Result<Self, Self::Err> {{\n        Self::try_from(text)\n    }}\n}}\n"
        ),
    };
    let decode = match unknown {
        Some(_) => "codec::open_enum(deserializer)\n",
        None => "codec::closed_enum(deserializer)\n",
    };
    vec![
        value,
        read,
        parse,
        display(name, "formatter.write_str(self.as_str())"),
        deserialize(name, decode),
        serialize(name, "serializer.serialize_str(self.as_str())\n"),
    ]
}

pub(super) fn integers(name: &str, constants: &Enum<i64>) -> Vec<String> {
    let mut numbers = String::new();
    for value in &constants.values {
        let (variant, wire) = (&value.rust, value.wire);
        let _ = writeln!(numbers, "            Self::{variant} => {wire},");
    }
    let unknown = constants.unknown.as_deref();
    if let Some(unknown) = unknown {
        let _ = writeln!(
            numbers,
            "            Self::{unknown}(value) => value.get(),"
        );
    }
    let value = format!(
        "impl models::{name} {{\n    /// The value as it stands on the wire.\n    #[must_use]\n    \
         pub fn as_i64(&self) -> i64 {{\n        match self {{\n{numbers}        }}\n    }}\n}}\n"
    );
    let wires = constants.values.iter().map(|value| value.wire.to_string());
    let arms = wires.zip(constants.values.iter().map(|value| value.rust.as_str()));
    let (read, decode) = match unknown {
        Some(unknown) => (
            open(
                name,
                ("i64", "number"),
                arms,
                &format!("Self::{unknown}(crate::UnknownInteger::new(number))"),
            ),
            "codec::open_integer(deserializer)\n",
        ),
        None => (
            closed(name, ("i64", "number"), arms, "&number.to_string()"),
            "codec::closed_integer(deserializer)\n",
        ),
    };
    vec![
        value,
        read,
        display(name, "self.as_i64().fmt(formatter)"),
        deserialize(name, decode),
        serialize(name, "serializer.serialize_i64(self.as_i64())\n"),
    ]
}

/// `From` the type on the wire.
fn open<'a>(
    name: &str,
    (wire, value): (&str, &str),
    arms: impl Iterator<Item = (String, &'a str)>,
    unknown: &str,
) -> String {
    let arms: String = arms
        .map(|(wire, variant)| format!("            {wire} => Self::{variant},\n"))
        .collect();
    format!(
        "impl From<{wire}> for models::{name} {{\n    fn from({value}: {wire}) -> Self {{\n        \
         match {value} {{\n{arms}            _ => {unknown},\n        }}\n    }}\n}}\n"
    )
}

/// `TryFrom` the type on the wire.
fn closed<'a>(
    name: &str,
    (wire, value): (&str, &str),
    arms: impl Iterator<Item = (String, &'a str)>,
    text: &str,
) -> String {
    let arms: String = arms
        .map(|(wire, variant)| format!("            {wire} => Ok(Self::{variant}),\n"))
        .collect();
    let refusal = format!("Err(crate::NoSuchValue::new({text}, {}))", literal(name));
    format!(
        "impl TryFrom<{wire}> for models::{name} {{\n    type Error = crate::NoSuchValue;\n\n    \
         fn try_from({value}: {wire}) -> Result<Self, Self::Error> {{\n        \
         match {value} {{\n{arms}            _ => {refusal},\n        }}\n    }}\n}}\n"
    )
}

fn display(name: &str, body: &str) -> String {
    format!(
        "impl fmt::Display for models::{name} {{\n    \
         fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {{\n        {body}\n    }}\n}}\n"
    )
}
