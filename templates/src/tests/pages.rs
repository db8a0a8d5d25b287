//! How the streams of pages and items behave: lazy, fused, and done when dropped.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use futures_core::Stream;
use serde_json::json;

use super::memory::{Memory, answer};
use super::pagination::server;
use crate::{Call, ErrorKind};

fn five() -> Memory {
    server(
        5,
        2,
        |page, size| json!({"page": page, "per_page": size, "total_count": 5}),
    )
}

async fn next<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
}

#[tokio::test]
async fn nothing_is_sent_before_it_is_asked_for() {
    let memory = five();
    let client = memory.client();
    let mut pages = client.list_tokens("a").pages();
    let mut items = client.list_tokens("a").stream();
    drop(pages.try_next());
    drop(items.try_next());
    assert!(memory.sent().is_empty());
    for _ in 0..2 {
        items.try_next().await.unwrap().unwrap();
    }
    assert_eq!(memory.sent().len(), 1);
    items.try_next().await.unwrap().unwrap();
    assert_eq!(memory.sent().len(), 2);
    drop(items);
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(memory.sent().len(), 2);
}

#[tokio::test]
async fn pages_come_one_by_one() {
    let memory = five();
    let mut pages = memory.client().list_tokens("a").pages();
    let mut lengths = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        lengths.push(page.len());
        assert_eq!(memory.sent().len(), lengths.len());
        assert_eq!(page.request_id(), Some("call-7"));
    }
    assert_eq!(lengths, [2, 2, 1]);
    for _ in 0..3 {
        assert!(pages.try_next().await.unwrap().is_none());
    }
    let sent = memory.sent();
    assert_eq!(sent.len(), 3);
    // To who counts by it, the call is the same for each page.
    let calls: Vec<&Call> = (sent.iter())
        .map(|request| request.extensions().get().unwrap())
        .collect();
    assert_eq!((calls[0], calls[1]), (calls[1], calls[2]));
}

#[tokio::test]
async fn both_are_streams() {
    let memory = five();
    let client = memory.client();
    let mut items = client.list_tokens("a").stream();
    let mut count = 0;
    while let Some(item) = next(&mut items).await {
        item.unwrap();
        count += 1;
    }
    assert_eq!(count, 5);
    assert!(next(&mut items).await.is_none());
    let mut pages = client.list_tokens("a").pages();
    assert_eq!(next(&mut pages).await.unwrap().unwrap().len(), 2);
    assert_eq!(memory.sent().len(), 4);
}

#[tokio::test]
async fn an_error_is_the_end() {
    let memory = Memory::new(|_, count| match count {
        0 => answer(
            200,
            r#"{"success":true,"result":[{"id":"a","policies":[]}]}"#,
        ),
        1 => answer(404, "oh"),
        _ => panic!("a request after an error"),
    });
    let mut items = memory.client().list_tokens("a").stream();
    items.try_next().await.unwrap().unwrap();
    assert_eq!(items.try_next().await.unwrap_err().kind(), ErrorKind::Api);
    for _ in 0..3 {
        assert!(items.try_next().await.unwrap().is_none());
        assert!(next(&mut items).await.is_none());
    }
    assert_eq!(memory.sent().len(), 2);
}

#[tokio::test]
async fn a_page_is_not_lost_when_waiting_is_given_up() {
    let memory = five();
    let mut items = memory.client().list_tokens("a").stream();
    {
        // The transport isn't ready at the first poll: the request is out, its answer isn't here.
        let mut waiting = Box::pin(items.try_next());
        let ready =
            poll_fn(|context| std::task::Poll::Ready(waiting.as_mut().poll(context).is_ready()));
        assert!(!ready.await);
    }
    assert_eq!(items.try_next().await.unwrap().unwrap().id, "t0");
    assert_eq!(memory.sent().len(), 1);
}
