//! `cargo xtask corpus`.
//!
//! Takes: folders with OpenAPI documents. Gives: what became of each, as a table and as JSON. Does not generate in its own
//! process: a document that takes it down takes only a worker down.

mod check;
mod crate_folder;
mod entry;
mod find;
mod lint;
mod round_trips;
mod runner;
mod shipped;
mod table;
mod worker;

use crate::findings::{Format, report};
use crate::terminal::print;
use crate::workspace::workspace;
use clap::{ArgGroup, Args};
use entry::{Entry, Outcome};
use globset::Glob;
use runner::Runner;
use specwright::diagnostics::{Diagnostic, Diagnostics};
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::available_parallelism;
use std::time::Duration;

pub(crate) use worker::{Worker, work};

const FAILED: u8 = 1;
const IMPOSSIBLE: u8 = 2;

/// Generates from every OpenAPI document in some folders, each in a process of its own, and says how that went
///
/// A document is a .json, .yaml or .yml file with the key `openapi` at its top; it may refer to all files of its folder
/// DIR. Seconds are CPU seconds. Exits with 1 if a document crashed or was refused, if a crate has compile errors or
/// warnings, if a model does not keep a value, if a test fails, or if clippy or rustdoc find something.
#[derive(Args)]
#[command(group(ArgGroup::new("crates").multiple(true)))]
pub(crate) struct Arguments {
    /// Folders to search, or single documents
    #[arg(value_name = "DIR", required = true)]
    roots: Vec<PathBuf>,

    #[command(flatten)]
    asked: Asked,

    /// Only documents whose path below DIR is like this, such as `specs/*.json`; `*` goes across folders
    #[arg(long, value_name = "GLOB")]
    filter: Option<Glob>,

    /// Write what was found to a file, an object for each document
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// How many documents at once [default: one for each core]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,

    /// Do not fail because of documents that were refused with a reason
    #[arg(long)]
    allow_refused: bool,

    /// Keep the crates that were compiled, with what cargo built of them
    #[arg(long, requires = "crates")]
    keep: bool,

    /// Where crates are written and built [default: target/corpus of this workspace]
    #[arg(long, value_name = "FOLDER", requires = "crates")]
    work: Option<PathBuf>,

    /// How long generating one crate may take
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,

    /// How much address space generating one crate may take
    #[arg(long, value_name = "MEGABYTES", default_value_t = 4096)]
    memory: u64,
}

/// What is asked for beside generating.
#[derive(Args, Clone, Copy)]
struct Asked {
    /// Check with cargo that the crates compile, too
    #[arg(long, group = "crates")]
    compile: bool,

    /// Prove that models keep what servers send: values made from each schema are decoded and encoded again
    ///
    /// Values that come back as the same in other words, such as an instant in another time zone, are counted apart, and
    /// so are those that the schema allows and of which the model keeps a part as unknown.
    #[arg(long, group = "crates")]
    round_trips: bool,

    /// Run the tests that the crates are shipped with, too
    #[arg(long, group = "crates")]
    test: bool,

    /// Ask clippy, with its default lints, and rustdoc about the crates, and run the examples of their documentation, too
    #[arg(long, group = "crates")]
    lint: bool,
}

impl Asked {
    /// Whether any of it is for cargo to do.
    fn builds(self) -> bool {
        self.compile || self.round_trips || self.test || self.lint
    }
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let entries = match entries(arguments) {
        Ok(entries) => entries,
        Err(findings) => {
            report(&findings, Format::Human);
            return ExitCode::from(IMPOSSIBLE);
        }
    };
    print(&table::render(&entries, arguments.asked));
    if let Err(findings) = write(arguments, &entries) {
        report(&findings, Format::Human);
        return ExitCode::from(IMPOSSIBLE);
    }
    if entries.iter().any(|entry| failed(entry, arguments)) {
        return ExitCode::from(FAILED);
    }
    ExitCode::SUCCESS
}

fn entries(arguments: &Arguments) -> Result<Vec<Entry>, Diagnostics> {
    let filter = arguments.filter.as_ref().map(Glob::compile_matcher);
    let documents =
        find::documents(&arguments.roots, filter.as_ref()).map_err(|(path, error)| {
            let message = format!("cannot read {}: {error}", path.display());
            impossible(message, "name folders that exist, or documents")
        })?;
    if documents.is_empty() {
        return Err(impossible(
            "no OpenAPI document was found",
            "a document is a .json, .yaml or .yml file with the key `openapi` at its top",
        ));
    }
    let cores = || available_parallelism().map_or(1, usize::from);
    let runner = Runner {
        jobs: arguments.jobs.unwrap_or_else(cores).max(1),
        timeout: Duration::from_secs(arguments.timeout),
        memory: arguments.memory.saturating_mul(1 << 20),
        asked: arguments.asked,
        crates: arguments.asked.builds().then(|| {
            let work = arguments.work.clone();
            let work = work.unwrap_or_else(|| workspace().join("target").join("corpus"));
            crate_folder::Crates::new(work, workspace().join("Cargo.lock"), arguments.keep)
        }),
    };
    runner.all(&documents)
}

/// Why there is no result at all.
fn impossible(message: impl Into<String>, hint: &str) -> Diagnostics {
    Diagnostic::error(message).hint(hint).into()
}

fn write(arguments: &Arguments, entries: &[Entry]) -> Result<(), Diagnostics> {
    let Some(path) = &arguments.json else {
        return Ok(());
    };
    let failed = |error: std::io::Error| {
        let message = format!("cannot write {}: {error}", path.display());
        impossible(message, "choose a file in a folder that exists")
    };
    let mut text = serde_json::to_string_pretty(entries).map_err(|error| failed(error.into()))?;
    text.push('\n');
    fs::write(path, text).map_err(failed)
}

fn failed(entry: &Entry, arguments: &Arguments) -> bool {
    let refused = match entry.outcome {
        Outcome::Generated => false,
        Outcome::Refused => !arguments.allow_refused,
        Outcome::Crashed => true,
    };
    let compile = entry.compile.as_ref();
    let proof = entry.round_trips.as_ref();
    let tests = entry.tests.as_ref();
    let lints = entry.lints.as_ref();
    refused
        || compile.is_some_and(|check| check.errors + check.warnings > 0)
        || proof.is_some_and(|proof| !proof.differing.is_empty())
        || tests.is_some_and(|tests| tests.failed > 0)
        || lints.is_some_and(|lints| lints.found() > 0)
}
