//! A way through a tree by its grammar.
//!
//! Takes: a tree. Gives: each node that means something, parents first, with its kind and its place. Does not
//! decide what happens there.

use super::grammar::Kind;
use crate::diagnostics::Pointer;
use serde_json::Value;

/// The way from the root to a node. A pointer is only made of it when one is wanted.
#[derive(Clone, Copy)]
pub(super) enum Steps<'a> {
    /// Where the way begins.
    Root,
    /// A node that is known by its pointer.
    At(&'a Pointer),
    Key(&'a Steps<'a>, &'a str),
    Index(&'a Steps<'a>, usize),
}

impl Steps<'_> {
    pub(super) fn pointer(&self) -> Pointer {
        match self {
            Self::Root => Pointer::root(),
            Self::At(pointer) => (*pointer).clone(),
            Self::Key(above, key) => above.pointer().key(key),
            Self::Index(above, index) => above.pointer().index(*index),
        }
    }
}

/// Visits a node and all below it that the standard gives a meaning.
pub(super) fn walk<'v>(
    value: &'v Value,
    kind: Kind,
    steps: &Steps<'_>,
    visit: &mut impl FnMut(&'v Value, Kind, &Steps<'_>),
) {
    visit(value, kind, steps);
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let kind = kind.child(key);
                if !matches!(kind, Kind::Value | Kind::Unknown) {
                    walk(value, kind, &Steps::Key(steps, key), visit);
                }
            }
        }
        Value::Array(list) => {
            let kind = kind.item();
            if !matches!(kind, Kind::Value | Kind::Unknown) {
                for (index, value) in list.iter().enumerate() {
                    walk(value, kind, &Steps::Index(steps, index), visit);
                }
            }
        }
        _ => {}
    }
}

/// As [`walk`], for what changes a node before what is below it.
pub(super) fn walk_mut(
    value: &mut Value,
    kind: Kind,
    steps: &Steps<'_>,
    visit: &mut impl FnMut(&mut Value, Kind, &Steps<'_>),
) {
    if matches!(kind, Kind::Value | Kind::Unknown) {
        return;
    }
    visit(value, kind, steps);
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                walk_mut(value, kind.child(key), &Steps::Key(steps, key), visit);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter_mut().enumerate() {
                walk_mut(value, kind.item(), &Steps::Index(steps, index), visit);
            }
        }
        _ => {}
    }
}
