//! `src/patterns.rs`: what matches patterns of parameters, copied as it is where a parameter has one.

use crate::ir::{Api, Check};

/// Its path in the crate, and its text.
pub(super) const FILE: (&str, &str) = (
    "src/patterns.rs",
    include_str!("../../../templates/src/patterns.rs"),
);

/// Whether a parameter has a pattern that is checked.
pub(super) fn are_used(api: &Api) -> bool {
    let parameters = (api.operations.iter()).flat_map(|operation| &operation.parameters);
    let mut checks = parameters.flat_map(|parameter| &parameter.checks);
    checks.any(|check| matches!(check, Check::Pattern { .. }))
}
