//! What texts become that have a format.
//!
//! Takes names of formats and of crates, gives which of them go together. Does not know which formats there are in a
//! document.

use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, IntoDeserializer as _, MapAccess, Visitor};

use super::Config;
use super::derives::wrong_traits;
use super::replace::{Replacement, wrong_path};
use crate::diagnostics::Diagnostic;

/// What a text of some format becomes.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FormatType {
    /// A `String`; the documentation says the format.
    String,
    /// Types of `std::net`.
    Std,
    /// `jiff::Timestamp`, `jiff::civil::Date`, and for what jiff cannot read or keep by itself `formats::TimeOfDay` and
    /// `formats::Duration`, which hold types of jiff.
    Jiff,
    /// `chrono::DateTime<chrono::FixedOffset>`, `chrono::NaiveDate`.
    Chrono,
    /// `formats::DateTime`, which holds a `time::OffsetDateTime`, and `time::Date`.
    Time,
    /// `uuid::Uuid`.
    Uuid,
    /// `formats::Base64`, which holds the bytes.
    Base64,
    /// `url::Url`.
    Url,
    /// `rust_decimal::Decimal`.
    RustDecimal,
}

use FormatType::{Base64, Chrono, Jiff, RustDecimal, Std, String as Text, Time, Url, Uuid};

/// What a format may become, where not all that a text of any other may.
const CHOICES: &[(&str, &[FormatType])] = &[
    ("date-time", &[Jiff, Chrono, Time, Text]),
    ("date", &[Jiff, Chrono, Time, Text]),
    ("time", &[Jiff, Text]),
    ("duration", &[Jiff, Text]),
    ("ipv4", &[Std, Text]),
    ("ipv6", &[Std, Text]),
    ("byte", &[Base64, Text]),
    ("base64url", &[Text]),
    // A file where it is a part of a body, which no setting can change.
    ("binary", &[]),
];

/// What a format may become that has no meaning of its own here.
const OTHERS: &[FormatType] = &[Uuid, Base64, Url, RustDecimal, Text];

/// What is said of a format.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum FormatSetting {
    /// One of the types that are known here.
    Known(FormatType),
    /// A type of your own.
    Own(Replacement),
}

impl<'de> Deserialize<'de> for FormatSetting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = FormatSetting;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(
                    "`\"string\"`, the name of a crate, the path of a type, or a table with `path`",
                )
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<FormatSetting, E> {
                match text.contains("::") {
                    true => {
                        Replacement::deserialize(text.into_deserializer()).map(FormatSetting::Own)
                    }
                    false => {
                        FormatType::deserialize(text.into_deserializer()).map(FormatSetting::Known)
                    }
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<FormatSetting, A::Error> {
                let table = MapAccessDeserializer::new(map);
                Replacement::deserialize(table).map(FormatSetting::Own)
            }
        }

        deserializer.deserialize_any(Visit)
    }
}

/// Settings that do not go together.
pub(super) fn wrong(config: &Config) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (format, setting) in &config.formats {
        let keys = ["formats", format];
        let choices = choices(format);
        let name = match setting {
            FormatSetting::Known(ty) if choices.contains(ty) => continue,
            FormatSetting::Known(ty) => ty.name(),
            FormatSetting::Own(own) if !choices.is_empty() => {
                findings.extend(wrong_path(config, &keys, &own.path));
                findings.extend(wrong_traits(config, &keys, &own.traits));
                continue;
            }
            FormatSetting::Own(own) => &own.path,
        };
        let names = choices.iter().map(|choice| format!("`{}`", choice.name()));
        let hint = match names.collect::<Vec<_>>().as_slice() {
            [] => {
                "take the line out: it is a file in a multipart body, and text elsewhere".to_owned()
            }
            names => format!(
                "it may be {}, or the path of a type of your own",
                names.join(", ")
            ),
        };
        let message = format!("the format `{format}` cannot be `{name}`");
        findings.push(config.about(&keys, Diagnostic::error(message).hint(hint)));
    }
    findings
}

/// All that a text of the format may become.
fn choices(format: &str) -> &'static [FormatType] {
    let known = CHOICES.iter().find(|(name, _)| *name == format);
    known.map_or(OTHERS, |(_, choices)| choices)
}

impl FormatType {
    /// As codegen.toml has it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Text => "string",
            Std => "std",
            Jiff => "jiff",
            Chrono => "chrono",
            Time => "time",
            Uuid => "uuid",
            Base64 => "base64",
            Url => "url",
            RustDecimal => "rust_decimal",
        }
    }
}
