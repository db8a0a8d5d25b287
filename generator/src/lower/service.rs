//! What is said once: title, server, credentials, how errors look.

use std::collections::BTreeSet;

use openapiv3::Server;

use super::context::Context;
use super::docs::Paragraphs;
use super::markdown::{code, code_free};
use super::security;
use crate::diagnostics::{Diagnostic, Rule};
use crate::ir::{Described, Docs, ErrorFields, Method, Operation, Service};

pub(super) fn lower(context: &mut Context<'_>, operations: &[Operation]) -> Service {
    let config = context.config;
    let info = &context.openapi.info;
    let base_url = config
        .service
        .base_url
        .clone()
        .or_else(|| base_url(&context.openapi.servers));
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
    Service {
        title: code_free(info.title.trim()),
        version: version(&info.title, &info.version),
        docs: Paragraphs::default()
            .prose(info.description.as_deref())
            .finish(),
        tags: tags(context),
        servers: context.openapi.servers.iter().map(server).collect(),
        base_url,
        request_id_header: config
            .service
            .request_id_header
            .clone()
            .map(|name| name.to_ascii_lowercase()),
        credentials: security::credentials(context, operations),
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
    let mut add = |name: &str, description: Option<&str>| {
        let name = code_free(name.trim());
        if !tags.iter().any(|known| known.name == name) {
            tags.push(Described {
                name,
                docs: Paragraphs::default().prose(description).finish(),
            });
        }
    };
    for tag in &context.openapi.tags {
        add(&tag.name, tag.description.as_deref());
    }
    let others: BTreeSet<&String> = (context.openapi.operations())
        .filter_map(|(_, _, operation)| operation.tags.first())
        .collect();
    for tag in others {
        add(tag, None);
    }
    tags
}

fn server(server: &Server) -> Described {
    Described {
        name: code(&server.url),
        docs: Paragraphs::default()
            .prose(server.description.as_deref())
            .finish(),
    }
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

/// The first absolute server that a client can use, its variables by their defaults (OpenAPI 3.0.3, Server Object).
pub(super) fn base_url(servers: &[Server]) -> Option<String> {
    servers
        .iter()
        .map(filled)
        .find(|url| is_usable(url))
        .map(|url| url.trim_end_matches('/').to_owned())
}

/// The first relative server, resolved against the host of another one (RFC 3986, section 5.2, for absolute paths).
pub(super) fn relative_url(servers: &[Server], above: &str) -> Option<String> {
    let (scheme, rest) = above.split_once("://")?;
    let host = rest.split('/').next()?;
    let url = format!("{scheme}://{host}{}", path_of(servers)?);
    is_usable(&url).then_some(url)
}

/// The path of the first relative server, without a slash at its end; the client's base URL says the rest.
pub(super) fn path_of(servers: &[Server]) -> Option<String> {
    let mut urls = servers.iter().map(filled);
    let path =
        urls.find(|url| url.is_empty() || (url.starts_with('/') && !url.starts_with("//")))?;
    let path = path.trim_end_matches('/');
    is_usable(&format!("https://host{path}")).then(|| path.to_owned())
}

/// A server with the variables that only others of the same name describe.
pub(super) fn with_variables(server: &Server, others: &[Server]) -> Server {
    let mut server = server.clone();
    let known = others.iter().filter_map(|other| other.variables.as_ref());
    for (name, variable) in known.flatten() {
        if server.url.contains(&format!("{{{name}}}")) {
            let variables = server.variables.get_or_insert_default();
            variables
                .entry(name.clone())
                .or_insert_with(|| variable.clone());
        }
    }
    server
}

fn filled(server: &Server) -> String {
    let variables = server.variables.iter().flatten();
    variables.fold(server.url.clone(), |url, (name, variable)| {
        url.replace(&format!("{{{name}}}"), &variable.default)
    })
}

/// What the runtime takes for a base URL: absolute, ASCII, with a port that there is and segments that stay, without user,
/// query or fragment.
pub(super) fn is_usable(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let plain = |c: char| {
            c.is_ascii_graphic()
                && !matches!(c, '@' | '?' | '#' | '{' | '}' | '"' | '<' | '>' | '\\')
        };
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let begun = !rest.is_empty() && !rest.starts_with(['/', ':']);
        begun && rest.chars().all(plain) && has_usable_port(authority) && stays(path)
    })
}

/// Of an IPv6 address, what follows the last colon may be part of it.
fn has_usable_port(authority: &str) -> bool {
    match authority.rsplit_once(':') {
        Some((_, port)) if !port.ends_with(']') => port.parse().is_ok_and(|port: u16| port > 0),
        _ => true,
    }
}

/// Whether no client leaves a segment out (WHATWG URL, section 4.1).
fn stays(path: &str) -> bool {
    let mut segments = path
        .split('/')
        .map(|one| one.to_ascii_lowercase().replace("%2e", "."));
    segments.all(|segment| !matches!(segment.as_str(), "." | ".."))
}
