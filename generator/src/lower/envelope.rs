//! Envelopes and pages: which operations have them, by the JSON pointers of codegen.toml.
//!
//! Takes lowered operations and named types, gives each operation the fields on the way to its content, its items and
//! its counters. An operation whose body does not have them is left as it is.

use crate::config::{self, Config};
use crate::diagnostics::{Diagnostic, Rule};
use crate::ir::{
    Counter, Envelope, FieldPath, FieldStep, Integer, Location, Operation, Pagination, Presence,
    Scalar, Type, Types,
};

pub(super) fn recognise(operation: &mut Operation, types: &Types, config: &Config) {
    let Some(body) = operation.response.json().cloned() else {
        return;
    };
    operation.response.envelope = config
        .envelope
        .as_ref()
        .and_then(|said| envelope(said, &body, types));
    operation.response.pagination = config
        .pagination
        .as_ref()
        .and_then(|said| pagination(said, &body, operation, types));
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
    if let Some(said) = &config.pagination {
        let pages = || responses().filter_map(|one| one.pagination.as_ref());
        let (page, items) = (&said.page, &said.items);
        let setting = format!("[pagination] page = {page:?}, items = {items:?}");
        warn(&["pagination", "items"], pages().next().is_some(), setting);
        for (name, pointer) in said.counters.all() {
            let Some(pointer) = pointer else { continue };
            let mut counters = pages().flat_map(|pages| &pages.counters);
            let has = counters.any(|counter| counter.name == name);
            let setting = format!("[pagination] counters.{name} = {pointer:?}");
            warn(&["pagination", "counters", name], has, setting);
        }
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

fn pagination(
    said: &config::Pagination,
    body: &Type,
    operation: &Operation,
    types: &Types,
) -> Option<Pagination> {
    let has = |name: &str| {
        operation.parameters.iter().any(|parameter| {
            parameter.location == Location::Query
                && parameter.name.wire == name
                && parameter.ty.is_number()
        })
    };
    let items = follow(&said.items, body, types)?;
    let item = match types.resolve(&items.last()?.ty) {
        Type::Array(item) => (**item).clone(),
        _ => return None,
    };
    let counters = said
        .counters
        .all()
        .into_iter()
        .filter_map(|(name, pointer)| {
            let path = follow(pointer?, body, types)?;
            countable(types.resolve(&path.last()?.ty)).then_some(Counter { name, path })
        });
    has(&said.page).then(|| Pagination {
        page: said.page.clone(),
        per_page: said.per_page.clone().filter(|name| has(name)),
        first: said.first,
        item,
        items,
        counters: counters.collect(),
    })
}

fn countable(ty: &Type) -> bool {
    let Type::Scalar(scalar) = ty else {
        return false;
    };
    matches!(
        scalar,
        Scalar::Integer(Integer::I32 | Integer::I64 | Integer::U32 | Integer::U64)
            | Scalar::Number
            | Scalar::String
    )
}

/// The fields on the way that a JSON pointer goes, as long as it leads through structs.
fn follow(pointer: &str, body: &Type, types: &Types) -> Option<FieldPath> {
    let mut path = Vec::new();
    let mut current = body;
    for token in pointer.strip_prefix('/')?.split('/') {
        let wire = token.replace("~1", "/").replace("~0", "~");
        let field = types
            .as_struct(current)?
            .fields
            .iter()
            .find(|field| field.name.wire == wire)?;
        current = &field.ty;
        path.push(FieldStep {
            field: field.name.rust.clone(),
            ty: field.ty.clone(),
            presence: field.presence,
            boxed: field.boxed,
        });
    }
    // A three-state field on the way has no `as_ref` of an option; the last one is read by a trait.
    let through = path.split_last().map(|(_, before)| before)?;
    through
        .iter()
        .all(|step| step.presence != Presence::OptionalNullable)
        .then_some(path)
}
