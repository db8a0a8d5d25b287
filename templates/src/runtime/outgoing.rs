//! The body of a request that isn't in memory on its way out, under its time.
//!
//! Is told by the body how far it is; waits for the response as long as that may take. Sends nothing.

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use crate::runtime::deadline::{Alarm, Limit, Timeout};
use crate::runtime::timer::Timer;
use crate::runtime::transport::TransportError;

/// What one attempt sends. Shared by the body and by who waits for the response.
#[derive(Clone)]
pub(crate) struct Outgoing(Arc<Inner>);

struct Inner {
    timer: Arc<dyn Timer>,
    allowed: Allowed,
    state: Mutex<State>,
}

/// How long what may take.
pub(crate) struct Allowed {
    /// Until the body is begun; then from when it is out to the last byte of the response.
    pub(crate) attempt: Duration,
    /// From one piece to the next.
    pub(crate) idle: Duration,
    /// All of it, as far as the call has time.
    pub(crate) left: Duration,
    /// Whether the call has as much more as the body takes.
    pub(crate) extends: bool,
}

struct State {
    phase: Phase,
    /// When the attempt began, and the phase, or the wait for a piece: by the timer's clock.
    start: Duration,
    since: Duration,
    /// How long the body has been going.
    spent: Duration,
    /// Who waits for the response.
    waker: Option<Waker>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// No piece has been asked for.
    Waiting,
    Going,
    /// There are no more pieces, or nobody wants them.
    Out,
}

impl Outgoing {
    pub(crate) fn new(timer: &Arc<dyn Timer>, allowed: Allowed) -> Self {
        let now = timer.now();
        Self(Arc::new(Inner {
            timer: Arc::clone(timer),
            allowed,
            state: Mutex::new(State {
                phase: Phase::Waiting,
                start: now,
                since: now,
                spent: Duration::ZERO,
                waker: None,
            }),
        }))
    }

    /// A piece is asked for.
    pub(crate) fn asked(&self) {
        if self.state().phase == Phase::Waiting {
            self.enter(Phase::Going);
        }
    }

    /// A piece has gone out.
    pub(crate) fn went(&self) {
        let now = self.0.timer.now();
        self.state().pass(now);
    }

    /// No piece is asked for any more.
    pub(crate) fn out(&self) {
        self.enter(Phase::Out);
    }

    fn enter(&self, phase: Phase) {
        let now = self.0.timer.now();
        let waker = {
            let mut state = self.state();
            if state.phase == Phase::Out {
                return;
            }
            state.pass(now);
            state.phase = phase;
            state.waker.take()
        };
        // What it waits for ends at another time now, which may be an earlier one.
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// How long the body was going, where that is no time of the call's.
    pub(crate) fn extension(&self) -> Duration {
        if self.0.allowed.extends {
            self.state().spent
        } else {
            Duration::ZERO
        }
    }

    /// What `work` gives, if it goes on in time.
    pub(crate) async fn within<T>(
        &self,
        work: impl Future<Output = Result<T, TransportError>>,
    ) -> Result<T, TransportError> {
        let mut work = pin!(work);
        let mut set: Option<(Duration, Alarm)> = None;
        poll_fn(|context| match work.as_mut().poll(context) {
            Poll::Ready(given) => Poll::Ready(given),
            Poll::Pending => self.poll_late(&mut set, context).map(Err),
        })
        .await
    }

    /// Ready once it is too late. The alarm that is set is left alone where there is more time by now,
    /// until it rings.
    fn poll_late(
        &self,
        set: &mut Option<(Duration, Alarm)>,
        context: &mut Context<'_>,
    ) -> Poll<TransportError> {
        loop {
            let (due, limit) = {
                let mut state = self.state();
                state.waker = Some(context.waker().clone());
                self.0.allowed.due(&state)
            };
            let (at, alarm) = match set.take() {
                Some((at, alarm)) if at <= due => set.insert((at, alarm)),
                _ => set.insert((due, Alarm::at(&self.0.timer, limit, due))),
            };
            match alarm.poll(context) {
                Poll::Ready(late) if *at == due => return Poll::Ready(late),
                Poll::Ready(_) => *set = None,
                Poll::Pending => return Poll::Pending,
            }
        }
    }

    /// What the response may take from now on, once the body is out.
    pub(crate) fn left(&self) -> Limit {
        self.out();
        let (due, limit) = self.0.allowed.due(&self.state());
        let after = due.saturating_sub(self.0.timer.now());
        Limit { after, ..limit }
    }

    /// For what follows the headers, which are there.
    pub(crate) fn rest(&self) -> Alarm {
        self.out();
        let (due, limit) = self.0.allowed.due(&self.state());
        Alarm::at(&self.0.timer, limit, due)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Time that has passed belongs to the phase that it passed in.
    fn pass(&mut self, now: Duration) {
        if self.phase == Phase::Going {
            let passed = now.saturating_sub(self.since);
            self.spent = self.spent.saturating_add(passed);
        }
        if self.phase != Phase::Out {
            self.since = now;
        }
    }
}

impl Allowed {
    /// When it is too late, and for what.
    fn due(&self, state: &State) -> (Duration, Limit) {
        let going = state.phase == Phase::Going;
        let (after, which) = if going {
            (self.idle, Timeout::Idle)
        } else {
            (self.attempt, Timeout::Attempt)
        };
        let step = state.since.saturating_add(after);
        let mut call = state.start.saturating_add(self.left);
        if self.extends {
            let more = if going { Duration::MAX } else { state.spent };
            call = call.saturating_add(more);
        }
        if call < step {
            let which = Timeout::Operation;
            return (
                call,
                Limit {
                    after: self.left,
                    which,
                },
            );
        }
        (step, Limit { after, which })
    }
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.state().phase.fmt(formatter)
    }
}
