//! Calls without an async runtime: a future or a stream is waited for by the thread that asks.
//!
//! Gives what waits, and the transport and the timer of the clients that
//! [`ClientBuilder::build_blocking`](crate::ClientBuilder::build_blocking) makes. There with the feature
//! `blocking`; the front page of the crate shows a call.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
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
        static COUNT: AtomicU64 = AtomicU64::new(0);
        // What is too long for the clock lasts for ever.
        let end = Instant::now().checked_add(time);
        Box::pin(Nap(
            end.map(|end| (end, COUNT.fetch_add(1, Ordering::Relaxed)))
        ))
    }

    fn random(&self) -> f64 {
        timer::random()
    }
}

thread_local! {
    /// What is slept for in this thread: when each ends, which it is, and who waits for it.
    static NAPS: RefCell<BTreeMap<(Instant, u64), Waker>> = const { RefCell::new(BTreeMap::new()) };
}

/// Is ready at that time, and tells those of the same instant apart. Who waits in this thread wakes it.
struct Nap(Option<(Instant, u64)>);

impl Future for Nap {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Some(nap) = self.0 else {
            return Poll::Pending;
        };
        if Instant::now() >= nap.0 {
            return Poll::Ready(());
        }
        NAPS.with_borrow_mut(|naps| naps.insert(nap, context.waker().clone()));
        Poll::Pending
    }
}

impl Drop for Nap {
    fn drop(&mut self) {
        if let Some(nap) = self.0 {
            // A thread that ends has none any more.
            let waker = NAPS.try_with(|naps| naps.borrow_mut().remove(&nap));
            drop(waker);
        }
    }
}

/// Wakes who waits for a nap that has ended; gives when the next one ends.
fn ring() -> Option<Instant> {
    loop {
        let (next, _) = NAPS.with_borrow(|naps| naps.keys().next().copied())?;
        if next > Instant::now() {
            return Some(next);
        }
        let ended = NAPS.with_borrow_mut(BTreeMap::pop_first);
        if let Some((_, waker)) = ended {
            waker.wake();
        }
    }
}

/// Asks until there is something, and sleeps meanwhile: until another thread or the end of a [`Nap`] calls
/// for it.
fn until_ready<T>(mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>) -> T {
    let called = Arc::new(Called {
        thread: thread::current(),
        yet: AtomicBool::new(false),
    });
    let waker = Waker::from(Arc::clone(&called));
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(given) = poll(&mut context) {
            return given;
        }
        loop {
            let next = ring();
            if called.yet.swap(false, Ordering::Acquire) {
                break;
            }
            match next {
                Some(next) => thread::park_timeout(next.saturating_duration_since(Instant::now())),
                None => thread::park(),
            }
        }
    }
}

/// Whether a thread that waits was called. What waits around it in the same thread has its own: a thread alone
/// knows only that somebody called.
struct Called {
    thread: Thread,
    yet: AtomicBool,
}

impl Wake for Called {
    fn wake(self: Arc<Self>) {
        self.yet.store(true, Ordering::Release);
        self.thread.unpark();
    }
}
