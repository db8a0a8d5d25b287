//! Reads an OpenAPI document and writes a Rust crate: models and client.
//!
//! ```text
//! text ──read──▶ Document ──lower──▶ Api ──render──▶ FileSet ──apply──▶ a folder
//! ```
//!
//! [`generate`] is that line up to the files. What each room takes and gives stands at the top of its file.

pub mod config;
pub mod conform;
pub mod diagnostics;
mod exampled;
pub mod files;
mod ir;
mod lower;
mod names;
pub mod proof;
pub mod read;
mod render;
pub mod report;
pub mod sample;
mod sampled;
mod skipped;
mod wire;

pub use sampled::SampledModel;
pub use skipped::Skipped;

use config::Config;
use diagnostics::{Diagnostics, Group, Rule};
use files::FileSet;
use read::Document;
use std::collections::BTreeMap;

/// A crate, ready to be compared with a folder or written to one.
#[derive(Debug)]
#[non_exhaustive]
pub struct Generated {
    /// All files, by their path in the crate.
    pub files: FileSet,
    /// What was decided before they were written.
    pub plan: Plan,
}

/// What a crate will be, decided.
#[derive(Debug)]
#[non_exhaustive]
pub struct Plan {
    /// What is in it.
    pub summary: Summary,
    /// What is to be said about the document: mends, and what was left out.
    pub warnings: Diagnostics,
    /// The operations of the document that are not in the crate, in the order of the document.
    pub skipped: Vec<Skipped>,
    /// How often each rewrite was made that needs no warning.
    pub rewrites: BTreeMap<Rule, usize>,
    api: ir::Api,
}

impl Plan {
    /// The intermediate representation, for people: its form may change at any time.
    #[must_use]
    pub fn representation(&self) -> String {
        format!("{:#?}", self.api)
    }

    /// How many places that the document types are free JSON in the crate.
    #[must_use]
    pub fn untyped(&self) -> usize {
        let rules = self.warnings.iter().filter_map(|warning| warning.rule);
        rules.filter(|rule| rule.group() == Group::Untyped).count()
    }
}

/// How much there is in a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Operations that can be called.
    pub operations: usize,
    /// Types of the `models` module.
    pub models: usize,
    /// Operations of the document that are not in the crate.
    pub skipped: usize,
}

/// Generates a crate from a document.
///
/// # Errors
///
/// The document cannot be read, or contradicts itself. All errors and warnings of the run are there, with their places.
pub fn generate(config: &Config) -> Result<Generated, Diagnostics> {
    with_stack(|| {
        let (document, mut plan) = decide(config)?;
        exampled::fill(&document, &mut plan.api);
        let files = render::render(&plan.api);
        Ok(Generated { files, plan })
    })
}

/// Decides what the crate will be, and writes no code.
///
/// # Errors
///
/// As [`generate`].
pub fn plan(config: &Config) -> Result<Plan, Diagnostics> {
    with_stack(|| Ok(decide(config)?.1))
}

/// The crate with a program that makes each of its calls, for an independent reader of the document to judge.
///
/// # Errors
///
/// As [`generate`].
pub fn conformance(config: &Config) -> Result<conform::Conformance, Diagnostics> {
    with_stack(|| {
        let (document, mut plan) = decide(config)?;
        // The calls are those of the tests, whether the crate is shipped with them or not.
        plan.api.layout.tests = true;
        exampled::fill(&document, &mut plan.api);
        Ok(conform::Conformance::new(document, plan.api))
    })
}

/// The text of the document with its overlays applied, where it has some: what an independent reader is to read.
///
/// # Errors
///
/// A file cannot be read.
pub fn overlaid(config: &Config) -> Result<Option<String>, Diagnostics> {
    if config.overlays.is_empty() {
        return Ok(None);
    }
    with_stack(|| Ok(Some(read::overlaid(&request(config))?.to_string())))
}

/// Values for each model of the crate that [`generate`] makes of the same configuration.
///
/// # Errors
///
/// As [`generate`].
pub fn samples(config: &Config) -> Result<Vec<SampledModel>, Diagnostics> {
    with_stack(|| {
        let (document, plan) = decide(config)?;
        Ok(sampled::sampled(&document, &plan.api))
    })
}

/// Bytes of stack: how deep schemas nest is bounded when they are read, and this is enough for that, whatever the
/// caller's thread has. Memory is taken only as it is used.
const STACK: usize = 256 << 20;

fn with_stack<T: Send>(run: impl Fn() -> T + Sync) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        match thread.spawn_scoped(scope, &run) {
            Ok(running) => running
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            Err(_) => run(),
        }
    })
}

fn request(config: &Config) -> read::Request {
    read::Request {
        document: config.document.clone(),
        overlays: config.overlays.clone(),
        folders: config.folders.clone(),
        references: config.references.clone(),
        selection: config.select.clone(),
        formats: config.formats.keys().cloned().collect(),
    }
}

fn decide(config: &Config) -> Result<(Document, Plan), Diagnostics> {
    let document = read::read(&request(config))?;
    let (api, found) = lower::lower(&document, config);
    let mut diagnostics = document.warnings.clone();
    diagnostics.extend(found);
    let count = diagnostics.len();
    diagnostics.extend(skipped::unplaced(&api.skipped));
    document.locate(&mut diagnostics);
    let places = diagnostics.split_off(count);
    let diagnostics = diagnostics.sorted();
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    let skipped = skipped::placed(&api.skipped, &places);
    let summary = Summary {
        operations: api.operations.len(),
        models: api.types.iter().filter(|one| one.is_generated()).count(),
        skipped: skipped.len(),
    };
    let plan = Plan {
        summary,
        warnings: diagnostics,
        skipped,
        rewrites: document.rewrites.clone(),
        api,
    };
    Ok((document, plan))
}
