//! Which variant of a union a JSON value is.
//!
//! Takes the shape of each variant and a value; gives the variants that can be meant, best first.
//! Decodes nothing.

use std::borrow::Cow;
use std::cmp::Reverse;

use serde_json::{Map, Value};

/// What a variant looks like.
#[derive(Debug)]
pub(crate) enum Shape {
    /// Anything.
    Any,
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number without a fraction: `1` and `1.0`.
    Integer,
    /// A number.
    Number,
    /// A string.
    String,
    /// That string and no other.
    Constant(&'static str),
    /// A string; one of these fits better than any other.
    Constants(&'static [&'static str]),
    /// What one of these accepts: a union inside a union.
    OneOf(&'static [Shape]),
    /// A list, all of whose items are of that shape.
    Array(&'static Shape),
    /// An object, all of whose values are of that shape.
    Map(&'static Shape),
    /// An object with known keys; others are dropped.
    Object(&'static ObjectShape),
    /// An object with known keys that keeps the others too.
    Open(&'static ObjectShape),
}

/// What an object with known keys looks like.
#[derive(Debug)]
pub(crate) struct ObjectShape {
    /// Keys that must be there.
    pub(crate) required: &'static [&'static str],
    /// Keys, or keys inside of them, that must be there and hold one of these: strings, or integers and booleans as JSON
    /// writes them.
    pub(crate) constants: &'static [(&'static [&'static str], &'static [&'static str])],
    /// All known keys.
    pub(crate) properties: &'static [&'static str],
}

/// What it means that a value has another constant than a shape.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Constants {
    /// It doesn't fit.
    Decide,
    /// It fits less well.
    Count,
}

/// How well a value fits: constants, required keys, known keys.
type Fit = (usize, usize, usize);

/// The places of the shapes that `value` fits, best first; those that fit equally well in their
/// order. One that would lose a key that another has a place for is left out: the value may well
/// be both, or of a kind that is not known yet, and no one variant is. Constants say which is
/// meant, whatever else is lost.
pub(crate) fn ranked(shapes: &[Shape], value: &Value) -> Vec<usize> {
    let fits = shapes.iter().enumerate();
    let fits: Vec<(usize, &Shape, Fit)> = fits
        .filter_map(|(place, shape)| Some((place, shape, shape.fit(value, Constants::Decide)?)))
        .collect();
    let loses = |shape: &Shape, fit: Fit| {
        shapes.iter().any(|rival| {
            let other = rival.fit(value, Constants::Count);
            other.is_some_and(|other| other.0 >= fit.0) && shape.loses(rival, value)
        })
    };
    let mut kept: Vec<_> = fits
        .iter()
        .filter(|(_, shape, fit)| !loses(shape, *fit))
        .collect();
    kept.sort_by_key(|(_, _, fit)| Reverse(*fit));
    kept.into_iter().map(|(place, ..)| *place).collect()
}

impl Shape {
    /// How well `value` fits, if it does.
    fn fit(&self, value: &Value, others: Constants) -> Option<Fit> {
        match (self, value) {
            (Self::Array(shape), Value::Array(values)) => shape.fit_all(values, others),
            (Self::Map(shape), Value::Object(values)) => shape.fit_all(values.values(), others),
            (Self::Object(shape) | Self::Open(shape), Value::Object(values)) => {
                shape.fit(values, others)
            }
            (Self::Constant(only), Value::String(text)) => (text == only).then_some((1, 0, 0)),
            (Self::Constants(known), Value::String(text)) => {
                Some((usize::from(known.contains(&text.as_str())), 0, 0))
            }
            (Self::OneOf(shapes), _) => {
                let fits = shapes.iter();
                fits.filter_map(|shape| shape.fit(value, others)).max()
            }
            (Self::Any, _)
            | (Self::Null, Value::Null)
            | (Self::Boolean, Value::Bool(_))
            | (Self::Number, Value::Number(_))
            | (Self::String, Value::String(_)) => Some((0, 0, 0)),
            (Self::Integer, Value::Number(number)) => {
                let whole = number.is_i64()
                    || number.is_u64()
                    || number.as_f64().is_some_and(|float| float.fract() == 0.0);
                // Better than any number: a float would lose digits.
                whole.then_some((0, 0, 1))
            }
            _ => None,
        }
    }

    /// Whether a key of `value` gets lost that `rival` names. A union inside a union loses nothing:
    /// what fits none of its variants is kept there.
    fn loses(&self, rival: &Self, value: &Value) -> bool {
        match (self, rival, value) {
            (Self::Array(shape), Self::Array(rival), Value::Array(values)) => {
                values.iter().any(|value| shape.loses(rival, value))
            }
            (Self::Map(shape), Self::Map(rival), Value::Object(values)) => {
                values.values().any(|value| shape.loses(rival, value))
            }
            (_, Self::OneOf(rivals), _) => rivals.iter().any(|rival| {
                rival.fit(value, Constants::Count).is_some() && self.loses(rival, value)
            }),
            (
                Self::Object(shape),
                Self::Object(rival) | Self::Open(rival),
                Value::Object(values),
            ) => {
                let mut named = rival.properties.iter();
                named.any(|key| values.contains_key(*key) && !shape.properties.contains(key))
            }
            _ => false,
        }
    }

    /// How well the worst of `values` fits, if all do.
    fn fit_all<'a>(
        &self,
        values: impl IntoIterator<Item = &'a Value>,
        others: Constants,
    ) -> Option<Fit> {
        let fits = values.into_iter().map(|value| self.fit(value, others));
        let fits: Option<Vec<Fit>> = fits.collect();
        Some(fits?.into_iter().min().unwrap_or_default())
    }
}

impl ObjectShape {
    fn fit(&self, object: &Map<String, Value>, others: Constants) -> Option<Fit> {
        let required = self.required.iter().all(|key| object.contains_key(*key));
        let constants = self.constants.iter().all(|(path, allowed)| {
            let text = inside(object, path).and_then(text);
            text.is_some_and(|text| allowed.contains(&&*text))
        });
        let known = self
            .properties
            .iter()
            .filter(|key| object.contains_key(**key));
        let count = if constants { self.constants.len() } else { 0 };
        let fits = required && (constants || others == Constants::Count);
        fits.then(|| (count, self.required.len(), known.count()))
    }
}

/// What a constant is compared with: `1.0` is the integer 1.
fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(text.into()),
        Value::Bool(_) => Some(value.to_string().into()),
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 => {
                Some(format!("{float:.0}").into())
            }
            _ => Some(value.to_string().into()),
        },
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// What stands at the end of some keys.
fn inside<'v>(object: &'v Map<String, Value>, path: &[&str]) -> Option<&'v Value> {
    let (first, rest) = path.split_first()?;
    rest.iter()
        .try_fold(object.get(*first)?, |value, key| value.get(*key))
}
