//! One security scheme: how its credential is sent, and what there is to say about it.
//!
//! Takes a name under `components.securitySchemes`, gives a [`CredentialKind`] or the reason why there is none, and the
//! documentation. Knows nothing of the operations that need it.

use openapiv3::{APIKeyLocation, OAuth2Flows, ReferenceOr, SecurityScheme};
use serde_json::Value;

use super::context::Context;
use super::docs::{Paragraphs, one_line};
use super::markdown::{code, url};
use crate::diagnostics::Pointer;
use crate::ir::{CredentialKind, Docs};

/// What the document describes under the name.
enum Scheme<'a> {
    Read(&'a SecurityScheme),
    /// `mutualTLS` came with 3.1, and `openapiv3` has no place for it: it is looked up in the tree.
    MutualTls(Option<&'a str>),
}

/// The scheme of that name, through references.
fn find<'a>(context: &Context<'a>, name: &str) -> Option<Scheme<'a>> {
    let schemes = &context.openapi.components.as_ref()?.security_schemes;
    let mut name = name;
    for _ in 0..=schemes.len() {
        match schemes.get(name) {
            Some(ReferenceOr::Item(found)) => return Some(Scheme::Read(found)),
            Some(ReferenceOr::Reference { reference }) => {
                name = reference.strip_prefix("#/components/securitySchemes/")?;
            }
            None => {
                let found = written(context, name)?;
                let description = found.get("description").and_then(Value::as_str);
                let is_tls = found.get("type").and_then(Value::as_str) == Some("mutualTLS");
                return is_tls.then_some(Scheme::MutualTls(description));
            }
        }
    }
    None
}

/// The scheme as it stands in the document.
fn written<'a>(context: &Context<'a>, name: &str) -> Option<&'a Value> {
    let at = Pointer::root().key("components").key("securitySchemes");
    context.document.value.pointer(at.key(name).as_str())
}

/// How the credential is sent; or why it cannot be, as a clause about the scheme.
pub(super) fn kind(context: &Context<'_>, name: &str) -> Result<CredentialKind, String> {
    let about = |clause: &str| Err(format!("`{}`, {clause}", code(name)));
    let scheme = match find(context, name) {
        Some(Scheme::Read(scheme)) => scheme,
        Some(Scheme::MutualTls(_)) => return Ok(CredentialKind::Certificate),
        None if written(context, name).is_some() => {
            return about("whose description could not be read");
        }
        None => return about("which `components.securitySchemes` does not describe"),
    };
    match scheme {
        SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. } => {
            Ok(CredentialKind::Bearer)
        }
        SecurityScheme::HTTP { scheme, .. } => match scheme.trim() {
            word if word.eq_ignore_ascii_case("bearer") => Ok(CredentialKind::Bearer),
            word if word.eq_ignore_ascii_case("basic") => Ok(CredentialKind::Basic),
            word if is_token(word) => Ok(CredentialKind::Authorization(word.to_owned())),
            _ => about("whose HTTP scheme is no word that can stand in a header"),
        },
        SecurityScheme::APIKey { location, name, .. } => match location {
            APIKeyLocation::Header if is_token(name) => Ok(CredentialKind::Header(name.clone())),
            APIKeyLocation::Header => about("whose header has a name that no header can have"),
            APIKeyLocation::Cookie if is_token(name) => Ok(CredentialKind::Cookie(name.clone())),
            APIKeyLocation::Cookie => about("whose cookie has a name that no cookie can have"),
            APIKeyLocation::Query if name.is_empty() => {
                about("whose query parameter has an empty name")
            }
            APIKeyLocation::Query => Ok(CredentialKind::Query(name.clone())),
        },
    }
}

/// RFC 9110, section 5.6.2: names of headers and of authentication schemes; RFC 6265, section 4.1.1: of cookies.
pub(super) fn is_token(text: &str) -> bool {
    let mark = |c: char| "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || mark(c))
}

/// The word behind `Authorization:`; a request has one such header, so no two different ones go together.
pub(super) fn authentication_scheme(kind: &CredentialKind) -> Option<String> {
    match kind {
        CredentialKind::Bearer => Some("bearer".to_owned()),
        CredentialKind::Basic => Some("basic".to_owned()),
        CredentialKind::Authorization(scheme) => Some(scheme.to_ascii_lowercase()),
        _ => None,
    }
}

/// What the document says about the scheme, and how the credential is sent.
pub(super) fn docs(context: &Context<'_>, name: &str, kind: &CredentialKind) -> Docs {
    let scheme = find(context, name);
    let (description, facts) = match &scheme {
        Some(Scheme::MutualTls(description)) => (*description, Vec::new()),
        Some(Scheme::Read(scheme)) => facts(scheme),
        None => (None, Vec::new()),
    };
    let start = Paragraphs::default()
        .prose(description)
        .or(|| format!("The credential `{}`.", code(name)));
    let all = facts.into_iter().fold(start, Paragraphs::paragraph);
    all.paragraph(sent(kind)).finish()
}

