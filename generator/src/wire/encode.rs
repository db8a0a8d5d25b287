//! How text is written where not every character can stand.
//!
//! Takes: text. Gives: it encoded by percent signs (RFC 3986, section 2.1) or as base64 (RFC 4648, section 4).

use std::fmt::Write as _;

/// `sub-delims`, `:` and `@`: what a segment may hold beside unreserved characters (RFC 3986, section 3.3).
const SEGMENT: &[u8] = b"!$&'()*+,;=:@";

/// What stays where reserved characters are allowed: not what divides the pairs of a query, or cannot stand in one.
const RESERVED: &[u8] = b":/?@!$'()*,;";

/// `cookie-octet` beside letters and digits (RFC 6265, section 4.1.1).
const COOKIE: &[u8] = b"!#$%&'()*+-./:<=>?@[]^_`{|}~";

/// `tchar` beside what is unreserved (RFC 9110, section 5.6.2).
const COOKIE_NAME: &[u8] = b"!#$%&'*+^`|";

fn encoded(text: &str, stays: impl Fn(u8) -> bool) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || stays(byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn is_unreserved(byte: u8) -> bool {
    b"-._~".contains(&byte)
}

/// All but unreserved characters (RFC 3986, section 2.3).
pub(super) fn strict(text: &str) -> String {
    encoded(text, is_unreserved)
}

/// A value in a segment of a path.
pub(super) fn segment(text: &str) -> String {
    encoded(text, |byte| is_unreserved(byte) || SEGMENT.contains(&byte))
}

/// What a template says itself, perhaps encoded.
pub(super) fn literal(text: &str) -> String {
    encoded(text, |byte| {
        is_unreserved(byte) || SEGMENT.contains(&byte) || matches!(byte, b'%' | b'/')
    })
}

/// With reserved characters, and with what is encoded already (RFC 6570, section 3.2.3).
pub(super) fn reserved(text: &str) -> String {
    let stays = |byte| is_unreserved(byte) || RESERVED.contains(&byte);
    let mut parts = text.split('%');
    let mut whole = encoded(parts.next().unwrap_or_default(), stays);
    for part in parts {
        let mut digits = part.bytes();
        let mut is_digit = || digits.next().is_some_and(|byte| byte.is_ascii_hexdigit());
        let sign = if is_digit() && is_digit() { "%" } else { "%25" };
        whole.push_str(sign);
        whole.push_str(&encoded(part, stays));
    }
    whole
}

/// The value of a cookie.
pub(super) fn cookie(text: &str) -> String {
    encoded(text, |byte| COOKIE.contains(&byte))
}

/// The name of a cookie.
pub(super) fn cookie_name(text: &str) -> String {
    encoded(text, |byte| {
        is_unreserved(byte) || COOKIE_NAME.contains(&byte)
    })
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Three bytes in four digits, the last ones filled up with `=`.
pub(super) fn base64(text: &str) -> String {
    let mut written = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = usize::try_from(bits >> (18 - 6 * place) & 63).unwrap_or_default();
            let digit = DIGITS.get(digit).filter(|_| place <= chunk.len());
            written.push(digit.map_or('=', |digit| char::from(*digit)));
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::{base64, literal, reserved, segment, strict};

    #[test]
    fn base64_of_the_standard() {
        let pairs = ["", "f", "fo", "foo", "foob", "fooba", "foobar"];
        let expected = [
            "", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy",
        ];
        assert_eq!(pairs.map(base64), expected);
    }

    #[test]
    fn what_stays_where() {
        let text = "a/b c%20d?e&f=g+h:@ä";
        assert_eq!(strict(text), "a%2Fb%20c%2520d%3Fe%26f%3Dg%2Bh%3A%40%C3%A4");
        assert_eq!(segment(text), "a%2Fb%20c%2520d%3Fe&f=g+h:@%C3%A4");
        assert_eq!(literal(text), "a/b%20c%20d%3Fe&f=g+h:@%C3%A4");
        assert_eq!(reserved(text), "a/b%20c%20d?e%26f%3Dg%2Bh:@%C3%A4");
    }
}
