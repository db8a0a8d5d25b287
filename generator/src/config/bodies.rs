//! What is said of bodies: the envelope around success, errors, pages.
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

/// Pages asked for by number.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Pagination {
    /// The query parameter that holds the page number.
    pub page: String,
    /// The query parameter that holds the page size.
    pub per_page: Option<String>,
    /// The number of the first page. Default: 1.
    #[serde(default = "default_first")]
    pub first: u64,
    /// JSON pointer of the list in the body.
    pub items: String,
    /// JSON pointers of the counters in the body.
    #[serde(default)]
    pub counters: Counters,
}

/// JSON pointers of what a body says about its place among the pages.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Counters {
    /// The number of this page.
    pub page: Option<String>,
    /// The page size that the server used.
    pub per_page: Option<String>,
    /// The number of items over all pages.
    pub total_count: Option<String>,
    /// The number of pages.
    pub total_pages: Option<String>,
}

impl Counters {
    /// Each with its key.
    pub(crate) fn all(&self) -> [(&'static str, Option<&str>); 4] {
        [
            ("page", self.page.as_deref()),
            ("per_page", self.per_page.as_deref()),
            ("total_count", self.total_count.as_deref()),
            ("total_pages", self.total_pages.as_deref()),
        ]
    }
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

fn default_first() -> u64 {
    1
}
