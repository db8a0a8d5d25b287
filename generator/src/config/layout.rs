//! How the crate is laid out: where calls and models stand.
//!
//! Takes settings, gives them with their defaults. Does not know what there is to lay out.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Where calls and models stand.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Layout {
    /// How operations hang together. Default: `flat`; `tags` for a document that is given on the command line.
    #[serde(default)]
    pub operations: Operations,
    /// By how many words of its name a model finds its file: 0 puts all into `models.rs`, 1 puts `ListItem` into
    /// `models/list.rs`, 2 into `models/list/item.rs`. What has many parts has a file of its own below that.
    /// Default: 2 with `tags`, 0 with `flat`.
    pub model_words: Option<usize>,
    /// The same for models of one first word, such as `list = 3`.
    #[serde(default)]
    pub model_words_of: BTreeMap<String, usize>,
    /// Whether inline types that are equal but for their names are one type with several names. Default: yes.
    pub shared: Option<bool>,
    /// Whether the crate has tests of its own in `tests/`: what each call sends, and that answers and models lose nothing.
    /// Default: yes.
    pub tests: Option<bool>,
}

/// How operations hang together.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Operations {
    /// All are methods of the client, in one file: `client.list_records(..)`.
    #[default]
    Flat,
    /// A module, a method of the client and a cargo feature for each first tag (the first segment of the path where
    /// there is none), a file for each operation: `client.dns().list_records(..)`.
    Tags,
}

/// What `tags` takes where nothing is said.
const WORDS: usize = 2;

impl Layout {
    /// As a document gets it that has no `codegen.toml`.
    pub(super) fn of_tags() -> Self {
        Self {
            operations: Operations::Tags,
            ..Self::default()
        }
    }

    pub(crate) fn shares(&self) -> bool {
        self.shared.unwrap_or(true)
    }

    pub(crate) fn has_tests(&self) -> bool {
        self.tests.unwrap_or(true)
    }

    pub(crate) fn by_tags(&self) -> bool {
        self.operations == Operations::Tags
    }

    /// How many words of a name make a file, for names with this first word.
    pub(crate) fn words(&self, first: &str) -> usize {
        let usual = match self.operations {
            Operations::Flat => 0,
            Operations::Tags => WORDS,
        };
        let given = self.model_words_of.get(first).copied();
        given.or(self.model_words).unwrap_or(usual)
    }
}
