//! `cargo xtask conform`.
//!
//! Takes: a document. Gives: what an independent reader of it says of each request of the generated crate, and what the crate
//! keeps of each answer, as a table and as JSON. Does not judge requests itself.

mod deviations;
mod judge;
mod npm;
mod openapi_core;
mod prism;
mod program;
mod python;
mod record;
mod schemathesis;
mod suite;
mod table;
mod vendor_sdk;

use crate::codegen::{SelectionArguments, default_config};
use crate::findings::{Format, report};
use crate::terminal::print;
use crate::workspace::workspace;
use clap::{Args, ValueEnum};
use deviations::Deviations;
use judge::Judged;
use openapi_core::Opinion;
use python::Python;
use specwright::config::Config;
use specwright::conform::Conformance;
use specwright::diagnostics::{Diagnostic, Diagnostics};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

const FAILED: u8 = 1;
const IMPOSSIBLE: u8 = 2;

/// Makes each call of the generated crate to Prism, which validates requests by the document and answers from it
///
/// Each call is made over a socket three times: for the answer that the document shows, for a random one, and without
/// credentials. Exits with 1 if a request is refused, or if an answer is not kept as it came, and the file of deviations does
/// not say why; or if that file has an entry that no longer applies. Prism is installed with npm below target/ when it is
/// first asked.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The document [default: what spec/codegen.toml says]
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,

    /// Who judges
    #[arg(long, value_enum, default_value_t = Referee::Prism)]
    referee: Referee,

    /// Write what was found to a file, an object for each call that was made: by the referee that was asked last
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// What is known to deviate, and why [default: conform/deviations.toml of this workspace]
    #[arg(long, value_name = "FILE")]
    deviations: Option<PathBuf>,

    /// Where the referee is installed, and where crates are written and built [default: target/conform of this workspace]
    #[arg(long, value_name = "FOLDER")]
    work: Option<PathBuf>,

    /// Install the referee, and do no more
    #[arg(long, conflicts_with_all = ["spec", "json"])]
    install: bool,

    /// The port of the referee [default: one that is free]
    #[arg(long)]
    port: Option<u16>,

    /// How long the referee may take to start, and npm to install it
    #[arg(long, value_name = "SECONDS", default_value_t = 180)]
    start: u64,

    /// How long building the calls, and making them, may take each
    #[arg(long, value_name = "SECONDS", default_value_t = 3600)]
    timeout: u64,

    #[command(flatten)]
    selection: SelectionArguments,
}

/// Who judges.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Referee {
    /// Prism, of requests, and of what is kept of its answers.
    Prism,
    /// Prism, and openapi-core after it: of the same requests, and of the answers as the crate writes them again.
    OpenapiCore,
    /// The JSON Schema Test Suite, of types: its valid instances are read and written by types of its schemas. It takes no document.
    JsonSchemaSuite,
    /// schemathesis, of answers: instances that it makes of their schemas are read and written by their types.
    Schemathesis,
    /// The vendor's SDK, of List Tokens: it makes the same calls, and what is sent is compared. It takes no document.
    VendorSdk,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    if arguments.install {
        return ended(installed(arguments));
    }
    if let Some(word) = unheard(arguments) {
        let message = format!("this referee has no use for `{word}`");
        return ended(Err(impossible(message, "leave it out")));
    }
    match arguments.referee {
        Referee::JsonSchemaSuite => return ended(of_suite(arguments)),
        Referee::VendorSdk => return ended(of_vendor(arguments)),
        Referee::Schemathesis => return ended(of_instances(arguments)),
        Referee::Prism | Referee::OpenapiCore => {}
    }
    ended(found(arguments).and_then(|found| {
        write(arguments, &found)?;
        print(&table::render(&found));
        Ok(found.is_clean())
    }))
}

/// What is asked for, and the referee would pass over.
fn unheard(arguments: &Arguments) -> Option<&'static str> {
    let takes_document = match arguments.referee {
        Referee::Prism | Referee::OpenapiCore => return None,
        Referee::Schemathesis => true,
        Referee::JsonSchemaSuite | Referee::VendorSdk => false,
    };
    let has_selection = !arguments.selection.is_empty();
    let said = [
        ("--json", arguments.json.is_some()),
        ("--port", arguments.port.is_some()),
        ("--spec", arguments.spec.is_some() && !takes_document),
        ("a selection", has_selection && !takes_document),
    ];
    let mut said = said.into_iter();
    said.find(|(_, unheard)| *unheard).map(|(word, _)| word)
}

