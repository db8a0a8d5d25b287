//! How long a body that isn't in memory may take to go out, in virtual time.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_core::Stream;
use http::Method;
use tokio::time::sleep;

use super::deadlines::{Drip, FOR_EVER};
use super::memory::{Answer, Sent, answer};
use super::scan;
use super::time::Time;
use super::uploads::Temporary;
use crate::{
    BoxFuture, ClientBuilder, Error, ErrorKind, File, RequestBody, Timeout, Timer, Transport,
};

/// A line that takes its time for each piece, with a server that takes its time for an answer. Keeps no
/// time.
#[derive(Clone)]
struct Line {
    /// Seconds until the first piece is asked for, and after each.
    before: u64,
    piece: u64,
    /// Seconds until the answer, and with which status, for each attempt.
    answers: &'static [(u64, u16)],
    /// Whether it takes pieces, or bytes at once.
    pieces: bool,
    /// How much came, by attempt.
    came: Arc<Mutex<Vec<usize>>>,
    /// How long it was given for what came last at once.
    given: Arc<Mutex<Duration>>,
}

impl Line {
    fn new(piece: u64, answers: &'static [(u64, u16)]) -> Self {
        Self {
            before: 0,
            piece,
            answers,
            pieces: true,
            came: Arc::default(),
            given: Arc::default(),
        }
    }

    /// Counts an attempt; gives what it is answered.
    fn begin(&self) -> (u64, u16) {
        let mut came = self.came.lock().unwrap();
        came.push(0);
        self.answers[(came.len() - 1).min(self.answers.len() - 1)]
    }

    fn came(&self) -> Vec<usize> {
        self.came.lock().unwrap().clone()
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Line")
    }
}

async fn wait(seconds: u64) {
    sleep(Duration::from_secs(seconds)).await;
}

impl Transport for Line {
    fn execute(&self, request: Sent, given: Duration) -> BoxFuture<'static, Answer> {
        let (seconds, status) = self.begin();
        *self.given.lock().unwrap() = given;
        if let Some(came) = self.came.lock().unwrap().last_mut() {
            *came = request.body().len();
        }
        Box::pin(async move {
            wait(seconds).await;
            answer(status, "null")
        })
    }

    fn can_upload(&self) -> bool {
        self.pieces
    }

    fn upload(
        &self,
        request: http::Request<RequestBody>,
        _: Duration,
    ) -> BoxFuture<'static, Answer> {
        let (seconds, status) = self.begin();
        let this = self.clone();
        Box::pin(async move {
            wait(this.before).await;
            let mut body = request.into_body();
            while let Some(piece) = poll_fn(|it| Pin::new(&mut body).poll_next(it)).await {
                *this.came.lock().unwrap().last_mut().unwrap() += piece.unwrap().len();
                wait(this.piece).await;
            }
            drop(body);
            wait(seconds).await;
            answer(status, "null")
        })
    }
}

/// A stream whose pieces take so many seconds each.
fn slowly(pieces: &[u64]) -> File {
    let chunks = pieces.iter().map(|seconds| (*seconds, "piece")).collect();
    File::stream(
        Drip {
            chunks,
            sleep: None,
        },
        None,
    )
}

/// What a call ends in, and how many seconds it took.
async fn put(
    line: &Line,
    file: File,
    set: impl Fn(ClientBuilder) -> ClientBuilder,
) -> (Result<(), Error>, u64) {
    let time = Time::without_jitter();
    let builder = scan::builder()
        .base_url("https://api.test")
        .api_token("t0ken")
        .transport(line.clone())
        .timer(time.clone());
    let call = set(builder).build().unwrap().request(Method::PUT, "/a");
    let ended = call.body("a/b", file).send().await;
    (ended, time.now().as_secs())
}

fn as_it_is(builder: ClientBuilder) -> ClientBuilder {
    builder
}

/// Longer than an attempt and than a call: the time for the attempt begins when the body is out.
#[tokio::test(start_paused = true)]
async fn an_upload_may_go_on_as_long_as_something_goes_out() {
    for piece in [0, 29] {
        let line = Line::new(piece, &[(59, 200)]);
        let (ended, passed) = put(&line, slowly(&[29 - piece; 10]), as_it_is).await;
        ended.unwrap();
        assert_eq!((passed, line.came()), (290 + 59, vec![50]));
        let line = Line::new(piece, &[(61, 200)]);
        let (ended, passed) = put(&line, slowly(&[29 - piece; 10]), as_it_is).await;
        let error = ended.unwrap_err();
        assert_eq!((error.timeout(), passed), (Some(Timeout::Attempt), 350));
    }
}

