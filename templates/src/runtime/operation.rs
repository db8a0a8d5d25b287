//! What is fixed about one operation.
//!
//! Gives the type of the constants that stand beside each operation; does nothing.

/// What is fixed about one operation.
#[derive(Debug)]
pub(crate) struct Operation {
    /// Its name in the API's document; errors carry it.
    pub(crate) id: &'static str,
    /// The HTTP method.
    pub(crate) method: http::Method,
    /// The path template: starts with `/`, parameters in braces. Behind a `?` stands what is sent in
    /// the query of every call.
    pub(crate) path: &'static str,
    /// The media types of what it answers.
    pub(crate) accept: &'static str,
    /// A base URL of its own; one that the caller set on the client wins. Or a path on the host of
    /// the client's. Variables stand as `{name=default}`.
    pub(crate) base_url: Option<&'static str>,
    /// Alternatives, best first; of one alternative all credentials are sent, each by its method
    /// of the client builder. None at all: no credential is needed; an empty alternative: a call
    /// without credentials is fine (`OpenAPI` 3.0, Security Requirement Object).
    pub(crate) security: &'static [&'static [&'static str]],
}
