//! Where a setting stands in `codegen.toml`.
//!
//! Takes the text of the file and keys, gives the line to show. Does not read the settings.

use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostics::Excerpt;

/// The file that a configuration was read from.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    path: PathBuf,
    text: String,
}

impl Origin {
    pub(super) fn new(path: &Path, text: String) -> Self {
        Self {
            path: path.to_owned(),
            text,
        }
    }

    /// The line of a setting, by the keys that lead to it, the last of which may be a text in a list; if it is not there,
    /// that of the nearest table around it.
    pub(super) fn find(&self, keys: &[&str]) -> Option<Excerpt> {
        let root = DeTable::parse(&self.text).ok()?;
        let mut table = root.get_ref();
        let mut found = None;
        let mut keys = keys.iter();
        while let Some(key) = keys.next() {
            let Some((name, value)) = table.get_key_value(*key) else {
                break;
            };
            found = Some(Spanned::span(name));
            match value.get_ref() {
                DeValue::Table(inner) => table = inner,
                DeValue::Array(items) => {
                    let text = keys.next().copied();
                    let mut items = items.iter();
                    let item = items.find(|item| item.get_ref().as_str() == text);
                    found = item.filter(|_| text.is_some()).map(Spanned::span).or(found);
                    break;
                }
                _ => break,
            }
        }
        let span = found?;
        let name = self.text.get(span.clone()).unwrap_or_default();
        Some(self.excerpt(span.start, name.chars().count()))
    }

    /// The line that holds byte `offset`.
    pub(super) fn excerpt(&self, offset: usize, length: usize) -> Excerpt {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = self.text.get(start..).and_then(|rest| rest.lines().next());
        Excerpt {
            file: self.path.display().to_string(),
            line: before.matches('\n').count() + 1,
            column: before.get(start..).unwrap_or("").chars().count() + 1,
            length: length.max(1),
            text: line.unwrap_or("").to_owned(),
        }
    }
}
