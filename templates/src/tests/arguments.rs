//! Where parameters go in a request, what goes before what, and what is refused.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::SerializeMap;

use super::memory::Memory;
use crate::ErrorKind;
use crate::runtime::operation::Operation;
use crate::runtime::request::{Check, Number, Request, Style};
use crate::runtime::watch::Watch;

static OPERATION: Operation = Operation {
    id: "get-thing",
    method: http::Method::GET,
    path: "/things{ids}/{name}",
    accept: "application/json",
    base_url: None,
    security: &[&["header_key", "cookie_key"], &[]],
};

/// A model whose members are in no order of letters.
struct Filter;

impl Serialize for Filter {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", "a b")?;
        map.serialize_entry("after", &7)?;
        map.serialize_entry("ids", &[1, 2])?;
        map.end()
    }
}

fn filled(fill: impl FnOnce(&mut Request)) -> Result<http::Request<bytes::Bytes>, crate::Error> {
    let builder = Memory::always(200, "").builder();
    let builder = builder.header_key("key").cookie_key("s");
    let mut request = Request::new(&builder.build().unwrap(), &OPERATION);
    request.path_list("ids", ["a", "b"], Style::MATRIX, &[]);
    request.path("name", "n", &[]);
    fill(&mut request);
    request.to_http(&mut Watch::default())
}

fn header(name: &str, fill: impl FnOnce(&mut Request)) -> Vec<u8> {
    let request = filled(fill).unwrap();
    request.headers()[name].as_bytes().to_vec()
}

#[test]
fn each_goes_to_its_place() {
    let request = filled(|request| {
        request.path_as("name", "a;b", Style::LABEL, &[]);
        request.path_value("ids", ["x y"], Style::SIMPLE, &[]);
        request.query_as("q", "a/b", Style::FORM.reserved(), &[]);
        request.query_value("filter", Filter, Style::DEEP_OBJECT, &[]);
        request.header("X-Trace", "t", &[]);
        request.header_list("X-Ids", [1, 2], Style::SIMPLE, &[]);
        request.header_value("X-Filter", Filter, Style::SIMPLE, &[]);
        request.cookie("theme", "da rk", &[]);
        request.cookie_list("lang", ["en", "de"], Style::FORM, &[]);
        request.cookie_value("more", Filter, Style::JSON, &[]);
    });
    let request = request.unwrap();
    assert_eq!(
        request.uri(),
        "https://api.test/v4/thingsx%20y/.a%3Bb?q=a/b\
         &filter%5Bkind%5D=a%20b&filter%5Bafter%5D=7&filter%5Bids%5D=1&filter%5Bids%5D=2"
    );
    let headers = request.headers();
    assert_eq!(headers["x-trace"], "t");
    assert_eq!(headers["x-ids"], "1,2");
    assert_eq!(headers["x-filter"], "kind,a b,after,7,ids,[1,2]");
    assert_eq!(
        headers["cookie"],
        "theme=da%20rk; lang=en,de; more={%22kind%22:%22a%20b%22%2C%22after%22:7%2C%22ids%22:[1%2C2]}; sid=s"
    );
    assert_eq!(headers.get_all("cookie").iter().count(), 1);
}

#[test]
fn the_last_value_counts() {
    let request = filled(|request| {
        request.header("X-A", "1", &[]);
        request.header("X-A", "2", &[]);
        request.header_list("X-B", ["1"], Style::SIMPLE, &[]);
        request.header_list("X-B", Vec::<String>::new(), Style::SIMPLE, &[]);
        request.cookie("c", "1", &[]);
        request.cookie("c", "2", &[]);
        request.query("c", "3", &[]);
        request.query_value(
            "o",
            BTreeMap::from([("k", "v")]),
            Style::FORM.exploded(),
            &[],
        );
        request.query_value("o", BTreeMap::<&str, &str>::new(), Style::FORM, &[]);
    });
    let request = request.unwrap();
    assert_eq!(request.headers()["x-a"], "2");
    assert!(!request.headers().contains_key("x-b"));
    assert_eq!(request.headers()["cookie"], "c=2; sid=s");
    assert_eq!(request.uri().query(), Some("c=3"));
}

