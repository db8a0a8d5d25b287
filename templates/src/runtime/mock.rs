//! A transport without a network, for tests of what uses this crate. There with the feature `mock`.
//!
//! Takes answers, for each operation one after the other, or those of the API's document; gives them
//! to the client that it is the transport of, and keeps what was asked. Opens no socket, starts no
//! task, waits for nothing.

use std::collections::{BTreeMap, VecDeque};
use std::error::Error as StdError;
use std::fmt;
use std::future::pending;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, Method, StatusCode, Uri};
use serde::de::DeserializeOwned;
use serde::ser::Serialize;

use crate::examples::EXAMPLES;
use crate::runtime::transport::{
    BoxFuture, Call, ResponseBody, Transport, TransportError, TransportErrorKind,
};

/// A transport that answers from memory. A clone shares answers and requests with the original, so
/// one is given to `ClientBuilder::transport` and the other is kept.
///
/// It has no [`Timer`](crate::Timer), so a client repeats nothing and waits for nothing, unless it is
/// given one. Operations of the same name are one to it.
///
/// A call without an answer fails with [`ErrorKind::Transport`](crate::ErrorKind::Transport), whose
/// source says for which operations there are answers.
#[derive(Clone, Default)]
pub struct Mock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    answers: BTreeMap<String, VecDeque<Answer>>,
    requests: Vec<Sent>,
    /// Whether the document's examples are given where there is nothing else.
    examples: bool,
}

/// What the API's document shows of an operation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Example {
    pub(crate) operation: &'static str,
    pub(crate) status: u16,
    /// Empty where there is no body.
    pub(crate) media_type: &'static str,
    pub(crate) body: &'static str,
}

impl Mock {
    /// Without any answer.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With an answer for every operation of this crate, as [`Answer::example`] has it: the same each
    /// time, whatever is asked. Each page of a list is the same, too, which `stream` and `pages` take
    /// for what it is, an error, where it doesn't say that it is the last.
    ///
    /// What [`Self::on`] is given for an operation stands for its example.
    #[must_use]
    pub fn with_examples() -> Self {
        let mock = Self::new();
        mock.state().examples = true;
        mock
    }

    /// Answers a call of `operation`, by its name in the API's document, as
    /// [`Error::operation`](crate::Error::operation) gives it. Several answers are given one after
    /// the other, and the last of them from then on.
    ///
    /// Gives a clone, so that it can be called again, or kept.
    #[allow(
        clippy::return_self_not_must_use,
        reason = "the answer is set, whether the clone is used or not"
    )]
    pub fn on(&self, operation: impl Into<String>, answer: Answer) -> Self {
        let mut state = self.state();
        state
            .answers
            .entry(operation.into())
            .or_default()
            .push_back(answer);
        drop(state);
        self.clone()
    }

    /// What was asked so far, the oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<Sent> {
        self.state().requests.clone()
    }

    /// The state. A test that panics while it holds the lock has nothing half done in there.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the request and finds its answer.
    fn answer(&self, request: http::Request<Bytes>) -> Answer {
        let sent = Sent::new(request);
        let mut state = self.state();
        let examples = state.examples;
        let answer = match state.answers.get_mut(&sent.operation) {
            Some(answers) if answers.len() > 1 => answers.pop_front(),
            Some(answers) => answers.front().cloned(),
            None if examples => example(&sent.operation),
            None => None,
        };
        let answer = answer.unwrap_or_else(|| {
            let known: Vec<String> = state
                .answers
                .keys()
                .map(|name| format!("`{name}`"))
                .collect();
            let known = if known.is_empty() {
                "there is none at all".to_owned()
            } else {
                format!("there are some for {}", known.join(", "))
            };
            let message = format!("no answer for `{}`; {known}", sent.operation);
            Answer::unusable(message)
        });
        state.requests.push(sent);
        answer
    }
}

impl Transport for Mock {
    fn execute(
        &self,
        request: http::Request<Bytes>,
        _timeout: Duration,
    ) -> BoxFuture<'static, Result<http::Response<ResponseBody>, TransportError>> {
        let mock = self.clone();
        Box::pin(async move {
            match mock.answer(request).0 {
                Kind::Response(response) => Ok(response.into_http()),
                Kind::Fault(kind) => Err(fault(kind)),
                Kind::Never => pending().await,
                Kind::Unusable(message) => {
                    Err(TransportError::new(TransportErrorKind::Other, message))
                }
            }
        })
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        formatter
            .debug_struct("Mock")
            .field("operations", &state.answers.keys())
            .field("requests", &state.requests.len())
            .finish()
    }
}

/// What the document shows of an operation, if the crate has that.
fn example(operation: &str) -> Option<Answer> {
    let mut all = EXAMPLES.iter().copied().flatten();
    let found = all.find(|example| example.operation == operation)?;
    let body = match found.media_type {
        "" => return Some(Answer::empty(found.status)),
        media_type => Answer::bytes(found.body).header("content-type", media_type),
    };
    Some(body.status(found.status))
}

fn fault(kind: TransportErrorKind) -> TransportError {
    TransportError::new(kind, "a fault that the test asked for")
}

/// What a [`Mock`] answers to one call.
#[derive(Clone, Debug)]
pub struct Answer(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Response(Response),
    Fault(TransportErrorKind),
    Never,
    Unusable(String),
}

