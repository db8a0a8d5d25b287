//! What is said once: title, server, credentials, how errors look.

use openapiv3::Server;

use super::context::Context;
use super::docs::{Paragraphs, code_free};
use super::security;
use crate::diagnostics::Diagnostic;
use crate::ir::{Docs, ErrorFields, Operation, Service};

pub(super) fn lower(context: &mut Context<'_>, operations: &[Operation]) -> Service {
    let config = context.config;
    let info = &context.openapi.info;
    let base_url = config
        .service
        .base_url
        .clone()
        .or_else(|| base_url(&context.openapi.servers));
    let example = config.example.operation.clone();
    if let Some(wanted) = example
        .as_ref()
        .filter(|wanted| !operations.iter().any(|one| one.name.rust == **wanted))
    {
        context.diagnostics.push(
            Diagnostic::warning(format!(
                "`[example]` names the operation `{wanted}`, which is not in the crate"
            ))
            .hint("name a method of the client"),
        );
    }
    let example = example
        .filter(|wanted| operations.iter().any(|one| one.name.rust == *wanted))
        .or_else(|| operations.first().map(|one| one.name.rust.clone()));
    Service {
        title: code_free(info.title.trim()),
        version: version(&info.title, &info.version),
        docs: Paragraphs::default()
            .prose(info.description.as_deref())
            .finish(),
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

fn version(title: &str, version: &str) -> Docs {
    let (title, version) = (code_free(title.trim()), code_free(version.trim()));
    match version.as_str() {
        "" => Docs::default(),
        _ => Paragraphs::default()
            .prose(Some(&format!("For version {version} of the {title}.")))
            .finish(),
    }
}

/// The first absolute server, its variables by their defaults (OpenAPI 3.0.3, Server Object).
pub(super) fn base_url(servers: &[Server]) -> Option<String> {
    servers.iter().find_map(|server| {
        let mut url = server.url.clone();
        for (name, variable) in server.variables.iter().flatten() {
            url = url.replace(&format!("{{{name}}}"), &variable.default);
        }
        let absolute = url.starts_with("https://") || url.starts_with("http://");
        (absolute && !url.contains(['{', '}', ' '])).then(|| url.trim_end_matches('/').to_owned())
    })
}
