//! Operations: names for all of them at once, then each by itself.

use openapiv3::{Operation as Source, PathItem, ReferenceOr, Server};
use serde_json::Value;

use super::context::Context;
use super::docs::Paragraphs;
use super::markdown::{code, code_free};
use super::{body, calls, parameter, response, security, server};
use crate::diagnostics::{Diagnostic, Pointer, Rule};
use crate::ir::{BaseUrl, Docs, Method, Name, Operation, Skipped};
use crate::read::LeftOut;

/// An operation of the document and what it is called.
pub(super) struct Named<'a> {
    pub(super) source: &'a Source,
    pub(super) item: &'a PathItem,
    pub(super) method: Method,
    pub(super) path: &'a str,
    pub(super) pointer: Pointer,
    /// The method, and the operationId.
    pub(super) name: Name,
    /// The module of its tag, where tags have one.
    pub(super) module: Option<String>,
    /// What its inline types are named after: its builder as it would be called if all stood in one module.
    pub(super) stem: String,
    /// Its builder.
    pub(super) builder: String,
}

/// Why an operation is not in the crate, and where that stands.
pub(super) struct Skip {
    pub(super) rule: Rule,
    pub(super) reason: String,
    pub(super) pointer: Pointer,
}

impl Skip {
    /// A sentence; it also stands in the README and the front page of the crate.
    pub(super) fn new(rule: Rule, reason: impl Into<String>, pointer: Pointer) -> Self {
        Self {
            rule,
            reason: code_free(&reason.into()),
            pointer,
        }
    }
}

/// Lowers all operations; those that cannot be generated are reported and listed.
pub(super) fn lower<'a>(context: &mut Context<'a>) -> (Vec<Operation>, Vec<Skipped>) {
    let mut operations = Vec::new();
    let mut skipped = Vec::new();
    for named in named(context) {
        match one(context, &named) {
            Ok(operation) => operations.push(operation),
            Err(skip) => {
                let operation = format!("{} {}", named.method.as_str(), code(named.path));
                context.diagnostics.push(
                    Diagnostic::warning(skip.rule, format!("{operation} is skipped: {}", skip.reason))
                        .hint("the rest of the document is generated; an overlay (`--overlay FILE`) can describe the operation otherwise")
                        .at(skip.pointer.clone()),
                );
                skipped.push(Skipped {
                    operation,
                    reason: skip.reason,
                    rule: skip.rule,
                    at: skip.pointer,
                });
            }
        }
    }
    skipped.extend(context.document.left_out.iter().filter_map(unread));
    (operations, skipped)
}

/// An operation that could not even be read. Those of callbacks and webhooks are none of the client's.
fn unread(left_out: &LeftOut) -> Option<Skipped> {
    let tokens: Vec<String> = left_out.node.tokens().collect();
    let [paths, path, method] = tokens.as_slice() else {
        return None;
    };
    (paths == "paths").then(|| Skipped {
        operation: format!("{} {}", method.to_uppercase(), code(path)),
        reason: code_free(&left_out.reason),
        rule: Rule::LeftOut,
        at: left_out.at.clone(),
    })
}

/// Finds the operations and settles what they are called.
fn named<'a>(context: &mut Context<'a>) -> Vec<Named<'a>> {
    let mut found = Vec::new();
    for (path, item) in &context.openapi.paths.paths {
        let pointer = Pointer::root().key("paths").key(path);
        match item {
            ReferenceOr::Item(item) => found.extend(operations_of(path, item, &pointer)),
            // What could be found is written out already.
            ReferenceOr::Reference { reference } => context.unresolved(reference, &pointer),
        }
    }
    calls::name_all(context.config, &mut found);
    found
}

fn operations_of<'a>(path: &'a str, item: &'a PathItem, pointer: &Pointer) -> Vec<Named<'a>> {
    let methods = [
        (Method::Get, &item.get),
        (Method::Put, &item.put),
        (Method::Post, &item.post),
        (Method::Delete, &item.delete),
        (Method::Options, &item.options),
        (Method::Head, &item.head),
        (Method::Patch, &item.patch),
        (Method::Trace, &item.trace),
    ];
    let present = methods
        .into_iter()
        .filter_map(|(method, source)| Some((method, source.as_ref()?)));
    present
        .map(|(method, source)| Named {
            source,
            item,
            method,
            path,
            pointer: pointer.key(&method.as_str().to_ascii_lowercase()),
            name: Name {
                rust: String::new(),
                wire: source.operation_id.clone().unwrap_or_default(),
            },
            module: None,
            stem: String::new(),
            builder: String::new(),
        })
        .collect()
}

