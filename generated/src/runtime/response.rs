//! A decoded response with its status and headers.
//!
//! Takes both from the exchange; gives accessors. Decodes nothing.

use std::fmt;
use std::time::{Duration, SystemTime};

use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use crate::runtime::rate_limit::RateLimit;
use crate::runtime::retry_after::retry_after;
use crate::service::SERVICE;

/// What an operation answered, with status and headers.
#[derive(Clone, Debug)]
pub struct Response<T> {
    value: T,
    meta: Meta,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, meta: Meta) -> Self {
        Self { value, meta }
    }

    /// What the operation answered.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// What the operation answered, by itself.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }

    /// The status: always a 2xx.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.meta.status()
    }

    /// All headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.meta.headers()
    }

    /// The server's name for the call: give it to the API's support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.meta.request_id()
    }

    /// How many times the request was sent: 1, unless it was repeated.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.meta.attempts()
    }

    /// How long the server asks to wait before the next call, from when the response came.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.meta.retry_after()
    }

    /// How much may still be asked, where the server says so.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.meta.rate_limit()
    }
}

/// Status and headers. Its `Debug` shows no header's value but the request's name.
#[derive(Clone)]
pub(crate) struct Meta {
    status: StatusCode,
    headers: HeaderMap,
    attempts: u32,
    /// When it came: what dates in headers are counted from.
    received: Option<SystemTime>,
}

impl Meta {
    /// Of the first attempt.
    pub(crate) fn new(status: StatusCode, headers: HeaderMap) -> Self {
        Self {
            status,
            headers,
            attempts: 1,
            received: None,
        }
    }

    /// Of an attempt of that number, at that time.
    pub(crate) fn arrived(mut self, attempt: u32, time: Option<SystemTime>) -> Self {
        self.attempts = attempt;
        self.received = time;
        self
    }

    pub(crate) fn attempts(&self) -> u32 {
        self.attempts
    }

    pub(crate) fn retry_after(&self) -> Option<Duration> {
        retry_after(&self.headers, self.received)
    }

    pub(crate) fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::read(&self.headers, self.received)
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The media type of the body, without parameters and in lower case.
    pub(crate) fn media_type(&self) -> Option<String> {
        let said = self.headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let essence = said.split(';').next().unwrap_or_default();
        Some(essence.trim().to_ascii_lowercase())
    }

    pub(crate) fn request_id(&self) -> Option<&str> {
        self.headers.get(SERVICE.request_id_header?)?.to_str().ok()
    }
}

impl fmt::Debug for Meta {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Meta")
            .field("status", &self.status)
            .field("request_id", &self.request_id())
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}
