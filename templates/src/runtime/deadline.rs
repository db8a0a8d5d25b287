//! Until when something may go on.
//!
//! Takes a timer and a limit; says when the limit has passed, and which it was. Waits only beside
//! something else that is waited for.

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::runtime::timer::Timer;
use crate::runtime::transport::{BoxFuture, TransportError};

/// Which limit of time had passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Timeout {
    /// Opening a connection took longer than `ClientBuilder::connect_timeout`: nothing was sent.
    Connect,
    /// Nothing more of a body came, or of one that isn't in memory went out, for longer than
    /// `ClientBuilder::idle_timeout`.
    Idle,
    /// One attempt took longer than `ClientBuilder::timeout`, from connecting to the last byte, or from
    /// when a body was out that isn't in memory.
    Attempt,
    /// The call took longer than `ClientBuilder::operation_timeout`, with all its attempts and the
    /// waits between them.
    Operation,
}

impl Timeout {
    /// What the caller is told.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Connect => {
                "no connection to the server in time; \
                 raise `ClientBuilder::connect_timeout` if it should take longer"
            }
            Self::Idle => {
                "nothing more of the body came or went in time; \
                 raise `ClientBuilder::idle_timeout` if it should take longer"
            }
            Self::Attempt => {
                "the time for an attempt is over; \
                 raise `ClientBuilder::timeout` if it should take longer"
            }
            Self::Operation => {
                "the time for the call is over; \
                 raise `ClientBuilder::operation_timeout` if it should take longer"
            }
        }
    }
}

/// A limit of time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    pub(crate) after: Duration,
    pub(crate) which: Timeout,
}

impl Limit {
    /// The one that passes first.
    pub(crate) fn or(self, other: Self) -> Self {
        if other.after < self.after {
            other
        } else {
            self
        }
    }
}

/// Rings once a limit has passed.
pub(crate) struct Alarm {
    timer: Arc<dyn Timer>,
    limit: Limit,
    /// When, by the timer's clock; not set while nothing is waited for.
    at: Option<Duration>,
    /// Made only once there is something to wait for.
    sleep: Option<BoxFuture<'static, ()>>,
}

impl Alarm {
    /// One that begins now. Without a timer there is none: only the transport keeps time.
    pub(crate) fn set(timer: Option<&Arc<dyn Timer>>, limit: Limit) -> Option<Self> {
        let timer = timer?;
        Some(Self::at(
            timer,
            limit,
            timer.now().saturating_add(limit.after),
        ))
    }

    /// One that rings at a time by the timer's clock.
    pub(crate) fn at(timer: &Arc<dyn Timer>, limit: Limit, at: Duration) -> Self {
        Self {
            timer: Arc::clone(timer),
            limit,
            at: Some(at),
            sleep: None,
        }
    }

    /// One that begins when it is first polled, and after each [`stop`](Self::stop) anew.
    pub(crate) fn idle(timer: Option<&Arc<dyn Timer>>, limit: Limit) -> Option<Self> {
        Some(Self {
            timer: Arc::clone(timer?),
            limit,
            at: None,
            sleep: None,
        })
    }

    /// What was waited for has come.
    pub(crate) fn stop(&mut self) {
        self.at = None;
        self.sleep = None;
    }

    pub(crate) fn which(&self) -> Timeout {
        self.limit.which
    }

    /// That the limit has passed, if it has, whoever was waiting meanwhile.
    pub(crate) fn passed(&self) -> Option<TransportError> {
        let over = self.at? <= self.timer.now();
        over.then(|| TransportError::late(self.limit))
    }

    /// Ready once the limit has passed.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<TransportError> {
        let Self { timer, limit, .. } = self;
        let sleep = self.sleep.get_or_insert_with(|| {
            let now = timer.now();
            let at = self.at.get_or_insert(now.saturating_add(limit.after));
            timer.sleep(at.saturating_sub(now))
        });
        sleep
            .as_mut()
            .poll(context)
            .map(|()| TransportError::late(self.limit))
    }
}

impl fmt::Debug for Alarm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.limit.fmt(formatter)
    }
}

/// What `work` gives, unless the alarm rings before.
pub(crate) async fn within<T>(
    alarm: &mut Option<Alarm>,
    work: impl Future<Output = Result<T, TransportError>>,
) -> Result<T, TransportError> {
    let mut work = pin!(work);
    poll_fn(|context| {
        if let Poll::Ready(given) = work.as_mut().poll(context) {
            return Poll::Ready(given);
        }
        match alarm {
            Some(alarm) => alarm.poll(context).map(Err),
            None => Poll::Pending,
        }
    })
    .await
}
