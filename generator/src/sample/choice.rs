//! Which alternative a value is.
//!
//! Takes: what is said of a value, with lists of alternatives. Gives: the forms that it may have, each with one
//! alternative of each list and with the constants that discriminators ask for. Makes no value.

use super::meaning::{Meaning, list};
use super::{Object, Sampler};
use crate::diagnostics::Pointer;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Forms of one schema.
const MOST_FORMS: usize = 256;

/// Alternatives inside of alternatives are chosen this deep.
const DEEPEST: usize = 6;

/// A list of alternatives.
#[derive(Clone, Debug)]
pub(super) struct Choice<'d> {
    /// `oneOf` or `anyOf`; of a base, whose alternatives are those that build on it, nothing.
    pub(super) keyword: &'static str,
    pub(super) alternatives: Vec<Alternative<'d>>,
    pub(super) discriminator: Option<&'d Object>,
    /// The references that led to the list, with no choice between.
    pub(super) path: Vec<Cow<'d, str>>,
}

/// One of a list of alternatives.
#[derive(Clone, Debug)]
pub(super) struct Alternative<'d> {
    schema: &'d Value,
    /// What leads to it, if it is a component.
    reference: Option<Cow<'d, str>>,
}

/// The components that contain each component by `allOf`, by its reference.
pub(super) fn children(schemas: Option<&Object>) -> BTreeMap<String, Vec<&str>> {
    let mut children: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (name, schema) in schemas.into_iter().flatten() {
        let Value::Object(node) = schema else {
            continue;
        };
        let parents = list(node, "allOf").filter_map(|member| member.get("$ref"));
        for parent in parents.filter_map(Value::as_str) {
            children.entry(parent.to_owned()).or_default().push(name);
        }
    }
    children
}

/// The name at the end of a reference.
fn name(reference: &str) -> Option<String> {
    Pointer::from_fragment(reference)?.tokens().last()
}

impl<'d> Sampler<'d> {
    /// An item of a list of alternatives.
    pub(super) fn alternative(&self, schema: &'d Value) -> Alternative<'d> {
        Alternative {
            schema,
            reference: self.component(schema).map(Cow::Borrowed),
        }
    }

    /// A base with a discriminator stands for what builds on it (OpenAPI 3.0.4, section 4.7.25).
    pub(super) fn add_children(&self, meaning: &mut Meaning<'d>, base: &str) {
        let Some(Value::Object(node)) = self.target(base) else {
            return;
        };
        let listed = ["oneOf", "anyOf"].iter().any(|key| node.contains_key(*key));
        let discriminator = node.get("discriminator").and_then(Value::as_object);
        if discriminator.is_none() || listed {
            return;
        }
        let alternatives = self.descendants(base);
        if !alternatives.is_empty() {
            meaning.choices.push(Choice {
                keyword: "",
                alternatives,
                discriminator,
                path: Vec::new(),
            });
        }
    }

    /// All components that contain a component, nearest first.
    fn descendants(&self, base: &str) -> Vec<Alternative<'d>> {
        let mut found: Vec<String> = Vec::new();
        let mut met = BTreeSet::from([base.to_owned()]);
        let mut next = 0;
        let mut current = base.to_owned();
        loop {
            for child in self.children.get(&current).into_iter().flatten() {
                let pointer = Pointer::root().key("components").key("schemas").key(child);
                let reference = format!("#{}", pointer.as_str());
                if met.insert(reference.clone()) {
                    found.push(reference);
                }
            }
            let Some(child) = found.get(next) else {
                break;
            };
            current.clone_from(child);
            next += 1;
        }
        let alternatives = found.into_iter().filter_map(|reference| {
            Some(Alternative {
                schema: self.target(&reference)?,
                reference: Some(reference.into()),
            })
        });
        alternatives.collect()
    }

    /// All forms of a value, each with a word for what was chosen.
    pub(super) fn forms(&self, meaning: Meaning<'d>) -> Vec<(String, Meaning<'d>)> {
        let mut forms = Vec::new();
        self.unfold(String::new(), meaning, DEEPEST, &mut forms);
        forms
    }

    fn unfold(
        &self,
        label: String,
        mut meaning: Meaning<'d>,
        depth: usize,
        forms: &mut Vec<(String, Meaning<'d>)>,
    ) {
        if forms.len() >= MOST_FORMS || meaning.is_impossible() || !self.take() {
            return;
        }
        let Some(choice) = meaning.choices.pop() else {
            if !meaning.both || self.can_be_both(&meaning) {
                forms.push((label, meaning));
            }
            return;
        };
        if depth == 0 {
            return;
        }
        for (index, one) in choice.alternatives.iter().enumerate() {
            let Some(chosen) = self.choose(&meaning, &choice, one) else {
                continue;
            };
            let word = one.reference.as_deref().and_then(name);
            let word = word.unwrap_or_else(|| format!("{} {index}", choice.keyword));
            let label = format!("{label}{}{word}", plus(&label));
            self.unfold(label, chosen, depth - 1, forms);
        }
        if let Some(both) = self.both(&meaning, &choice) {
            let label = format!("{label}{}two of {}", plus(&label), choice.keyword);
            self.unfold(label, both, depth - 1, forms);
        }
    }

    /// The value as the first two alternatives at once, which `anyOf` allows.
    fn both(&self, meaning: &Meaning<'d>, choice: &Choice<'d>) -> Option<Meaning<'d>> {
        let [first, second, ..] = choice.alternatives.as_slice() else {
            return None;
        };
        if choice.keyword != "anyOf" || choice.discriminator.is_some() {
            return None;
        }
        let first = self.choose(meaning, choice, first)?;
        let mut both = self.choose(&first, choice, second)?;
        both.both = true;
        self.can_be_both(&both).then_some(both)
    }

