//! Where a parameter stands and how it is written there.
//!
//! Takes a parameter of the document, gives its location and style, with what the standard takes for granted. It does
//! not look at its type: there is something to write for each.

use openapiv3::{Parameter, PathStyle, QueryStyle};

use crate::ir::{Location, ParameterStyle, StyleKind};

/// The location and the style, in which `explode` is `true` for `form` unless it is said (OpenAPI 3.1.1, 4.8.12.2.2).
pub(super) fn of(source: &Parameter) -> (Location, ParameterStyle) {
    let explode = source.parameter_data_ref().explode;
    let style = |kind, explode| ParameterStyle {
        kind,
        explode,
        reserved: false,
    };
    let exploded = explode.unwrap_or_default();
    match source {
        Parameter::Path { style: written, .. } => {
            let kind = match written {
                PathStyle::Simple => StyleKind::Simple,
                PathStyle::Label => StyleKind::Label,
                PathStyle::Matrix => StyleKind::Matrix,
            };
            (Location::Path, style(kind, exploded))
        }
        Parameter::Query {
            style: written,
            allow_reserved,
            ..
        } => {
            let (kind, explode) = match written {
                QueryStyle::Form => (StyleKind::Form, explode.unwrap_or(true)),
                // What the standard leaves open is as its neighbour: delimiters that stand between nothing.
                QueryStyle::SpaceDelimited | QueryStyle::PipeDelimited if exploded => {
                    (StyleKind::Form, true)
                }
                QueryStyle::SpaceDelimited => (StyleKind::Space, false),
                QueryStyle::PipeDelimited => (StyleKind::Pipe, false),
                QueryStyle::DeepObject => (StyleKind::DeepObject, false),
            };
            let reserved = *allow_reserved;
            let style = ParameterStyle {
                reserved,
                ..style(kind, explode)
            };
            (Location::Query, style)
        }
        Parameter::Header { .. } => (Location::Header, style(StyleKind::Simple, exploded)),
        Parameter::Cookie { .. } => {
            let style = style(StyleKind::Form, explode.unwrap_or(true));
            (Location::Cookie, style)
        }
    }
}
