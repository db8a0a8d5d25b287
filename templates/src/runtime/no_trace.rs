//! Stands for `trace` where the feature `tracing` is off: there are no spans, and nothing is done.

use http::{Method, StatusCode, Uri};

use crate::runtime::Error;
use crate::runtime::interceptor::Outcome;
use crate::runtime::transport::Call;

/// Whether calls have spans.
pub(crate) const ON: bool = false;

/// The spans of a call, of which there are none.
pub(crate) struct Spans;

#[allow(
    clippy::unused_self,
    clippy::needless_pass_by_value,
    reason = "what `trace` does with it"
)]
impl Spans {
    pub(crate) fn begin(_: Call, _: &Method, _: &Uri, _: u16) -> Self {
        Self
    }

    pub(crate) fn attempt(&mut self, _: u32) {}

    pub(crate) fn response(&self, _: StatusCode) {}

    pub(crate) fn attempted(&mut self, _: Option<&Error>) {}

    pub(crate) fn end(self, _: Outcome<'_>) {}

    pub(crate) fn scope(&self) -> Scope {
        Scope
    }
}

/// A span that something is done in, which there is not.
pub(crate) struct Scope;

#[allow(clippy::unused_self, reason = "what `trace` does with it")]
impl Scope {
    pub(crate) fn none() -> Self {
        Self
    }

    pub(crate) fn of<F: Future>(self, work: F) -> F {
        work
    }
}
