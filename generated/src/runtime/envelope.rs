//! Bodies that wrap the value that the caller wants.
//!
//! Gives the trait that such responses implement. Opens none: see `decode`.

use serde::de::DeserializeOwned;

/// A body that says whether the call succeeded, around the value that the caller wants.
pub(crate) trait Envelope: DeserializeOwned {
    /// What the caller wants.
    type Content;

    /// What the flag says.
    fn succeeded(&self) -> bool;

    /// What is inside.
    fn into_content(self) -> Self::Content;
}
