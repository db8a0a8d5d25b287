//! Calls without an async runtime: a future or a stream is waited for by the thread that asks.
//!
//! Gives what waits, and the transport and the timer of the clients that
//! [`ClientBuilder::build_blocking`](crate::ClientBuilder::build_blocking) makes. There with the feature
//! `blocking`; the front page of the crate shows a call.

use std::cell::Cell;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant, SystemTime};

use futures_core::Stream;

use crate::runtime::timer::{self, Timer};
use crate::runtime::transport::BoxFuture;

pub use crate::runtime::ureq_transport::UreqTransport;

/// Waits for a future, such as what `send` gives, in the thread that asks.
///
/// Take a client of [`ClientBuilder::build_blocking`](crate::ClientBuilder::build_blocking): the
/// default transport needs a tokio runtime and fails without one.
pub trait Wait: IntoFuture + Sized {
    /// What the future gives. The thread sleeps until then.
    fn wait(self) -> Self::Output {
        let mut future = pin!(self.into_future());
        until_ready(|context| future.as_mut().poll(context))
    }
}

impl<F: IntoFuture> Wait for F {}

/// Goes through a stream, such as what `stream` and `pages` give, in the thread that asks.
pub trait WaitEach: Stream + Unpin + Sized {
    /// An iterator over what the stream gives. Each step waits for the next item, and nothing is
    /// asked for before it is wanted.
    fn wait_each(self) -> Each<Self> {
        Each(self)
    }
}

impl<S: Stream + Unpin> WaitEach for S {}

/// A stream as an iterator: see [`WaitEach::wait_each`].
#[derive(Debug)]
#[must_use = "nothing is asked for before the first step"]
pub struct Each<S>(S);

impl<S> Each<S> {
    /// The stream, from where it stands.
    #[must_use]
    pub fn into_inner(self) -> S {
        self.0
    }
}

impl<S: Stream + Unpin> Iterator for Each<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        until_ready(|context| Pin::new(&mut self.0).poll_next(context))
    }
}

/// Has time for threads that wait: a sleep ends by the clock of the system. Comes with
/// [`UreqTransport`].
#[derive(Clone, Debug)]
pub struct ThreadTimer(Instant);

impl ThreadTimer {
    /// One whose clock begins now.
    #[must_use]
    pub fn new() -> Self {
        Self(Instant::now())
    }
}

impl Default for ThreadTimer {
    fn default() -> Self {
        Self::new()
    }
}

impl Timer for ThreadTimer {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        // What is too long for the clock lasts for ever.
        Box::pin(Nap(Instant::now().checked_add(time)))
    }

    fn random(&self) -> f64 {
        timer::random()
    }
}

thread_local! {
    /// The earliest end of what is slept for in this thread.
    static NEXT: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Is ready at that time. Nobody wakes it: who waits in this thread looks again by then.
struct Nap(Option<Instant>);

impl Future for Nap {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        let Some(end) = self.0 else {
            return Poll::Pending;
        };
        if Instant::now() >= end {
            return Poll::Ready(());
        }
        NEXT.set(Some(NEXT.get().map_or(end, |next| next.min(end))));
        Poll::Pending
    }
}

/// Asks until there is something, and sleeps meanwhile: until a waker of another thread calls, or
/// until the end of the first [`Nap`].
fn until_ready<T>(mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>) -> T {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    // What waits around this call in the same thread has its own.
    let before = NEXT.take();
    loop {
        if let Poll::Ready(given) = poll(&mut context) {
            NEXT.set(before);
            return given;
        }
        match NEXT.take() {
            Some(next) => thread::park_timeout(next.saturating_duration_since(Instant::now())),
            None => thread::park(),
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
