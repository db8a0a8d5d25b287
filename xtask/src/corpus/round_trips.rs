//! Round trips of the models of one generated crate.
//!
//! Takes: a document, and the folder with its crate. Gives: how many values were kept. Writes the program that decodes and
//! encodes them beside the crate, builds it and runs it; the library `specwright` makes the values and judges.

use super::crate_folder::PROOF;
use super::entry::{Finding, RoundTrips};
use super::shipped::features;
use super::worker::{config, first_error};
use crate::process::end_with_parent;
use crate::process::said;
use clap::Args;
use specwright::proof::{self, Proof};
use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[derive(Args)]
pub(super) struct Arguments {
    document: PathBuf,
    /// The tree that the document may read from
    #[arg(long)]
    tree: PathBuf,
    /// The package of the crate
    #[arg(long)]
    package: String,
    /// The workspace that the crate is alone in
    #[arg(long)]
    folder: PathBuf,
    /// The folder of all builds
    #[arg(long)]
    target: PathBuf,
}

pub(super) fn prove(arguments: &Arguments) -> Result<RoundTrips, String> {
    end_with_parent();
    let out = arguments.folder.join("crate");
    let config = config(
        &arguments.document,
        &arguments.tree,
        out,
        &arguments.package,
    );
    let models = config.and_then(|config| specwright::samples(&config));
    let proof = Proof::new(models.map_err(|refusal| first_error(&refusal))?);
    let name = format!("{PROOF}-{}", arguments.package);
    let folder = arguments.folder.join(PROOF);
    write(&proof, arguments, &name, &folder).map_err(|error| error.to_string())?;
    build(arguments, &name)?;
    let program = arguments.target.join("debug").join(&name);
    let output = answers(&program, &folder.join("values"))?;
    let verdict = proof.verdict(&output)?;
    let findings = |found: Vec<proof::Finding>| found.into_iter().map(finding).collect();
    Ok(RoundTrips {
        schemas: verdict.schemas,
        values: verdict.samples,
        decoded: verdict.decoded,
        equal: verdict.equal,
        respelled: verdict.respelled,
        unrecognised: findings(verdict.unrecognised),
        differing: findings(verdict.differing),
        without: verdict.without,
    })
}

fn finding(found: proof::Finding) -> Finding {
    Finding {
        what: found.what,
        reason: found.reason,
        sent: found.sent,
        returned: found.returned,
    }
}

fn write(proof: &Proof, arguments: &Arguments, name: &str, folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    let features = features(&arguments.folder.join("crate").join("Cargo.toml"))?;
    let manifest = proof.manifest(name, &arguments.package, "../crate", features);
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("src").join("main.rs"), proof.program())?;
    fs::write(folder.join("values"), proof.input())
}

fn build(arguments: &Arguments, name: &str) -> Result<(), String> {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(program)
        .args(["build", "--offline", "--quiet", "--package", name])
        .current_dir(&arguments.folder)
        .env("CARGO_TARGET_DIR", &arguments.target)
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(said(&String::from_utf8_lossy(&output.stderr)))
}

/// What the program answers to the values.
fn answers(program: &Path, values: &Path) -> Result<String, String> {
    let failed = |error: std::io::Error| format!("cannot run {}: {error}", program.display());
    let input = File::open(values).map_err(failed)?;
    let output = Command::new(program)
        .stdin(input)
        .env("RUST_BACKTRACE", "0")
        .output()
        .map_err(failed)?;
    if !output.status.success() {
        return Err(said(&String::from_utf8_lossy(&output.stderr)));
    }
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}
