//! Where things stand: modules, files, and when they are compiled.

use super::{Docs, Name, TypeId};

/// The modules of a crate.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// Whether operations are methods of the handles of their tags, and tags are features.
    pub(crate) by_tags: bool,
    /// Whether the crate has tests of its own.
    pub(crate) tests: bool,
    /// One for each tag, by the method of the client.
    pub(crate) tags: Vec<Tag>,
    /// The module `models`, with all below it.
    pub(crate) models: ModelModule,
}

impl Layout {
    /// The tag that an operation stands under.
    pub(crate) fn tag(&self, operation: &super::Operation) -> Option<&Tag> {
        let module = operation.module.as_deref()?;
        let found = self
            .tags
            .binary_search_by(|tag| tag.name.rust.as_str().cmp(module));
        found.ok().and_then(|place| self.tags.get(place))
    }
}

/// The operations of a tag: a module, and a method of the client that gives its handle.
#[derive(Debug)]
pub(crate) struct Tag {
    /// The method of the client; on the wire the tag, or the segment of the paths.
    pub(crate) name: Name,
    /// The module, called like the method if that is ASCII.
    pub(crate) module: String,
    /// The type whose methods are the calls.
    pub(crate) handle: String,
    /// The cargo feature that turns it on.
    pub(crate) feature: String,
    pub(crate) docs: Docs,
    /// By method.
    pub(crate) calls: Vec<Call>,
}

impl Tag {
    /// Whether types stand in its operations.
    pub(crate) fn has_types(&self) -> bool {
        self.calls.iter().any(|call| call.types.is_some())
    }
}

/// An operation in the module of its tag.
#[derive(Debug)]
pub(crate) struct Call {
    /// Its place in [`super::Api::operations`].
    pub(crate) operation: usize,
    /// The module that holds its builder.
    pub(crate) module: String,
    /// The types that stand in the operation itself.
    pub(crate) types: Option<ModelModule>,
}

/// A module of types, and the modules below it.
#[derive(Debug, Default)]
pub(crate) struct ModelModule {
    /// From the root of the crate.
    pub(crate) path: Vec<String>,
    pub(crate) condition: Condition,
    /// By name.
    pub(crate) types: Vec<TypeId>,
    /// By path.
    pub(crate) modules: Vec<ModelModule>,
}

/// When something is compiled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Condition {
    #[default]
    Always,
    /// If all tags are on.
    Full,
    /// If one of these features is, sorted.
    Any(Vec<String>),
}
