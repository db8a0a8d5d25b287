//! Whether a call that failed is sent again, and when.
//!
//! Takes the error of an attempt; gives a verdict and a wait. Waits for nothing and sends nothing.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, Method, StatusCode};

use crate::runtime::deadline::Timeout;
use crate::runtime::{Error, ErrorKind};

/// How often a call is tried, and how long it waits in between.
///
/// A call is repeated after the statuses 408, 429, 500, 502, 503 and 504, and where it broke on the
/// way. GET, HEAD, OPTIONS, TRACE, PUT and DELETE are (RFC 9110, section 9.2.2: sent twice, they do
/// the same). POST and PATCH are only
///
/// - where no connection came about, so that the server has seen nothing;
/// - after 429 and 503 with a `Retry-After`, by which the server says that it did nothing;
/// - with a key by which the server knows the repetition: one of
///   [`idempotency_key`](Self::idempotency_key), or the caller's in a header `Idempotency-Key`.
///
/// That a token is renewed after a 401 is no retry:
/// [`BearerToken::provided_by`](crate::BearerToken::provided_by).
///
/// What arrived and can't be decoded, is too large, or is a success whose body says failure, is
/// never repeated. All calls of a client and of its clones share a budget for retries, so that a
/// server that is down isn't asked three times as often.
#[derive(Clone)]
pub struct RetryPolicy {
    max_attempts: u32,
    initial_backoff: Duration,
    throttled_backoff: Duration,
    max_backoff: Duration,
    max_retry_after: Duration,
    idempotency_key: Option<HeaderName>,
    classify: Option<Arc<Classify>>,
}

type Classify = dyn Fn(&Attempt<'_>) -> Verdict + Send + Sync;

/// What is to be done about an attempt that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// What [`RetryPolicy`] says.
    Usual,
    /// It may be sent again, whatever its method is. Attempts, time and budget bound it as ever.
    Retry,
    /// It isn't sent again.
    Forbidden,
}

/// An attempt that failed.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    pub(crate) method: &'a Method,
    pub(crate) number: u32,
    pub(crate) error: &'a Error,
}

impl Attempt<'_> {
    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.method
    }

    /// Which attempt of its call it was, from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// What the call ends in, unless it's sent again: with operation, status, headers and body.
    #[must_use]
    pub fn error(&self) -> &Error {
        self.error
    }
}

/// Setting it up.
impl RetryPolicy {
    /// Every setting at its default.
    #[must_use]
    pub fn new() -> Self {
        Self {
            max_attempts: 3,
            initial_backoff: Duration::from_millis(250),
            throttled_backoff: Duration::from_secs(1),
            max_backoff: Duration::from_secs(8),
            max_retry_after: Duration::from_secs(60),
            idempotency_key: None,
            classify: None,
        }
    }

    /// How often a call is tried. 1, and 0 too, is once: nothing is repeated.
    ///
    /// Default: 3.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// The longest wait before the first retry; it doubles with each further one. What is waited is
    /// drawn between 0 and that.
    ///
    /// Default: 250 milliseconds.
    #[must_use]
    pub fn initial_backoff(mut self, wait: Duration) -> Self {
        self.initial_backoff = wait;
        self
    }

    /// As [`initial_backoff`](Self::initial_backoff), after 429 and 503: the server asks for less.
    ///
    /// Default: 1 second.
    #[must_use]
    pub fn throttled_backoff(mut self, wait: Duration) -> Self {
        self.throttled_backoff = wait;
        self
    }

    /// The longest wait that the client chooses.
    ///
    /// Default: 8 seconds.
    #[must_use]
    pub fn max_backoff(mut self, wait: Duration) -> Self {
        self.max_backoff = wait;
        self
    }

    /// The longest wait that the server may ask for by `Retry-After` or `retry-after-ms`. Where it
    /// asks for more, the call ends at once with its error, whose
    /// [`retry_after`](Error::retry_after) says how long.
    ///
    /// Default: 60 seconds.
    #[must_use]
    pub fn max_retry_after(mut self, wait: Duration) -> Self {
        self.max_retry_after = wait;
        self
    }

    /// Sends a key in this header with each POST and PATCH: made once for a call and the same in all
    /// its attempts, so that a server that knows such keys does once what it is sent twice
    /// (draft-ietf-httpapi-idempotency-key-header). A key that the caller set as a parameter counts.
    ///
    /// Default: no key. Set it only where the API takes one: these calls are then repeated.
    #[must_use]
    pub fn idempotency_key(mut self, header: HeaderName) -> Self {
        self.idempotency_key = Some(header);
        self
    }

