//! What is known to deviate, and why.
//!
//! Takes: a file of deviations and what was judged. Gives: which of it is explained, and which entries no longer apply.

use super::impossible;
use super::judge::Judged;
use super::openapi_core::{self, Opinion};
use globset::{Glob, GlobMatcher};
use serde::Deserialize;
use specwright::diagnostics::Diagnostics;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The entries of a file, and to what they applied.
#[derive(Debug)]
pub(super) struct Deviations {
    entries: Vec<Entry>,
    /// Entries that applied, by their numbers.
    used: BTreeSet<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    deviation: Vec<Written>,
}

/// An entry as it stands in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// What it is called in tables.
    name: String,
    /// The file names of the documents where it applies.
    documents: Vec<String>,
    /// `*` is anything; all operations, if there are none.
    #[serde(default)]
    operations: Vec<String>,
    /// The media types of bodies that are sent; all calls, if there are none.
    #[serde(default)]
    media_types: Vec<String>,
    /// What is said, in part: `*` is anything.
    says: String,
    /// Why that is right.
    reason: String,
    link: String,
}

#[derive(Debug)]
struct Entry {
    written: Written,
    operations: Vec<GlobMatcher>,
    says: GlobMatcher,
}

impl Deviations {
    /// Reads the file.
    pub(super) fn read(path: &Path) -> Result<Self, Diagnostics> {
        let failed = |error: String| {
            let message = format!("cannot read {}: {error}", path.display());
            impossible(message, "name a file of deviations with `--deviations`")
        };
        let text = fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
        Self::parse(&text).map_err(failed)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let entries = file.deviation.into_iter().map(|written| {
            for (key, value) in [("reason", &written.reason), ("link", &written.link)] {
                if value.trim().is_empty() {
                    return Err(format!("`{}` has no {key}", written.name));
                }
            }
            let operations = written.operations.iter().map(|one| matcher(one));
            Ok(Entry {
                operations: operations.collect::<Result<_, _>>()?,
                says: matcher(&format!("*{}*", written.says))?,
                written,
            })
        });
        Ok(Self {
            entries: entries.collect::<Result<_, String>>()?,
            used: BTreeSet::new(),
        })
    }

    /// Says of each that is odd whether an entry explains it.
    pub(super) fn explain(&mut self, document: &str, judged: &mut [Judged]) {
        for one in judged.iter_mut().filter(|one| one.is_odd()) {
            let reason = one.reason.as_deref().unwrap_or_default();
            let sent = one.media_type.as_deref();
            one.explained = self.explanation(document, &one.operation, sent, reason);
        }
    }

    /// The same of what the second referee refuses; gives the entries for it that explain nothing. They name it with the
    /// document: `a.json, openapi-core`.
    pub(super) fn explain_second(
        &mut self,
        document: &str,
        opinions: &mut [Opinion],
    ) -> Vec<String> {
        let document = format!("{document}, {}", openapi_core::NAME);
        for one in opinions {
            let explained = (one.wrong().map(str::to_owned))
                .and_then(|reason| self.explanation(&document, &one.operation, None, &reason));
            one.explained = explained;
        }
        self.stale(&document)
    }

    /// The name of the entry that explains what is said of an operation of a document.
    pub(super) fn explanation(
        &mut self,
        document: &str,
        operation: &str,
        sent: Option<&str>,
        reason: &str,
    ) -> Option<String> {
        let mut entries = self.entries.iter().enumerate();
        let (number, entry) =
            entries.find(|(_, entry)| entry.applies(document, operation, sent, reason))?;
        self.used.insert(number);
        Some(entry.written.name.clone())
    }

    /// The entries for a document that explained nothing.
    pub(super) fn stale(&self, document: &str) -> Vec<String> {
        let entries = self.entries.iter().enumerate();
        let entries = entries.filter(|(_, entry)| entry.is_for(document));
        let stale = entries.filter(|(number, _)| !self.used.contains(number));
        stale.map(|(_, entry)| entry.written.name.clone()).collect()
    }
}

