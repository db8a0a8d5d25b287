//! `cargo xtask codegen`.
//!
//! Takes: what to generate and where. Gives: a folder brought up to date, or the difference.
//! Does not decide what is generated.

mod arguments;
mod differences;

use crate::findings::{report, strict};
use crate::terminal::{count, warn};
use differences::{differences, shown};
use specwright::diagnostics::{Diagnostic, Diagnostics};
use specwright::files::{Changes, FilesError};
use specwright::{Generated, generate};
use std::path::Path;
use std::process::ExitCode;

pub(crate) use arguments::Arguments;

const DRIFT: u8 = 1;
const FAILED: u8 = 2;

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let status = generate_and_apply(arguments).unwrap_or_else(|diagnostics| {
        report(&judged(diagnostics, arguments), arguments.message_format);
        warn("nothing was written\n");
        FAILED
    });
    ExitCode::from(status)
}

fn generate_and_apply(arguments: &Arguments) -> Result<u8, Diagnostics> {
    let format = arguments.message_format;
    let config = arguments.config()?;
    let mut generated = generate(&config)?;
    generated.warnings = judged(generated.warnings, arguments);
    report(&generated.warnings, format);
    format.say(&summary(&generated));
    if arguments.strict && (generated.summary.skipped > 0 || !generated.warnings.is_empty()) {
        warn("nothing was written: --strict allows no warning and no skipped operation\n");
        return Ok(DRIFT);
    }
    let folder = &config.output;
    if arguments.check {
        let changes = generated.files.compare(folder).map_err(finding)?;
        format.say(&differences(folder, &changes));
        format.say(&outcome(folder, &changes));
        if changes.is_empty() {
            return Ok(0);
        }
        format.say(&format!("run: {}\n", arguments.command()));
        return Ok(DRIFT);
    }
    let changes = generated.files.apply(folder).map_err(finding)?;
    format.say(&outcome(folder, &changes));
    Ok(0)
}

/// The findings as bad as these arguments take them.
fn judged(diagnostics: Diagnostics, arguments: &Arguments) -> Diagnostics {
    if arguments.strict {
        strict(diagnostics)
    } else {
        diagnostics
    }
}

fn finding(error: FilesError) -> Diagnostics {
    Diagnostic::error(error.message).hint(error.hint).into()
}

fn summary(generated: &Generated) -> String {
    let summary = &generated.summary;
    let mut text = format!(
        "{}, {}, {} skipped\n",
        count(summary.operations, "operation"),
        count(summary.models, "model"),
        summary.skipped
    );
    for (number, noun) in [
        (generated.warnings.errors().count(), "error"),
        (generated.warnings.warnings().count(), "warning"),
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
