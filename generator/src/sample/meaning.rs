//! All that must hold of one value.
//!
//! Takes: schemas. Gives: their keywords side by side, with those that `$ref` and `allOf` lead to, and the alternatives
//! that are still open. Does not choose, and makes no value.

use super::choice::Choice;
use super::{Object, Sampler};
use crate::diagnostics::Pointer;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// References are followed this far.
const LONGEST_CHAIN: usize = 64;

/// Parts of parts are asked for null this deep.
const DEEPEST_NULL: usize = 8;

/// The schemas of one value.
#[derive(Clone, Debug, Default)]
pub(super) struct Meaning<'d> {
    /// Each schema by itself; what it contains by `allOf` comes before it.
    pub(super) nodes: Vec<&'d Object>,
    /// Lists of alternatives, of which one each is to be chosen.
    pub(super) choices: Vec<Choice<'d>>,
    /// What discriminators ask of properties, the last one first.
    pub(super) tags: Vec<(&'d str, Value)>,
    /// Those of them that nothing describes: they stand beside the properties.
    pub(super) labels: Vec<(&'d str, Value)>,
    /// Whether it is two alternatives at once.
    pub(super) both: bool,
    /// The references that were followed.
    pub(super) met: BTreeSet<Cow<'d, str>>,
}

impl<'d> Sampler<'d> {
    /// What several schemas say of one value.
    pub(super) fn meaning(&self, schemas: &[&'d Value]) -> Meaning<'d> {
        let mut meaning = Meaning::default();
        for schema in schemas {
            self.add(&mut meaning, schema, &mut Vec::new());
        }
        let component = match schemas {
            [schema] => self.component(schema),
            _ => None,
        };
        if let Some(reference) = component {
            self.tag_by_bases(&mut meaning, reference);
            self.add_children(&mut meaning, reference);
        }
        meaning
    }

    /// What a component says.
    pub(super) fn meaning_of(&self, reference: Cow<'d, str>) -> Meaning<'d> {
        let mut meaning = Meaning::default();
        self.refer(&mut meaning, reference.clone(), &mut Vec::new());
        self.tag_by_bases(&mut meaning, &reference);
        self.add_children(&mut meaning, &reference);
        meaning
    }

    /// Adds what a reference leads to. `path` has the references that led here with no choice between.
    pub(super) fn refer(
        &self,
        meaning: &mut Meaning<'d>,
        reference: Cow<'d, str>,
        path: &mut Vec<Cow<'d, str>>,
    ) {
        if meaning.met.insert(reference.clone()) && path.len() < LONGEST_CHAIN {
            let target = self.target(&reference);
            path.push(reference);
            if let Some(target) = target {
                self.add(meaning, target, path);
            }
            path.pop();
        }
    }

    /// Adds a schema.
    pub(super) fn add(
        &self,
        meaning: &mut Meaning<'d>,
        schema: &'d Value,
        path: &mut Vec<Cow<'d, str>>,
    ) {
        let Value::Object(node) = schema else { return };
        if let Some(Value::String(reference)) = node.get("$ref") {
            self.refer(meaning, reference.as_str().into(), path);
            return;
        }
        for member in list(node, "allOf") {
            self.add(meaning, member, path);
        }
        meaning.nodes.push(node);
        for keyword in ["oneOf", "anyOf"] {
            let schemas = list(node, keyword).map(|schema| self.alternative(schema));
            let alternatives: Vec<_> = schemas.collect();
            if !alternatives.is_empty() {
                meaning.choices.push(Choice {
                    keyword,
                    alternatives,
                    discriminator: node.get("discriminator").and_then(Value::as_object),
                    path: path.clone(),
                });
            }
        }
    }

    /// What a reference leads to.
    pub(super) fn target(&self, reference: &str) -> Option<&'d Value> {
        // Nearly all are of this form, with nothing to decode.
        let name = reference.strip_prefix("#/components/schemas/");
        if let Some(name) = name.filter(|name| !name.contains(['/', '%', '~'])) {
            return self.schemas?.get(name);
        }
        let pointer = Pointer::from_fragment(reference)?;
        self.root.pointer(pointer.as_str())
    }

    /// The last reference of a chain: the component that a schema is.
    pub(super) fn component(&self, schema: &'d Value) -> Option<&'d str> {
        let mut current = schema;
        let mut found = None;
        for _ in 0..LONGEST_CHAIN {
            let reference = current.get("$ref").or_else(|| bare(current)?.get("$ref"));
            let Some(reference) = reference.and_then(Value::as_str) else {
                break;
            };
            found = Some(reference);
            current = self.target(reference)?;
        }
        found
    }

    /// Whether null is allowed where a value of the schema stands.
    pub(super) fn allows_null(&self, schema: &'d Value) -> bool {
        self.null_at(schema, DEEPEST_NULL)
    }

    fn null_at(&self, schema: &'d Value, depth: usize) -> bool {
        let Value::Object(node) = schema else {
            return false;
        };
        if depth == 0 {
            return false;
        }
        if let Some(Value::String(reference)) = node.get("$ref") {
            let target = self.target(reference);
            return target.is_some_and(|target| self.null_at(target, depth - 1));
        }
        let null = node
            .get("type")
            .and_then(Value::as_str)
            .map(|name| name == "null");
        let listed = list(node, "enum").any(Value::is_null);
        if node.get("nullable") == Some(&Value::Bool(true)) || null == Some(true) || listed {
            return true;
        }
        if null.is_some() {
            return false;
        }
        let mut alternatives = list(node, "oneOf").chain(list(node, "anyOf"));
        if alternatives.any(|one| self.null_at(one, depth - 1)) {
            return true;
        }
        let mut members = list(node, "allOf")
            .filter(|member| member.as_object().is_some_and(speaks))
            .peekable();
        members.peek().is_some() && members.all(|member| self.null_at(member, depth - 1))
    }
}

/// Keywords that say nothing of the value.
const SILENT: [&str; 10] = [
    "description",
    "title",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "xml",
    "externalDocs",
];

fn silent(key: &str) -> bool {
    SILENT.contains(&key) || key.starts_with("x-")
}

fn speaks(node: &Object) -> bool {
    node.keys().any(|key| !silent(key))
}

/// The only member of an `allOf` with nothing but descriptions beside it.
fn bare(schema: &Value) -> Option<&Value> {
    let node = schema.as_object()?;
    let [only] = node.get("allOf")?.as_array()?.as_slice() else {
        return None;
    };
    let alone = node.keys().all(|key| key == "allOf" || silent(key));
    alone.then_some(only)
}

/// The items of a list.
pub(super) fn list<'d>(node: &'d Object, key: &str) -> impl Iterator<Item = &'d Value> + use<'d> {
    node.get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// The type that keywords of a schema without one speak of.
fn implied(node: &Object) -> Option<&'static str> {
    let says = |key| node.contains_key(key);
    match says("properties") || says("additionalProperties") {
        true => Some("object"),
        false => says("items").then_some("array"),
    }
}

impl<'d> Meaning<'d> {
    /// The last list of alternatives, and all else that is said.
    pub(super) fn open(&self) -> Option<(Self, &Choice<'d>)> {
        let choice = self.choices.last()?;
        let mut others = self.clone();
        others.choices.pop();
        Some((others, choice))
    }

    /// Each property with the schemas that describe it, in the order of the document.
    pub(super) fn properties(&self) -> Vec<(&'d str, Vec<&'d Value>)> {
        let mut all = self.named();
        let first = all.next().into_iter().flatten();
        let mut properties: Vec<(&'d str, Vec<&'d Value>)> = first
            .map(|(name, schema)| (name.as_str(), vec![schema]))
            .collect();
        for (name, schema) in all.flatten() {
            match properties.iter_mut().find(|(known, _)| known == name) {
                Some((_, schemas)) => schemas.push(schema),
                None => properties.push((name, vec![schema])),
            }
        }
        // One that must be there and must not is in no value; the rest of a value is made all the same.
        for name in (self.required().into_iter()).filter(|_| !self.forbids_others()) {
            if !self.named().any(|known| known.contains_key(name)) {
                properties.push((name, Vec::new()));
            }
        }
        properties
    }

    /// The schemas that describe a property; nothing where no schema names it.
    pub(super) fn property(&self, name: &str) -> Option<Vec<&'d Value>> {
        let schemas: Vec<&'d Value> = self.named().filter_map(|known| known.get(name)).collect();
        let is_required = || !self.forbids_others() && self.required().contains(name);
        (!schemas.is_empty() || is_required()).then_some(schemas)
    }

    /// What each schema says of properties.
    fn named<'m>(&'m self) -> impl Iterator<Item = &'d Object> + use<'d, 'm> {
        self.said("properties").filter_map(Value::as_object)
    }

    /// Whether there are no properties with a name.
    pub(super) fn names_none(&self) -> bool {
        let none = self.named().all(Object::is_empty);
        none && (self.forbids_others() || self.required().is_empty())
    }

    /// Whether there must not be others than those that are named.
    pub(super) fn forbids_others(&self) -> bool {
        self.said("additionalProperties")
            .any(|said| *said == Value::Bool(false))
    }

    pub(super) fn required(&self) -> BTreeSet<&'d str> {
        let names = self.nodes.iter().flat_map(|node| list(node, "required"));
        names.filter_map(Value::as_str).collect()
    }

    /// What all schemas say about a keyword.
    pub(super) fn all(&self, key: &str) -> Vec<&'d Value> {
        self.said(key).collect()
    }

    fn said<'m>(&'m self, key: &'m str) -> impl Iterator<Item = &'d Value> + use<'d, 'm> {
        self.nodes.iter().filter_map(move |node| node.get(key))
    }

    /// The largest number that is said for a keyword.
    pub(super) fn greatest(&self, key: &str) -> Option<f64> {
        let said = self.said(key).filter_map(Value::as_f64);
        said.reduce(f64::max)
    }

    /// The smallest number that is said for a keyword.
    pub(super) fn smallest(&self, key: &str) -> Option<f64> {
        let said = self.said(key).filter_map(Value::as_f64);
        said.reduce(f64::min)
    }

    /// A number of characters or items that is said for a keyword.
    pub(super) fn count(&self, key: &str) -> Option<usize> {
        let said = self.said(key).filter_map(Value::as_u64);
        let said = if key.starts_with("min") {
            said.max()
        } else {
            said.min()
        };
        said.and_then(|count| usize::try_from(count).ok())
    }

    pub(super) fn text(&self, key: &str) -> Option<&'d str> {
        self.said(key).find_map(Value::as_str)
    }

    /// The constants that all schemas allow; nothing if none lists any.
    pub(super) fn constants(&self) -> Option<Vec<&'d Value>> {
        let mut common: Option<Vec<&'d Value>> = None;
        for listed in self.said("enum").filter_map(Value::as_array) {
            match &mut common {
                None => common = Some(listed.iter().collect()),
                Some(common) => common.retain(|value| listed.contains(value)),
            }
        }
        if let Some(common) = &mut common {
            common.retain(|value| !value.is_null() || !self.forbids_null());
        }
        common
    }

    /// The constants that are texts.
    pub(super) fn texts(&self) -> Vec<&'d str> {
        let constants = self.constants().unwrap_or_default().into_iter();
        constants.filter_map(Value::as_str).collect()
    }

    /// Whether one of the schemas has another type and does not speak of null, whatever the others say.
    pub(super) fn forbids_null(&self) -> bool {
        let mut nodes = self.nodes.iter();
        nodes.any(|node| {
            let typed = node.get("type").is_some_and(|name| name != "null");
            let says_so = node.get("nullable") == Some(&Value::Bool(true));
            typed && !says_so && !list(node, "enum").any(Value::is_null)
        })
    }

    /// The type that all schemas agree on: stated, or else implied. `Err` if they do not agree.
    pub(super) fn kind(&self) -> Result<Option<&'d str>, ()> {
        let stated = self.said("type").filter_map(Value::as_str);
        let untyped = self.nodes.iter().filter(|node| !node.contains_key("type"));
        let mut agreed = None;
        for name in stated.chain(untyped.filter_map(|node| implied(node))) {
            agreed = match (agreed, name) {
                (None, name) => Some(name),
                (Some(known), name) if known == name => Some(name),
                (Some("integer" | "number"), "integer" | "number") => Some("integer"),
                (Some(_), _) => return Err(()),
            };
        }
        Ok(agreed)
    }

    pub(super) fn is_object(&self) -> bool {
        self.kind() == Ok(Some("object")) && self.said("enum").next().is_none()
    }

    /// Whether any value will do.
    pub(super) fn is_free(&self) -> bool {
        let nothing = ["not", "enum", "nullable"];
        self.kind() == Ok(None)
            && self.choices.is_empty()
            && nothing.iter().all(|key| self.said(key).next().is_none())
    }

    /// Whether the schemas leave no value, as far as they say at once.
    pub(super) fn is_impossible(&self) -> bool {
        let nothing = |not: &Value| not.as_object().is_some_and(Object::is_empty);
        self.kind().is_err()
            || self
                .constants()
                .is_some_and(|constants| constants.is_empty())
            || self.said("not").any(nothing)
    }
}
