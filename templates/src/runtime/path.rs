//! Where a request goes: the path from its template.
//!
//! Takes a template and encoded values; gives an encoded path (RFC 3986). Refuses a segment that a
//! server or a client would drop: empty, `.` and `..`.

use crate::runtime::encode;

/// The encoded value of a parameter, if it has one.
type Values<'a> = &'a dyn Fn(&str) -> Option<&'a str>;

/// Puts values into `template`. The refusal names the parameter, never its value.
pub(crate) fn expand(template: &str, values: Values<'_>) -> Result<String, String> {
    let mut path = String::with_capacity(template.len() + 32);
    for segment in template.trim_start_matches('/').split('/') {
        path.push('/');
        path.push_str(&expand_segment(segment, values)?);
    }
    Ok(path)
}

fn expand_segment(segment: &str, values: Values<'_>) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = segment;
    let mut last = None;
    while let Some((before, (name, after))) = rest
        .split_once('{')
        .and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
    {
        let value = values(name).ok_or_else(|| format!("`{name}` has no value"))?;
        text.push_str(&encode::literal(before));
        text.push_str(value);
        last = Some(name);
        rest = after;
    }
    text.push_str(&encode::literal(rest));
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
