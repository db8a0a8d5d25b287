//! Objects.
//!
//! Takes: all that must hold of an object. Gives: one with all properties, one with those that are required, and others in
//! which each property is once absent, null, or another one of its values.

use super::meaning::Meaning;
use super::value::{UNKNOWN_CONSTANT, UNKNOWN_KEY, Want, deeper, free};
use super::{Object, Sample, Sampler};
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(super) const ALL: &str = "all properties";
pub(super) const REQUIRED: &str = "only what is required";

/// Objects with one property absent.
const MOST_ABSENT: usize = 8;

/// Objects in which the properties are varied together.
const MOST_VARIED: usize = 12;

impl<'d> Sampler<'d> {
    /// An object as a part of another.
    pub(super) fn object(&self, meaning: &Meaning<'d>, want: Want, depth: usize) -> Option<Value> {
        let required = self.required(meaning);
        // So many that are not required are there because there must be so many properties.
        let least = meaning.count("minProperties").unwrap_or(0);
        let mut missing = least.saturating_sub(required.len());
        let most = meaning.count("maxProperties").unwrap_or(usize::MAX);
        let mut spare = most.saturating_sub(required.len());
        let mut object = Object::new();
        for (name, schemas) in meaning.properties() {
            if let Some(tag) = meaning.tag(name) {
                object.insert(name.to_owned(), tag);
                continue;
            }
            let is_required = required.contains(name);
            if !is_required && (spare == 0 || self.is_for_others(&schemas)) {
                continue;
            }
            if !is_required && want == Want::Required && missing == 0 {
                continue;
            }
            missing = missing.saturating_sub(usize::from(!is_required));
            let null = || is_required && schemas.iter().all(|schema| self.allows_null(schema));
            match self.part(&schemas, deeper(depth), depth + 1) {
                Some(value) => {
                    object.insert(name.to_owned(), value);
                    spare = spare.saturating_sub(usize::from(!is_required));
                }
                None if null() => {
                    object.insert(name.to_owned(), Value::Null);
                }
                None if is_required => return None,
                None => {}
            }
        }
        for (name, tag) in meaning.labels.iter().filter(|_| !meaning.forbids_others()) {
            object.insert((*name).to_owned(), tag.clone());
        }
        self.entries(meaning, &mut object, want, depth)?;
        Some(object.into())
    }