#[tokio::test(start_paused = true)]
async fn an_upload_that_stalls() {
    // The server no longer takes anything, or the caller no longer gives anything.
    for (line, file) in [
        (Line::new(31, &[(0, 200)]), slowly(&[5, 5])),
        (Line::new(0, &[(0, 200)]), slowly(&[5, FOR_EVER])),
    ] {
        let (ended, passed) = put(&line, file, as_it_is).await;
        let error = ended.unwrap_err();
        assert_eq!((error.timeout(), passed), (Some(Timeout::Idle), 35));
        assert_eq!((error.kind(), line.came()), (ErrorKind::Timeout, vec![5]));
        let says = "raise `ClientBuilder::idle_timeout`";
        assert!(error.to_string().contains(says), "{error}");
    }
    // Before anything is asked for, it isn't the body that is waited for.
    let mut line = Line::new(0, &[(0, 200)]);
    line.before = 59;
    put(&line, slowly(&[5]), as_it_is).await.0.unwrap();
    line.before = 61;
    let (ended, passed) = put(&line, slowly(&[5]), as_it_is).await;
    let timeout = ended.unwrap_err().timeout();
    assert_eq!((timeout, passed), (Some(Timeout::Attempt), 60));
}

/// A limit that was set for the call is for all of it; that for an attempt may be shorter than silence.
#[tokio::test(start_paused = true)]
async fn limits_that_are_set_for_an_upload() {
    let line = Line::new(10, &[(20, 200)]);
    for (seconds, passes) in [(99, 99), (110, 110), (121, 120)] {
        let limit = |it: ClientBuilder| it.operation_timeout(Duration::from_secs(seconds));
        let (ended, passed) = put(&line, slowly(&[0; 10]), limit).await;
        assert_eq!(passed, passes);
        let timeout = ended.err().and_then(|error| error.timeout());
        assert_eq!(timeout, (seconds < 120).then_some(Timeout::Operation));
    }
    let limit = |it: ClientBuilder| it.timeout(Duration::from_secs(7));
    let (ended, passed) = put(&line, slowly(&[0; 10]), limit).await;
    let timeout = ended.unwrap_err().timeout();
    assert_eq!((timeout, passed), (Some(Timeout::Attempt), 107));
}

/// Four pieces, each time: what they took is no time of the call's.
#[tokio::test(start_paused = true)]
async fn an_upload_is_repeated_however_long_it_took() {
    let file = Temporary::new(&vec![7; 200_000]);
    let line = Line::new(25, &[(0, 503), (50, 503), (50, 200)]);
    let (ended, passed) = put(&line, File::from_path(&file.0), as_it_is).await;
    ended.unwrap();
    assert_eq!((passed, line.came()), (400, vec![200_000; 3]));
}

#[tokio::test(start_paused = true)]
async fn a_body_is_read_into_memory_as_long_as_something_comes() {
    let mut line = Line::new(0, &[(59, 200)]);
    line.pieces = false;
    let (ended, passed) = put(&line, slowly(&[29; 10]), as_it_is).await;
    ended.unwrap();
    assert_eq!((passed, line.came()), (349, vec![50]));
    let (ended, passed) = put(&line, slowly(&[29, 31]), as_it_is).await;
    let error = ended.unwrap_err();
    assert_eq!((error.timeout(), passed), (Some(Timeout::Idle), 59));
    assert!(!error.may_have_been_sent());
}

/// For a transport that keeps time itself: the time for the attempt begins when all was read, that for the call long before.
#[tokio::test(start_paused = true)]
async fn a_body_that_was_read_into_memory_has_the_time_that_is_left() {
    let mut line = Line::new(0, &[(0, 200)]);
    line.pieces = false;
    put(&line, slowly(&[5; 10]), as_it_is).await.0.unwrap();
    assert_eq!(line.given.lock().unwrap().as_secs(), 60);
    let limit = |it: ClientBuilder| it.operation_timeout(Duration::from_secs(70));
    put(&line, slowly(&[5; 10]), limit).await.0.unwrap();
    assert_eq!(line.given.lock().unwrap().as_secs(), 20);
}
