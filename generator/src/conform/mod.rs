//! What each call of a crate sends and keeps, for an independent reader of the same document to judge.
//!
//! Takes: a document and what was decided of it. Gives: the crate, a program that makes each of its calls over a socket,
//! and whether what the program read of an answer is all of it. Runs nothing, and knows no referee.

mod manifest;

use crate::diagnostics::Pointer;
use crate::files::FileSet;
use crate::ir::{Api, Operation};
use crate::read::Document;
use crate::render::{self, calls};
use crate::sample::{Difference, Sampler, difference};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A crate with a program that makes its calls.
#[derive(Debug)]
pub struct Conformance {
    document: Document,
    api: Api,
    calls: Vec<calls::Call>,
}

/// A call, as people know it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Called {
    /// The operationId, or what stands for it.
    pub operation: String,
    /// The HTTP method.
    pub method: &'static str,
    /// The path template.
    pub path: String,
    /// The media type of the body.
    pub media_type: Option<String>,
    /// Whether it cannot be made without a credential.
    pub needs_credentials: bool,
    /// The parameter whose bound it breaks once more.
    pub bounded: Option<String>,
}

/// What a call may be answered, as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer {
    /// The number of a call.
    pub call: usize,
    /// Its number among what the call is answered.
    pub answer: usize,
    /// A JSON Pointer to its schema, in the document.
    pub schema: String,
}

/// What became of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kept {
    /// All is there.
    Whole,
    /// All is there, some of it in other words: an instant in another time zone, for example.
    Respelled,
    /// What is at that place is lost or another.
    Lost(String),
}

impl Conformance {
    pub(crate) fn new(document: Document, api: Api) -> Self {
        let calls = calls::all(&api);
        Self {
            document,
            api,
            calls,
        }
    }

    /// The files of the crate.
    #[must_use]
    pub fn files(&self) -> FileSet {
        render::render(&self.api)
    }

    /// The files of the program, by their path in its folder.
    #[must_use]
    pub fn program(&self, name: &str, path: &str, features: &[&str]) -> BTreeMap<String, String> {
        let files = calls::program(&self.api, &self.calls).into_iter();
        let files = files.map(|(path, text)| (format!("src/{path}"), text));
        let manifest = manifest::manifest(name, &self.api.package.name, path, features);
        let manifest = ("Cargo.toml".to_owned(), manifest);
        files.chain([manifest]).collect()
    }

    /// The calls that the program makes, by their numbers.
    #[must_use]
    pub fn calls(&self) -> Vec<Called> {
        let called = self.calls.iter().filter_map(|call| {
            let operation = self.api.operations.get(call.operation)?;
            let body = operation.body.as_ref();
            let content = call
                .content
                .and_then(|index| body.and_then(|body| body.contents.get(index)));
            let optional = || operation.security.iter().any(Vec::is_empty);
            Some(Called {
                operation: named(operation),
                method: operation.method.as_str(),
                path: operation.path.clone(),
                media_type: content.map(|content| content.media_type.clone()),
                bounded: calls::bounded(operation).map(|(one, _)| one.name.wire.clone()),
                needs_credentials: !operation.security.is_empty() && !optional(),
            })
        });
        called.collect()
    }

    /// What the calls may be answered, each schema by one call.
    #[must_use]
    pub fn answers(&self) -> Vec<Answer> {
        let mut seen = BTreeSet::new();
        let mut answers = Vec::new();
        for (call, of) in self.calls.iter().enumerate() {
            let operation = self.api.operations.get(of.operation);
            let answered = operation.into_iter().flat_map(|one| &one.answered);
            for (answer, answered) in answered.enumerate() {
                let schema = answered.at.key("schema").to_string();
                let schema = schema.trim_start_matches('#').to_owned();
                if seen.insert(schema.clone()) {
                    answers.push(Answer {
                        call,
                        answer,
                        schema,
                    });
                }
            }
        }
        answers
    }

    /// Operations that are not called, because there is no value for something that they need.
    #[must_use]
    pub fn uncalled(&self) -> Vec<String> {
        let operations = self.api.operations.iter().enumerate();
        let called = |index: usize| self.calls.iter().any(|call| call.operation == index);
        let uncalled = operations.filter(|(index, _)| !called(*index));
        uncalled.map(|(_, operation)| named(operation)).collect()
    }

    /// Whether what was written is what came: the answer of a call by its number, and by the number of what the call answers.
    /// What the schema does not name may be missing.
    #[must_use]
    pub fn kept(&self, call: usize, answer: usize, came: &Value, written: &Value) -> Kept {
        match difference(came, written) {
            None => return Kept::Whole,
            Some(Difference::Spelling(_)) => return Kept::Respelled,
            Some(Difference::Value(_)) => {}
        }
        let operation = self.calls.get(call);
        let operation = operation.and_then(|call| self.api.operations.get(call.operation));
        let answered = operation.and_then(|operation| operation.answered.get(answer));
        let named = answered.map_or_else(
            || came.clone(),
            |answered| {
                let sampler = Sampler::new(&self.document.value);
                let missing = |at: &Pointer| written.pointer(at.as_str()).is_none();
                sampler.known(&answered.at.key("schema"), came, missing)
            },
        );
        match difference(&named, written) {
            None => Kept::Whole,
            Some(Difference::Spelling(_)) => Kept::Respelled,
            Some(Difference::Value(at)) => Kept::Lost(at.to_string()),
        }
    }
}

/// The operationId, or the method and path where there is none.
fn named(operation: &Operation) -> String {
    match operation.name.wire.as_str() {
        "" => format!("{} {}", operation.method.as_str(), operation.path),
        id => id.to_owned(),
    }
}
