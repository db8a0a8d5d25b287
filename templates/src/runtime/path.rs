//! Where a request goes: the path from its template, and how values are encoded.
//!
//! Takes a template and raw values; gives an encoded path (RFC 3986). Refuses a segment that a
//! server or a client would drop: empty, `.` and `..`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters (RFC 3986, section 2.3).
const QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// All but `pchar` (RFC 3986, section 3.3).
const SEGMENT: &AsciiSet = &QUERY
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

/// A name or a value as it stands in a query.
pub(crate) fn encode_query(text: &str) -> String {
    utf8_percent_encode(text, QUERY).to_string()
}

/// Puts values into `template`. The refusal names the parameter, never its value.
pub(crate) fn expand(template: &str, values: &[(&'static str, String)]) -> Result<String, String> {
    let mut path = String::with_capacity(template.len() + 32);
    for segment in template.trim_start_matches('/').split('/') {
        path.push('/');
        path.push_str(&expand_segment(segment, values)?);
    }
    Ok(path)
}

fn expand_segment(segment: &str, values: &[(&'static str, String)]) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = segment;
    let mut last = None;
    while let Some((before, (name, after))) = rest
        .split_once('{')
        .and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
    {
        let value = values.iter().find(|(known, _)| *known == name);
        let (_, value) = value.ok_or_else(|| format!("`{name}` has no value"))?;
        text.extend(utf8_percent_encode(before, LITERAL));
        text.extend(utf8_percent_encode(value, SEGMENT));
        last = Some(name);
        rest = after;
    }
    text.extend(utf8_percent_encode(rest, LITERAL));
    match (last, text.as_str()) {
        (Some(name), "") => Err(format!(
            "`{name}` is empty, a segment of a path must not be"
        )),
        (Some(name), dots @ ("." | "..")) => Err(format!(
            "`{name}` makes `{dots}` of a segment of the path, which would change the path"
        )),
        _ => Ok(text),
    }
}
