//! The transport for threads that wait: ureq with rustls. There with the feature `blocking`.
//!
//! Takes an `http` request; gives an `http` response whose body is read as it is asked for. Follows
//! no redirect, repeats nothing, and shows no type of ureq.

use std::fmt;
use std::io::{self, ErrorKind, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use ureq::{Agent, BodyReader};

use crate::runtime::blocking::ThreadTimer;
use crate::runtime::builder::CONNECT_TIMEOUT;
use crate::runtime::plain;
use crate::runtime::timer::Timer;
use crate::runtime::transport::{
    BoxFuture, HeadersWithin, ResponseBody, Transport, TransportError, TransportErrorKind,
};

/// The longest limit of time that it is given, which its clock would panic beyond: ten years.
const MOST: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// How much is read of a body at once: 16 KiB.
const CHUNK: usize = 16 * 1024;

/// Carries requests with ureq: HTTP/1.1, TLS by rustls with Mozilla's certificates, proxies from the
/// environment, a pool of connections. Needs no runtime: it works in the thread that waits, and holds
/// that up, so wait for its calls with [`Wait`](crate::blocking::Wait) and
/// [`WaitEach`](crate::blocking::WaitEach) instead of awaiting them.
///
/// What goes over plain HTTP to this machine passes by those proxies, which could read it.
///
/// Limits of time are kept by the socket. An answer that is read as a whole ends with the time for its attempt, silent
/// or not. Where the body is left to the caller, each step up to the headers may take as long as the attempt, or what is left of
/// the call, and the body may be silent as long as the attempt or as
/// [`idle_timeout`](crate::ClientBuilder::idle_timeout), whichever is longer. It asks for no compressed answers. Redirects aren't followed: a credential
/// never goes to another host.
///
/// A request is sent to its end before its answer is read. A server that refuses a large body early and closes the
/// connection is an error on the way, where the default transport has what it answered.
#[derive(Clone)]
pub struct UreqTransport(Agent);

impl UreqTransport {
    /// A transport with a pool of connections of its own, each of which may take 10 seconds to open.
    #[must_use]
    pub fn new() -> Self {
        Self::connecting_within(CONNECT_TIMEOUT)
    }

    pub(crate) fn connecting_within(timeout: Duration) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            // Another crate of the build may have turned on what it can decode.
            .accept_encoding("")
            .timeout_connect(Some(timeout.min(MOST)))
            .build();
        Self(config.new_agent())
    }

    /// Sends a request that has as long as `limit` says.
    fn run(
        &self,
        request: http::Request<Bytes>,
        limit: Limit,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        let (parts, body) = request.into_parts();
        // A request without a body has no length either (RFC 9110, section 8.6).
        let response = if body.is_empty() && !anticipates_body(&parts.method) {
            self.0
                .run(limit.of(&self.0, http::Request::from_parts(parts, ())))
        } else {
            let request = http::Request::from_parts(parts, &*body);
            self.0.run(limit.of(&self.0, request))
        };
        let response = response.map_err(classify)?;
        Ok(response.map(|body| {
            ResponseBody::stream(Chunks {
                reader: Some(body.into_reader()),
            })
        }))
    }
}

/// Whether a request of the method says how long its body is even if that is nothing.
fn anticipates_body(method: &http::Method) -> bool {
    [http::Method::POST, http::Method::PUT, http::Method::PATCH].contains(method)
}

impl Default for UreqTransport {
    fn default() -> Self {
        Self::new()
    }
}

/// What a limit of time is for.
#[derive(Clone, Copy)]
enum Limit {
    /// All of it.
    Whole(Duration),
    /// Each step up to the headers, then each piece of the body. There is no limit for all of the steps that the body is free of.
    Pieces { step: Duration, piece: Duration },
}

impl Limit {
    /// As the request says, if it does: `timeout` may be more than the headers have.
    fn pieces<B>(request: &http::Request<B>, timeout: Duration) -> Self {
        let timeout = timeout.min(MOST);
        let headers = request.extensions().get();
        let step = headers.map_or(timeout, |HeadersWithin(headers)| timeout.min(*headers));
        Self::Pieces {
            step,
            piece: timeout,
        }
    }

    fn of<B: ureq::AsSendBody>(self, agent: &Agent, request: http::Request<B>) -> http::Request<B> {
        let connect = agent.config().timeouts().connect;
        let here = plain::stays_here(request.uri());
        let mut config = agent.configure_request(request);
        if here {
            config = config.proxy(None);
        }
        match self {
            Self::Whole(time) => config.timeout_global(Some(time.min(MOST))),
            Self::Pieces { step, piece } => config
                .timeout_resolve(Some(step))
                .timeout_connect(Some(connect.map_or(step, |time| time.min(step))))
                .timeout_send_request(Some(step))
                .timeout_send_body(Some(step))
                .timeout_recv_response(Some(step))
                .timeout_per_read(Some(piece)),
        }
        .build()
    }
}

impl Transport for UreqTransport {
    fn execute(
        &self,
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> BoxFuture<'static, Result<http::Response<ResponseBody>, TransportError>> {
        let this = self.clone();
        Box::pin(async move { this.run(request, Limit::Whole(timeout)) })
    }

    fn open(
        &self,
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> BoxFuture<'static, Result<http::Response<ResponseBody>, TransportError>> {
        let this = self.clone();
        let limit = Limit::pieces(&request, timeout);
        Box::pin(async move { this.run(request, limit) })
    }

    fn timer(&self) -> Option<Arc<dyn Timer>> {
        Some(Arc::new(ThreadTimer::new()))
    }
}

impl fmt::Debug for UreqTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("UreqTransport")
    }
}

/// A body, read when it is asked for.
struct Chunks {
    /// Nothing after the end and after an error.
    reader: Option<BodyReader<'static>>,
}

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(reader) = &mut self.reader else {
            return Poll::Ready(None);
        };
        let mut chunk = vec![0; CHUNK];
        let read = reader.read(&mut chunk);
        if !matches!(read, Ok(1..)) {
            self.reader = None;
        }
        Poll::Ready(match read {
            Ok(0) => None,
            Ok(count) => {
                chunk.truncate(count);
                Some(Ok(chunk.into()))
            }
            Err(error) => Some(Err(broken(error))),
        })
    }
}

/// Why there is no response. That the server has seen nothing is said only where it is certain.
fn classify(error: ureq::Error) -> TransportError {
    use ureq::Timeout::{Connect, Resolve};
    let kind = match &error {
        ureq::Error::Timeout(Connect | Resolve) => TransportErrorKind::ConnectTimeout,
        ureq::Error::Timeout(_) => TransportErrorKind::Timeout,
        ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed
        | ureq::Error::ConnectProxyFailed(_) => TransportErrorKind::Connect,
        ureq::Error::Io(error) if error.kind() == ErrorKind::ConnectionRefused => {
            TransportErrorKind::Connect
        }
        _ => TransportErrorKind::Other,
    };
    match error {
        // It shows the URL, which may hold a key.
        ureq::Error::BadUri(_) => TransportError::new(kind, "the URL is none that ureq can use"),
        error => TransportError::new(kind, error),
    }
}

/// Why a body ended too early.
fn broken(error: io::Error) -> TransportError {
    let error = ureq::Error::from(error);
    let kind = match &error {
        ureq::Error::Timeout(_) => TransportErrorKind::Timeout,
        _ => TransportErrorKind::Other,
    };
    TransportError::new(kind, error)
}
