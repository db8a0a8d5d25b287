//! What the tests of pages share: a list, the ways from page to page, servers that have it, and how it is followed.

use serde_json::{Value, json};

use super::memory::{Memory, Sent, json as answer_json};
use crate::runtime::operation::Operation;
use crate::runtime::pagination::PagePlan;
use crate::runtime::request::Request;
use crate::{Error, ErrorKind, Pages};

pub(crate) static LIST: Operation = Operation {
    id: "list",
    method: http::Method::GET,
    path: "/things",
    accept: "application/json",
    base_url: None,
    security: &[],
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
pub(crate) async fn queries(memory: &Memory, pages: Pages<List>, lengths: &[usize]) -> Vec<String> {
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
pub(crate) async fn refused(
    memory: &Memory,
    pages: Pages<List>,
    lengths: &[usize],
) -> (String, usize) {
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

pub(crate) fn number(request: &Sent, name: &str) -> Option<usize> {
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

pub(crate) static CURSOR: PagePlan = PagePlan::cursor("cursor", "/page/next")
    .size("limit")
    .more("/page/more");

pub(crate) static LAST: PagePlan = PagePlan::last_item("after", "/id")
    .more("/has_more")
    .back("before");

pub(crate) static LINK: PagePlan = PagePlan::link("/links/next").size("limit");

pub(crate) fn linked(links: Vec<Value>) -> Memory {
    Memory::new(move |_, count| {
        answer_json(&json!({"data": things(count..count + 1), "links": {"next": links[count]}}))
    })
}
