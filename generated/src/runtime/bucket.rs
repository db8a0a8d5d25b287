//! What a client may still repeat.
//!
//! Takes the cost of a retry; gives a permit while there is enough left. When a server is down, all
//! calls fail: that each of them is then sent three times is what the bucket prevents.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// How full it is at first, and at most.
const CAPACITY: u32 = 500;

/// What a retry costs.
const COST: u32 = 14;

/// What a retry costs where the server asks for patience: it works, and says so.
const THROTTLED_COST: u32 = 5;

/// Tokens for retries, shared by the clones of a client.
#[derive(Debug)]
pub(crate) struct Bucket(AtomicU32);

impl Bucket {
    /// A full one.
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(AtomicU32::new(CAPACITY)))
    }

    /// A permit for one retry; none where too little is left.
    pub(crate) fn permit(self: &Arc<Self>, throttled: bool) -> Option<Permit> {
        let cost = if throttled { THROTTLED_COST } else { COST };
        let taken = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(cost)
            });
        taken.ok().map(|_| Permit {
            bucket: Arc::clone(self),
            cost,
        })
    }

    /// Takes in what a call that needed no retry earns.
    pub(crate) fn reward(&self) {
        self.put(1);
    }

    fn put(&self, more: u32) {
        let full = |left: u32| Some(left.saturating_add(more).min(CAPACITY));
        // The closure never refuses.
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, full);
    }

    /// How much there is.
    pub(crate) fn left(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Permission for one retry. Dropped, it gives its cost back: the retry was a success, or didn't
/// come to its end.
#[derive(Debug)]
pub(crate) struct Permit {
    bucket: Arc<Bucket>,
    cost: u32,
}

impl Permit {
    /// The retry failed: its cost is gone.
    pub(crate) fn spend(mut self) {
        self.cost = 0;
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.bucket.put(self.cost);
    }
}
