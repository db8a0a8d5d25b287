//! A response as it comes.
//!
//! Takes a body that is yet to come; gives status and headers, and its bytes in chunks or as a whole.
//! Reads nothing into them.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use crate::runtime::Error;
use crate::runtime::incoming::Incoming;
use crate::runtime::rate_limit::RateLimit;

/// What came back, whatever its status is, with its body as a stream of chunks.
///
/// A status that isn't 2xx is no error here. The call is repeated as all others are, as far as the
/// status says so; what comes back after the last attempt is given as it is. A hook of
/// [`RetryPolicy::classify`](crate::RetryPolicy::classify) sees no body.
///
/// [`ClientBuilder::timeout`](crate::ClientBuilder::timeout) is for the headers; then the body may take
/// as long as it goes on: see [`ClientBuilder::idle_timeout`](crate::ClientBuilder::idle_timeout). It may
/// have any number of bytes. Dropped, it ends the call.
#[must_use = "the body is read when it is asked for"]
pub struct RawResponse {
    incoming: Incoming,
}

impl RawResponse {
    pub(crate) fn new(incoming: Incoming) -> Self {
        Self { incoming }
    }

    /// The status: any.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.incoming.meta().status()
    }

    /// All headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.incoming.meta().headers()
    }

    /// The server's name for the call: give it to the API's support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.incoming.meta().request_id()
    }

    /// How many times the request was sent: 1, unless it was repeated.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.incoming.meta().attempts()
    }

    /// How long the server asks to wait before the next call, from when the response came.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.incoming.meta().retry_after()
    }

    /// How much may still be asked, where the server says so.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.incoming.meta().rate_limit()
    }

    /// The next chunk of the body, or `None` after the last. A chunk isn't lost when the future is
    /// dropped before it is ready. After an error there is nothing more.
    ///
    /// # Errors
    ///
    /// What can go wrong on the way: [`ErrorKind::Timeout`](crate::ErrorKind::Timeout) after a silence,
    /// [`ErrorKind::Transport`](crate::ErrorKind::Transport) where the body broke off.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|context| self.poll_chunk(context))
            .await
            .transpose()
    }

    /// The rest of the body, which may have `max` bytes.
    ///
    /// # Errors
    ///
    /// As for [`try_next`](Self::try_next), and
    /// [`ErrorKind::BodyTooLarge`](crate::ErrorKind::BodyTooLarge) where there are more: what has come
    /// is gone then.
    pub async fn bytes(mut self, max: usize) -> Result<Bytes, Error> {
        let mut bytes = BytesMut::new();
        while let Some(chunk) = self.try_next().await? {
            if chunk.len() > max.saturating_sub(bytes.len()) {
                return Err(self.incoming.beyond(max));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes.freeze())
    }

    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        let chunk = ready!(self.incoming.poll_chunk(context));
        if !matches!(chunk, Some(Ok(_))) {
            self.incoming.finish();
        }
        Poll::Ready(chunk)
    }
}

impl Stream for RawResponse {
    type Item = Result<Bytes, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_chunk(context)
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RawResponse")
            .field("incoming", &self.incoming)
            .finish()
    }
}