/// The description of a scheme, and paragraphs about what else it says.
fn facts(scheme: &SecurityScheme) -> (Option<&str>, Vec<String>) {
    match scheme {
        SecurityScheme::HTTP {
            description,
            bearer_format,
            ..
        } => {
            let format = bearer_format.as_deref();
            let format = format.map(|format| format!("Format: `{}`.", code(format)));
            (description.as_deref(), format.into_iter().collect())
        }
        SecurityScheme::APIKey { description, .. } => (description.as_deref(), Vec::new()),
        SecurityScheme::OAuth2 {
            description, flows, ..
        } => {
            let about = "An access token (OAuth 2.0), which this crate does not fetch.".to_owned();
            let facts = vec![about, flow_list(flows), scope_list(flows)];
            (description.as_deref(), facts)
        }
        SecurityScheme::OpenIDConnect {
            description,
            open_id_connect_url,
            ..
        } => {
            let about = "An access token (OpenID Connect), which this crate does not fetch.";
            let discovery = match open_id_connect_url.trim() {
                "" => String::new(),
                there => format!("Discovery: {}", url(there)),
            };
            (description.as_deref(), vec![about.to_owned(), discovery])
        }
    }
}

/// How to come by a token: each flow with its URLs.
fn flow_list(flows: &OAuth2Flows) -> String {
    let mut lines = Vec::new();
    let mut add = |flow: &str, urls: [(&str, Option<&str>); 3]| {
        let known = urls
            .into_iter()
            .filter_map(|(what, there)| Some((what, there.filter(|it| !it.trim().is_empty())?)));
        let known: Vec<_> = known
            .map(|(what, there)| format!("{what} {}", url(there)))
            .collect();
        lines.push(format!("- {flow}: {}", known.join(", ")));
    };
    let (authorize, token, refresh) = ("authorization at", "token from", "refreshed at");
    if let Some(flow) = &flows.implicit {
        let at = Some(flow.authorization_url.as_str());
        let urls = [
            (authorize, at),
            (token, None),
            (refresh, flow.refresh_url.as_deref()),
        ];
        add("implicit", urls);
    }
    if let Some(flow) = &flows.password {
        let from = (token, Some(flow.token_url.as_str()));
        let refreshed = (refresh, flow.refresh_url.as_deref());
        add("password", [(authorize, None), from, refreshed]);
    }
    if let Some(flow) = &flows.client_credentials {
        let from = (token, Some(flow.token_url.as_str()));
        let refreshed = (refresh, flow.refresh_url.as_deref());
        add("client credentials", [(authorize, None), from, refreshed]);
    }
    if let Some(flow) = &flows.authorization_code {
        let at = (authorize, Some(flow.authorization_url.as_str()));
        let from = (token, Some(flow.token_url.as_str()));
        let refreshed = (refresh, flow.refresh_url.as_deref());
        add("authorization code", [at, from, refreshed]);
    }
    if lines.is_empty() {
        return String::new();
    }
    format!("Flows:\n\n{}", lines.join("\n"))
}

/// The scopes of all flows, each once.
fn scope_list(flows: &OAuth2Flows) -> String {
    let all = [
        flows.implicit.as_ref().map(|flow| &flow.scopes),
        flows.password.as_ref().map(|flow| &flow.scopes),
        flows.client_credentials.as_ref().map(|flow| &flow.scopes),
        flows.authorization_code.as_ref().map(|flow| &flow.scopes),
    ];
    let mut lines: Vec<String> = Vec::new();
    for (scope, about) in all.into_iter().flatten().flatten() {
        let line = match about.trim() {
            "" => format!("- `{}`", code(scope)),
            about => format!("- `{}`: {}", code(scope), one_line(about)),
        };
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if lines.is_empty() {
        return String::new();
    }
    format!("Scopes:\n\n{}", lines.join("\n"))
}

/// How the credential is sent.
fn sent(kind: &CredentialKind) -> String {
    match kind {
        CredentialKind::Bearer => {
            "Sent as `Authorization: Bearer …` (RFC 6750), and never shown. A token that changes comes from a provider: see \
             [`BearerToken`](crate::BearerToken)."
                .to_owned()
        }
        CredentialKind::Basic => {
            "Sent as `Authorization: Basic …` (RFC 7617), and never shown. There can be no colon in the user name."
                .to_owned()
        }
        CredentialKind::Authorization(scheme) => format!(
            "Sent as `Authorization: {} …` (RFC 9110, section 11.6.2), and never shown. What stands behind the scheme is \
             computed by the caller and sent as it is, with every call.",
            code(scheme)
        ),
        CredentialKind::Header(name) => format!(
            "Sent as the whole value of the header `{}`, and never shown.",
            code(name)
        ),
        CredentialKind::Query(name) => format!(
            "Sent in the query as `{}`, and never shown by this crate; a server or a proxy may log URLs.",
            code(name)
        ),
        CredentialKind::Cookie(name) => format!(
            "Sent as the cookie `{}` (RFC 6265) as it is, and never shown.",
            code(name)
        ),
        CredentialKind::Certificate => {
            "Says that the transport presents a client certificate when it connects, as the default one does not: see \
             [`transport`](Self::transport). Nothing is sent; calls that need the certificate are refused without this."
                .to_owned()
        }
    }
}
