//! Envelopes and pages: which operations have them, by the JSON pointers of codegen.toml.
//!
//! Takes lowered operations and named types, gives each operation the fields on the way to its content, its items and
//! its counters. An operation whose body does not have them is left as it is.

use crate::config::{self, Config};
use crate::diagnostics::{Diagnostic, Rule};
use crate::ir::{
    Counter, Envelope, FieldPath, FieldStep, Integer, Location, Operation, Pagination, Presence,
    Response, Scalar, Type, Types,
};

pub(super) fn recognise(operation: &mut Operation, types: &Types, config: &Config) {
    let Some(body) = operation.response.body.clone() else {
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
pub(super) fn unmatched(operations: &[Operation], config: &Config) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut warn = |matched: bool, setting: String| {
        if !matched && !operations.is_empty() {
            let message = format!("`{setting}` matches nothing in the document");
            found.push(
                Diagnostic::warning(Rule::SettingUnmatched, message)
                    .hint("mend it in codegen.toml, or take it out"),
            );
        }
    };
    let responses = || operations.iter().map(|operation| &operation.response);
    if let Some(said) = &config.envelope {
        warn(
            responses().any(|one| one.envelope.is_some()),
            format!("[envelope] success = {:?}", said.success),
        );
        let content = |one: &Response| {
            one.envelope
                .as_ref()
                .is_some_and(|envelope| envelope.content.is_some())
        };
        warn(
            responses().any(content),
            format!("[envelope] content = {:?}", said.content),
        );
    }
    if let Some(said) = &config.pagination {
        let pages = || responses().filter_map(|one| one.pagination.as_ref());
        warn(
            pages().next().is_some(),
            format!(
                "[pagination] page = {:?}, items = {:?}",
                said.page, said.items
            ),
        );
        for (name, pointer) in counters(said) {
            let has =
                |pages: &Pagination| pages.counters.iter().any(|counter| counter.name == name);
            if let Some(pointer) = pointer {
                warn(
                    pages().any(has),
                    format!("[pagination] counters.{name} = {pointer:?}"),
                );
            }
        }
    }
    let schemes = || {
        operations
            .iter()
            .flat_map(|operation| operation.security.iter().flatten())
    };
    for scheme in config.credentials.keys() {
        warn(
            schemes().any(|used| used == scheme),
            format!("[credentials] {scheme}"),
        );
    }
    found
}

fn counters(said: &config::Pagination) -> [(&'static str, Option<&str>); 4] {
    let counters = &said.counters;
    [
        ("page", counters.page.as_deref()),
        ("per_page", counters.per_page.as_deref()),
        ("total_count", counters.total_count.as_deref()),
        ("total_pages", counters.total_pages.as_deref()),
    ]
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
    let counters = counters(said).into_iter().filter_map(|(name, pointer)| {
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
