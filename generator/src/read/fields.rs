//! Forgiving access to the keywords of a document.
//!
//! Takes: mappings of the tree, with their place. Gives: plain values, and a note for each keyword that is not what it
//! should be. A keyword that only adds detail is ignored then; one that carries meaning is a problem, and the piece it
//! belongs to (an operation, a component) is left out. Does not know any object of OpenAPI.

use crate::diagnostics::{Diagnostic, Diagnostics, Pointer, Rule};
use indexmap::IndexMap;
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};
use std::mem;

pub(super) const CORRECT: &str = "correct the document, or change it by an overlay: `overlays` in codegen.toml, or `--overlay FILE`";

/// What a value is, in words.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}

const SMALL: usize = 10;

/// A mapping and its place.
#[derive(Debug, Clone)]
pub(super) struct Fields<'v> {
    pub(super) map: &'v Map<String, Value>,
    pub(super) at: Pointer,
}

impl<'v> Fields<'v> {
    /// A keyword as it stands; `null` is there too.
    pub(super) fn raw(&self, key: &str) -> Option<&'v Value> {
        // Most mappings are small and most keywords absent: comparing is several times faster than hashing then.
        if self.map.len() <= SMALL {
            return self
                .map
                .iter()
                .find_map(|(own, value)| (own == key).then_some(value));
        }
        self.map.get(key)
    }

    /// What the standard lets stand beside its own keywords.
    pub(super) fn extensions(&self) -> IndexMap<String, Value> {
        let own = self.map.iter().filter(|(key, _)| key.starts_with("x-"));
        own.map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    }

    /// A value of any kind, if it is not `null`.
    pub(super) fn value(&self, key: &str) -> Option<Value> {
        self.raw(key).filter(|value| !value.is_null()).cloned()
    }
}

/// An operation that could not be understood.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// The operation.
    pub node: Pointer,
    /// The first thing that is wrong with it.
    pub reason: String,
    /// Where that is.
    pub at: Pointer,
}

/// Reads a document and remembers what was odd.
pub(super) struct Reader<'v> {
    pub(super) root: &'v Value,
    pub(super) notes: Diagnostics,
    /// Operations that could not be understood.
    pub(super) left_out: Vec<LeftOut>,
    /// What makes the present piece unusable.
    problems: Vec<Diagnostic>,
    /// How many callbacks the present place is inside of.
    pub(super) callbacks: usize,
}

impl<'v> Reader<'v> {
    pub(super) fn new(root: &'v Value) -> Self {
        Self {
            root,
            notes: Diagnostics::new(),
            left_out: Vec::new(),
            problems: Vec::new(),
            callbacks: 0,
        }
    }