impl Entry {
    fn is_for(&self, document: &str) -> bool {
        self.written.documents.iter().any(|one| one == document)
    }

    fn applies(&self, document: &str, operation: &str, sent: Option<&str>, reason: &str) -> bool {
        let mut operations = self.operations.iter();
        let is_meant = self.operations.is_empty() || operations.any(|one| one.is_match(operation));
        let types = &self.written.media_types;
        let is_meant = is_meant && (types.is_empty() || types.iter().any(|one| sent == Some(one)));
        // Across lines, too.
        let reason = reason.replace('\n', " ");
        self.is_for(document) && is_meant && self.says.is_match(reason)
    }
}

/// `*` is anything, and nothing else is special.
fn matcher(text: &str) -> Result<GlobMatcher, String> {
    let mut pattern = String::new();
    for letter in text.chars() {
        match letter {
            '?' | '[' | ']' | '{' | '}' | '\\' | '!' => {
                pattern.push('[');
                pattern.push(letter);
                pattern.push(']');
            }
            letter => pattern.push(letter),
        }
    }
    let glob = Glob::new(&pattern).map_err(|error| error.to_string())?;
    Ok(glob.compile_matcher())
}

#[cfg(test)]
mod tests {
    use super::Deviations;
    use crate::conform::judge::{Answer, Judged, Request};
    use crate::conform::record::How;

    fn judged(operation: &str, reason: &str) -> Judged {
        Judged {
            operation: operation.to_owned(),
            method: "GET",
            path: "/".to_owned(),
            media_type: None,
            how: How::Static,
            request: Request::Refused,
            answer: Answer::None,
            reason: Some(reason.to_owned()),
            explained: None,
            sent: None,
            came: None,
            written: None,
        }
    }

    fn entry(name: &str, more: &str) -> String {
        format!("[[deviation]]\nname = {name:?}\nreason = \"r\"\nlink = \"l\"\n{more}\n")
    }

    #[test]
    fn what_an_entry_says_is_explained() {
        let text = entry(
            "array",
            "documents = [\"a.json\"]\nsays = \"parameter * must be array,null\"",
        ) + &entry(
            "one",
            "documents = [\"a.json\", \"b.json\"]\noperations = [\"get.*\"]\nsays = \"[odd]\"",
        );
        let mut deviations = Deviations::parse(&text).unwrap();
        let mut found = [
            judged("x", "Request parameter ids must be array,null"),
            judged("get.x", "it is [odd] and\nmore"),
            judged("put.x", "it is [odd]"),
            judged("get.x", "it is odd"),
        ];
        deviations.explain("a.json", &mut found);
        let names: Vec<_> = found.iter().map(|one| one.explained.as_deref()).collect();
        assert_eq!(names, [Some("array"), Some("one"), None, None]);
        assert_eq!(deviations.stale("a.json"), [""; 0]);
    }

    #[test]
    fn an_entry_may_be_about_bodies_of_a_type() {
        let text = entry(
            "form",
            "documents = [\"a.json\"]\nmedia_types = [\"multipart/form-data\"]\nsays = \"x\"",
        );
        let mut deviations = Deviations::parse(&text).unwrap();
        let mut form = judged("a", "x");
        form.media_type = Some("multipart/form-data".to_owned());
        let mut found = [form, judged("a", "x")];
        deviations.explain("a.json", &mut found);
        let names: Vec<_> = found.iter().map(|one| one.explained.as_deref()).collect();
        assert_eq!(names, [Some("form"), None]);
    }

    #[test]
    fn an_entry_that_explains_nothing_is_stale() {
        let text = entry("one", "documents = [\"a.json\"]\nsays = \"x\"");
        let mut deviations = Deviations::parse(&text).unwrap();
        deviations.explain("b.json", &mut [judged("x", "x")]);
        assert_eq!(deviations.stale("a.json"), ["one"]);
        assert_eq!(deviations.stale("b.json"), [""; 0]);
    }
}
