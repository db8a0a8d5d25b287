//! Findings as text, in the look of rustc.
//!
//! Takes: diagnostics. Gives: one string for a terminal or a file. Does not print.

mod fold;
mod text;

use crate::diagnostics::{Diagnostics, Excerpt, Severity};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use fold::Folded;
use text::visible;

pub use text::line;

/// How a report looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text alone.
    Plain,
    /// With the colours of a terminal.
    Colour,
}

/// Renders findings, a blank line between each two: errors first, otherwise in the order they stand. The same complaint
/// many times is shown once, with how often and where it comes again.
#[must_use]
pub fn render(diagnostics: &Diagnostics, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled().hyperlink(false),
    };
    let mut text = String::new();
    for folded in fold::fold(diagnostics) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&renderer.render(&[group(&folded)]));
        text.push('\n');
    }
    text
}

fn group<'a>(folded: &Folded<'a>) -> Group<'a> {
    let diagnostic = folded.first;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut title = level.primary_title(line(&diagnostic.message));
    if let Some(rule) = diagnostic.rule {
        title = title.id(rule.name());
    }
    let mut group = Group::with_title(title);
    let place = diagnostic.place.as_ref();
    if let Some(excerpt) = place.and_then(|place| place.source.as_ref()) {
        group = with_excerpt(group, excerpt);
    }
    if let Some(pointer) = place.and_then(|place| place.pointer.as_ref()) {
        group = group.element(Level::NOTE.message(line(&format!("at {pointer}"))));
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(line(hint)));
    }
    if let Some(more) = folded.more() {
        group = group.element(Level::NOTE.message(more));
    }
    group
}

/// How much of a line is shown around what is meant.
const BEFORE: usize = 60;
const WIDTH: usize = 120;

fn with_excerpt<'a>(group: Group<'a>, excerpt: &'a Excerpt) -> Group<'a> {
    let caret = excerpt.caret();
    let skipped = if caret > BEFORE + WIDTH / 4 {
        caret - BEFORE
    } else {
        0
    };
    let text: String = excerpt
        .text
        .chars()
        .map(visible)
        .skip(skipped)
        .take(WIDTH)
        .collect();
    let start = byte_of(&text, caret - skipped);
    let end = byte_of(&text, (caret - skipped).saturating_add(excerpt.length));
    let snippet = Snippet::source(text)
        .line_start(excerpt.line)
        .annotation(AnnotationKind::Primary.span(start..end.max(start)));
    let file = line(&excerpt.file);
    if caret + 1 == excerpt.column && skipped == 0 {
        return group.element(snippet.path(file));
    }
    // Of a long line the snippet is only a part, and would miscount the column.
    let origin = Origin::path(file)
        .line(excerpt.line)
        .char_column(excerpt.column);
    group.element(origin).element(snippet)
}

fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices()
        .nth(character)
        .map_or(text.len(), |(byte, _)| byte)
}
