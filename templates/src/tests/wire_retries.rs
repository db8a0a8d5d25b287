//! Retries and limits over loopback sockets, with the default transport: faults that pass, silence,
//! connections. What each fault makes of a call stands in `faults`.

use std::time::{Duration, Instant};

use tokio::net::{TcpListener, TcpStream};

use super::loopback::{Act, Server};
use super::sample::models::CreateTokenBody;
use super::scan;
use super::time::Time;
use crate::{Client, Error, ErrorKind, RetryPolicy, Timeout};

const LIMIT: Duration = Duration::from_millis(200);

fn client(url: &str) -> Client {
    let builder = scan::builder().base_url(url).api_token("t0ken");
    let builder = builder.timer(Time::without_jitter());
    builder.timeout(LIMIT).build().unwrap()
}

async fn get(client: &Client) -> Result<(), Error> {
    client.list_tokens("a").send().await.map(|_| ())
}

async fn post(client: &Client) -> Result<(), Error> {
    let body = CreateTokenBody {
        name: "mine".to_owned(),
        broken: false,
    };
    client.create_token("a", &body).send().await.map(|_| ())
}

const HALF: &str = "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{";
const WHOLE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n{\"success\":true}";
const BUSY: &str = "HTTP/1.1 503 Busy\r\ncontent-length: 4\r\n\r\nbusy";

#[tokio::test]
async fn a_fault_that_passes() {
    for act in [
        Act::Stall(HALF),
        Act::Reset(""),
        Act::Close(HALF),
        Act::Answer(BUSY),
    ] {
        let server = Server::start(&[act, Act::Answer(WHOLE)]).await;
        get(&client(&server.url)).await.unwrap();
        assert_eq!(server.requests(), 2, "{act:?}");
    }
}

#[tokio::test]
async fn a_silent_body_is_told_from_a_slow_one() {
    let idle = Duration::from_millis(100);
    let patient = |url: &str| {
        client(url).with(|limits| {
            let once = RetryPolicy::new().max_attempts(1);
            limits.retry(once).idle_timeout(idle)
        })
    };
    let server = Server::start(&[Act::Stall(HALF)]).await;
    let error = get(&patient(&server.url)).await.unwrap_err();
    assert_eq!(error.timeout(), Some(Timeout::Idle));
    let server = Server::start(&[Act::Drip(HALF)]).await;
    let error = get(&patient(&server.url)).await.unwrap_err();
    assert_eq!(error.timeout(), Some(Timeout::Attempt));
}

#[tokio::test]
async fn a_refused_connection_is_tried_again_whatever_the_method() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for error in [
        get(&client(&url)).await.unwrap_err(),
        post(&client(&url)).await.unwrap_err(),
    ] {
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 3));
        assert!(error.is_connect() && !error.may_have_been_sent());
    }
}

/// A listener whose queue is full lets a connection hang before it comes about.
#[tokio::test]
async fn a_connection_that_does_not_come_about_in_time() {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(0).unwrap();
    let address = listener.local_addr().unwrap();
    let mut queue = Vec::new();
    loop {
        let connect = TcpStream::connect(address);
        match tokio::time::timeout(Duration::from_millis(200), connect).await {
            Ok(stream) => queue.push(stream.unwrap()),
            Err(_) => break,
        }
        assert!(queue.len() < 64, "the queue has no end");
    }
    let client = scan::builder()
        .base_url(format!("http://{address}"))
        .api_token("t0ken")
        .timer(Time::without_jitter())
        .connect_timeout(Duration::from_millis(100));
    let client = client.build().unwrap();
    let error = post(&client).await.unwrap_err();
    assert_eq!(error.timeout(), Some(Timeout::Connect), "{error:?}");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 3));
    assert!(error.is_connect() && error.is_timeout() && !error.may_have_been_sent());
    assert!(
        error.to_string().contains("ClientBuilder::connect_timeout"),
        "{error}"
    );
}

#[tokio::test]
async fn a_retry_uses_the_connection_again() {
    let acts = [Act::Answer(BUSY), Act::Answer(BUSY), Act::Answer(WHOLE)];
    let server = Server::start(&acts).await;
    get(&client(&server.url)).await.unwrap();
    assert_eq!(server.requests(), 3);
    assert_eq!(server.connections(), 1);
}

/// The client's own timer, in real time.
#[tokio::test]
async fn the_default_timer_waits_and_keeps_time() {
    let acts = [
        Act::Answer("HTTP/1.1 503 Busy\r\nretry-after-ms: 150\r\ncontent-length: 0\r\n\r\n"),
        Act::Answer(WHOLE),
    ];
    let server = Server::start(&acts).await;
    let builder = scan::builder().base_url(&server.url).api_token("t0ken");
    let quick = RetryPolicy::new().throttled_backoff(Duration::from_millis(1));
    let client = builder.retry(quick).build().unwrap();
    let start = Instant::now();
    get(&client).await.unwrap();
    let passed = start.elapsed();
    assert!(passed >= Duration::from_millis(150), "{passed:?}");
    assert!(passed < Duration::from_secs(5), "{passed:?}");
    let server = Server::start(&[Act::Stall("")]).await;
    let builder = scan::builder().base_url(&server.url).api_token("t0ken");
    let client = builder.operation_timeout(LIMIT).build().unwrap();
    let error = get(&client).await.unwrap_err();
    assert_eq!(error.timeout(), Some(Timeout::Operation), "{error:?}");
}
