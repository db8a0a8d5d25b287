//! Calls that a thread waits for, over loopback sockets: no runtime, and the same outcomes.

use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::{Duration, Instant};

use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::loopback::{Act, Server};
use super::memory::{Memory, answer};
use super::sample::models::CreateTokenBody;
use super::scan;
use crate::blocking::{ThreadTimer, UreqTransport, Wait, WaitEach};
use crate::{ClientBuilder, Error, ErrorKind, File, RetryPolicy, Timeout, Timer};

const WHOLE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n{\"success\":true}";
const HALF: &str = "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{";
const LATER: &str = "HTTP/1.1 503 Busy\r\nretry-after-ms: 150\r\ncontent-length: 4\r\n\r\nbusy";

const LIMIT: Duration = Duration::from_millis(300);

fn builder(url: &str) -> ClientBuilder {
    let quick = RetryPolicy::new()
        .initial_backoff(Duration::from_millis(1))
        .throttled_backoff(Duration::from_millis(1));
    let builder = scan::builder().base_url(url).api_token("t0ken");
    builder.retry(quick).timeout(LIMIT)
}

/// What a call gives, in a thread that no runtime is in.
async fn outside<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    let (send, receive) = tokio::sync::oneshot::channel();
    thread::spawn(move || send.send(run()).ok());
    receive.await.unwrap()
}

async fn get(server: &Server) -> Result<(), Error> {
    let client = builder(&server.url).build_blocking().unwrap();
    outside(move || client.list_tokens("a").send().wait().map(|_| ())).await
}

async fn post(server: &Server) -> Result<(), Error> {
    let client = builder(&server.url).build_blocking().unwrap();
    let body = CreateTokenBody {
        name: "mine".to_owned(),
        broken: false,
    };
    outside(move || client.create_token("a", &body).send().wait().map(|_| ())).await
}

/// Each fault, with the number of requests that a GET and a POST make, and what they end in.
#[tokio::test]
async fn faults_are_those_of_the_default_transport() {
    use ErrorKind::{Api, Timeout, Transport};
    for (act, of_get, of_post, kind) in [
        (Act::Stall(""), 3, 1, Timeout),
        (Act::Stall(HALF), 3, 1, Timeout),
        (Act::Drip(HALF), 3, 1, Timeout),
        (Act::Reset(""), 3, 1, Transport),
        (Act::Close(HALF), 3, 1, Transport),
        (Act::Close("SMTP ready\r\n"), 3, 1, Transport),
        (
            Act::Answer("HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n"),
            1,
            1,
            Api,
        ),
        (
            Act::Answer("HTTP/1.1 302 Go\r\nlocation: /a\r\ncontent-length: 0\r\n\r\n"),
            1,
            1,
            Api,
        ),
        (Act::Answer(LATER), 3, 3, Api),
    ] {
        for (is_get, expected) in [(true, of_get), (false, of_post)] {
            let server = Server::start(&[act]).await;
            let outcome = if is_get {
                get(&server).await
            } else {
                post(&server).await
            };
            let error = outcome.unwrap_err();
            let name = format!("GET: {is_get}, {act:?}: {error:?}");
            assert_eq!(error.kind(), kind, "{name}");
            assert_eq!(server.requests(), expected, "{name}");
            assert!(error.may_have_been_sent(), "{name}");
        }
    }
}

#[tokio::test]
async fn a_fault_that_passes_is_waited_for() {
    let server = Server::start(&[Act::Answer(LATER), Act::Answer(WHOLE)]).await;
    let start = Instant::now();
    get(&server).await.unwrap();
    assert_eq!((server.requests(), server.connections()), (2, 1));
    assert!(start.elapsed() >= Duration::from_millis(150));
}

#[tokio::test]
async fn a_refused_connection_was_never_sent() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = builder(&url).build_blocking().unwrap();
    let error = outside(move || client.list_tokens("a").send().wait().unwrap_err()).await;
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 3));
    assert!(!error.may_have_been_sent());
}

/// The limit for all of a call goes into the limit of each attempt.
#[tokio::test]
async fn the_time_for_a_call_ends_it() {
    let server = Server::start(&[Act::Stall("")]).await;
    let client = builder(&server.url).operation_timeout(LIMIT / 3);
    let client = client.build_blocking().unwrap();
    let error = outside(move || client.list_tokens("a").send().wait().unwrap_err()).await;
    assert_eq!(error.timeout(), Some(Timeout::Operation), "{error:?}");
    assert_eq!(server.requests(), 1);
}