fn one<'a>(context: &mut Context<'a>, named: &Named<'a>) -> Result<Operation, Skip> {
    let result = whole(context, named);
    if result.is_err() && context.diagnostics.has_errors() {
        // The document will be refused: then all that is wrong with the operation is said, not only the first.
        let _ = parameter::all(context, named);
        let _ = body::body(context, named);
        let _ = response::success(context, named, &mut Vec::new());
        let _ = response::failures(context, named, &mut Vec::new());
    }
    result
}

fn whole<'a>(context: &mut Context<'a>, named: &Named<'a>) -> Result<Operation, Skip> {
    let security = security::alternatives(context, named)?;
    let parameters = parameter::all(context, named)?;
    let body = body::body(context, named)?;
    let mut answered = Vec::new();
    let response = response::success(context, named, &mut answered)?;
    let failures = response::failures(context, named, &mut answered);
    let base_url = own_server(context, named)?;
    Ok(Operation {
        name: named.name.clone(),
        module: named.module.clone(),
        builder: named.builder.clone(),
        stem: named.stem.clone(),
        method: named.method,
        path: sent_path(named.path),
        summary: summary(named),
        tag: listed_under(named),
        docs: docs(context, named),
        deprecated: named.source.deprecated,
        parameters,
        body,
        response,
        failures,
        answered,
        security,
        base_url,
    })
}

/// The template with the query that it has itself, without the parameters in that and without a fragment.
fn sent_path(path: &str) -> String {
    let (whole, _) = path.split_once('#').unwrap_or((path, ""));
    let Some((path, query)) = whole.split_once('?') else {
        return whole.to_owned();
    };
    let pairs = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.contains(['{', '}']));
    let query: Vec<&str> = pairs.collect();
    match query.as_slice() {
        [] => path.to_owned(),
        pairs => format!("{path}?{}", pairs.join("&")),
    }
}

/// The tag, or what stands for it where tags have modules.
fn listed_under(named: &Named<'_>) -> Option<String> {
    match named.module {
        Some(_) => Some(code_free(&calls::tag_text(named))),
        None => named.source.tags.first().map(|tag| code_free(tag.trim())),
    }
}

/// The base URL where the path or the operation has servers of its own (OpenAPI 3.0.3, Operation Object).
fn own_server(context: &Context<'_>, named: &Named<'_>) -> Result<Option<BaseUrl>, Skip> {
    let servers = own_servers(named);
    if servers.is_empty() {
        return Ok(None);
    }
    // Variables may be described where the servers of the document are.
    let servers: Vec<Server> = (servers.iter())
        .map(|server| server::with_variables(server, &context.openapi.servers))
        .collect();
    let url = server::base_url(&servers).or_else(|| match server::of_api(context) {
        Some(above) => server::relative_url(&servers, &above),
        None => server::path_of(&servers),
    });
    let refuse = || {
        Skip::new(
            Rule::SkippedServer,
            "its own server is no URL that can be called",
            named.pointer.clone(),
        )
    };
    url.map(Some).ok_or_else(refuse)
}

/// Those of the operation, else those of the path.
fn own_servers<'a>(named: &Named<'a>) -> &'a [Server] {
    match named.source.servers.as_slice() {
        [] => &named.item.servers,
        servers => servers,
    }
}

fn summary(named: &Named<'_>) -> Docs {
    let first = named
        .source
        .summary
        .as_deref()
        .or(named.item.summary.as_deref());
    Paragraphs::default()
        .prose(first)
        .or(|| format!("`{} {}`.", named.method.as_str(), code(named.path)))
        .finish()
}

/// The description, and what extensions, links and the scopes of a token add to it.
fn docs(context: &Context<'_>, named: &Named<'_>) -> Docs {
    let mut paragraphs = Paragraphs::default().prose(named.source.description.as_deref());
    // That of the path stands for one that the operation does not have.
    if named.source.summary.is_some() {
        paragraphs = paragraphs.prose(named.item.summary.as_deref());
    }
    paragraphs = paragraphs.prose(named.item.description.as_deref());
    for (extension, heading) in &context.config.documentation.extensions {
        if let Some(value) = named.source.extensions.get(extension) {
            paragraphs = paragraphs.paragraph(listed(heading, value));
        }
    }
    paragraphs
        .more(named.source.external_docs.as_ref())
        .paragraph(server::listed(own_servers(named)))
        .paragraph(security::scopes(context, named))
        .finish()
}

/// A heading and a list, or a heading and a value.
fn listed(heading: &str, value: &Value) -> String {
    let text = |value: &Value| match value {
        Value::String(text) => super::markdown::safe(text),
        other => format!("`{}`", code(&other.to_string())),
    };
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| format!("- {}", text(item)))
                .collect();
            format!("{heading}:\n\n{}", items.join("\n"))
        }
        other => format!("{heading}: {}", text(other)),
    }
}
