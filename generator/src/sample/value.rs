//! Values of any type.
//!
//! Takes: all that must hold of a value. Gives: one value, or several that differ in what matters to a reader of JSON.
//! Parts come by way of the same functions, deeper down with less in them.

use super::meaning::Meaning;
use super::{Sampler, number, text};
use serde_json::{Map, Value, json};

/// Below this many parts of parts only what is required is there.
const DEEPEST_OPTIONAL: usize = 3;

/// A value that needs more parts of parts is given up.
const DEEPEST: usize = 20;

/// Values of one part.
const MOST_VARIATIONS: usize = 12;

/// A key that no schema names.
pub(super) const UNKNOWN_KEY: &str = "x-unknown-property";

/// A constant that no schema lists.
pub(super) const UNKNOWN_CONSTANT: &str = "an-unknown-constant";

/// How much is in a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    All,
    Required,
}

impl<'d> Sampler<'d> {
    /// A value at a place that is described by some schemas; free JSON if there are none.
    pub(super) fn part(&self, schemas: &[&'d Value], want: Want, depth: usize) -> Option<Value> {
        self.one(&self.meaning(schemas), want, depth)
    }

    /// A value, if there is one that is not too deep.
    pub(super) fn one(&self, meaning: &Meaning<'d>, want: Want, depth: usize) -> Option<Value> {
        if depth > DEEPEST || meaning.is_impossible() || !self.take() {
            return None;
        }
        if let Some((meaning, choice)) = meaning.open() {
            let mut chosen =
                (choice.alternatives.iter()).filter_map(|one| self.choose(&meaning, choice, one));
            // What null is allowed beside comes first.
            let all = || chosen.by_ref().find_map(|one| self.one(&one, want, depth));
            let mut all = std::iter::from_fn(all);
            let first = all.next()?;
            return match first {
                Value::Null => Some(all.find(|value| !value.is_null()).unwrap_or(first)),
                first => Some(first),
            };
        }
        if let Some(constants) = meaning.constants() {
            let known = constants.iter().find(|constant| !constant.is_null());
            return known.or(constants.first()).map(|value| (*value).clone());
        }
        match meaning.kind().ok()? {
            Some("null") => Some(Value::Null),
            Some("boolean") => Some(Value::Bool(true)),
            Some("integer") => number::integers(meaning).into_iter().next(),
            Some("number") => number::numbers(meaning).into_iter().next(),
            Some("string") => {
                let shown = self.shown_text(meaning).map(ToOwned::to_owned);
                let text = shown.or_else(|| text::texts(meaning).into_iter().next());
                text.map(Value::String)
            }
            Some("array") => self.array(meaning, want, depth),
            Some("object") => self.object(meaning, want, depth),
            _ if !meaning.is_free() && nullable(meaning) => Some(Value::Null),
            _ => Some(free_with(meaning)),
        }
    }

    fn array(&self, meaning: &Meaning<'d>, want: Want, depth: usize) -> Option<Value> {
        let least = meaning.count("minItems").unwrap_or(0);
        let wanted = match want {
            Want::All if depth <= DEEPEST_OPTIONAL => least.max(1),
            _ => least,
        };
        let count = wanted.min(meaning.count("maxItems").unwrap_or(usize::MAX));
        self.items(meaning, count, depth)
            .or((least == 0).then(|| json!([])))
    }

    /// A list of so many items, different ones where that is easy.
    fn items(&self, meaning: &Meaning<'d>, count: usize, depth: usize) -> Option<Value> {
        if count == 0 {
            return Some(json!([]));
        }
        let schemas = meaning.all("items");
        let first = self.part(&schemas, deeper(depth), depth + 1)?;
        let mut items = vec![first];
        if count > 1 {
            let others = self.variations(&self.meaning(&schemas), depth + 1);
            items.extend(others.into_iter().map(|(_, value)| value).skip(1));
        }
        let cycle = items.iter().cycle().take(count.min(MOST_VARIATIONS));
        Some(cycle.cloned().collect())
    }

    /// Values that differ in what matters, the plainest first. Parts of parts do not vary.
    pub(super) fn variations(&self, meaning: &Meaning<'d>, depth: usize) -> Vec<(String, Value)> {
        let forms = self.forms(meaning.clone());
        let several = forms.len() > 1;
        let mut values: Vec<(String, Value)> = Vec::new();
        for (label, form) in &forms {
            let most = if several { 3 } else { usize::MAX };
            for (about, value) in self.of_type(form, depth).into_iter().take(most) {
                let about = match label.as_str() {
                    "" => about.to_owned(),
                    label => format!("{label}: {about}"),
                };
                if !values.iter().any(|(_, known)| *known == value) {
                    values.push((about, value));
                }
            }
        }
        values
    }

    fn of_type(&self, meaning: &Meaning<'d>, depth: usize) -> Vec<(&'static str, Value)> {
        if let Some(constants) = meaning.constants() {
            return of_constants(&constants);
        }
        let named = |name: &'static str, values: Vec<Value>| {
            let values = values.into_iter().take(MOST_VARIATIONS);
            values.map(|value| (name, value)).collect()
        };
        match meaning.kind() {
            Err(()) => Vec::new(),
            Ok(Some("boolean")) => named("boolean", vec![json!(true), json!(false)]),
            Ok(Some("integer")) => named("integer", number::integers(meaning)),
            Ok(Some("number")) => named("number", number::numbers(meaning)),
            Ok(Some("string")) => {
                let texts = text::texts(meaning).into_iter();
                named("text", texts.map(Value::String).collect())
            }
            Ok(Some("array")) => named("list", self.arrays(meaning, depth)),
            Ok(Some("object")) => named("object", self.maps(meaning, depth)),
            _ if meaning.is_free() => {
                let values = [free(), json!("text"), json!(1), json!([false]), Value::Null];
                named("anything", values.into())
            }
            _ => named(
                "value",
                self.one(meaning, Want::All, depth).into_iter().collect(),
            ),
        }
    }