    /// Reads a piece of the document that can be left out by itself, and leaves it out if something in it is a problem.
    pub(super) fn piece<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let outer = mem::take(&mut self.problems);
        let piece = read(self);
        let problems = mem::replace(&mut self.problems, outer);
        if problems.is_empty() {
            return Some(piece);
        }
        for mut problem in problems {
            problem.message = format!("{}{}", left_out(name), problem.message);
            self.notes.push(problem);
        }
        None
    }

    /// Remembers that the operations at these places went with a piece that was left out just now.
    pub(super) fn lost(&mut self, name: &str, nodes: impl Iterator<Item = Pointer>) {
        let title = left_out(name);
        let mut notes = self.notes.iter();
        let Some(note) = notes.rfind(|note| note.message.starts_with(&title)) else {
            return;
        };
        let at = note.place.as_ref().and_then(|place| place.pointer.clone());
        let reason = note.message.strip_prefix(&title).unwrap_or_default();
        let (reason, at) = (reason.to_owned(), at.unwrap_or_default());
        self.left_out.extend(nodes.map(|node| LeftOut {
            node,
            reason: reason.clone(),
            at: at.clone(),
        }));
    }

    /// Something without which the present piece cannot be understood.
    pub(super) fn problem(&mut self, message: impl Into<String>, hint: &str, at: Pointer) {
        self.problems.push(
            Diagnostic::warning(Rule::LeftOut, message)
                .hint(hint)
                .at(at),
        );
    }

    /// Something that the present piece can do without.
    pub(super) fn ignored(&mut self, reason: impl AsRef<str>, at: Pointer) {
        let message = format!("ignored: {}", reason.as_ref());
        self.notes.push(
            Diagnostic::warning(Rule::Ignored, message)
                .hint(CORRECT)
                .at(at),
        );
    }

    /// A mapping that carries meaning.
    pub(super) fn fields(&mut self, value: &'v Value, at: Pointer) -> Option<Fields<'v>> {
        match value {
            Value::Object(map) => Some(Fields { map, at }),
            other => {
                self.problem(
                    format!("{} stands where a mapping belongs", kind(other)),
                    CORRECT,
                    at,
                );
                None
            }
        }
    }

    /// A keyword, if it is there; `null` counts as absent.
    fn get(&mut self, fields: &Fields<'v>, key: &str) -> Option<&'v Value> {
        let value = fields.raw(key)?;
        if value.is_null() {
            self.ignored(format!("`{key}` is null"), fields.at.key(key));
            return None;
        }
        Some(value)
    }

    fn wrong(&mut self, fields: &Fields<'v>, key: &str, found: &Value, wanted: &str) {
        self.ignored(
            format!("`{key}` is {}, not {wanted}", kind(found)),
            fields.at.key(key),
        );
    }

    pub(super) fn string(&mut self, fields: &Fields<'v>, key: &str) -> Option<String> {
        match self.get(fields, key)? {
            Value::String(text) => Some(text.clone()),
            other => {
                self.wrong(fields, key, other, "a string");
                None
            }
        }
    }

    /// A text that carries meaning.
    pub(super) fn needed_string(&mut self, fields: &Fields<'v>, key: &str) -> String {
        if fields.raw(key).is_none() {
            self.problem(format!("`{key}` is missing"), CORRECT, fields.at.clone());
            return String::new();
        }
        self.string(fields, key).unwrap_or_else(|| {
            self.problem(
                format!("`{key}` is not a string"),
                CORRECT,
                fields.at.key(key),
            );
            String::new()
        })
    }

    pub(super) fn flag(&mut self, fields: &Fields<'v>, key: &str) -> Option<bool> {
        match self.get(fields, key)? {
            Value::Bool(flag) => Some(*flag),
            other => {
                self.wrong(fields, key, other, "true or false");
                None
            }
        }
    }

    pub(super) fn number(&mut self, fields: &Fields<'v>, key: &str) -> Option<&'v Number> {
        match self.get(fields, key)? {
            Value::Number(number) => Some(number),
            other => {
                self.wrong(fields, key, other, "a number");
                None
            }
        }
    }

    /// A number that counts something.
    pub(super) fn count(&mut self, fields: &Fields<'v>, key: &str) -> Option<usize> {
        let number = self.number(fields, key)?;
        let exact = number.as_u64().or_else(|| whole(number.as_f64()?));
        let count = exact.and_then(|exact| usize::try_from(exact).ok());
        if count.is_none() {
            let reason = format!("`{key}` is {number}, not a whole number from 0");
            self.ignored(reason, fields.at.key(key));
        }
        count
    }

    /// A list that only adds detail.
    pub(super) fn values(&mut self, fields: &Fields<'v>, key: &str) -> Option<&'v Vec<Value>> {
        match self.get(fields, key)? {
            Value::Array(list) => Some(list),
            other => {
                self.wrong(fields, key, other, "a list");
                None
            }
        }
    }

    /// The texts of a list that only adds detail.
    pub(super) fn strings(&mut self, fields: &Fields<'v>, key: &str) -> Option<Vec<String>> {
        let mut texts = Vec::new();
        for (index, item) in self.values(fields, key)?.iter().enumerate() {
            match item {
                Value::String(text) => texts.push(text.clone()),
                other => {
                    let reason = format!("{} stands where a string belongs", kind(other));
                    self.ignored(reason, fields.at.key(key).index(index));
                }
            }
        }
        Some(texts)
    }

    /// A list that carries meaning: each item with its place.
    pub(super) fn list<T>(
        &mut self,
        fields: &Fields<'v>,
        key: &str,
        mut read: impl FnMut(&mut Self, &'v Value, Pointer) -> T,
    ) -> Option<Vec<T>> {
        let at = fields.at.key(key);
        match self.get(fields, key)? {
            Value::Array(list) => {
                let items = list.iter().enumerate();
                Some(
                    items
                        .map(|(index, item)| read(self, item, at.index(index)))
                        .collect(),
                )
            }
            other => {
                self.problem(
                    format!("`{key}` is {}, not a list", kind(other)),
                    CORRECT,
                    at,
                );
                None
            }
        }
    }

    /// A mapping from names that carries meaning: each entry with its place. The reader may leave entries out.
    pub(super) fn map<T>(
        &mut self,
        fields: &Fields<'v>,
        key: &str,
        mut read: impl FnMut(&mut Self, &'v str, &'v Value, Pointer) -> Option<T>,
    ) -> IndexMap<String, T> {
        let Some(value) = self.get(fields, key) else {
            return IndexMap::new();
        };
        let Some(entries) = self.fields(value, fields.at.key(key)) else {
            return IndexMap::new();
        };
        let mut map = IndexMap::with_capacity(entries.map.len());
        for (name, value) in entries.map {
            if let Some(item) = read(self, name, value, entries.at.key(name)) {
                map.insert(name.clone(), item);
            }
        }
        map
    }

    /// Something small that only adds detail and has no parts worth a place of their own.
    pub(super) fn leaf<T: DeserializeOwned>(
        &mut self,
        fields: &Fields<'v>,
        key: &str,
    ) -> Option<T> {
        let value = self.get(fields, key)?;
        match serde_json::from_value(value.clone()) {
            Ok(leaf) => Some(leaf),
            Err(error) => {
                self.ignored(format!("`{key}`: {error}"), fields.at.key(key));
                None
            }
        }
    }
}

fn whole(number: f64) -> Option<u64> {
    // Beyond 2^53 a float no longer tells whole numbers apart.
    let exact = number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&number);
    exact.then_some(number as u64)
}

fn left_out(name: &str) -> String {
    format!("left out: {name}: ")
}
