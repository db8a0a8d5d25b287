//! Pages by what codegen.toml says.
//!
//! Takes a setting and an operation; gives how its pages follow each other, if it has such parameters and such an answer.

use super::list::bare;
use crate::config::{Pagination as Said, WayOf};
use crate::ir::{
    Counter, FieldPath, Location, Operation, Pagination, Parameter, ParameterType, Scalar, Type,
    Types, Way,
};
use crate::lower::follow::{follow, is_countable, target};

/// How the pages of an operation follow each other.
pub(super) fn set(said: &Said, operation: &Operation, types: &Types) -> Option<Pagination> {
    let body = operation.response.json()?;
    let fits = Fits {
        operation,
        body,
        types,
    };
    let more = said.more.clone().filter(|at| fits.flag(at));
    let way = fits.way(said, more.is_some())?;
    let (items, item) = fits.items(said.items.as_deref()?)?;
    let counters = said.counters.all().into_iter();
    let counters = counters.filter_map(|(name, at)| {
        let field = target(at?, body, types)?;
        is_countable(types.resolve(&field.ty)).then_some(Counter {
            name,
            at: at?.to_owned(),
        })
    });
    let named = |name: &Option<String>| {
        let name = name.clone();
        name.filter(|name| fits.parameter(name).is_some())
    };
    Some(Pagination {
        way,
        size: said
            .per_page
            .clone()
            .filter(|name| fits.parameter(name).is_some_and(|one| one.ty.is_number())),
        back: named(&said.back),
        more,
        items,
        item,
        counters: counters.collect(),
    })
}

struct Fits<'a> {
    operation: &'a Operation,
    body: &'a Type,
    types: &'a Types,
}

impl Fits<'_> {
    fn parameter(&self, name: &str) -> Option<&Parameter> {
        let mut query = self.operation.parameters.iter();
        query.find(|one| one.location == Location::Query && one.name.wire == name)
    }

    fn way(&self, said: &Said, more: bool) -> Option<Way> {
        let number = |name: &str| {
            let found = self.parameter(name).filter(|one| one.ty.is_number());
            found.map(|one| one.name.wire.clone())
        };
        let single = |name: &str| {
            let found = self.parameter(name);
            let found = found.filter(|one| matches!(one.ty, ParameterType::One(_)));
            found.map(|one| one.name.wire.clone())
        };
        Some(match said.way()? {
            WayOf::Number { parameter } => Way::Number {
                parameter: number(parameter)?,
                first: said.first.unwrap_or(1),
            },
            WayOf::Offset { parameter } => Way::Offset {
                parameter: number(parameter)?,
                first: said.first.unwrap_or(0),
                by_size: said.by_size,
            },
            WayOf::Cursor { parameter, next } => Way::Cursor {
                parameter: single(parameter)?,
                next: self.word(next)?,
            },
            WayOf::LastItem { parameter, key } => Way::LastItem {
                parameter: single(parameter).filter(|_| more)?,
                key: key.to_owned(),
            },
            WayOf::Link { next } => Way::Link {
                next: self.word(next)?,
            },
            WayOf::LinkHeader => Way::LinkHeader,
        })
    }

    /// The place, if a text or a number can stand there.
    fn word(&self, at: &str) -> Option<String> {
        let field = target(at, self.body, self.types)?;
        let ty = self.types.resolve(&field.ty);
        let text = matches!(ty, Type::Scalar(Scalar::Format(_) | Scalar::Json));
        (text || is_countable(ty)).then(|| at.to_owned())
    }

    /// Whether a boolean stands there.
    fn flag(&self, at: &str) -> bool {
        target(at, self.body, self.types)
            .is_some_and(|field| self.types.resolve(&field.ty) == &Type::Scalar(Scalar::Boolean))
    }

    fn items(&self, at: &str) -> Option<(FieldPath, Type)> {
        if at.is_empty() {
            return match self.types.resolve(self.body) {
                Type::Array(item) => bare(item, self.types).map(|list| (list.path, list.item)),
                _ => None,
            };
        }
        let path = follow(at, self.body, self.types)?;
        match self.types.resolve(&path.last()?.ty) {
            Type::Array(item) => {
                let item = (**item).clone();
                Some((path, item))
            }
            _ => None,
        }
    }
}

/// The setting of a way in a message; none, where none is set.
pub(super) fn text(said: &Said) -> Option<String> {
    said.way()?;
    let parts = [
        ("page", &said.page),
        ("offset", &said.offset),
        ("cursor", &said.cursor),
        ("next", &said.next),
        ("last_item", &said.last_item),
        ("items", &said.items),
    ];
    let parts = parts.into_iter();
    let parts = parts.filter_map(|(key, value)| Some(format!("{key} = {:?}", value.as_deref()?)));
    Some(parts.collect::<Vec<_>>().join(", "))
}

/// Whether any of these operations has the pages that are said.
pub(super) fn is_used(said: &Said, operations: &[&Operation]) -> bool {
    pages(said, operations).next().is_some()
}

/// The parts of a setting that none of these operations has a use for, as keys with what they are set to.
pub(super) fn unused<'a>(
    said: &'a Said,
    operations: &[&Operation],
) -> Vec<(Vec<&'static str>, &'a str)> {
    let pages: Vec<&Pagination> = pages(said, operations).collect();
    let counters = said.counters.all().into_iter();
    let counters = counters.filter_map(|(key, at)| {
        let mut used = pages.iter().flat_map(|pages| &pages.counters);
        let unused = !used.any(|counter| counter.name == key);
        Some((vec!["counters", key], at.filter(|_| unused)?))
    });
    let used =
        |part: fn(&Pagination) -> &Option<String>| pages.iter().any(|one| part(one).is_some());
    let parts = [
        ("per_page", &said.per_page, used(|one| &one.size)),
        ("back", &said.back, used(|one| &one.back)),
        ("more", &said.more, used(|one| &one.more)),
    ];
    let parts = parts.into_iter().filter(|(.., used)| !used);
    let parts = parts.filter_map(|(key, value, _)| Some((vec![key], value.as_deref()?)));
    counters.chain(parts).collect()
}

/// Those of the operations that have the way which is said, and not one that was recognised.
fn pages<'a>(
    said: &'a Said,
    operations: &'a [&'a Operation],
) -> impl Iterator<Item = &'a Pagination> {
    let all = operations.iter();
    all.filter_map(|operation| operation.response.pagination.as_ref())
        .filter(|pages| is_of(&pages.way, said))
}

fn is_of(way: &Way, said: &Said) -> bool {
    let (own, set) = match way {
        Way::Number { parameter, .. } => (parameter, &said.page),
        Way::Offset { parameter, .. } => (parameter, &said.offset),
        Way::Cursor { parameter, .. } | Way::LastItem { parameter, .. } => {
            (parameter, &said.cursor)
        }
        Way::Link { next } => (next, &said.next),
        Way::LinkHeader => return said.link_header,
    };
    Some(own) == set.as_ref()
}
