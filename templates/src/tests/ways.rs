//! The ways from page to page other than by number: when a list ends, and what is refused.

use serde_json::{Value, json};

use super::memory::{Answer, Memory, Sent, json as answer_json};
use crate::runtime::operation::Operation;
use crate::runtime::pagination::PagePlan;
use crate::runtime::request::Request;
use crate::{Error, ErrorKind, Pages, ResponseBody};

pub(crate) static LIST: Operation = Operation {
    id: "list",
    method: http::Method::GET,
    path: "/things",
    accept: "application/json",
    base_url: None,
    security: &[],
};

static BY_KEY: Operation = Operation {
    id: "list",
    method: http::Method::GET,
    path: "/things",
    accept: "application/json",
    base_url: None,
    security: &[&["query_key"]],
};

/// A list in the member `data`, with whatever stands beside it.
#[derive(Clone, Debug)]
pub(crate) struct List(Vec<Value>);

impl<'de> serde::Deserialize<'de> for List {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let body = Value::deserialize(deserializer)?;
        let items = body["data"].as_array().cloned();
        items.map(Self).ok_or(serde::de::Error::custom("no data"))
    }
}

impl crate::Paged for List {
    type Item = Value;

    fn succeeded(&self) -> bool {
        true
    }

    fn items(&self) -> &[Value] {
        &self.0
    }

    fn into_items(self) -> Vec<Value> {
        self.0
    }
}

