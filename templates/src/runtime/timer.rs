//! Where the client has its time and its chance from.
//!
//! Gives the trait [`Timer`] and chance from the standard library; keeps no time itself.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::runtime::transport::BoxFuture;

/// Clock, sleep and chance of a client. Implement it for a runtime other than tokio, or for tests
/// that don't want to wait.
///
/// Set it with [`ClientBuilder::timer`](crate::ClientBuilder::timer).
pub trait Timer: fmt::Debug + Send + Sync + 'static {
    /// How long ago some fixed moment was: never less than what it gave before.
    fn now(&self) -> Duration;

    /// The time of day: what dates in headers are compared with.
    fn wall(&self) -> SystemTime;

    /// Is ready once `time` has passed by the clock of [`now`](Self::now). Dropped, it ends.
    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()>;

    /// A number from 0 up to, but not, 1, evenly spread. It needn't be fit for secrets.
    fn random(&self) -> f64;
}

impl<T: Timer + ?Sized> Timer for Arc<T> {
    fn now(&self) -> Duration {
        (**self).now()
    }

    fn wall(&self) -> SystemTime {
        (**self).wall()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        (**self).sleep(time)
    }

    fn random(&self) -> f64 {
        (**self).random()
    }
}

/// A number as [`Timer::random`] gives it: the standard library draws the keys of its hash maps
/// from the system's randomness, and no two are the same.
pub(crate) fn random() -> f64 {
    let drawn = RandomState::new().hash_one(());
    f64::from(u32::try_from(drawn >> 32).unwrap_or_default()) / 4_294_967_296.0
}

/// The time of day by the system's clock, where it has one.
#[allow(
    clippy::unnecessary_wraps,
    reason = "a browser's clock is not the standard library's"
)]
pub(crate) fn wall() -> Option<SystemTime> {
    #[cfg(all(target_family = "wasm", target_os = "unknown"))]
    return None;
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    Some(SystemTime::now())
}
