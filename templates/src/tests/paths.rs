//! How arguments stand in the URL.

use super::memory::Memory;
use super::sample::LIST_TOKENS;
use super::sample::models::Direction;
use crate::runtime::base_url::BaseUrl;
use crate::runtime::encode;
use crate::runtime::operation::Operation;
use crate::runtime::path::expand;
use crate::runtime::request::{Check, Request, Style};
use crate::runtime::watch::Watch;

fn path(template: &str, value: &str) -> Result<String, String> {
    let (value, mut path) = (encode::segment(value), String::new());
    let expanded = expand(&mut path, template, &|name| {
        (name == "x").then_some(value.as_str())
    });
    expanded.map(|()| path)
}

/// Path and query of a request that `fill` filled.
fn target(fill: impl FnOnce(&mut Request)) -> String {
    let mut request = Request::new(&Memory::always(200, "").client(), &LIST_TOKENS);
    request.path("account_id", "a", &[]);
    fill(&mut request);
    let http = request.to_http(&mut Watch::default()).unwrap();
    http.uri().path_and_query().unwrap().to_string()
}

#[test]
fn values_are_encoded_in_a_path() {
    assert_eq!(
        path("/a/{x}/b", "a/b?c=d#é").unwrap(),
        "/a/a%2Fb%3Fc=d%23%C3%A9/b"
    );
    let kept = "-._~!$&'()*+,;=:@";
    assert_eq!(path("/{x}", kept).unwrap(), format!("/{kept}"));
    assert_eq!(
        path("/{x}", "%2e[]\\ \"<>^`{|}").unwrap(),
        "/%252e%5B%5D%5C%20%22%3C%3E%5E%60%7B%7C%7D"
    );
}

#[test]
fn templates_of_all_kinds() {
    let expand = |template: &str| {
        let mut path = String::new();
        let expanded = expand(&mut path, template, &|name| match name {
            "a" => Some("1"),
            "b" => Some("2"),
            _ => None,
        });
        expanded.map(|()| path)
    };
    assert_eq!(expand("/{a}-{b}.json").unwrap(), "/1-2.json");
    assert_eq!(expand("/{b}/x/{a}/").unwrap(), "/2/x/1/");
    assert_eq!(expand("/a b/é%20c").unwrap(), "/a%20b/%C3%A9%20c");
    assert_eq!(expand("/").unwrap(), "/");
    assert_eq!(expand("x/{a").unwrap(), "/x/%7Ba");
    assert_eq!(expand("/{c}").unwrap_err(), "`c` has no value");
}

#[test]
fn segments_that_would_change_the_path_are_refused() {
    assert!(path("/a/{x}", "").unwrap_err().contains("`x` is empty"));
    assert!(path("/a/{x}", ".").unwrap_err().contains("`.`"));
    assert!(path("/a/{x}/b", "..").unwrap_err().contains("`..`"));
    assert!(path("/a/{x}{x}", ".").unwrap_err().contains("`..`"));
    assert!(path("/a/.{x}", "").unwrap_err().contains("`.`"));
    assert_eq!(path("/a/{x}.json", "").unwrap(), "/a/.json");
    assert_eq!(path("/a/{x}", "...").unwrap(), "/a/...");
    assert_eq!(path("/a/{x}", "%2e%2e").unwrap(), "/a/%252e%252e");
}

#[test]
fn a_query_keeps_the_order_and_the_last_value() {
    let target = target(|request| {
        request.query("q", "a b&c=d+é~", &[]);
        request.query("on", true, &[]);
        request.query("direction", Direction::Desc, &[]);
        request.query("q", "x/y", &[]);
        request.query("a[]", 1.5, &[]);
    });
    assert_eq!(
        target,
        "/v4/accounts/a/tokens?q=x%2Fy&on=true&direction=desc&a%5B%5D=1.5"
    );
}

#[test]
fn a_query_is_encoded() {
    let target = target(|request| request.query("q", "a b&c=d+é~'", &[]));
    assert_eq!(target, "/v4/accounts/a/tokens?q=a%20b%26c%3Dd%2B%C3%A9~%27");
}

#[test]
fn lists_in_a_query() {
    for (style, query) in [
        (Style::FORM.exploded(), "?id=a%2Cb&id=c"),
        (Style::FORM, "?id=a%2Cb,c"),
        (Style::SPACE, "?id=a%2Cb%20c"),
        (Style::PIPE, "?id=a%2Cb%7Cc"),
    ] {
        let target = target(|request| request.query_list("id", ["a,b", "c"], style, &[]));
        assert_eq!(target, format!("/v4/accounts/a/tokens{query}"));
    }
    let target = target(|request| {
        request.query("b", 1, &[]);
        request.query_list("id", ["a"], Style::FORM, &[]);
        request.query_list("id", Vec::<String>::new(), Style::FORM, &[]);
    });
    assert_eq!(target, "/v4/accounts/a/tokens?b=1");
}

#[test]
fn lists_are_checked_by_item_and_as_a_whole() {
    let refusal = |values: &[&str], check: Check| {
        let mut request = Request::new(&Memory::always(200, "").client(), &LIST_TOKENS);
        request.query_list("id", values, Style::FORM, &[check]);
        request
            .to_http(&mut Watch::default())
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refusal(&["a", "bc"], Check::MaxLength(1)),
        "`id` has 2 characters, the maximum is 1"
    );
    assert_eq!(
        refusal(&["a", "b"], Check::MaxItems(1)),
        "`id` has 2 items, the maximum is 1"
    );
}

#[test]
fn a_url_that_is_too_long_is_refused() {
    let mut request = Request::new(&Memory::always(200, "").client(), &LIST_TOKENS);
    request.path("account_id", "a".repeat(70_000), &[]);
    let error = request.to_http(&mut Watch::default()).unwrap_err();
    assert_eq!(error.kind(), crate::ErrorKind::Request);
}

static FIXED: Operation = Operation {
    id: "fixed",
    method: http::Method::GET,
    path: "/a?beta=true&b c=é",
    accept: "application/json",
    base_url: Some("/own"),
    security: &[],
};

#[test]
fn a_query_of_the_path_and_a_path_of_the_host() {
    let client = Memory::always(200, "").client();
    let mut request = Request::new(&client, &FIXED);
    request.query("page", 2, &[]);
    let http = request.to_http(&mut Watch::default()).unwrap();
    let expected = "https://api.test/own/a?beta=true&b%20c=%C3%A9&page=2";
    assert_eq!(http.uri().to_string(), expected);
}

#[test]
fn another_path_on_the_same_host() {
    for (base, path, expected) in [
        ("https://a.test", "", "https://a.test"),
        ("https://a.test/v1/x", "", "https://a.test"),
        ("https://a.test:80/v1/", "/v2", "https://a.test:80/v2"),
    ] {
        let base = BaseUrl::parse(base).unwrap();
        assert_eq!(base.with_path(path).as_str(), expected);
    }
}
