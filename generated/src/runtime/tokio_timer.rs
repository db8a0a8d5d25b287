//! The timer of the default transport: tokio's time.
//!
//! Gives clock, sleep and chance to clients whose calls are awaited in a tokio runtime.

use std::time::{Duration, SystemTime};

use tokio::runtime::Handle;
use tokio::time::{self, Instant};

use crate::runtime::timer::{self, Timer};
use crate::runtime::transport::BoxFuture;

/// Has time from tokio: for clients with a transport of your own. Calls must be awaited in a tokio
/// runtime that has its time enabled, as those of `ReqwestTransport`, which brings this timer along.
#[derive(Clone, Debug)]
pub struct TokioTimer(Instant);

impl TokioTimer {
    /// One whose clock begins now.
    #[must_use]
    pub fn new() -> Self {
        Self(Instant::now())
    }
}

impl Default for TokioTimer {
    fn default() -> Self {
        Self::new()
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
        Box::pin(async move {
            // Without a runtime there is nothing to wait for: its transport has failed as well.
            if Handle::try_current().is_ok() {
                time::sleep(time).await;
            }
        })
    }

    fn random(&self) -> f64 {
        timer::random()
    }
}
