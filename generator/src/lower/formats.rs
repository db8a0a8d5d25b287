//! What a text becomes that has a format.
//!
//! Takes codegen.toml and the keywords of a schema, gives a type. What is not said there is what servers can be trusted
//! with: one text that is not of its format fails a whole answer.

use std::collections::BTreeMap;

use super::context::Context;
use super::view::{Base, View};
use crate::config::{FormatSetting, FormatType};
use crate::ir::{External, Format, Kind, Scalar, Shape, Type};

/// The settings for formats.
#[derive(Clone, Copy, Debug)]
pub(super) struct Formats<'a>(pub(super) &'a BTreeMap<String, FormatSetting>);

impl Formats<'_> {
    /// The type for the format of a text; nothing where a string is all there is.
    pub(super) fn typed(self, view: &View<'_>) -> Option<Scalar> {
        let format = view.format.as_deref()?;
        if format == "binary" {
            return Some(Scalar::Binary);
        }
        let chosen = match self.0.get(format) {
            Some(FormatSetting::Own(_)) => return None,
            Some(FormatSetting::Known(ty)) => *ty,
            None => usual(format)?,
        };
        of(format, chosen).map(Scalar::Format)
    }

    /// Whether the type says the format, so that the documentation need not.
    pub(super) fn says(self, view: &View<'_>) -> bool {
        match view.base {
            Some(Base::String) => {
                let setting = view.format.as_ref().and_then(|format| self.0.get(format));
                let own = matches!(setting, Some(FormatSetting::Own(_)));
                let typed = self.typed(view);
                let typed = typed.is_some_and(|scalar| scalar != Scalar::Binary);
                view.values.is_empty() && (own || typed)
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

impl Context<'_> {
    /// The user's own type for a format.
    pub(super) fn own_format(&mut self, format: &str) -> Option<Type> {
        let Some(FormatSetting::Own(own)) = self.config.formats.get(format) else {
            return None;
        };
        if let Some(&id) = self.own_formats.get(format) {
            return Some(Type::Named(id));
        }
        let external = External {
            path: own.path.clone(),
            shape: Shape::String,
            traits: own.traits.clone(),
        };
        let id = self.add_nameless(Kind::External(external));
        self.own_formats.insert(format.to_owned(), id);
        Some(Type::Named(id))
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
