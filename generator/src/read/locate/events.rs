//! What a text consists of, in order.
//!
//! Takes: a text. Gives: where its collections begin and end, and its scalars. Does not read values, so that a large
//! document costs no memory.

use saphyr_parser::{Event as YamlEvent, Marker, Parser};
use std::borrow::Cow;

/// A place in a text: the character from the beginning, the line from 1, the character of the line from 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) index: usize,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// From one place to another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: Mark,
    pub(super) end: Mark,
}

pub(super) enum Event<'a> {
    /// With its text, where that can be a key.
    Scalar(Option<&'a str>),
    Sequence,
    Mapping,
    /// The end of the innermost collection.
    End,
}

/// Follows a text as YAML, to the end of its first document or to where it is none.
pub(super) fn yaml(text: &str, mut see: impl FnMut(Event<'_>, Span)) {
    let mark = |marker: Marker| Mark {
        index: marker.index(),
        line: marker.line(),
        column: marker.col(),
    };
    for (event, span) in Parser::new_from_str(&without_surrogates(text)).map_while(Result::ok) {
        let span = Span {
            start: mark(span.start),
            end: mark(span.end),
        };
        match event {
            YamlEvent::SequenceEnd | YamlEvent::MappingEnd => see(Event::End, span),
            YamlEvent::DocumentEnd => return,
            YamlEvent::Scalar(value, ..) => see(Event::Scalar(Some(&value)), span),
            YamlEvent::Alias(_) => see(Event::Scalar(None), span),
            YamlEvent::SequenceStart(..) => see(Event::Sequence, span),
            YamlEvent::MappingStart(..) => see(Event::Mapping, span),
            _ => {}
        }
    }
}

/// Follows a text that is known to be JSON. The marks have bytes in place of characters, and no lines: see [`resolve`].
pub(super) fn json(text: &str, mut see: impl FnMut(Event<'_>, Span)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let end = match byte {
            b'"' => string_end(bytes, at),
            b'{' | b'[' | b'}' | b']' | b',' | b':' => at + 1,
            _ if byte.is_ascii_whitespace() => at + 1,
            _ => word_end(bytes, at),
        };
        let mark = |index| Mark {
            index,
            ..Mark::default()
        };
        let span = Span {
            start: mark(at),
            end: mark(end),
        };
        match byte {
            b'{' => see(Event::Mapping, span),
            b'[' => see(Event::Sequence, span),
            b'}' | b']' => see(Event::End, span),
            b'"' => {
                let inner = text.get(at + 1..end.saturating_sub(1)).unwrap_or_default();
                if inner.contains('\\') {
                    let unescaped: Option<String> = text
                        .get(at..end)
                        .and_then(|quoted| serde_json::from_str(quoted).ok());
                    see(Event::Scalar(unescaped.as_deref()), span);
                } else {
                    see(Event::Scalar(Some(inner)), span);
                }
            }
            _ if byte == b',' || byte == b':' || byte.is_ascii_whitespace() => {}
            _ => see(Event::Scalar(None), span),
        }
        at = end;
    }
}

/// The byte behind the quote that ends a string.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The byte behind a number, `true`, `false` or `null`.
fn word_end(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    let length = rest.iter().position(|byte| {
        byte.is_ascii_whitespace() || matches!(byte, b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"')
    });
    length.map_or(bytes.len(), |length| start + length)
}

/// Makes characters and lines of marks that have bytes, in one pass over the text.
pub(super) fn resolve<'a>(text: &str, marks: impl Iterator<Item = &'a mut Mark>) {
    let mut marks: Vec<&mut Mark> = marks.collect();
    marks.sort_by_key(|mark| mark.index);
    let mut here = Mark {
        line: 1,
        ..Mark::default()
    };
    let mut byte = 0;
    for mark in marks {
        let between = text.get(byte..mark.index).unwrap_or_default();
        byte = mark.index;
        let characters = between.chars().count();
        here.index += characters;
        match between.rsplit_once('\n') {
            Some((before, after)) => {
                here.line += before.matches('\n').count() + 1;
                here.column = after.chars().count();
            }
            None => here.column += characters,
        }
        *mark = here;
    }
}

/// JSON writes an emoji as two escaped surrogates, at which a YAML parser stops. Another character of the same width
/// stands in for each; a key that has one is then not found, but all others are.
fn without_surrogates(text: &str) -> Cow<'_, str> {
    if !text.contains("\\ud") && !text.contains("\\uD") {
        return Cow::Borrowed(text);
    }
    let mut parts = text.split("\\u");
    let mut mended = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        mended.push_str("\\u");
        let is_hex = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let surrogate = part.starts_with(['d', 'D'])
            && part.get(1..2).is_some_and(|digit| digit >= "8")
            && part.get(..4).is_some_and(is_hex);
        match part.get(4..) {
            Some(rest) if surrogate => {
                mended.push_str("fffd");
                mended.push_str(rest);
            }
            _ => mended.push_str(part),
        }
    }
    Cow::Owned(mended)
}
