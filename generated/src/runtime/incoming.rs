//! A response whose body is a stream.
//!
//! Takes a request; gives the chunks of a success as they come. A failure is read whole, as any
//! other. Knows nothing of what the chunks hold.

use std::fmt;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use crate::runtime::attempt::Take;
use crate::runtime::exchange::{Reply, open};
use crate::runtime::raw_response::RawResponse;
use crate::runtime::request::Request;
use crate::runtime::response::Meta;
use crate::runtime::sending::Sending;
use crate::runtime::timed::Timed;
use crate::runtime::{Error, ErrorKind};

/// The media type of events.
pub(crate) const EVENTS: &str = "text/event-stream";

/// Sending a request whose answer is a stream.
impl Request {
    /// Whatever comes back, with nothing of its body read.
    pub(crate) fn send_raw(self) -> Sending<RawResponse> {
        Sending::open(self.operation().id, async move {
            Incoming::raw(self).await.map(RawResponse::new)
        })
    }

    /// What `make` makes of the body that is yet to come.
    pub(crate) fn opened<T>(
        self,
        wanted: Option<&'static str>,
        make: impl FnOnce(Incoming) -> T + Send + 'static,
    ) -> Sending<T> {
        Sending::open(self.operation().id, async move {
            Incoming::open(self, wanted).await.map(make)
        })
    }
}

/// A body that comes in chunks.
pub(crate) struct Incoming {
    /// The response; as its body, the item at hand.
    reply: Reply,
    /// Nothing after the end and after an error.
    body: Option<Timed>,
    most: usize,
}

impl Incoming {
    /// Sends `request` and waits for the headers of a success. A body that says to be of another
    /// media type than the one `wanted` is an error: nothing would be found in it.
    async fn open(request: Request, wanted: Option<&str>) -> Result<Self, Error> {
        let most = request.client().settings().max_response_bytes;
        let (mut reply, body) = open(request, Take::Stream).await?;
        match (wanted, reply.meta().media_type()) {
            (Some(wanted), Some(found)) if found != wanted => {
                let message = format!(
                    "the server answered with `{}` instead of a stream of `{wanted}`; \
                     does the request ask for one?",
                    found.escape_debug()
                );
                Err(reply.refuse(body, message).await)
            }
            _ => {
                reply.over();
                Ok(Self {
                    reply,
                    body: Some(body.endless()),
                    most,
                })
            }
        }
    }

    /// Sends `request` and waits for the headers of whatever comes back.
    async fn raw(request: Request) -> Result<Self, Error> {
        let most = request.client().settings().max_response_bytes;
        let (mut reply, body) = open(request, Take::Raw).await?;
        reply.over();
        Ok(Self {
            reply,
            body: Some(body.endless()),
            most,
        })
    }

    pub(crate) fn meta(&self) -> &Meta {
        self.reply.meta()
    }

    /// How many bytes an item may have.
    pub(crate) fn most(&self) -> usize {
        self.most
    }

    /// Whether nothing more comes.
    pub(crate) fn is_done(&self) -> bool {
        self.body.is_none()
    }

    /// Takes nothing more: the connection isn't needed any longer.
    pub(crate) fn finish(&mut self) {
        self.body = None;
    }

    pub(crate) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(None);
        };
        let chunk = ready!(body.poll_chunk(context));
        Poll::Ready(chunk.map(|chunk| chunk.map_err(|error| self.reply.broken(error))))
    }

    /// What `read` makes of the next item.
    pub(crate) fn read<T>(
        &mut self,
        kind: &'static str,
        item: Bytes,
        read: fn(&Reply) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.reply.begin_item(kind, item);
        read(&self.reply)
    }

    /// The item at hand has too many bytes.
    pub(crate) fn too_large(&self, kind: &str) -> Error {
        let message = format!(
            "{kind} {} of the stream has more than {} bytes; \
             raise `ClientBuilder::max_response_bytes` if it should",
            self.reply.items() + 1,
            self.most
        );
        self.reply.error(ErrorKind::BodyTooLarge, message)
    }

    /// The body has more bytes than the caller wants.
    pub(crate) fn beyond(&self, most: usize) -> Error {
        let message =
            format!("the body has more than {most} bytes, which is as many as are wanted");
        self.reply.error(ErrorKind::BodyTooLarge, message)
    }

    /// The item at hand isn't text.
    pub(crate) fn no_text(&self, kind: &str) -> Error {
        let message = format!(
            "{kind} {} of the stream isn't text in UTF-8",
            self.reply.items() + 1
        );
        self.reply.error(ErrorKind::Decode, message)
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Incoming")
            .field("meta", self.meta())
            .field("items", &self.reply.items())
            .field("done", &self.is_done())
            .finish_non_exhaustive()
    }
}
