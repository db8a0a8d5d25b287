//! Text that cannot harm a terminal.
//!
//! Takes: what a document says. Gives: one line of it. Does not lay anything out.

/// How much of a message is shown: a document can put a whole book into one.
const MESSAGE: usize = 600;

/// How much of it, where it is one of several.
const SHORT: usize = 160;

/// One line of a message, without what could harm a terminal; of a very long one the beginning.
#[must_use]
pub fn line(text: &str) -> String {
    cut(text, MESSAGE)
}

/// One line of a message that stands in a list.
pub(super) fn short(text: &str) -> String {
    cut(text, SHORT)
}

fn cut(text: &str, length: usize) -> String {
    let mut line: String = text.chars().map(visible).take(length).collect();
    if text.chars().nth(length).is_some() {
        line.push('…');
    }
    line
}

/// A character, or what stands for it if it moves the cursor, changes colours or turns the direction of writing.
pub(super) fn visible(character: char) -> char {
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
