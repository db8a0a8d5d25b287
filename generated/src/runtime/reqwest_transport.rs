//! The default transport: reqwest with rustls.
//!
//! Takes an `http` request; gives an `http` response whose body streams. Follows no redirect,
//! repeats nothing, and shows no type of reqwest.

use std::fmt;
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Frame, SizeHint};

use crate::runtime::builder::CONNECT_TIMEOUT;
use crate::runtime::plain;
use crate::runtime::request_body::RequestBody;
use crate::runtime::timer::Timer;
use crate::runtime::tokio_timer::TokioTimer;
use crate::runtime::transport::{
    BoxFuture, ResponseBody, Transport, TransportError, TransportErrorKind,
};
use crate::runtime::{Error, ErrorKind};

/// Carries requests with reqwest: HTTP/1.1, TLS by rustls with the system's certificates, proxies
/// from the environment, a pool of connections. Needs a tokio runtime.
///
/// What goes over plain HTTP to this machine passes by those proxies, which could read it.
///
/// Redirects aren't followed: a credential never goes to another host. With the features `gzip`, `brotli`,
/// `deflate` and `zstd` it asks for answers that are compressed by those, and gives them as they were
/// before; without, it asks for none.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// Without a proxy; as the caller made it, where that was the caller.
    here: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport with a pool of connections of its own, each of which may take 10 seconds to open.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) when TLS can't be set up.
    pub fn new() -> Result<Self, Error> {
        Self::connecting_within(CONNECT_TIMEOUT)
    }

    pub(crate) fn connecting_within(timeout: Duration) -> Result<Self, Error> {
        let builder = || {
            let builder = reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .connect_timeout(timeout);
            decoding_what_is_on(builder)
        };
        // It has no use for TLS, so no certificates are read for it.
        let here = builder().no_proxy().tls_certs_only([]);
        let made = builder().build().and_then(|client| {
            let here = here.build()?;
            Ok(Self { client, here })
        });
        made.map_err(|error| {
            Error::new(ErrorKind::Configuration, "the HTTP client can't be set up").caused_by(error)
        })
    }

    fn client<B>(&self, request: &http::Request<B>) -> reqwest::Client {
        if plain::stays_here(request.uri()) {
            self.here.clone()
        } else {
            self.client.clone()
        }
    }
}

/// The builder of a client that asks for no coding whose feature of this crate is off: another crate of
/// the same build may have turned on all that reqwest can.
fn decoding_what_is_on(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    #[cfg(not(feature = "brotli"))]
    let builder = builder.no_brotli();
    #[cfg(not(feature = "deflate"))]
    let builder = builder.no_deflate();
    #[cfg(not(feature = "gzip"))]
    let builder = builder.no_gzip();
    #[cfg(not(feature = "zstd"))]
    let builder = builder.no_zstd();
    builder
}

/// For proxies, certificates and all else that is reqwest's to set. Take care that the client follows
/// no redirects and repeats nothing by itself: this crate's retries would not know of it. A proxy of it sees all
/// that goes over plain HTTP, to this machine too.
impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        let here = client.clone();
        Self { client, here }
    }
}

impl Transport for ReqwestTransport {
    fn execute(
        &self,
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> BoxFuture<'static, Result<http::Response<ResponseBody>, TransportError>> {
        let client = self.client(&request);
        Box::pin(async move {
            runtime()?;
            let mut request = reqwest::Request::try_from(request).map_err(classify)?;
            *request.timeout_mut() = Some(timeout);
            let response = client.execute(request).await.map_err(classify)?;
            Ok(answer(response, Duration::MAX))
        })
    }

    fn open(
        &self,
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> BoxFuture<'static, Result<http::Response<ResponseBody>, TransportError>> {
        let client = self.client(&request);
        Box::pin(async move {
            runtime()?;
            let request = reqwest::Request::try_from(request).map_err(classify)?;
            let response = within(timeout, client.execute(request)).await?;
            Ok(answer(response, timeout))
        })
    }

    fn can_upload(&self) -> bool {
        true
    }

    fn upload(
        &self,
        request: http::Request<RequestBody>,
        timeout: Duration,
    ) -> BoxFuture<'static, Result<http::Response<ResponseBody>, TransportError>> {
        let client = self.client(&request);
        Box::pin(async move {
            runtime()?;
            let request = request.map(|body| reqwest::Body::wrap(Frames(body)));
            let request = reqwest::Request::try_from(request).map_err(classify)?;
            let response = within(timeout, client.execute(request)).await?;
            Ok(answer(response, timeout))
        })
    }

    fn timer(&self) -> Option<Arc<dyn Timer>> {
        Some(Arc::new(TokioTimer::new()))
    }
}

/// An error where there is no tokio runtime: reqwest would panic.
fn runtime() -> Result<(), TransportError> {
    match tokio::runtime::Handle::try_current() {
        Ok(_) => Ok(()),
        Err(none) => Err(TransportError::new(TransportErrorKind::Connect, none)),
    }
}

/// What `call` gives, if that doesn't take longer than `limit`.
async fn within<T>(
    limit: Duration,
    call: impl Future<Output = Result<T, reqwest::Error>>,
) -> Result<T, TransportError> {
    match tokio::time::timeout(limit, call).await {
        Ok(given) => given.map_err(classify),
        Err(late) => Err(TransportError::new(TransportErrorKind::Timeout, late)),
    }
}

/// The response, whose body may take as long as `limit` for each chunk.
fn answer(mut response: reqwest::Response, limit: Duration) -> http::Response<ResponseBody> {
    let status = response.status();
    let headers = mem::take(response.headers_mut());
    let mut answer = http::Response::new(ResponseBody::stream(Chunks::of(response, limit)));
    *answer.status_mut() = status;
    *answer.headers_mut() = headers;
    answer
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ReqwestTransport")
    }
}

/// reqwest's error without the URL, which may hold what the caller wants kept.
fn classify(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() && error.is_timeout() {
        TransportErrorKind::ConnectTimeout
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind, error.without_url())
}

/// A body as HTTP clients know it.
struct Frames(RequestBody);

impl http_body::Body for Frames {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let chunk = Pin::new(&mut self.0).poll_next(context);
        chunk.map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.0
            .length()
            .map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

type Step = (Result<Option<Bytes>, TransportError>, reqwest::Response);

/// The chunks of a response, each read when it is asked for.
struct Chunks {
    /// Nothing after the last chunk and after an error.
    next: Option<BoxFuture<'static, Step>>,
    /// How long one may take.
    limit: Duration,
}

impl Chunks {
    fn of(response: reqwest::Response, limit: Duration) -> Self {
        let next = async move {
            let mut response = response;
            let chunk = within(limit, response.chunk()).await;
            (chunk, response)
        };
        Self {
            next: Some(Box::pin(next)),
            limit,
        }
    }
}

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(step) = self.next.as_mut() else {
            return Poll::Ready(None);
        };
        let (chunk, response) = ready!(step.as_mut().poll(context));
        match chunk {
            Ok(Some(_)) => *self = Self::of(response, self.limit),
            Ok(None) | Err(_) => self.next = None,
        }
        Poll::Ready(chunk.transpose())
    }
}
