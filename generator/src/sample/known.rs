//! What a schema says nothing of.
//!
//! Takes: the place of a schema and a value that a reader of it can read. Gives: the parts of the value that the schema does
//! not name, and that a reader may drop.

use super::Sampler;
use super::meaning::Meaning;
use super::object::is_kept;
use crate::diagnostics::Pointer;
use serde_json::Value;

/// How many parts of a value are looked at: those of a long list, each with some alternatives.
const MOST_LOOKS: usize = 400_000;

impl<'d> Sampler<'d> {
    /// The parts of a value that the schema at a place does not name.
    pub(crate) fn unknown(&self, place: &Pointer, value: &Value) -> Vec<Pointer> {
        self.left.set(MOST_LOOKS);
        let mut found = Vec::new();
        if let Some(meaning) = self.at(place) {
            self.look(&meaning, value, &Pointer::root(), &mut found);
        }
        found
    }

    /// A value without what the schema at a place does not name; `only` says of which of it.
    pub(crate) fn known(
        &self,
        place: &Pointer,
        value: &Value,
        only: impl Fn(&Pointer) -> bool,
    ) -> Value {
        let mut known = value.clone();
        let unknown = self.unknown(place, value).into_iter();
        for at in unknown.filter(only) {
            let (Some(parent), Some(name)) = (at.parent(), at.tokens().last()) else {
                continue;
            };
            if let Some(Value::Object(object)) = known.pointer_mut(parent.as_str()) {
                object.shift_remove(&name);
            }
        }
        known
    }

    fn look(&self, meaning: &Meaning<'d>, value: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
        if !self.take() {
            return;
        }
        if let Some((meaning, choice)) = meaning.open() {
            let chosen = choice.alternatives.iter();
            let chosen = chosen.filter_map(|one| self.choose(&meaning, choice, one));
            let chosen: Vec<Meaning<'d>> = chosen.collect();
            let mut fitting = chosen.iter();
            match fitting.find(|one| self.fits(one, value, super::fits::DEEPEST)) {
                Some(one) => self.look(one, value, at, found),
                None => found.extend(self.by_none(&chosen, value, at)),
            }
            return;
        }
        match value {
            Value::Array(items) => {
                let schemas = meaning.all("items");
                for (index, item) in items.iter().enumerate().filter(|_| !schemas.is_empty()) {
                    self.look(&self.meaning(&schemas), item, &at.index(index), found);
                }
            }
            Value::Object(object) if !meaning.is_free() => {
                let others = meaning.all("additionalProperties");
                let others: Vec<&Value> =
                    others.into_iter().filter(|one| one.is_object()).collect();
                for (name, value) in object {
                    let known = meaning.property(name);
                    let schemas = match &known {
                        Some(schemas) => schemas,
                        None if meaning.names_none() || is_kept(meaning) => &others,
                        None => {
                            found.push(at.key(name));
                            continue;
                        }
                    };
                    // Null where one of several schemas does not allow it is taken for nothing.
                    let null = || schemas.iter().all(|schema| self.allows_null(schema));
                    if value.is_null() && !schemas.is_empty() && !null() {
                        found.push(at.key(name));
                    } else if !schemas.is_empty() {
                        self.look(&self.meaning(schemas), value, &at.key(name), found);
                    }
                }
            }
            _ => {}
        }
    }