    /// What must be there: of what only a server writes, nothing that is sent (OpenAPI 3.0.4, section 4.7.24).
    pub(super) fn required(&self, meaning: &Meaning<'d>) -> BTreeSet<&'d str> {
        let mut required = meaning.required();
        if self.sent.get() {
            for (name, schemas) in meaning.properties() {
                if self.is_for_others(&schemas) {
                    required.remove(name);
                }
            }
        }
        required
    }

    /// Whether only a server writes a property, and the value is not a server's.
    fn is_for_others(&self, schemas: &[&'d Value]) -> bool {
        let read_only = || self.meaning(schemas).all("readOnly");
        self.sent.get() && read_only().contains(&&Value::Bool(true))
    }

    /// What a map has in it, and what an object needs to have as many properties as it must.
    fn entries(
        &self,
        meaning: &Meaning<'d>,
        object: &mut Object,
        want: Want,
        depth: usize,
    ) -> Option<()> {
        let is_map = meaning.names_none() && !meaning.forbids_others();
        let some = usize::from(is_map && want == Want::All && depth <= 3);
        let least = meaning.count("minProperties").unwrap_or(0).max(some);
        let most = meaning.count("maxProperties").unwrap_or(usize::MAX);
        let mut number = 0;
        while object.len() < least.min(most) && number < 16 && !meaning.forbids_others() {
            let value = match values(meaning).as_slice() {
                [] => Some(free()),
                schemas => self.part(schemas, deeper(depth), depth + 1),
            };
            match value {
                Some(value) => object.insert(format!("key {number}"), value),
                // Without an end, and so without a beginning.
                None if number >= meaning.count("minProperties").unwrap_or(0) => break,
                None => return None,
            };
            number += 1;
        }
        Some(())
    }

    /// Objects of one form.
    pub(super) fn objects(&self, meaning: &Meaning<'d>) -> Vec<Sample> {
        let mut samples = Vec::new();
        let Some(Value::Object(all)) = self.object(meaning, Want::All, 0) else {
            return samples;
        };
        samples.push(Sample::new(ALL, all.clone().into()));
        let required = self.object(meaning, Want::Required, 0);
        samples.extend(required.map(|value| Sample::new(REQUIRED, value)));
        samples.extend(self.null_where_allowed(meaning, &all));
        samples.extend(self.unknown_property(meaning, &all));
        samples.extend(unknown_tag(meaning, &all));
        samples.extend(self.varied(meaning, &all));
        let required = meaning.required();
        let optional = all.keys().filter(|name| !required.contains(name.as_str()));
        samples.extend(optional.take(MOST_ABSENT).map(|name| {
            let mut object = all.clone();
            object.shift_remove(name);
            Sample::new(format!("without `{name}`"), object.into())
        }));
        if meaning.names_none() {
            let maps = self.variations(meaning, 0).into_iter();
            samples.extend(maps.map(|(about, value)| Sample::new(about, value)));
        }
        samples
    }

    fn null_where_allowed(&self, meaning: &Meaning<'d>, all: &Object) -> Option<Sample> {
        let mut object = all.clone();
        for (name, schemas) in meaning.properties() {
            let null = schemas.iter().all(|schema| self.allows_null(schema));
            if null && !schemas.is_empty() && object.contains_key(name) {
                object.insert(name.to_owned(), Value::Null);
            }
        }
        (object != *all).then(|| Sample::new("null where allowed", object.into()))
    }

    /// A property that is not named: it is kept where the schema says that there may be others, and else may be dropped.
    fn unknown_property(&self, meaning: &Meaning<'d>, all: &Object) -> Option<Sample> {
        if meaning.both {
            return None;
        }
        let mut object = all.clone();
        object.insert(UNKNOWN_KEY.to_owned(), self.other_value(meaning)?);
        let mut sample = Sample::new("an unknown property", object.into());
        if !is_kept(meaning) {
            sample.reduced = Some(all.clone().into());
        }
        Some(sample)
    }

    /// The value of a property that is not named.
    pub(super) fn other_value(&self, meaning: &Meaning<'d>) -> Option<Value> {
        match values(meaning).as_slice() {
            [] => Some(json!({"text": [1, null]})),
            schemas => self.part(schemas, Want::All, 1),
        }
    }

    /// Objects in which all properties are the first of their other values, the second, and so on.
    fn varied(&self, meaning: &Meaning<'d>, all: &Object) -> Vec<Sample> {
        let properties = meaning.properties().into_iter();
        let properties = properties.filter(|(name, _)| all.contains_key(*name));
        let properties = properties.filter(|(name, _)| meaning.tag(name).is_none());
        let lists: Vec<(&str, Vec<Value>)> = (properties)
            .map(|(name, schemas)| {
                let values = self.variations(&self.meaning(&schemas), 1).into_iter();
                let values = values.map(|(_, value)| value);
                let null = schemas.iter().all(|schema| self.allows_null(schema));
                let free = schemas.is_empty() || self.meaning(&schemas).is_free();
                let values = values.filter(|value| null || free || !value.is_null());
                (name, values.collect())
            })
            .collect();
        let longest = lists.iter().map(|(_, values)| values.len()).max();
        let numbers = 1..longest.unwrap_or(0).min(MOST_VARIED);
        let one = |number: usize| {
            let mut object = all.clone();
            for (name, values) in &lists {
                let index = number.checked_rem(values.len());
                if let Some(value) = index.and_then(|index| values.get(index)) {
                    object.insert((*name).to_owned(), value.clone());
                }
            }
            Sample::new(format!("other values, {number}"), object.into())
        };
        numbers.map(one).collect()
    }
}

impl<'d> Meaning<'d> {
    /// What a discriminator asks for of an alternative that does not describe it.
    pub(super) fn label(&mut self, discriminator: &'d Object) {
        let property = discriminator.get("propertyName").and_then(Value::as_str);
        let undescribed = property.filter(|property| self.property(property).is_none());
        let tag = undescribed.and_then(|property| Some((property, self.tag(property)?)));
        self.labels.extend(tag);
    }

    /// The constant that a discriminator asks for.
    pub(super) fn tag(&self, property: &str) -> Option<Value> {
        let tag = self.tags.iter().find(|(name, _)| *name == property);
        tag.map(|(_, tag)| tag.clone())
    }
}

/// An object of a kind that the document does not know.
fn unknown_tag(meaning: &Meaning<'_>, all: &Object) -> Option<Sample> {
    let (property, _) = meaning.tags.first().filter(|(_, tag)| tag.is_string())?;
    let mut object = all.clone();
    object.insert((*property).to_owned(), json!(UNKNOWN_CONSTANT));
    Some(Sample::new("an unknown kind", object.into()))
}

/// What properties must be that are not named.
fn values<'d>(meaning: &Meaning<'d>) -> Vec<&'d Value> {
    let said = meaning.all("additionalProperties").into_iter();
    said.filter(|schema| schema.is_object()).collect()
}

/// Whether a property that is not named is kept: what a schema says of others is about those that it does not name itself.
pub(super) fn is_kept(meaning: &Meaning<'_>) -> bool {
    let is_map = meaning.names_none();
    let mut nodes = meaning.nodes.iter();
    let kept = nodes
        .any(|node| node.contains_key("properties") && node.contains_key("additionalProperties"));
    !meaning.forbids_others() && (is_map || kept)
}
