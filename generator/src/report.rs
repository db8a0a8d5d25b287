//! Findings as text, in the look of rustc.
//!
//! Takes: diagnostics. Gives: one string for a terminal or a file. Does not print.

use crate::diagnostics::{Diagnostic, Diagnostics, Excerpt, Severity};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// How a report looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text alone.
    Plain,
    /// With the colours of a terminal.
    Colour,
}

/// Renders findings in the order they stand, a blank line between each two.
#[must_use]
pub fn render(diagnostics: &Diagnostics, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled().hyperlink(false),
    };
    let mut text = String::new();
    for diagnostic in diagnostics {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&renderer.render(&[group(diagnostic)]));
        text.push('\n');
    }
    text
}

fn group(diagnostic: &Diagnostic) -> Group<'_> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(line(&diagnostic.message)));
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

/// How much of a message is shown: a document can put a whole book into one.
const MESSAGE: usize = 600;

/// One line of a message that cannot harm a terminal.
fn line(text: &str) -> String {
    let mut line: String = text.chars().map(visible).take(MESSAGE).collect();
    if text.chars().nth(MESSAGE).is_some() {
        line.push('…');
    }
    line
}

/// A character, or what stands for it if it moves the cursor, changes colours or turns the direction of writing.
fn visible(character: char) -> char {
    match character {
        '\t' | '\n' => ' ',
        '\u{0}'..='\u{1f}' => {
            char::from_u32(0x2400 + u32::from(character)).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        '\u{7f}'..='\u{9f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => char::REPLACEMENT_CHARACTER,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Pointer, Rule};

    fn excerpt(text: &str, column: usize, length: usize) -> Excerpt {
        Excerpt::cut_from_line("spec/list-tokens.yaml", 12, text, column, length)
    }

    fn plain(diagnostic: Diagnostic) -> String {
        render(&diagnostic.into(), Style::Plain)
    }

    #[test]
    fn looks_like_rustc() {
        let diagnostic = Diagnostic::error("`type` is a list")
            .hint("3.0 has one type")
            .at(Pointer::root().key("paths").key("/tokens"))
            .excerpt(excerpt("      type: [string, 'null']", 7, 4));
        insta::assert_snapshot!(plain(diagnostic), @r"
        error: `type` is a list
          --> spec/list-tokens.yaml:12:7
           |
        12 |       type: [string, 'null']
           |       ^^^^
           |
           = note: at #/paths/~1tokens
           = help: 3.0 has one type
        ");
    }

    #[test]
    fn says_what_is_known_and_no_more() {
        insta::assert_snapshot!(plain(Diagnostic::warning(Rule::Ignored, "nothing to do")), @"warning: nothing to do");
    }

    #[test]
    fn cuts_very_long_lines_around_the_caret() {
        let long = format!(
            "{{{}\"here\":1{}}}",
            "\"ä\":0,".repeat(200_000),
            ",\"b\":0".repeat(200_000)
        );
        let diagnostic = Diagnostic::error("wrong").excerpt(excerpt(&long, 1_200_002, 6));
        insta::assert_snapshot!(plain(diagnostic), @r###"
        error: wrong
          --> spec/list-tokens.yaml:12:1200002
           |
          ::: 
        12 | "ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"here":1,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b"
           |                                                             ^^^^^^
        "###);
        // Not cut when it was made, because it is made by hand: the same.
        let by_hand = Excerpt {
            text: long,
            ..excerpt("", 1_200_002, 6)
        };
        insta::assert_snapshot!(plain(Diagnostic::error("wrong").excerpt(by_hand)), @r###"
        error: wrong
          --> spec/list-tokens.yaml:12:1200002
           |
          ::: 
        12 | "ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"here":1,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b"
           |                                                             ^^^^^^
        "###);
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let evil = "a\u{1b}[31m\u{202e}b\r\u{7}\u{9b}c";
        let diagnostic = Diagnostic::error(evil)
            .hint(evil)
            .at(Pointer::root().key(evil))
            .excerpt(Excerpt::cut_from_line(evil, 1, evil, 3, 2));
        let text = plain(diagnostic);
        assert!(
            !text.contains(|c: char| c != '\n' && (c.is_control() || c == '\u{202e}')),
            "{text:?}"
        );
    }

    #[test]
    fn places_that_do_not_fit_the_line_are_shown_at_its_end() {
        for column in [0, 1, 3, 4, 900] {
            let text = plain(Diagnostic::error("wrong").excerpt(Excerpt {
                column,
                length: 50,
                ..excerpt("äbc", 1, 1)
            }));
            assert!(text.contains("äbc"), "{text}");
        }
        plain(Diagnostic::error("wrong").excerpt(excerpt("", 1, 1)));
    }

    #[test]
    fn colour_only_when_asked_for() {
        let diagnostics = Diagnostics::from(Diagnostic::error("wrong"));
        assert!(render(&diagnostics, Style::Colour).contains('\u{1b}'));
        assert!(!render(&diagnostics, Style::Plain).contains('\u{1b}'));
    }
}
