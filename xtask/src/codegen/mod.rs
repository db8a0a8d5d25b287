//! `cargo xtask codegen`.
//!
//! Takes: what to generate and where. Gives: a folder brought up to date, or the difference.
//! Does not decide what is generated.

mod arguments;
mod differences;

use crate::findings::{report, strict};
use crate::terminal::{count, warn};
use crate::usage;
use differences::{differences, shown};
use specwright::diagnostics::{Diagnostic, Diagnostics};
use specwright::files::{Changes, FilesError};
use specwright::{Plan, generate, plan};
use std::path::Path;
use std::process::ExitCode;

pub(crate) use arguments::{Arguments, SelectionArguments, default_config};

const DRIFT: u8 = 1;
const FAILED: u8 = 2;

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let status = generate_and_apply(arguments).unwrap_or_else(|failure| {
        let diagnostics = judged(failure.diagnostics, arguments);
        report(&diagnostics, arguments.message_format);
        warn(if failure.unfinished {
            "the update is unfinished: run the same command again\n"
        } else {
            "nothing was written\n"
        });
        FAILED
    });
    ExitCode::from(status)
}

/// Why there is no crate, or not yet all of it.
struct Failure {
    diagnostics: Diagnostics,
    /// Some files are written and some are not.
    unfinished: bool,
}

impl From<Diagnostics> for Failure {
    fn from(diagnostics: Diagnostics) -> Self {
        Self {
            diagnostics,
            unfinished: false,
        }
    }
}

impl From<FilesError> for Failure {
    fn from(error: FilesError) -> Self {
        Self {
            diagnostics: Diagnostic::error(error.message).hint(error.hint).into(),
            unfinished: error.unfinished,
        }
    }
}

fn generate_and_apply(arguments: &Arguments) -> Result<u8, Failure> {
    let format = arguments.message_format;
    let config = arguments.config()?;
    if arguments.plan {
        let plan = plan(&config)?;
        let usage = usage::own();
        let allowed = tell(plan, arguments);
        format.say(&format!(
            "{:.2} s of CPU time, {:.0} MB at most\n",
            usage.seconds, usage.peak_mb
        ));
        return Ok(if allowed { 0 } else { DRIFT });
    }
    let generated = generate(&config)?;
    if !tell(generated.plan, arguments) {
        warn("nothing was written: --strict allows no warning and no skipped operation\n");
        return Ok(DRIFT);
    }
    let folder = &config.output;
    if arguments.check {
        let changes = generated.files.compare(folder)?;
        format.say(&differences(folder, &changes));
        format.say(&outcome(folder, &changes));
        if changes.is_empty() {
            return Ok(0);
        }
        format.say(&format!("run: {}\n", arguments.command()));
        return Ok(DRIFT);
    }
    let changes = generated.files.apply(folder)?;
    format.say(&outcome(folder, &changes));
    Ok(0)
}

/// Says what a crate will hold and what was found; gives whether the arguments allow that.
fn tell(mut plan: Plan, arguments: &Arguments) -> bool {
    let format = arguments.message_format;
    plan.warnings = judged(plan.warnings, arguments);
    report(&plan.warnings, format);
    format.say(&summary(&plan));
    !arguments.strict || (plan.summary.skipped == 0 && plan.warnings.is_empty())
}

/// The findings as bad as these arguments take them.
fn judged(diagnostics: Diagnostics, arguments: &Arguments) -> Diagnostics {
    if arguments.strict {
        strict(diagnostics)
    } else {
        diagnostics
    }
}

fn summary(plan: &Plan) -> String {
    let summary = &plan.summary;
    let mut text = format!(
        "{}, {}, {} skipped\n",
        count(summary.operations, "operation"),
        count(summary.models, "model"),
        summary.skipped
    );
    for (number, noun) in [
        (plan.warnings.errors().count(), "error"),
        (plan.warnings.warnings().count(), "warning"),
    ] {
        if number > 0 {
            text.push_str(&count(number, noun));
            text.push('\n');
        }
    }
    text
}

fn outcome(folder: &Path, changes: &Changes) -> String {
    format!(
        "{}: {} changed, {} added, {} removed, {} unchanged\n",
        shown(folder),
        count(changes.changed.len(), "file"),
        changes.added.len(),
        changes.removed.len(),
        changes.unchanged
    )
}
