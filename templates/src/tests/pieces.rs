//! How events, lines and records are cut out of what comes, wherever that breaks.

use crate::runtime::message::{Message, Messages, Wrong};
use crate::runtime::pieces::{Ends, Pieces};

/// What is made of a text, whichever way it comes.
fn in_any_chunks<T: PartialEq + std::fmt::Debug>(text: &[u8], read: impl Fn(&[&[u8]]) -> T) -> T {
    let whole = read(&[text]);
    let bytes: Vec<&[u8]> = text.chunks(1).collect();
    assert_eq!(read(&bytes), whole, "byte by byte");
    for place in 0..text.len() {
        let (before, after) = text.split_at(place);
        assert_eq!(read(&[before, after]), whole, "cut at {place}");
    }
    whole
}

fn messages(text: &[u8]) -> Vec<Message> {
    in_any_chunks(text, |chunks| {
        let mut messages = Messages::new(1000);
        let mut found = Vec::new();
        for chunk in chunks {
            messages.put(chunk);
            while let Some(message) = messages.take().unwrap() {
                found.push(message);
            }
        }
        found
    })
}

/// Kind, name and data of each event.
fn events(text: &str) -> Vec<(String, String, String)> {
    let events = messages(text.as_bytes()).into_iter().map(|message| {
        let data = String::from_utf8(message.data.to_vec()).unwrap();
        let [event, id] = [message.event, message.id].map(Option::unwrap_or_default);
        (event, id, data)
    });
    events.collect()
}

#[test]
fn events_by_the_standard() {
    for (text, expected) in [
        // The examples of the standard (WHATWG HTML, 9.2.6).
        (
            "data: YHOO\ndata: +2\ndata: 10\n\n",
            &[("", "", "YHOO\n+2\n10")][..],
        ),
        (
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
            &[
                ("", "1", "first event"),
                ("", "", "second event"),
                ("", "", " third event"),
            ],
        ),
        (
            "data\n\ndata\ndata\n\ndata:",
            &[("", "", ""), ("", "", "\n")],
        ),
        (
            "data:test\n\ndata: test\n\n",
            &[("", "", "test"), ("", "", "test")],
        ),
        // Each end of a line, a byte order mark, and one that is data.
        (
            "\u{feff}data: a\r\rdata: b\r\n\r\ndata: c\n\n",
            &[("", "", "a"), ("", "", "b"), ("", "", "c")],
        ),
        ("\n\u{feff}data: a\n\n", &[]),
        ("data: \u{feff}é\n\n", &[("", "", "\u{feff}é")]),
        // The kind is the event's, the name is the stream's.
        (
            "event: x\nid: 7\ndata: a\n\ndata: b\n\n",
            &[("x", "7", "a"), ("", "7", "b")],
        ),
        ("event: x\n\ndata: a\n\n", &[("", "", "a")]),
        ("id: 1\n\ndata: a\n\n", &[("", "1", "a")]),
        ("id: 1\nid: 2\0\ndata: a\n\n", &[("", "1", "a")]),
        // What isn't over is none; what isn't known is nothing.
        ("data: a\n\ndata: b\n", &[("", "", "a")]),
        (
            "DATA: a\ndata : b\nx: c\ndata: d: e\n\n",
            &[("", "", "d: e")],
        ),
        ("", &[]),
    ] {
        let expected: Vec<_> = (expected.iter())
            .map(|(event, id, data)| ((*event).to_owned(), (*id).to_owned(), (*data).to_owned()))
            .collect();
        assert_eq!(events(text), expected, "{text:?}");
    }
}

#[test]
fn the_time_before_connecting_again() {
    let text =
        "retry: 10\n\ndata: a\n\nretry: 1x\nretry:\nretry: -1\ndata: b\n\nretry: 20\ndata: c\n\n";
    let found: Vec<_> = (messages(text.as_bytes()).iter())
        .map(|message| message.retry.map(|retry| retry.as_millis()))
        .collect();
    assert_eq!(found, [Some(10), Some(10), Some(20)]);
}

#[test]
fn events_that_are_too_large_or_no_text() {
    let first = |most: usize, text: &[u8]| {
        let mut messages = Messages::new(most);
        messages.put(text);
        messages.take().map(|message| message.map(|it| it.data))
    };
    assert_eq!(first(9, b"data: 1234\n\n"), Ok(Some("1234".into())));
    assert_eq!(first(4, b"data: 1234\ndata: 5\n\n"), Err(Wrong::TooLarge));
    assert_eq!(first(9, b"data: 12345678"), Err(Wrong::TooLarge));
    assert_eq!(first(9, b"data: 1234\n:comment"), Err(Wrong::TooLarge));
    assert_eq!(first(9, b": \xff\ndata: 1\n\n"), Ok(Some("1".into())));
    assert_eq!(first(9, b"event: \xff\n"), Err(Wrong::NoText));
}

fn pieces(ends: Ends, text: &str) -> Vec<String> {
    in_any_chunks(text.as_bytes(), |chunks| {
        let mut pieces = Pieces::new(ends);
        let mut found = Vec::new();
        for chunk in chunks {
            pieces.put(chunk);
            while let Some(piece) = pieces.take() {
                found.push(piece);
            }
        }
        found.push(pieces.rest());
        let texts = found
            .iter()
            .map(|it| std::str::from_utf8(it).unwrap().trim().to_owned());
        texts.filter(|text| !text.is_empty()).collect()
    })
}

#[test]
fn lines_and_records() {
    for (ends, text, expected) in [
        (Ends::Line, "1\r\n\n \n2\n3", &["1", "2", "3"][..]),
        (Ends::Line, "", &[]),
        (
            Ends::Record,
            "\u{1e}{\n\"a\": \"}\\\"\"\n}\n\u{1e}2\n\u{1e}\u{1e}[1]",
            &["{\n\"a\": \"}\\\"\"\n}", "2", "[1]"],
        ),
        // A broken record doesn't take the next one with it.
        (Ends::Record, "\u{1e}{\"a\n\u{1e}2\n", &["{\"a", "2"]),
        (Ends::Record, "\u{1e}]\n\u{1e}2\n", &["]", "2"]),
    ] {
        assert_eq!(pieces(ends, text), expected, "{text:?}");
    }
}
