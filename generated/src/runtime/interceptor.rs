//! Who may look at calls and add headers to them.
//!
//! Gives the trait [`Interceptor`] and what its methods are told. Calls none of them: `watch` does.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::Error;
use crate::runtime::watch::Seen;

/// Sees the calls of a client, for metrics, logs and traces, and may add headers to them. Set it with
/// [`ClientBuilder::interceptor`](crate::ClientBuilder::interceptor).
///
/// Of one call, in this order:
///
/// 1. [`on_request`](Self::on_request), once;
/// 2. [`on_attempt`](Self::on_attempt), before each attempt;
/// 3. [`on_response`](Self::on_response), when the headers of a response have come, whatever its status
///    is; not where the attempt broke before;
/// 4. [`on_retry`](Self::on_retry), where another attempt follows, before the wait for it; then again
///    from 2;
/// 5. [`on_end`](Self::on_end), once.
///
/// Where there are several, each step goes through all of them, in the order in which they were set. A
/// call that is refused before it can be sent, for an argument or a credential that is missing, is not
/// seen at all. Of a stream of pages, each page is a call.
///
/// No credential is ever shown: credentials, and the headers and cookies that the caller set for the
/// call, are put in after [`on_request`](Self::on_request), and stand for headers of their name that it
/// added.
///
/// The methods run in the task that makes the call, which waits for them: they should be quick.
#[allow(unused_variables, reason = "what isn't looked at may stay as it is")]
pub trait Interceptor: fmt::Debug + Send + Sync + 'static {
    /// A call begins. What is put into `headers` goes with each of its attempts; there are
    /// `User-Agent`, `Accept` and the `Content-Type` of a body, and what others added before. What says
    /// where it goes and how long it is (`Host`, `Content-Length`) is the transport's, and dropped.
    fn on_request(&self, call: CallView<'_>, headers: &mut HeaderMap) {}

    /// An attempt begins: [`CallView::attempt`] says which.
    fn on_attempt(&self, call: CallView<'_>) {}

    /// The headers of a response have come. Its body is yet to be read.
    fn on_response(&self, call: CallView<'_>, status: StatusCode, headers: &HeaderMap) {}

    /// An attempt failed with `error`, and another one follows after `wait`; at once, where a token was
    /// refused that a provider renews.
    fn on_retry(&self, call: CallView<'_>, error: &Error, wait: Duration) {}

    /// The call is over: its answer is read, it failed, or it was dropped before. One whose body is left
    /// to the caller, by `send_raw` or as a stream, is over when its headers are there.
    fn on_end(&self, call: CallView<'_>, outcome: Outcome<'_>) {}
}

impl<T: Interceptor + ?Sized> Interceptor for Arc<T> {
    fn on_request(&self, call: CallView<'_>, headers: &mut HeaderMap) {
        (**self).on_request(call, headers);
    }

    fn on_attempt(&self, call: CallView<'_>) {
        (**self).on_attempt(call);
    }

    fn on_response(&self, call: CallView<'_>, status: StatusCode, headers: &HeaderMap) {
        (**self).on_response(call, status, headers);
    }

    fn on_retry(&self, call: CallView<'_>, error: &Error, wait: Duration) {
        (**self).on_retry(call, error, wait);
    }

    fn on_end(&self, call: CallView<'_>, outcome: Outcome<'_>) {
        (**self).on_end(call, outcome);
    }
}

/// How a call ended.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// The caller has the answer. The status is a 2xx, unless it is a `send_raw` that gave another.
    Done(StatusCode),
    /// The caller has an error: [`Error::kind`] says of which kind, a body that can't be decoded is one
    /// too.
    Failed(&'a Error),
    /// It was dropped before it came to an end.
    Dropped,
}

/// Which call it is about, and how far it is.
#[derive(Clone, Copy)]
pub struct CallView<'a> {
    pub(crate) seen: &'a Seen,
}

impl CallView<'_> {
    /// The operation, by its name in the API's document. `Client::request` for a call that it hasn't.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.seen.call.operation()
    }

    /// The path as the document has it, with the names of its parameters in braces: few, whatever is
    /// called. Empty for a call of [`Client::request`](crate::Client::request).
    #[must_use]
    pub fn path_template(&self) -> &'static str {
        self.seen.call.path_template()
    }

    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.seen.method
    }

    /// The host that it goes to.
    #[must_use]
    pub fn server_address(&self) -> &str {
        &self.seen.address
    }

    /// The port that it goes to: that of the scheme, where the URL has none.
    #[must_use]
    pub fn server_port(&self) -> u16 {
        self.seen.port
    }

    /// Which attempt it is, from 1. 0 before the first.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.seen.number
    }

    /// How long the call has taken so far, waits between attempts included, by the client's
    /// [`Timer`](crate::Timer). `None` where it has none.
    #[must_use]
    pub fn elapsed(&self) -> Option<Duration> {
        self.seen.since(self.seen.begun)
    }

    /// How long it is since the attempt began.
    #[must_use]
    pub fn attempt_elapsed(&self) -> Option<Duration> {
        self.seen.since(self.seen.attempt_begun)
    }
}

impl fmt::Debug for CallView<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CallView")
            .field("operation", &self.operation())
            .field("method", self.method())
            .field("path_template", &self.path_template())
            .field("attempt", &self.attempt())
            .finish_non_exhaustive()
    }
}