/// Silence may last longer, and no step that the headers take.
#[tokio::test]
async fn the_time_for_a_call_ends_the_wait_for_headers() {
    let server = Server::start(&[Act::Stall("")]).await;
    let client = builder(&server.url).operation_timeout(LIMIT / 3);
    let client = client.idle_timeout(100 * LIMIT).build_blocking().unwrap();
    let call = client.request(http::Method::GET, "/files");
    let call = outside(move || call.send_raw().wait().map(|_| ()).unwrap_err());
    let error = tokio::time::timeout(20 * LIMIT, call).await.expect("ends");
    assert_eq!(error.timeout(), Some(Timeout::Operation), "{error:?}");
}

/// What comes byte for byte is never waited for, and still the time for it passes.
#[tokio::test]
async fn the_body_of_an_error_that_drips_is_not_read_for_ever() {
    const DRIP: &str = "HTTP/1.1 503 Busy\r\ncontent-length: 99999\r\n\r\n{";
    let server = Server::start(&[Act::Drip(DRIP)]).await;
    let client = builder(&server.url).build_blocking().unwrap();
    let call = client.request(http::Method::GET, "/files");
    let call = outside(move || call.send_raw().wait().unwrap().status());
    let status = tokio::time::timeout(20 * LIMIT, call).await.expect("ends");
    assert_eq!((status.as_u16(), server.requests()), (503, 3));
}

/// A body that holds up the thread while it is read.
#[derive(Clone, Copy)]
struct Sluggish(bool);

impl futures_core::Stream for Sluggish {
    type Item = Result<bytes::Bytes, String>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let first = std::mem::take(&mut self.0);
        thread::sleep(if first { LIMIT / 2 } else { Duration::ZERO });
        Poll::Ready(first.then(|| Ok("a".into())))
    }
}

#[test]
fn what_it_took_to_read_a_body_is_no_more_there_to_send_it() {
    let memory = Memory::always(200, "null");
    let put = |limit: Duration| {
        let builder = memory.at_once().builder().timer(ThreadTimer::new());
        let client = builder.operation_timeout(limit).build_blocking().unwrap();
        let file = File::stream(Sluggish(true), None);
        let call = client.request(http::Method::PUT, "/files");
        call.body("a/b", file).send::<()>().wait()
    };
    let error = put(LIMIT / 4).unwrap_err();
    assert_eq!(error.timeout(), Some(Timeout::Operation), "{error:?}");
    assert!(!error.may_have_been_sent());
    assert!(memory.sent().is_empty());
    put(100 * LIMIT).unwrap();
    assert_eq!(memory.sent().len(), 1);
}

/// Nothing but the socket ends what is sent to a server that takes nothing in.
#[tokio::test]
async fn a_body_that_nobody_reads_is_not_sent_for_ever() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = builder(&url).idle_timeout(LIMIT).build_blocking().unwrap();
    // More than the system holds for a connection.
    let call = client.request(http::Method::POST, "/files");
    let call = call.body("application/octet-stream", vec![0; 64 * 1024 * 1024]);
    let call = outside(move || call.send_raw().wait().map(|_| ()).unwrap_err());
    let error = tokio::time::timeout(20 * LIMIT, call).await.expect("ends");
    assert_eq!(error.timeout(), Some(Timeout::Attempt), "{error:?}");
    drop(listener);
}

