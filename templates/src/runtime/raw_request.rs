//! A call that the API's document doesn't have.
//!
//! Takes a method, a path and what goes with them; sends it as the client sends its other calls.
//! Knows no operation and checks no parameter.

use std::fmt::Display;

use http::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::runtime::client::Client;
use crate::runtime::file::File;
use crate::runtime::operation::Operation;
use crate::runtime::path::written;
use crate::runtime::raw_response::RawResponse;
use crate::runtime::request::{Request, Target};
use crate::runtime::response::Response;
use crate::runtime::sending::Sending;

/// What such a call has in common with operations. Method and path stand in its target.
static UNTYPED: Operation = Operation {
    id: "Client::request",
    method: Method::GET,
    path: "",
    accept: "application/json",
    base_url: None,
    security: &[],
};

/// Headers that say where a request goes and how long it is: the transport's to write.
const FRAMING: [&str; 4] = ["connection", "content-length", "host", "transfer-encoding"];

impl Client {
    /// A call that this crate has no method for, with the same credentials, retries, limits and user
    /// agent as all others.
    ///
    /// `path` goes on where the base URL ends: `"/zones/7"`, or `"zones/7"`. It never leads to another
    /// host. What is encoded in it stays as it is, all else is encoded where it must be; values that
    /// may hold a slash are the caller's to encode. A segment that is empty, `.` or `..`, and a `?`,
    /// are refused when it is sent, and so is the method `CONNECT`, which has no path.
    ///
    /// All credentials that the client has go with it; of two that are sent in the same place, the one
    /// that was set first. It is repeated as [`RetryPolicy`](crate::RetryPolicy) says, by its method.
    ///
    /// Errors, and `mock::Mock`, call its operation `Client::request`.
    ///
    /// # Errors
    ///
    /// None here: what is refused is told by the methods that send it.
    pub fn request(&self, method: Method, path: impl AsRef<str>) -> RawRequest {
        let mut request = Request::new(self, &UNTYPED);
        let path = written(path.as_ref()).unwrap_or_else(|wrong| {
            request.refuse(wrong.to_owned(), None);
            String::new()
        });
        if method == Method::CONNECT {
            let wrong = "`CONNECT` is for tunnels, and goes to no path; use another method";
            request.refuse(wrong.to_owned(), None);
        }
        let request = request.to(Target { method, path });
        RawRequest { request }
    }
}

/// A call without types, made by [`Client::request`]. The first thing that can't be sent is kept, and
/// told when it is.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`, `send_with_meta` or `send_raw`"]
pub struct RawRequest {
    pub(crate) request: Request,
}

/// Filling it.
impl RawRequest {
    /// Adds a pair to the query; both are encoded (RFC 3986, section 2.1). Several of one name are all
    /// sent, in their order.
    pub fn query(mut self, name: impl AsRef<str>, value: impl Display) -> Self {
        self.request.add_query(name.as_ref(), &value.to_string());
        self
    }

    /// Sets a header. An earlier one of that name is replaced, and so is one that the client would
    /// send, a credential too. `Host`, `Connection` and what says how long the body is are refused.
    pub fn header(mut self, name: impl AsRef<str>, value: impl Display) -> Self {
        let name = name.as_ref();
        if FRAMING.iter().any(|one| name.eq_ignore_ascii_case(one)) {
            let wrong = format!("the header `{name}` is the transport's to write");
            self.request.refuse(wrong, None);
        } else {
            self.request.set_header(name, &value.to_string());
        }
        self
    }

    /// Sets the body, as `application/json`.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        self.request.json(body);
        self
    }

    /// Sets the body, as it is: bytes, text, or a [`File`](crate::File) that isn't in memory.
    pub fn body(mut self, media_type: impl AsRef<str>, body: impl Into<File>) -> Self {
        self.request.bytes(media_type.as_ref(), body);
        self
    }
}

/// Sending it.
impl RawRequest {
    /// Sends it and reads the body as JSON. One without bytes is read as `null`, so that `()` or an
    /// `Option` takes it. No envelope is opened.
    ///
    /// # Errors
    ///
    /// See [`Error`](crate::Error): a status that isn't 2xx, and a body that says that the call
    /// failed, are errors, as for all other calls.
    pub fn send<T: DeserializeOwned + 'static>(self) -> Sending<T> {
        self.request.send_json()
    }

    /// As [`send`](Self::send), and gives status and headers with the body.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub fn send_with_meta<T: DeserializeOwned + 'static>(self) -> Sending<Response<T>> {
        self.request.send_json_with_meta()
    }

    /// Sends it and gives the response as it comes, whatever its status is. `Accept` is `*/*`, unless
    /// it was set.
    ///
    /// # Errors
    ///
    /// What can go wrong before the headers of a response have come: see [`RawResponse`].
    pub fn send_raw(self) -> Sending<RawResponse> {
        self.request.accepting("*/*").send_raw()
    }
}
