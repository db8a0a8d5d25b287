//! Bodies that wrap the value that the caller wants.
//!
//! Gives the trait that such responses implement, and how calls are sent whose answers are such.

use serde::de::DeserializeOwned;

use crate::runtime::Error;
use crate::runtime::reply::Reply;
use crate::runtime::request::Request;
use crate::runtime::response::{Meta, Response};
use crate::runtime::sending::Sending;

/// A body that says whether the call succeeded, around the value that the caller wants.
pub(crate) trait Envelope: DeserializeOwned {
    /// What the caller wants.
    type Content;

    /// What the flag says.
    fn succeeded(&self) -> bool;

    /// What is inside.
    fn into_content(self) -> Self::Content;
}

impl Request {
    /// What is inside the envelope.
    pub(crate) fn send_enveloped<T: Envelope>(self) -> Sending<T::Content> {
        Sending::new(self, |reply| {
            let (envelope, _) = reply.into_envelope::<T>()?;
            Ok(envelope.into_content())
        })
    }

    /// The whole envelope, with status and headers.
    pub(crate) fn send_enveloped_with_meta<T: Envelope>(self) -> Sending<Response<T>> {
        Sending::new(self, |reply| {
            let (envelope, meta) = reply.into_envelope()?;
            Ok(Response::new(envelope, meta))
        })
    }
}

impl Reply {
    /// The body as an envelope that says success.
    fn into_envelope<T: Envelope>(self) -> Result<(T, Meta), Error> {
        let envelope: T = self.decode()?;
        if envelope.succeeded() {
            Ok((envelope, self.into_meta()))
        } else {
            Err(self.refused())
        }
    }
}
