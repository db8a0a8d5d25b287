//! Which variant of a union a JSON value is.
//!
//! Takes the shape of each variant and a value; gives the variants that can be meant, best first.
//! Decodes nothing.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::held::{Held, Members};

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
    /// An object, and what stands in some of its properties: told apart by that only where keys would get lost.
    Inside(&'static Shape, &'static [(&'static str, Shape)]),
}

/// What an object with known keys looks like.
#[derive(Debug)]
pub(crate) struct ObjectShape {
    /// Keys that must be there.
    pub(crate) required: &'static [&'static str],
    /// Keys, or keys inside of them, that hold one of these: strings, or integers and booleans as JSON writes them. Those that
    /// begin with no required key may be missing.
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
/// meant, whatever else is lost; but for one that has another constant in no place, and loses
/// nothing.
pub(crate) fn ranked(shapes: &[Shape], value: &Held<'_>) -> impl Iterator<Item = usize> {
    let all = shapes.iter().enumerate();
    let mut all = all.filter_map(|(place, shape)| Candidate::of(place, shape, value));
    let (first, second) = (all.next(), all.next());
    let (only, others) = if second.is_some() {
        let rivals: Vec<_> = first.into_iter().chain(second).chain(all).collect();
        (None, best(&rivals, value))
    } else {
        (first.filter(|one| one.fit.is_some()), Vec::new())
    };
    let only = only.map(|one| one.place);
    only.into_iter().chain(others)
}

/// The places of those that can be meant, best first.
fn best(rivals: &[Candidate<'_>], value: &Held<'_>) -> Vec<usize> {
    let kept = rivals.iter().filter(|one| !one.loses(rivals, value));
    let kept = kept.filter_map(|one| Some((one.place, one.fit?)));
    let mut kept: Vec<(usize, Fit)> = kept.collect();
    kept.sort_by_key(|(_, fit)| Reverse(*fit));
    kept.into_iter().map(|(place, _)| place).collect()
}

/// A shape that a value fits, whatever its constants are.
struct Candidate<'a> {
    place: usize,
    shape: &'a Shape,
    /// How many of its constants are as they should be.
    constants: usize,
    /// How well it fits, if it does.
    fit: Option<Fit>,
}

impl<'a> Candidate<'a> {
    fn of(place: usize, shape: &'a Shape, value: &Held<'_>) -> Option<Self> {
        let fit = shape.fit(value, Constants::Decide);
        let any = fit.or_else(|| shape.fit(value, Constants::Count));
        Some(Self {
            place,
            shape,
            constants: any?.0,
            fit,
        })
    }

    /// Whether it would lose a key that another has a place for: one that is as good by its constants,
    /// or that fits without them and keeps all that this one keeps.
    fn loses(&self, rivals: &[Self], value: &Held<'_>) -> bool {
        let mut others = rivals.iter().filter(|one| one.place != self.place);
        others.any(|rival| {
            let keeps_all = || rival.fit.is_some() && !rival.shape.loses(self.shape, value);
            self.shape.loses(rival.shape, value)
                && (rival.constants >= self.constants || keeps_all())
        })
    }
}

impl Shape {
    /// How well `value` fits, if it does.
    fn fit(&self, value: &Held<'_>, others: Constants) -> Option<Fit> {
        match (self, value) {
            (Self::Array(shape), Held::Array(values)) => shape.fit_all(values, others),
            (Self::Map(shape), Held::Object(values)) => shape.fit_all(values.values(), others),
            (Self::Object(shape) | Self::Open(shape), Held::Object(values)) => {
                shape.fit(values, others)
            }
            (Self::Constant(only), Held::String(text)) => (text == only).then_some((1, 0, 0)),
            (Self::Constants(known), Held::String(text)) => {
                Some((usize::from(known.contains(&&**text)), 0, 0))
            }
            (Self::Inside(object, _), _) => object.fit(value, others),
            (Self::OneOf(shapes), _) => {
                let fits = shapes.iter();
                fits.filter_map(|shape| shape.fit(value, others)).max()
            }
            (Self::Any, _)
            | (Self::Null, Held::Null)
            | (Self::Boolean, Held::Bool(_))
            | (Self::Number, Held::Number(_))
            | (Self::String, Held::String(_)) => Some((0, 0, 0)),
            (Self::Integer, Held::Number(number)) => {
                let whole = number.is_i64()
                    || number.is_u64()
                    || number.as_f64().is_some_and(|float| float.fract() == 0.0);
                // Better than any number: a float would lose digits.
                whole.then_some((0, 0, 1))
            }
            _ => None,
        }
    }

    /// Whether a key of `value` gets lost that `rival` names, or all of them that `rival` keeps as they are. A union inside a
    /// union loses what each of its variants loses that the value fits; what fits none of them is kept there.
    fn loses(&self, rival: &Self, value: &Held<'_>) -> bool {
        match (self, rival, value) {
            (Self::Inside(shape, own), Self::Inside(rival, others), _) => {
                shape.loses(rival, value) || loses_inside(own, others, value)
            }
            (Self::Inside(shape, _), _, _) => shape.loses(rival, value),
            (_, Self::Inside(rival, _), _) => self.loses(rival, value),
            (Self::Array(shape), Self::Array(rival), Held::Array(values)) => {
                values.iter().any(|value| shape.loses(rival, value))
            }
            (Self::Map(shape), Self::Map(rival), Held::Object(values)) => {
                values.values().any(|value| shape.loses(rival, value))
            }
            (_, Self::OneOf(rivals), _) => rivals.iter().any(|rival| {
                rival.fit(value, Constants::Count).is_some() && self.loses(rival, value)
            }),
            (Self::OneOf(shapes), _, _) => {
                let fits = |shape: &&Self| shape.fit(value, Constants::Decide).is_some();
                let mut fitting = shapes.iter().filter(fits).peekable();
                fitting.peek().is_some() && fitting.all(|shape| shape.loses(rival, value))
            }
            (
                Self::Object(shape),
                other @ (Self::Object(rival) | Self::Open(rival)),
                Held::Object(values),
            ) => {
                let mut lost = values.keys().filter(|key| !shape.properties.contains(key));
                lost.any(|key| rival.properties.contains(&key))
                    || (matches!(other, Self::Open(_)) && shape.knows_none(values))
            }
            (Self::Object(shape), Self::Any | Self::Map(_), Held::Object(values)) => {
                shape.knows_none(values)
            }
            _ => false,
        }
    }

    /// How well the worst of `values` fits, if all do.
    fn fit_all<'a>(
        &self,
        values: impl IntoIterator<Item = &'a Held<'a>>,
        others: Constants,
    ) -> Option<Fit> {
        let mut worst = None;
        for value in values {
            let fit = self.fit(value, others)?;
            worst = Some(worst.map_or(fit, |worst: Fit| worst.min(fit)));
        }
        Some(worst.unwrap_or_default())
    }
}

impl ObjectShape {
    fn fit(&self, object: &Members<'_>, others: Constants) -> Option<Fit> {
        let required = self.required.iter().all(|key| object.has(key));
        let there = self
            .constants
            .iter()
            .filter(|(path, _)| self.asks(object, path));
        let mut as_they_should_be = there.clone().map(|(path, allowed)| {
            let text = inside(object, path).and_then(text);
            text.is_some_and(|text| allowed.contains(&&*text))
        });
        let constants = as_they_should_be.all(|one| one);
        let known = self.properties.iter().filter(|key| object.has(key));
        let count = if constants { there.count() } else { 0 };
        let fits = required && (constants || others == Constants::Count);
        fits.then(|| (count, self.required.len(), known.count()))
    }

    /// Whether there are keys, and all of them would get lost.
    fn knows_none(&self, object: &Members<'_>) -> bool {
        let mut known = object.keys().map(|key| self.properties.contains(&key));
        known.len() > 0 && !known.any(|known| known)
    }

    /// Whether a constant is to be there: one that may be missing is, or is null.
    fn asks(&self, object: &Members<'_>, path: &[&str]) -> bool {
        let optional = |key: &&&str| !self.required.contains(key);
        let missing = |key: &&str| matches!(object.get(key), None | Some(Held::Null));
        !path.first().filter(optional).is_some_and(missing)
    }
}

/// Whether a key of what stands in a property gets lost.
fn loses_inside(own: &[(&str, Shape)], rival: &[(&str, Shape)], value: &Held<'_>) -> bool {
    let Held::Object(members) = value else {
        return false;
    };
    own.iter().any(|(key, shape)| {
        let mut rival = rival.iter().filter(|(other, _)| other == key);
        let value = members.get(key);
        value.is_some_and(|value| rival.any(|(_, rival)| shape.loses(rival, value)))
    })
}

/// What a constant is compared with: `1.0` is the integer 1.
fn text<'v>(value: &'v Held<'_>) -> Option<Cow<'v, str>> {
    match value {
        Held::String(text) => Some(Cow::Borrowed(text)),
        Held::Bool(value) => Some(value.to_string().into()),
        Held::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 => {
                Some(format!("{float:.0}").into())
            }
            _ => Some(number.to_string().into()),
        },
        Held::Null | Held::Array(_) | Held::Object(_) => None,
    }
}

/// What stands at the end of some keys.
fn inside<'v>(object: &'v Members<'_>, path: &[&str]) -> Option<&'v Held<'v>> {
    let (first, rest) = path.split_first()?;
    rest.iter()
        .try_fold(object.get(first)?, |value, key| match value {
            Held::Object(members) => members.get(key),
            _ => None,
        })
}
