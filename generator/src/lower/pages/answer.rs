//! What a page says of itself: the scalars of a body that stand where such things stand.
//!
//! Takes the type of a body and the way to its list; gives text, numbers and booleans of the body itself and of what is
//! called like a part about pages, with a JSON pointer for each. Judges no names beyond that.

use super::ask::Value;
use super::one_line;
use super::words::{CONTAINERS, normal};
use crate::ir::{Field, Format, Scalar, Type, Types};

/// A scalar of the body.
pub(super) struct Sign<'a> {
    pub(super) field: &'a Field,
    /// Normalised names from the body to it.
    pub(super) path: Vec<String>,
    /// Where it stands (RFC 6901).
    pub(super) pointer: String,
    pub(super) value: Value,
}

impl Sign<'_> {
    /// The normalised name.
    pub(super) fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// The name behind that of what it stands in; empty at the top.
    pub(super) fn pair(&self) -> String {
        match self.path.as_slice() {
            [.., above, last] => format!("{above}{last}"),
            _ => String::new(),
        }
    }

    /// Whether it stands in a part about pages.
    pub(super) fn is_inside(&self) -> bool {
        let mut above = self.path.iter().rev().skip(1);
        above.any(|name| CONTAINERS.contains(&name.as_str()))
    }

    /// What is said of it, in lower case and on one line.
    pub(super) fn about(&self) -> String {
        one_line(&self.field.docs.0).to_lowercase()
    }
}

/// How deep parts about pages are looked into.
const DEPTH: usize = 4;

/// All of them, those that stand highest first.
pub(super) fn signs<'a>(body: &'a Type, holders: &[String], types: &'a Types) -> Vec<Sign<'a>> {
    let mut found = Vec::new();
    let start = Place {
        path: Vec::new(),
        pointer: String::new(),
    };
    collect(body, &start, holders, types, &mut found);
    found.sort_by_key(|sign| sign.path.len());
    found
}

struct Place {
    path: Vec<String>,
    pointer: String,
}

fn collect<'a>(
    ty: &'a Type,
    place: &Place,
    holders: &[String],
    types: &'a Types,
    found: &mut Vec<Sign<'a>>,
) {
    let fields = types.as_struct(ty).map(|object| object.fields.iter());
    for field in fields.into_iter().flatten() {
        let name = normal(&field.name.wire);
        let step = field.name.wire.replace('~', "~0").replace('/', "~1");
        let inner = Place {
            path: place.path.iter().chain([&name]).cloned().collect(),
            pointer: format!("{}/{step}", place.pointer),
        };
        if let Some(value) = value(types.resolve(&field.ty)) {
            found.push(Sign {
                field,
                path: inner.path,
                pointer: inner.pointer,
                value,
            });
            continue;
        }
        // On the way to the list, and in parts about pages.
        let holds = holders.starts_with(&inner.path) || CONTAINERS.contains(&name.as_str());
        if holds && inner.path.len() < DEPTH {
            collect(&field.ty, &inner, holders, types, found);
        }
    }
}

/// The kind of a scalar; none of what could hold no counter and no cursor.
pub(super) fn value(ty: &Type) -> Option<Value> {
    match ty {
        Type::Scalar(
            Scalar::String | Scalar::Format(Format::Url | Format::Uuid | Format::Base64),
        ) => Some(Value::Text),
        Type::Scalar(Scalar::Integer(_) | Scalar::Number) => Some(Value::Number),
        Type::Scalar(Scalar::Boolean) => Some(Value::Boolean),
        _ => None,
    }
}