    /// Whether nothing tells apart the alternatives that a value is: it has one constant, whether they ask for it or
    /// what was chosen inside of them.
    fn can_be_both(&self, both: &Meaning<'d>) -> bool {
        let required = both.required();
        let mut properties = both.properties().into_iter();
        let constant = properties.any(|(name, schemas)| {
            required.contains(name) && self.meaning(&schemas).constants().is_some()
        });
        both.is_object() && !constant
    }

    /// The value as one alternative, if that is still open.
    pub(super) fn choose(
        &self,
        meaning: &Meaning<'d>,
        choice: &Choice<'d>,
        one: &Alternative<'d>,
    ) -> Option<Meaning<'d>> {
        let decided = choice.decided();
        let mut chosen = meaning.clone();
        match &one.reference {
            // What builds on a base that lists it is that alternative, and no other.
            Some(reference) if decided == Some(&**reference) => {}
            _ if decided.is_some() => return None,
            // Chosen before: a list inside of itself adds nothing.
            Some(reference) if chosen.met.contains(reference) => return None,
            Some(reference) => self.refer(&mut chosen, reference.clone(), &mut Vec::new()),
            None => self.add(&mut chosen, one.schema, &mut Vec::new()),
        }
        if let Some(reference) = one.reference.as_deref() {
            if let Some(discriminator) = choice.discriminator {
                self.tag(&mut chosen, discriminator, reference);
                chosen.label(discriminator);
            }
            self.tag_by_bases(&mut chosen, reference);
        }
        Some(chosen)
    }

    /// Sets what the discriminators ask for of what a component builds on.
    pub(super) fn tag_by_bases(&self, meaning: &mut Meaning<'d>, reference: &str) {
        let own = self.target(reference).and_then(Value::as_object);
        for node in meaning.nodes.clone() {
            let listed = ["oneOf", "anyOf"].iter().any(|key| node.contains_key(*key));
            let discriminator = node.get("discriminator").and_then(Value::as_object);
            let Some(discriminator) = discriminator.filter(|_| !listed) else {
                continue;
            };
            let is_own = own.is_some_and(|own| std::ptr::eq(own, node));
            let named = name(reference).map(|name| mapped(discriminator, reference, &name));
            if !is_own || named.is_some_and(|keys| !keys.is_empty()) {
                self.tag(meaning, discriminator, reference);
            }
        }
    }

    /// The constant that a discriminator asks for: what its mapping says, else the only one that the property may have,
    /// else the name of the component.
    fn tag(&self, meaning: &mut Meaning<'d>, discriminator: &'d Object, reference: &str) {
        let property = discriminator.get("propertyName").and_then(Value::as_str);
        let (Some(property), Some(name)) = (property, name(reference)) else {
            return;
        };
        let of_property = self.property(meaning, property);
        let mut tags = mapped(discriminator, reference, &name);
        let tag = match of_property.kind() {
            Ok(Some("boolean" | "integer" | "number")) => as_json(&tags),
            _ => {
                tags.push(name);
                Some(of_texts(tags, &of_property.texts()))
            }
        };
        if let Some(tag) = tag {
            meaning.tags.insert(0, (property, tag));
        }
    }

    /// What is said of a property.
    fn property(&self, meaning: &Meaning<'d>, property: &str) -> Meaning<'d> {
        self.meaning(&meaning.property(property).unwrap_or_default())
    }
}

impl Choice<'_> {
    /// The alternative that led to the list.
    fn decided(&self) -> Option<&str> {
        let (_, above) = self.path.split_last()?;
        let mut references = (self.alternatives.iter()).filter_map(|one| one.reference.as_deref());
        references.find(|reference| above.iter().any(|met| met == reference))
    }
}

/// Of the tags the one that is allowed, else the only text that is, else the first.
fn of_texts(mut tags: Vec<String>, allowed: &[&str]) -> Value {
    let tag = tags.iter().find(|tag| allowed.contains(&tag.as_str()));
    let tag = match (tag, allowed) {
        (Some(tag), _) => tag.clone(),
        (None, [only]) => (*only).to_owned(),
        (None, _) => tags.swap_remove(0),
    };
    tag.into()
}

/// The first tag that is a number or a boolean: `true` in a mapping is a text, as all keys are.
fn as_json(tags: &[String]) -> Option<Value> {
    let values = tags.iter();
    let mut values = values.filter_map(|tag| serde_json::from_str::<Value>(tag).ok());
    values.find(|value| value.is_number() || value.is_boolean())
}

/// What stands between two words of a label.
fn plus(label: &str) -> &'static str {
    if label.is_empty() { "" } else { " + " }
}

/// The keys under which a discriminator lists a component.
fn mapped(discriminator: &Object, reference: &str, name: &str) -> Vec<String> {
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let keys = mapping.into_iter().flatten().filter(|(_, target)| {
        let target = target.as_str();
        target == Some(reference) || target == Some(name)
    });
    keys.map(|(key, _)| key.clone()).collect()
}
