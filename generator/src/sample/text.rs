//! Texts.
//!
//! Takes: all that must hold of a text. Gives: texts of its format, pattern and length, among them those that are written
//! in several ways: `spelling` knows which of them stand for the same value.

use super::meaning::Meaning;
use super::pattern;

/// Texts longer than this are not made, whatever the least length is.
const LONGEST: usize = 4096;

/// For each format texts that it allows.
const FORMATS: [(&str, &[&str]); 21] = [
    (
        "date-time",
        &[
            "2024-05-06T07:08:09Z",
            "2024-05-06T07:08:09.123456789Z",
            "2024-05-06T09:08:09+02:00",
            "2024-05-06T07:08:09.000Z",
            "2024-05-06T07:08:09.120-00:00",
            "2024-05-06t07:08:09z",
            "0001-01-01T00:00:00Z",
            "1969-12-31T23:59:59.5Z",
        ],
    ),
    ("date", &["2024-02-29", "0001-01-01", "9999-12-31"]),
    ("time", &["07:08:09Z", "23:59:59.999+05:30"]),
    ("duration", &["P1DT2H", "PT0.5S"]),
    ("email", &["name@example.com"]),
    ("idn-email", &["name@example.com"]),
    ("hostname", &["host.example.com"]),
    ("idn-hostname", &["host.example.com"]),
    ("ipv4", &["192.0.2.1", "0.0.0.0", "255.255.255.255"]),
    (
        "ipv6",
        &[
            "2001:db8::1",
            "::",
            "2001:0DB8:0:0:0:0:0:2",
            "::ffff:192.0.2.1",
        ],
    ),
    ("uri", &["https://example.com/a?b=c#d"]),
    ("url", &["https://example.com/a?b=c#d"]),
    ("uri-reference", &["/a?b=c#d"]),
    (
        "uuid",
        &[
            "123e4567-e89b-12d3-a456-426614174000",
            "123E4567-E89B-12D3-A456-426614174000",
        ],
    ),
    ("byte", &["dGV4dA==", ""]),
    ("base64url", &["_-8"]),
    ("binary", &["text", ""]),
    ("decimal", &["1.50", "-0.001", "12345678901234567890"]),
    ("regex", &["^[a-z]+$"]),
    ("json-pointer", &["/a/0"]),
    ("int64", &["9223372036854775807"]),
];

/// Texts, the plainest first.
pub(super) fn texts(meaning: &Meaning<'_>) -> Vec<String> {
    let least = meaning.count("minLength").unwrap_or(0).min(LONGEST);
    let most = meaning.count("maxLength").unwrap_or(usize::MAX);
    let fits = |text: &String| {
        let length = text.chars().count();
        length >= least && length <= most
    };
    let format = meaning.text("format").unwrap_or_default();
    let formatted = FORMATS.iter().find(|(name, _)| *name == format);
    let mut texts: Vec<String> = Vec::new();
    if let Some((_, known)) = formatted {
        // The length of a text that has a format is that of the format.
        texts.extend(known.iter().map(|text| (*text).to_owned()));
        return texts;
    }
    if let Some(pattern) = meaning.text("pattern") {
        texts.extend(pattern::matching(pattern, least).filter(fits));
        if !texts.is_empty() {
            return texts;
        }
    }
    let plain = [
        "text",
        "",
        "with \"quotes\", \\ and \n",
        "ümläut \u{1F600}\u{2028}",
    ];
    let long = "abcdefghij".chars().cycle();
    let long = |length: usize| long.clone().take(length).collect::<String>();
    let plain = plain.map(ToOwned::to_owned).into_iter();
    let bounds = [least, most]
        .into_iter()
        .filter(|length| (1..=LONGEST).contains(length));
    texts.extend(plain.chain(bounds.map(long)).filter(fits));
    texts.dedup();
    texts
}
