//! What a client can be built from, and what it is then.

use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, USER_AGENT};

use super::memory::Memory;
use crate::runtime::base_url::BaseUrl;
use crate::{Client, ClientBuilder, Error, ErrorKind};

fn refusal(url: &str) -> Error {
    let builder = Memory::always(200, "{}").builder();
    let error = builder.base_url(url).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration, "{url}");
    error
}

#[test]
fn base_urls_that_make_no_sense() {
    for (url, part) in [
        ("", "https://host/path"),
        ("/client/v4", "absolute"),
        ("api.example.com", "absolute"),
        ("ftp://example.com", "neither `http` nor `https`"),
        ("https://", "isn't a URL"),
        ("https://exa mple.com", "isn't a URL"),
        ("https://example.com/?a=b", "query or a fragment"),
        ("https://example.com/#a", "query or a fragment"),
        ("https://exämple.com", "outside ASCII"),
        ("https://me:hunter2@example.com", "user name or a password"),
        ("https://me@example.com", "user name or a password"),
        // Clients would go to 443.
        ("https://example.com:99999", "a port that isn't"),
        ("https://example.com:abc", "a port that isn't"),
        ("https://example.com:", "a port that isn't"),
        ("https://[::1]:0/a", "a port that isn't"),
        // Some clients would leave it out, some would not.
        ("https://example.com/a/../b", "a segment `.` or `..`"),
        ("https://example.com/%2E", "a segment `.` or `..`"),
        ("https://{region}.example.com/a", "a variable in braces"),
        ("https://example.com/{version}", "a variable in braces"),
    ] {
        let message = refusal(url).to_string();
        assert!(message.contains(part), "{url}: {message}");
        assert!(!message.contains("hunter2"), "{message}");
    }
}

#[test]
fn a_base_url_comes_from_the_caller_or_the_service() {
    let none = BaseUrl::choose(None, None).unwrap_err();
    assert!(none.contains("`ClientBuilder::base_url`"), "{none}");
    let own = BaseUrl::choose(None, Some("https://own.test")).unwrap();
    assert_eq!(own.as_str(), "https://own.test");
    let given = BaseUrl::choose(Some("https://given.test"), Some("https://own.test")).unwrap();
    assert_eq!(given.as_str(), "https://given.test");
}

#[test]
fn variables_of_a_server() {
    let template = "https://{region=eu}.api.test:{port=443}/{base=v1}/";
    let choose = |builder: ClientBuilder| {
        let url = builder.own_base_url(Some(template));
        url.map(|url| url.as_str().to_owned())
    };
    let with = |name, value: &str| {
        let builder = Client::builder().server_variable("port", &[], "8443".to_owned());
        choose(builder.server_variable(name, &["eu", "us", "v1/x", "us/"], value.to_owned()))
    };
    let by_defaults = choose(Client::builder()).unwrap();
    assert_eq!(by_defaults, "https://eu.api.test:443/v1");
    let us = with("region", "us").unwrap();
    assert_eq!(us, "https://us.api.test:8443/v1");
    let deeper = with("base", "v1/x").unwrap();
    assert_eq!(deeper, "https://eu.api.test:8443/v1/x");
    let unlisted = with("region", "mars").unwrap_err();
    assert_eq!(
        unlisted,
        "the server variable `region` can't be `mars`; it is one of `eu`, `us`, `v1/x`, `us/`"
    );
    let slash = with("region", "us/").unwrap_err();
    assert_eq!(
        slash,
        "the server variable `region` has a slash and stands in the host"
    );
    let again = Client::builder().server_variable("region", &["eu"], "x".to_owned());
    let again = again.server_variable("region", &["eu"], "eu".to_owned());
    assert_eq!(choose(again).unwrap(), by_defaults);
    let set = Client::builder().base_url("https://set.test");
    let set = set.server_variable("region", &[], "us".to_owned());
    assert_eq!(choose(set).unwrap(), "https://set.test");
}

