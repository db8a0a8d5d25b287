//! What a process takes of the machine.
//!
//! Takes: nothing. Gives: CPU time and memory of this process or of its children, and the means to bound them. Does not
//! know what the processes do.

#[cfg(unix)]
mod unix;
#[cfg(unix)]
pub(crate) use unix::{begin_group, children, kill_group, limit_memory, own, signal};

#[cfg(not(unix))]
mod other;
#[cfg(not(unix))]
pub(crate) use other::{begin_group, children, kill_group, limit_memory, own, signal};

/// CPU time and the most memory at once.
#[derive(Clone, Copy, Default)]
pub(crate) struct Usage {
    pub(crate) seconds: f64,
    pub(crate) peak_mb: f64,
}
