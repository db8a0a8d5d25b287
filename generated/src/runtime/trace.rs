//! Spans of a call, for the crate `tracing`. There with the feature `tracing`.
//!
//! Takes each step of a call; keeps a span for the call, and in it one for each attempt, with the
//! attributes of OpenTelemetry (Semantic Conventions, HTTP client spans). Shows no value of a query, no
//! header and no body.

use http::{Method, StatusCode, Uri};
use tracing::field::{Empty, display};
use tracing::{Instrument, Span, info_span};

use crate::runtime::interceptor::Outcome;
use crate::runtime::transport::Call;
use crate::runtime::{Error, ErrorKind};

/// Whether calls have spans.
pub(crate) const ON: bool = true;

/// The span of a call, and of the attempt that is under way.
pub(crate) struct Spans {
    /// What each attempt says of itself.
    target: Target,
    call: Span,
    attempt: Span,
}

struct Target {
    name: String,
    method: String,
    template: Option<&'static str>,
    url: String,
    address: String,
    port: u16,
}

impl Spans {
    /// A call begins.
    pub(crate) fn begin(call: Call, method: &Method, uri: &Uri, port: u16) -> Self {
        let template = Some(call.path_template()).filter(|template| !template.is_empty());
        let target = Target {
            name: match template {
                Some(template) => format!("{method} {template}"),
                None => method.to_string(),
            },
            method: method.to_string(),
            template,
            url: without_values(uri),
            address: uri.host().unwrap_or_default().to_owned(),
            port,
        };
        let span = info_span!(
            "call",
            "otel.name" = call.operation(),
            "otel.kind" = "internal",
            "otel.status_code" = Empty,
            "http.request.method" = target.method,
            "url.template" = target.template,
            "server.address" = target.address,
            "server.port" = target.port,
            "http.response.status_code" = Empty,
            "error.type" = Empty,
        );
        Self {
            target,
            call: span,
            attempt: Span::none(),
        }
    }

    /// An attempt begins.
    pub(crate) fn attempt(&mut self, number: u32) {
        let target = &self.target;
        self.attempt = info_span!(
            parent: &self.call,
            "attempt",
            "otel.name" = target.name,
            "otel.kind" = "client",
            "otel.status_code" = Empty,
            "http.request.method" = target.method,
            "url.template" = target.template,
            "url.full" = target.url,
            "server.address" = target.address,
            "server.port" = target.port,
            "http.request.resend_count" = number.checked_sub(1).filter(|count| *count > 0),
            "http.response.status_code" = Empty,
            "error.type" = Empty,
        );
    }

    /// The headers of a response are there.
    pub(crate) fn response(&self, status: StatusCode) {
        answered(&self.attempt, status);
    }

    /// The attempt is over.
    pub(crate) fn attempted(&mut self, error: Option<&Error>) {
        if let Some(error) = error {
            failed(&self.attempt, error);
        }
        self.attempt = Span::none();
    }

    /// The call is over.
    pub(crate) fn end(self, outcome: Outcome<'_>) {
        match outcome {
            Outcome::Done(status) => answered(&self.call, status),
            Outcome::Failed(error) => {
                if let Some(status) = error.status() {
                    answered(&self.call, status);
                }
                failed(&self.call, error);
            }
            Outcome::Dropped => {}
        }
    }

    /// What is done now is part of the attempt that is under way, else of the call.
    pub(crate) fn scope(&self) -> Scope {
        let attempt = Some(&self.attempt).filter(|attempt| !attempt.is_none());
        Scope(attempt.unwrap_or(&self.call).clone())
    }
}

/// A span that something is done in.
pub(crate) struct Scope(Span);

impl Scope {
    pub(crate) fn none() -> Self {
        Self(Span::none())
    }

    /// What `work` gives.
    pub(crate) fn of<F: Future>(self, work: F) -> impl Future<Output = F::Output> {
        work.instrument(self.0)
    }
}

/// A status from 400 on is an error, and its type.
fn answered(span: &Span, status: StatusCode) {
    span.record("http.response.status_code", status.as_u16());
    if status.as_u16() >= 400 {
        span.record("error.type", status.as_str());
        span.record("otel.status_code", "ERROR");
    }
}

fn failed(span: &Span, error: &Error) {
    let status = error.status().filter(|_| error.kind() == ErrorKind::Api);
    match status.filter(|status| status.as_u16() >= 400) {
        Some(status) => span.record("error.type", status.as_str()),
        None => span.record("error.type", display(named(error.kind()))),
    };
    span.record("otel.status_code", "ERROR");
}

/// A kind of error, as a word that doesn't change.
fn named(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Configuration => "configuration",
        ErrorKind::Request => "request",
        ErrorKind::Credential => "credential",
        ErrorKind::Connect => "connect",
        ErrorKind::Timeout => "timeout",
        ErrorKind::Transport => "transport",
        ErrorKind::BodyTooLarge => "body_too_large",
        ErrorKind::Api => "api",
        ErrorKind::Decode => "decode",
        ErrorKind::Pagination => "pagination",
    }
}

/// The URL, with the names of what is in the query and nothing of its values.
fn without_values(uri: &Uri) -> String {
    let scheme = uri.scheme_str().unwrap_or_default();
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let host = authority.rsplit('@').next().unwrap_or_default();
    let mut url = format!("{scheme}://{host}{}", uri.path());
    let mut separator = '?';
    for pair in uri.query().into_iter().flat_map(|query| query.split('&')) {
        url.push(separator);
        match pair.split_once('=') {
            Some((name, _)) => {
                url.push_str(name);
                url.push_str("=REDACTED");
            }
            None => url.push_str("REDACTED"),
        }
        separator = '&';
    }
    url
}
