//! A decoded response with its status and headers.
//!
//! Takes both from the exchange; gives accessors. Decodes nothing.

use std::fmt;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

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
}

/// Status and headers. Its `Debug` shows no header's value but the request's name.
#[derive(Clone)]
pub(crate) struct Meta {
    status: StatusCode,
    headers: HeaderMap,
}

impl Meta {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap) -> Self {
        Self { status, headers }
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
            .finish_non_exhaustive()
    }
}
