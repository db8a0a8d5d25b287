//! Events as they come.
//!
//! Takes a response whose body is a stream of server-sent events; gives each with its data decoded.
//! Doesn't connect again: that is the caller's to decide.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::runtime::Error;
use crate::runtime::exchange::Reply;
use crate::runtime::incoming::{EVENTS, Incoming};
use crate::runtime::message::{Message, Messages, Wrong};
use crate::runtime::request::Request;
use crate::runtime::response::Response;
use crate::runtime::sending::Sending;

/// What errors call an item.
const EVENT: &str = "event";

/// Data that says that nothing more comes. It is no JSON, and common.
const DONE: &[u8] = b"[DONE]";

/// An event that a server sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event<T> {
    /// Its kind, where the server names one; to a browser, an event without is a `message`.
    pub event: Option<String>,
    /// The last name that the server gave an event of this stream, up to this one: sent as
    /// `Last-Event-ID`, it asks the server to go on from there.
    pub id: Option<String>,
    /// How long to wait before connecting again, as the server said last.
    pub retry: Option<Duration>,
    /// What it holds.
    pub data: T,
}

/// The events of a call, each as soon as it has come.
///
/// The data `[DONE]` ends the stream and isn't given. After the end, and after an error, there is
/// nothing more. An event may have as many bytes as a whole body
/// ([`ClientBuilder::max_response_bytes`](crate::ClientBuilder::max_response_bytes)). Dropping it
/// ends the call.
#[must_use = "events are read when they are asked for"]
pub struct Events<T> {
    incoming: Incoming,
    messages: Messages,
    read: fn(&Reply) -> Result<T, Error>,
    /// Whether the event is what is read, and not its data.
    whole: bool,
}

impl<T> Events<T> {
    pub(crate) fn new(
        incoming: Incoming,
        read: fn(&Reply) -> Result<T, Error>,
        whole: bool,
    ) -> Self {
        Self {
            messages: Messages::new(incoming.most()),
            incoming,
            read,
            whole,
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

    /// The next event, or `None` after the last. An event isn't lost when the future is dropped
    /// before it is ready.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) for data that can't be decoded,
    /// [`ErrorKind::BodyTooLarge`](crate::ErrorKind::BodyTooLarge) for an event that is too large,
    /// and what can go wrong on the way.
    pub async fn try_next(&mut self) -> Result<Option<Event<T>>, Error> {
        poll_fn(|context| self.poll_event(context))
            .await
            .transpose()
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error>>> {
        while !self.incoming.is_done() {
            match self.messages.take() {
                Ok(Some(message)) if message.data == DONE => break,
                Ok(Some(message)) => match self.decode(message) {
                    Some(Ok(event)) => return Poll::Ready(Some(Ok(event))),
                    Some(Err(error)) => return self.fail(error),
                    None => {}
                },
                Ok(None) => match ready!(self.incoming.poll_chunk(context)) {
                    Some(Ok(chunk)) => self.messages.put(&chunk),
                    Some(Err(error)) => return self.fail(error),
                    None => break,
                },
                Err(Wrong::TooLarge) => return self.fail(self.incoming.too_large(EVENT)),
                Err(Wrong::NoText) => return self.fail(self.incoming.no_text(EVENT)),
            }
        }
        self.incoming.finish();
        Poll::Ready(None)
    }

    fn fail(&mut self, error: Error) -> Poll<Option<Result<Event<T>, Error>>> {
        self.incoming.finish();
        Poll::Ready(Some(Err(error)))
    }

    /// `None` for an empty event where it could not be read: it only says that the server lives.
    fn decode(&mut self, message: Message) -> Option<Result<Event<T>, Error>> {
        let is_empty = message.data.is_empty();
        let item = if self.whole {
            message.to_object()
        } else {
            Bytes::clone(&message.data)
        };
        match self.incoming.read(EVENT, item, self.read) {
            Err(_) if is_empty => None,
            Err(error) => Some(Err(error)),
            Ok(data) => Some(Ok(Event {
                event: message.event,
                id: message.id,
                retry: message.retry,
                data,
            })),
        }
    }
}

impl<T> Stream for Events<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_event(context)
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Events")
            .field("incoming", &self.incoming)
            .finish_non_exhaustive()
    }
}

/// Sending a request whose answer is a stream.
impl Request {
    /// Events, whose data is what `read` makes of it.
    pub(crate) fn events<T: 'static>(
        self,
        read: fn(&Reply) -> Result<T, Error>,
    ) -> Sending<Events<T>> {
        self.opened(Some(EVENTS), move |it| Events::new(it, read, false))
    }

    /// Events, with status and headers.
    pub(crate) fn events_with_meta<T: 'static>(
        self,
        read: fn(&Reply) -> Result<T, Error>,
    ) -> Sending<Response<Events<T>>> {
        self.opened(Some(EVENTS), move |it| {
            Events::new(it, read, false).into_response()
        })
    }

    /// Events, each of which is read as one object.
    pub(crate) fn whole_events<T: DeserializeOwned>(self) -> Sending<Events<T>> {
        self.opened(Some(EVENTS), |it| Events::new(it, Reply::decode, true))
    }

    /// Events, each of which is read as one object, with status and headers.
    pub(crate) fn whole_events_with_meta<T: DeserializeOwned>(
        self,
    ) -> Sending<Response<Events<T>>> {
        self.opened(Some(EVENTS), |it| {
            Events::new(it, Reply::decode, true).into_response()
        })
    }
}
