//! Values for the schemas of a document.
//!
//! Takes: the tree of a document as it was read, and the place of a schema. Gives: JSON values that the schema allows, and
//! some that a server of a later version may send; the same in every run. Does not know the intermediate representation
//! nor code, so that what is made of a schema can be proved with values that do not come from it.

mod choice;
mod compare;
mod fits;
mod instance;
mod known;
mod meaning;
mod number;
mod object;
mod pattern;
mod place;
mod spelling;
mod text;
mod value;

pub use compare::{Difference, difference};
pub(crate) use compare::{whole, without_fractions};
pub(crate) use instance::Instance;

use crate::diagnostics::Pointer;
use meaning::Meaning;
use serde_json::{Map, Value};
use std::cell::Cell;
use std::collections::BTreeMap;
use value::Want;

type Object = Map<String, Value>;

/// Values of one schema at most, but for one that has more alternatives.
const MOST: usize = 40;

/// How many parts the values of one schema may have together, so that schemas that unfold without end come to one.
const PARTS: usize = 40_000;

/// A value for a schema.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Sample {
    /// What is special about it.
    pub about: String,
    /// As it is sent.
    pub value: Value,
    /// Whether the schema itself allows the value as one of its alternatives, so that it is to be understood and not only
    /// kept.
    pub plain: bool,
    /// What may come of it: properties that the schema neither names nor allows are dropped.
    pub reduced: Option<Value>,
}

impl Sample {
    /// A value that is known to be one of a schema.
    #[must_use]
    pub fn of(about: impl Into<String>, value: Value) -> Self {
        Self::new(about, value)
    }

    fn new(about: impl Into<String>, value: Value) -> Self {
        Self {
            about: about.into(),
            value,
            plain: false,
            reduced: None,
        }
    }
}

/// Makes values for the schemas of one document.
#[derive(Debug)]
pub struct Sampler<'d> {
    root: &'d Value,
    /// The components that are schemas.
    schemas: Option<&'d Object>,
    /// The components that contain each component by `allOf`.
    children: BTreeMap<String, Vec<&'d str>>,
    /// How many parts may still be made for this schema.
    left: Cell<usize>,
    /// Whether values are made for a server, so that what it alone writes is left out.
    sent: Cell<bool>,
}

impl<'d> Sampler<'d> {
    /// For a document in the shape of 3.0.
    #[must_use]
    pub fn new(root: &'d Value) -> Self {
        let schemas = root.pointer("/components/schemas");
        let schemas = schemas.and_then(Value::as_object);
        Self {
            root,
            schemas,
            children: choice::children(schemas),
            left: Cell::new(0),
            sent: Cell::new(false),
        }
    }

    /// Values for the schema at a place; none where there is no schema, or no value that it allows.
    #[must_use]
    pub fn samples(&self, place: &Pointer) -> Vec<Sample> {
        self.left.set(PARTS);
        let Some(meaning) = self.at(place) else {
            return Vec::new();
        };
        let forms = self.forms(meaning);
        let most = MOST.max(forms.len().saturating_mul(2));
        let mut lists: Vec<_> = (forms.iter())
            .map(|form| self.of_form(form).into_iter())
            .collect();
        // The first of each alternative, then the second: what does not fit any more is special.
        let mut samples: Vec<Sample> = Vec::new();
        loop {
            let before = samples.len();
            for sample in lists.iter_mut().filter_map(Iterator::next) {
                let known = |one: &Sample| one.value == sample.value;
                if samples.len() < most && !samples.iter().any(known) {
                    samples.push(sample);
                }
            }
            if samples.len() == before && lists.iter().all(|list| list.len() == 0) {
                return samples;
            }
        }
    }

    /// One value for the schema at a place: with all properties, if it has no more than so many parts, or with those that
    /// are required alone.
    pub(crate) fn one_of(&self, place: &Pointer, all: Option<usize>) -> Option<Value> {
        self.left.set(all.unwrap_or(PARTS));
        let all = all.is_some();
        let want = if all { Want::All } else { Want::Required };
        self.one(&self.at(place)?, want, 0)
    }

    /// What the schema at a place shows, and what those show that it is made of: of them no objects, which are parts of it.
    pub(crate) fn examples(&self, place: &Pointer) -> Vec<&'d Value> {
        let meaning = self.at(place).unwrap_or_default();
        let (own, parts) = match meaning.nodes.split_last() {
            Some((own, parts)) => (own.get("example"), parts),
            None => (None, &[][..]),
        };
        let parts = parts.iter().rev().filter_map(|node| node.get("example"));
        own.into_iter()
            .chain(parts.filter(|value| !value.is_object()))
            .collect()
    }

    /// The same as it is sent to a server: without what only a server writes.
    pub(crate) fn one_to_send(&self, place: &Pointer, all: Option<usize>) -> Option<Value> {
        self.sent.set(true);
        let one = self.one_of(place, all);
        self.sent.set(false);
        one
    }

    /// Whether the schema at a place asks for texts of a pattern.
    pub(crate) fn has_pattern(&self, place: &Pointer) -> bool {
        let meaning = self.at(place);
        meaning.is_some_and(|meaning| meaning.text("pattern").is_some())
    }

    /// The values of a schema without alternatives.
    fn of_form(&self, form: &(String, Meaning<'d>)) -> Vec<Sample> {
        let (label, meaning) = form;
        let samples = if meaning.is_object() {
            self.objects(meaning)
        } else {
            let values = self.variations(meaning, 0).into_iter();
            // Whether a value may be null is said where it is used.
            let free = meaning.is_free();
            let values = values.filter(|(_, value)| free || !value.is_null());
            values
                .map(|(about, value)| Sample::new(about, value))
                .collect()
        };
        let named = |mut sample: Sample| {
            let plain = [object::ALL, object::REQUIRED].contains(&sample.about.as_str());
            sample.plain = plain && !meaning.both;
            if !label.is_empty() {
                sample.about = format!("{label}: {}", sample.about);
            }
            sample
        };
        samples.into_iter().map(named).collect()
    }

    /// Takes one part of what may be made; whether there is one.
    fn take(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left > 0
    }
}