#[test]
fn streams_are_iterators() {
    let memory = Memory::new(|_, count| match count {
        0 => answer(
            200,
            r#"{"success":true,"result":[{"id":"a","policies":[]}]}"#,
        ),
        _ => answer(200, r#"{"success":true,"result":[]}"#),
    });
    let client = memory.at_once().builder().build_blocking().unwrap();
    let tokens = client.list_tokens("a").stream().wait_each();
    let mut tokens = tokens.into_inner().wait_each();
    assert!(memory.sent().is_empty());
    assert_eq!(tokens.next().unwrap().unwrap().id, "a");
    assert_eq!(memory.sent().len(), 1);
    assert!(tokens.next().is_none() && tokens.next().is_none());
    let pages = client.list_tokens("a").pages().wait_each();
    assert_eq!(pages.map(|page| page.unwrap().len()).sum::<usize>(), 0);
}

#[test]
fn a_thread_sleeps_until_the_first_of_several_ends() {
    let timer = ThreadTimer::new();
    let start = Instant::now();
    let mut long = timer.sleep(Duration::from_secs(60));
    let mut short = timer.sleep(Duration::from_millis(50));
    let first = std::future::poll_fn(|context| match short.as_mut().poll(context) {
        Poll::Ready(()) => Poll::Ready("short"),
        Poll::Pending => long.as_mut().poll(context).map(|()| "long"),
    });
    assert_eq!(first.wait(), "short");
    assert!((50..5_000).contains(&start.elapsed().as_millis()));
    // Another thread may wake it, too.
    let (send, receive) = tokio::sync::oneshot::channel();
    thread::spawn(move || send.send(1));
    assert_eq!(receive.wait(), Ok(1));
    // What is waited for inside of something that waits leaves the outer end alone.
    let mut outer = pin!(timer.sleep(Duration::from_millis(80)));
    let nested = std::future::poll_fn(|context| {
        let poll = outer.as_mut().poll(context);
        timer.sleep(Duration::from_millis(1)).wait();
        poll
    });
    nested.wait();
    assert!(start.elapsed() < Duration::from_secs(20));
}

/// Sleeps that nobody asks about again unless they call for it, as combinators of many futures have it.
#[test]
fn a_sleep_that_ended_calls_for_who_waits() {
    /// Polls its future only when that was called.
    struct OnCall<F>(F, Arc<Flag>);
    struct Flag(AtomicBool, Mutex<Option<Waker>>);
    impl Wake for Flag {
        fn wake(self: Arc<Self>) {
            self.0.store(true, Ordering::Relaxed);
            if let Some(waker) = self.1.lock().unwrap().take() {
                waker.wake();
            }
        }
    }
    impl<F: Future + Unpin> Future for OnCall<F> {
        type Output = F::Output;
        fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
            let flag = Arc::clone(&self.1);
            *flag.1.lock().unwrap() = Some(context.waker().clone());
            if !flag.0.swap(false, Ordering::Relaxed) {
                return Poll::Pending;
            }
            let waker = Waker::from(flag);
            Pin::new(&mut self.0).poll(&mut Context::from_waker(&waker))
        }
    }
    let waits = || {
        let timer = ThreadTimer::new();
        let flag = Arc::new(Flag(AtomicBool::new(true), Mutex::default()));
        let mut call = OnCall(timer.sleep(LIMIT), flag);
        let mut short = timer.sleep(LIMIT / 10);
        // The next wait finds the call asked already, and isn't told of its sleep again.
        let first = std::future::poll_fn(|context| match Pin::new(&mut call).poll(context) {
            Poll::Ready(()) => Poll::Ready(()),
            Poll::Pending => short.as_mut().poll(context),
        });
        first.wait();
        // A wait inside of it hears the end of the sleep.
        let mut inside = Some(timer.sleep(2 * LIMIT));
        let last = std::future::poll_fn(|context| {
            let poll = Pin::new(&mut call).poll(context);
            if let Some(inside) = inside.take() {
                inside.wait();
            }
            poll
        });
        last.wait();
    };
    let (send, receive) = std::sync::mpsc::channel();
    thread::spawn(move || {
        waits();
        send.send(())
    });
    receive.recv_timeout(20 * LIMIT).expect("it is called");
}

#[tokio::test]
async fn no_compressed_answer_is_asked_for_whoever_turned_that_on() {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200);
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let client = builder(&server.uri()).build_blocking().unwrap();
    let call = client.request(http::Method::GET, "/files").send::<()>();
    outside(move || call.wait()).await.unwrap();
    let sent = server.received_requests().await.unwrap();
    assert!(!sent[0].headers.contains_key("accept-encoding"));
}

/// Nothing that a clock can hold is too long.
#[tokio::test]
async fn limits_of_any_length() {
    let server = Server::start(&[Act::Answer(WHOLE)]).await;
    let builder = builder(&server.url)
        .timeout(Duration::MAX)
        .connect_timeout(Duration::MAX)
        .idle_timeout(Duration::MAX)
        .operation_timeout(Duration::MAX);
    let client = builder.clone().build_blocking().unwrap();
    let call = move || {
        client.list_tokens("a").send().wait().unwrap();
        let raw = client.request(http::Method::GET, "/a").send_raw();
        raw.wait().unwrap().bytes(99).wait().unwrap().len()
    };
    assert_eq!(outside(call).await, 16);
    if cfg!(feature = "reqwest") {
        let client = builder.build().unwrap();
        client.list_tokens("a").send().await.unwrap();
        let raw = client.request(http::Method::GET, "/a").send_raw();
        drop(raw.await.unwrap());
    }
}

#[test]
fn a_client_for_threads_has_a_transport_of_its_own() {
    let client = scan::builder()
        .base_url("http://localhost")
        .build_blocking();
    let shown = format!("{:?}", client.unwrap());
    assert!(
        shown.contains("UreqTransport") && shown.contains("ThreadTimer"),
        "{shown}"
    );
    assert_eq!(format!("{:?}", UreqTransport::default()), "UreqTransport");
}

#[cfg(feature = "reqwest")]
#[test]
fn the_default_transport_says_that_it_lacks_a_runtime() {
    let quick = RetryPolicy::new().initial_backoff(Duration::from_millis(1));
    let client = scan::builder().base_url("http://localhost").retry(quick);
    let client = client.api_token("t0ken").build().unwrap();
    let error = client.list_tokens("a").send().wait().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.contains("runtime"), "{source}");
}