fn ended(clean: Result<bool, Diagnostics>) -> ExitCode {
    match clean {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(FAILED),
        Err(findings) => {
            report(&findings, Format::Human);
            ExitCode::from(IMPOSSIBLE)
        }
    }
}

fn of_suite(arguments: &Arguments) -> Result<bool, Diagnostics> {
    let mut deviations = known(arguments)?;
    suite::run(
        &work(arguments),
        &mut deviations,
        Duration::from_secs(arguments.timeout),
    )
}

fn of_instances(arguments: &Arguments) -> Result<bool, Diagnostics> {
    let mut deviations = known(arguments)?;
    let limit = Duration::from_secs(arguments.timeout);
    let work = work(arguments);
    let config = config(arguments)?;
    let conformance = specwright::conformance(&config)?;
    let start = Duration::from_secs(arguments.start);
    let installed = schemathesis::installed(&work, start)?;
    let read = overlaid(&config, &work)?.unwrap_or_else(|| config.document.clone());
    let name = file_name(&config.document);
    let program = program::built(&conformance, &config.package.name, &work, limit)?;
    let mut found = schemathesis::found(
        &conformance,
        (&installed, &program),
        (&read, &name),
        &mut deviations,
        limit,
    )?;
    if !arguments.selection.is_empty() {
        found.stale.clear();
    }
    print(&found.table());
    Ok(found.is_clean())
}

