//! What is known of one document.
//!
//! Takes: nothing. Gives: plain data, as `--json` writes it and as a worker hands it to its parent. Decides nothing.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// A document and all that became of it.
#[derive(Serialize)]
pub(super) struct Entry {
    pub(super) file: String,
    #[serde(flatten)]
    pub(super) generation: Generation,
    /// Null if it was not asked for, or if there is no crate.
    pub(super) compile: Option<Check>,
    /// Null as that.
    pub(super) round_trips: Option<RoundTrips>,
    /// Null as that.
    pub(super) tests: Option<Tests>,
    /// Null as that.
    pub(super) lints: Option<Lints>,
    pub(super) outcome: Outcome,
}

/// How generating ended.
#[derive(Serialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Outcome {
    /// There is a crate.
    Generated,
    /// There is none, and the document was told why.
    Refused,
    /// Something died, or took too much time or memory.
    Crashed,
}

/// What a run of the generator found.
#[derive(Serialize, Deserialize, Default)]
pub(super) struct Generation {
    /// Operations of the document; 0 if it was refused.
    pub(super) operations: usize,
    /// Operations of the crate.
    pub(super) generated: usize,
    pub(super) models: usize,
    pub(super) skipped: Vec<Skipped>,
    pub(super) warnings: usize,
    /// CPU time.
    pub(super) generate_seconds: f64,
    pub(super) peak_mb: f64,
    /// Places that the document types and the crate does not.
    pub(super) untyped: usize,
    /// How often each rule was applied: those that warn, and the rewrites, which do not.
    pub(super) rules: BTreeMap<String, usize>,
    pub(super) error: Option<String>,
}

/// An operation that the crate does not have.
#[derive(Serialize, Deserialize)]
pub(super) struct Skipped {
    pub(super) operation: String,
    pub(super) reason: String,
    pub(super) rule: String,
    pub(super) at: String,
}

/// What `cargo check` found in the crate.
#[derive(Serialize, Deserialize, Default)]
pub(super) struct Check {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// CPU time.
    pub(super) seconds: f64,
    pub(super) peak_mb: f64,
    /// The first error, or else the first warning.
    pub(super) first: Option<String>,
    /// Whether more than the crate was compiled; between worker and parent only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) dependencies: bool,
}

/// What became of values that were decoded and encoded again.
#[derive(Serialize, Deserialize, Default)]
pub(super) struct RoundTrips {
    /// Types with values.
    pub(super) schemas: usize,
    pub(super) values: usize,
    pub(super) decoded: usize,
    pub(super) equal: usize,
    /// Values that came back as the same in other words.
    pub(super) respelled: usize,
    /// Values that the schema allows, and of which a part was kept as unknown.
    pub(super) unrecognised: Vec<Finding>,
    pub(super) differing: Vec<Finding>,
    /// Places of schemas that have no values.
    pub(super) without: Vec<String>,
}

/// What became of the tests that a crate is shipped with.
#[derive(Serialize, Deserialize, Default)]
pub(super) struct Tests {
    pub(super) passed: usize,
    /// Also one, if they do not compile.
    pub(super) failed: usize,
    /// CPU time, with what it took to compile them.
    pub(super) seconds: f64,
    /// What the first that failed says.
    pub(super) first: Option<String>,
}

/// What the tools that read a crate say of it.
#[derive(Serialize, Deserialize, Default)]
pub(super) struct Lints {
    /// Errors and warnings of clippy.
    pub(super) clippy: usize,
    /// Errors and warnings of rustdoc.
    pub(super) rustdoc: usize,
    /// Examples of the documentation that pass as tests.
    pub(super) passed: usize,
    /// Those that fail; also one, if they do not compile.
    pub(super) failed: usize,
    /// CPU time.
    pub(super) seconds: f64,
    /// The first thing that was found.
    pub(super) first: Option<String>,
}

impl Lints {
    pub(super) fn found(&self) -> usize {
        self.clippy + self.rustdoc + self.failed
    }
}

/// Something about one value.
#[derive(Serialize, Deserialize)]
pub(super) struct Finding {
    pub(super) what: String,
    pub(super) reason: String,
    pub(super) sent: Value,
    pub(super) returned: Option<Value>,
}

/// A number that people can read: to the millisecond, or the tenth of a megabyte.
pub(super) fn rounded(number: f64, digits: i32) -> f64 {
    let factor = 10_f64.powi(digits);
    (number * factor).round() / factor
}
