//! One step for one document, in a process of its own.
//!
//! Takes: a document or a crate. Gives: one line of JSON on stdout. Its parent bounds its time; its memory it bounds
//! itself.

use super::entry::{Generation, Skipped, rounded};
use super::{check, lint, round_trips, shipped};
use crate::usage;
use clap::{Args, Subcommand};
use serde::Serialize;
use specwright::config::Config;
use specwright::diagnostics::{Diagnostic, Diagnostics};
use specwright::generate;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub(crate) struct Worker {
    #[command(subcommand)]
    step: Step,
}

#[derive(Subcommand)]
enum Step {
    Generate(Generate),
    Check(check::Arguments),
    RoundTrips(round_trips::Arguments),
    Test(check::Arguments),
    Lint(check::Arguments),
}

#[derive(Args)]
struct Generate {
    document: PathBuf,
    /// The tree that the document may read from
    #[arg(long)]
    tree: PathBuf,
    /// The name of the package
    #[arg(long)]
    name: String,
    /// Where to write the crate; if it is not given, nothing is written
    #[arg(long)]
    out: Option<PathBuf>,
    /// Bytes of address space
    #[arg(long)]
    memory: u64,
}

pub(crate) fn work(worker: &Worker) -> ExitCode {
    match &worker.step {
        Step::Generate(arguments) => hand_over(&generation(arguments)),
        Step::Check(arguments) => hand_over(&check::check(arguments)),
        Step::Test(arguments) => hand_over(&shipped::test(arguments)),
        Step::Lint(arguments) => hand_over(&lint::lint(arguments)),
        Step::RoundTrips(arguments) => match round_trips::prove(arguments) {
            Ok(found) => hand_over(&found),
            Err(reason) => {
                eprintln!("{reason}");
                ExitCode::FAILURE
            }
        },
    }
}

fn hand_over(result: &impl Serialize) -> ExitCode {
    match serde_json::to_string(result) {
        Ok(text) => {
            crate::terminal::print(&text);
            ExitCode::SUCCESS
        }
        Err(_) => ExitCode::FAILURE,
    }
}

fn generation(arguments: &Generate) -> Generation {
    usage::limit_memory(arguments.memory);
    let mut generation = match generated(arguments) {
        Ok(generation) => generation,
        Err(refusal) => Generation {
            warnings: refusal.warnings().count(),
            rules: tally(&refusal, &BTreeMap::new()),
            error: Some(first_error(&refusal)),
            ..Generation::default()
        },
    };
    let usage = usage::own();
    generation.generate_seconds = rounded(usage.seconds, 3);
    generation.peak_mb = rounded(usage.peak_mb, 1);
    generation
}

fn generated(arguments: &Generate) -> Result<Generation, Diagnostics> {
    let out = arguments.out.clone().unwrap_or_default();
    let config = config(&arguments.document, &arguments.tree, out, &arguments.name)?;
    let generated = generate(&config)?;
    if arguments.out.is_some() {
        let written = generated.files.apply(&config.output);
        written.map_err(|error| Diagnostic::error(error.message).hint(error.hint))?;
    }
    let skipped = generated.plan.skipped.iter().map(|one| Skipped {
        operation: one.operation.clone(),
        reason: one.reason.clone(),
        rule: one.rule.name().to_owned(),
        at: one.at.clone(),
    });
    Ok(Generation {
        operations: generated.plan.summary.operations + generated.plan.skipped.len(),
        generated: generated.plan.summary.operations,
        models: generated.plan.summary.models,
        skipped: skipped.collect(),
        warnings: generated.plan.warnings.len(),
        untyped: generated.plan.untyped(),
        rules: tally(&generated.plan.warnings, &generated.plan.rewrites),
        ..Generation::default()
    })
}

/// The configuration of a document that may read from its tree.
pub(super) fn config(
    document: &Path,
    tree: &Path,
    out: PathBuf,
    name: &str,
) -> Result<Config, Diagnostics> {
    let mut config = Config::for_document(document.to_owned(), Vec::new(), out, name.to_owned())?;
    config.folders.push(tree.to_owned());
    Ok(config)
}

/// How often each rule was applied.
fn tally(
    findings: &Diagnostics,
    rewrites: &BTreeMap<specwright::diagnostics::Rule, usize>,
) -> BTreeMap<String, usize> {
    let mut tally = BTreeMap::new();
    let found = findings
        .iter()
        .filter_map(|finding| Some((finding.rule?, 1)));
    let rewritten = rewrites.iter().map(|(rule, count)| (*rule, *count));
    for (rule, count) in found.chain(rewritten) {
        *tally.entry(rule.name().to_owned()).or_default() += count;
    }
    tally
}

/// Where and what, in one line.
pub(super) fn first_error(refusal: &Diagnostics) -> String {
    let Some(error) = refusal.errors().next() else {
        return "refused without a reason".to_owned();
    };
    let place = error.place.as_ref().and_then(|place| place.source.as_ref());
    let place = place.map(|at| format!("{}:{}:{}: ", at.file, at.line, at.column));
    let more = match refusal.errors().count() {
        1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    format!("{}{}{more}", place.unwrap_or_default(), error.message)
}
