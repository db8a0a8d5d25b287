//! The ways from page to page other than by number and by link: when a list ends, and what is refused.

use serde_json::json;

use super::lists::{
    CURSOR, LAST, OFFSET, followed, number, pages, queries, refused, script, shelf, things,
};
use super::memory::{Memory, json as answer_json};
use crate::ErrorKind;
use crate::runtime::pagination::PagePlan;

#[tokio::test]
async fn an_offset_goes_on_by_the_items_that_came() {
    let memory = shelf(0, |_| json!({"meta": {"total": 5}}));
    let pages_of = pages(&memory, &OFFSET, &[]);
    let sent = queries(&memory, pages_of, &[2, 2, 1]).await;
    assert_eq!(sent, ["", "?offset=2", "?offset=4"]);
}

#[tokio::test]
async fn an_offset_begins_where_the_caller_says() {
    let memory = shelf(0, |_| json!({"meta": {"total": "5"}}));
    let pages_of = pages(&memory, &OFFSET, &[("offset", "3"), ("limit", "2")]);
    let sent = queries(&memory, pages_of, &[2]).await;
    assert_eq!(sent, ["?offset=3&limit=2"]);
}

#[tokio::test]
async fn an_offset_may_begin_at_one() {
    static PLAN: PagePlan = PagePlan::offset("offset", 1).total_count("/total");
    let memory = shelf(1, |_| json!({"total": 5}));
    let sent = queries(&memory, pages(&memory, &PLAN, &[]), &[2, 2, 1]).await;
    assert_eq!(sent, ["", "?offset=3", "?offset=5"]);
}

#[tokio::test]
async fn without_a_total_an_empty_page_ends_offsets() {
    let memory = shelf(0, |_| json!({}));
    let sent = queries(&memory, pages(&memory, &OFFSET, &[]), &[2, 2, 1]).await;
    assert_eq!(sent, ["", "?offset=2", "?offset=4", "?offset=5"]);
    // Zero is not believed of a list with items.
    let memory = shelf(0, |_| json!({"meta": {"total": 0}}));
    let sent = queries(&memory, pages(&memory, &OFFSET, &[]), &[2, 2, 1]).await;
    assert_eq!(sent.len(), 4);
}

#[tokio::test]
async fn a_body_that_says_whether_there_is_more_is_believed() {
    // The total is cut off at 3, as large ones are.
    let memory = shelf(
        0,
        |offset| json!({"meta": {"more": offset < 4, "total": 3}}),
    );
    let sent = queries(&memory, pages(&memory, &OFFSET, &[]), &[2, 2, 1]).await;
    assert_eq!(sent, ["", "?offset=2", "?offset=4"]);
}

#[tokio::test]
async fn an_offset_by_the_size_of_a_page() {
    static PLAN: PagePlan = PagePlan::offset_by_size("offset", 0).size("limit");
    // Items that may not be seen are left out behind the offset.
    let memory = Memory::new(|request, _| {
        let offset = number(request, "offset").unwrap_or(0);
        let data = things(offset..(offset + 9).min(25));
        answer_json(&json!({"data": data}))
    });
    let call = pages(&memory, &PLAN, &[("limit", "10")]);
    let sent = queries(&memory, call, &[9, 9, 5]).await;
    let offsets = ["", "&offset=10", "&offset=20", "&offset=30"];
    assert_eq!(sent, offsets.map(|offset| format!("?limit=10{offset}")));
}

#[tokio::test]
async fn a_server_that_ignores_the_offset() {
    let memory = Memory::new(|_, _| answer_json(&json!({"data": things(0..2)})));
    let (text, sent) = refused(&memory, pages(&memory, &OFFSET, &[]), &[2]).await;
    assert_eq!(
        text,
        "list: page 2 has the same items as page 1; \
         does the server ignore the offset that is asked for?"
    );
    assert_eq!(sent, 2);
    let memory = Memory::new(|_, count| {
        answer_json(&json!({"data": things(count..count + 1), "meta": {"offset": 0}}))
    });
    let (text, sent) = refused(&memory, pages(&memory, &OFFSET, &[]), &[1]).await;
    assert_eq!(
        text,
        "list: offset 1 was asked for, and the server answered with offset 0"
    );
    assert_eq!(sent, 2);
}