#[tokio::test]
async fn variables_of_an_operations_own_server() {
    let memory = Memory::always(200, r#"{"name":"a"}"#);
    let builder = Client::builder().transport(memory.clone());
    let builder = builder.server_variable("region", &[], "us".to_owned());
    builder.build().unwrap().get_zone("a").send().await.unwrap();
    let sent = memory.sent();
    assert_eq!(sent[0].uri(), "https://zones.us.example.com/zones/a.json");
}

#[test]
fn the_base_url_ends_without_a_slash() {
    let memory = Memory::always(200, "{}");
    for url in ["https://api.test/v4", "https://api.test/v4/"] {
        let client = memory.builder().base_url(url).build().unwrap();
        assert_eq!(client.base_url(), "https://api.test/v4");
    }
    let client = Client::builder().transport(memory).build().unwrap();
    assert_eq!(client.base_url(), "https://api.example.com/client/v4");
}

#[tokio::test]
async fn a_base_path_is_kept_and_an_operations_own_base_url_used() {
    let memory = Memory::always(200, r#"{"name":"a"}"#);
    let given = memory.client();
    given.get_zone("a").send().await.unwrap();
    let slash = memory.builder().base_url("https://api.test/v4/");
    slash.build().unwrap().get_zone("a").send().await.unwrap();
    let own = Client::builder().transport(memory.clone()).build().unwrap();
    own.get_zone("a").send().await.unwrap();
    let sent: Vec<_> = memory
        .sent()
        .iter()
        .map(|it| it.uri().to_string())
        .collect();
    assert_eq!(
        sent,
        [
            "https://api.test/v4/zones/a.json",
            "https://api.test/v4/zones/a.json",
            "https://zones.eu.example.com/zones/a.json",
        ]
    );
}

#[tokio::test]
async fn headers_of_a_call() {
    let memory = Memory::always(200, r#"{"success":true}"#);
    memory.client().list_tokens("a").send().await.unwrap();
    let named = memory.builder().user_agent("mine/1").build().unwrap();
    named.get_zone("a").send().await.unwrap_err();
    let sent = memory.sent();
    let headers = sent[0].headers();
    assert_eq!(headers[AUTHORIZATION], "Bearer t0ken");
    assert!(headers[AUTHORIZATION].is_sensitive());
    assert_eq!(headers[ACCEPT], "application/json");
    assert_eq!(headers[USER_AGENT], "specwright-templates/0.1.0");
    assert_eq!(sent[1].headers()[USER_AGENT], "mine/1");
    assert!(!sent[1].headers().contains_key(AUTHORIZATION));
}

#[test]
fn user_agents_that_no_header_can_carry() {
    for user_agent in ["", " ", "a\nb"] {
        let builder = Memory::always(200, "{}").builder();
        let error = builder.user_agent(user_agent).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains("user agent"), "{error}");
    }
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn without_a_transport_there_is_no_client() {
    let error = Client::builder().build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("feature `reqwest`"), "{error}");
}

#[test]
fn a_timeout_reaches_the_transport() {
    #[derive(Debug)]
    struct Timeouts(std::sync::Mutex<Vec<Duration>>);
    impl crate::Transport for Timeouts {
        fn execute(
            &self,
            _: super::memory::Sent,
            timeout: Duration,
        ) -> crate::BoxFuture<'static, super::memory::Answer> {
            self.0.lock().unwrap().push(timeout);
            Box::pin(async { super::memory::answer(204, "") })
        }
    }
    let transport = std::sync::Arc::new(Timeouts(std::sync::Mutex::default()));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    for builder in [
        Client::builder(),
        Client::builder().timeout(Duration::from_millis(7)),
    ] {
        let client = builder.transport(transport.clone()).build().unwrap();
        let request = client.get_zone("a").request;
        runtime.block_on(request.send_empty()).unwrap();
    }
    let seen = transport.0.lock().unwrap().clone();
    assert_eq!(seen, [Duration::from_secs(60), Duration::from_millis(7)]);
}
