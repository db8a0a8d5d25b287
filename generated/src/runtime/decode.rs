//! From a response to the value that the caller wants.
//!
//! Takes a [`Reply`]; gives the decoded body, or an error that says where it isn't what the API's
//! document says. Good bodies are decoded once; bad ones a second time, to find the place.

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_ENCODING;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::codec::{Exact, ReadExactly};
use crate::runtime::error::Place;
use crate::runtime::exchange::{Reply, named};
use crate::runtime::incoming::EVENTS;
use crate::runtime::request::Request;
use crate::runtime::response::Response;
use crate::runtime::sending::Sending;
use crate::runtime::{Error, ErrorKind};
use crate::service::SERVICE;

/// U+FEFF in UTF-8.
pub(crate) const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Sending a request: each of these says what the response is read as.
impl Request {
    /// The body.
    pub(crate) fn send<T: DeserializeOwned>(self) -> Sending<T> {
        Sending::new(self, |reply| reply.decode())
    }

    /// The body, with status and headers.
    pub(crate) fn send_with_meta<T: DeserializeOwned>(self) -> Sending<Response<T>> {
        Sending::new(self, |reply| {
            Ok(Response::new(reply.decode()?, reply.into_meta()))
        })
    }

    /// The body as JSON, unless it says that the call failed. One without bytes is read as `null`.
    pub(crate) fn send_json<T: DeserializeOwned + 'static>(self) -> Sending<T> {
        self.read(Reply::json)
    }

    /// The body as JSON, unless it says that the call failed, with status and headers.
    pub(crate) fn send_json_with_meta<T: DeserializeOwned + 'static>(self) -> Sending<Response<T>> {
        self.read_with_meta(Reply::json)
    }

    /// What `read` makes of the body.
    pub(crate) fn read<T: 'static>(self, read: fn(&Reply) -> Result<T, Error>) -> Sending<T> {
        Sending::new(self, move |reply| read(&reply.succeeded()?))
    }

    /// What `read` makes of the body, with status and headers.
    pub(crate) fn read_with_meta<T: 'static>(
        self,
        read: fn(&Reply) -> Result<T, Error>,
    ) -> Sending<Response<T>> {
        Sending::new(self, move |reply| {
            let reply = reply.succeeded()?;
            Ok(Response::new(read(&reply)?, reply.into_meta()))
        })
    }

    /// Nothing but success.
    pub(crate) fn send_empty(self) -> Sending<()> {
        Sending::new(self, |reply| reply.succeeded().map(|_| ()))
    }

    /// Success, with status and headers.
    pub(crate) fn send_empty_with_meta(self) -> Sending<Response<()>> {
        Sending::new(self, |reply| {
            Ok(Response::new((), reply.succeeded()?.into_meta()))
        })
    }
}

impl Reply {
    /// The body as a `T`. That it is UTF-8 is looked at for all of it at once, which is less work than for each text in it.
    pub(crate) fn decode<T: DeserializeOwned>(&self) -> Result<T, Error> {
        match std::str::from_utf8(unmarked(self.body())).map(serde_json::from_str) {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => self.decode_again::<T>(Some(error)),
            // What is read of it may be UTF-8 all the same.
            Err(_) => self.decode_again(None),
        }
    }

    /// The body as a `T`, or the place where it isn't one. The `error` that is known already counts.
    fn decode_again<T: DeserializeOwned>(
        &self,
        error: Option<serde_json::Error>,
    ) -> Result<T, Error> {
        let mut reader = serde_json::Deserializer::from_slice(unmarked(self.body()));
        let (error, path) = match serde_path_to_error::deserialize::<_, T>(&mut reader) {
            Ok(value) => match error.or_else(|| reader.end().err()) {
                Some(error) => (error, None),
                None => return Ok(value),
            },
            Err(found) => {
                let path = found.path().to_string();
                (error.unwrap_or_else(|| found.into_inner()), Some(path))
            }
        };
        Err(self.undecodable(&error, path))
    }

    /// The body as a `T` that has numbers in it.
    pub(crate) fn exact<T: for<'de> ReadExactly<'de>>(&self) -> Result<T, Error> {
        self.decode().map(|Exact(value)| value)
    }

    /// As [`Self::exact`], or nothing where there is no body.
    pub(crate) fn optional_exact<T: for<'de> ReadExactly<'de>>(&self) -> Result<Option<T>, Error> {
        Ok(self.optional()?.map(|Exact(value)| value))
    }

    /// The body as a `T`, or nothing where there is none.
    pub(crate) fn optional<T: DeserializeOwned>(&self) -> Result<Option<T>, Error> {
        if self.body().is_empty() {
            Ok(None)
        } else {
            self.decode().map(Some)
        }
    }

