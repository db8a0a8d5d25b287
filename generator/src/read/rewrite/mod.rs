//! What 3.1 says in words that 3.0 does not have.
//!
//! Takes: a tree of either version. Gives: a tree in the shape of 3.0, which `openapiv3` reads, with the same meaning.
//! What a type of Rust cannot say (conditions, for example) is kept as a fact for the documentation. Nothing is
//! reported: the document is in order. Does not follow references.

mod annotations;
mod arrays;
mod objects;
mod payloads;
mod references;
mod scalars;
mod types;

use super::grammar::Kind;
use super::origins::Origins;
use super::walk::{Steps, walk_mut};
use crate::diagnostics::{Pointer, Rule};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

type Object = Map<String, Value>;

/// The extension under which a schema keeps facts for its documentation: a list of pairs of a label and a text.
pub(crate) const FACTS: &str = "x-specwright-facts";

/// The extension of an `anyOf` whose alternatives are those that the document describes, while others are allowed.
pub(crate) const OPEN: &str = "x-specwright-open";

/// How often each rewrite was made.
pub(super) type Tally = BTreeMap<Rule, usize>;

/// The extension of a schema whose `type` is not the document's: its keywords speak of such values alone.
pub(crate) const IMPLIED: &str = "x-specwright-implied";

struct Rewriter<'a> {
    tally: &'a mut Tally,
    origins: &'a mut Origins,
}

/// Rewrites a document.
pub(super) fn rewrite(document: &mut Value, tally: &mut Tally, origins: &mut Origins) {
    let mut rewriter = Rewriter { tally, origins };
    rewriter.payloads(document);
    walk_mut(
        document,
        Kind::OpenApi,
        &Steps::Root,
        &mut |value, kind, steps| {
            if kind != Kind::Schema {
                return;
            }
            rewriter.boolean(value, steps);
            if let Value::Object(map) = value {
                rewriter.schema(map, steps);
            }
        },
    );
}

impl Rewriter<'_> {
    /// `true` is any value and `false` none (JSON Schema 2020-12 core, section 4.3.2); `additionalProperties` has both.
    fn boolean(&mut self, value: &mut Value, steps: &Steps<'_>) {
        let Value::Bool(any) = *value else { return };
        if matches!(
            steps,
            Steps::Key(
                _,
                "additionalProperties"
                    | "unevaluatedProperties"
                    | "unevaluatedItems"
                    | "additionalItems"
                    | "items"
            )
        ) {
            return;
        }
        *value = if any { json!({}) } else { json!({ "not": {} }) };
        self.count(Rule::BooleanSchema);
    }

    fn schema(&mut self, map: &mut Object, steps: &Steps<'_>) {
        self.references(map);
        self.annotations(map);
        self.constants(map);
        self.bounds(map);
        self.content(map);
        self.arrays(map, steps);
        self.objects(map, steps);
        self.conditions(map);
        self.types(map, steps);
    }

    fn count(&mut self, rule: Rule) {
        *self.tally.entry(rule).or_default() += 1;
    }

    /// Says where the text of a part is that is moved from one place of a schema to another.
    fn moved(&mut self, to: Pointer, from: &Pointer) {
        self.origins.relocated(to, from);
    }
}

/// Keeps something for the documentation.
fn fact(map: &mut Object, label: &str, value: &Value) {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let facts = map.entry(FACTS).or_insert_with(|| json!([]));
    if let Value::Array(facts) = facts {
        facts.push(json!([label, text]));
    }
}

/// Says the type that keywords speak of, where the document says none.
fn implied(map: &mut Object, name: &str) {
    if !map.contains_key("type") {
        map.insert("type".to_owned(), name.into());
        map.insert(IMPLIED.to_owned(), true.into());
    }
}

/// Whether conditions, which are kept as facts, name parts of a value, here or in a schema that this one is composed of: what
/// nothing else names is not forbidden then.
fn is_conditional(map: &Object) -> bool {
    let conditions = ["if", "dependentSchemas", "dependencies"];
    let composed = ["allOf", "anyOf", "oneOf"];
    let mut members = (composed.iter())
        .filter_map(|key| map.get(*key)?.as_array())
        .flatten();
    conditions.iter().any(|key| map.contains_key(*key))
        || members.any(|member| member.as_object().is_some_and(is_conditional))
}

/// One schema that allows what any of several allows; equal ones count once. If it is `open`, a value may be something
/// else too.
fn any_of(schemas: Vec<Value>, open: bool) -> Value {
    let mut different: Vec<Value> = Vec::new();
    for schema in schemas {
        if !different.contains(&schema) {
            different.push(schema);
        }
    }
    match different.len() {
        0 => json!({}),
        _ if open => json!({ "anyOf": different, OPEN: true }),
        1 => different.swap_remove(0),
        _ => json!({ "anyOf": different }),
    }
}