    /// What none of several alternatives names: which of them a value is of that fits none, as one with a text of another
    /// format does, is left to its reader.
    fn by_none(&self, alternatives: &[Meaning<'d>], value: &Value, at: &Pointer) -> Vec<Pointer> {
        let unnamed = |one: &Meaning<'d>| {
            let mut found = Vec::new();
            self.look(one, value, at, &mut found);
            found
        };
        let may_be = |one: &Meaning<'d>| matches!(one.kind(), Ok(None | Some("object")));
        let like = |one: &&Meaning<'d>| may_be(one) || !value.is_object();
        // Constants leave few, or one: to look at all that is in a value by each alternative at each depth has no end.
        let meant = |one: &&Meaning<'d>| !self.is_another(one, value);
        let narrow = alternatives.iter().any(|one| like(&one) && meant(&one));
        let like = |one: &&Meaning<'d>| like(one) && (!narrow || meant(one));
        let mut all = alternatives.iter().filter(like).map(unnamed);
        let first = all.next().unwrap_or_default();
        all.fold(first, |one, other| {
            let both = covered(&one, &other).chain(covered(&other, &one));
            let mut both: Vec<Pointer> = both.cloned().collect();
            both.dedup();
            both
        })
    }

    /// Whether a constant says that a value is of another alternative.
    fn is_another(&self, one: &Meaning<'d>, value: &Value) -> bool {
        let mut properties = one.properties().into_iter();
        properties.any(|(name, schemas)| {
            let member = value.get(name);
            let member = member.filter(|member| !member.is_object() && !member.is_array());
            let constants = || self.meaning(&schemas).constants();
            member.is_some_and(|member| constants().is_some_and(|all| !all.contains(&member)))
        })
    }
}

/// Those places of which the others have the place or one that it is in.
fn covered<'p>(places: &'p [Pointer], others: &'p [Pointer]) -> impl Iterator<Item = &'p Pointer> {
    let is_in = |at: &Pointer, other: &Pointer| {
        let rest = at.as_str().strip_prefix(other.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let covered = move |at: &&Pointer| others.iter().any(|other| is_in(at, other));
    places.iter().filter(covered)
}

#[cfg(test)]
mod tests {
    use super::Sampler;
    use crate::diagnostics::Pointer;
    use serde_json::{Value, json};

    fn unknown(value: &Value) -> Vec<String> {
        let object = |properties: &Value| json!({"type": "object", "properties": properties});
        let a = object(&json!({
            "free": {},
            "list": {"type": "array", "items": {"$ref": "#/components/schemas/B"}},
            "map": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/B"}},
            "open": {"type": "object", "properties": {}, "additionalProperties": true},
            "either": {"oneOf": [{"type": "string"}, {"$ref": "#/components/schemas/B"}]},
            "told": {"oneOf": [
                object(&json!({"is": {"enum": ["n"]}, "n": {"type": "integer"}})),
                object(&json!({"is": {"enum": ["t"]}, "t": {"type": "integer"}})),
            ]},
        }));
        let b = object(&json!({"c": {"type": "integer"}}));
        let root = json!({"components": {"schemas": {"A": a, "B": b}}});
        let place = Pointer::root().key("components").key("schemas").key("A");
        let found = Sampler::new(&root).unknown(&place, value).into_iter();
        found.map(|at| at.as_str().to_owned()).collect()
    }

    #[test]
    fn what_no_schema_names() {
        assert_eq!(
            unknown(&json!({"free": {"x": 1}, "open": {"x": 1}, "map": {"x": {"c": 1}}})),
            [""; 0]
        );
        assert_eq!(
            unknown(&json!({"x": {"y": 1}, "list": [{"c": 1}, {"d": 1}]})),
            ["/x", "/list/1/d"]
        );
        assert_eq!(
            unknown(&json!({"either": {"c": 1, "x/y": 2}, "map": {"a": {"x": 1}}})),
            ["/either/x~1y", "/map/a/x"]
        );
        assert_eq!(unknown(&json!({"list": null})), ["/list"]);
        let odd = json!({"either": {"c": "no integer", "x": 1}});
        assert_eq!(unknown(&odd), ["/either/x"]);
        let told = json!({"told": {"is": "n", "n": "no integer", "t": 1}});
        assert_eq!(unknown(&told), ["/told/t"]);
        let by_neither = json!({"told": {"is": "x", "n": 1, "t": 1, "x": 1}});
        assert_eq!(unknown(&by_neither), ["/told/x"]);
    }
}
