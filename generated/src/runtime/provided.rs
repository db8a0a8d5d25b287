//! A token from a provider, as long as it is valid.
//!
//! Takes a provider; gives its token as a header, and asks for another one where there is none or it
//! was refused. Calls that ask at the same time share one answer. Starts no task.

use std::error::Error as StdError;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, SystemTime};

use http::HeaderValue;

use crate::runtime::credential::bearer;
use crate::runtime::flight::Flight;
use crate::runtime::timer::{self, Timer};
use crate::runtime::token::{ProvidedToken, ProviderError, TokenProvider, TokenReason};
use crate::runtime::{Error, ErrorKind};

/// The token of one client, under the method of the builder that set it.
pub(crate) struct Provided {
    method: &'static str,
    provider: Arc<dyn TokenProvider>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    /// How many tokens there were.
    count: u64,
    /// Up to which of them the server refused them.
    refused: u64,
    /// While the provider is asked.
    flight: Weak<Flight<Given>>,
}

/// A token, ready to be sent.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) header: HeaderValue,
    /// Which one of the client's it is.
    pub(crate) number: u64,
    /// When it is no longer valid, by the clock of [`now`].
    until: Option<Duration>,
}

type Given = Result<Held, Failure>;

/// Why there is no token.
#[derive(Clone)]
pub(crate) struct Failure {
    message: String,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Failure {
    pub(crate) fn into_error(self) -> Error {
        let error = Error::new(ErrorKind::Credential, self.message);
        match self.source {
            Some(source) => error.caused_by(source),
            None => error,
        }
    }
}

impl Provided {
    pub(crate) fn new(method: &'static str, provider: Arc<dyn TokenProvider>) -> Arc<Self> {
        Arc::new(Self {
            method,
            provider,
            state: Mutex::default(),
        })
    }

    /// The server refused the token of this number: nobody is given it again, nor one before it.
    pub(crate) fn refuse(&self, number: u64) {
        let mut state = self.state();
        state.refused = state.refused.max(number);
    }

    /// The token to send: one that is valid, and that the server did not refuse.
    pub(crate) async fn token(self: &Arc<Self>, timer: Option<&Arc<dyn Timer>>) -> Given {
        let flight = {
            let mut state = self.state();
            if let Some(held) = state.usable(now(timer)) {
                return Ok(held);
            }
            let under_way = state.flight.upgrade();
            under_way.unwrap_or_else(|| {
                let flight = self.ask(state.reason(), timer.cloned());
                state.flight = Arc::downgrade(&flight);
                flight
            })
        };
        flight.wait().await
    }

    fn ask(
        self: &Arc<Self>,
        reason: TokenReason,
        timer: Option<Arc<dyn Timer>>,
    ) -> Arc<Flight<Given>> {
        let this = Arc::clone(self);
        Flight::new(Box::pin(async move {
            let given = this.provider.token(reason).await;
            this.keep(given, now(timer.as_ref()))
        }))
    }

    /// Takes in what the provider gave.
    fn keep(&self, given: Result<ProvidedToken, ProviderError>, now: Option<Duration>) -> Given {
        let mut state = self.state();
        // Who comes from now on asks anew, or finds the token.
        state.flight = Weak::new();
        let given = given.map_err(|source| Failure {
            message: format!(
                "the provider of the credential `{}` has no token",
                self.method
            ),
            source: Some(source.into()),
        })?;
        let header = bearer(&given.token).map_err(|wrong| Failure {
            message: format!(
                "what the provider of the credential `{}` gave {wrong}",
                self.method
            ),
            source: None,
        })?;
        state.count += 1;
        let held = Held {
            header,
            number: state.count,
            until: given.valid_for.map(|time| {
                // Without a clock, for this attempt.
                now.map_or(Duration::ZERO, |now| now.saturating_add(time))
            }),
        };
        state.held = Some(held.clone());
        Ok(held)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The same provider gives the same tokens.
impl PartialEq for Provided {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.provider, &other.provider)
    }
}

impl Eq for Provided {}

impl State {
    fn usable(&self, now: Option<Duration>) -> Option<Held> {
        let held = self.held.as_ref()?;
        let valid = held
            .until
            .is_none_or(|until| now.is_some_and(|now| now < until));
        (valid && held.number > self.refused).then(|| held.clone())
    }

    fn reason(&self) -> TokenReason {
        match &self.held {
            None => TokenReason::First,
            Some(held) if held.number <= self.refused => TokenReason::Refused,
            Some(_) => TokenReason::Expired,
        }
    }
}

/// The clock that tokens are kept by: the timer's, else the time of day.
fn now(timer: Option<&Arc<dyn Timer>>) -> Option<Duration> {
    match timer {
        Some(timer) => Some(timer.now()),
        None => timer::wall()?.duration_since(SystemTime::UNIX_EPOCH).ok(),
    }
}
