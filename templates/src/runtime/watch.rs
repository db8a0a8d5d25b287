//! What is told of a call while it is under way.
//!
//! Takes each step of a call; tells it to the interceptors of the client, in their order, and to its
//! spans. That a call was dropped is told as well. Decides nothing. Where nobody looks, there is
//! nothing to it.

use std::fmt;
use std::mem;
use std::time::Duration;

use http::header::{CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http::{HeaderMap, Method, StatusCode, Uri};

use crate::runtime::Error;
use crate::runtime::client::Client;
use crate::runtime::interceptor::{CallView, Interceptor, Outcome};
use crate::runtime::request::Request;
use crate::runtime::timer::Timer;
use crate::runtime::trace::{self, Scope, Spans};
use crate::runtime::transport::Call;

/// One call, as far as somebody looks.
#[derive(Default)]
pub(crate) struct Watch(Option<Box<Seen>>);

/// What is known of the call.
pub(crate) struct Seen {
    client: Client,
    pub(crate) call: Call,
    pub(crate) method: Method,
    pub(crate) address: String,
    pub(crate) port: u16,
    pub(crate) number: u32,
    /// By the timer's clock.
    pub(crate) begun: Option<Duration>,
    pub(crate) attempt_begun: Option<Duration>,
    spans: Spans,
}

impl Seen {
    fn now(&self) -> Option<Duration> {
        self.client.timer().map(Timer::now)
    }

    /// How long ago something was.
    pub(crate) fn since(&self, then: Option<Duration>) -> Option<Duration> {
        Some(self.now()?.saturating_sub(then?))
    }

    fn each(&self, tell: impl Fn(&dyn Interceptor, CallView<'_>)) {
        for one in &self.client.settings().interceptors {
            tell(&**one, CallView { seen: self });
        }
    }
}

impl Watch {
    /// The call begins, and this is where it goes. Interceptors may add to `headers`, in which there
    /// is no credential yet.
    pub(crate) fn begin(&mut self, request: &Request, uri: &Uri, headers: &mut HeaderMap) {
        let client = request.client();
        if client.settings().interceptors.is_empty() && !trace::ON {
            return;
        }
        let begun = client.timer().map(Timer::now);
        let seen = self.0.insert(Box::new(Seen {
            client: client.clone(),
            call: request.call(),
            method: request.method().clone(),
            address: uri.host().unwrap_or_default().to_owned(),
            port: port(uri),
            number: 0,
            begun,
            attempt_begun: begun,
            spans: Spans::begin(request.call(), request.method(), uri, port(uri)),
        }));
        for one in &client.settings().interceptors {
            one.on_request(CallView { seen }, headers);
        }
        for name in [CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING] {
            headers.remove(name);
        }
    }

    /// An attempt begins.
    pub(crate) fn attempt(&mut self, number: u32) {
        if let Some(seen) = &mut self.0 {
            seen.number = number;
            seen.attempt_begun = seen.now();
            seen.spans.attempt(number);
            seen.each(<dyn Interceptor>::on_attempt);
        }
    }

    /// The headers of a response are there.
    pub(crate) fn response(&mut self, status: StatusCode, headers: &HeaderMap) {
        if let Some(seen) = &self.0 {
            seen.spans.response(status);
            seen.each(|one, call| one.on_response(call, status, headers));
        }
    }

    /// The attempt is over, with an answer or an error.
    pub(crate) fn attempted(&mut self, error: Option<&Error>) {
        if let Some(seen) = &mut self.0 {
            seen.spans.attempted(error);
        }
    }

    /// The span that what is done now belongs to.
    pub(crate) fn scope(&self) -> Scope {
        let seen = self.0.as_ref();
        seen.map_or_else(Scope::none, |seen| seen.spans.scope())
    }

    /// Another attempt follows.
    pub(crate) fn retry(&mut self, error: &Error, wait: Duration) {
        if let Some(seen) = &self.0 {
            seen.each(|one, call| one.on_retry(call, error, wait));
        }
    }

    /// The call is over.
    pub(crate) fn end(mut self, outcome: Outcome<'_>) {
        self.over(outcome);
    }

    /// The call is over with an answer of that status, or with an error.
    pub(crate) fn ended(self, status: StatusCode, error: Option<&Error>) {
        self.end(match error {
            Some(error) => Outcome::Failed(error),
            None => Outcome::Done(status),
        });
    }

    fn over(&mut self, outcome: Outcome<'_>) {
        if let Some(seen) = mem::take(&mut self.0) {
            seen.each(|one, call| one.on_end(call, outcome));
            seen.spans.end(outcome);
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.over(Outcome::Dropped);
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Watch").finish_non_exhaustive()
    }
}

/// That of the URL, else that of its scheme (RFC 9110, section 4.2).
fn port(uri: &Uri) -> u16 {
    let of_scheme = if uri.scheme_str() == Some("http") {
        80
    } else {
        443
    };
    uri.port_u16().unwrap_or(of_scheme)
}
