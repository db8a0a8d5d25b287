//! Patterns of ECMA-262 in the words of `regex-lite`, which checks them in generated crates.
//!
//! Takes a `pattern` of JSON Schema (Validation, section 6.3.3), gives an expression that the same texts match, which
//! `regex-lite` is known to compile; or nothing, where there is none: for look-around, back references, properties of
//! Unicode and modes, and for what ECMA-262 reads in another way than its author is likely to have meant it, such as
//! `\A`, `{,5}`, `[[:alpha:]]` and `/^a$/`. A pattern is read as with the flag `u`, as JSON Schema recommends: characters are code
//! points. Where that flag would forbid what is plain without it, such as `\_` or a lone `{`, it is read without.

mod characters;
mod escape;

use characters::{DIGITS, Range, SPACES, WORDS, all_but, listed, literal};

/// In bytes, as `regex-lite` counts. What is larger would take too long: it takes time by its size and the text's length.
const LARGEST: usize = 128 * 1024;

/// Where a line ends (ECMA-262, LineTerminator).
const LINE_ENDS: &str = r"\n\r\x{2028}\x{2029}";

/// The same pattern for `regex-lite`; none if there is none.
pub(super) fn translated(pattern: &str) -> Option<String> {
    if is_delimited(pattern) {
        return None;
    }
    let mut reader = Reader {
        rest: pattern,
        made: String::new(),
        depth: 0,
        repeatable: false,
    };
    while let Some(next) = reader.next() {
        reader.term(next)?;
    }
    let whole = reader.depth == 0;
    let mut trial = regex_lite::RegexBuilder::new(&reader.made);
    let compiles = trial.size_limit(LARGEST).build().is_ok();
    (whole && compiles).then_some(reader.made)
}

/// Whether it stands between slashes, as in the text of a program: no text has anything before its beginning.
fn is_delimited(pattern: &str) -> bool {
    let flags = |last: char| last.is_ascii_lowercase();
    pattern.starts_with("/^") || pattern.trim_end_matches(flags).ends_with("$/")
}

struct Reader<'p> {
    rest: &'p str,
    made: String,
    /// Groups that are open.
    depth: usize,
    /// Whether what was read last can be repeated.
    repeatable: bool,
}

