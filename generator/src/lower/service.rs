//! What is said once: title, server, credentials, how errors look.

use std::collections::BTreeSet;

use openapiv3::Tag;
use serde_json::Value;

use super::context::Context;
use super::docs::Paragraphs;
use super::markdown::code_free;
use super::{security, server};
use crate::diagnostics::{Diagnostic, Rule};
use crate::ir::{Described, Docs, ErrorFields, Method, Operation, Service};

pub(super) fn lower(context: &mut Context<'_>, operations: &[Operation]) -> Service {
    let config = context.config;
    let info = &context.openapi.info;
    let base_url = server::of_api(context);
    if base_url.is_none() && !context.openapi.servers.is_empty() {
        context.warn(
            Rule::NoServer,
            "no server of the document is an absolute URL, so the client must be given its base URL",
            "set `[service] base_url` in codegen.toml, or add a server by an overlay",
            &crate::diagnostics::Pointer::root().key("servers"),
        );
    }
    let example = config.example.operation.clone();
    if let Some(wanted) = example
        .as_ref()
        .filter(|wanted| !operations.iter().any(|one| one.is_called(wanted)))
    {
        let message =
            format!("`[example]` names the operation `{wanted}`, which is not in the crate");
        let finding = Diagnostic::warning(Rule::SettingUnmatched, message)
            .hint("name a method of the client");
        let finding = config.about(&["example", "operation"], finding);
        context.diagnostics.push(finding);
    }
    let example = example
        .filter(|wanted| operations.iter().any(|one| one.is_called(wanted)))
        .or_else(|| shown(operations).map(called));
    // It came with 3.1, and `openapiv3` has no place for it.
    let summary = context.document.value.pointer("/info/summary");
    let credentials = security::credentials(context, operations);
    let own = operations.iter().filter_map(|one| one.base_url.as_ref());
    let server_variables = server::variables(base_url.iter().chain(own), &credentials);
    Service {
        title: code_free(info.title.trim()),
        version: version(&info.title, &info.version),
        docs: Paragraphs::default()
            .prose(summary.and_then(Value::as_str))
            .prose(info.description.as_deref())
            .more(context.openapi.external_docs.as_ref())
            .finish(),
        tags: tags(context),
        servers: (context.openapi.servers.iter())
            .map(server::described)
            .collect(),
        base_url,
        request_id_header: config
            .service
            .request_id_header
            .clone()
            .map(|name| name.to_ascii_lowercase()),
        credentials,
        server_variables,
        success: config
            .envelope
            .as_ref()
            .map(|envelope| envelope.success.clone()),
        errors: config.errors.as_ref().map(|errors| ErrorFields {
            list: errors.list.clone(),
            code: errors.code.clone(),
            message: errors.message.clone(),
            documentation_url: errors.documentation_url.clone(),
            pointer: errors.pointer.clone(),
        }),
        example,
    }
}

/// The operation that is shown where nothing is said: one that changes nothing, a list before others. The example may well be
/// tried with credentials that count.
fn shown(operations: &[Operation]) -> Option<&Operation> {
    let plain = |one: &&Operation| one.body.is_none() && !one.deprecated;
    let reads = || {
        let plain = operations.iter().filter(plain);
        plain.filter(|one| one.method == Method::Get)
    };
    let lists = reads().find(|one| one.response.pagination.is_some());
    let others = || operations.iter().filter(plain);
    lists
        .or_else(|| reads().next())
        .or_else(|| others().find(|one| one.method != Method::Delete))
        .or_else(|| operations.first())
}

/// An operation as settings name it.
fn called(operation: &Operation) -> String {
    match &operation.module {
        Some(module) => format!("{module}.{}", operation.name.rust).replace("r#", ""),
        None => operation.name.rust.clone(),
    }
}

/// The tags that the document describes, then those that operations name without.
fn tags(context: &Context<'_>) -> Vec<Described> {
    let mut tags: Vec<Described> = Vec::new();
    let mut add = |name: &str, tag: Option<&Tag>| {
        let name = code_free(name.trim());
        if !tags.iter().any(|known| known.name == name) {
            tags.push(Described {
                name,
                docs: tag.map(tag_docs).unwrap_or_default(),
            });
        }
    };
    for tag in &context.openapi.tags {
        add(&tag.name, Some(tag));
    }
    let others: BTreeSet<&String> = (context.openapi.operations())
        .filter_map(|(_, _, operation)| operation.tags.first())
        .collect();
    for tag in others {
        add(tag, None);
    }
    tags
}

/// What the document says of a tag.
pub(super) fn tag_docs(tag: &Tag) -> Docs {
    Paragraphs::default()
        .prose(tag.description.as_deref())
        .more(tag.external_docs.as_ref())
        .finish()
}

fn version(title: &str, version: &str) -> Docs {
    let (title, version) = (code_free(title.trim()), code_free(version.trim()));
    match version.as_str() {
        "" => Docs::default(),
        _ => Paragraphs::default()
            .prose(Some(&format!("For version {version} of the {title}.")))
            .finish(),
    }
}
