//! The crate of the suite's schemas, and what it keeps.
//!
//! Takes: the suite as a document. Gives: what became of each instance. Explains nothing.

use super::Draft;
use super::cases::{PROPERTY, Suite};
use crate::conform::impossible;
use crate::process::{self, guard};
use crate::workspace::workspace;
use serde_json::json;
use specwright::config::{Config, Operations, WithoutType};
use specwright::diagnostics::{Diagnostic, Diagnostics};
use specwright::proof::{Proof, Verdict};
use specwright::sample::Sample;
use std::env;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// How the schemas are read.
#[derive(Clone, Copy)]
pub(super) enum Reading {
    /// As authors of descriptions mean them, which is the default.
    Meant,
    /// With room for all that JSON Schema lets pass, by `[schemas]` in codegen.toml.
    Letter,
}

impl Reading {
    /// What crates and the entries of deviations are called.
    pub(super) fn name(self, draft: Draft) -> String {
        match self {
            Self::Meant => draft.name.to_owned(),
            Self::Letter => format!("{}-by-the-letter", draft.name),
        }
    }
}

/// Generates the crate and the program that proves it, builds them, and runs the program.
pub(super) fn verdict(
    suite: &Suite,
    reading: Reading,
    work: &Path,
    limit: Duration,
) -> Result<Verdict, Diagnostics> {
    let name = format!("suite-{}", reading.name(suite.draft));
    let folder = work.join("crates").join(&name);
    let failed = |error: io::Error| {
        let message = format!("cannot write {}: {error}", folder.display());
        impossible(message, "choose another folder with `--work`")
    };
    fs::create_dir_all(&folder).map_err(failed)?;
    let document = folder.join("suite.json");
    fs::write(&document, suite.document.to_string()).map_err(failed)?;
    let mut config =
        Config::for_document(document, Vec::new(), folder.join("crate"), name.clone())?;
    config.layout.operations = Operations::Flat;
    config.layout.tests = Some(false);
    if let Reading::Letter = reading {
        config.schemas.keep_unknown = true;
        config.schemas.without_type = WithoutType::Any;
    }
    let crate_ = specwright::generate(&config)?;
    let applied = crate_.files.apply(&config.output);
    applied.map_err(|error| Diagnostic::error(error.message).hint(error.hint))?;
    let proof = proof(suite, &config)?;
    write(&proof, &name, &folder).map_err(failed)?;
    let broken = |error: String| {
        let message = format!("the types of {name} cannot be judged: {error}");
        impossible(message, "this is a fault of the generator")
    };
    built_and_run(&folder, &work.join("target"), limit)
        .and_then(|output| proof.verdict(&output))
        .map_err(broken)
}

/// The types with the instances in the place of values that would be made.
fn proof(suite: &Suite, config: &Config) -> Result<Proof, Diagnostics> {
    let mut models = specwright::samples(config)?;
    for model in &mut models {
        let place = model.place.to_string();
        let component = place.strip_prefix("#/components/schemas/");
        let cases = suite.cases.iter().enumerate();
        let cases = cases.filter(|(_, case)| Some(case.component.as_str()) == component);
        let instances = cases
            .map(|(number, case)| Sample::of(number.to_string(), json!({PROPERTY: case.instance})));
        model.samples = instances.collect();
    }
    Ok(Proof::new(models))
}

const PROGRAM: &str = "proof";

fn write(proof: &Proof, name: &str, folder: &Path) -> io::Result<()> {
    let program = folder.join(PROGRAM);
    fs::create_dir_all(program.join("src"))?;
    let manifest = proof.manifest(&format!("{name}-{PROGRAM}"), name, "../crate", &[]);
    fs::write(program.join("Cargo.toml"), manifest)?;
    fs::write(program.join("src").join("main.rs"), proof.program())?;
    fs::write(program.join("values"), proof.input())?;
    let members = "[workspace]\nresolver = \"3\"\nmembers = [\"crate\", \"proof\"]\n\n[profile.dev]\ndebug = false\n";
    fs::write(folder.join("Cargo.toml"), members)?;
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).map(|_| ())
}

fn built_and_run(folder: &Path, target: &Path, limit: Duration) -> Result<String, String> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let name = format!("{name}-{PROGRAM}");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = guard(cargo).map_err(|error| error.to_string())?;
    command
        .args(["build", "--offline", "--quiet", "--package", &name])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS");
    process::run(&mut command, limit)?;
    let values = File::open(folder.join(PROGRAM).join("values"));
    let output = Command::new(target.join("debug").join(&name))
        .stdin(values.map_err(|error| error.to_string())?)
        .env("RUST_BACKTRACE", "0")
        .output()
        .map_err(|error| error.to_string())?;
    match output.status.success() {
        true => String::from_utf8(output.stdout).map_err(|error| error.to_string()),
        false => Err(process::said(&String::from_utf8_lossy(&output.stderr))),
    }
}
