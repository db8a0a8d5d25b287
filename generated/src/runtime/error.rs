//! The one error of this crate.
//!
//! Takes what went wrong and where; gives a small opaque value with accessors. Its text and its
//! `Debug` never show a body, a header or a credential.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::api_error::ApiError;
use crate::runtime::deadline::Timeout;
use crate::runtime::rate_limit::RateLimit;
use crate::runtime::response::Meta;

/// What an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client can't be built like this.
    Configuration,
    /// The request can't be made like this: an argument is out of bounds, a credential is missing.
    /// Nothing was sent.
    Request,
    /// A provider of tokens has none, or one that can't be sent: see
    /// [`BearerToken::provided_by`](crate::BearerToken::provided_by). The call wasn't sent, unless an
    /// attempt before was.
    Credential,
    /// No connection came about. The server has seen nothing of the request.
    Connect,
    /// Some time was over: [`Error::timeout`] says which, [`Error::may_have_been_sent`] whether the
    /// server may have seen the request.
    Timeout,
    /// The call broke on the way. The server may have seen the request.
    Transport,
    /// The response has more bytes than `ClientBuilder::max_response_bytes` allows.
    BodyTooLarge,
    /// The server says that the call failed: by a status that isn't 2xx, or in the body of a 2xx.
    Api,
    /// A successful response isn't what the API's document says.
    Decode,
    /// The pages of a list don't follow each other.
    Pagination,
}

/// What went wrong, in one call or in building the client.
///
/// Its text fits a log: it shows neither bodies nor headers nor credentials, only the code and the
/// message of each entry that the server reported. The cause, where there is one, is its
/// [`source`](StdError::source).
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    operation: Option<&'static str>,
    message: String,
    response: Option<Meta>,
    entries: Vec<ApiError>,
    body: Option<Bytes>,
    place: Place,
    timeout: Option<Timeout>,
    attempts: u32,
    /// Whether the server may have seen an attempt before the last.
    seen: bool,
    /// Whether it came before anything was sent.
    unsent: bool,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// Where decoding stopped.
#[derive(Default)]
pub(crate) struct Place {
    pub(crate) path: Option<String>,
    pub(crate) line: Option<usize>,
    pub(crate) column: Option<usize>,
}

impl Error {
    /// What it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation that was called, by its name in the API's document.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.0.operation
    }

    /// The status of the response, if one arrived.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.response.as_ref().map(Meta::status)
    }

    /// The headers of the response, if one arrived.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.response.as_ref().map(Meta::headers)
    }

    /// The server's name for the call: give it to the API's support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.response.as_ref().and_then(Meta::request_id)
    }

    /// What the server reported, for [`ErrorKind::Api`]. Empty when the body isn't of the API's
    /// shape.
    #[must_use]
    pub fn errors(&self) -> &[ApiError] {
        &self.0.entries
    }

    /// The raw body, for [`ErrorKind::Api`] and [`ErrorKind::Decode`]: at most its first 1 MiB.
    /// [`Self::failure`] and [`Self::body_as`] read it.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.0.body.as_ref()
    }

    /// Where decoding stopped, such as `result[0].name`. `None` for the body as a whole.
    #[must_use]
    pub fn json_path(&self) -> Option<&str> {
        self.0.place.path.as_deref()
    }

    /// The line of the body where decoding stopped, from 1.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.0.place.line
    }

    /// The column of that line, in bytes, from 1. 0 says that the line before is at fault.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.0.place.column
    }

    /// How long the server asks to wait before the next call, from when its answer came
    /// (`Retry-After` or `retry-after-ms`).
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.response.as_ref()?.retry_after()
    }

    /// How much may still be asked, where the server says so.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.0.response.as_ref()?.rate_limit()
    }

    /// Which limit had passed, for [`ErrorKind::Timeout`].
    #[must_use]
    pub fn timeout(&self) -> Option<Timeout> {
        self.0.timeout
    }

    /// How many times the request was sent, or tried to. 0: not at all.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether the server may have seen the request, in any attempt. Where it hasn't, the call can be
    /// made again without harm.
    #[must_use]
    pub fn may_have_been_sent(&self) -> bool {
        let unsent = match self.kind() {
            _ if self.0.unsent => true,
            ErrorKind::Configuration
            | ErrorKind::Request
            | ErrorKind::Credential
            | ErrorKind::Connect => true,
            ErrorKind::Timeout => self.timeout() == Some(Timeout::Connect),
            _ => false,
        };
        self.0.seen || !unsent
    }

    /// Whether some time was over.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// Whether no connection came about.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.kind() == ErrorKind::Connect || self.timeout() == Some(Timeout::Connect)
    }

    /// Whether the server says that the call failed.
    #[must_use]
    pub fn is_api(&self) -> bool {
        self.kind() == ErrorKind::Api
    }

    /// Whether a successful response couldn't be read.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        self.kind() == ErrorKind::Decode
    }

    /// Whether the status is 404.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// Whether the status is 401 or 403.
    #[must_use]
    pub fn is_auth(&self) -> bool {
        matches!(
            self.status(),
            Some(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
        )
    }

    /// Whether the status is 429.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }
}

/// How the runtime makes errors.
impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            operation: None,
            message: message.into(),
            response: None,
            entries: Vec::new(),
            body: None,
            place: Place::default(),
            timeout: None,
            attempts: 0,
            seen: false,
            unsent: false,
            source: None,
        }))
    }

    pub(crate) fn of(mut self, operation: &'static str) -> Self {
        self.0.operation = Some(operation);
        self
    }

    pub(crate) fn with_response(mut self, meta: &Meta) -> Self {
        self.0.attempts = meta.attempts();
        self.0.response = Some(meta.clone());
        self
    }

    /// Another error about the same response to the same call.
    pub(crate) fn about(&self, mut other: Self) -> Self {
        other.0.operation = self.0.operation;
        other.0.response.clone_from(&self.0.response);
        other.0.attempts = self.0.attempts;
        other.0.seen = self.0.seen;
        other.0.unsent = self.0.unsent;
        other
    }

    pub(crate) fn timed_out(mut self, timeout: Option<Timeout>) -> Self {
        self.0.timeout = timeout;
        self
    }

    /// After so many attempts.
    pub(crate) fn tried(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// Nothing was sent, whatever its kind says.
    pub(crate) fn unsent(mut self) -> Self {
        self.0.unsent = true;
        self
    }

    /// Whether the server may have seen one of the attempts.
    pub(crate) fn seen(mut self, seen: bool) -> Self {
        self.0.seen = seen;
        self
    }

    pub(crate) fn with_body(mut self, body: Bytes) -> Self {
        self.0.body = Some(body);
        self
    }

    pub(crate) fn with_entries(mut self, entries: Vec<ApiError>) -> Self {
        self.0.entries = entries;
        self
    }

    pub(crate) fn at(mut self, place: Place) -> Self {
        self.0.place = place;
        self
    }

    pub(crate) fn caused_by(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }
}

/// How many reported entries the text shows.
const SHOWN: usize = 3;

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(formatter, "{operation}: ")?;
        }
        formatter.write_str(&self.0.message)?;
        for (index, entry) in self.0.entries.iter().take(SHOWN).enumerate() {
            write!(formatter, "{}{entry}", if index == 0 { ": " } else { "; " })?;
        }
        match self.0.entries.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(formatter, "; and {more} more"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Error")
            .field("kind", &self.kind())
            .field("message", &format_args!("{self}"))
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("attempts", &self.attempts())
            .field("json_path", &self.json_path())
            .field("source", &self.0.source)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.source {
            Some(source) => Some(&**source),
            None => None,
        }
    }
}
