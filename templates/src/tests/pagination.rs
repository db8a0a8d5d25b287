//! When a list ends, and when its pages can't be true.

use serde_json::{Value, json};

use super::memory::{Memory, Sent, json as answer_json};
use super::sample::models::Token;
use super::sample::{LIST_TOKENS, LIST_TOKENS_PAGES};
use crate::runtime::request::Request;
use crate::{Error, ErrorKind, Items};

/// A number in the query of a request.
pub(crate) fn number(request: &Sent, name: &str) -> Option<usize> {
    let pairs = request.uri().query()?.split('&');
    let mut found = pairs.filter_map(|pair| pair.split_once('='));
    found.find(|(key, _)| *key == name)?.1.parse().ok()
}

fn tokens(ids: std::ops::Range<usize>) -> Vec<Value> {
    ids.map(|id| json!({"id": format!("t{id}"), "policies": []}))
        .collect()
}

/// A server with `count` tokens that says of itself what `info` makes of page and size.
pub(crate) fn server(
    count: usize,
    size: usize,
    info: impl Fn(usize, usize) -> Value + Send + Sync + 'static,
) -> Memory {
    Memory::new(move |request, _| {
        let page = number(request, "page").unwrap_or(1);
        let size = number(request, "per_page").unwrap_or(size);
        let start = ((page - 1) * size).min(count);
        let result = tokens(start..(start + size).min(count));
        answer_json(&json!({"success": true, "result": result, "result_info": info(page, size)}))
    })
}

/// A server that sends the same whatever it is asked for.
fn deaf(info: Value) -> Memory {
    Memory::new(move |_, _| {
        answer_json(&json!({"success": true, "result": tokens(0..2), "result_info": info}))
    })
}

async fn all<R>(mut items: Items<R>) -> (Vec<String>, Option<Error>)
where
    R: crate::Paged<Item = Token>,
{
    let mut ids = Vec::new();
    loop {
        match items.try_next().await {
            Ok(Some(token)) => ids.push(token.id),
            Ok(None) => return (ids, None),
            Err(error) => {
                assert!(items.try_next().await.unwrap().is_none(), "not fused");
                return (ids, Some(error));
            }
        }
        assert!(ids.len() < 100, "endless");
    }
}

/// All items, and the queries that they took.
async fn listed(memory: &Memory) -> (Vec<String>, Option<Error>, Vec<String>) {
    let (ids, error) = all(memory.client().list_tokens("a").stream()).await;
    let sent = memory.sent();
    let queries = sent
        .iter()
        .map(|it| it.uri().query().unwrap_or("").to_owned());
    (ids, error, queries.collect())
}

async fn complete(memory: Memory, queries: &[&str]) {
    let (ids, error, sent) = listed(&memory).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(ids, ["t0", "t1", "t2", "t3", "t4"]);
    assert_eq!(sent, queries);
}

#[tokio::test]
async fn the_total_count_ends_a_list() {
    let info = |page, size| json!({"page": page, "per_page": size, "total_count": 5});
    complete(server(5, 2, info), &["", "page=2", "page=3"]).await;
    let exact = |page, size| json!({"page": page, "per_page": size, "total_count": 5.0});
    complete(server(5, 5, exact), &[""]).await;
}

#[tokio::test]
async fn the_total_pages_end_a_list() {
    let info = |_, _| json!({"total_pages": "3"});
    complete(server(5, 2, info), &["", "page=2", "page=3"]).await;
    let exact = |_, _| json!({"total_pages": "1"});
    complete(server(5, 5, exact), &[""]).await;
}

#[tokio::test]
async fn without_counters_an_empty_page_ends_a_list() {
    let info = |_, _| Value::Null;
    complete(server(5, 2, info), &["", "page=2", "page=3", "page=4"]).await;
    // A short page alone is no end: a server may leave out what the caller may not see.
    complete(server(5, 9, info), &["", "page=2"]).await;
}

#[tokio::test]
async fn a_total_count_of_zero_with_items_is_not_believed() {
    let info = |page, size| json!({"page": page, "per_page": size, "total_count": 0});
    complete(server(5, 2, info), &["", "page=2", "page=3", "page=4"]).await;
}

