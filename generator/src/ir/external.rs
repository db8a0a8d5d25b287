//! Types of the user's own.

use super::Shape;

/// A type that is not generated.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct External {
    /// From a crate on, such as `my_types::Token` or `crate::my_types::Token`.
    pub(crate) path: String,
    pub(crate) shape: Shape,
    /// The traits of the standard library that it is said to have beside those that it must have.
    pub(crate) traits: Vec<String>,
}

/// The crate that a path begins with; none where that is this one or one that comes with Rust, or there is only a name.
pub(crate) fn library(path: &str) -> Option<&str> {
    let (first, _) = path.split_once("::")?;
    (!matches!(first, "crate" | "std" | "core" | "alloc")).then_some(first)
}

impl External {
    /// The crate that it is from; see [`library`].
    pub(crate) fn library(&self) -> Option<&str> {
        library(&self.path)
    }

    /// The module of this crate that the path begins with.
    pub(crate) fn module(&self) -> Option<&str> {
        match self.path.split("::").collect::<Vec<_>>().as_slice() {
            ["crate", module, _, ..] => Some(module),
            _ => None,
        }
    }
}
