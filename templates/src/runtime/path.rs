//! Where a request goes: the path from its template.
//!
//! Takes a template and encoded values, or a path that the caller wrote; gives an encoded path
//! (RFC 3986). Refuses a segment that a server or a client would drop: empty, `.` and `..`.

use crate::runtime::encode;

/// The encoded value of a parameter, if it has one.
type Values<'a> = &'a dyn Fn(&str) -> Option<&'a str>;

/// Puts values into `template`, behind what there is of a URL. The refusal names the parameter, never
/// its value.
pub(crate) fn expand(url: &mut String, template: &str, values: Values<'_>) -> Result<(), String> {
    for segment in template.trim_start_matches('/').split('/') {
        url.push('/');
        expand_segment(url, segment, values)?;
    }
    Ok(())
}

/// A path as the caller wrote it, from where the base URL ends. The slash at its beginning may be
/// left out, and one at its end is kept. Encoded bytes stay as they are. The refusal never shows it.
pub(crate) fn written(path: &str) -> Result<String, &'static str> {
    if path.contains(['?', '#']) {
        return Err("the path has a query or a fragment; set what is in the query by `query`");
    }
    if path.is_empty() {
        return Ok(String::new());
    }
    let mut text = String::with_capacity(path.len() + 1);
    let mut segments = path.strip_prefix('/').unwrap_or(path).split('/').peekable();
    while let Some(segment) = segments.next() {
        if segment.is_empty() && segments.peek().is_some() {
            return Err("the path has an empty segment; write it as `/some/path`, without a host");
        }
        if is_dots(segment) {
            return Err("the path has a segment `.` or `..`, which would change it");
        }
        text.push('/');
        encode::push_literal(&mut text, segment);
    }
    Ok(text)
}

/// Whether clients take a segment for `.` or `..`: an encoded dot is one for them, too (WHATWG URL, section 4.1).
pub(crate) fn is_dots(segment: &str) -> bool {
    let dots = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(dots.as_str(), "." | "..")
}

fn expand_segment(url: &mut String, segment: &str, values: Values<'_>) -> Result<(), String> {
    let start = url.len();
    let mut rest = segment;
    let mut last = None;
    while let Some((before, (name, after))) = rest
        .split_once('{')
        .and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
    {
        let value = values(name).ok_or_else(|| format!("`{name}` has no value"))?;
        encode::push_literal(url, before);
        url.push_str(value);
        last = Some(name);
        rest = after;
    }
    encode::push_literal(url, rest);
    match (last, url.get(start..)) {
        (Some(name), Some("")) => Err(format!(
            "`{name}` is empty, a segment of a path must not be"
        )),
        (Some(name), Some(dots @ ("." | ".."))) => Err(format!(
            "`{name}` makes `{dots}` of a segment of the path, which would change the path"
        )),
        _ => Ok(()),
    }
}