#[tokio::test]
async fn the_page_size_of_the_response_comes_first_then_the_callers() {
    let server_says = |per_page: u64| {
        server(
            20,
            10,
            move |_, _| json!({"per_page": per_page, "total_count": 20}),
        )
    };
    // The server caps the pages at 5, whatever it was asked for: 20 items are 4 pages by its own
    // word.
    for (per_page, requests) in [(0, 2), (5, 3)] {
        let memory = server_says(per_page);
        let call = memory.client().list_tokens("a").per_page(10);
        let (ids, error) = all(call.stream()).await;
        assert!(error.is_none());
        assert_eq!(ids.len(), 20);
        assert_eq!(memory.sent().len(), requests, "{per_page}");
    }
}

#[tokio::test]
async fn smaller_pages_than_were_asked_for_are_no_early_end() {
    // At most 5 on a page, whatever is asked for and answered.
    let server = |says: u64| {
        Memory::new(move |request, _| {
            let start = (number(request, "page").unwrap_or(1) - 1) * 5;
            let result = tokens(start.min(20)..(start + 5).min(20));
            let info = json!({"per_page": says, "total_count": 20});
            answer_json(&json!({"success": true, "result": result, "result_info": info}))
        })
    };
    // With 15 on a page, the second would be the last: 15 and 5 are 20.
    for asked in [50, 15] {
        for says in [0, asked] {
            let memory = server(says);
            let call = memory.client().list_tokens("a").per_page(asked);
            let (ids, error) = all(call.stream()).await;
            assert!(error.is_none());
            assert_eq!(ids.len(), 20, "{asked} {says}");
            assert_eq!(memory.sent().len(), 4, "{asked} {says}");
        }
        // From the second page on, nothing but the caller says what a page has.
        let memory = server(0);
        let call = memory.client().list_tokens("a").per_page(asked).page(2);
        let (ids, error) = all(call.stream()).await;
        assert!(error.is_none());
        assert_eq!(ids.len(), 15, "{asked}");
    }
}

#[tokio::test]
async fn a_short_last_page_alone_is_the_end() {
    let info = |page, size| json!({"page": page, "per_page": size, "total_count": 22});
    let memory = server(22, 5, info);
    let call = memory.client().list_tokens("a").page(5).per_page(5);
    let (ids, error) = all(call.stream()).await;
    assert!(error.is_none());
    assert_eq!(ids, ["t20", "t21"]);
    assert_eq!(memory.sent().len(), 1);
}

#[tokio::test]
async fn an_empty_list_takes_one_request() {
    let memory = server(0, 2, |_, _| json!({"total_count": 0}));
    let (ids, error, queries) = listed(&memory).await;
    assert!(ids.is_empty() && error.is_none());
    assert_eq!(queries, [""]);
}

#[tokio::test]
async fn a_list_starts_at_the_callers_page() {
    let info = |page, size| json!({"page": page, "per_page": size, "total_count": 20});
    let memory = server(20, 5, info);
    let call = memory.client().list_tokens("a").page(3).per_page(5);
    let (ids, error) = all(call.stream()).await;
    assert!(error.is_none());
    assert_eq!(ids.len(), 10);
    assert_eq!(ids[0], "t10");
    assert_eq!(
        memory.targets(),
        [
            "/v4/accounts/a/tokens?page=3&per_page=5",
            "/v4/accounts/a/tokens?page=4&per_page=5",
        ]
    );
}

#[tokio::test]
async fn a_server_that_ignores_the_page_and_says_so() {
    let (ids, error, queries) =
        listed(&deaf(json!({"page": 1, "per_page": 2, "total_count": 9}))).await;
    let error = error.unwrap();
    assert_eq!(error.kind(), ErrorKind::Pagination);
    assert_eq!(
        error.to_string(),
        "list-tokens: page 2 was asked for, and the server answered with page 1"
    );
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(ids, ["t0", "t1"]);
    assert_eq!(queries.len(), 2);
}

