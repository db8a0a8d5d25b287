//! What carries a request to the server and the response back.
//!
//! Gives the trait [`Transport`] and the types in its signature. Carries nothing itself.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::deadline::{Limit, Timeout};
use crate::runtime::request_body::RequestBody;
use crate::runtime::timer::Timer;

/// A boxed future that can move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries one request to the server. Implement it to use another HTTP client, or none in tests.
///
/// An implementation sends the request as it is, follows no redirect and repeats nothing. Any
/// status is a response, not an error. Where it asks for a body that is encoded (RFC 9110, section 8.4),
/// it gives it decoded, chunk by chunk: what is counted against limits is what comes out.
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends `request` and gives the response as soon as its headers are there.
    ///
    /// `timeout` is for this attempt, the body included: when it has passed, the future or the
    /// body's stream fails with [`TransportErrorKind::Timeout`]. Where the client has a
    /// [`Timer`](crate::Timer), it keeps time beside the transport. Dropping the future or the
    /// response ends the call.
    ///
    /// What the request is for stands among its extensions, as a [`Call`].
    ///
    /// Headers that are marked as sensitive hold credentials, and the query may hold one: keep both
    /// out of logs.
    fn execute(
        &self,
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> BoxFuture<'static, Result<http::Response<ResponseBody>, TransportError>>;

    /// Sends a `request` whose response is a stream without an end that is known, and gives the
    /// response as soon as its headers are there.
    ///
    /// `timeout` is for the headers and then for each chunk anew, so that the stream lives as long
    /// as something comes. Where an implementation has nothing of its own for this, it is
    /// [`execute`](Self::execute), and the stream ends with the time for an attempt.
    fn open(
        &self,
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> BoxFuture<'static, Result<http::Response<ResponseBody>, TransportError>> {
        self.execute(request, timeout)
    }

    /// Whether it can [`upload`](Self::upload). Where it can't, which is the default, a body that isn't in
    /// memory is read into it before the request is sent.
    fn can_upload(&self) -> bool {
        false
    }

    /// Sends a `request` whose body comes piece by piece, and gives the response as soon as its headers
    /// are there. It is asked only where [`can_upload`](Self::can_upload) says so.
    ///
    /// `timeout` is as for [`open`](Self::open), and the time for sending counts with that for the
    /// headers: where the client has a [`Timer`](crate::Timer) it is a year, since the client sees how the
    /// body goes out and keeps time itself. An error of the body ends the request before it is whole. A known
    /// [`length`](RequestBody::length) is sent as `Content-Length` (RFC 9110, section 8.6).
    fn upload(
        &self,
        request: http::Request<RequestBody>,
        timeout: Duration,
    ) -> BoxFuture<'static, Result<http::Response<ResponseBody>, TransportError>> {
        drop((request, timeout));
        let refusal = "the transport can't send a body piece by piece";
        Box::pin(async move { Err(TransportError::new(TransportErrorKind::Connect, refusal)) })
    }

    /// What keeps time where this transport works, for clients that are given no
    /// [`Timer`] of their own: without one, no call is repeated, and only the transport
    /// keeps time.
    fn timer(&self) -> Option<Arc<dyn Timer>> {
        None
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn execute(
        &self,
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> BoxFuture<'static, Result<http::Response<ResponseBody>, TransportError>> {
        (**self).execute(request, timeout)
    }

    fn open(
        &self,
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> BoxFuture<'static, Result<http::Response<ResponseBody>, TransportError>> {
        (**self).open(request, timeout)
    }

    fn can_upload(&self) -> bool {
        (**self).can_upload()
    }

    fn upload(
        &self,
        request: http::Request<RequestBody>,
        timeout: Duration,
    ) -> BoxFuture<'static, Result<http::Response<ResponseBody>, TransportError>> {
        (**self).upload(request, timeout)
    }

    fn timer(&self) -> Option<Arc<dyn Timer>> {
        (**self).timer()
    }
}

/// What a request is for: among its [`extensions`](http::Request::extensions), for transports that
/// answer, count or trace by operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Call {
    pub(crate) operation: &'static str,
    pub(crate) path: &'static str,
}

impl Call {
    /// The operation, by its name in the API's document.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The path as the document has it, with the names of its parameters in braces. Empty for a call
    /// of [`Client::request`](crate::Client::request).
    #[must_use]
    pub fn path_template(&self) -> &'static str {
        self.path
    }
}

/// That a request is for a further page of a list: among its extensions, for `mock`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Follows;

/// How long the headers may take of a response whose body is left to the caller: among the extensions of its request, for a
/// transport of ours that nobody keeps time beside. What it is given for headers and chunks alike may be more.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeadersWithin(pub(crate) Duration);

/// The body of a response: a stream of chunks.
pub struct ResponseBody(Chunks);

enum Chunks {
    Whole(Option<Bytes>),
    Stream(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>),
}

impl ResponseBody {
    /// A body without bytes.
    #[must_use]
    pub fn empty() -> Self {
        Self(Chunks::Whole(None))
    }

    /// A body that arrives in chunks. Nothing is read after the first error.
    #[must_use]
    pub fn stream(
        chunks: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self(Chunks::Stream(Box::pin(chunks)))
    }
}

impl<T: Into<Bytes>> From<T> for ResponseBody {
    fn from(bytes: T) -> Self {
        Self(Chunks::Whole(Some(bytes.into())))
    }
}

impl Stream for ResponseBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.0 {
            Chunks::Whole(bytes) => Poll::Ready(bytes.take().map(Ok)),
            Chunks::Stream(stream) => stream.as_mut().poll_next(context),
        }
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Chunks::Whole(bytes) => {
                let length = bytes.as_ref().map_or(0, Bytes::len);
                write!(formatter, "ResponseBody({length} bytes)")
            }
            Chunks::Stream(_) => formatter.write_str("ResponseBody(..)"),
        }
    }
}

/// Why a transport brought no complete response.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    /// Which limit had passed, where that is known.
    timeout: Option<Timeout>,
    source: Box<dyn StdError + Send + Sync>,
}

/// What a [`TransportError`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection came about: the server has seen nothing of the request.
    Connect,
    /// No connection came about in the time that the transport gives it: the server has seen nothing
    /// of the request.
    ConnectTimeout,
    /// The time that the transport was given was over.
    Timeout,
    /// Anything else: the server may or may not have seen the request.
    Other,
}

impl TransportError {
    /// An error of `kind`. Take care that `source` shows neither headers nor bodies: it becomes
    /// part of an error that users log.
    #[must_use]
    pub fn new(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            kind,
            timeout: (kind == TransportErrorKind::ConnectTimeout).then_some(Timeout::Connect),
            source: source.into(),
        }
    }

    /// A limit had passed.
    pub(crate) fn late(limit: Limit) -> Self {
        let passed = format!("{:?} have passed", limit.after);
        Self::new(TransportErrorKind::Timeout, passed).in_time_of(limit.which)
    }

    /// Where the transport was too late, the limit that it was given.
    pub(crate) fn in_time_of(mut self, which: Timeout) -> Self {
        if self.kind == TransportErrorKind::Timeout {
            self.timeout.get_or_insert(which);
        }
        self
    }

    /// Which limit had passed.
    pub(crate) fn timeout(&self) -> Option<Timeout> {
        self.timeout
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    pub(crate) fn into_source(self) -> Box<dyn StdError + Send + Sync> {
        self.source
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection to the server",
            TransportErrorKind::ConnectTimeout => "no connection to the server in time",
            TransportErrorKind::Timeout => "the time for the call is over",
            TransportErrorKind::Other => "the call broke on the way",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
