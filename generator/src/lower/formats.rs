//! What a text becomes that has a format.
//!
//! Takes codegen.toml and the keywords of a schema, gives a type. What is not said there is what servers can be trusted
//! with: one text that is not of its format fails a whole answer.

use std::collections::BTreeMap;

use super::view::{Base, View};
use crate::config::FormatType;
use crate::ir::{Format, Scalar};

/// The settings for formats.
#[derive(Clone, Copy, Debug)]
pub(super) struct Formats<'a>(pub(super) &'a BTreeMap<String, FormatType>);

impl Formats<'_> {
    /// The type for the format of a text; nothing where a string is all there is.
    pub(super) fn typed(self, view: &View<'_>) -> Option<Scalar> {
        let format = view.format.as_deref()?;
        if format == "binary" {
            return Some(Scalar::Binary);
        }
        let said = self.0.get(format).copied();
        let chosen = said.or_else(|| usual(format))?;
        of(format, chosen).map(Scalar::Format)
    }

    /// Whether the type says the format, so that the documentation need not.
    pub(super) fn says(self, view: &View<'_>) -> bool {
        match view.base {
            Some(Base::String) => {
                let typed = self.typed(view);
                view.values.is_empty() && typed.is_some_and(|scalar| scalar != Scalar::Binary)
            }
            Some(Base::Integer | Base::Number) => {
                matches!(
                    view.format.as_deref(),
                    Some("int32" | "int64" | "uint32" | "uint64" | "double")
                )
            }
            _ => false,
        }
    }
}

/// What a format is where nothing is said.
fn usual(format: &str) -> Option<FormatType> {
    Some(match format {
        "date-time" | "date" => FormatType::Jiff,
        "ipv4" | "ipv6" => FormatType::Std,
        _ => return None,
    })
}

fn of(format: &str, chosen: FormatType) -> Option<Format> {
    Some(match (format, chosen) {
        ("date-time", FormatType::Jiff) => Format::Timestamp,
        ("date-time", FormatType::Chrono) => Format::ChronoTimestamp,
        ("date-time", FormatType::Time) => Format::TimeTimestamp,
        ("date", FormatType::Jiff) => Format::Date,
        ("date", FormatType::Chrono) => Format::ChronoDate,
        ("date", FormatType::Time) => Format::TimeDate,
        ("time", FormatType::Jiff) => Format::TimeOfDay,
        ("duration", FormatType::Jiff) => Format::Duration,
        ("ipv4", FormatType::Std) => Format::Ipv4,
        ("ipv6", FormatType::Std) => Format::Ipv6,
        (_, FormatType::Uuid) => Format::Uuid,
        (_, FormatType::Base64) => Format::Base64,
        (_, FormatType::Url) => Format::Url,
        (_, FormatType::RustDecimal) => Format::Decimal,
        _ => return None,
    })
}
