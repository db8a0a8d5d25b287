//! Envelopes: which operations have them, by the JSON pointers of codegen.toml.
//!
//! Takes lowered operations and named types, gives each operation the fields of the flag and of its content. An operation
//! whose body does not have them is left as it is.

use crate::config::{self, Config};
use crate::diagnostics::{Diagnostic, Rule};
use crate::ir::{Envelope, FieldStep, Operation, Scalar, Type, Types};

use super::follow::follow;

pub(super) fn recognise(operation: &mut Operation, types: &Types, config: &Config) {
    let Some(body) = operation.response.json().cloned() else {
        return;
    };
    operation.response.envelope = config
        .envelope
        .as_ref()
        .and_then(|said| envelope(said, &body, types));
}

/// Settings that no operation has a use for: a slip of the pen, or upstream moved on.
pub(super) fn unmatched(
    operations: &[Operation],
    types: &Types,
    config: &Config,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut warn = |keys: &[&str], matched: bool, setting: String| {
        if !matched && !operations.is_empty() {
            let message = format!("`{setting}` matches nothing in the document");
            let finding = Diagnostic::warning(Rule::SettingUnmatched, message)
                .hint("mend it in codegen.toml, or take it out");
            found.push(config.about(keys, finding));
        }
    };
    let responses = || operations.iter().map(|operation| &operation.response);
    if let Some(said) = &config.envelope {
        let flag = responses().any(|one| one.envelope.is_some());
        let setting = format!("[envelope] success = {:?}", said.success);
        warn(&["envelope", "success"], flag, setting);
        let envelopes = || responses().filter_map(|one| one.envelope.as_ref());
        let content = envelopes().any(|envelope| envelope.content.is_some());
        let setting = format!("[envelope] content = {:?}", said.content);
        warn(&["envelope", "content"], content, setting);
    }
    if let Some(said) = &config.errors {
        let setting = format!("[errors] list = {:?}", said.list);
        let list = lists_errors(&said.list, operations, types);
        warn(&["errors", "list"], list, setting);
    }
    for scheme in config.credentials.keys() {
        let mut schemes = operations
            .iter()
            .flat_map(|operation| operation.security.iter().flatten());
        let used = schemes.any(|used| used == scheme);
        let setting = format!("[credentials] {scheme}");
        warn(&["credentials", scheme], used, setting);
    }
    found
}

/// Whether any body has a list at the place. Where no body of a failure is described, nothing is known of it.
fn lists_errors(pointer: &str, operations: &[Operation], types: &Types) -> bool {
    let failures = || {
        let failures = operations.iter().flat_map(|operation| &operation.failures);
        failures.filter_map(|failure| failure.body.as_ref())
    };
    let successes = operations
        .iter()
        .filter_map(|operation| operation.response.json());
    let lists = |body: &Type| {
        follow(pointer, body, types)
            .and_then(|path| Some(matches!(types.resolve(&path.last()?.ty), Type::Array(_))))
            .unwrap_or_default()
    };
    let free = |body: &Type| types.as_struct(body).is_none();
    failures().all(free) || failures().chain(successes).any(lists)
}

fn envelope(said: &config::Envelope, body: &Type, types: &Types) -> Option<Envelope> {
    let [success] = follow(&said.success, body, types)?.try_into().ok()?;
    let flag = types.resolve(&success.ty) == &Type::Scalar(Scalar::Boolean);
    let content =
        follow(&said.content, body, types).and_then(|path| <[FieldStep; 1]>::try_from(path).ok());
    flag.then(|| Envelope {
        success,
        content: content.map(|[step]| step),
    })
}
