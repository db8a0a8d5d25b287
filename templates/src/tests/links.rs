//! From page to page by links, in the body and in the header.

use serde_json::{Value, json};

use super::lists::{LINK, LIST, asked, followed, linked, pages, refused};
use super::memory::{Answer, Memory};
use crate::ResponseBody;
use crate::runtime::operation::Operation;
use crate::runtime::pagination::PagePlan;
use crate::runtime::request::Request;

static BY_KEY: Operation = Operation {
    id: "list",
    method: http::Method::GET,
    path: "/things",
    accept: "application/json",
    base_url: None,
    security: &[&["query_key"]],
};

#[tokio::test]
async fn a_link_leads_to_the_next_page_absolute_or_relative() {
    let memory = linked(vec![
        json!("https://api.test/v4/things?limit=1&at=b#top"),
        json!("/v4/other/things?at=c"),
        json!("../things?at=d"),
        json!("?at=e\\"),
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
            "/v4/things?at=e\\",
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
        ("/\\evil.test/things", "no URL"),
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