/// What stands in a class.
enum Item {
    One(char),
    Set(Vec<Range>),
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let next = self.rest.chars().next()?;
        self.rest = self.rest.get(next.len_utf8()..)?;
        Some(next)
    }

    fn next_if(&mut self, start: &str) -> bool {
        let rest = self.rest.strip_prefix(start);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn term(&mut self, next: char) -> Option<()> {
        match next {
            '|' | '^' | '$' => self.push(next.encode_utf8(&mut [0; 4]), false),
            '.' => self.push(&format!("[^{LINE_ENDS}]"), true),
            '(' => self.open()?,
            ')' => {
                self.depth = self.depth.checked_sub(1)?;
                self.push(")", true);
            }
            '*' | '+' | '?' => self.repeated(next.encode_utf8(&mut [0; 4]))?,
            '{' => self.brace()?,
            '[' => self.class()?,
            '\\' => self.escape()?,
            plain => self.push(&literal(plain), true),
        }
        Some(())
    }

    fn push(&mut self, text: &str, repeatable: bool) {
        self.made.push_str(text);
        self.repeatable = repeatable;
    }

    /// No group is asked for by its name or number, so that all are alike.
    fn open(&mut self) -> Option<()> {
        if self.next_if("?") && !self.next_if(":") {
            let named = self.next_if("<") && !self.rest.starts_with(['=', '!']);
            let (name, rest) = self.rest.split_once('>').filter(|_| named)?;
            let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
            self.rest = Some(rest).filter(|_| !name.is_empty() && name.chars().all(is_name))?;
        }
        self.depth += 1;
        self.push("(?:", false);
        Some(())
    }

    /// How often what stands before may come. As few or as many as can be makes no difference to whether there is a match.
    fn repeated(&mut self, often: &str) -> Option<()> {
        if !self.repeatable {
            return None;
        }
        self.push(often, false);
        self.next_if("?");
        Some(())
    }

    /// A count, or a brace that is meant.
    fn brace(&mut self) -> Option<()> {
        let numbers = self.rest.split_once('}').map(|(numbers, _)| numbers);
        let (least, most) = match numbers.map(|numbers| (numbers, numbers.split_once(','))) {
            Some((_, Some((least, most)))) => (least, most),
            Some((count, None)) => (count, count),
            None => ("", "-"),
        };
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(least) || !digits(most) || (least, most) == ("", "") {
            self.push(r"\{", true);
            return Some(());
        }
        let count = numbers.filter(|_| !least.is_empty())?;
        self.rest = self.rest.get(count.len() + 1..)?;
        self.repeated(&format!("{{{count}}}"))
    }

    fn escape(&mut self) -> Option<()> {
        let next = self.next()?;
        match next {
            'b' | 'B' => self.push(&format!(r"\{next}"), false),
            'd' | 'D' | 'w' | 'W' => self.push(&format!(r"\{next}"), true),
            's' => self.push(&format!("[{}]", listed(SPACES)), true),
            'S' => self.push(&format!("[^{}]", listed(SPACES)), true),
            other => {
                let meant = self.character(other)?;
                self.push(&literal(meant), true);
            }
        }
        Some(())
    }

    fn class(&mut self) -> Option<()> {
        let negated = if self.next_if("^") { "^" } else { "" };
        let mut ranges: Vec<Range> = Vec::new();
        while !self.next_if("]") {
            let first = self.item()?;
            let is_range = self.rest.starts_with('-') && !self.rest.starts_with("-]");
            match first {
                Item::Set(_) if is_range => return None,
                Item::Set(set) => ranges.extend(set),
                Item::One(from) if is_range => {
                    self.next_if("-");
                    let Item::One(to) = self.item()? else {
                        return None;
                    };
                    ranges.push((from, to));
                }
                Item::One(one) => ranges.push((one, one)),
            }
        }
        let text = Some(listed(&ranges)).filter(|text| !text.is_empty())?;
        self.push(&format!("[{negated}{text}]"), true);
        Some(())
    }

    fn item(&mut self) -> Option<Item> {
        let set = |ranges: &[Range]| Item::Set(ranges.to_vec());
        let one = match self.next()? {
            // What other dialects read as a class by its name, or as a class in a class.
            '[' if self.rest.starts_with([':', '.', '=']) => return None,
            '\\' => match self.next()? {
                'd' => return Some(set(DIGITS)),
                'D' => return Some(Item::Set(all_but(DIGITS))),
                'w' => return Some(set(WORDS)),
                'W' => return Some(Item::Set(all_but(WORDS))),
                's' => return Some(set(SPACES)),
                'S' => return Some(Item::Set(all_but(SPACES))),
                'b' => '\u{8}',
                other => self.character(other)?,
            },
            plain => plain,
        };
        Some(Item::One(one))
    }
}

#[cfg(test)]
mod tests {
    use super::translated;

    /// Whether a text matches; none if the pattern cannot be translated.
    fn is_match(pattern: &str, text: &str) -> Option<bool> {
        let regex = regex_lite::Regex::new(&translated(pattern)?).unwrap();
        Some(regex.is_match(text))
    }

