//! The transport for the crate's users' tests: answers by operation, in order, and a log.

use std::time::Duration;

use serde_json::{Value, json};

use super::lists::{CURSOR, LINK, LIST, List, OFFSET, followed};
use super::sample::models::{CreateTokenBody, Zone};
use super::scan;
use crate::mock::{Answer, Mock};
use crate::runtime::request::Request;
use crate::{Client, ErrorKind, TransportErrorKind};

fn client(mock: &Mock) -> Client {
    scan::builder()
        .base_url("https://api.test/v4")
        .api_token("t0ken")
        .transport(mock.clone())
        .build()
        .unwrap()
}

async fn get(mock: &Mock) -> Result<Zone, crate::Error> {
    client(mock).get_zone("z/1").send().await
}

fn zone(name: &str) -> Answer {
    Answer::json(&json!({"name": name}))
}

#[tokio::test]
async fn answers_come_in_their_order_and_the_last_one_stays() {
    let mock = Mock::new().on("get-zone", zone("a"));
    mock.on("get-zone", zone("b"));
    for expected in ["a", "b", "b"] {
        assert_eq!(get(&mock).await.unwrap().name, expected);
    }
    assert_eq!(mock.requests().len(), 3);
}

#[tokio::test]
async fn what_was_asked_is_kept() {
    let mock = Mock::new();
    let made = json!({"success": true, "result": {"id": "a", "policies": []}});
    mock.on("create-token", Answer::json(&made).status(201));
    let body = CreateTokenBody {
        name: "mine".to_owned(),
        broken: false,
    };
    client(&mock)
        .create_token("acc", &body)
        .send()
        .await
        .unwrap();
    let [sent] = mock.requests().try_into().unwrap();
    assert_eq!(sent.operation(), "create-token");
    assert_eq!(sent.method(), "POST");
    assert_eq!(sent.uri().path(), "/v4/accounts/acc/tokens");
    assert_eq!(sent.headers()["authorization"], "Bearer t0ken");
    assert_eq!(sent.json::<Value>().unwrap()["name"], "mine");
    assert!(sent.json::<Zone>().is_ok() && sent.json::<u8>().is_err());
    let shown = format!("{sent:?} {mock:?}");
    assert!(
        !shown.contains("t0ken") && !shown.contains("mine"),
        "{shown}"
    );
    assert!(shown.contains("create-token"), "{shown}");
}

#[tokio::test]
async fn a_call_without_an_answer_says_which_there_are() {
    let mock = Mock::new();
    let cause = |error: &crate::Error| std::error::Error::source(error).unwrap().to_string();
    let error = get(&mock).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(
        cause(&error),
        "no answer for `get-zone`; there is none at all"
    );
    mock.on("other", zone("a"));
    let error = get(&mock).await.unwrap_err();
    assert_eq!(
        cause(&error),
        "no answer for `get-zone`; there are some for `other`"
    );
}

#[tokio::test]
async fn faults_are_those_of_a_transport() {
    let mock = Mock::new();
    let cut = zone("a").breaking(TransportErrorKind::Other);
    for (answer, expected) in [
        (
            Answer::fault(TransportErrorKind::Connect),
            ErrorKind::Connect,
        ),
        (
            Answer::fault(TransportErrorKind::Timeout),
            ErrorKind::Timeout,
        ),
        (cut, ErrorKind::Transport),
        (
            Answer::empty(404).header("x-request-id", "7"),
            ErrorKind::Api,
        ),
        (Answer::bytes("no JSON"), ErrorKind::Decode),
        (Answer::empty(7), ErrorKind::Transport),
        (
            Answer::fault(TransportErrorKind::Connect).status(200),
            ErrorKind::Transport,
        ),
        (zone("a").header("not a name", "x"), ErrorKind::Transport),
    ] {
        let mock = Mock::new();
        mock.on("get-zone", answer);
        assert_eq!(get(&mock).await.unwrap_err().kind(), expected);
    }
    mock.on("get-zone", Answer::never());
    let waited = tokio::time::timeout(Duration::from_millis(5), get(&mock)).await;
    assert!(waited.is_err(), "it answered");
}

#[tokio::test]
async fn chunks_are_a_body() {
    let mock = Mock::new();
    mock.on("get-zone", Answer::chunks(["{\"na", "me\":\"a\"}"]));
    assert_eq!(get(&mock).await.unwrap().name, "a");
}

#[tokio::test]
async fn calls_without_a_type_have_a_name() {
    let mock = Mock::new().on("Client::request", Answer::json(&json!([7])));
    let client = scan::builder().transport(mock.clone()).build().unwrap();
    let call = client.request(http::Method::GET, "/a").query("b", 1);
    assert_eq!(call.send::<Vec<u8>>().await.unwrap(), [7]);
    let sent = &mock.requests()[0];
    assert_eq!(
        (sent.operation(), sent.uri().path()),
        ("Client::request", "/client/v4/a")
    );
}

#[tokio::test]
async fn examples_are_given_where_there_is_nothing_else() {
    let mock = Mock::with_examples();
    for _ in 0..2 {
        assert_eq!(get(&mock).await.unwrap().name, "example");
    }
    let whole = client(&mock).get_zone("z/1").request.send_raw();
    let whole = whole.await.unwrap();
    assert_eq!(whole.status(), 203);
    assert_eq!(whole.headers()["content-type"], "application/json");
    let empty = client(&mock).list_tokens("a").request.send_raw();
    let empty = empty.await.unwrap();
    assert_eq!(empty.status(), 204);
    assert!(empty.headers().is_empty() && empty.bytes(9).await.unwrap().is_empty());

    mock.on("get-zone", zone("mine"));
    for _ in 0..2 {
        assert_eq!(get(&mock).await.unwrap().name, "mine");
    }
    let changed = Mock::new().on("get-zone", Answer::example("get-zone").status(404));
    assert!(get(&changed).await.unwrap_err().is_not_found());
    let unknown = Mock::new().on("get-zone", Answer::example("no-such"));
    assert_eq!(
        get(&unknown).await.unwrap_err().kind(),
        ErrorKind::Transport
    );
}

/// However the pages follow each other: what the example says of further pages isn't there.
#[tokio::test]
async fn a_list_of_examples_ends_after_its_first_page() {
    for plan in [&OFFSET, &CURSOR, &LINK] {
        let mock = Mock::with_examples();
        let list = Request::new(&client(&mock), &LIST);
        let (lengths, error) = followed(list.pages::<List>(plan)).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!((lengths, mock.requests().len()), (vec![1], 2));
    }
    // What a test says is answered as it says.
    let mock = Mock::new().on("list", Answer::example("list"));
    let pages = Request::new(&client(&mock), &LIST).pages::<List>(&OFFSET);
    let (_, error) = followed(pages).await;
    assert_eq!(error.unwrap().kind(), ErrorKind::Pagination);
}
