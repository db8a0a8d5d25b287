//! Characters and classes of them, as `regex-lite` writes them.
//!
//! Takes characters and ranges; gives their text, and what ECMA-262 means by its classes. Reads no pattern.

/// From, to; in their order.
pub(super) type Range = (char, char);

pub(super) const DIGITS: &[Range] = &[('0', '9')];

pub(super) const WORDS: &[Range] = &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];

/// WhiteSpace and LineTerminator of ECMA-262: more than what is space in ASCII.
pub(super) const SPACES: &[Range] = &[
    ('\t', '\r'),
    (' ', ' '),
    ('\u{a0}', '\u{a0}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{2000}', '\u{200a}'),
    ('\u{2028}', '\u{2029}'),
    ('\u{202f}', '\u{202f}'),
    ('\u{205f}', '\u{205f}'),
    ('\u{3000}', '\u{3000}'),
    ('\u{feff}', '\u{feff}'),
];

/// A character that means itself, inside of a class and outside.
pub(super) fn literal(character: char) -> String {
    match character {
        '\\' | '.' | '+' | '*' | '?' | '(' | ')' | '|' | '[' | ']' | '{' | '}' | '^' | '$'
        | '#' | '&' | '-' | '~' => format!("\\{character}"),
        shown if shown.is_ascii_graphic() || shown == ' ' => shown.to_string(),
        '\n' => r"\n".to_owned(),
        '\r' => r"\r".to_owned(),
        '\t' => r"\t".to_owned(),
        other => format!("\\x{{{:x}}}", u32::from(other)),
    }
}

/// What stands between the brackets of a class.
pub(super) fn listed(ranges: &[Range]) -> String {
    let one = |&(from, to): &Range| match from == to {
        true => literal(from),
        false => format!("{}-{}", literal(from), literal(to)),
    };
    ranges.iter().map(one).collect()
}

/// All characters that are in none of the ranges, which are in their order and do not touch each other or the ends.
pub(super) fn all_but(ranges: &[Range]) -> Vec<Range> {
    let starts = ranges
        .iter()
        .filter_map(|(_, to)| char::from_u32(u32::from(*to) + 1));
    let ends = ranges
        .iter()
        .filter_map(|(from, _)| char::from_u32(u32::from(*from).checked_sub(1)?));
    let starts = std::iter::once('\0').chain(starts);
    starts.zip(ends.chain(std::iter::once(char::MAX))).collect()
}
