//! Any JSON or YAML value, for serde.
//!
//! Takes: a deserializer. Gives: a `serde_json::Value` in the order of the text, and notes on what is odd in it.
//! Does not know what the values mean.

use crate::diagnostics::{Diagnostic, Pointer, Rule};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::{Map, Number, Value, map::Entry};
use std::cell::RefCell;
use std::fmt;

/// How deep collections may nest. Real documents stay below 40; what recurses over them later relies on this.
pub(super) const MAX_DEPTH: usize = 100;

/// What the seed says when that is exceeded.
pub(super) const TOO_DEEP: &str = "nested too deeply";

/// How many levels of collections a value has.
pub(super) fn depth(value: &Value) -> usize {
    match value {
        Value::Array(list) => 1 + list.iter().map(depth).max().unwrap_or_default(),
        Value::Object(map) => 1 + map.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

/// Which rules beyond those of JSON apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Json,
    /// With merge keys.
    Yaml,
}

/// Reads one value.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    pub(super) syntax: Syntax,
    pub(super) notes: &'a RefCell<Vec<Diagnostic>>,
    place: Place<'a>,
    depth: usize,
}

/// The way from the root to a node. A pointer is only made of it when there is something to say.
#[derive(Clone, Copy)]
enum Place<'a> {
    Root,
    Key(&'a Place<'a>, &'a str),
    Index(&'a Place<'a>, usize),
}

impl Place<'_> {
    fn pointer(&self) -> Pointer {
        match self {
            Self::Root => Pointer::root(),
            Self::Key(parent, key) => parent.pointer().key(key),
            Self::Index(parent, index) => parent.pointer().index(*index),
        }
    }
}

impl<'a> Node<'a> {
    pub(super) fn root(syntax: Syntax, notes: &'a RefCell<Vec<Diagnostic>>) -> Self {
        Self {
            syntax,
            notes,
            place: Place::Root,
            depth: 0,
        }
    }

    fn child<'b, E: Error>(&self, place: Place<'b>) -> Result<Node<'b>, E>
    where
        'a: 'b,
    {
        if self.depth >= MAX_DEPTH {
            return Err(E::custom(TOO_DEEP));
        }
        Ok(Node {
            syntax: self.syntax,
            notes: self.notes,
            place,
            depth: self.depth + 1,
        })
    }

    fn note(&self, note: Diagnostic, place: &Place<'_>) {
        self.notes.borrow_mut().push(note.at(place.pointer()));
    }

    /// Adds the entries of merged mappings that the mapping itself lacks; the first mapping to have a key wins.
    fn merge(&self, map: &mut Map<String, Value>, merged: Value) {
        let list = match merged {
            Value::Array(list) => list,
            other => vec![other],
        };
        for item in list {
            match item {
                Value::Object(other) => {
                    for (key, value) in other {
                        map.entry(key).or_insert(value);
                    }
                }
                _ => self.note(
                    Diagnostic::warning(
                        Rule::MergeKey,
                        "ignored: `<<` merges mappings, and this is none",
                    )
                    .hint("give it an alias of a mapping, or a list of such aliases"),
                    &Place::Key(&self.place, MERGE),
                ),
            }
        }
    }
}

const MERGE: &str = "<<";

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        match i64::try_from(value) {
            Ok(exact) => self.visit_i64(exact),
            Err(_) => self.visit_f64(value as f64),
        }
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        match u64::try_from(value) {
            Ok(exact) => self.visit_u64(exact),
            Err(_) => self.visit_f64(value as f64),
        }
    }

    /// What JSON has no number for (`.nan`, `.inf`) becomes a string, as YAML writes it.
    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(match Number::from_f64(value) {
            Some(number) => Value::Number(number),
            None if value.is_nan() => Value::from(".nan"),
            None if value > 0.0 => Value::from(".inf"),
            None => Value::from("-.inf"),
        })
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    /// A YAML tag (`!thing value`) says nothing in OpenAPI: the value counts.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        let (_, variant) = data.variant_seed(Key)?;
        variant.newtype_variant_seed(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) =
            items.next_element_seed(self.child(Place::Index(&self.place, list.len()))?)?
        {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        let mut merged = None;
        while let Some(key) = entries.next_key_seed(Key)? {
            let value = entries.next_value_seed(self.child(Place::Key(&self.place, &key))?)?;
            if self.syntax == Syntax::Yaml && key == MERGE {
                merged = Some(value);
                continue;
            }
            match map.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(mut entry) => {
                    self.note(
                        Diagnostic::warning(
                            Rule::DuplicateKey,
                            format!("`{}` occurs twice: the last one counts", entry.key()),
                        )
                        .hint("remove one of the two"),
                        &Place::Key(&self.place, entry.key()),
                    );
                    entry.insert(value);
                }
            }
        }
        if let Some(merged) = merged {
            self.merge(&mut map, merged);
        }
        Ok(Value::Object(map))
    }
}

/// Reads a key as it is written: `200` and `true` are strings here.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<String, E> {
        Ok(value)
    }
}
