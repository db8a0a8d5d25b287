//! A response: status and headers, and what was read of the body.
//!
//! Takes both from an attempt; gives the errors that a response can be. Knows nothing of the types
//! that a body is decoded to.

use std::mem;

use bytes::Bytes;
use http::StatusCode;

use crate::runtime::api_error::ApiError;
use crate::runtime::interceptor::Outcome;
use crate::runtime::request::Request;
use crate::runtime::response::Meta;
use crate::runtime::timed::{End, Timed};
use crate::runtime::transport::{TransportError, TransportErrorKind};
use crate::runtime::watch::Watch;
use crate::runtime::{Error, ErrorKind};
use crate::service::SERVICE;

/// How much of a body an error keeps: 1 MiB.
pub(crate) const KEPT: usize = 1024 * 1024;

/// A response whose body was read, or an item of it.
#[derive(Debug)]
pub(crate) struct Reply {
    operation: &'static str,
    meta: Meta,
    body: Bytes,
    /// What the body is an item of a stream as, and which.
    item: Option<(&'static str, u64)>,
    /// Who is to be told how its call ended.
    watch: Watch,
}

/// Reading a body, as a whole or as items one after the other.
impl Reply {
    pub(crate) fn new(request: &Request, meta: Meta) -> Self {
        Self {
            operation: request.operation().id,
            meta,
            body: Bytes::new(),
            item: None,
            watch: Watch::default(),
        }
    }

    /// Has the end of its call told to `watch`.
    pub(crate) fn watched(mut self, watch: Watch) -> Self {
        self.watch = watch;
        self
    }

    /// What the last reader of it makes of it, or the error, told to those who look.
    pub(crate) fn read<T>(
        mut self,
        read: impl FnOnce(Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (watch, status) = (mem::take(&mut self.watch), self.meta.status());
        let result = read(self);
        watch.ended(status, result.as_ref().err());
        result
    }

    /// Its call is over, before it is read.
    pub(crate) fn over(&mut self) {
        mem::take(&mut self.watch).ended(self.meta.status(), None);
    }

    /// Reads at most `most` bytes of the body.
    pub(crate) async fn fill(&mut self, body: &mut Timed, most: usize) -> End {
        let (bytes, end) = body.read(most).await;
        self.body = bytes;
        end
    }

    /// The error of a success with more bytes than `most`, which aren't kept.
    pub(crate) fn too_large(&self, most: usize) -> Error {
        let message = format!(
            "the body has more than {most} bytes; \
             raise `ClientBuilder::max_response_bytes` if it should"
        );
        self.error(ErrorKind::BodyTooLarge, message)
    }

    /// The error of a status that isn't 2xx. It says more than how the body ended, and what there
    /// is of the body is kept.
    pub(crate) fn failed(&self, end: End) -> Error {
        let error = self.refused();
        match end {
            End::Broken(cause) => error.caused_by(cause),
            End::Whole | End::TooLarge => error,
        }
    }

    /// The error of a success whose body isn't what it should be, with as much of it as is kept.
    pub(crate) async fn refuse(mut self, mut body: Timed, message: String) -> Error {
        self.fill(&mut body, KEPT).await;
        let error = if self.says_failure() {
            self.refused()
        } else {
            self.error(ErrorKind::Decode, message)
                .with_body(self.kept_body())
        };
        mem::take(&mut self.watch).end(Outcome::Failed(&error));
        error
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

    /// Whether the status is 2xx.
    pub(crate) fn is_success(&self) -> bool {
        self.meta.status().is_success()
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
        } else if status.is_redirection() && status != StatusCode::NOT_MODIFIED {
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
pub(crate) fn broken(error: TransportError) -> Error {
    let (kind, timeout) = match error.kind() {
        TransportErrorKind::Connect => (ErrorKind::Connect, None),
        TransportErrorKind::ConnectTimeout | TransportErrorKind::Timeout => {
            (ErrorKind::Timeout, error.timeout())
        }
        TransportErrorKind::Other => (ErrorKind::Transport, None),
    };
    let message = match timeout {
        Some(timeout) => timeout.message().to_owned(),
        None => error.to_string(),
    };
    Error::new(kind, message)
        .timed_out(timeout)
        .caused_by(error.into_source())
}
