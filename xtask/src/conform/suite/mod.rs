//! The JSON Schema Test Suite, the referee of types.
//!
//! Takes: the suite's schemas with their valid instances, as components of a document of OpenAPI. Gives: which instances the
//! types generated from the schemas keep, by draft and keyword. Schemas that OpenAPI cannot say are listed, and not judged.

mod cases;
mod crate_of;
mod source;
mod table;

use super::deviations::Deviations;
use super::impossible;
use crate::terminal::print;
use cases::{Case, Suite};
use crate_of::Reading;
use specwright::diagnostics::Diagnostics;
use specwright::proof::Verdict;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A draft of JSON Schema, and the version of OpenAPI that has its words.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    /// The folder of the suite.
    pub(super) name: &'static str,
    pub(super) openapi: &'static str,
    /// Keywords that this version does not have.
    pub(super) unsaid: &'static [&'static str],
    /// Whether `type` and `items` may be lists, and something may stand beside a `$ref`.
    pub(super) newer: bool,
}

/// Identity, dynamic references and vocabularies are those of whole documents: schemas of a document of OpenAPI share one.
const DRAFTS: [Draft; 2] = [
    Draft {
        name: "draft4",
        openapi: "3.0.3",
        unsaid: &[
            "id",
            "$schema",
            "additionalItems",
            "definitions",
            "dependencies",
            "patternProperties",
        ],
        newer: false,
    },
    Draft {
        name: "draft2020-12",
        openapi: "3.1.0",
        unsaid: &[
            "$id",
            "$schema",
            "$anchor",
            "$dynamicRef",
            "$dynamicAnchor",
            "$vocabulary",
        ],
        newer: true,
    },
];

/// What became of the instances of a keyword.
#[derive(Default)]
pub(super) struct Row {
    pub(super) valid: usize,
    pub(super) kept: usize,
    pub(super) explained: usize,
    /// Kept by the types that take all that the letter allows.
    pub(super) by_letter: usize,
    /// What nobody explains.
    pub(super) odd: Vec<String>,
}

/// What became of a draft.
pub(super) struct Judged {
    pub(super) draft: Draft,
    pub(super) rows: BTreeMap<String, Row>,
    /// Groups that were not judged, by the reason.
    pub(super) unsaid: BTreeMap<String, usize>,
    /// How many instances each entry explains.
    pub(super) explained: BTreeMap<String, usize>,
    /// Entries that explain nothing.
    pub(super) stale: Vec<String>,
}

/// The suite, where it is not there yet.
pub(super) fn installed(work: &Path, limit: Duration) -> Result<PathBuf, Diagnostics> {
    source::fetched(&work.join("json-schema-suite"), limit)
}

/// Judges both drafts and prints the tables; whether all is kept or explained.
pub(super) fn run(
    work: &Path,
    deviations: &mut Deviations,
    limit: Duration,
) -> Result<bool, Diagnostics> {
    let folder = installed(work, limit)?;
    let mut clean = true;
    for draft in DRAFTS {
        let suite = cases::read(&folder.join(draft.name), draft).map_err(|error| {
            let hint = "remove the folder that it was fetched into, and run again";
            impossible(format!("the suite cannot be read: {error}"), hint)
        })?;
        let mut judged = Judged::new(&suite);
        for reading in [Reading::Meant, Reading::Letter] {
            let verdict = crate_of::verdict(&suite, reading, work, limit)?;
            judged.add(&suite, reading, &verdict, deviations);
        }
        clean &= judged.stale.is_empty() && judged.rows.values().all(|row| row.odd.is_empty());
        print(&table::render(&judged));
    }
    Ok(clean)
}

impl Judged {
    fn new(suite: &Suite) -> Self {
        Self {
            draft: suite.draft,
            rows: BTreeMap::new(),
            unsaid: suite.unsaid.clone(),
            explained: BTreeMap::new(),
            stale: Vec::new(),
        }
    }

    /// Counts what became of the instances in one reading.
    fn add(
        &mut self,
        suite: &Suite,
        reading: Reading,
        verdict: &Verdict,
        deviations: &mut Deviations,
    ) {
        let found: BTreeMap<&str, &str> = (verdict.differing.iter())
            .filter_map(|one| Some((one.what.rsplit_once(", ")?.1, one.reason.as_str())))
            .collect();
        let document = reading.name(suite.draft);
        for (number, case) in suite.cases.iter().enumerate() {
            let row = self.rows.entry(case.keyword.clone()).or_default();
            let reason = found.get(number.to_string().as_str());
            row.valid += usize::from(matches!(reading, Reading::Meant));
            match (reading, reason) {
                (Reading::Meant, None) => row.kept += 1,
                (Reading::Letter, None) => row.by_letter += 1,
                (_, Some(reason)) => {
                    let about = about(case);
                    match deviations.explanation(&document, &about, None, reason) {
                        Some(name) => {
                            row.explained += usize::from(matches!(reading, Reading::Meant));
                            *self.explained.entry(name).or_default() += 1;
                        }
                        None => row
                            .odd
                            .push(format!("{about}: {}: {reason}", case.instance)),
                    }
                }
            }
        }
        self.stale.extend(deviations.stale(&document));
    }
}

/// What an instance is called.
fn about(case: &Case) -> String {
    format!("{}/{}/{}", case.keyword, case.group, case.test)
}
