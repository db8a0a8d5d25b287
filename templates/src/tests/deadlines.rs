//! Time that is over, in virtual time and over a transport that keeps none: which limit it was, when
//! the call ended, and how many requests there were.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use tokio::time::{Sleep, sleep};

use super::memory::{Answer, Sent};
use super::scan;
use super::time::Time;
use crate::runtime::exchange::Reply;
use crate::{
    BoxFuture, ClientBuilder, Error, ErrorKind, ResponseBody, Timeout, Timer, Transport,
    TransportError,
};

pub(crate) const FOR_EVER: u64 = 1_000_000;

/// Ignores the timeout that it is given.
#[derive(Clone)]
struct Slow {
    status: u16,
    media_type: &'static str,
    /// Seconds until the headers.
    headers: u64,
    /// Seconds until each chunk, and the chunk.
    chunks: Vec<(u64, &'static str)>,
    sent: Arc<AtomicUsize>,
}

impl Slow {
    fn new(status: u16, headers: u64, chunks: &[(u64, &'static str)]) -> Self {
        Self {
            status,
            media_type: "application/jsonl",
            headers,
            chunks: chunks.to_vec(),
            sent: Arc::default(),
        }
    }

    fn sent(&self) -> usize {
        self.sent.load(Ordering::Relaxed)
    }

    fn builder(&self, time: &Time) -> ClientBuilder {
        scan::builder()
            .base_url("https://api.test")
            .api_token("t0ken")
            .transport(self.clone())
            .timer(time.clone())
    }
}

impl fmt::Debug for Slow {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Slow")
    }
}

impl Transport for Slow {
    fn execute(&self, _: Sent, _: Duration) -> BoxFuture<'static, Answer> {
        self.sent.fetch_add(1, Ordering::Relaxed);
        let this = self.clone();
        Box::pin(async move {
            sleep(Duration::from_secs(this.headers)).await;
            let body = ResponseBody::stream(Drip {
                chunks: this.chunks.into(),
                sleep: None,
            });
            let response = http::Response::builder().status(this.status);
            let response = response.header("content-type", this.media_type);
            Ok(response.body(body).unwrap())
        })
    }
}

pub(crate) struct Drip {
    pub(crate) chunks: VecDeque<(u64, &'static str)>,
    pub(crate) sleep: Option<Pin<Box<Sleep>>>,
}

impl Stream for Drip {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some((seconds, chunk)) = self.chunks.front().copied() else {
            return Poll::Ready(None);
        };
        let waiting = || Box::pin(sleep(Duration::from_secs(seconds)));
        ready!(
            self.sleep
                .get_or_insert_with(waiting)
                .as_mut()
                .poll(context)
        );
        self.sleep = None;
        self.chunks.pop_front();
        Poll::Ready(Some(Ok(chunk.into())))
    }
}

/// What a call ends in, how many seconds it took, and how many requests there were.
async fn outcome(slow: &Slow, set: impl Fn(ClientBuilder) -> ClientBuilder) -> (Error, u64, usize) {
    let time = Time::without_jitter();
    let client = set(slow.builder(&time)).build().unwrap();
    let error = client.list_tokens("a").send().await.unwrap_err();
    (error, time.now().as_secs(), slow.sent())
}

fn as_it_is(builder: ClientBuilder) -> ClientBuilder {
    builder
}

#[tokio::test(start_paused = true)]
async fn nothing_comes() {
    let slow = Slow::new(200, FOR_EVER, &[]);
    // Three attempts of 60 s are exactly the 180 s of a call.
    let (error, passed, sent) = outcome(&slow, as_it_is).await;
    assert_eq!((passed, sent, error.attempts()), (180, 3, 3));
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.is_timeout() && error.may_have_been_sent() && !error.is_connect());
    let (error, passed, _) = outcome(&slow, |it| it.timeout(Duration::from_secs(7))).await;
    assert_eq!((error.timeout(), passed), (Some(Timeout::Attempt), 21));
    assert!(
        error.to_string().contains("raise `ClientBuilder::timeout`"),
        "{error}"
    );
    let limit = |it: ClientBuilder| it.operation_timeout(Duration::from_secs(100));
    let (error, passed, _) = outcome(&slow, limit).await;
    assert_eq!((error.timeout(), passed), (Some(Timeout::Operation), 100));
    assert_eq!(error.attempts(), 2);
    let says = "raise `ClientBuilder::operation_timeout`";
    assert!(error.to_string().contains(says), "{error}");
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(source, "40s have passed");
}

