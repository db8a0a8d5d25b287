//! Faults over loopback sockets, with the default transport: what a server sees of each call, what
//! the caller is told, and in what time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::sample::models::CreateTokenBody;
use super::time::Time;
use crate::{Client, Error, ErrorKind, RetryPolicy, Timeout};

/// What a server does on a connection after it has read a request.
#[derive(Clone, Copy, Debug)]
enum Act {
    /// Answers, and reads the next request.
    Answer(&'static str),
    /// Sends this and then nothing more.
    Stall(&'static str),
    /// Sends this and then a byte after the other.
    Drip(&'static str),
    /// Sends this and resets the connection.
    Reset(&'static str),
    /// Sends this and closes the connection.
    Close(&'static str),
}

/// A server that acts on its requests one after the other; the last act goes for all that follow.
struct Server {
    url: String,
    requests: Arc<AtomicUsize>,
    connections: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Server {
    async fn start(acts: &[Act]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (requests, connections) = (Arc::default(), Arc::default());
        let (seen, opened) = (Arc::clone(&requests), Arc::clone(&connections));
        let acts = acts.to_vec();
        let task = tokio::spawn(async move {
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                AtomicUsize::fetch_add(&opened, 1, Ordering::Relaxed);
                tokio::spawn(serve(socket, acts.clone(), Arc::clone(&seen)));
            }
        });
        Self {
            url,
            requests,
            connections,
            task,
        }
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut socket: TcpStream, acts: Vec<Act>, seen: Arc<AtomicUsize>) {
    while read_request(&mut socket).await {
        let count = seen.fetch_add(1, Ordering::Relaxed);
        let act = acts[count.min(acts.len() - 1)];
        let (Act::Answer(text)
        | Act::Stall(text)
        | Act::Drip(text)
        | Act::Reset(text)
        | Act::Close(text)) = act;
        if socket.write_all(text.as_bytes()).await.is_err() {
            return;
        }
        match act {
            Act::Answer(_) => {}
            Act::Stall(_) => tokio::time::sleep(Duration::from_secs(20)).await,
            Act::Drip(_) => {
                while socket.write_all(b" ").await.is_ok() {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
            Act::Reset(_) => {
                // Let what was sent arrive; then a close with nothing to linger for is a reset.
                tokio::time::sleep(Duration::from_millis(20)).await;
                socket.set_zero_linger().unwrap();
                return;
            }
            Act::Close(_) => return,
        }
    }
}

/// Whether there was one: head and, by its length, body.
async fn read_request(socket: &mut TcpStream) -> bool {
    let mut read = Vec::new();
    let mut buffer = [0; 1024];
    loop {
        let text = String::from_utf8_lossy(&read).to_ascii_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.split("content-length: ").nth(1);
            let length = length.and_then(|rest| rest.lines().next()?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return true;
            }
        }
        match socket.read(&mut buffer).await {
            Ok(0) | Err(_) => return false,
            Ok(count) => read.extend_from_slice(&buffer[..count]),
        }
    }
}

const LIMIT: Duration = Duration::from_millis(200);

fn client(url: &str) -> Client {
    let builder = Client::builder().base_url(url).api_token("t0ken");
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
const LATER: &str = "HTTP/1.1 503 Busy\r\nretry-after: 0\r\ncontent-length: 4\r\n\r\nbusy";

/// Each fault, with the number of requests that a GET and a POST make, and what they end in.
#[tokio::test]
async fn faults_and_the_requests_that_they_make() {
    use ErrorKind::{Api, Transport};
    let late = ErrorKind::Timeout;
    for (act, of_get, of_post, kind) in [
        (Act::Stall(""), 3, 1, late),
        (Act::Stall("HTTP/1.1 200 OK\r\ncontent-le"), 3, 1, late),
        (Act::Stall(HALF), 3, 1, late),
        (Act::Drip(HALF), 3, 1, late),
        (Act::Reset(""), 3, 1, Transport),
        (Act::Reset(HALF), 3, 1, Transport),
        (Act::Close(""), 3, 1, Transport),
        (Act::Close(HALF), 3, 1, Transport),
        (Act::Close("SMTP ready\r\n"), 3, 1, Transport),
        (Act::Answer(BUSY), 3, 1, Api),
        (Act::Answer(LATER), 3, 3, Api),
    ] {
        for is_get in [true, false] {
            let server = Server::start(&[act]).await;
            let client = client(&server.url);
            let start = Instant::now();
            let outcome = if is_get {
                get(&client).await
            } else {
                post(&client).await
            };
            let error = outcome.unwrap_err();
            let expected = if is_get { of_get } else { of_post };
            assert_eq!(server.requests(), expected, "{act:?} {is_get} {error:?}");
            assert_eq!(error.attempts() as usize, expected);
            assert_eq!(error.kind(), kind, "{act:?} {error:?}");
            assert!(error.may_have_been_sent());
            assert!(start.elapsed() < Duration::from_secs(5), "{act:?}");
            if kind == late {
                assert_eq!(error.timeout(), Some(Timeout::Attempt));
            }
        }
    }
}

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
    let client = Client::builder()
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
    assert_eq!(server.connections.load(Ordering::Relaxed), 1);
}

/// The client's own timer, in real time.
#[tokio::test]
async fn the_default_timer_waits_and_keeps_time() {
    let acts = [
        Act::Answer("HTTP/1.1 503 Busy\r\nretry-after-ms: 150\r\ncontent-length: 0\r\n\r\n"),
        Act::Answer(WHOLE),
    ];
    let server = Server::start(&acts).await;
    let builder = Client::builder().base_url(&server.url).api_token("t0ken");
    let quick = RetryPolicy::new().throttled_backoff(Duration::from_millis(1));
    let client = builder.retry(quick).build().unwrap();
    let start = Instant::now();
    get(&client).await.unwrap();
    let passed = start.elapsed();
    assert!(passed >= Duration::from_millis(150), "{passed:?}");
    assert!(passed < Duration::from_secs(5), "{passed:?}");
    let server = Server::start(&[Act::Stall("")]).await;
    let builder = Client::builder().base_url(&server.url).api_token("t0ken");
    let client = builder.operation_timeout(LIMIT).build().unwrap();
    let error = get(&client).await.unwrap_err();
    assert_eq!(error.timeout(), Some(Timeout::Operation), "{error:?}");
}
