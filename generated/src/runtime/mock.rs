//! A transport without a network, for tests of what uses this crate. There with the feature `mock`.
//!
//! Takes answers, for each operation one after the other, or those of the API's document; gives them
//! to the client that it is the transport of, and keeps what was asked. Opens no socket, starts no
//! task, waits for nothing. The front page of the crate shows a test.

use std::collections::{BTreeMap, VecDeque};
use std::error::Error as StdError;
use std::fmt;
use std::future::pending;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, Uri};
use serde::de::DeserializeOwned;

use crate::runtime::answer::{Kind, example, fault};
use crate::runtime::transport::{
    BoxFuture, Call, Follows, ResponseBody, Transport, TransportError, TransportErrorKind,
};

pub use crate::runtime::answer::Answer;
pub(crate) use crate::runtime::answer::Example;

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

impl Mock {
    /// Without any answer.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With an answer for every operation of this crate, as [`Answer::example`] has it: the same each
    /// time, whatever is asked. To `stream` and `pages` it is the first page of a list, and the page after
    /// it has no items, which is the end; a link of the example's that leads to another server is the
    /// error that it always is.
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
        let follows = request.extensions().get::<Follows>().is_some();
        let sent = Sent::new(request);
        let mut state = self.state();
        let examples = state.examples;
        let answer = match state.answers.get_mut(&sent.operation) {
            Some(answers) if answers.len() > 1 => answers.pop_front(),
            Some(answers) => answers.front().cloned(),
            None if examples => example(&sent.operation, follows),
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
