//! The operations of a document that are not in the crate.
//!
//! Takes: what lowering skipped. Gives: each with its reason and the line of the file that its author wrote. Decides
//! nothing.

use crate::diagnostics::{Diagnostic, Diagnostics, Rule};
use crate::ir;

/// An operation that is not in the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Skipped {
    /// Method and path, such as `GET /tokens`.
    pub operation: String,
    /// Why, in one sentence.
    pub reason: String,
    /// The kind of the reason.
    pub rule: Rule,
    /// Where the reason stands: `file:line:column`, or a JSON pointer where the line is not known.
    pub at: String,
}

/// Stand-ins whose places are to be found, in the order of the skipped operations.
pub(crate) fn unplaced(skipped: &[ir::Skipped]) -> Diagnostics {
    let stand_in = |one: &ir::Skipped| Diagnostic::warning(one.rule, "").at(one.at.clone());
    skipped.iter().map(stand_in).collect()
}

/// The skipped operations, with the places that were found.
pub(crate) fn placed(skipped: &[ir::Skipped], places: &Diagnostics) -> Vec<Skipped> {
    let both = skipped.iter().zip(places);
    both.map(|(one, found)| Skipped {
        operation: one.operation.clone(),
        reason: one.reason.clone(),
        rule: one.rule,
        at: place(found).unwrap_or_else(|| one.at.to_string()),
    })
    .collect()
}

fn place(finding: &Diagnostic) -> Option<String> {
    let source = finding.place.as_ref()?.source.as_ref()?;
    Some(format!("{}:{}:{}", source.file, source.line, source.column))
}