#[tokio::test]
async fn a_cursor_leads_to_the_next_page_and_nothing_is_the_end() {
    for end in [
        json!({}),
        json!({"next": null}),
        json!({"next": ""}),
        json!({"next": {}}),
    ] {
        let memory = script(vec![
            json!({"data": things(0..2), "page": {"next": "a+b/c="}}),
            json!({"page": {"next": 7}, "data": things(2..4)}),
            json!({"data": things(4..5), "page": end}),
        ]);
        let call = pages(&memory, &CURSOR, &[("limit", "2")]);
        let sent = queries(&memory, call, &[2, 2, 1]).await;
        assert_eq!(
            sent,
            [
                "?limit=2",
                "?limit=2&cursor=a%2Bb%2Fc%3D",
                "?limit=2&cursor=7"
            ]
        );
    }
}

#[tokio::test]
async fn a_cursor_begins_where_the_caller_says() {
    let memory = script(vec![
        json!({"data": things(2..4), "page": {"next": "c"}}),
        json!({"data": things(4..5)}),
    ]);
    let call = pages(&memory, &CURSOR, &[("cursor", "b")]);
    let sent = queries(&memory, call, &[2, 1]).await;
    assert_eq!(sent, ["?cursor=b", "?cursor=c"]);
}

#[tokio::test]
async fn a_cursor_is_not_followed_where_the_body_says_that_there_is_no_more() {
    let memory = script(vec![
        json!({"data": things(0..2), "page": {"next": "a", "more": true}}),
        json!({"data": things(2..4), "page": {"next": "b", "more": false}}),
    ]);
    let sent = queries(&memory, pages(&memory, &CURSOR, &[]), &[2, 2]).await;
    assert_eq!(sent, ["", "?cursor=a"]);
}

#[tokio::test]
async fn an_empty_page_with_a_cursor_is_no_end_and_not_given() {
    let memory = script(vec![
        json!({"data": [], "page": {"next": "a"}}),
        json!({"data": things(0..1), "page": {"next": "b"}}),
        // What a server says that is waiting for news.
        json!({"data": [], "page": {"next": "b"}}),
    ]);
    let sent = queries(&memory, pages(&memory, &CURSOR, &[]), &[1]).await;
    assert_eq!(sent, ["", "?cursor=a", "?cursor=b"]);
}

#[tokio::test]
async fn a_repeated_cursor_is_refused_after_the_page_that_has_it() {
    let memory = script(vec![
        json!({"data": things(0..1), "page": {"next": "a"}}),
        json!({"data": things(1..2), "page": {"next": "b"}}),
        json!({"data": things(2..3), "page": {"next": "a"}}),
    ]);
    let (text, sent) = refused(&memory, pages(&memory, &CURSOR, &[]), &[1, 1, 1]).await;
    assert_eq!(
        text,
        "list: page 3 says to go on with the cursor of an earlier page"
    );
    assert_eq!(sent, 3);
    // The same as was asked for, by the caller.
    let memory = script(vec![json!({"data": things(0..1), "page": {"next": "x"}})]);
    let call = pages(&memory, &CURSOR, &[("cursor", "x")]);
    assert_eq!(refused(&memory, call, &[1]).await.1, 1);
}

#[tokio::test]
async fn a_server_that_ignores_the_cursor() {
    let memory = Memory::new(|_, count| {
        answer_json(&json!({"data": things(0..2), "page": {"next": count.to_string()}}))
    });
    let (text, sent) = refused(&memory, pages(&memory, &CURSOR, &[]), &[2]).await;
    assert!(
        text.contains("page 2 has the same items as page 1"),
        "{text}"
    );
    assert_eq!(sent, 2);
}