    /// Lists: one item, none, one of each variation.
    fn arrays(&self, meaning: &Meaning<'d>, depth: usize) -> Vec<Value> {
        let least = meaning.count("minItems").unwrap_or(0);
        let most = meaning.count("maxItems").unwrap_or(usize::MAX);
        let mut lists = Vec::new();
        lists.extend(self.array(meaning, Want::All, depth));
        if least == 0 {
            lists.push(json!([]));
        }
        let schemas = meaning.all("items");
        let mut items: Vec<Value> = Vec::new();
        if !schemas.is_empty() && depth < DEEPEST_OPTIONAL {
            let all = self.variations(&self.meaning(&schemas), depth + 1);
            items.extend(all.into_iter().map(|(_, value)| value));
            let null = schemas.iter().all(|schema| self.allows_null(schema));
            items.extend(null.then_some(Value::Null));
        }
        items.truncate(most.min(MOST_VARIATIONS));
        if items.len() > 1 && items.len() >= least {
            lists.push(items.into());
        }
        lists
    }

    /// Objects as parts of others: with all, with the least; maps of values that vary.
    fn maps(&self, meaning: &Meaning<'d>, depth: usize) -> Vec<Value> {
        let mut values = Vec::new();
        values.extend(self.object(meaning, Want::All, depth));
        values.extend(self.object(meaning, Want::Required, depth));
        let schemas = meaning.all("additionalProperties");
        let schemas: Vec<&Value> = schemas.into_iter().filter(|one| one.is_object()).collect();
        if meaning.names_none() && !schemas.is_empty() && depth < DEEPEST_OPTIONAL {
            let all = self.variations(&self.meaning(&schemas), depth + 1);
            let null = schemas.iter().all(|schema| self.allows_null(schema));
            let all = all.into_iter().map(|(_, value)| value);
            let all = all.chain(null.then_some(Value::Null)).take(MOST_VARIATIONS);
            let map: Map<String, Value> = (all.enumerate())
                .map(|(index, value)| (format!("key {index}"), value))
                .collect();
            values.push(map.into());
        }
        values
    }
}

/// What there is of parts at a depth.
pub(super) fn deeper(depth: usize) -> Want {
    if depth < DEEPEST_OPTIONAL {
        Want::All
    } else {
        Want::Required
    }
}

/// Any value: one with numbers, texts and lists.
pub(super) fn free() -> Value {
    json!({"any": [1, "text", null, {"of": 1.5}]})
}

/// Any value, with the properties that it must have if it is an object.
fn free_with(meaning: &Meaning<'_>) -> Value {
    let mut value = free();
    for name in meaning.required() {
        if let Value::Object(object) = &mut value {
            object.insert(name.to_owned(), json!("text"));
        }
    }
    value
}

fn nullable(meaning: &Meaning<'_>) -> bool {
    meaning.all("nullable").contains(&&Value::Bool(true))
}

/// Each constant, and one of the same type that is not listed.
fn of_constants(constants: &[&Value]) -> Vec<(&'static str, Value)> {
    let unknown = match constants.iter().find(|constant| !constant.is_null()) {
        Some(Value::String(_)) => Some(json!(UNKNOWN_CONSTANT)),
        Some(Value::Number(number)) if number.is_i64() => {
            let known = constants.iter().filter_map(|constant| constant.as_i64());
            known
                .max()
                .and_then(|most| most.checked_add(1))
                .map(Value::from)
        }
        _ => None,
    };
    let known = constants
        .iter()
        .map(|constant| ("constant", (*constant).clone()));
    let mut values: Vec<_> = known.collect();
    let place = values.len().min(1);
    if let Some(unknown) = unknown {
        values.insert(place, ("unknown constant", unknown));
    }
    values
}
