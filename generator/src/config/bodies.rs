//! What is said of bodies: the envelope around success, and errors.
//!
//! Takes JSON pointers, gives them with their defaults. Does not know what they lead to.

use serde::Deserialize;

/// JSON pointers into a success body that says itself whether the call succeeded.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Envelope {
    /// The flag, such as `/success`.
    pub success: String,
    /// What the caller asked for, such as `/result`.
    pub content: String,
}

/// JSON pointers into an error body: `list` from the root, the others from an entry.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Errors {
    /// The list of errors, such as `/errors`.
    pub list: String,
    /// The number of the error. Default: `/code`.
    #[serde(default = "default_code")]
    pub code: String,
    /// The text of the error. Default: `/message`.
    #[serde(default = "default_message")]
    pub message: String,
    /// A link to more about it. Default: `/documentation_url`.
    #[serde(default = "default_documentation_url")]
    pub documentation_url: String,
    /// The part of the request that caused it. Default: `/source/pointer`.
    #[serde(default = "default_pointer")]
    pub pointer: String,
}

fn default_code() -> String {
    "/code".to_owned()
}

fn default_message() -> String {
    "/message".to_owned()
}

fn default_documentation_url() -> String {
    "/documentation_url".to_owned()
}

fn default_pointer() -> String {
    "/source/pointer".to_owned()
}