/// Versions of one thing, one on each page, however the next page is asked for.
#[tokio::test]
async fn pages_of_one_item_each_may_be_versions_of_one_thing() {
    static BY_PAGE: PagePlan = PagePlan::number("page", 1).size("limit");
    let versions = || {
        Memory::new(|_, count| match count {
            0..3 => answer_json(&json!({
                "data": [{"id": "a", "version": count}],
                "page": {"next": format!("c{count}")},
            })),
            _ => answer_json(&json!({"data": []})),
        })
    };
    for (plan, query) in [(&BY_PAGE, &[("limit", "1")][..]), (&CURSOR, &[])] {
        let memory = versions();
        let (lengths, error) = followed(pages(&memory, plan, query)).await;
        assert_eq!(
            (lengths, error.map(|it| it.to_string())),
            (vec![1; 3], None)
        );
    }
    // A page that has room for more is the last, so that one which follows is the same.
    let memory = versions();
    let call = pages(&memory, &BY_PAGE, &[("limit", "2")]);
    assert_eq!(refused(&memory, call, &[1]).await.1, 2);
    // The same version is the same, whatever there is room for.
    let memory = Memory::new(|_, _| answer_json(&json!({"data": things(0..1)})));
    let call = pages(&memory, &BY_PAGE, &[("limit", "1")]);
    assert_eq!(refused(&memory, call, &[1]).await.1, 2);
}

#[tokio::test]
async fn the_last_item_is_gone_on_after_while_there_is_more() {
    let memory = script(vec![
        json!({"data": things(0..2), "has_more": true}),
        json!({"data": [{"id": 4}], "has_more": true}),
        json!({"data": things(5..6), "has_more": false}),
    ]);
    let sent = queries(&memory, pages(&memory, &LAST, &[]), &[2, 1, 1]).await;
    assert_eq!(sent, ["", "?after=t1", "?after=4"]);
    for end in [
        json!({"data": things(0..2)}),
        json!({"data": [], "has_more": true}),
    ] {
        let memory = script(vec![end.clone()]);
        let (_, error) = followed(pages(&memory, &LAST, &[])).await;
        assert!(error.is_none(), "{end}");
    }
}

#[tokio::test]
async fn a_last_item_without_a_key_is_no_end() {
    let memory = script(vec![json!({"data": [{"name": "t"}], "has_more": true})]);
    let (text, sent) = refused(&memory, pages(&memory, &LAST, &[]), &[1]).await;
    assert!(text.contains("the last item has nothing"), "{text}");
    assert_eq!(sent, 1);
}

#[tokio::test]
async fn pages_are_not_followed_backwards() {
    let memory = script(Vec::new());
    let (_, error) = followed(pages(&memory, &LAST, &[("before", "t9")])).await;
    let error = error.unwrap();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(
        error.to_string(),
        "list: `before` asks for earlier pages, and only later ones can be followed; leave it out"
    );
    assert!(memory.sent().is_empty());
}

#[tokio::test]
async fn as_many_items_as_are_wanted_and_no_page_beyond() {
    let memory = shelf(0, |_| json!({"meta": {"total": 5}}));
    let mut items = pages(&memory, &OFFSET, &[]).items();
    assert_eq!(items.collect_up_to(0).await.unwrap().len(), 0);
    assert!(memory.sent().is_empty());
    assert_eq!(items.collect_up_to(2).await.unwrap(), things(0..2));
    assert_eq!(memory.sent().len(), 1);
    assert_eq!(items.collect_up_to(9).await.unwrap(), things(2..5));
    assert_eq!(memory.sent().len(), 3);
    let mut call = pages(&memory, &OFFSET, &[]);
    assert_eq!(call.collect_up_to(1).await.unwrap().len(), 1);
    assert_eq!(memory.sent().len(), 4);
}