/// What the caller says for one call goes before what the client says for all of them.
#[test]
fn a_parameter_stands_for_what_the_client_would_send() {
    let key = |fill: fn(&mut Request)| header("x-api-key", fill);
    assert_eq!(key(|_| {}), b"key");
    assert_eq!(
        key(|request| request.header("X-API-KEY", "mine", &[])),
        b"mine"
    );
    let agent = header("user-agent", |request| {
        request.header("User-Agent", "other/1", &[]);
    });
    assert_eq!(agent, b"other/1");
    let cookie = |fill: fn(&mut Request)| header("cookie", fill);
    assert_eq!(
        cookie(|request| request.cookie("sid", "mine", &[])),
        b"sid=mine"
    );
    assert_eq!(
        cookie(|request| request.cookie("sidx", "x", &[])),
        b"sidx=x; sid=s"
    );
    // A document may take the whole header for a parameter.
    let whole = cookie(|request| {
        request.header("cookie", "a=1; sid=mine", &[]);
        request.cookie("b", "2", &[]);
    });
    assert_eq!(whole, b"a=1; sid=mine; b=2");
}

#[test]
fn text_outside_of_ascii_is_sent_as_utf_8() {
    let sent = header("x-name", |request| request.header("X-Name", "Zoë", &[]));
    assert_eq!(sent, "Zoë".as_bytes());
    let sent = header("cookie", |request| request.cookie("n", "ë;", &[]));
    assert_eq!(sent, b"n=%C3%AB%3B; sid=s");
}

#[test]
fn what_no_header_can_carry_is_refused() {
    for (value, what) in [
        ("s3cr\net", "line break"),
        ("s3cret\r", "line break"),
        ("s3cr\0et", "control character"),
        ("s3cr\u{7f}et", "control character"),
        (" s3cret", "trim it"),
        ("s3cret\t", "trim it"),
    ] {
        let error = filled(|request| request.header("X-Name", value, &[])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        let shown = format!("{error} {error:?}");
        assert!(
            shown.contains("`X-Name`") && shown.contains(what),
            "{shown}"
        );
        assert!(!shown.contains("s3cr"), "{shown}");
    }
    assert_eq!(
        header("x-name", |request| request.header("X-Name", "", &[])),
        b""
    );
}

#[test]
fn what_cannot_be_written_is_refused() {
    struct Broken;
    impl Serialize for Broken {
        fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("no"))
        }
    }
    let error = filled(|request| request.query_value("f", Broken, Style::FORM, &[])).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(error.to_string(), "`f` can't be written as JSON");
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn bounds_are_checked_in_each_place() {
    let least = [Check::Minimum(Number::Integer(5))];
    let most = [Check::MaxItems(1)];
    let message = |fill: &dyn Fn(&mut Request)| filled(fill).unwrap_err().to_string();
    let small = "`x` is 4, the minimum is 5";
    assert_eq!(message(&|it| it.path("x", 4, &least)), small);
    assert_eq!(message(&|it| it.header("x", 4, &least)), small);
    assert_eq!(message(&|it| it.cookie("x", 4, &least)), small);
    assert_eq!(
        message(&|it| it.header_list("x", [5, 4], Style::SIMPLE, &least)),
        small
    );
    assert_eq!(
        message(&|it| it.query_value("x", 4, Style::JSON, &least)),
        small
    );
    let many = "`x` has 2 items, the maximum is 1";
    assert_eq!(
        message(&|it| it.path_list("x", [1, 2], Style::SIMPLE, &most)),
        many
    );
    assert_eq!(
        message(&|it| it.cookie_value("x", [1, 2], Style::FORM, &most)),
        many
    );
    let dots = message(&|it| it.path_list("name", [".."], Style::SIMPLE, &[]));
    assert!(dots.contains("`..`"), "{dots}");
    let empty = message(&|it| it.path_list("name", Vec::<String>::new(), Style::SIMPLE, &[]));
    assert!(empty.contains("`name` is empty"), "{empty}");
}

/// The `Debug` of a request names its parameters and shows none.
#[test]
fn values_are_not_shown() {
    let mut request = Request::new(&Memory::always(200, "").client(), &OPERATION);
    request.header("X-Name", "s3cret", &[]);
    request.cookie("c", "s3cret", &[]);
    let shown = format!("{request:?}");
    assert!(
        shown.contains("X-Name") && !shown.contains("s3cret"),
        "{shown}"
    );
    let http = filled(|request| request.header("X-Name", "s3cret", &[])).unwrap();
    assert!(!format!("{http:?}").contains("s3cret"));
}
