//! How far types go by the letter of the schemas.
//!
//! Takes settings, gives what they mean. Does not know the schemas.

use serde::Deserialize;

/// How schemas are read.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Schemas {
    /// Whether a struct keeps the properties that its schema does not name, in `additional`, as by the letter of JSON Schema it
    /// may have them unless it has `additionalProperties: false`. Default: no, they are read past.
    #[serde(default)]
    pub keep_unknown: bool,
    /// What a schema is that has keywords of objects (`properties`, `additionalProperties`, `patternProperties`), lists (`items`,
    /// `prefixItems`) or encoded texts (`contentEncoding`), and no `type`. Default: what it describes. With `allOf` or a
    /// discriminator it is what it describes in any case.
    #[serde(default)]
    pub without_type: WithoutType,
}

/// What a schema is that describes objects or lists and has no `type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum WithoutType {
    /// What it describes: the object, or the list.
    #[default]
    Described,
    /// An enum of that and of any other value, which JSON Schema lets pass.
    Any,
}
