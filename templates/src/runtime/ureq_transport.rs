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
use crate::runtime::timer::Timer;
use crate::runtime::transport::{
    BoxFuture, ResponseBody, Transport, TransportError, TransportErrorKind,
};

/// How much is read of a body at once: 16 KiB.
const CHUNK: usize = 16 * 1024;

/// Carries requests with ureq: HTTP/1.1, TLS by rustls with Mozilla's certificates, proxies from the
/// environment, a pool of connections. Needs no runtime: it works in the thread that waits, and holds
/// that up, so wait for its calls with [`Wait`](crate::blocking::Wait) and
/// [`WaitEach`](crate::blocking::WaitEach) instead of awaiting them.
///
/// Limits of time are kept by the socket: a call as a whole ends by its time for an attempt, and a
/// stream after a silence as long as that or as [`idle_timeout`](crate::ClientBuilder::idle_timeout),
/// whichever is longer. It asks for no compressed answers. Redirects aren't followed: a credential
/// never goes to another host.
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
            .timeout_connect(Some(timeout))
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
    /// Each step up to the headers, then each piece of the body.
    Pieces(Duration),
}

impl Limit {
    fn of<B: ureq::AsSendBody>(self, agent: &Agent, request: http::Request<B>) -> http::Request<B> {
        let config = agent.configure_request(request);
        match self {
            Self::Whole(time) => config.timeout_global(Some(time)),
            Self::Pieces(time) => config
                .timeout_resolve(Some(time))
                .timeout_send_request(Some(time))
                .timeout_send_body(Some(time))
                .timeout_recv_response(Some(time))
                .timeout_per_read(Some(time)),
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
        Box::pin(async move { this.run(request, Limit::Pieces(timeout)) })
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
