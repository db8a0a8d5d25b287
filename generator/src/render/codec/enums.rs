//! Open enums: constants on the wire, known or not.

use std::fmt::Write as _;

use super::text::{deserialize, literal, serialize};
use crate::ir::Enum;

pub(super) fn strings(name: &str, open: &Enum<String>) -> Vec<String> {
    let unknown = &open.unknown;
    let (mut texts, mut variants) = (String::new(), String::new());
    for value in &open.values {
        let (variant, wire) = (&value.rust, literal(&value.wire));
        let _ = writeln!(texts, "            Self::{variant} => {wire},");
        let _ = writeln!(variants, "            {wire} => Self::{variant},");
    }
    vec![
        format!(
            "impl models::{name} {{\n    /// The value as it stands on the wire.\n    #[must_use]\n    \
             pub fn as_str(&self) -> &str {{\n        match self {{\n{texts}            \
             Self::{unknown}(value) => value.as_str(),\n        }}\n    }}\n}}\n"
        ),
        format!(
            "impl From<&str> for models::{name} {{\n    fn from(text: &str) -> Self {{\n        \
             match text {{\n{variants}            _ => Self::{unknown}(crate::UnknownValue::new(text)),\n        \
             }}\n    }}\n}}\n"
        ),
        format!(
            "impl FromStr for models::{name} {{\n    type Err = Infallible;\n\n    \
             fn from_str(text: &str) -> Result<Self, Infallible> {{\n        Ok(Self::from(text))\n    }}\n}}\n"
        ),
        display(name, "formatter.write_str(self.as_str())"),
        deserialize(name, "codec::open_enum(deserializer)\n"),
        serialize(name, "serializer.serialize_str(self.as_str())\n"),
    ]
}

pub(super) fn integers(name: &str, open: &Enum<i64>) -> Vec<String> {
    let unknown = &open.unknown;
    let (mut numbers, mut variants) = (String::new(), String::new());
    for value in &open.values {
        let (variant, wire) = (&value.rust, value.wire);
        let _ = writeln!(numbers, "            Self::{variant} => {wire},");
        let _ = writeln!(variants, "            {wire} => Self::{variant},");
    }
    vec![
        format!(
            "impl models::{name} {{\n    /// The value as it stands on the wire.\n    #[must_use]\n    \
             pub fn as_i64(&self) -> i64 {{\n        match self {{\n{numbers}            \
             Self::{unknown}(value) => value.get(),\n        }}\n    }}\n}}\n"
        ),
        format!(
            "impl From<i64> for models::{name} {{\n    fn from(number: i64) -> Self {{\n        \
             match number {{\n{variants}            _ => Self::{unknown}(crate::UnknownInteger::new(number)),\n        \
             }}\n    }}\n}}\n"
        ),
        display(name, "self.as_i64().fmt(formatter)"),
        deserialize(name, "codec::open_integer(deserializer)\n"),
        serialize(name, "serializer.serialize_i64(self.as_i64())\n"),
    ]
}

fn display(name: &str, body: &str) -> String {
    format!(
        "impl fmt::Display for models::{name} {{\n    \
         fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {{\n        {body}\n    }}\n}}\n"
    )
}