#[derive(Clone, Debug)]
struct Response {
    status: StatusCode,
    headers: HeaderMap,
    chunks: VecDeque<Bytes>,
    /// How the body ends, if not as it should.
    fault: Option<TransportErrorKind>,
}

impl Answer {
    /// A body as it is, with status 200 and no header.
    pub fn bytes(body: impl Into<Bytes>) -> Self {
        Self::chunks([body.into()])
    }

    /// A value as JSON, with status 200 and `Content-Type: application/json`. A value that can't be
    /// written makes an answer that fails.
    pub fn json(body: &impl Serialize) -> Self {
        match serde_json::to_vec(body) {
            Ok(json) => Self::bytes(json).header("content-type", "application/json"),
            Err(error) => Self::unusable(format!("the answer can't be written: {error}")),
        }
    }

    /// The first success that the API's document describes for an operation, one with a body before
    /// others: status, media type and body. Where it describes none, 200 without a body.
    ///
    /// The body is the document's example where its schema allows that, else a value made from the
    /// schema. What may come as a stream or whole comes whole. Takes the operation's name in the
    /// document; one that this crate hasn't makes an answer that fails.
    #[must_use]
    pub fn example(operation: &str) -> Self {
        example(operation).unwrap_or_else(|| {
            Self::unusable(format!("this crate has no example for `{operation}`"))
        })
    }

    /// A body in several chunks, as a stream of events or lines brings them, with status 200.
    pub fn chunks(chunks: impl IntoIterator<Item = impl Into<Bytes>>) -> Self {
        Self(Kind::Response(Response {
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            chunks: chunks.into_iter().map(Into::into).collect(),
            fault: None,
        }))
    }

    /// No body, with a status such as 204 or 500.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self::chunks(None::<Bytes>).status(status)
    }

    /// No response at all: the call breaks.
    #[must_use]
    pub fn fault(kind: TransportErrorKind) -> Self {
        Self(Kind::Fault(kind))
    }

    /// No response, ever. What waits for it ends by its own time, or by being dropped.
    #[must_use]
    pub fn never() -> Self {
        Self(Kind::Never)
    }

    /// With another status: 100 to 999 (RFC 9110, section 15).
    #[must_use]
    pub fn status(self, status: u16) -> Self {
        match StatusCode::from_u16(status) {
            Ok(status) => self.change(|response| response.status = status),
            Err(_) => Self::unusable(format!("{status} is no status")),
        }
    }

    /// With a header. One that is set twice is sent twice; `Content-Type` stands for the one before.
    #[must_use]
    pub fn header(self, name: &str, value: &str) -> Self {
        match (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => self.change(|response| {
                if name == CONTENT_TYPE {
                    response.headers.insert(name, value);
                } else {
                    response.headers.append(name, value);
                }
            }),
            _ => Self::unusable(format!(
                "`{}` can't be sent as a header",
                name.escape_debug()
            )),
        }
    }

    /// With a body that breaks behind what there is of it.
    #[must_use]
    pub fn breaking(self, kind: TransportErrorKind) -> Self {
        self.change(|response| response.fault = Some(kind))
    }

    /// Changes a response; where there is none, there is nothing to change.
    fn change(mut self, change: impl FnOnce(&mut Response)) -> Self {
        match &mut self.0 {
            Kind::Response(response) => change(response),
            Kind::Unusable(_) => {}
            Kind::Fault(_) | Kind::Never => {
                return Self::unusable(
                    "an answer without a response has no status, header or body".to_owned(),
                );
            }
        }
        self
    }

    fn unusable(message: String) -> Self {
        Self(Kind::Unusable(message))
    }
}

impl Response {
    fn into_http(self) -> http::Response<ResponseBody> {
        let body = ResponseBody::stream(Chunks {
            chunks: self.chunks,
            fault: self.fault,
        });
        let mut response = http::Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

struct Chunks {
    chunks: VecDeque<Bytes>,
    fault: Option<TransportErrorKind>,
}

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.chunks.pop_front().map(Ok);
        Poll::Ready(next.or_else(|| self.fault.take().map(|kind| Err(fault(kind)))))
    }
}

/// A request that a [`Mock`] was asked. Its `Debug` shows neither query nor body nor what a
/// sensitive header holds.
#[derive(Clone)]
pub struct Sent {
    operation: String,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

impl Sent {
    fn new(request: http::Request<Bytes>) -> Self {
        let (parts, body) = request.into_parts();
        let call = parts.extensions.get::<Call>();
        Self {
            operation: call.map_or("", Call::operation).to_owned(),
            method: parts.method,
            uri: parts.uri,
            headers: parts.headers,
            body,
        }
    }

    /// The operation, by its name in the API's document.
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Where it goes, with the query. A query may hold a credential.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The headers, credentials among them.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as it is sent.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body, read as JSON.
    ///
    /// # Errors
    ///
    /// The body isn't the JSON of a `T`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Box<dyn StdError + Send + Sync>> {
        serde_json::from_slice(&self.body).map_err(Into::into)
    }
}

impl fmt::Debug for Sent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Sent")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("path", &self.uri.path())
            .field("headers", &self.headers)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}
