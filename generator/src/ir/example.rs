//! Values that stand for what the document describes: what is given to calls and what they answer, for tests.
//!
//! Lowering says where the document describes something; the values are filled in later.

use serde_json::Value;

use super::Type;
use crate::diagnostics::Pointer;

/// What a call is given: an argument or a body.
#[derive(Debug, Default)]
pub(crate) struct Given {
    /// The place that may show examples: a parameter, a media type.
    pub(crate) at: Pointer,
    /// The place of the schema.
    pub(crate) schema: Pointer,
    /// None until it is found, or where the schema has no value.
    pub(crate) value: Option<Value>,
}

/// JSON that a call may answer, with what the document shows of it.
#[derive(Debug)]
pub(crate) struct Answered {
    /// A status code, a range such as `4XX`, or `default`.
    pub(crate) status: String,
    /// The place of the media type in the document.
    pub(crate) at: Pointer,
    pub(crate) ty: Type,
    /// The examples that a reader of the schema can read. Empty until they are found.
    pub(crate) examples: Vec<AnsweredExample>,
}

/// An example of an answer.
#[derive(Debug)]
pub(crate) struct AnsweredExample {
    pub(crate) value: Value,
    /// What the schema says nothing of, and a type may drop.
    pub(crate) unknown: Vec<Pointer>,
}

/// A value of a model, with what may be changed in it.
#[derive(Debug)]
pub(crate) struct Instance {
    pub(crate) value: Value,
    /// Properties that may be left out, one by one and all together.
    pub(crate) optional: Vec<String>,
    /// Properties that may be null.
    pub(crate) nullable: Vec<String>,
    /// Whether properties without a name are kept, or may not be there.
    pub(crate) open: bool,
}

/// An answer of an operation: where the document describes it, and a body for it.
#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) status: u16,
    /// What the body is; none where there is no body.
    pub(crate) content: Option<Shown>,
    /// Empty until it is found.
    pub(crate) body: String,
    /// The page after it, which is the end of the list; empty where it is no page.
    pub(crate) end: String,
}

/// What the body of an example is.
#[derive(Debug)]
pub(crate) struct Shown {
    /// One that can be sent, such as `application/json`.
    pub(crate) media_type: String,
    pub(crate) form: Form,
    /// The place of the media type in the document.
    pub(crate) at: Pointer,
}

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    Json,
    /// Text or bytes.
    Plain,
    /// Events whose data is JSON.
    Events,
    /// Events whose data is text.
    Texts,
    /// Events that are described as a whole.
    WholeEvents,
    /// JSON in each line.
    Lines,
    /// JSON in each record (RFC 7464).
    Records,
}
