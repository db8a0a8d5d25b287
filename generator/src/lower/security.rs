//! Security: which credentials an operation needs, and which the crate can serve.
//!
//! Takes security requirements, gives alternatives of schemes and the credentials of the client's builder. What one
//! scheme is stands in `scheme`.

use openapiv3::SecurityRequirement;

use super::context::Context;
use super::markdown::code;
use super::operation::{Named, Skip};
use super::scheme::{authentication_scheme, docs, kind};
use crate::diagnostics::{Pointer, Rule};
use crate::ir::{Credential, CredentialKind, Name, Operation};
use crate::names::{Reserved, Style, Wish, candidates, settle};

/// The requirements of an operation: its own, else those of the document.
pub(super) fn required<'a>(context: &Context<'a>, named: &Named<'a>) -> &'a [SecurityRequirement] {
    let own = named.source.security.as_ref();
    own.or(context.openapi.security.as_ref())
        .map(Vec::as_slice)
        .unwrap_or_default()
}

/// The alternatives of an operation that the crate can serve (OpenAPI 3.1.1, Security Requirement Object), in the order
/// of the document. That none is needed comes last: a credential that the caller has is of use where it is taken.
pub(super) fn alternatives<'a>(
    context: &mut Context<'a>,
    named: &Named<'a>,
) -> Result<Vec<Vec<String>>, Skip> {
    let mut served: Vec<Vec<String>> = Vec::new();
    let mut left_out: Vec<(usize, String)> = Vec::new();
    for (index, together) in required(context, named).iter().enumerate() {
        match together_served(context, together) {
            Ok(schemes) if served.contains(&schemes) => {}
            Ok(schemes) => served.push(schemes),
            Err(reason) => left_out.push((index, reason)),
        }
    }
    if served.is_empty() && !left_out.is_empty() {
        let mut reasons: Vec<String> = Vec::new();
        for (_, reason) in left_out {
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        return Err(Skip::new(
            Rule::SkippedSecurity,
            format!("it needs {}", reasons.join(", or ")),
            named.pointer.clone(),
        ));
    }
    tell(context, named, &left_out);
    served.sort_by_key(Vec::is_empty);
    Ok(served)
}

/// Says which alternatives nobody can choose, where others are left. What all operations inherit is said once.
fn tell(context: &mut Context<'_>, named: &Named<'_>, left_out: &[(usize, String)]) {
    let above = match named.source.security {
        Some(_) => named.pointer.clone(),
        None => Pointer::root(),
    };
    for (index, reason) in left_out {
        context.warn(
            Rule::SecurityLeftOut,
            format!("an alternative of `security` is left out, which needs {reason}"),
            "the other alternatives are in the crate; correct the name or the scheme, or take the alternative out",
            &above.key("security").index(*index),
        );
    }
}

/// The schemes of one alternative, or why they cannot be served together.
fn together_served(
    context: &Context<'_>,
    together: &SecurityRequirement,
) -> Result<Vec<String>, String> {
    let mut first: Option<(&String, String)> = None;
    for scheme in together.keys() {
        let Some(word) = authentication_scheme(&kind(context, scheme)?) else {
            continue;
        };
        match &first {
            Some((other, known)) if *known != word => {
                return Err(format!(
                    "`{}` and `{}` at once, and there is one `Authorization` header in a request",
                    code(other),
                    code(scheme)
                ));
            }
            Some(_) => {}
            None => first = Some((scheme, word)),
        }
    }
    Ok(together.keys().cloned().collect())
}

/// What an operation needs of a token, as a paragraph: the scopes of OAuth2 and OpenID Connect, or, since 3.1, roles.
pub(super) fn scopes<'a>(context: &Context<'a>, named: &Named<'a>) -> String {
    let mut found: Vec<(&str, Vec<String>)> = Vec::new();
    let served = required(context, named)
        .iter()
        .filter(|together| together_served(context, together).is_ok());
    for (scheme, scopes) in served.flatten().filter(|(_, scopes)| !scopes.is_empty()) {
        let all: Vec<String> = scopes
            .iter()
            .map(|scope| format!("`{}`", code(scope)))
            .collect();
        let all = all.join(" and ");
        match found.iter_mut().find(|(known, _)| known == scheme) {
            Some((_, known)) if known.contains(&all) => {}
            Some((_, known)) => known.push(all),
            None => found.push((scheme, vec![all])),
        }
    }
    let lines = found.iter().map(|(scheme, scopes)| {
        format!("Scopes for `{}`: {}.", code(scheme), scopes.join(", or "))
    });
    lines.collect::<Vec<_>>().join("\n\n")
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
        // Only what can be served is in an operation.
        let kind = kind(context, scheme).ok()?;
        let given = context.config.credentials.get(*scheme).cloned();
        let variable = given.unwrap_or_else(|| name.trim_start_matches("r#").to_uppercase());
        Some(Credential {
            variables: variables(variable, &kind),
            name: Name {
                rust: name,
                wire: (*scheme).clone(),
            },
            docs: docs(context, scheme, &kind),
            kind,
        })
    });
    credentials.collect()
}

/// One for each part: a single one is called like the credential.
fn variables(name: String, kind: &CredentialKind) -> Vec<String> {
    match kind.parts() {
        [_] => vec![name],
        parts => parts
            .iter()
            .map(|part| format!("{name}_{}", part.to_uppercase()))
            .collect(),
    }
}
