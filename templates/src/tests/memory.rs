//! A transport without sockets: answers by a function, and keeps what was sent.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use serde_json::Value;

use super::scan;
use super::time::Time;
use crate::{BoxFuture, Client, ClientBuilder, ResponseBody, Transport, TransportError};

pub(crate) type Sent = http::Request<Bytes>;
pub(crate) type Answer = Result<http::Response<ResponseBody>, TransportError>;

type Script = dyn Fn(&Sent, usize) -> Answer + Send + Sync;

/// See the module.
#[derive(Clone)]
pub(crate) struct Memory {
    script: Arc<Script>,
    /// More requests than that are a fault of the test's.
    most: usize,
    /// Whether it is ready at once, as a real transport isn't.
    at_once: bool,
    log: Arc<Mutex<Vec<Sent>>>,
}

impl Memory {
    /// Answers each request by `script`, which also gets the number of requests before it.
    pub(crate) fn new(script: impl Fn(&Sent, usize) -> Answer + Send + Sync + 'static) -> Self {
        Self {
            script: Arc::new(script),
            most: 100,
            at_once: false,
            log: Arc::default(),
        }
    }

    /// As [`Self::new`], for as many requests as come.
    pub(crate) fn unbounded(
        script: impl Fn(&Sent, usize) -> Answer + Send + Sync + 'static,
    ) -> Self {
        Self {
            most: usize::MAX,
            ..Self::new(script)
        }
    }

    /// Needs no runtime.
    pub(crate) fn at_once(&self) -> Self {
        Self {
            at_once: true,
            ..self.clone()
        }
    }

    /// Always the same answer.
    pub(crate) fn always(status: u16, body: &'static str) -> Self {
        Self::new(move |_, _| answer(status, body))
    }

    pub(crate) fn sent(&self) -> Vec<Sent> {
        self.log.lock().unwrap().clone()
    }

    /// Path and query of each request.
    pub(crate) fn targets(&self) -> Vec<String> {
        let sent = self.sent();
        sent.iter()
            .map(|request| request.uri().path_and_query().unwrap().to_string())
            .collect()
    }

    /// A builder with this transport and a token, whose retries follow at once.
    pub(crate) fn builder(&self) -> ClientBuilder {
        scan::builder()
            .base_url("https://api.test/v4")
            .api_token("t0ken")
            .transport(self.clone())
            .timer(Time::without_jitter())
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Memory")
    }
}

impl Transport for Memory {
    fn execute(&self, request: Sent, _: Duration) -> BoxFuture<'static, Answer> {
        let this = self.clone();
        Box::pin(async move {
            let before = {
                scan::debug(request.headers());
                let mut log = this.log.lock().unwrap();
                log.push(request.clone());
                log.len() - 1
            };
            assert!(before < this.most, "endless");
            if !this.at_once {
                tokio::task::yield_now().await;
            }
            (this.script)(&request, before)
        })
    }
}

#[allow(clippy::unnecessary_wraps, reason = "it is what a script returns")]
pub(crate) fn answer(status: u16, body: impl Into<Bytes>) -> Answer {
    Ok(http::Response::builder()
        .status(status)
        .header("x-request-id", "call-7")
        .body(ResponseBody::from(body))
        .unwrap())
}

pub(crate) fn json(body: &Value) -> Answer {
    answer(200, body.to_string())
}

/// A body that arrives in pieces.
pub(crate) fn chunks(pieces: &[&'static str]) -> ResponseBody {
    pieces_of(pieces.iter().map(|piece| Ok((*piece).into())))
}

/// A body that arrives in pieces, or breaks.
pub(crate) fn pieces_of(
    pieces: impl IntoIterator<Item = Result<Bytes, TransportError>>,
) -> ResponseBody {
    struct Chunks(VecDeque<Result<Bytes, TransportError>>);
    impl Stream for Chunks {
        type Item = Result<Bytes, TransportError>;
        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Ready(self.0.pop_front())
        }
    }
    ResponseBody::stream(Chunks(pieces.into_iter().collect()))
}