#[tokio::test(start_paused = true)]
async fn a_body_that_stalls() {
    let slow = Slow::new(200, 5, &[(0, "{"), (FOR_EVER, "}")]);
    let (error, passed, sent) = outcome(&slow, as_it_is).await;
    assert_eq!((error.timeout(), passed), (Some(Timeout::Idle), 105));
    assert_eq!((sent, error.status().unwrap().as_u16()), (3, 200));
    let says = "raise `ClientBuilder::idle_timeout`";
    assert!(error.to_string().contains(says), "{error}");
    let short = |it: ClientBuilder| it.idle_timeout(Duration::from_secs(2));
    let (error, passed, _) = outcome(&slow, short).await;
    assert_eq!((error.timeout(), passed), (Some(Timeout::Idle), 21));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_drips() {
    let drip = [(22, " "); 50];
    let slow = Slow::new(200, 0, &drip);
    let (error, passed, _) = outcome(&slow, |it| it.timeout(Duration::from_secs(50))).await;
    assert_eq!((error.timeout(), passed), (Some(Timeout::Attempt), 150));
    // The status says more than how the body ended.
    let slow = Slow::new(404, 0, &drip);
    let (error, passed, sent) = outcome(&slow, as_it_is).await;
    assert_eq!((error.kind(), passed, sent), (ErrorKind::Api, 60, 1));
    assert!(error.is_not_found());
    assert_eq!(error.body().unwrap(), "  ");
}

#[tokio::test(start_paused = true)]
async fn slow_but_in_time() {
    let slow = Slow::new(200, 29, &[(15, "{\"success\""), (15, ":true}")]);
    let time = Time::without_jitter();
    let client = slow.builder(&time).build().unwrap();
    client.list_tokens("a").send().await.unwrap();
    assert_eq!((time.now().as_secs(), slow.sent()), (59, 1));
}

#[tokio::test(start_paused = true)]
async fn a_stream_may_go_on_as_long_as_something_comes() {
    let time = Time::without_jitter();
    let slow = Slow::new(
        200,
        50,
        &[(29, "1\n"), (29, "2\n"), (29, "3"), (29, "\n"), (31, "4\n")],
    );
    let client = slow.builder(&time).build().unwrap();
    let request = client.get_zone("z").request;
    let mut lines = request.lines::<u64>(Reply::decode).await.unwrap();
    for expected in [1, 2] {
        assert_eq!(lines.try_next().await.unwrap(), Some(expected));
    }
    // That the caller takes its time isn't the server's silence.
    sleep(Duration::from_secs(1000)).await;
    assert_eq!(lines.try_next().await.unwrap(), Some(3));
    let before = time.now();
    let error = lines.try_next().await.unwrap_err();
    assert_eq!(error.timeout(), Some(Timeout::Idle));
    assert_eq!(time.now().saturating_sub(before).as_secs(), 30);
    assert_eq!(error.operation(), Some("get-zone"));
    assert!(lines.try_next().await.unwrap().is_none());
}

/// The time for an attempt is for the headers, that for silence for what follows.
#[tokio::test(start_paused = true)]
async fn a_raw_response_may_go_on_as_long_as_something_comes() {
    let time = Time::without_jitter();
    let slow = Slow::new(404, 50, &[(29, "a"), (29, "b"), (29, "c"), (31, "d")]);
    let client = slow.builder(&time).build().unwrap();
    let mut raw = client.get_zone("z").request.send_raw().await.unwrap();
    for expected in ["a", "b", "c"] {
        assert_eq!(raw.try_next().await.unwrap().unwrap(), expected);
    }
    let error = raw.try_next().await.unwrap_err();
    assert_eq!(error.timeout(), Some(Timeout::Idle));
    assert_eq!((error.status().unwrap().as_u16(), slow.sent()), (404, 1));
    let never = Slow::new(200, FOR_EVER, &[]);
    let client = never.builder(&time).build().unwrap();
    let before = time.now();
    let error = client.get_zone("z").request.send_raw().await.unwrap_err();
    assert_eq!(error.timeout(), Some(Timeout::Attempt));
    assert_eq!(
        (time.now().saturating_sub(before).as_secs(), never.sent()),
        (180, 3)
    );
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_does_not_begin() {
    let time = Time::without_jitter();
    let slow = Slow::new(200, FOR_EVER, &[]);
    let client = slow.builder(&time).build().unwrap();
    let request = client.get_zone("z").request;
    let error = request.lines::<u64>(Reply::decode).await.unwrap_err();
    assert_eq!((time.now().as_secs(), slow.sent()), (180, 3));
    assert_eq!(error.operation(), Some("get-zone"));
}

/// What a server answers instead of a stream is read in the time for an attempt.
#[tokio::test(start_paused = true)]
async fn what_is_no_stream_is_read_in_time() {
    let drip = [(20, "x"); 50];
    for (status, kind) in [(400, ErrorKind::Api), (200, ErrorKind::Decode)] {
        let time = Time::without_jitter();
        let mut slow = Slow::new(status, 10, &drip);
        slow.media_type = "text/html";
        let client = slow.builder(&time).build().unwrap();
        let request = client.get_zone("z").request;
        let error = request.events(Reply::text).await.unwrap_err();
        assert_eq!((error.kind(), time.now().as_secs()), (kind, 60));
        assert_eq!(error.body().unwrap(), "xx");
    }
}

#[tokio::test(start_paused = true)]
async fn no_limit_is_too_long() {
    let slow = Slow::new(200, 100_000, &[(100_000, r#"{"success":true}"#)]);
    let time = Time::without_jitter();
    let client = slow.builder(&time).build().unwrap().with(|limits| {
        limits
            .timeout(Duration::MAX)
            .idle_timeout(Duration::MAX)
            .operation_timeout(Duration::MAX)
    });
    client.list_tokens("a").send().await.unwrap();
    assert_eq!(time.now().as_secs(), 200_000);
}

#[tokio::test(start_paused = true)]
async fn no_time_at_all() {
    let slow = Slow::new(200, 1, &[]);
    let (error, passed, sent) = outcome(&slow, |it| it.operation_timeout(Duration::ZERO)).await;
    assert_eq!((error.timeout(), passed), (Some(Timeout::Operation), 0));
    assert_eq!(sent, 1);
}