    /// The body as a `T`; where there is none, `null` as a `T`.
    fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let null = self.body().is_empty().then(|| serde_json::from_str("null"));
        match null {
            Some(Ok(value)) => Ok(value),
            _ => self.decode(),
        }
    }

    /// The body as text (UTF-8).
    pub(crate) fn text(&self) -> Result<String, Error> {
        String::from_utf8(self.body().to_vec()).map_err(|error| {
            let message = format!(
                "the server answered {} with {} isn't text in UTF-8 from byte {} on",
                named(self.meta().status()),
                self.part(),
                error.utf8_error().valid_up_to()
            );
            self.error(ErrorKind::Decode, message)
                .with_body(self.kept_body())
        })
    }

    /// The body as it came.
    #[allow(
        clippy::unnecessary_wraps,
        reason = "one of several ways to read a body; others fail"
    )]
    pub(crate) fn bytes(&self) -> Result<Bytes, Error> {
        Ok(self.body().clone())
    }

    /// The status.
    pub(crate) fn status(&self) -> u16 {
        self.meta().status().as_u16()
    }

    /// Itself, unless the envelope's flag says that the call failed.
    pub(crate) fn succeeded(self) -> Result<Self, Error> {
        if self.says_failure() {
            Err(self.refused())
        } else {
            Ok(self)
        }
    }

    /// Whether the envelope's flag is `false`, whatever else the body is.
    pub(crate) fn says_failure(&self) -> bool {
        SERVICE.success.is_some_and(|pointer| {
            let body = serde_json::from_slice::<Value>(unmarked(self.body()));
            body.is_ok_and(|body| body.pointer(pointer) == Some(&Value::Bool(false)))
        })
    }

    /// A body that isn't a success: the server's failure, or one that nobody foresaw.
    fn undecodable(&self, error: &serde_json::Error, path: Option<String>) -> Error {
        if self.says_failure() {
            return self.refused();
        }
        let path = path.filter(|path| path != ".");
        let status = named(self.meta().status());
        let message = match &path {
            _ if self.body().is_empty() => {
                format!("the server answered {status} with an empty body")
            }
            _ if self.items() == 0 && self.meta().media_type().as_deref() == Some(EVENTS) => {
                format!(
                    "the server answered {status} with a stream of `{EVENTS}`; \
                     does the request ask for one?"
                )
            }
            Some(path) => format!(
                "the server answered {status} with {} can't be decoded at `{path}`",
                self.part()
            ),
            None => format!(
                "the server answered {status} with {} can't be decoded{}",
                self.part(),
                self.nature()
            ),
        };
        self.error(ErrorKind::Decode, message)
            .with_body(self.kept_body())
            .caused_by(Undecodable::new(error))
            .at(place(error, path))
    }
}

/// What a server may say that its body is, where it isn't JSON. Nothing else that stands in its headers is shown.
const CODINGS: [&str; 4] = ["gzip", "br", "deflate", "zstd"];
const OTHERS: [&str; 4] = ["text/html", "text/plain", "text/xml", "application/xml"];

impl Reply {
    /// What explains that nothing of the body is JSON.
    fn nature(&self) -> String {
        let coding = self.meta().headers().get(CONTENT_ENCODING);
        let coding = CODINGS
            .iter()
            .find(|one| coding.is_some_and(|it| it == **one));
        if let Some(coding) = coding {
            return format!("; it is compressed by `{coding}`, which isn't read here");
        }
        let said = self.meta().media_type();
        let other = OTHERS.iter().find(|one| said.as_deref() == Some(**one));
        other.map_or_else(String::new, |other| format!("; it is `{other}`"))
    }
}

/// A body as it is read as JSON: without a byte order mark, which some servers put before it (RFC 8259, section 8.1).
pub(crate) fn unmarked(body: &[u8]) -> &[u8] {
    body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body)
}

/// Where decoding stopped: the path in the JSON, and line and column of the text.
pub(crate) fn place(error: &serde_json::Error, path: Option<String>) -> Place {
    Place {
        path,
        line: (error.line() > 0).then_some(error.line()),
        column: (error.line() > 0).then_some(error.column()),
    }
}

/// Why decoding stopped, without any text of the body.
#[derive(Debug)]
pub(crate) struct Undecodable(String);

impl Undecodable {
    pub(crate) fn new(error: &serde_json::Error) -> Self {
        Self(without_text(&error.to_string()))
    }
}

impl fmt::Display for Undecodable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Undecodable {}

/// Takes out what stands in double quotes: serde shows a string of the body that way, and it may be
/// a secret.
fn without_text(message: &str) -> String {
    match (message.split_once('"'), message.rsplit_once('"')) {
        (Some((before, _)), Some((_, after))) => format!("{before}\"…\"{after}"),
        _ => message.to_owned(),
    }
}
