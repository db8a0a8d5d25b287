//! Looks through all that a client shows for the credentials of these tests, each of which has `t0ken` or
//! `s3cret` in it.
//!
//! The clients of all tests see their calls by it: [`builder`] stands for `Client::builder`. What is no
//! part of a call is handed to [`debug`] and [`error`].

use std::error::Error as StdError;
use std::fmt::{Debug, Write as _};
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use crate::{CallView, Client, ClientBuilder, Error, Interceptor, Outcome};

/// A builder whose clients are looked through.
pub(crate) fn builder() -> ClientBuilder {
    Client::builder().interceptor(Scan)
}

/// Fails if there is a credential in `text`.
pub(crate) fn text(text: &str) {
    for credential in ["t0ken", "s3cret"] {
        let shows = text.to_ascii_lowercase().contains(credential);
        assert!(!shows, "a credential shows: {text}");
    }
}

pub(crate) fn debug(value: &dyn Debug) {
    text(&format!("{value:?} {value:#?}"));
}

/// All that a program might log of an error.
pub(crate) fn error(error: &Error) {
    let mut shown = format!("{error} {error:#} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(error) = source {
        write!(shown, " {error} {error:#} {error:?} {error:#?}").unwrap();
        source = error.source();
    }
    text(&shown);
    debug(&error.rate_limit());
}

#[derive(Debug)]
struct Scan;

impl Interceptor for Scan {
    fn on_request(&self, call: CallView<'_>, headers: &mut HeaderMap) {
        debug(&call);
        debug(headers);
    }

    fn on_attempt(&self, call: CallView<'_>) {
        debug(&call);
    }

    fn on_response(&self, call: CallView<'_>, _: StatusCode, _: &HeaderMap) {
        debug(&call);
    }

    fn on_retry(&self, call: CallView<'_>, failed: &Error, _: Duration) {
        debug(&call);
        error(failed);
    }

    fn on_end(&self, call: CallView<'_>, outcome: Outcome<'_>) {
        debug(&call);
        debug(&outcome);
        if let Outcome::Failed(failed) = outcome {
            error(failed);
        }
    }
}
