//! What is the same for all operations of one API.
//!
//! Gives the types of `crate::service::SERVICE`; holds no value and does nothing.

/// What is the same for all operations.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Service {
    /// The default `User-Agent`.
    pub(crate) user_agent: &'static str,
    /// The base URL for a client that sets none, with `{name=default}` for variables.
    pub(crate) base_url: Option<&'static str>,
    /// The response header that names a call, in lower case.
    pub(crate) request_id_header: Option<&'static str>,
    /// JSON pointer (RFC 6901) to the flag of the envelope that is `false` after a failure.
    pub(crate) success: Option<&'static str>,
    /// Where the errors of an error body stand.
    pub(crate) errors: Option<ErrorFields>,
}

/// Where the errors of an error body stand: JSON pointers (RFC 6901).
#[derive(Clone, Copy, Debug)]
pub(crate) struct ErrorFields {
    /// From the body to the list of errors, or to a single one (an object).
    pub(crate) list: &'static str,
    /// From an entry to its code.
    pub(crate) code: &'static str,
    /// From an entry to its message.
    pub(crate) message: &'static str,
    /// From an entry to the address of its documentation.
    pub(crate) documentation_url: &'static str,
    /// From an entry to the pointer that shows what in the request it is about.
    pub(crate) pointer: &'static str,
}
