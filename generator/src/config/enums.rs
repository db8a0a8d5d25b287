//! Which enums are closed.
//!
//! Takes `true` or names of schemas, gives which enums are meant. Does not know which there are.

use serde::Deserialize;

use super::Chosen;

/// How enums are.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Enums {
    /// The enums that have no variant for a value that is not among theirs, so that decoding it fails and a `match` can
    /// name them all: a list of schemas, or `true` for all. Default: none.
    #[serde(default)]
    pub closed: Chosen,
}
