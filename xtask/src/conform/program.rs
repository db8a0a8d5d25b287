//! The program that makes the calls.
//!
//! Takes: a crate and its calls. Gives: the program, built, and what it says. Does not understand that.

use super::impossible;
use crate::process::{self, guard};
use crate::workspace::workspace;
use specwright::conform::Conformance;
use specwright::diagnostics::{Diagnostic, Diagnostics};
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A program that is built.
pub(super) struct Program(PathBuf);

/// The feature that turns on all calls and their models, where there are such features.
const FULL: &str = "full";

/// Writes the crate and the program, and builds both.
pub(super) fn built(
    conformance: &Conformance,
    package: &str,
    work: &Path,
    limit: Duration,
) -> Result<Program, Diagnostics> {
    let folder = work.join("crates").join(package);
    let name = format!("{package}-calls");
    write(conformance, &folder, &name)?;
    let target = work.join("target");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let failed = |error: String| {
        let message = format!("the calls of {package} do not compile: {error}");
        impossible(message, "this is a fault of the generator")
    };
    let mut command = guard(cargo).map_err(|error| failed(error.to_string()))?;
    command
        .args(["build", "--offline", "--quiet", "--package", &name])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS");
    process::run(&mut command, limit).map_err(failed)?;
    Ok(Program(target.join("debug").join(name)))
}

fn write(conformance: &Conformance, folder: &Path, name: &str) -> Result<(), Diagnostics> {
    let failed = |error: io::Error| {
        let message = format!("cannot write {}: {error}", folder.display());
        impossible(message, "choose another folder with `--work`")
    };
    let program = folder.join("calls");
    let _ = fs::remove_dir_all(&program);
    fs::create_dir_all(program.join("src")).map_err(failed)?;
    let files = conformance.files();
    let is_full = files.get("Cargo.toml").is_some_and(|manifest| {
        let mut lines = manifest.lines();
        lines.any(|line| line.starts_with("full = "))
    });
    let features: &[&str] = if is_full { &[FULL] } else { &[] };
    let applied = files.apply(&folder.join("crate"));
    applied.map_err(|error| Diagnostic::error(error.message).hint(error.hint))?;
    for (path, text) in conformance.program(name, "../crate", features) {
        fs::write(program.join(path), text).map_err(failed)?;
    }
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"crate\", \"calls\"]\n\n[profile.dev]\ndebug = false\n";
    fs::write(folder.join("Cargo.toml"), manifest).map_err(failed)?;
    let lock = workspace().join("Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).map_err(failed)?;
    Ok(())
}

impl Program {
    /// What it says of all calls.
    pub(super) fn output(&self, url: &str, limit: Duration) -> Result<String, Diagnostics> {
        self.run(&[url.as_ref()], limit)
    }

    /// What it makes of answers, each a line of JSON.
    pub(super) fn read_again(
        &self,
        answers: &[String],
        limit: Duration,
    ) -> Result<String, Diagnostics> {
        let path = self.0.with_extension("answers");
        fs::write(&path, answers.join("\n")).map_err(|error| {
            let message = format!("cannot write {}: {error}", path.display());
            impossible(message, "choose another folder with `--work`")
        })?;
        self.run(&["--read".as_ref(), path.as_os_str()], limit)
    }

    fn run(&self, arguments: &[&OsStr], limit: Duration) -> Result<String, Diagnostics> {
        let failed = |error: String| {
            let message = format!("the calls cannot be made: {error}");
            impossible(message, "give them more time with `--timeout`")
        };
        let mut command = guard(&self.0).map_err(|error| failed(error.to_string()))?;
        command.args(arguments).env("RUST_BACKTRACE", "0");
        // Nothing stands between it and the referee.
        for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
            command.env_remove(name);
        }
        process::run(&mut command, limit).map_err(failed)
    }
}
