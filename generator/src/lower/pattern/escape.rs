//! Escapes that mean one character.
//!
//! Takes what stands behind a backslash; gives the character, or nothing where ECMA-262 has none or another meaning.

use super::Reader;

impl Reader<'_> {
    /// The character that an escape means: a control, a number, or punctuation as it is.
    pub(super) fn character(&mut self, escaped: char) -> Option<char> {
        Some(match escaped {
            't' => '\t',
            'n' => '\n',
            'v' => '\u{b}',
            'f' => '\u{c}',
            'r' => '\r',
            '0' if !self.rest.starts_with(|next: char| next.is_ascii_digit()) => '\0',
            'c' => {
                let letter = self.next().filter(char::is_ascii_alphabetic)?;
                char::from_u32(u32::from(letter) % 32)?
            }
            'x' => char::from_u32(self.hexadecimal(2)?)?,
            'u' if self.next_if("{") => {
                let (digits, rest) = self.rest.split_once('}')?;
                self.rest = rest;
                char::from_u32(number(digits)?)?
            }
            'u' => self.unit()?,
            mark if mark.is_ascii_punctuation() || mark == ' ' => mark,
            _ => return None,
        })
    }

    /// Four digits, or two times four that are one character (ECMA-262, UTF16SurrogatePairToCodePoint). Half a pair is in no
    /// text of Rust.
    fn unit(&mut self) -> Option<char> {
        let first = self.hexadecimal(4)?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        let second = Some(()).filter(|()| self.next_if(r"\u"));
        let second = second.and_then(|()| self.hexadecimal(4))?;
        let second = second.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + second)
    }

    fn hexadecimal(&mut self, count: usize) -> Option<u32> {
        let digits = self.rest.get(..count)?;
        self.rest = self.rest.get(count..)?;
        number(digits)
    }
}

fn number(digits: &str) -> Option<u32> {
    let digits = Some(digits).filter(|all| all.bytes().all(|one| one.is_ascii_hexdigit()))?;
    u32::from_str_radix(digits, 16).ok()
}
