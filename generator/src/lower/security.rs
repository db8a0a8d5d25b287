//! Security: which credentials an operation needs, and which the crate can serve.

use openapiv3::{ReferenceOr, SecurityScheme};

use super::context::Context;
use super::docs::Paragraphs;
use super::operation::{Named, Skip};
use crate::diagnostics::Rule;
use crate::ir::{Credential, CredentialKind, Docs, Name, Operation};
use crate::names::{Reserved, Style, Wish, candidates, settle};

/// The alternatives of an operation that the crate can serve (OpenAPI 3.0.3, Security Requirement Object).
pub(super) fn alternatives(
    context: &mut Context<'_>,
    named: &Named<'_>,
) -> Result<Vec<Vec<String>>, Skip> {
    let required = named
        .source
        .security
        .as_ref()
        .or(context.openapi.security.as_ref());
    let Some(required) = required.filter(|required| !required.is_empty()) else {
        return Ok(Vec::new());
    };
    let served: Vec<Vec<String>> = (required.iter())
        .filter(|together| {
            together
                .keys()
                .all(|scheme| kind(context, scheme).is_some())
        })
        .map(|together| together.keys().cloned().collect())
        .collect();
    if served.is_empty() {
        let mut schemes: Vec<String> = required
            .iter()
            .flat_map(|together| together.keys())
            .map(|name| format!("`{}`", super::markdown::code(name)))
            .collect();
        schemes.sort();
        schemes.dedup();
        let unknown = required
            .iter()
            .flat_map(|together| together.keys())
            .find(|scheme| find(context, scheme).is_none());
        let reason = match unknown {
            Some(scheme) => format!(
                "it needs `{}`, which `components.securitySchemes` does not describe",
                super::markdown::code(scheme)
            ),
            None => format!(
                "it needs {}, and only bearer tokens are supported yet",
                schemes.join(", ")
            ),
        };
        return Err(Skip::new(
            Rule::SkippedSecurity,
            reason,
            named.pointer.clone(),
        ));
    }
    Ok(served)
}

/// The scheme of that name, through references.
fn find<'a>(context: &Context<'a>, scheme: &str) -> Option<&'a SecurityScheme> {
    let schemes = &context.openapi.components.as_ref()?.security_schemes;
    let mut current = schemes.get(scheme)?;
    for _ in 0..=schemes.len() {
        match current {
            ReferenceOr::Item(found) => return Some(found),
            ReferenceOr::Reference { reference } => {
                current = schemes.get(reference.strip_prefix("#/components/securitySchemes/")?)?;
            }
        }
    }
    None
}

fn kind(context: &Context<'_>, scheme: &str) -> Option<CredentialKind> {
    match find(context, scheme)? {
        SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => {
            Some(CredentialKind::Bearer)
        }
        _ => None,
    }
}

/// The credentials that at least one operation can use, by name of their scheme.
pub(super) fn credentials(context: &Context<'_>, operations: &[Operation]) -> Vec<Credential> {
    let mut schemes: Vec<&String> = operations
        .iter()
        .flat_map(|operation| operation.security.iter().flatten())
        .collect();
    schemes.sort();
    schemes.dedup();
    let wishes: Vec<Wish> = (schemes.iter())
        .map(|scheme| {
            let names = candidates(scheme, Style::Snake, Reserved::CREDENTIAL);
            Wish::new(1, *scheme, names)
        })
        .collect();
    let names = settle(&wishes, &std::collections::BTreeSet::new());
    let credentials = schemes.iter().zip(names).filter_map(|(scheme, name)| {
        let given = context.config.credentials.get(*scheme).cloned();
        Some(Credential {
            variable: given.unwrap_or_else(|| name.trim_start_matches("r#").to_uppercase()),
            name: Name {
                rust: name,
                wire: (*scheme).clone(),
            },
            docs: docs(context, scheme),
            kind: kind(context, scheme)?,
        })
    });
    credentials.collect()
}

fn docs(context: &Context<'_>, scheme: &str) -> Docs {
    let found = find(context, scheme);
    let (description, format) = match found {
        Some(SecurityScheme::HTTP {
            description,
            bearer_format,
            ..
        }) => (description.as_deref(), bearer_format.as_deref()),
        _ => (None, None),
    };
    Paragraphs::default()
        .prose(description)
        .or(|| format!("The credential `{}`.", super::markdown::code(scheme)))
        .paragraph(
            format
                .map(|format| format!("Format: `{}`.", super::markdown::code(format)))
                .unwrap_or_default(),
        )
        .finish()
}
