//! The default transport over loopback: mocks where they will do, bare sockets where they can't.

use std::error::Error as StdError;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use wiremock::matchers::{body_json, header, method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::sample::models::CreateTokenBody;
use super::scan;
use crate::runtime::exchange::Reply;
use crate::runtime::request::Style;
use crate::{Client, Error, ErrorKind, ReqwestTransport, RetryPolicy};

fn client(url: &str) -> Client {
    let limit = Duration::from_millis(400);
    let builder = scan::builder().base_url(url).api_token("t0ken");
    let builder = builder.timeout(limit).idle_timeout(limit);
    // What is repeated, and when, stands in `wire_retries`.
    let once = RetryPolicy::new().max_attempts(1);
    builder.retry(once).build().unwrap()
}

fn tokens(ids: &[&str], page: u32) -> ResponseTemplate {
    let items: Vec<_> = ids
        .iter()
        .map(|id| json!({"id": id, "policies": []}))
        .collect();
    let info = json!({"page": page, "per_page": 2, "total_count": 5});
    ResponseTemplate::new(200)
        .set_body_json(json!({"success": true, "result": items, "result_info": info}))
}

#[tokio::test]
async fn five_tokens_at_two_a_page_are_three_requests() {
    let server = MockServer::start().await;
    let list = || {
        Mock::given(method("GET"))
            .and(path("/v4/accounts/a%2Fb/tokens"))
            .and(header("authorization", "Bearer t0ken"))
            .and(header("accept", "application/json"))
    };
    let pages: [&[&str]; 2] = [&["c", "d"], &["e"]];
    list()
        .and(query_param_is_missing("page"))
        .respond_with(tokens(&["a", "b"], 1))
        .expect(1)
        .mount(&server)
        .await;
    for (page, ids) in (2..).zip(pages) {
        list()
            .and(query_param("page", page.to_string()))
            .respond_with(tokens(ids, page))
            .expect(1)
            .mount(&server)
            .await;
    }
    let client = client(&format!("{}/v4/", server.uri()));
    let mut items = client.list_tokens("a/b").stream();
    let mut ids = String::new();
    let all = async {
        while let Some(token) = items.try_next().await.unwrap() {
            ids += &token.id;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), all)
        .await
        .unwrap();
    assert_eq!(ids, "abcde");
    assert_eq!(server.received_requests().await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_body_arrives() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(header("content-type", "application/json"))
        .and(body_json(json!({"name": "é"})))
        .respond_with(
            ResponseTemplate::new(200)
                .set_body_json(json!({"success": true, "result": {"id": "t", "policies": []}})),
        )
        .mount(&server)
        .await;
    let body = CreateTokenBody {
        name: "é".to_owned(),
        broken: false,
    };
    let token = client(&server.uri())
        .create_token("a", &body)
        .send()
        .await
        .unwrap();
    assert_eq!(token.id, "t");
}

#[tokio::test]
async fn a_client_of_reqwest_is_taken_as_it_is() {
    let server = MockServer::start().await;
    Mock::given(header("x-own", "1"))
        .respond_with(tokens(&["a"], 1))
        .mount(&server)
        .await;
    let own = [("x-own".parse().unwrap(), "1".parse().unwrap())];
    let own = crate::reqwest::Client::builder().default_headers(own.into_iter().collect());
    let builder = scan::builder().base_url(server.uri()).api_token("t0ken");
    let builder = builder.transport(ReqwestTransport::from(own.build().unwrap()));
    let page = builder.build().unwrap().list_tokens("a").send().await;
    assert_eq!(page.unwrap().len(), 1);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let server = MockServer::start().await;
    let away = ResponseTemplate::new(302).insert_header("location", "/elsewhere");
    Mock::given(path("/accounts/a/tokens"))
        .respond_with(away)
        .mount(&server)
        .await;
    let error = client(&server.uri())
        .list_tokens("a")
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.status().unwrap(), 302);
    assert_eq!(error.headers().unwrap()["location"], "/elsewhere");
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
}

/// What a call of a server that reads the request's head, writes `parts` with a pause between them,
/// and then hangs up or, at an empty part, hangs ends in.
async fn bare(parts: &'static [&'static str]) -> (Result<usize, Error>, Duration) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        read_head(&mut socket).await;
        for part in parts {
            if part.is_empty() {
                tokio::time::sleep(Duration::from_secs(20)).await;
            }
            if socket.write_all(part.as_bytes()).await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(90)).await;
        }
    });
    let start = Instant::now();
    let page = client(&url).list_tokens("a").send().await;
    let passed = start.elapsed();
    server.abort();
    (page.map(|page| page.len()), passed)
}

async fn read_head(socket: &mut TcpStream) {
    let mut head = Vec::new();
    let mut buffer = [0; 1024];
    while !head.windows(4).any(|window| window == b"\r\n\r\n") {
        let count = socket.read(&mut buffer).await.unwrap();
        assert!(count > 0, "no request");
        head.extend_from_slice(&buffer[..count]);
    }
}

