//! What the tools that read a crate say of it: clippy, rustdoc, and the examples of its documentation as tests.
//!
//! Takes: the workspace with the crate. Gives: how much each found. Does not write the crate, and asks for no lint that is
//! not on by default.

use super::check::messages;
use super::entry::{Lints, rounded};
use super::shipped::results;
use crate::process::end_with_parent;
use crate::usage;
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct Arguments {
    /// The workspace that the crate is alone in
    folder: PathBuf,
    #[arg(long)]
    package: String,
    /// The folder of all builds
    #[arg(long)]
    target: PathBuf,
}

pub(super) fn lint(arguments: &Arguments) -> Lints {
    end_with_parent();
    let Arguments {
        folder,
        package,
        target,
    } = arguments;
    let clippy = messages(&["clippy", "--all-targets"], folder, package, target);
    let rustdoc = messages(&["doc", "--no-deps"], folder, package, target);
    let examples = results(&["--doc", "--package", package], folder, target);
    Lints {
        clippy: clippy.errors + clippy.warnings,
        rustdoc: rustdoc.errors + rustdoc.warnings,
        passed: examples.passed,
        failed: examples.failed,
        seconds: rounded(usage::children().seconds, 3),
        first: clippy.first.or(rustdoc.first).or(examples.first),
    }
}
