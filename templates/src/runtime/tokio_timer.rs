//! The default timer: tokio's time.
//!
//! Gives clock, sleep and chance to clients that are used inside of a tokio runtime; elsewhere there
//! is none.

use std::time::{Duration, SystemTime};

use tokio::runtime::Handle;
use tokio::time::{self, Instant};

use crate::runtime::timer::{self, Timer};
use crate::runtime::transport::BoxFuture;

/// See the module.
#[derive(Debug)]
pub(crate) struct TokioTimer(Instant);

impl TokioTimer {
    pub(crate) fn new() -> Self {
        Self(Instant::now())
    }

    /// Whether there is a runtime to keep time: a transport of the user's own may need none.
    pub(crate) fn is_here() -> bool {
        Handle::try_current().is_ok()
    }
}

impl Timer for TokioTimer {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        Box::pin(time::sleep(time))
    }

    fn random(&self) -> f64 {
        timer::random()
    }
}
