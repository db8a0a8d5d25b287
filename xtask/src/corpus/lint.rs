//! What the tools that read a crate say of it: clippy, rustdoc, and the examples of its documentation as tests.
//!
//! Takes: the workspace with the crate. Gives: how much each found. Does not write the crate, and asks for no lint that is
//! not on by default.

use super::check::{Arguments, messages};
use super::entry::{Lints, rounded};
use super::shipped::results;
use crate::process::end_with_parent;
use crate::usage;

pub(super) fn lint(of: &Arguments) -> Lints {
    end_with_parent();
    let clippy = messages(&["clippy", "--all-targets"], of);
    let rustdoc = messages(&["doc", "--no-deps"], of);
    let examples = results(&["--doc"], of);
    Lints {
        clippy: clippy.errors + clippy.warnings,
        rustdoc: rustdoc.errors + rustdoc.warnings,
        passed: examples.passed,
        failed: examples.failed,
        seconds: rounded(usage::children().seconds, 3),
        first: clippy.first.or(rustdoc.first).or(examples.first),
    }
}
