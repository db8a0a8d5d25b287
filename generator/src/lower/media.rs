//! Media types: what the content under one is, and which of several is best.
//!
//! Takes the keys of `content`; knows no schemas and no places.

use openapiv3::MediaType;

use indexmap::IndexMap;

/// What content is, by its media type alone. The better kinds come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    FormData,
    /// A range that JSON and everything else is in.
    Anything,
    Text,
    Bytes,
    /// A range of things that are no text, such as `image/*`.
    Range,
    /// A multipart type that is no form.
    Multipart,
}

impl Family {
    pub(super) fn of(media_type: &str) -> Self {
        let essence = essence(media_type);
        let (kind, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
        match (kind, subtype) {
            ("*", _) | ("application", "*") => Self::Anything,
            ("multipart", "form-data" | "*") => Self::FormData,
            ("multipart", _) => Self::Multipart,
            ("application", "x-www-form-urlencoded") => Self::Form,
            ("text" | "application", "json" | "x-json") => Self::Json,
            _ if subtype.ends_with("+json") => Self::Json,
            ("text", _) => Self::Text,
            (_, subtype) if is_text(subtype) => Self::Text,
            (_, "*") => Self::Range,
            _ => Self::Bytes,
        }
    }
}

/// Text that has another type than `text`.
fn is_text(subtype: &str) -> bool {
    const TEXTS: [&str; 8] = [
        "graphql",
        "javascript",
        "jsonl",
        "sql",
        "xml",
        "x-ndjson",
        "x-yaml",
        "yaml",
    ];
    TEXTS.contains(&subtype) || subtype.ends_with("+xml") || subtype.ends_with("+yaml")
}

/// Content that comes piece by piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// Server-sent events (WHATWG HTML, 9.2).
    Events,
    /// A value of JSON in each line.
    Lines,
    /// A value of JSON in each record (RFC 7464).
    Records,
}

/// What comes piece by piece, by the media type alone.
pub(super) fn flow(media_type: &str) -> Option<Flow> {
    const LINES: [&str; 6] = [
        "json-lines",
        "json-stream",
        "jsonl",
        "jsonlines",
        "ndjson",
        "stream+json",
    ];
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/')?;
    let plain = subtype.strip_prefix("x-").unwrap_or(subtype);
    match (kind, plain) {
        ("text", "event-stream") => Some(Flow::Events),
        ("application" | "text", plain) if LINES.contains(&plain) => Some(Flow::Lines),
        (_, "json-seq") => Some(Flow::Records),
        _ if subtype.ends_with("+json-seq") => Some(Flow::Records),
        _ if subtype.ends_with("+ndjson") || subtype.ends_with("+jsonl") => Some(Flow::Lines),
        _ => None,
    }
}

/// As it stands in `Accept`. A charset says how text is written, which is no reason to refuse it; other parameters may be
/// a version.
pub(super) fn accepted(media_type: &str) -> &str {
    match media_type.to_ascii_lowercase().contains("charset") {
        true => media_type.split(';').next().unwrap_or_default().trim(),
        false => media_type.trim(),
    }
}

/// Type and subtype in lower case, without parameters.
pub(super) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Whether one media type is meant and it can stand in a header (RFC 9110, section 8.3.1).
pub(super) fn is_concrete(media_type: &str) -> bool {
    let printable = |letter: char| letter == ' ' || letter.is_ascii_graphic();
    media_type.chars().all(printable)
        && media_type.contains('/')
        && !media_type.contains([',', '*'])
}

/// Whether it can stand in `Accept` (RFC 9110, section 12.5.1).
pub(super) fn is_range(media_type: &str) -> bool {
    is_concrete(&media_type.replace('*', "x"))
}

/// The entries, best first; of one family in the order of the document.
pub(super) fn by_family(
    content: &IndexMap<String, MediaType>,
) -> Vec<(Family, &String, &MediaType)> {
    let mut all: Vec<_> = (content.iter())
        .map(|(name, media)| (Family::of(name), name, media))
        .collect();
    all.sort_by_key(|(family, name, _)| (*family, essence(name) != "application/json"));
    all
}

/// The entries as an answer is read, best first: JSON, what may be JSON, and then as the document has them.
pub(super) fn by_preference(
    content: &IndexMap<String, MediaType>,
) -> Vec<(Family, &String, &MediaType)> {
    let mut all = by_family(content);
    all.sort_by_key(|(family, name, _)| match family {
        Family::Json => (0, None),
        Family::Anything => (1, None),
        _ => (2, content.get_index_of(*name)),
    });
    all
}

#[cfg(test)]
mod tests {
    use super::{Family, Flow, flow, is_concrete};

    #[test]
    fn families() {
        for (media_type, expected) in [
            ("application/json", Family::Json),
            ("Application/JSON; charset=utf-8", Family::Json),
            ("application/merge-patch+json", Family::Json),
            ("text/json", Family::Json),
            ("*/*", Family::Anything),
            ("application/x-www-form-urlencoded", Family::Form),
            ("multipart/form-data", Family::FormData),
            ("multipart/related", Family::Multipart),
            ("text/plain", Family::Text),
            ("text/*", Family::Text),
            ("application/soap+xml", Family::Text),
            ("application/octet-stream", Family::Bytes),
            ("image/*", Family::Range),
            ("image/svg+xml", Family::Text),
            ("", Family::Bytes),
        ] {
            assert_eq!(Family::of(media_type), expected, "{media_type}");
        }
    }

    #[test]
    fn flows() {
        for (media_type, expected) in [
            ("text/event-stream; charset=utf-8", Some(Flow::Events)),
            ("application/x-ndjson", Some(Flow::Lines)),
            ("application/NDJSON", Some(Flow::Lines)),
            ("application/jsonl", Some(Flow::Lines)),
            ("application/stream+json", Some(Flow::Lines)),
            ("application/json-seq", Some(Flow::Records)),
            ("application/geo+json-seq", Some(Flow::Records)),
            ("application/json", None),
            ("ndjson", None),
        ] {
            assert_eq!(flow(media_type), expected, "{media_type}");
        }
    }

    #[test]
    fn what_can_stand_in_a_header() {
        assert!(is_concrete("text/plain; charset=utf-8"));
        for odd in [
            "",
            "json",
            "image/*",
            "image/png, image/gif",
            "text/plain\n",
        ] {
            assert!(!is_concrete(odd), "{odd}");
        }
    }
}
