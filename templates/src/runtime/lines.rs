//! Values of JSON as they come, one in each line or record.
//!
//! Takes a response whose body is a stream of them; gives each decoded.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use crate::runtime::Error;
use crate::runtime::exchange::Reply;
use crate::runtime::incoming::Incoming;
use crate::runtime::pieces::{Ends, Pieces};
use crate::runtime::request::Request;
use crate::runtime::response::Response;
use crate::runtime::sending::Sending;

/// What errors call an item: blank lines have no number.
const LINE: &str = "value";

/// The values of a call, each as soon as its line has come. Blank lines are passed over; the last
/// line needs no end.
///
/// After the end, and after an error, there is nothing more. A line may have as many bytes as a
/// whole body ([`ClientBuilder::max_response_bytes`](crate::ClientBuilder::max_response_bytes)).
/// Dropping it ends the call.
#[must_use = "lines are read when they are asked for"]
pub struct Lines<T> {
    incoming: Incoming,
    pieces: Pieces,
    read: fn(&Reply) -> Result<T, Error>,
}

impl<T> Lines<T> {
    pub(crate) fn new(
        incoming: Incoming,
        ends: Ends,
        read: fn(&Reply) -> Result<T, Error>,
    ) -> Self {
        Self {
            incoming,
            pieces: Pieces::new(ends),
            read,
        }
    }

    pub(crate) fn into_response(self) -> Response<Self> {
        let meta = self.incoming.meta().clone();
        Response::new(self, meta)
    }

    /// The status: always a 2xx.
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

    /// The next value, or `None` after the last. A value isn't lost when the future is dropped
    /// before it is ready.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) for a line that can't be decoded,
    /// [`ErrorKind::BodyTooLarge`](crate::ErrorKind::BodyTooLarge) for one that is too large, and
    /// what can go wrong on the way.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        poll_fn(|context| self.poll_value(context))
            .await
            .transpose()
    }

    fn poll_value(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        while !self.incoming.is_done() {
            if let Some(line) = self.pieces.take() {
                if let Some(value) = self.decode(line) {
                    return Poll::Ready(Some(value));
                }
                continue;
            }
            if self.pieces.waiting() > self.incoming.most() {
                return Poll::Ready(Some(Err(self.too_large())));
            }
            match ready!(self.incoming.poll_chunk(context)) {
                Some(Ok(chunk)) => self.pieces.put(&chunk),
                Some(Err(error)) => {
                    self.incoming.finish();
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    let last = self.pieces.rest();
                    let value = self.decode(last);
                    self.incoming.finish();
                    return Poll::Ready(value);
                }
            }
        }
        Poll::Ready(None)
    }

    fn too_large(&mut self) -> Error {
        self.incoming.finish();
        self.incoming.too_large(LINE)
    }

    /// What a line holds; nothing where it is blank.
    fn decode(&mut self, line: Bytes) -> Option<Result<T, Error>> {
        if line.iter().all(u8::is_ascii_whitespace) {
            return None;
        }
        if line.len() > self.incoming.most() {
            return Some(Err(self.too_large()));
        }
        let value = self.incoming.read(LINE, line, self.read);
        if value.is_err() {
            self.incoming.finish();
        }
        Some(value)
    }
}

impl<T> Stream for Lines<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_value(context)
    }
}

impl<T> fmt::Debug for Lines<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Lines")
            .field("incoming", &self.incoming)
            .finish_non_exhaustive()
    }
}

/// Sending a request whose answer is a stream.
impl Request {
    /// A value in each line, which is what `read` makes of it.
    pub(crate) fn lines<T: 'static>(
        self,
        read: fn(&Reply) -> Result<T, Error>,
    ) -> Sending<Lines<T>> {
        self.opened(None, move |it| Lines::new(it, Ends::Line, read))
    }

    /// A value in each line, with status and headers.
    pub(crate) fn lines_with_meta<T: 'static>(
        self,
        read: fn(&Reply) -> Result<T, Error>,
    ) -> Sending<Response<Lines<T>>> {
        self.opened(None, move |it| {
            Lines::new(it, Ends::Line, read).into_response()
        })
    }

    /// A value in each record, which is what `read` makes of it.
    pub(crate) fn records<T: 'static>(
        self,
        read: fn(&Reply) -> Result<T, Error>,
    ) -> Sending<Lines<T>> {
        self.opened(None, move |it| Lines::new(it, Ends::Record, read))
    }

    /// A value in each record, with status and headers.
    pub(crate) fn records_with_meta<T: 'static>(
        self,
        read: fn(&Reply) -> Result<T, Error>,
    ) -> Sending<Response<Lines<T>>> {
        self.opened(None, move |it| {
            Lines::new(it, Ends::Record, read).into_response()
        })
    }
}