pub(crate) fn pages(
    memory: &Memory,
    plan: &'static PagePlan,
    query: &[(&'static str, &str)],
) -> Pages<List> {
    let mut request = Request::new(&memory.client(), &LIST);
    for (name, value) in query {
        request.set_query(name, value);
    }
    request.pages(plan)
}

/// How many items each page has, and how it ended.
pub(crate) async fn followed(mut pages: Pages<List>) -> (Vec<usize>, Option<Error>) {
    let mut lengths = Vec::new();
    loop {
        match pages.try_next().await {
            Ok(Some(page)) => lengths.push(page.len()),
            Ok(None) => return (lengths, None),
            Err(error) => {
                assert!(pages.try_next().await.unwrap().is_none(), "not fused");
                return (lengths, Some(error));
            }
        }
    }
}

/// The queries that a list takes which ends well.
async fn queries(memory: &Memory, pages: Pages<List>, lengths: &[usize]) -> Vec<String> {
    let (found, error) = followed(pages).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(found, lengths);
    asked(memory)
}

pub(crate) fn asked(memory: &Memory) -> Vec<String> {
    let targets = memory.targets();
    let queries = targets.iter().map(|it| it.replace("/v4/things", ""));
    queries.collect()
}

/// The text of the error that a list ends in, which is one of pages, and the number of requests.
async fn refused(memory: &Memory, pages: Pages<List>, lengths: &[usize]) -> (String, usize) {
    let (found, error) = followed(pages).await;
    let error = error.unwrap();
    assert_eq!(error.kind(), ErrorKind::Pagination);
    assert_eq!(found, lengths);
    (error.to_string(), memory.sent().len())
}

pub(crate) fn value(request: &Sent, name: &str) -> Option<String> {
    let mut pairs = request.uri().query()?.split('&');
    let pair = pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    pair.map(str::to_owned)
}

fn number(request: &Sent, name: &str) -> Option<usize> {
    value(request, name)?.parse().ok()
}

pub(crate) fn things(ids: std::ops::Range<usize>) -> Vec<Value> {
    ids.map(|id| json!({"id": format!("t{id}")})).collect()
}

/// Answers with one page after the other.
pub(crate) fn script(bodies: Vec<Value>) -> Memory {
    Memory::new(move |_, count| answer_json(&bodies[count]))
}

/// Five things, two by two, from the offset that is asked for.
pub(crate) fn shelf(
    first: usize,
    beside: impl Fn(usize) -> Value + Send + Sync + 'static,
) -> Memory {
    Memory::new(move |request, _| {
        let offset = number(request, "offset").unwrap_or(first);
        let from = (offset - first).min(5);
        let mut body = beside(offset);
        body["data"] = things(from..(from + 2).min(5)).into();
        answer_json(&body)
    })
}

pub(crate) static OFFSET: PagePlan = PagePlan::offset("offset", 0)
    .size("limit")
    .page("/meta/offset")
    .per_page("/meta/limit")
    .total_count("/meta/total")
    .more("/meta/more");

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

pub(crate) static CURSOR: PagePlan = PagePlan::cursor("cursor", "/page/next")
    .size("limit")
    .more("/page/more");

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

pub(crate) static LAST: PagePlan = PagePlan::last_item("after", "/id")
    .more("/has_more")
    .back("before");

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

pub(crate) static LINK: PagePlan = PagePlan::link("/links/next").size("limit");

pub(crate) fn linked(links: Vec<Value>) -> Memory {
    Memory::new(move |_, count| {
        answer_json(&json!({"data": things(count..count + 1), "links": {"next": links[count]}}))
    })
}

#[tokio::test]
async fn a_link_leads_to_the_next_page_absolute_or_relative() {
    let memory = linked(vec![
        json!("https://api.test/v4/things?limit=1&at=b#top"),
        json!("/v4/other/things?at=c"),
        json!("../things?at=d"),
        json!("?at=e"),
        json!("//API.test:443/v4/./x/../things"),
        Value::Null,
    ]);
    let call = pages(&memory, &LINK, &[("limit", "1")]);
    let (lengths, error) = followed(call).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(lengths.len(), 6);
    assert_eq!(
        memory.targets(),
        [
            "/v4/things?limit=1",
            "/v4/things?limit=1&at=b",
            "/v4/other/things?at=c",
            "/v4/things?at=d",
            "/v4/things?at=e",
            "/v4/./x/../things",
        ]
    );
    let last = memory.sent().pop().unwrap();
    assert_eq!(last.uri().authority().unwrap(), "API.test:443");
}

#[tokio::test]
async fn a_link_to_another_origin_is_refused_and_nothing_goes_there() {
    for (link, why) in [
        ("http://api.test/v4/things?at=b", "another scheme"),
        ("https://api.test:81/v4/things?at=b", "another scheme"),
        ("https://evil.test/v4/things", "another scheme"),
        ("//evil.test/v4/things", "another scheme"),
        ("https://api.test.evil/", "another scheme"),
        ("https://api.test@evil.test/", "a user name"),
        ("http://u:p@api.test/v4/things", "a user name"),
        ("ftp://api.test/v4/things", "another scheme"),
        ("mailto:a", "another scheme"),
        ("http://", "no URL"),
    ] {
        let memory = linked(vec![json!(link)]);
        let (text, sent) = refused(&memory, pages(&memory, &LINK, &[]), &[1]).await;
        assert!(text.contains("the link to the next page"), "{link}: {text}");
        assert!(text.contains(why), "{link}: {text}");
        assert!(!text.contains("evil"), "{text}");
        assert_eq!(sent, 1, "{link}");
    }
}

#[tokio::test]
async fn a_repeated_link_is_refused_however_it_is_written() {
    let memory = linked(vec![
        json!("/v4/things?at=b"),
        json!("?at=c"),
        json!("https://api.test/v4/things?at=b"),
    ]);
    let (text, sent) = refused(&memory, pages(&memory, &LINK, &[]), &[1, 1, 1]).await;
    assert_eq!(
        text,
        "list: page 3 says to go on with the link of an earlier page"
    );
    assert_eq!(sent, 3);
}

#[tokio::test]
async fn a_key_in_the_query_goes_along_with_a_link() {
    let memory = linked(vec![
        json!("?at=b"),
        json!("?at=c&api%20key=own"),
        Value::Null,
    ]);
    let client = memory.builder().query_key("s3cret").build().unwrap();
    let request = Request::new(&client, &BY_KEY);
    let (lengths, error) = followed(request.pages(&LINK)).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(lengths.len(), 3);
    assert_eq!(
        asked(&memory),
        [
            "?api%20key=s3cret",
            "?at=b&api%20key=s3cret",
            "?at=c&api%20key=own"
        ]
    );
}

static HEADER: PagePlan = PagePlan::link_header().size("per_page");

#[allow(clippy::unnecessary_wraps, reason = "it is what a script returns")]
fn with_links(body: &Value, links: &[&str]) -> Answer {
    let mut response = http::Response::new(ResponseBody::from(body.to_string()));
    for link in links {
        let value = link.parse().unwrap();
        response.headers_mut().append(http::header::LINK, value);
    }
    Ok(response)
}

#[tokio::test]
async fn a_link_header_leads_to_the_next_page_and_none_is_the_end() {
    let memory = Memory::new(|request, count| {
        let next = [
            vec!["<https://api.test/v4/things?page=2>; rel=\"next\", <?page=3>; rel=\"last\""],
            vec!["<?page=1>; rel=prev", "</v4/things?page=3>; rel=next"],
            vec!["<?page=2>; rel=\"prev\"", "<?page=1>; rel=\"first\""],
        ];
        assert!(request.uri().path().ends_with("things"));
        with_links(&json!([{"id": count}]), &next[count])
    });
    let mut request = Request::new(&memory.client(), &LIST);
    request.set_query("per_page", "1");
    let mut items = request.items::<Vec<Value>>(&HEADER);
    assert_eq!(items.collect_up_to(9).await.unwrap().len(), 3);
    assert_eq!(asked(&memory), ["?per_page=1", "?page=2", "?page=3"]);
}

#[test]
fn links_in_all_their_spellings() {
    let next = |values: &[&str]| {
        let response = with_links(&Value::Null, values).unwrap();
        crate::runtime::link_header::next(response.headers())
    };
    let found = |text: &str| assert_eq!(next(&[text]).as_deref(), Some("/a,b;c"), "{text}");
    found("</a,b;c>; rel=next");
    found("</a,b;c>;rel=\"next\"");
    found("< /a,b;c > ; title=\"x, <y>; rel=next \\\" \" ; REL = \"last NEXT\"");
    found("</first>; rel=first,, </a,b;c>; rel=next; crossorigin, </z>; rel=next");
    for none in [
        "",
        "next",
        "</a>; rel=prev",
        "</a>; rel=\"nextdoor\"",
        "</a>; rel=prev; rel=next",
        "</a>; rel=next; anchor=\"/b\"",
        "<>; rel=next",
        "</a; rel=next",
        "</a>; title=\"rel=next",
    ] {
        assert_eq!(next(&[none]), None, "{none}");
    }
    assert_eq!(next(&["nonsense", "</b>; rel=next"]).as_deref(), Some("/b"));
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

#[test]
fn counters_in_all_their_spellings() {
    use crate::runtime::signs::Signs;
    let read = |total: Value| {
        let body = json!({"x": [1, {"meta": 1}], "meta": {"a": {}, "total": total}}).to_string();
        Signs::read(&OFFSET, body.as_bytes(), &http::HeaderMap::new()).total_count
    };
    for three in [json!(3), json!(3.0), json!("3"), json!(" 3 ")] {
        assert_eq!(read(three), Some(3));
    }
    for odd in [
        json!(3.5),
        json!(-1),
        json!(1e17),
        json!("x"),
        json!(null),
        json!([3]),
        json!({"total": 3}),
    ] {
        assert_eq!(read(odd.clone()), None, "{odd}");
    }
}

#[test]
fn signs_at_odd_places() {
    use crate::runtime::signs::Signs;
    static PLAN: PagePlan = PagePlan::cursor("c", "/a~1b/@next~0").more("/a~1b");
    let read = |body: &str| Signs::read(&PLAN, body.as_bytes(), &http::HeaderMap::new());
    let signs = read(r#"{"a/b": {"@next~": "n", "more": true}}"#);
    assert_eq!(signs.next.as_deref(), Some("n"));
    assert_eq!(read(r#"{"a/b": true}"#).more, Some(true));
    for none in [
        "",
        "[]",
        "3",
        "\"x\"",
        "null",
        "true",
        "{\"a\":1.5",
        "{\"a/b\":{}}",
    ] {
        assert!(read(none) == Signs::default(), "{none}");
    }
}
