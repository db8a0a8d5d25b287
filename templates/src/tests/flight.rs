//! Work that several wait for: who is woken, and when it ends.

use std::future::{pending, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use crate::runtime::flight::{Flight, Wait};

/// Counts how often it is woken.
#[derive(Default)]
struct Woken(AtomicUsize);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Woken {
    fn times(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

fn poll(wait: &mut Wait<u8>, woken: &Arc<Woken>) -> Poll<u8> {
    let waker = Waker::from(Arc::clone(woken));
    Pin::new(wait).poll(&mut Context::from_waker(&waker))
}

#[test]
fn each_that_waits_has_the_result() {
    let mut polls = 0;
    let flight = Flight::new(Box::pin(poll_fn(move |context| {
        polls += 1;
        context.waker().wake_by_ref();
        if polls < 3 {
            Poll::Pending
        } else {
            Poll::Ready(polls)
        }
    })));
    let (mut one, mut other) = (flight.wait(), flight.wait());
    let (first, second) = (Arc::default(), Arc::default());
    assert_eq!(poll(&mut one, &first), Poll::Pending);
    assert_eq!(poll(&mut other, &second), Poll::Pending);
    // The work can go on: each knows since it last asked.
    assert_eq!((first.times(), second.times()), (1, 1));
    assert_eq!(poll(&mut one, &first), Poll::Ready(3));
    assert_eq!(poll(&mut other, &second), Poll::Ready(3));
}

/// The others may have relied on who leaves, if the work wakes nobody by itself.
#[test]
fn who_leaves_wakes_the_others() {
    let flight = Flight::new(Box::pin(pending::<u8>()));
    let (mut one, mut other) = (flight.wait(), flight.wait());
    let (first, second) = (Arc::default(), Arc::default());
    assert_eq!(poll(&mut one, &first), Poll::Pending);
    assert_eq!(poll(&mut other, &second), Poll::Pending);
    assert_eq!(second.times(), 0);
    drop(one);
    assert_eq!(second.times(), 1);
}
