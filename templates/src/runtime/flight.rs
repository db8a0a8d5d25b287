//! Work that several wait for and that is done once.
//!
//! Takes a future; gives its result to each that waits. Starts no task: whoever waits carries it on,
//! and it ends when nobody does.

use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::task::{Context, Poll, Wake, Waker};

use crate::runtime::transport::BoxFuture;

/// Work that is under way, and then its result.
pub(crate) struct Flight<T> {
    state: Mutex<State<T>>,
    waiting: Arc<Waiting>,
}

enum State<T> {
    Going(BoxFuture<'static, T>),
    Landed(T),
}

impl<T: Clone> Flight<T> {
    /// Nothing is done before it is polled.
    pub(crate) fn new(work: BoxFuture<'static, T>) -> Arc<Self> {
        Arc::new(Self {
            state: Mutex::new(State::Going(work)),
            waiting: Arc::default(),
        })
    }

    /// The result, once it is there.
    pub(crate) fn poll(&self, context: &mut Context<'_>) -> Poll<T> {
        self.waiting.add(context.waker());
        let mut state = match self.state.try_lock() {
            Ok(state) => state,
            Err(TryLockError::Poisoned(state)) => state.into_inner(),
            // Somebody carries it on at this moment, and wakes all when it is done or goes on.
            Err(TryLockError::WouldBlock) => return Poll::Pending,
        };
        let result = match &mut *state {
            State::Landed(result) => return Poll::Ready(result.clone()),
            State::Going(work) => {
                let waker = Waker::from(Arc::clone(&self.waiting));
                match work.as_mut().poll(&mut Context::from_waker(&waker)) {
                    Poll::Ready(result) => result,
                    Poll::Pending => return Poll::Pending,
                }
            }
        };
        *state = State::Landed(result.clone());
        drop(state);
        self.waiting.wake_all();
        Poll::Ready(result)
    }
}

/// Those who wait.
#[derive(Default)]
struct Waiting(Mutex<Vec<Waker>>);

impl Waiting {
    fn wakers(&self) -> MutexGuard<'_, Vec<Waker>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, waker: &Waker) {
        let mut wakers = self.wakers();
        if !wakers.iter().any(|known| known.will_wake(waker)) {
            wakers.push(waker.clone());
        }
    }

    fn wake_all(&self) {
        let wakers = mem::take(&mut *self.wakers());
        for waker in wakers {
            waker.wake();
        }
    }
}

/// What the work wakes when it can go on.
impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        self.wake_all();
    }
}