#[tokio::test]
async fn a_server_that_ignores_the_page_and_says_nothing() {
    let (ids, error, queries) = listed(&deaf(Value::Null)).await;
    let error = error.unwrap();
    assert_eq!(error.kind(), ErrorKind::Pagination);
    assert!(error.to_string().contains("same items"), "{error}");
    assert_eq!(ids, ["t0", "t1"]);
    assert_eq!(queries.len(), 2);
}

#[tokio::test]
async fn a_server_that_ignores_the_page_while_its_items_change() {
    let memory = Memory::new(|_, count| {
        let token = json!({"id": "t0", "policies": [], "last_used_on": count});
        answer_json(&json!({"success": true, "result": [token]}))
    });
    let (ids, error, queries) = listed(&memory).await;
    let error = error.unwrap();
    assert_eq!(error.kind(), ErrorKind::Pagination);
    assert_eq!(
        error.to_string(),
        "list-tokens: page 2 has the same items as page 1; \
         does the server ignore the page that is asked for?"
    );
    assert_eq!(ids, ["t0"]);
    assert_eq!(queries, ["", "page=2"]);
}

#[tokio::test]
async fn a_server_that_turns_in_a_circle() {
    let memory = Memory::new(|_, count| {
        let start = count % 2;
        answer_json(&json!({"success": true, "result": tokens(start..start + 1)}))
    });
    let (ids, error, queries) = listed(&memory).await;
    let error = error.unwrap().to_string();
    assert!(
        error.contains("page 3 has the same items as page 1"),
        "{error}"
    );
    assert_eq!(ids, ["t0", "t1"]);
    assert_eq!(queries.len(), 3);
}

#[test]
fn items_without_an_identity_are_known_by_all_of_them() {
    use crate::runtime::progress::Progress;
    use crate::runtime::signs::Signs;
    let memory = Memory::new(|_, _| answer_json(&json!({})));
    let follow = |pages: &[Value]| -> Vec<bool> {
        let request = Request::new(&memory.client(), &LIST_TOKENS);
        let mut progress = Progress::new(&request, &LIST_TOKENS_PAGES);
        let taken = pages.iter().map(|page| {
            let items = page.as_array().unwrap();
            progress
                .advance(items, &Signs::default(), |_| Err(String::new()))
                .is_ok()
        });
        taken.collect()
    };
    assert_eq!(
        follow(&[json!(["a"]), json!(["b"]), json!(["a"])]),
        [true, true, false]
    );
    let one = |id: Value, size: u8| json!([{"id": id, "size": size}]);
    assert_eq!(
        follow(&[one(json!(1), 1), one(json!(2), 1), one(json!(1), 2)]),
        [true, true, false]
    );
    // What is no identity tells nothing: the items differ.
    assert_eq!(
        follow(&[one(json!(null), 1), one(json!(null), 2)]),
        [true, true]
    );
    assert_eq!(
        follow(&[json!([{"id": 1}, {"n": 1}]), json!([{"id": 1}, {"n": 2}])]),
        [true, true]
    );
    assert_eq!(
        follow(&[
            json!([{"uuid": "a", "n": 1}]),
            json!([{"uuid": "a", "n": 2}])
        ]),
        [true, false]
    );
    // Versions of one thing, which all have its `id`.
    let versions = |first: u8| json!([{"id": 1, "n": first}, {"id": 1, "n": first + 1}]);
    assert_eq!(
        follow(&[versions(1), versions(3), versions(1)]),
        [true, true, false]
    );
}

#[tokio::test]
async fn a_server_that_sends_another_page_than_the_callers() {
    let memory = deaf(json!({"page": 1}));
    let call = memory.client().list_tokens("a").page(3);
    let (ids, error) = all(call.stream()).await;
    assert!(ids.is_empty());
    assert_eq!(error.unwrap().kind(), ErrorKind::Pagination);
    assert_eq!(memory.sent().len(), 1);
}

#[tokio::test]
async fn the_first_page_is_the_one_that_the_server_names() {
    let memory = Memory::new(|request, _| {
        let page = number(request, "page").unwrap_or(0);
        let start = (page * 2).min(5);
        let result = tokens(start..(start + 2).min(5));
        answer_json(&json!({"success": true, "result": result, "result_info": {"page": page}}))
    });
    complete(memory, &["", "page=1", "page=2", "page=3"]).await;
}