#[tokio::test]
async fn a_body_in_pieces() {
    let (page, _) = bare(&[
        "HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n",
        "{\"succe",
        "ss\":true}",
    ])
    .await;
    assert_eq!(page.unwrap(), 0);
}

#[tokio::test]
async fn a_truncated_body_is_a_transport_error() {
    let (page, _) =
        bare(&["HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"success\":true}"]).await;
    let error = page.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.status().unwrap(), 200);
    assert!(error.source().is_some());
}

#[tokio::test]
async fn no_answer_at_all_is_a_transport_error() {
    let (page, _) = bare(&[]).await;
    assert_eq!(page.unwrap_err().kind(), ErrorKind::Transport);
}

#[tokio::test]
async fn a_truncated_error_body_is_still_an_api_error() {
    let (page, _) = bare(&["HTTP/1.1 429 No\r\ncontent-length: 99\r\n\r\nslow"]).await;
    let error = page.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert!(error.is_rate_limited());
    assert_eq!(error.body().unwrap(), "slow");
}

#[tokio::test]
async fn the_timeout_covers_headers_and_body() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n";
    let (before_head, first) = bare(&[""]).await;
    let (in_body, second) = bare(&["HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{", ""]).await;
    let drip: &'static [&'static str] = &[
        "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n",
        "{",
        " ",
        " ",
        " ",
        " ",
        " ",
        " ",
        " ",
        " ",
        " ",
        " ",
        " ",
    ];
    assert_eq!(drip[0], head);
    let (dripping, third) = bare(drip).await;
    for (page, passed) in [(before_head, first), (in_body, second), (dripping, third)] {
        let error = page.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
        assert!(error.is_timeout());
        assert!(passed >= Duration::from_millis(390), "{passed:?}");
        assert!(passed < Duration::from_secs(5), "{passed:?}");
    }
}

/// Of a stream, the time is for each wait: it may take longer as a whole.
#[tokio::test]
async fn the_time_of_a_stream_begins_anew_with_each_chunk() {
    let head = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n";
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = client(&format!("http://{}", listener.local_addr().unwrap()));
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        read_head(&mut socket).await;
        for chunk in [head, "1\n", "2", "\n", "3\n"] {
            tokio::time::sleep(Duration::from_millis(200)).await;
            socket.write_all(chunk.as_bytes()).await.unwrap();
        }
        tokio::time::sleep(Duration::from_secs(20)).await;
    });
    let mut lines = client
        .get_zone("z")
        .request
        .lines::<u64>(Reply::decode)
        .await
        .unwrap();
    for expected in [1, 2, 3] {
        assert_eq!(lines.try_next().await.unwrap(), Some(expected));
    }
    let error = lines.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
    server.abort();
}

#[tokio::test]
async fn a_refused_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v4?", listener.local_addr().unwrap());
    drop(listener);
    let call = client(url.trim_end_matches('?')).list_tokens("private");
    let error = call.send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
    assert!(error.is_connect());
    assert_eq!(error.status(), None);
    let mut shown = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(cause) = source {
        write!(shown, " {cause} {cause:?}").unwrap();
        source = cause.source();
    }
    assert!(
        !shown.contains("private") && !shown.contains("t0ken"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_dropped_call_hangs_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = client(&format!("http://{}", listener.local_addr().unwrap()));
    let call = tokio::spawn(async move { client.list_tokens("a").stream().try_next().await });
    let (mut socket, _) = listener.accept().await.unwrap();
    read_head(&mut socket).await;
    call.abort();
    let mut rest = [0; 1];
    let closed = tokio::time::timeout(Duration::from_millis(350), socket.read(&mut rest));
    assert_eq!(closed.await.unwrap().unwrap_or(0), 0);
}

/// Header and cookie parameters as a server sees them: text is UTF-8, and there is one `Cookie`.
#[tokio::test]
async fn headers_and_cookies_arrive() {
    let server = MockServer::start().await;
    let client = client(&server.uri());
    let mut call = client.get_zone("z");
    call.request.header("X-Name", "Zoë", &[]);
    call.request
        .header_list("X-Ids", [1, 2], Style::SIMPLE, &[]);
    call.request.header("User-Agent", "other/1", &[]);
    call.request.cookie("theme", "da rk", &[]);
    call.request
        .cookie_list("ids", [1, 2], Style::FORM.exploded(), &[]);
    call.send().await.unwrap_err();
    let requests = server.received_requests().await.unwrap();
    let all = |name: &str| -> Vec<_> {
        let values = requests[0].headers.get_all(name).iter();
        values.map(|value| value.as_bytes().to_vec()).collect()
    };
    assert_eq!(all("x-name"), ["Zoë".as_bytes()]);
    assert_eq!(all("x-ids"), [b"1,2"]);
    assert_eq!(all("user-agent"), [b"other/1"]);
    assert_eq!(all("cookie"), [b"theme=da%20rk; ids=1; ids=2"]);
}
