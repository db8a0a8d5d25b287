//! Streams of events, lines and records: how they are asked for, decoded and ended.

use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use serde_json::{Value, json};

use super::memory::{Memory, pieces_of};
use super::sample::models::Zone;
use crate::runtime::exchange::Reply;
use crate::{ErrorKind, Event, Events, Lines, TransportError, TransportErrorKind};

/// A client whose calls are answered with chunks of a media type.
fn streaming(media_type: &'static str, chunks: &[&'static [u8]]) -> Memory {
    let chunks = chunks.to_vec();
    Memory::new(move |_, _| {
        let body = pieces_of(chunks.iter().map(|chunk| Ok(Bytes::from_static(chunk))));
        let response = http::Response::builder().header("content-type", media_type);
        Ok(response
            .header("x-request-id", "call-7")
            .body(body)
            .unwrap())
    })
}

const EVENTS: &str = "text/event-stream; charset=utf-8";

async fn zones(chunks: &[&'static [u8]]) -> Events<Zone> {
    let request = streaming(EVENTS, chunks).client().get_zone("z").request;
    request.events(Reply::decode).await.unwrap()
}

fn assert_is_a_stream<T: Stream + Unpin + Send + std::fmt::Debug>(_: &T) {}

#[tokio::test]
async fn events_are_decoded_one_by_one() {
    let mut zones = zones(&[
        b": hello\n\nevent: zone\nid: 1\nretry: 5\ndata: {\"na",
        b"me\":\"a\"}\n\ndata:\n\ndata: {\ndata: \"name\": \"b\"}\n\n",
        b"data: [DONE]\n\ndata: {\"name\":\"c\"}\n\n",
    ])
    .await;
    assert_is_a_stream(&zones);
    assert_eq!(zones.status(), 200);
    assert_eq!(zones.request_id(), Some("call-7"));
    assert_eq!(zones.headers()["content-type"], EVENTS);
    let first = zones.try_next().await.unwrap().unwrap();
    assert_eq!(first.event.as_deref(), Some("zone"));
    assert_eq!(first.id.as_deref(), Some("1"));
    assert_eq!(first.retry, Some(Duration::from_millis(5)));
    assert_eq!(first.data.name, "a");
    let second = zones.try_next().await.unwrap().unwrap();
    assert_eq!((second.event, second.data.name.as_str()), (None, "b"));
    assert!(zones.try_next().await.unwrap().is_none());
    assert!(zones.try_next().await.unwrap().is_none());
    let shown = format!("{zones:?}");
    assert!(
        shown.contains("done: true") && !shown.contains("name"),
        "{shown}"
    );
}

#[tokio::test]
async fn an_event_that_cannot_be_decoded_says_where_and_ends_the_stream() {
    let mut zones =
        zones(&[b"data: {\"name\":\"a\"}\n\ndata: {\"name\":7}\n\ndata: {\"name\":\"c\"}\n\n"])
            .await;
    zones.try_next().await.unwrap().unwrap();
    let error = zones.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(
        error.to_string(),
        "get-zone: the server answered 200 OK with a stream whose event 2 can't be decoded at `name`"
    );
    assert_eq!(error.json_path(), Some("name"));
    assert_eq!((error.line(), error.column()), (Some(1), Some(9)));
    assert_eq!(error.body().unwrap(), "{\"name\":7}");
    assert_eq!(error.request_id(), Some("call-7"));
    assert!(zones.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn events_as_text_and_as_a_whole() {
    let chunks: &[&[u8]] =
        &[b"event: a\nretry: 7\ndata: {\"b\":1}\n\nid: 3\ndata: [DONE\n\ndata:\n\ndata: \xff\n\n"];
    let request = streaming(EVENTS, chunks).client().get_zone("z").request;
    let mut texts = request.clone().events(Reply::text).await.unwrap();
    let mut found = Vec::new();
    for _ in 0..3 {
        found.push(texts.try_next().await.unwrap().unwrap().data);
    }
    assert_eq!(found, ["{\"b\":1}", "[DONE", ""]);
    let error = texts.try_next().await.unwrap_err();
    let expected = "with a stream whose event 4 isn't text in UTF-8 from byte 0 on";
    assert!(error.to_string().ends_with(expected), "{error}");
    let response = request.whole_events_with_meta::<Value>().await.unwrap();
    let mut whole = response.into_value();
    for expected in [
        json!({"event": "a", "retry": 7, "data": {"b": 1}}),
        json!({"id": "3", "retry": 7, "data": "[DONE"}),
    ] {
        let found: Event<Value> = whole.try_next().await.unwrap().unwrap();
        assert_eq!(found.data, expected);
    }
    // Data that is no text is not made one.
    let error = loop {
        match whole.try_next().await {
            Ok(event) => assert!(event.is_some(), "the stream ended without an error"),
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn lines_are_decoded_one_by_one() {
    let memory = streaming(
        "application/x-ndjson",
        &[
            b"{\"name\":\"a\"}\n\n{\"na",
            b"me\":\"b\"}\r\n",
            b"{\"name\":\"c\"}",
        ],
    );
    let request = memory.client().get_zone("z").request;
    let request = request.accepting("application/x-ndjson");
    let mut zones: Lines<Zone> = request
        .lines_with_meta(Reply::decode)
        .await
        .unwrap()
        .into_value();
    assert_is_a_stream(&zones);
    assert_eq!(
        (zones.status().as_u16(), zones.request_id()),
        (200, Some("call-7"))
    );
    assert_eq!(zones.headers().len(), 2);
    let mut names = String::new();
    while let Some(zone) = zones.try_next().await.unwrap() {
        names.push_str(&zone.name);
    }
    assert_eq!(names, "abc");
    assert!(zones.try_next().await.unwrap().is_none());
    assert_eq!(memory.sent()[0].headers()["accept"], "application/x-ndjson");
    assert!(format!("{zones:?}").contains("items: 3"), "{zones:?}");
}

#[tokio::test]
async fn records_are_decoded_as_soon_as_they_are_whole() {
    let memory = streaming(
        "application/json-seq",
        &[b"\x1e{\n\"name\":\"a\"\n}\n", b"\x1e{}\n"],
    );
    let request = memory.client().get_zone("z").request;
    let mut zones = request.records::<Zone>(Reply::decode).await.unwrap();
    assert_eq!(zones.try_next().await.unwrap().unwrap().name, "a");
    let error = zones.try_next().await.unwrap_err();
    assert!(
        error.to_string().contains("whose value 2 can't be decoded"),
        "{error}"
    );
    assert!(zones.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn items_are_as_large_as_a_body_may_be() {
    let long: &[&[u8]] = &[b"data: 1\n\ndata: ", b"234", b"567890", b"\n\n"];
    let builder = streaming(EVENTS, long).builder().max_response_bytes(8);
    let client = builder.build().unwrap();
    let mut events = client
        .get_zone("z")
        .request
        .events(Reply::text)
        .await
        .unwrap();
    assert_eq!(events.try_next().await.unwrap().unwrap().data, "1");
    let error = events.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
    assert!(
        error
            .to_string()
            .contains("event 2 of the stream has more than 8 bytes"),
        "{error}"
    );
    assert!(events.try_next().await.unwrap().is_none());
    let lines: [&[&[u8]]; 2] = [&[b"123456789"], &[b"123456789\n1\n"]];
    for chunks in lines {
        let builder = streaming("application/jsonl", chunks).builder();
        let client = builder.max_response_bytes(8).build().unwrap();
        let mut lines = client
            .get_zone("z")
            .request
            .lines::<u64>(Reply::decode)
            .await
            .unwrap();
        let error = lines.try_next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
        assert!(
            error.to_string().contains("value 1 of the stream"),
            "{error}"
        );
        assert!(lines.try_next().await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_stream_that_breaks() {
    let memory = Memory::new(|_, _| {
        let broken = TransportError::new(TransportErrorKind::Timeout, "late");
        let pieces = [Ok("1\ndata: 2\n\n".into()), Err(broken), Ok("3\n".into())];
        Ok(http::Response::new(pieces_of(pieces)))
    });
    let request = memory.client().get_zone("z").request;
    let mut lines = request.clone().lines::<u64>(Reply::decode).await.unwrap();
    assert_eq!(lines.try_next().await.unwrap(), Some(1));
    assert_eq!(
        lines.try_next().await.unwrap_err().kind(),
        ErrorKind::Decode
    );
    let mut events = request.events(Reply::decode::<u64>).await.unwrap();
    assert_eq!(events.try_next().await.unwrap().unwrap().data, 2);
    let error = events.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(
        (error.operation(), error.status().is_some()),
        (Some("get-zone"), true)
    );
    assert!(events.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn what_is_no_stream() {
    for (status, media_type, body, kind, says) in [
        (404, EVENTS, "{}", ErrorKind::Api, "404 Not Found"),
        (
            200,
            "Application/JSON",
            r#"{"success":false}"#,
            ErrorKind::Api,
            "that the call failed",
        ),
        (
            200,
            "Application/JSON",
            "{}",
            ErrorKind::Decode,
            "with `application/json` instead of a stream",
        ),
    ] {
        let memory = Memory::new(move |_, _| {
            let response = http::Response::builder().status(status);
            let body = pieces_of([Ok(body.into())]);
            Ok(response
                .header("content-type", media_type)
                .body(body)
                .unwrap())
        });
        let request = memory.client().get_zone("z").request;
        let error = request.events_with_meta(Reply::text).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(says), "{error}");
        assert_eq!(error.body().unwrap(), body);
    }
    let request = streaming(EVENTS, &[b"data: {}\n\n"]).client().get_zone("z");
    let error = request.send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(
        error
            .to_string()
            .contains("with a stream of `text/event-stream`"),
        "{error}"
    );
    let empty = Memory::always(204, "").client().get_zone("z").request;
    let mut events = empty.events(Reply::text).await.unwrap();
    assert!(events.try_next().await.unwrap().is_none());
}
