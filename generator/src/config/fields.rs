//! How fields are read.
//!
//! Takes `true` or names of properties, gives which are meant. Does not know which there are.

use serde::Deserialize;

use super::Chosen;

/// How fields are read.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Fields {
    /// The optional properties that are taken for absent if their value cannot be read: a list of `Schema.property`, or `true`
    /// for those of all types that are received and never sent. Default: none.
    #[serde(default)]
    pub forgiving: Chosen,
}
