//! How text is written where not every character can stand.
//!
//! Takes raw text; gives it percent-encoded (RFC 3986) for a path, a query or a cookie. Knows
//! neither parameters nor templates.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::runtime::secret::Secret;

/// All but the unreserved characters (RFC 3986, section 2.3).
const STRICT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// All but `pchar` (RFC 3986, section 3.3).
const SEGMENT: &AsciiSet = &STRICT
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// The template's own text may already be encoded.
const LITERAL: &AsciiSet = &SEGMENT.remove(b'%');

/// Reserved characters stay, but for those that a query can't hold (`#`, `[`, `]`) and those that
/// mean something between its pairs (`&`, `=`, `+`; `OpenAPI` 3.1.1, `allowReserved`).
const RESERVED: &AsciiSet = &STRICT
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

/// All but `cookie-octet` (RFC 6265, section 4.1.1). A percent sign is one, so that a value which
/// a server wrote comes back as it was.
const COOKIE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b',').add(b';').add(b'\\');

/// All but `token` (RFC 9110, section 5.6.2), which the name of a cookie is.
const COOKIE_NAME: &AsciiSet = &STRICT
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'%')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'*')
    .remove(b'+')
    .remove(b'^')
    .remove(b'`')
    .remove(b'|');

/// A name or a value that nothing of what stands around it can be taken for.
pub(crate) fn strict(text: &str) -> String {
    utf8_percent_encode(text, STRICT).to_string()
}

/// As [`strict`], of a secret.
pub(crate) fn secret(text: &str) -> Secret {
    // Three characters for a byte at most: it grows nowhere, which would leave a copy behind.
    let mut encoded = String::with_capacity(3 * text.len());
    encoded.extend(utf8_percent_encode(text, STRICT));
    encoded.into()
}

/// As [`strict`], behind what there is.
pub(crate) fn push_strict(to: &mut String, text: &str) {
    to.extend(utf8_percent_encode(text, STRICT));
}

/// A value that is, or is part of, one segment of a path.
pub(crate) fn segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

/// As [`segment`], behind what there is.
pub(crate) fn push_segment(to: &mut String, text: &str) {
    to.extend(utf8_percent_encode(text, SEGMENT));
}

/// What a template of a path holds between its parameters, behind what there is.
pub(crate) fn push_literal(to: &mut String, text: &str) {
    to.extend(utf8_percent_encode(text, LITERAL));
}

/// A value in a query whose reserved characters and encoded bytes mean what they are
/// (RFC 6570, section 3.2.3).
pub(crate) fn reserved(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for (index, part) in text.split('%').enumerate() {
        if index > 0 {
            let bytes = part.as_bytes();
            let is_triplet = bytes.iter().take_while(|it| it.is_ascii_hexdigit()).count() >= 2;
            encoded.push_str(if is_triplet { "%" } else { "%25" });
        }
        encoded.extend(utf8_percent_encode(part, RESERVED));
    }
    encoded
}

/// The value of a cookie.
pub(crate) fn cookie(text: &str) -> String {
    utf8_percent_encode(text, COOKIE).to_string()
}

/// The name of a cookie.
pub(crate) fn cookie_name(text: &str) -> String {
    utf8_percent_encode(text, COOKIE_NAME).to_string()
}
