//! What a call may answer, for tests of who uses the crate.

use crate::diagnostics::Pointer;

/// An answer of an operation: where the document describes it, and a body for it.
#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) status: u16,
    /// What the body is; none where there is no body.
    pub(crate) content: Option<Shown>,
    /// Empty until it is found.
    pub(crate) body: String,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
