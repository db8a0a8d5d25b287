//! A timer whose chance is known. Its time is tokio's, which stands still in tests that begin with
//! it paused and then leaps to whatever is waited for.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use crate::{BoxFuture, Timer};

/// When the virtual clock begins: Sun, 06 Nov 1994 08:49:37 GMT, the date of RFC 9110.
pub(crate) const BEGIN: u64 = 784_111_777;

/// See the module.
#[derive(Clone, Debug)]
pub(crate) struct Time(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    start: Instant,
    random: f64,
    slept: Mutex<Vec<Duration>>,
}

impl Time {
    /// Draws this number, always.
    pub(crate) fn drawing(random: f64) -> Self {
        Self(Arc::new(Inner {
            start: Instant::now(),
            random,
            slept: Mutex::default(),
        }))
    }

    /// Draws 0: what is repeated is repeated at once, unless the server asks for a wait.
    pub(crate) fn without_jitter() -> Self {
        Self::drawing(0.0)
    }

    /// How long it was asked to sleep, each time.
    pub(crate) fn slept(&self) -> Vec<Duration> {
        self.0.slept.lock().unwrap().clone()
    }
}

impl Timer for Time {
    fn now(&self) -> Duration {
        self.0.start.elapsed()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(BEGIN) + self.now()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.0.slept.lock().unwrap().push(time);
        Box::pin(tokio::time::sleep(time))
    }

    fn random(&self) -> f64 {
        self.0.random
    }
}
