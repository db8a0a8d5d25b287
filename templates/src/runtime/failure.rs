//! Documented bodies of calls that failed.
//!
//! Takes an [`Error`] with the body it kept, and what the API's document says of a failure; gives the
//! body as its type, where the error is that failure. Asks the server nothing.

use std::fmt;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use crate::runtime::decode::{Undecodable, place, unmarked};
use crate::runtime::operation::Operation;
use crate::runtime::{Error, ErrorKind};

/// A failure that the API's document describes: of one operation, with one status or some, and with
/// a body that is a `T`. Builders of requests have a constant for each; [`Error::failure`] reads it.
pub struct Failure<T> {
    operation: &'static Operation,
    status: &'static str,
    before: &'static [&'static str],
    body: PhantomData<fn() -> T>,
}

impl<T> Failure<T> {
    /// `status` is one such as `404`, a range such as `4XX`, or `default`.
    pub(crate) const fn new(operation: &'static Operation, status: &'static str) -> Self {
        Self {
            operation,
            status,
            before: &[],
            body: PhantomData,
        }
    }

    /// Statuses that are described by themselves, though this one would mean them, too.
    pub(crate) const fn after(mut self, before: &'static [&'static str]) -> Self {
        self.before = before;
        self
    }

    /// Which statuses it is about, in the words of the document: one such as `404`, a range such as
    /// `4XX`, or `default`, which is every status that isn't described by itself and no success.
    #[must_use]
    pub fn status(&self) -> &'static str {
        self.status
    }

    /// Whether an error is this failure: the server's answer to a call of the operation, with a
    /// status that is meant. One status goes before a range, and a range before `default` (`OpenAPI`
    /// 3.0, Responses Object). A success whose envelope says failure is none.
    #[must_use]
    pub fn is(&self, error: &Error) -> bool {
        let Some(status) = error.status().filter(|status| !status.is_success()) else {
            return false;
        };
        let status = status.as_str();
        error.kind() == ErrorKind::Api
            && error.operation() == Some(self.operation.id)
            && means(self.status, status)
            && !self.before.iter().any(|other| means(other, status))
    }
}

/// Whether the status of a document means that of a response.
fn means(documented: &str, status: &str) -> bool {
    match documented.strip_suffix("XX") {
        Some(class) => status.starts_with(class),
        None => documented == "default" || documented == status,
    }
}

impl<T> Clone for Failure<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Failure<T> {}

impl<T> fmt::Debug for Failure<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Failure")
            .field("operation", &self.operation.id)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// Reading the body of a failure.
impl Error {
    /// The body of a documented failure, by the constant of the builder that made the call. `None`
    /// if the error is something else: another status, another call, no answer of the server at all;
    /// and where the body is empty. [`Failure::is`] tells the two apart.
    ///
    /// # Errors
    ///
    /// As for [`Self::body_as`].
    #[must_use]
    pub fn failure<T: DeserializeOwned>(&self, failure: Failure<T>) -> Option<Result<T, Self>> {
        failure.is(self).then(|| self.body_as())?
    }

    /// The body as the JSON of a `T`, whatever the status is. `None` where there is no body: for
    /// other kinds than [`ErrorKind::Api`] and [`ErrorKind::Decode`], and where it is empty. At most
    /// the first 1 MiB of a body is kept, so a larger one can't be read.
    ///
    /// # Errors
    ///
    /// The body isn't the JSON of a `T`: an error of kind [`ErrorKind::Decode`] that says where.
    #[must_use]
    pub fn body_as<T: DeserializeOwned>(&self) -> Option<Result<T, Self>> {
        let body = self.body().filter(|body| !body.is_empty())?;
        let body = unmarked(body);
        let read = serde_json::from_slice(body).map_err(|error| {
            let mut again = serde_json::Deserializer::from_slice(body);
            let path = serde_path_to_error::deserialize::<_, T>(&mut again)
                .err()
                .map(|error| error.path().to_string());
            self.unreadable(&error, path.filter(|path| path != "."))
        });
        Some(read)
    }

    /// That the body isn't what it is read as. It is about the same response.
    fn unreadable(&self, error: &serde_json::Error, path: Option<String>) -> Self {
        let at = path.as_ref().map(|path| format!(" at `{path}`"));
        let message = format!(
            "the body of the failure can't be decoded{}",
            at.unwrap_or_default()
        );
        let made = Self::new(ErrorKind::Decode, message)
            .with_body(self.body().cloned().unwrap_or_default())
            .caused_by(Undecodable::new(error))
            .at(place(error, path));
        self.about(made)
    }
}