    /// Decides about attempts that failed by a status that isn't 2xx or on the way. It should be
    /// quick: the call waits for it.
    ///
    /// Default: [`Verdict::Usual`] for all.
    #[must_use]
    pub fn classify(
        mut self,
        classify: impl Fn(&Attempt<'_>) -> Verdict + Send + Sync + 'static,
    ) -> Self {
        self.classify = Some(Arc::new(classify));
        self
    }
}

/// Asking it.
impl RetryPolicy {
    /// The header that a call of that method sends a key in.
    pub(crate) fn key_header(&self, method: &Method) -> Option<&HeaderName> {
        let header = self.idempotency_key.as_ref()?;
        (!is_idempotent(method)).then_some(header)
    }

    /// Whether so many attempts are fewer than are allowed.
    pub(crate) fn goes_on_after(&self, attempts: u32) -> bool {
        attempts < self.max_attempts
    }

    /// Whether another attempt may follow, as far as attempts and verdicts say.
    pub(crate) fn allows(&self, attempt: &Attempt<'_>, keyed: bool) -> bool {
        if !self.goes_on_after(attempt.number) || !is_passing(attempt.error) {
            return false;
        }
        let verdict = self.classify.as_ref();
        match verdict.map_or(Verdict::Usual, |classify| classify(attempt)) {
            Verdict::Usual => usual(attempt.method, attempt.error, keyed),
            Verdict::Retry => true,
            Verdict::Forbidden => false,
        }
    }

    /// How long to wait after an attempt of that number: what the server asks for, or what is drawn,
    /// whichever is longer. Nothing where the server asks for more than is granted.
    ///
    /// `random` is from 0 to 1: full jitter, which spreads calls that failed together best.
    pub(crate) fn wait(&self, attempt: u32, error: &Error, random: f64) -> Option<Duration> {
        let asked = error.retry_after().unwrap_or_default();
        if asked > self.max_retry_after {
            return None;
        }
        let initial = if is_throttled(error) {
            self.throttled_backoff
        } else {
            self.initial_backoff
        };
        let doubled = 2_u32.saturating_pow(attempt.saturating_sub(1));
        let longest = initial.saturating_mul(doubled).min(self.max_backoff);
        // A timer of the user's own may give anything.
        let random = if random.is_nan() { 1.0 } else { random };
        let drawn = longest.as_secs_f64() * random.clamp(0.0, 1.0);
        let drawn = Duration::try_from_secs_f64(drawn).unwrap_or(longest);
        Some(asked.max(drawn))
    }
}

/// Whether the server asks for fewer calls.
pub(crate) fn is_throttled(error: &Error) -> bool {
    matches!(
        error.status(),
        Some(StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
    )
}

/// Whether it is of a kind that another attempt could mend at all.
fn is_passing(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::Connect | ErrorKind::Transport => true,
        ErrorKind::Timeout => error.timeout() != Some(Timeout::Operation),
        ErrorKind::Api => error.status().is_some_and(|status| !status.is_success()),
        _ => false,
    }
}

/// What is repeated where nobody says otherwise. `keyed`: the server would know the repetition.
pub(crate) fn usual(method: &Method, error: &Error, keyed: bool) -> bool {
    let passes = match error.kind() {
        ErrorKind::Api => matches!(
            error.status().map(|status| status.as_u16()),
            Some(408 | 429 | 500 | 502 | 503 | 504)
        ),
        _ => is_passing(error),
    };
    let undone = !error.may_have_been_sent()
        || (error.is_api() && is_throttled(error) && error.retry_after().is_some());
    passes && (is_idempotent(method) || keyed || undone)
}

/// Whether to do it twice is to do it once (RFC 9110, section 9.2.2). A method that nobody knows
/// isn't.
pub(crate) fn is_idempotent(method: &Method) -> bool {
    matches!(
        *method,
        Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE | Method::PUT | Method::DELETE
    )
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for RetryPolicy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RetryPolicy")
            .field("max_attempts", &self.max_attempts)
            .field("initial_backoff", &self.initial_backoff)
            .field("throttled_backoff", &self.throttled_backoff)
            .field("max_backoff", &self.max_backoff)
            .field("max_retry_after", &self.max_retry_after)
            .field("idempotency_key", &self.idempotency_key)
            .field("classify", &self.classify.is_some())
            .finish()
    }
}