/// By which deviations name a document.
fn file_name(document: &Path) -> String {
    let name = document.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn of_vendor(arguments: &Arguments) -> Result<bool, Diagnostics> {
    let mut deviations = known(arguments)?;
    let limits = [arguments.start, arguments.timeout].map(Duration::from_secs);
    vendor_sdk::run(&work(arguments), &mut deviations, limits)
}

/// What is known to deviate.
fn known(arguments: &Arguments) -> Result<Deviations, Diagnostics> {
    let path = arguments.deviations.clone();
    let path = path.unwrap_or_else(|| workspace().join("conform").join("deviations.toml"));
    Deviations::read(&path)
}

/// Where referees are installed, and crates are written and built.
fn work(arguments: &Arguments) -> PathBuf {
    let work = arguments.work.clone();
    let work = work.unwrap_or_else(|| workspace().join("target").join("conform"));
    std::path::absolute(&work).unwrap_or(work)
}

/// All that the referee needs.
fn installed(arguments: &Arguments) -> Result<bool, Diagnostics> {
    match arguments.referee {
        Referee::Prism | Referee::OpenapiCore => {
            install(arguments)?;
            second(arguments)?;
        }
        Referee::Schemathesis => {
            schemathesis::installed(&work(arguments), Duration::from_secs(arguments.start))?;
        }
        Referee::VendorSdk => {
            let limit = Duration::from_secs(arguments.start);
            vendor_sdk::installed(&work(arguments).join(vendor_sdk::NAME), limit)?;
        }
        Referee::JsonSchemaSuite => {
            suite::installed(&work(arguments), Duration::from_secs(arguments.start))?;
        }
    }
    Ok(true)
}

fn install(arguments: &Arguments) -> Result<prism::Installed, Diagnostics> {
    let limit = Duration::from_secs(arguments.start);
    prism::installed(&work(arguments).join("prism"), limit)
}

/// The referee that is asked after Prism, if one is.
fn second(arguments: &Arguments) -> Result<Option<Python>, Diagnostics> {
    if arguments.referee != Referee::OpenapiCore {
        return Ok(None);
    }
    let limit = Duration::from_secs(arguments.start);
    openapi_core::installed(&work(arguments), limit).map(Some)
}

/// What was found of one document.
struct Found {
    document: String,
    /// Operations of the crate.
    operations: usize,
    /// Those for which there are no values.
    uncalled: Vec<String>,
    judged: Vec<Judged>,
    /// What the second referee says, if one was asked.
    opinions: Option<Vec<Opinion>>,
    /// Entries of deviations that apply to nothing.
    stale: Vec<String>,
}

impl Found {
    fn is_clean(&self) -> bool {
        let explained = |one: &Judged| !one.is_odd() || one.explained.is_some();
        let mut opinions = self.opinions.iter().flatten();
        let agreed = opinions.all(|one| one.wrong().is_none() || one.explained.is_some());
        self.stale.is_empty() && self.judged.iter().all(explained) && agreed
    }
}

fn found(arguments: &Arguments) -> Result<Found, Diagnostics> {
    let mut deviations = known(arguments)?;
    let work = work(arguments);
    let config = config(arguments)?;
    let document = config.document.clone();
    let name = file_name(&document);
    let conformance = specwright::conformance(&config)?;
    let start = Duration::from_secs(arguments.start);
    let timeout = Duration::from_secs(arguments.timeout);
    // What cannot be had is said before anything is built.
    let (installed, second) = (install(arguments)?, second(arguments)?);
    let read = overlaid(&config, &work)?.unwrap_or(document);
    let referee = prism::started(&installed, &read, arguments.port, start)?;
    let program = program::built(&conformance, &config.package.name, &work, timeout)?;
    let output = program.output(referee.url(), timeout);
    drop(referee);
    let output = output?;
    let mut judged = judge::judged(&conformance, &output).map_err(odd)?;
    deviations.explain(&name, &mut judged);
    let mut stale = deviations.stale(&name);
    let opinions = match second {
        Some(second) => {
            let mut opinions = openapi_core::opinions(&second, &read, &judged, timeout)?;
            stale.extend(deviations.explain_second(&name, &mut opinions));
            Some(opinions)
        }
        None => None,
    };
    if !arguments.selection.is_empty() {
        stale.clear();
    }
    Ok(Found {
        document: name,
        operations: operations(&conformance),
        uncalled: conformance.uncalled(),
        judged,
        opinions,
        stale,
    })
}

fn operations(conformance: &Conformance) -> usize {
    let calls = conformance.calls().into_iter();
    let mut names: Vec<_> = calls.map(|call| (call.path, call.method)).collect();
    names.sort();
    names.dedup();
    names.len() + conformance.uncalled().len()
}

fn config(arguments: &Arguments) -> Result<Config, Diagnostics> {
    let mut config = match &arguments.spec {
        Some(spec) => {
            let out = PathBuf::new();
            Config::for_document(spec.clone(), Vec::new(), out, package_name(spec))
        }
        None => Config::from_file(&default_config()),
    }?;
    arguments.selection.apply(&mut config);
    Ok(config)
}

/// The document that the referee reads, if it is not the file itself.
fn overlaid(config: &Config, work: &Path) -> Result<Option<PathBuf>, Diagnostics> {
    let Some(text) = specwright::overlaid(config)? else {
        return Ok(None);
    };
    let path = work.join(format!("{}.json", config.package.name));
    fs::write(&path, text).map_err(|error| {
        let message = format!("cannot write {}: {error}", path.display());
        impossible(message, "choose another folder with `--work`")
    })?;
    Ok(Some(path))
}

/// A package for a document, by its name.
fn package_name(spec: &Path) -> String {
    let stem = spec.file_stem().unwrap_or_default().to_string_lossy();
    let words = stem.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_ascii_lowercase).collect();
    format!("api-{}", words.join("-"))
}

fn odd(message: String) -> Diagnostics {
    impossible(
        message,
        "run it again; if it stays, it is a fault of this program",
    )
}

/// Why there is no result at all.
fn impossible(message: impl Into<String>, hint: &str) -> Diagnostics {
    Diagnostic::error(message).hint(hint).into()
}

fn write(arguments: &Arguments, found: &Found) -> Result<(), Diagnostics> {
    let Some(path) = &arguments.json else {
        return Ok(());
    };
    let failed = |error: std::io::Error| {
        let message = format!("cannot write {}: {error}", path.display());
        impossible(message, "choose a file in a folder that exists")
    };
    let text = match &found.opinions {
        Some(opinions) => serde_json::to_string_pretty(opinions),
        None => serde_json::to_string_pretty(&found.judged),
    };
    let mut text = text.map_err(|error| failed(error.into()))?;
    text.push('\n');
    fs::write(path, text).map_err(failed)
}
