//! Where a list goes on later: what `continuation` gives, and what `resume` takes.

use serde_json::json;

use super::lists::{
    CURSOR, LAST, LINK, OFFSET, asked, followed, linked, pages, script, shelf, things, value,
};
use super::memory::{Memory, answer, json as answer_json};
use crate::ErrorKind;

#[tokio::test]
async fn a_list_goes_on_after_the_page_that_was_given_last() {
    let server = || shelf(0, |_| json!({"meta": {"total": 5}}));
    let memory = server();
    let mut first = pages(&memory, &OFFSET, &[]);
    assert!(first.continuation().is_none());
    first.try_next().await.unwrap().unwrap();
    let text = first.continuation().unwrap().to_string();
    assert_eq!(text, "offset=2");

    let memory = server();
    let kept = text.parse().unwrap();
    let mut rest = pages(&memory, &OFFSET, &[]).resume(&kept);
    assert_eq!(rest.continuation(), Some(kept));
    assert_eq!(rest.collect_up_to(9).await.unwrap().len(), 2);
    assert_eq!(asked(&memory), ["?offset=2", "?offset=4"]);
    assert!(rest.continuation().is_none(), "there is no more");
}

#[tokio::test]
async fn a_list_goes_on_with_the_page_that_failed() {
    let memory = Memory::new(|request, count| match (value(request, "cursor"), count) {
        (None, _) => answer_json(&json!({"data": things(0..1), "page": {"next": "a"}})),
        (Some(_), 1) => answer(400, "oh"),
        (Some(_), _) => answer_json(&json!({"data": things(1..2)})),
    });
    let mut call = pages(&memory, &CURSOR, &[]);
    call.try_next().await.unwrap().unwrap();
    assert!(call.try_next().await.is_err());
    let kept = call.continuation().unwrap();
    assert!(call.try_next().await.unwrap().is_none());
    let mut items = pages(&memory, &CURSOR, &[]).resume(&kept).items();
    assert_eq!(items.collect_up_to(9).await.unwrap(), things(1..2));
    assert_eq!(asked(&memory), ["", "?cursor=a", "?cursor=a"]);
}

#[tokio::test]
async fn a_continuation_is_text_and_shows_nothing_in_debug() {
    use crate::Continuation;
    for text in [
        "page=3",
        "offset=40",
        "cursor=a=b&c",
        "link=https://api.test/v4/things?key=s",
    ] {
        let read: Continuation = text.parse().unwrap();
        assert_eq!(read.to_string(), text);
        let json = serde_json::to_string(&read).unwrap();
        assert_eq!(serde_json::from_str::<Continuation>(&json).unwrap(), read);
    }
    let debug = |text: &str| format!("{:?}", text.parse::<Continuation>().unwrap());
    assert_eq!(debug("cursor=a"), "Continuation(cursor)");
    assert_eq!(debug("link=/a"), "Continuation(link)");
    assert_eq!(debug("page=3"), "Continuation(page 3)");
    for wrong in ["", "3", "page=x", "book=3"] {
        let error = wrong.parse::<Continuation>().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
    }
}

#[tokio::test]
async fn a_continuation_of_another_kind_or_origin_is_refused() {
    let memory = script(Vec::new());
    for (plan, text, kind) in [
        (&CURSOR, "page=3", ErrorKind::Request),
        (&LINK, "cursor=a", ErrorKind::Request),
        (&LINK, "link=http://evil.test/", ErrorKind::Pagination),
    ] {
        let call = pages(&memory, plan, &[]).resume(&text.parse().unwrap());
        let (_, error) = followed(call).await;
        assert_eq!(error.unwrap().kind(), kind, "{text}");
    }
    assert!(memory.sent().is_empty());
}

/// The page that says where to go on was given. What it says is where to go on, for who thinks that it will do another time.
#[tokio::test]
async fn a_continuation_is_the_next_page_even_where_that_was_refused() {
    let repeated = script(vec![
        json!({"data": things(0..1), "page": {"next": "a"}}),
        json!({"data": things(1..2), "page": {"next": "a"}}),
        json!({"data": things(2..3)}),
    ]);
    let elsewhere = linked(vec![json!("http://evil.test/")]);
    let nowhere = script(vec![json!({"data": [{}], "has_more": true})]);
    for (memory, plan, before, place) in [
        (&repeated, &CURSOR, 1, Some("cursor=a")),
        (&elsewhere, &LINK, 0, Some("link=http://evil.test/")),
        (&nowhere, &LAST, 0, None),
    ] {
        let place = place.map(|place| place.parse().unwrap());
        let mut call = pages(memory, plan, &[]);
        call.collect_up_to(before).await.unwrap();
        call.try_next().await.unwrap().unwrap();
        assert_eq!(
            (call.continuation(), call.is_over()),
            (place.clone(), false)
        );
        let error = call.try_next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Pagination);
        assert!(call.try_next().await.unwrap().is_none());
        assert_eq!((call.continuation(), call.is_over()), (place, false));
    }
    let resumed = |memory, plan, place: &str| {
        let place = place.parse().unwrap();
        followed(pages(memory, plan, &[]).resume(&place))
    };
    let (lengths, error) = resumed(&repeated, &CURSOR, "cursor=a").await;
    assert_eq!((lengths, error.is_none()), (vec![1], true));
    let (_, error) = resumed(&elsewhere, &LINK, "link=http://evil.test/").await;
    assert_eq!(error.unwrap().kind(), ErrorKind::Pagination);
    assert_eq!(elsewhere.sent().len(), 1);
}

#[tokio::test]
async fn a_list_is_over_when_its_last_page_was_given() {
    let memory = script(vec![
        json!({"data": things(0..1), "page": {"next": "a"}}),
        json!({"data": things(1..2)}),
    ]);
    let mut call = pages(&memory, &CURSOR, &[]);
    let mut over = vec![call.is_over()];
    while call.try_next().await.unwrap().is_some() {
        over.push(call.is_over());
    }
    assert_eq!(over, [false, false, true]);
    assert_eq!(call.continuation(), None);
}
