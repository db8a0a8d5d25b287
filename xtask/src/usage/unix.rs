//! Unix: resource usage, limits and process groups.

use super::Usage;
use nix::sys::resource::{Resource, UsageWho, getrusage, setrlimit};
use nix::sys::signal::{Signal, killpg};
use nix::sys::time::TimeVal;
use nix::unistd::Pid;
use std::fs;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, ExitStatus};

/// Of this process so far.
pub(crate) fn own() -> Usage {
    let usage = of(UsageWho::RUSAGE_SELF);
    Usage {
        // What `getrusage` says of a process begins with what its parent had.
        peak_mb: peak().unwrap_or(usage.peak_mb),
        ..usage
    }
}

/// Of all children that have ended, and theirs; the memory is that of the largest.
pub(crate) fn children() -> Usage {
    of(UsageWho::RUSAGE_CHILDREN)
}

fn of(who: UsageWho) -> Usage {
    let Ok(usage) = getrusage(who) else {
        return Usage::default();
    };
    let unit = if cfg!(target_vendor = "apple") {
        1.0
    } else {
        1024.0
    };
    Usage {
        seconds: seconds(usage.user_time()) + seconds(usage.system_time()),
        peak_mb: usage.max_rss() as f64 * unit / MEGABYTE,
    }
}

const MEGABYTE: f64 = 1024.0 * 1024.0;

fn seconds(time: TimeVal) -> f64 {
    time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6
}

/// The most memory that Linux saw this process have.
fn peak() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// Bounds the address space of this process: beyond it, allocation fails.
pub(crate) fn limit_memory(bytes: u64) {
    let _ = setrlimit(Resource::RLIMIT_AS, bytes, bytes);
}

/// Lets a command begin a group of processes, so that it can be ended with all that it starts.
pub(crate) fn begin_group(command: &mut Command) {
    command.process_group(0);
}

/// Ends the group that a process began.
pub(crate) fn kill_group(leader: u32) {
    if let Ok(leader) = i32::try_from(leader) {
        let _ = killpg(Pid::from_raw(leader), Signal::SIGKILL);
    }
}

/// What ended a process, if it did not end by itself.
pub(crate) fn signal(status: ExitStatus) -> Option<i32> {
    status.signal()
}
