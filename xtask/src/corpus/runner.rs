//! The workers, several at once.
//!
//! Takes: documents. Gives: an entry for each, in their order. Does not generate or compile: workers do.

use super::crate_folder::{Crates, Place};
use super::entry::{Entry, Generation, Outcome, RoundTrips};
use super::find::Document;
use super::{Asked, impossible};
use crate::process;
use indicatif::{ProgressBar, ProgressStyle};
use serde::de::DeserializeOwned;
use specwright::diagnostics::Diagnostics;
use std::env;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// The package name where nothing is written.
const NAME: &str = "corpus-document";

/// How long a step of cargo may take: crates of thousands of operations need minutes, no crate needs half an hour.
const STEP_LIMIT: Duration = Duration::from_secs(1800);

pub(super) struct Runner {
    pub(super) jobs: usize,
    pub(super) timeout: Duration,
    pub(super) memory: u64,
    pub(super) asked: Asked,
    /// Where the crates go that are compiled.
    pub(super) crates: Option<Crates>,
}

impl Runner {
    /// Each document, in the order given.
    pub(super) fn all(&self, documents: &[Document]) -> Result<Vec<Entry>, Diagnostics> {
        let program = env::current_exe().map_err(|error| {
            let message = format!("cannot find this program itself: {error}");
            impossible(
                message,
                "build it again, and run it from where it was built",
            )
        })?;
        if let Some(crates) = &self.crates {
            crates.prepare()?;
        }
        let bar = progress(documents.len());
        let next = AtomicUsize::new(0);
        let turn = Mutex::new(());
        let job = || {
            let mut entries = Vec::new();
            while let Some((number, document)) = take(&next, documents) {
                bar.set_message(document.path.display().to_string());
                entries.push((number, self.one(&program, document, &turn)));
                bar.inc(1);
            }
            entries
        };
        let mut entries = thread::scope(|scope| {
            let jobs: Vec<_> = (0..self.jobs).map(|_| scope.spawn(job)).collect();
            let ended = jobs.into_iter().map(|job| {
                let ended = job.join();
                ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            });
            ended.flatten().collect::<Vec<_>>()
        });
        bar.finish_and_clear();
        entries.sort_by_key(|(number, _)| *number);
        Ok(entries.into_iter().map(|(_, entry)| entry).collect())
    }

    fn one(&self, program: &Path, document: &Document, turn: &Mutex<()>) -> Entry {
        let place = self.crates.as_ref().map(|crates| crates.place(document));
        let name = place.as_ref().map_or(NAME, |place| place.name.as_str());
        let mut command = Command::new(program);
        command
            .args(["corpus-worker", "generate"])
            .env("RUST_BACKTRACE", "0")
            .arg(&document.path)
            .arg("--tree")
            .arg(&document.tree)
            .args(["--name", name])
            .args(["--memory", &self.memory.to_string()]);
        if let Some(place) = &place {
            command.arg("--out").arg(&place.crate_folder);
        }
        let (generation, outcome) = match worker::<Generation>(&mut command, self.timeout) {
            Ok(generation) if generation.error.is_some() => (generation, Outcome::Refused),
            Ok(generation) => (generation, Outcome::Generated),
            Err(error) => (crashed(error), Outcome::Crashed),
        };
        let mut entry = Entry {
            file: document.path.display().to_string(),
            generation,
            compile: None,
            round_trips: None,
            tests: None,
            lints: None,
            outcome,
        };
        let Some((crates, place)) = self.crates.as_ref().zip(place) else {
            return entry;
        };
        // Cargo would wait for its own lock; waiting here does not count as its time. What others build is not taken away.
        let turn = turn.lock();
        if outcome == Outcome::Generated
            && let Err(error) = self.built(program, document, crates, &place, &mut entry)
        {
            entry.outcome = Outcome::Crashed;
            entry.generation.error = Some(error);
        }
        crates.clean(&place);
        drop(turn);
        entry
    }

    /// What cargo makes of a crate.
    fn built(
        &self,
        program: &Path,
        document: &Document,
        crates: &Crates,
        place: &Place,
        entry: &mut Entry,
    ) -> Result<(), String> {
        if self.asked.compile {
            let check =
                |folder: &Path, target: &Path| step(program, "check", folder, place, target);
            let check = crates.check(place, check);
            entry.compile = Some(check.map_err(|error| format!("cargo check: {error}"))?);
        }
        if self.asked.test {
            let test = |folder: &Path, target: &Path| step(program, "test", folder, place, target);
            let tests = crates.ask(place, test);
            entry.tests = Some(tests.map_err(|error| format!("cargo test: {error}"))?);
        }
        if self.asked.lint {
            let lint = |folder: &Path, target: &Path| step(program, "lint", folder, place, target);
            let lints = crates.ask(place, lint);
            entry.lints = Some(lints.map_err(|error| format!("lints: {error}"))?);
        }
        if self.asked.round_trips && entry.generation.models > 0 {
            let prove = |target: &Path| prove(program, document, place, target);
            let proof = crates.prove(place, prove);
            entry.round_trips = Some(proof.map_err(|error| format!("round trips: {error}"))?);
        }
        Ok(())
    }
}

fn take<'a>(next: &AtomicUsize, documents: &'a [Document]) -> Option<(usize, &'a Document)> {
    let number = next.fetch_add(1, Ordering::Relaxed);
    Some((number, documents.get(number)?))
}

fn crashed(error: String) -> Generation {
    Generation {
        error: Some(error),
        ..Generation::default()
    }
}

/// What a worker finds by a step that needs the crate alone.
fn step<T: DeserializeOwned>(
    program: &Path,
    step: &str,
    folder: &Path,
    place: &Place,
    target: &Path,
) -> Result<T, String> {
    let mut command = Command::new(program);
    command
        .args(["corpus-worker", step])
        .arg(folder)
        .args(["--package", &place.name, "--target"])
        .arg(target);
    worker(&mut command, STEP_LIMIT)
}

fn prove(
    program: &Path,
    document: &Document,
    place: &Place,
    target: &Path,
) -> Result<RoundTrips, String> {
    let mut command = Command::new(program);
    command
        .args(["corpus-worker", "round-trips"])
        .env("RUST_BACKTRACE", "0")
        .arg(&document.path)
        .arg("--tree")
        .arg(&document.tree)
        .args(["--package", &place.name, "--folder"])
        .arg(&place.folder)
        .arg("--target")
        .arg(target);
    worker(&mut command, STEP_LIMIT)
}

/// What a worker found out.
fn worker<T: DeserializeOwned>(command: &mut Command, limit: Duration) -> Result<T, String> {
    let said = process::run(command, limit)?;
    serde_json::from_str(&said).map_err(|error| format!("the worker's answer is odd: {error}"))
}

/// Shown on a terminal only.
fn progress(length: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(length).unwrap_or(u64::MAX));
    match ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {wide_msg}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
