//! Lines of a text.
//!
//! Takes: a text and a span. Gives: the line that it begins in, and which part of it is meant. Does not parse.

use super::events::Span;
use crate::diagnostics::Excerpt;

/// A text in which the n-th character is found quickly, even if the text is one line of megabytes.
pub(super) struct Lines<'a> {
    file: &'a str,
    text: &'a str,
    /// Where each `STEP`-th character stands, in bytes.
    steps: Vec<usize>,
}

const STEP: usize = 512;

impl<'a> Lines<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        let steps = text.char_indices().step_by(STEP).map(|(byte, _)| byte);
        Self {
            file,
            text,
            steps: steps.collect(),
        }
    }

    pub(super) fn first(&self) -> Excerpt {
        let text = self.text.lines().next().unwrap_or_default();
        Excerpt::cut_from_line(self.file, 1, text, 1, 1)
    }

    pub(super) fn excerpt(&self, span: Span) -> Option<Excerpt> {
        let (start, end) = (span.start, span.end);
        let begin = start.index.checked_sub(start.column)?;
        let window = Excerpt::window(start.column + 1);
        let text = self
            .text
            .get(self.byte(begin + window.start)..self.byte(begin + window.end))?;
        let text = text.lines().next().unwrap_or_default();
        let rest = text.chars().skip(start.column - window.start);
        let meant: String = if end.line == start.line {
            rest.take(end.column.saturating_sub(start.column)).collect()
        } else {
            rest.collect()
        };
        Some(Excerpt {
            file: self.file.to_owned(),
            line: start.line,
            column: start.column + 1,
            length: meant.trim_end().chars().count().max(1),
            text: text.to_owned(),
        })
    }

    /// Where a character stands, in bytes.
    fn byte(&self, character: usize) -> usize {
        let end = self.text.len();
        let step = self.steps.get(character / STEP).copied().unwrap_or(end);
        let rest = self.text.get(step..).unwrap_or_default();
        let skipped = rest.char_indices().nth(character % STEP);
        skipped.map_or(end, |(byte, _)| step + byte)
    }
}
