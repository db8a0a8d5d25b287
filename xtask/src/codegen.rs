//! `cargo xtask codegen`.
//!
//! Takes: what to generate and where. Gives: a folder brought up to date, or the difference.
//! Does not decide what is generated.

use crate::terminal::{count, print, report, warn};
use clap::Args;
use similar::TextDiff;
use specwright::config::Config;
use specwright::diagnostics::{Diagnostic, Diagnostics};
use specwright::files::{Change, Changes, FilesError};
use specwright::{Generated, generate};
use std::env;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

const DRIFT: u8 = 1;
const FAILED: u8 = 2;

#[derive(Args)]
pub(crate) struct Arguments {
    /// What to generate [default: spec/codegen.toml]
    #[arg(long, value_name = "FILE", conflicts_with = "spec")]
    config: Option<PathBuf>,

    /// Write nothing; show what would change, and fail if anything would
    #[arg(long)]
    check: bool,

    /// Write nothing and fail if anything is left out or warned about
    #[arg(long)]
    strict: bool,

    /// An OpenAPI document to generate from with default settings
    #[arg(long, value_name = "FILE", requires = "out", requires = "name")]
    spec: Option<PathBuf>,

    /// The folder to write, with --spec
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,

    /// The name of the generated package, with --spec
    #[arg(long, requires = "spec")]
    name: Option<String>,

    /// An OpenAPI Overlay to apply, with --spec; may be given several times
    #[arg(long = "overlay", value_name = "FILE", requires = "spec")]
    overlays: Vec<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let status = generate_and_apply(arguments).unwrap_or_else(|diagnostics| {
        report(&diagnostics);
        warn("nothing was written\n");
        FAILED
    });
    ExitCode::from(status)
}

fn generate_and_apply(arguments: &Arguments) -> Result<u8, Diagnostics> {
    let config = config(arguments)?;
    let generated = generate(&config)?;
    report(&generated.warnings);
    print(&summary(&generated));
    if arguments.strict && (generated.summary.skipped > 0 || !generated.warnings.is_empty()) {
        warn("nothing was written: --strict allows no warning and no skipped operation\n");
        return Ok(DRIFT);
    }
    let folder = &config.output;
    if arguments.check {
        let changes = generated.files.compare(folder).map_err(finding)?;
        print(&differences(folder, &changes));
        print(&outcome(folder, &changes));
        if changes.is_empty() {
            return Ok(0);
        }
        print(&format!("run: {}\n", command(arguments)));
        return Ok(DRIFT);
    }
    let changes = generated.files.apply(folder).map_err(finding)?;
    print(&outcome(folder, &changes));
    Ok(0)
}

fn config(arguments: &Arguments) -> Result<Config, Diagnostics> {
    match (&arguments.spec, &arguments.out, &arguments.name) {
        (Some(spec), Some(out), Some(name)) => {
            let overlays = arguments.overlays.clone();
            Config::for_document(spec.clone(), overlays, out.clone(), name.clone())
        }
        _ => match &arguments.config {
            Some(path) => Config::from_file(path),
            None => Config::from_file(&default_config()),
        },
    }
}

/// `spec/codegen.toml` of this workspace, from wherever cargo was called.
fn default_config() -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let root = package.as_deref().and_then(Path::parent).unwrap_or(&here);
    let path = root.join("spec").join("codegen.toml");
    path.strip_prefix(&here).map(Path::to_owned).unwrap_or(path)
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
    if !generated.warnings.is_empty() {
        text.push_str(&count(generated.warnings.len(), "warning"));
        text.push('\n');
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

/// How long two texts are compared before a rougher difference must do.
const PATIENCE: Duration = Duration::from_secs(2);

fn differences(folder: &Path, changes: &Changes) -> String {
    let mut changes: Vec<_> = changes.iter().collect();
    changes.sort_by(|left, right| left.path.cmp(&right.path));
    let folder = shown(folder);
    changes
        .into_iter()
        .map(|change| difference(&folder, change))
        .collect()
}

fn difference(folder: &str, change: &Change) -> String {
    let name = |side: &Option<String>| match side {
        Some(_) => format!("{folder}{}", change.path),
        None => "/dev/null".to_owned(),
    };
    let old = change.old.as_deref().unwrap_or_default();
    let new = change.new.as_deref().unwrap_or_default();
    TextDiff::configure()
        .timeout(PATIENCE)
        .diff_lines(old, new)
        .unified_diff()
        .header(&name(&change.old), &name(&change.new))
        .to_string()
}

/// A folder as people write it: `generated/`, not `spec/../generated`.
fn shown(folder: &Path) -> String {
    let mut short = PathBuf::new();
    for component in folder.components() {
        let removable = matches!(short.components().next_back(), Some(Component::Normal(_)));
        match component {
            Component::ParentDir if removable => {
                short.pop();
            }
            other => short.push(other),
        }
    }
    let mut text = short.display().to_string();
    if !text.ends_with('/') {
        text.push('/');
    }
    text
}

/// The command that ends the drift: the same arguments without `--check`.
fn command(arguments: &Arguments) -> String {
    let mut words = vec!["cargo xtask codegen".to_owned()];
    let mut option = |name: &str, value: &Path| {
        words.push(format!("--{name} {}", quoted(&value.display().to_string())));
    };
    let paths = [
        ("config", &arguments.config),
        ("spec", &arguments.spec),
        ("out", &arguments.out),
    ];
    for (name, value) in paths {
        value.iter().for_each(|value| option(name, value));
    }
    arguments
        .name
        .iter()
        .for_each(|name| option("name", Path::new(name)));
    arguments
        .overlays
        .iter()
        .for_each(|overlay| option("overlay", overlay));
    if arguments.strict {
        words.push("--strict".to_owned());
    }
    words.join(" ")
}

fn quoted(word: &str) -> String {
    let plain =
        |character: char| character.is_ascii_alphanumeric() || "-_./=:,@%+".contains(character);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
