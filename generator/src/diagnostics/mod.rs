//! What is wrong, where, and what to do about it.
//!
//! Takes: findings, in any order, from every room. Gives: plain data, sorted. Does not print: `report` does.

mod pointer;
mod rule;

pub use pointer::Pointer;
pub use rule::{Group, Rule};

use std::ops::Range;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be generated.
    Error,
    /// Something is left out or read in a forgiving way.
    Warning,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Which kind of finding this is; errors have none.
    pub rule: Option<Rule>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// Where it is, as far as that is known.
    pub place: Option<Place>,
}

impl Diagnostic {
    /// A finding that stops the run.
    #[must_use]
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, None, message)
    }

    /// A finding that does not.
    #[must_use]
    pub fn warning(rule: Rule, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, Some(rule), message)
    }

    fn new(severity: Severity, rule: Option<Rule>, message: impl Into<String>) -> Self {
        Self {
            severity,
            rule,
            message: message.into(),
            hint: None,
            place: None,
        }
    }

    /// Says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says where in the document; the line is found later, and only if the finding is shown.
    #[must_use]
    pub fn at(mut self, pointer: Pointer) -> Self {
        self.place.get_or_insert_default().pointer = Some(pointer);
        self
    }

    /// Says where in a file.
    #[must_use]
    pub fn excerpt(mut self, excerpt: Excerpt) -> Self {
        self.place.get_or_insert_default().source = Some(excerpt);
        self
    }

    fn sort_key(&self) -> impl Ord + '_ {
        let place = self.place.as_ref();
        let source = place.and_then(|place| place.source.as_ref());
        let pointer = place.and_then(|place| place.pointer.as_ref());
        let position = source.map(|source| (source.file.as_str(), source.line, source.column));
        (
            self.severity,
            position,
            pointer,
            self.rule,
            self.message.as_str(),
            self.hint.as_deref(),
        )
    }
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The node of the document.
    pub pointer: Option<Pointer>,
    /// The line of the file.
    pub source: Option<Excerpt>,
    /// The file that `pointer` is into, by its number, where that is known already.
    pub(crate) file: Option<usize>,
}

/// A line of a file and the part of it that is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The file, as the user named it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The first character meant, from 1.
    pub column: usize,
    /// How many characters are meant: at least 1.
    pub length: usize,
    /// The text of the line, without its end. Of a very long line it may be only the part around `column`:
    /// see [`Excerpt::cut_from_line`].
    pub text: String,
}

/// How many characters of a long line are kept before what is meant, and how many after its beginning.
const BEFORE: usize = 60;
const AFTER: usize = 120;

/// A line is cut at its beginning only if what is meant stands further to the right than this, so that
/// `column` is then more than the cut text is long.
const FAR: usize = 400;

impl Excerpt {
    /// The part of a line that is meant. Of a line of megabytes, as JSON often is, only the part around it is kept.
    #[must_use]
    pub fn cut_from_line(
        file: &str,
        line: usize,
        text: &str,
        column: usize,
        length: usize,
    ) -> Self {
        let window = Self::window(column);
        let kept = text.chars().take(window.end).skip(window.start);
        Self {
            file: file.to_owned(),
            line,
            column,
            length: length.max(1),
            text: kept.collect(),
        }
    }

    /// Which characters of a line are kept for what begins in this column.
    #[must_use]
    pub fn window(column: usize) -> Range<usize> {
        let before = column.saturating_sub(1);
        let skipped = if before > FAR { before - BEFORE } else { 0 };
        skipped..before + AFTER
    }

    /// How many characters of `text` stand before what is meant.
    #[must_use]
    pub fn caret(&self) -> usize {
        let before = self.column.saturating_sub(1);
        if before > FAR && self.text.chars().take(before).count() < before {
            BEFORE
        } else {
            before
        }
    }
}

/// The findings of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// No findings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Takes out all findings from the one with this number on.
    pub(crate) fn split_off(&mut self, at: usize) -> Self {
        Self(self.0.split_off(at.min(self.0.len())))
    }

    /// Whether there are no findings.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many findings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether any finding stops the run.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// The findings that stop the run.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.of(Severity::Error)
    }

    /// The findings that do not.
    pub fn warnings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.of(Severity::Warning)
    }

    fn of(&self, severity: Severity) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter().filter(move |item| item.severity == severity)
    }

    /// All findings, in the order they stand.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// All findings, to be completed in place.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Diagnostic> {
        self.0.iter_mut()
    }

    /// Errors first, then by place in the file; exact duplicates dropped.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.0
            .sort_by(|left, right| left.sort_key().cmp(&right.sort_key()));
        self.0.dedup();
        self
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, items: I) {
        self.0.extend(items);
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorting_puts_errors_first_and_drops_duplicates() {
        let at = |line| Excerpt {
            file: "a.yaml".to_owned(),
            line,
            column: 1,
            length: 1,
            text: String::new(),
        };
        let findings: Diagnostics = [
            Diagnostic::warning(Rule::Ignored, "w").excerpt(at(1)),
            Diagnostic::error("late").excerpt(at(10)),
            Diagnostic::error("early").excerpt(at(9)),
            Diagnostic::warning(Rule::Ignored, "w").excerpt(at(1)),
            Diagnostic::warning(Rule::Ignored, "w")
                .excerpt(at(1))
                .hint("another"),
        ]
        .into_iter()
        .collect();
        let sorted = findings.sorted();
        let messages: Vec<_> = sorted.iter().map(|item| item.message.as_str()).collect();
        assert_eq!(messages, ["early", "late", "w", "w"]);
    }
}
