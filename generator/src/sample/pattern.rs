//! Texts that match a pattern.
//!
//! Takes: a regular expression of ECMA-262. Gives: a text that it matches, for what is simple: characters, classes, groups,
//! alternatives, repetition, anchors at the ends. Gives none for look-around, back references, properties of Unicode,
//! word boundaries and modes. It is no matcher.

use std::iter::Peekable;
use std::str::Chars;

/// Groups inside of groups.
const DEEPEST: usize = 16;

/// A text that is repeated more often is not made.
const MOST_REPEATED: usize = 256;

/// Texts that match: as short as it goes, and one that is longer.
pub(super) fn matching(pattern: &str, least: usize) -> impl Iterator<Item = String> + use<> {
    let short = text(pattern, 0);
    let long = (1..=least.clamp(1, MOST_REPEATED)).rev();
    let pattern = pattern.to_owned();
    let long = long.filter_map(move |more| text(&pattern, more));
    let enough = long
        .filter(move |text| text.chars().count() >= least)
        .take(1);
    short.into_iter().chain(enough)
}

fn text(pattern: &str, more: usize) -> Option<String> {
    let mut reader = Reader {
        rest: pattern.chars().peekable(),
        more,
    };
    let text = reader.alternatives(DEEPEST)?;
    reader.rest.next().is_none().then_some(text)
}

struct Reader<'p> {
    rest: Peekable<Chars<'p>>,
    /// How often something is there that may be there any number of times.
    more: usize,
}

impl Reader<'_> {
    /// The first of some alternatives; the others are read and left out.
    fn alternatives(&mut self, depth: usize) -> Option<String> {
        let first = self.sequence(depth)?;
        while self.rest.next_if_eq(&'|').is_some() {
            self.sequence(depth)?;
        }
        Some(first)
    }

    fn sequence(&mut self, depth: usize) -> Option<String> {
        let mut text = String::new();
        if self.rest.next_if_eq(&'^').is_some() && self.rest.peek().is_none() {
            return Some(text);
        }
        while let Some(&next) = self.rest.peek() {
            match next {
                '|' | ')' => break,
                '$' => {
                    self.rest.next();
                    // An end is where nothing follows.
                    return matches!(self.rest.peek(), None | Some('|' | ')')).then_some(text);
                }
                _ => {
                    let atom = self.atom(depth)?;
                    let count = self.count()?;
                    (0..count).for_each(|_| text.push_str(&atom));
                }
            }
        }
        Some(text)
    }

    fn atom(&mut self, depth: usize) -> Option<String> {
        match self.rest.next()? {
            '(' => self.group(depth.checked_sub(1)?),
            '[' => self.class().map(String::from),
            '\\' => self.escape().map(String::from),
            '.' => Some("a".to_owned()),
            '*' | '+' | '?' | '^' | '{' => None,
            plain => Some(plain.to_string()),
        }
    }

    fn group(&mut self, depth: usize) -> Option<String> {
        if self.rest.next_if_eq(&'?').is_some() {
            // Look-around and modes are not followed; a name is.
            match self.rest.next()? {
                ':' => {}
                '<' if self.rest.peek().is_some_and(|next| next.is_alphabetic()) => {
                    self.rest.by_ref().find(|character| *character == '>')?;
                }
                _ => return None,
            }
        }
        let text = self.alternatives(depth)?;
        self.rest.next_if_eq(&')')?;
        Some(text)
    }

    /// A character that stands for what is behind a backslash.
    fn escape(&mut self) -> Option<char> {
        Some(match self.rest.next()? {
            'd' => '0',
            'w' | 'D' | 'S' => 'a',
            's' => ' ',
            'W' => '-',
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'x' => self.code(2)?,
            'u' => self.code(4)?,
            letter if letter.is_alphanumeric() => return None,
            plain => plain,
        })
    }

    fn code(&mut self, digits: usize) -> Option<char> {
        let digits: String = self.rest.by_ref().take(digits).collect();
        char::from_u32(u32::from_str_radix(&digits, 16).ok()?)
    }

    /// A character of a class.
    fn class(&mut self) -> Option<char> {
        let not = self.rest.next_if_eq(&'^').is_some();
        let mut ranges: Vec<(char, char)> = Vec::new();
        loop {
            let start = match self.rest.next()? {
                ']' => break,
                '\\' => self.escape()?,
                plain => plain,
            };
            let mut ahead = self.rest.clone();
            let is_range = ahead.next() == Some('-') && ahead.next().is_some_and(|end| end != ']');
            let end = if is_range {
                self.rest.next();
                match self.rest.next()? {
                    '\\' => self.escape()?,
                    plain => plain,
                }
            } else {
                start
            };
            ranges.push((start, end));
        }
        let inside = |one: char| {
            ranges
                .iter()
                .any(|(start, end)| (*start..=*end).contains(&one))
        };
        let mut plain = ('a'..='z')
            .chain('A'..='Z')
            .chain('0'..='9')
            .chain(" -_.~!#".chars());
        match not {
            true => plain.find(|one| !inside(*one)),
            false => {
                let plain = plain.find(|one| inside(*one));
                plain.or(ranges.first().map(|(start, _)| *start))
            }
        }
    }

    /// How often what was just read is there.
    fn count(&mut self) -> Option<usize> {
        let count = match self.rest.peek() {
            Some('*') => self.more,
            Some('+') => self.more.max(1),
            Some('?') => self.more.min(1),
            Some('{') => return self.counted(),
            _ => return Some(1),
        };
        self.rest.next();
        self.rest.next_if_eq(&'?');
        Some(count)
    }

    /// `{2}`, `{2,}` or `{2,3}`.
    fn counted(&mut self) -> Option<usize> {
        let inside: String = self
            .rest
            .by_ref()
            .skip(1)
            .take_while(|one| *one != '}')
            .collect();
        self.rest.next_if_eq(&'?');
        let (least, most) = match inside.split_once(',') {
            None => (inside.parse().ok()?, inside.parse().ok()?),
            Some((least, "")) => (least.parse().ok()?, usize::MAX),
            Some((least, most)) => (least.parse().ok()?, most.parse().ok()?),
        };
        let count: usize = self.more.clamp(least, most.max(least));
        (count <= MOST_REPEATED).then_some(count)
    }
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn simple_patterns_have_texts() {
        for (pattern, wanted) in [
            ("^[A-Z]{2}-\\d{3,}$", "AA-000"),
            ("^(?:a|b)+c?$", "a"),
            ("[^a-z]x", "Ax"),
            ("^(?<year>\\d{4})\\.[\\w-]{1,2}$", "0000.a"),
            ("^a$|^b$", "a"),
            ("[-_]", "-"),
            ("\\u0041\\/", "A/"),
            ("^$", ""),
        ] {
            let found: Vec<String> = matching(pattern, 0).collect();
            assert_eq!(found.first().map(String::as_str), Some(wanted), "{pattern}");
        }
        assert!(matching("^x*$", 5).any(|text| text == "xxxxx"));
    }

    #[test]
    fn others_have_none() {
        for pattern in [
            "(?=a)b", "(a)\\1", "\\p{L}", "a\\b", "(", "[", "a{", "a{99999}", "x$y", "*",
        ] {
            assert_eq!(matching(pattern, 0).count(), 0, "{pattern}");
        }
    }
}