    #[test]
    fn what_is_translated_matches_the_same_texts() {
        for (pattern, matching, others) in [
            ("b", &["abc", "b"] as &[&str], &["ac", ""] as &[&str]),
            ("^[0-9a-f]{3}$", &["0af"], &["0AF", "0af0", "0af\n"]),
            (r"^\d+$", &["12"], &["1a", "", "\u{0663}"]),
            (r"^\w+\/\-\.$", &["a_1/-."], &["é/-.", "a/-x"]),
            (
                r"^\s$",
                &["\u{a0}", "\u{feff}", "\u{b}", " "],
                &["a", "\u{85}"],
            ),
            (r"^[^\s,]+$", &["ab"], &["a b", "a,b", "a\u{2003}b"]),
            (
                r"^[\S]$",
                &["a", "\u{85}", "\u{10ffff}"],
                &[" ", "\u{3000}"],
            ),
            (r"^[\D]$", &["a"], &["1"]),
            (r"^[\W_]$", &["-", "_"], &["a"]),
            ("^.$", &["a", "\u{85}", "😀"], &["\r", "\u{2028}", "\n"]),
            ("^a*?b+c?$", &["aabbc", "b"], &["ac"]),
            ("^a{2}b{1,}c{0,1}$", &["aab", "aabbc"], &["ab", "aabcc"]),
            ("^(a|bc)(?:d)(?<year>e)$", &["ade", "bcde"], &["abde"]),
            ("^(|a)$", &["", "a"], &["b"]),
            (r"\bcat\b", &["a cat", "cat"], &["cats"]),
            (r"^[a\-z]$", &["a", "-", "z"], &["b"]),
            ("^[a-c-]$", &["b", "-"], &["d"]),
            ("^[-a]$", &["a", "-"], &["b"]),
            (r"^[\w.-]+$", &["a.b-c"], &["a b"]),
            ("^[&&~~#]$", &["&", "~", "#"], &["a"]),
            (r"^[\b]$", &["\u{8}"], &["b"]),
            ("^[[a]$", &["[", "a"], &["]"]),
            (
                r"^\x41\u0042\u{43}\uD83D\uDE00\cJ\0$",
                &["ABC😀\n\0"],
                &["ABC"],
            ),
            ("^{[a-z]+}]$", &["{id}]"], &["id"]),
            ("^[^]$", &[], &[]),
            ("#a b", &["#a b"], &["ab"]),
            ("^ü$", &["ü"], &["u"]),
            ("^(?:(?:a)+,)*$", &["aa,a,", ""], &["a"]),
        ] {
            for text in matching {
                assert_eq!(is_match(pattern, text), Some(true), "{pattern} {text:?}");
            }
            for text in others {
                assert_eq!(is_match(pattern, text), Some(false), "{pattern} {text:?}");
            }
        }
    }

    #[test]
    fn what_has_no_exact_translation_has_none() {
        for pattern in [
            "a(?=b)",
            "a(?!b)",
            "(?<=a)b",
            "(?<!a)b",
            r"(a)\1",
            r"(?<n>a)\k<n>",
            r"\p{L}",
            r"\P{Lu}",
            "(?i)a",
            "(?i:a)",
            r"\Aa\z",
            r"\Z",
            r"\h",
            r"\01",
            r"\uD800",
            r"\uD83Dx",
            r"\u{110000}",
            r"\xg1",
            "a{,5}",
            "[[:alpha:]]",
            "[b-a]",
            r"[a-\d]",
            r"[\d-z]",
            "[]",
            "[^]",
            "[a",
            "(a",
            "a)",
            "*a",
            "a**",
            "a++",
            "a{2}{3}",
            "^*",
            "|*",
            "a{3,2}",
            "a{99999999999}",
            "(a{1000}){1000}",
            "\\",
            r"\u12",
            r"\c1",
            "(?a",
            "(?P<n>a)",
            "/^a$/",
            "/a$/i",
        ] {
            assert_eq!(translated(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn what_is_the_same_in_both_stays_as_it_is() {
        for pattern in ["^[0-9a-f]{32}$", r"^\d{4}\-\d\d$", r"^[A-Z][a-z]+\.$"] {
            assert_eq!(translated(pattern).as_deref(), Some(pattern));
        }
    }
}
