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
            let style = in_query(written, explode, *allow_reserved);
            (Location::Query, style)
        }
        Parameter::Header { .. } => (Location::Header, style(StyleKind::Simple, exploded)),
        Parameter::Cookie { .. } => {
            let style = style(StyleKind::Form, explode.unwrap_or(true));
            (Location::Cookie, style)
        }
    }
}

/// A single text of JSON.
pub(super) const JSON: ParameterStyle = ParameterStyle {
    kind: StyleKind::Json,
    explode: false,
    reserved: false,
};

/// How a parameter of the query is written, or a property of a form.
pub(super) fn in_query(
    written: &QueryStyle,
    explode: Option<bool>,
    reserved: bool,
) -> ParameterStyle {
    let (kind, explode) = match (written, explode.unwrap_or_default()) {
        (QueryStyle::Form, _) => (StyleKind::Form, explode.unwrap_or(true)),
        // What the standard leaves open is as its neighbour: delimiters that stand between nothing.
        (QueryStyle::SpaceDelimited | QueryStyle::PipeDelimited, true) => (StyleKind::Form, true),
        (QueryStyle::SpaceDelimited, false) => (StyleKind::Space, false),
        (QueryStyle::PipeDelimited, false) => (StyleKind::Pipe, false),
        (QueryStyle::DeepObject, _) => (StyleKind::DeepObject, false),
    };
    ParameterStyle {
        kind,
        explode,
        reserved,
    }
}
