//! How long a call may take, and how often it is tried.
//!
//! Takes settings one by one; a client has them for all its calls, or for some.

use std::time::Duration;

use crate::runtime::retry::RetryPolicy;

/// How long a call may take and how often it is tried: of one client, or by
/// [`Client::with`](crate::Client::with) of some of its calls.
///
/// Where there is no [`Timer`](crate::Timer), only [`timeout`](Self::timeout) has an effect, as far
/// as the transport keeps it, and nothing is repeated.
#[derive(Clone, Debug)]
pub struct Limits {
    pub(crate) timeout: Duration,
    pub(crate) idle_timeout: Duration,
    /// As it was set.
    pub(crate) operation_timeout: Option<Duration>,
    pub(crate) retry: RetryPolicy,
}

impl Limits {
    pub(crate) fn new() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            idle_timeout: Duration::from_secs(30),
            operation_timeout: None,
            retry: RetryPolicy::new(),
        }
    }

    /// How long one attempt may take: see
    /// [`ClientBuilder::timeout`](crate::ClientBuilder::timeout).
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long a body may be silent: see
    /// [`ClientBuilder::idle_timeout`](crate::ClientBuilder::idle_timeout).
    #[must_use]
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self
    }

    /// How long a call may take, with all its attempts: see
    /// [`ClientBuilder::operation_timeout`](crate::ClientBuilder::operation_timeout).
    #[must_use]
    pub fn operation_timeout(mut self, timeout: Duration) -> Self {
        self.operation_timeout = Some(timeout);
        self
    }

    /// How long a call may take, and whether it has as much more as it takes to send what isn't in
    /// memory: unless a limit was set, how large that is, is no reason to give up.
    pub(crate) fn operation(&self) -> (Duration, bool) {
        match self.operation_timeout {
            Some(timeout) => (timeout, false),
            None => (Duration::from_secs(180), true),
        }
    }

    /// How often a call is tried: see [`ClientBuilder::retry`](crate::ClientBuilder::retry).
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How often a call is tried so far, to begin another policy with.
    #[must_use]
    pub fn retry_policy(&self) -> &RetryPolicy {
        &self.retry
    }
}
