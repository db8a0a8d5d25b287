//! Carries one request over the transport.
//!
//! Takes a [`Request`]; gives a [`Reply`] whose status is 2xx and whose body is whole, or is yet to
//! come; or an error. Reads error bodies; knows nothing of the types that a body is decoded to.

use std::future::poll_fn;
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::StatusCode;

use crate::runtime::api_error::ApiError;
use crate::runtime::request::Request;
use crate::runtime::response::Meta;
use crate::runtime::transport::{ResponseBody, TransportError, TransportErrorKind};
use crate::runtime::{Error, ErrorKind};
use crate::service::SERVICE;

/// How much of a body an error keeps: 1 MiB.
const KEPT: usize = 1024 * 1024;

/// A response whose body was read, or an item of it.
#[derive(Debug)]
pub(crate) struct Reply {
    operation: &'static str,
    meta: Meta,
    body: Bytes,
    /// What the body is an item of a stream as, and which.
    item: Option<(&'static str, u64)>,
}

/// Sends `request` and reads the response.
pub(crate) async fn exchange(request: Request) -> Result<Reply, Error> {
    let operation = request.operation().id;
    carry(request).await.map_err(|error| error.of(operation))
}

/// Sends `request`; gives a success as soon as its headers are there, with the body that is yet to
/// come.
pub(crate) async fn open(request: Request) -> Result<(Reply, ResponseBody), Error> {
    let http = request.to_http()?;
    let settings = request.client().settings();
    let response = settings.transport.open(http, settings.timeout).await;
    let (mut reply, body) = Reply::of(&request, response.map_err(broken)?);
    if reply.meta.status().is_success() {
        Ok((reply, body))
    } else {
        let most = settings.max_response_bytes.min(KEPT);
        let end = reply.fill(body, most).await;
        Err(reply.failed(end))
    }
}

async fn carry(request: Request) -> Result<Reply, Error> {
    let http = request.to_http()?;
    let settings = request.client().settings();
    let response = settings.transport.execute(http, settings.timeout).await;
    let (mut reply, body) = Reply::of(&request, response.map_err(broken)?);
    let success = reply.meta.status().is_success();
    let most = settings.max_response_bytes;
    match reply
        .fill(body, if success { most } else { most.min(KEPT) })
        .await
    {
        end if !success => Err(reply.failed(end)),
        End::Whole => Ok(reply),
        End::TooLarge => {
            reply.body.clear();
            let message = format!(
                "the body has more than {most} bytes; \
                 raise `ClientBuilder::max_response_bytes` if it should"
            );
            Err(reply.error(ErrorKind::BodyTooLarge, message))
        }
        End::Broken(cause) => Err(reply.broken(cause)),
    }
}

/// Reading a body, as a whole or as items one after the other.
impl Reply {
    fn of(request: &Request, response: http::Response<ResponseBody>) -> (Self, ResponseBody) {
        let (parts, body) = response.into_parts();
        let reply = Self {
            operation: request.operation().id,
            meta: Meta::new(parts.status, parts.headers),
            body: Bytes::new(),
            item: None,
        };
        (reply, body)
    }

    async fn fill(&mut self, body: ResponseBody, most: usize) -> End {
        let read = read(body, most).await;
        self.body = read.bytes;
        read.end
    }

    /// The error of a status that isn't 2xx. It says more than how the body ended, and what there
    /// is of the body is kept.
    fn failed(&self, end: End) -> Error {
        let error = self.refused();
        match end {
            End::Broken(cause) => error.caused_by(cause),
            End::Whole | End::TooLarge => error,
        }
    }

    /// The error of a success whose body isn't what it should be, with as much of it as is kept.
    pub(crate) async fn refuse(mut self, body: ResponseBody, message: String) -> Error {
        self.fill(body, KEPT).await;
        if self.says_failure() {
            return self.refused();
        }
        self.error(ErrorKind::Decode, message)
            .with_body(self.kept_body())
    }

    /// The error of a body that ended too early.
    pub(crate) fn broken(&self, cause: TransportError) -> Error {
        broken(cause).of(self.operation).with_response(&self.meta)
    }

    /// Has the next item of a stream for its body.
    pub(crate) fn begin_item(&mut self, kind: &'static str, item: Bytes) {
        self.item = Some((kind, self.items() + 1));
        self.body = item;
    }

    /// How many items of a stream it had.
    pub(crate) fn items(&self) -> u64 {
        self.item.map_or(0, |(_, number)| number)
    }

    /// What its body is called in a sentence that speaks of the answer.
    pub(crate) fn part(&self) -> String {
        match self.item {
            Some((kind, number)) => format!("a stream whose {kind} {number}"),
            None => "a body that".to_owned(),
        }
    }
}

impl Reply {
    pub(crate) fn body(&self) -> &Bytes {
        &self.body
    }

    pub(crate) fn meta(&self) -> &Meta {
        &self.meta
    }

    pub(crate) fn into_meta(self) -> Meta {
        self.meta
    }

    /// An error about this response.
    pub(crate) fn error(&self, kind: ErrorKind, message: impl Into<String>) -> Error {
        Error::new(kind, message)
            .of(self.operation)
            .with_response(&self.meta)
    }

    /// What the error keeps of the body.
    pub(crate) fn kept_body(&self) -> Bytes {
        match self.body.get(..KEPT) {
            // A copy, so that the error doesn't hold on to all of it.
            Some(start) if self.body.len() > KEPT => Bytes::copy_from_slice(start),
            _ => self.body.clone(),
        }
    }

    /// The error that the server reports with this response.
    pub(crate) fn refused(&self) -> Error {
        let status = self.meta.status();
        let name = named(status);
        let message = if status.is_success() {
            format!("the server answered {name}, and that the call failed")
        } else if status.is_redirection() {
            format!("the server answered {name}, and redirects aren't followed; check the base URL")
        } else {
            format!("the server answered {name}")
        };
        self.error(ErrorKind::Api, message)
            .with_entries(ApiError::read(&self.body, SERVICE.errors))
            .with_body(self.kept_body())
    }
}

/// `404 Not Found`
pub(crate) fn named(status: StatusCode) -> String {
    match status.canonical_reason() {
        Some(reason) => format!("{} {reason}", status.as_u16()),
        None => status.as_u16().to_string(),
    }
}

/// What a transport's error is to the caller.
fn broken(error: TransportError) -> Error {
    let message = error.to_string();
    let (kind, hint) = match error.kind() {
        TransportErrorKind::Connect => (ErrorKind::Connect, ""),
        TransportErrorKind::Timeout => (
            ErrorKind::Timeout,
            "; raise `ClientBuilder::timeout` if it should take longer",
        ),
        TransportErrorKind::Other => (ErrorKind::Transport, ""),
    };
    Error::new(kind, message + hint).caused_by(error.into_source())
}

struct Read {
    bytes: Bytes,
    end: End,
}

enum End {
    Whole,
    TooLarge,
    Broken(TransportError),
}

/// Reads at most `most` bytes and not a chunk more than it takes to know that there are more.
async fn read(mut body: ResponseBody, most: usize) -> Read {
    let mut bytes = BytesMut::new();
    let end = loop {
        match poll_fn(|context| Pin::new(&mut body).poll_next(context)).await {
            None => break End::Whole,
            Some(Err(error)) => break End::Broken(error),
            Some(Ok(chunk)) => {
                let room = most.saturating_sub(bytes.len());
                bytes.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
                if chunk.len() > room {
                    break End::TooLarge;
                }
            }
        }
    };
    Read {
        bytes: bytes.freeze(),
        end,
    }
}
