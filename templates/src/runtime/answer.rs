//! What a mock answers, as a test or the API's document says. There with the feature `mock`.
//!
//! Takes status, headers, body and faults; gives the response. Keeps nothing of what was asked: see `mock`.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};
use serde::ser::Serialize;

use crate::examples::EXAMPLES;
use crate::runtime::transport::{ResponseBody, TransportError, TransportErrorKind};

/// What a [`Mock`](crate::mock::Mock) answers to one call.
#[derive(Clone, Debug)]
pub struct Answer(pub(crate) Kind);

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Response(Response),
    Fault(TransportErrorKind),
    Never,
    Unusable(String),
}

#[derive(Clone, Debug)]
pub(crate) struct Response {
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
        example(operation, false).unwrap_or_else(|| {
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

    pub(crate) fn unusable(message: String) -> Self {
        Self(Kind::Unusable(message))
    }
}

impl Response {
    pub(crate) fn into_http(self) -> http::Response<ResponseBody> {
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

/// What the API's document shows of an operation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Example {
    pub(crate) operation: &'static str,
    pub(crate) status: u16,
    /// Empty where there is no body.
    pub(crate) media_type: &'static str,
    pub(crate) body: &'static str,
    /// The page after it, which is the end of the list; empty where it is no page.
    pub(crate) end: &'static str,
}

/// What the document shows of an operation, if the crate has that. `follows`: for a further page of a
/// list, which ends with it.
pub(crate) fn example(operation: &str, follows: bool) -> Option<Answer> {
    let mut all = EXAMPLES.iter().copied().flatten();
    let found = all.find(|example| example.operation == operation)?;
    let body = match found.media_type {
        "" => return Some(Answer::empty(found.status)),
        media_type => {
            let ends = follows && !found.end.is_empty();
            let body = if ends { found.end } else { found.body };
            Answer::bytes(body).header("content-type", media_type)
        }
    };
    Some(body.status(found.status))
}

pub(crate) fn fault(kind: TransportErrorKind) -> TransportError {
    TransportError::new(kind, "a fault that the test asked for")
}
