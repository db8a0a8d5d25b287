//! The token that goes with each attempt of a call, where a provider has it.
//!
//! Takes a request; puts the token in, and says whether one that the server refused can be renewed.
//! Sends nothing, and asks the provider through `provided`.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::AUTHORIZATION;

use crate::runtime::Error;
use crate::runtime::deadline::{Alarm, Limit, Timeout, within};
use crate::runtime::provided::{Failure, Provided};
use crate::runtime::reply::broken;
use crate::runtime::request::Request;
use crate::runtime::timer::Timer;

/// Of one call. Where it needs no provider, there is nothing to it.
pub(crate) struct Authorization {
    provided: Option<Arc<Provided>>,
    /// Which of the provider's tokens went with the last attempt.
    sent: u64,
    /// Which one the server refused.
    refused: Option<u64>,
}

impl Authorization {
    pub(crate) fn of(request: &Request, http: &http::Request<Bytes>) -> Result<Self, Error> {
        Ok(Self {
            provided: request.provided(http)?,
            sent: 0,
            refused: None,
        })
    }

    /// Puts in the token for the next attempt. The call has this much time `left`.
    pub(crate) async fn put(
        &mut self,
        http: &mut http::Request<Bytes>,
        timer: Option<&Arc<dyn Timer>>,
        left: Duration,
    ) -> Result<(), Error> {
        let Some(provided) = &self.provided else {
            return Ok(());
        };
        let limit = Limit {
            after: left,
            which: Timeout::Operation,
        };
        let mut alarm = Alarm::set(timer, limit);
        let asked = async { Ok(provided.token(timer, self.refused).await) };
        let given = within(&mut alarm, asked).await;
        let given = given.map_err(|late| broken(late).unsent())?;
        let held = given.map_err(Failure::into_error)?;
        self.sent = held.number;
        http.headers_mut().insert(AUTHORIZATION, held.header);
        Ok(())
    }

    /// Whether the server refused a token that the provider can replace, for the first time: the next
    /// attempt has another one.
    pub(crate) fn renews(&mut self, error: &Error) -> bool {
        let unauthorized = error.is_api() && error.status() == Some(StatusCode::UNAUTHORIZED);
        let renews = unauthorized && self.can_renew();
        if renews {
            self.refused = Some(self.sent);
        }
        renews
    }

    /// Whether that may still happen.
    pub(crate) fn can_renew(&self) -> bool {
        self.provided.is_some() && self.refused.is_none()
    }

    /// How many attempts there were for no other reason than that.
    pub(crate) fn renewals(&self) -> u32 {
        u32::from(self.refused.is_some())
    }
}
