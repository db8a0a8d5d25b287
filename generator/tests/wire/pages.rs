//! Pages: as few requests as there are pages, and an end whatever the server does.

use cloudflare_tokens::ErrorKind;
use serde_json::{Value, json};
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use crate::{ACCOUNT, client, envelope, ok};

/// A server with `total` tokens. It answers as its flags say.
struct Tokens {
    total: u64,
    counters: bool,
    obeys: bool,
    /// What it says the page is; the truth if nothing.
    says: Option<u64>,
}

const HONEST: Tokens = Tokens {
    total: 13,
    counters: true,
    obeys: true,
    says: None,
};

impl Respond for Tokens {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let asked = |name: &str| {
            let mut pairs = request.url.query_pairs();
            pairs
                .find(|(key, _)| key == name)
                .and_then(|(_, value)| value.parse::<u64>().ok())
        };
        let per_page = asked("per_page").unwrap_or(20);
        let page = if self.obeys {
            asked("page").unwrap_or(1)
        } else {
            1
        };
        let first = (page - 1) * per_page;
        let tokens: Vec<Value> = (first..self.total.min(first + per_page))
            .map(|id| json!({"id": format!("{id:032}")}))
            .collect();
        let mut info = json!({});
        if self.counters {
            let said = self.says.unwrap_or(page);
            info = json!({"count": tokens.len(), "page": said, "per_page": per_page, "total_count": self.total});
        }
        ok(&envelope(&json!(tokens), &info))
    }
}

/// What the stream gives of such a server, and how many requests it saw.
async fn streamed(tokens: Tokens, start: Option<u64>) -> (Vec<String>, Option<ErrorKind>, usize) {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(tokens)
        .mount(&server)
        .await;
    let mut call = client(&server.uri()).list_tokens(ACCOUNT).per_page(5);
    if let Some(page) = start {
        call = call.page(page);
    }
    let mut stream = call.stream();
    let mut ids = Vec::new();
    let mut kind = None;
    // No stream may give more than this: a server that never ends must not hang the test.
    for _ in 0..100 {
        match stream.try_next().await {
            Ok(Some(token)) => ids.push(token.id.expect("each token has an id")),
            Ok(None) => break,
            Err(error) => {
                kind = Some(error.kind());
                assert!(
                    matches!(stream.try_next().await, Ok(None)),
                    "nothing comes after an error"
                );
                break;
            }
        }
    }
    (
        ids,
        kind,
        server.received_requests().await.map_or(0, |all| all.len()),
    )
}

fn ids(range: std::ops::Range<u64>) -> Vec<String> {
    range.map(|id| format!("{id:032}")).collect()
}

#[tokio::test]
async fn three_pages_three_requests() {
    assert_eq!(streamed(HONEST, None).await, (ids(0..13), None, 3));
}

#[tokio::test]
async fn a_full_last_page_needs_no_further_request() {
    assert_eq!(
        streamed(
            Tokens {
                total: 15,
                ..HONEST
            },
            None
        )
        .await,
        (ids(0..15), None, 3)
    );
}

#[tokio::test]
async fn without_counters_an_empty_page_is_the_end() {
    let silent = Tokens {
        counters: false,
        ..HONEST
    };
    assert_eq!(streamed(silent, None).await, (ids(0..13), None, 4));
}

#[tokio::test]
async fn no_tokens_are_one_request() {
    assert_eq!(
        streamed(Tokens { total: 0, ..HONEST }, None).await,
        (Vec::new(), None, 1)
    );
}

#[tokio::test]
async fn a_stream_starts_at_the_page_of_the_caller() {
    assert_eq!(streamed(HONEST, Some(2)).await, (ids(5..13), None, 2));
}

#[tokio::test]
async fn a_server_that_ignores_the_page_is_an_error_after_two_requests() {
    let deaf = Tokens {
        obeys: false,
        ..HONEST
    };
    assert_eq!(
        streamed(deaf, None).await,
        (ids(0..5), Some(ErrorKind::Pagination), 2)
    );
}

#[tokio::test]
async fn a_repeated_page_is_an_error_after_two_requests_even_without_counters() {
    let deaf = Tokens {
        obeys: false,
        counters: false,
        ..HONEST
    };
    assert_eq!(
        streamed(deaf, None).await,
        (ids(0..5), Some(ErrorKind::Pagination), 2)
    );
}

#[tokio::test]
async fn a_server_that_says_another_page_is_an_error_after_two_requests() {
    let confused = Tokens {
        says: Some(1),
        ..HONEST
    };
    assert_eq!(
        streamed(confused, None).await,
        (ids(0..5), Some(ErrorKind::Pagination), 2)
    );
}

#[tokio::test]
async fn pages_come_whole() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(HONEST)
        .mount(&server)
        .await;
    let mut pages = client(&server.uri())
        .list_tokens(ACCOUNT)
        .per_page(5)
        .pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.expect("the server is in order") {
        assert_eq!(
            page.body()
                .result_info
                .as_ref()
                .and_then(|info| info.total_count),
            Some(13)
        );
        sizes.push(page.len());
    }
    assert_eq!(sizes, [5, 5, 3]);
}

#[tokio::test]
async fn what_is_not_asked_for_is_not_sent() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(HONEST)
        .mount(&server)
        .await;
    let mut stream = client(&server.uri())
        .list_tokens(ACCOUNT)
        .per_page(5)
        .stream();
    assert_eq!(
        server.received_requests().await.map(|all| all.len()),
        Some(0)
    );
    for _ in 0..5 {
        stream
            .try_next()
            .await
            .expect("the server is in order")
            .expect("five are on the first page");
    }
    drop(stream);
    assert_eq!(
        server.received_requests().await.map(|all| all.len()),
        Some(1)
    );
}
