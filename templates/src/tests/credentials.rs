//! How each kind of credential is sent, and which can't be.

use http::HeaderMap;

use super::memory::Memory;
use super::scan;
use crate::runtime::operation::Operation;
use crate::runtime::request::Request;
use crate::runtime::watch::Watch;
use crate::{ClientBuilder, ErrorKind};

/// An operation that needs these.
pub(super) const fn needs(security: &'static [&'static [&'static str]]) -> Operation {
    Operation {
        id: "get-thing",
        method: http::Method::GET,
        path: "/thing",
        accept: "application/json",
        base_url: None,
        security,
    }
}

fn builder() -> ClientBuilder {
    Memory::always(200, "{}").builder()
}

fn sent(builder: ClientBuilder, operation: &'static Operation) -> (String, HeaderMap) {
    let client = builder.build().unwrap();
    let request = Request::new(&client, operation)
        .to_http(&mut Watch::default())
        .unwrap();
    let (parts, _) = request.into_parts();
    (parts.uri.to_string(), parts.headers)
}

fn authorization(builder: ClientBuilder, operation: &'static Operation) -> String {
    let (_, headers) = sent(builder, operation);
    assert!(headers["authorization"].is_sensitive());
    headers["authorization"].to_str().unwrap().to_owned()
}

#[test]
fn user_name_and_password() {
    static LOGIN: Operation = needs(&[&["login"]]);
    for (username, password, encoded) in [
        // RFC 7617, sections 2 and 2.1.
        ("Aladdin", "open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        ("test", "123\u{a3}", "dGVzdDoxMjPCow=="),
        ("", "k", "Oms="),
        ("k", "", "azo="),
        ("a", "b:c", "YTpiOmM="),
    ] {
        let sent = authorization(builder().login(username, password), &LOGIN);
        assert_eq!(sent, format!("Basic {encoded}"));
    }
}

#[test]
fn other_schemes_as_the_caller_computed_them() {
    static DIGEST: Operation = needs(&[&["digest"]]);
    let sent = authorization(builder().digest("username=\"me\", nonce=\"n\""), &DIGEST);
    assert_eq!(sent, "Digest username=\"me\", nonce=\"n\"");
}

#[test]
fn a_key_in_a_header() {
    static HEADER: Operation = needs(&[&["header_key"]]);
    static WHOLE: Operation = needs(&[&["whole_header"]]);
    let (uri, headers) = sent(builder().header_key("s3cret key"), &HEADER);
    assert_eq!(uri, "https://api.test/v4/thing");
    assert_eq!(headers["x-api-key"], "s3cret key");
    assert!(headers["x-api-key"].is_sensitive());
    assert!(!headers.contains_key("authorization"));
    let whole = authorization(builder().whole_header("Token s3cret"), &WHOLE);
    assert_eq!(whole, "Token s3cret");
}

#[test]
fn a_key_in_the_query() {
    static QUERY: Operation = needs(&[&["query_key"]]);
    let client = builder().query_key("a&b=c d#é%").build().unwrap();
    let mut request = Request::new(&client, &QUERY);
    let uri = |request: &Request| {
        request
            .to_http(&mut Watch::default())
            .unwrap()
            .uri()
            .to_string()
    };
    let key = "api%20key=a%26b%3Dc%20d%23%C3%A9%25";
    assert_eq!(uri(&request), format!("https://api.test/v4/thing?{key}"));
    request.query("page", 2, &[]);
    assert_eq!(
        uri(&request),
        format!("https://api.test/v4/thing?page=2&{key}")
    );
    // A document may list its key among the parameters, too.
    request.query("api key", "mine", &[]);
    assert_eq!(
        uri(&request),
        "https://api.test/v4/thing?page=2&api%20key=mine"
    );
}

#[test]
fn keys_in_cookies_share_a_header() {
    static BOTH: Operation = needs(&[&["cookie_key", "cookie_csrf"]]);
    let client = builder()
        .cookie_csrf("\"b\"")
        .cookie_key("a==")
        .build()
        .unwrap();
    let settings = client.settings();
    let chosen = settings.credentials.choose(BOTH.security).map_err(|_| ());
    let chosen = chosen.unwrap();
    let mut headers = HeaderMap::new();
    chosen.put_headers(&mut headers).unwrap();
    assert_eq!(headers["cookie"], "sid=a==; csrf=\"b\"");
    assert!(headers["cookie"].is_sensitive());
    // Cookies that are there already, from wherever, stay.
    let mut headers = HeaderMap::new();
    headers.insert("cookie", "theme=dark".parse().unwrap());
    headers.append("cookie", "lang=en".parse().unwrap());
    chosen.put_headers(&mut headers).unwrap();
    let all: Vec<_> = headers.get_all("cookie").iter().collect();
    assert_eq!(all, ["theme=dark; lang=en; sid=a==; csrf=\"b\""]);
}

#[test]
fn a_certificate_is_the_transports() {
    static TLS: Operation = needs(&[&["certificate"]]);
    let client = builder().build().unwrap();
    let refused = Request::new(&client, &TLS)
        .to_http(&mut Watch::default())
        .unwrap_err();
    assert!(
        refused.to_string().contains("`ClientBuilder::certificate`"),
        "{refused}"
    );
    let (uri, headers) = sent(builder().certificate(), &TLS);
    assert_eq!(uri, "https://api.test/v4/thing");
    let names: Vec<_> = headers.keys().map(http::HeaderName::as_str).collect();
    assert_eq!(names, ["user-agent", "accept"]);
}

#[test]
fn kinds_go_together() {
    static ALL: Operation = needs(&[&["header_key", "query_key", "cookie_key", "api_token"]]);
    let builder = builder().header_key("h").query_key("q").cookie_key("c");
    let (uri, headers) = sent(builder, &ALL);
    assert_eq!(uri, "https://api.test/v4/thing?api%20key=q");
    assert_eq!(headers["x-api-key"], "h");
    assert_eq!(headers["cookie"], "sid=c");
    assert_eq!(headers["authorization"], "Bearer t0ken");
}

#[test]
fn what_no_request_can_carry_is_refused_and_not_shown() {
    type Set = fn(ClientBuilder, &str) -> ClientBuilder;
    let kinds: [(&str, Set, &[&str]); 7] = [
        (
            "api_token",
            |builder, it| builder.api_token(it),
            &["", "s3cr\n", "s3cr et", "s3crét", "s3cr\0"],
        ),
        (
            "login",
            |builder, it| builder.login(it, ""),
            &["", "s3cr:et", "s3cr\n"],
        ),
        (
            "login",
            |builder, it| builder.login("", it),
            &["", "s3cr\n", "s3cr\u{85}"],
        ),
        (
            "digest",
            |builder, it| builder.digest(it),
            &["", "s3cr\n", " s3cr", "s3crét"],
        ),
        (
            "header_key",
            |builder, it| builder.header_key(it),
            &["", "s3cr\n", "s3cr ", "s3cr\net", "s3crét"],
        ),
        ("query_key", |builder, it| builder.query_key(it), &[""]),
        (
            "cookie_key",
            |builder, it| builder.cookie_key(it),
            &[
                "", "s3cr et", "s3cr;", "s3cr,", "\"s3cr", "s3cr\\", "s3crét", "s3cr\n",
            ],
        ),
    ];
    for (method, set, values) in kinds {
        for value in values {
            let error = set(builder(), value).build().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration, "{value:?}");
            let shown = format!("{error} {error:?}");
            assert!(shown.contains(&format!("`{method}`")), "{shown}");
            assert!(!shown.contains("s3cr"), "{shown}");
        }
    }
}

#[tokio::test]
async fn a_credential_goes_over_plain_http_to_this_machine_only() {
    let memory = Memory::always(200, r#"{"success":true}"#);
    let ends = async |url: &str, allow: bool| {
        let builder = memory.builder().base_url(url).allow_plain_http(allow);
        let call = builder.build().unwrap().list_tokens("a").send();
        call.await.map_err(|error| error.kind()).map(|_| ())
    };
    for url in [
        "http://localhost:1",
        "http://LOCALHOST.",
        "http://api.localhost",
        "http://127.0.0.1",
        "http://127.1.2.3:80",
        "http://[::1]:80/a",
        "https://api.test",
    ] {
        assert_eq!(ends(url, false).await, Ok(()), "{url}");
    }
    let sent = memory.sent().len();
    for url in [
        "http://api.test",
        "http://localhost.test",
        "http://notlocalhost",
        "http://128.0.0.1",
        "http://127.0.0.1.test",
        "http://[::2]",
        "http://10.0.0.1",
    ] {
        assert_eq!(ends(url, false).await, Err(ErrorKind::Request), "{url}");
    }
    assert_eq!(memory.sent().len(), sent);
    assert_eq!(ends("http://api.test", true).await, Ok(()));
    // Nothing that could be read on the way.
    let open = scan::builder().base_url("http://api.test");
    let open = open.transport(memory.clone()).build().unwrap();
    open.get_zone("a").send().await.unwrap_err();
    assert_eq!(memory.sent().len(), sent + 2);
}
