//! What several schemas of one value allow together.
//!
//! Takes views of schemas, gives the constants and bounds that hold for all. It says nothing about their types.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::context::Context;
use super::view::{Bounds, SchemaRef, View};
use crate::ir::Number;

impl<'a> Context<'a> {
    /// The bounds of a schema, with those of the members of its `allOf` where there are several: one member alone is
    /// documented where it stands.
    pub(super) fn bounds(&self, view: &View<'a>) -> Bounds {
        if view.all_of.len() < 2 {
            return view.bounds.clone();
        }
        self.all_bounds(view)
    }

    /// The bounds of a schema and of all members of its `allOf`.
    pub(super) fn all_bounds(&self, view: &View<'a>) -> Bounds {
        let mut bounds = view.bounds.clone();
        let mut met = BTreeSet::new();
        let mut waiting: Vec<SchemaRef<'a>> =
            view.all_of.iter().rev().map(SchemaRef::from).collect();
        while let Some(schema) = waiting.pop() {
            if let SchemaRef::Reference(reference) = schema
                && !met.insert(reference)
            {
                continue;
            }
            if let Some((member, _)) = self.view(schema) {
                bounds.narrow(&member.bounds);
                waiting.extend(member.all_of.iter().rev().map(SchemaRef::from));
            }
        }
        bounds
    }
}

impl View<'_> {
    /// Keeps the constants and bounds that `other` allows too; whether constants are left if there were any.
    pub(super) fn narrow(&mut self, other: &Self) -> bool {
        self.bounds.narrow(&other.bounds);
        if other.values.is_empty() {
            return true;
        }
        if self.values.is_empty() {
            self.values.clone_from(&other.values);
            self.said.clone_from(&other.said);
            return true;
        }
        self.said.extend(other.said.iter().cloned());
        self.values.retain(|value| other.values.contains(value));
        !self.values.is_empty()
    }
}

impl Bounds {
    /// The narrower of each bound.
    pub(super) fn narrow(&mut self, other: &Self) {
        (self.minimum, self.exclusive_minimum) = tighter(
            (self.minimum, self.exclusive_minimum),
            (other.minimum, other.exclusive_minimum),
            Ordering::Greater,
        );
        (self.maximum, self.exclusive_maximum) = tighter(
            (self.maximum, self.exclusive_maximum),
            (other.maximum, other.exclusive_maximum),
            Ordering::Less,
        );
        self.multiple_of = common_multiple(self.multiple_of, other.multiple_of);
        self.min_length = self.min_length.max(other.min_length);
        self.max_length = least(self.max_length, other.max_length);
        self.min_items = self.min_items.max(other.min_items);
        self.max_items = least(self.max_items, other.max_items);
        self.unique_items |= other.unique_items;
        self.min_properties = self.min_properties.max(other.min_properties);
        self.max_properties = least(self.max_properties, other.max_properties);
        if self.pattern.is_none() {
            self.pattern.clone_from(&other.pattern);
        }
    }
}

fn least(a: Option<usize>, b: Option<usize>) -> Option<usize> {
    a.into_iter().chain(b).min()
}

/// A bound, and whether it is excluded itself.
type Bound = (Option<Number>, bool);

/// The one of two bounds that lies further in the direction given.
fn tighter(a: Bound, b: Bound, inward: Ordering) -> Bound {
    let (Some(left), Some(right)) = (a.0, b.0) else {
        return if a.0.is_some() { a } else { b };
    };
    match compare(right, left) {
        Ordering::Equal => (a.0, a.1 || b.1),
        order if order == inward => b,
        _ => a,
    }
}

fn compare(a: Number, b: Number) -> Ordering {
    match (a, b) {
        (Number::Integer(a), Number::Integer(b)) => a.cmp(&b),
        _ => float(a).total_cmp(&float(b)),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "compared with a float, which is no more exact"
)]
fn float(number: Number) -> f64 {
    match number {
        Number::Integer(number) => number as f64,
        Number::Float(number) => number,
    }
}

/// The least common multiple of two steps; of steps with a fraction the first one, which is a bound still.
fn common_multiple(a: Option<Number>, b: Option<Number>) -> Option<Number> {
    match (a, b) {
        (Some(Number::Integer(left)), Some(Number::Integer(right))) if left > 0 && right > 0 => {
            let (mut divisor, mut rest) = (left, right);
            while rest != 0 {
                (divisor, rest) = (rest, divisor % rest);
            }
            let multiple = (left / divisor).checked_mul(right);
            Some(Number::Integer(multiple.unwrap_or(left)))
        }
        _ => a.or(b),
    }
}
