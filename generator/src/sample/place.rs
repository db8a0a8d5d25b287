//! From the place of a schema to what it means there.
//!
//! Takes: a JSON pointer. Gives: all that must hold of a value there: an alternative with the properties that stand beside
//! its list, a property with all schemas that describe it. Makes no value.

use super::Sampler;
use super::meaning::Meaning;
use crate::diagnostics::Pointer;
use serde_json::Value;

/// A step from a schema to one of its parts.
enum Step<'t> {
    Property(&'t str),
    Items,
    Values,
    Alternative(&'t str, usize),
    /// A member of `allOf` describes the same value as the whole.
    Member,
}

impl<'d> Sampler<'d> {
    /// What holds of a value at a place.
    pub(super) fn at(&self, place: &Pointer) -> Option<Meaning<'d>> {
        let tokens: Vec<String> = place.tokens().collect();
        let (start, steps) = split(&tokens)?;
        let schema = Pointer::root();
        let schema = start.iter().fold(schema, |pointer, key| pointer.key(key));
        let mut meaning = match start.get(1).map(String::as_str) {
            Some("schemas") => self.meaning_of(format!("#{}", schema.as_str()).into()),
            _ => self.meaning(&[self.root.pointer(schema.as_str())?]),
        };
        for step in steps {
            meaning = self.step(meaning, &step)?;
        }
        (!meaning.nodes.is_empty()).then_some(meaning)
    }

    fn step(&self, meaning: Meaning<'d>, step: &Step<'_>) -> Option<Meaning<'d>> {
        let part = |schemas: Vec<&'d Value>| {
            let meaning = (!schemas.is_empty()).then(|| self.meaning(&schemas));
            meaning.filter(|meaning| !meaning.nodes.is_empty())
        };
        match step {
            Step::Property(name) => part(meaning.property(name)?),
            Step::Items => part(meaning.all("items")),
            Step::Values => part(meaning.all("additionalProperties")),
            Step::Alternative(keyword, index) => {
                // The schema's own list comes after those of its `allOf`.
                let found =
                    (meaning.choices.iter()).rposition(|choice| choice.keyword == *keyword)?;
                let mut meaning = meaning;
                let choice = meaning.choices.remove(found);
                self.choose(&meaning, &choice, choice.alternatives.get(*index)?)
            }
            Step::Member => Some(meaning),
        }
    }
}

/// A pointer as the place of a whole schema and the steps from there.
fn split(tokens: &[String]) -> Option<(&[String], Vec<Step<'_>>)> {
    let component = tokens.first().is_some_and(|token| token == "components")
        && tokens.get(1).is_some_and(|token| token == "schemas");
    if component {
        let (start, rest) = tokens.split_at_checked(3)?;
        return Some((start, steps(rest)?));
    }
    let ends = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| *token == "schema");
    let mut ends = ends.filter_map(|(index, _)| {
        let (start, rest) = tokens.split_at_checked(index + 1)?;
        Some((start, steps(rest)?))
    });
    ends.next()
}

/// Steps from schema to schema; nothing if that is not what the keys are.
fn steps(tokens: &[String]) -> Option<Vec<Step<'_>>> {
    let mut steps = Vec::new();
    let mut tokens = tokens.iter().map(String::as_str);
    while let Some(token) = tokens.next() {
        steps.push(match token {
            "properties" => Step::Property(tokens.next()?),
            "items" => Step::Items,
            "additionalProperties" => Step::Values,
            "oneOf" | "anyOf" => Step::Alternative(token, tokens.next()?.parse().ok()?),
            "allOf" => tokens.next().map(|_| Step::Member)?,
            _ => return None,
        });
    }
    Some(steps)
}
