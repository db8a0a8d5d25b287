//! The request that an operation is, as OpenAPI has it written.
//!
//! Takes: an operation with the values that tests give it. Gives: the message that goes out. It is written from the standards
//! alone, and knows nothing of the runtime that is tested by it; where they leave something open it says what is right.

mod body;
mod encode;
mod style;

use crate::ir::{Api, Content, Credential, CredentialKind, Location, Operation, Parameter};
use serde_json::Value;

/// Where an API is that names no server.
pub(crate) const NO_SERVER: &str = "https://api.example.com";

/// What goes out.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) method: &'static str,
    pub(crate) url: String,
    /// By name, in small letters.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Body>,
}

/// What goes out behind the headers.
#[derive(Debug)]
pub(crate) enum Body {
    Json(Value),
    Text(String),
}

/// The request with all that the operation can be given, and with one of the contents that its body may have; none if there
/// is no value for something that must be there.
pub(crate) fn message(
    api: &Api,
    operation: &Operation,
    content: Option<&Content>,
) -> Option<Message> {
    let credentials = credentials(api, operation);
    let mut headers = Headers::default();
    headers.set("accept", &operation.response.accept);
    let body = match content {
        Some(content) => {
            headers.set("content-type", &body::media_type(content));
            Some(body::body(&api.types, content)?)
        }
        None => None,
    };
    for credential in &credentials {
        if let Some((name, value)) = header(credential) {
            headers.set(&name, &value);
        }
    }
    for (parameter, text) in given(operation, Location::Header)? {
        headers.set(&parameter.name.wire, &text);
    }
    let cookies = cookies(operation, &credentials)?;
    if !cookies.is_empty() {
        let before = headers.0.iter().find(|(name, _)| name == "cookie");
        let all: Vec<String> = before
            .map(|(_, text)| text.clone())
            .into_iter()
            .chain(cookies)
            .collect();
        headers.set("cookie", &all.join("; "));
    }
    headers.0.sort();
    Some(Message {
        method: operation.method.as_str(),
        url: url(api, operation, &credentials)?,
        headers: headers.0,
        body,
    })
}

/// Headers, each once.
#[derive(Default)]
struct Headers(Vec<(String, String)>);

impl Headers {
    fn set(&mut self, name: &str, value: &str) {
        let name = name.to_ascii_lowercase();
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, value.to_owned()));
    }
}

/// The parameters of a place that have a value, as they are written; none if one that must be there has none.
fn given(operation: &Operation, place: Location) -> Option<Vec<(&Parameter, String)>> {
    let mut written = Vec::new();
    for parameter in operation
        .parameters
        .iter()
        .filter(|one| one.location == place)
    {
        match &parameter.given.value {
            Some(value) => {
                let text = style::written(&parameter.name.wire, value, parameter.style, place);
                written.extend(text.map(|text| (parameter, text)));
            }
            None if parameter.required => return None,
            None => {}
        }
    }
    Some(written)
}

fn url(api: &Api, operation: &Operation, credentials: &[&Credential]) -> Option<String> {
    let base = base(api, operation);
    let (template, fixed) = match operation.path.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (operation.path.as_str(), None),
    };
    let path = path(template, &given(operation, Location::Path)?)?;
    let fixed = fixed.map(encode::literal);
    let query = given(operation, Location::Query)?;
    let keys = credentials.iter().filter_map(|one| match &one.kind {
        CredentialKind::Query(name) => Some(name),
        _ => None,
    });
    // What a call is given for the name of a key stands for it.
    let keys = keys.filter(|name| !query.iter().any(|(one, _)| one.name.wire == **name));
    let keys = keys.map(|name| format!("{}={SECRET}", encode::strict(name)));
    let pairs = query.iter().map(|(_, text)| text.clone());
    let all: Vec<String> = fixed.into_iter().chain(pairs).chain(keys).collect();
    let mark = if all.is_empty() { "" } else { "?" };
    Some(format!(
        "{}{path}{mark}{}",
        base.trim_end_matches('/'),
        all.join("&")
    ))
}

/// The server of the operation; a path of its own stands on the host of the API's. Where the API has none, the caller says
/// where all of it is.
pub(crate) fn base(api: &Api, operation: &Operation) -> String {
    let common = (api.service.base_url.as_ref()).map_or(NO_SERVER, |url| &url.filled);
    let own = (operation.base_url.as_ref()).map_or(common, |url| &url.filled);
    if !own.is_empty() && !own.starts_with('/') {
        let own = api.service.base_url.as_ref().map_or(common, |_| own);
        return own.to_owned();
    }
    let host = common.find("://").map_or(0, |scheme| scheme + 3);
    let end = common.get(host..).and_then(|rest| rest.find('/'));
    let origin = end
        .and_then(|end| common.get(..host + end))
        .unwrap_or(common);
    format!("{origin}{own}")
}

fn path(template: &str, values: &[(&Parameter, String)]) -> Option<String> {
    let mut path = String::from("/");
    let mut rest = template.trim_start_matches('/');
    while let Some((before, tail)) = rest.split_once('{') {
        let (name, after) = tail.split_once('}')?;
        let (_, value) = values.iter().find(|(one, _)| one.name.wire == name)?;
        path.push_str(&encode::literal(before));
        path.push_str(value);
        rest = after;
    }
    path.push_str(&encode::literal(rest));
    Some(path)
}

/// The credentials of the first alternative: those who test have all.
fn credentials<'a>(api: &'a Api, operation: &Operation) -> Vec<&'a Credential> {
    let together = operation.security.first().into_iter().flatten();
    let all = &api.service.credentials;
    together
        .filter_map(|scheme| all.iter().find(|one| one.name.wire == *scheme))
        .collect()
}

/// What tests give for each credential: two that stand in one place do not contradict each other.
pub(crate) const SECRET: &str = "secret";

/// The header that carries a credential.
fn header(credential: &Credential) -> Option<(String, String)> {
    let secret = SECRET;
    let (name, value) = match &credential.kind {
        CredentialKind::Bearer => ("authorization", format!("Bearer {secret}")),
        CredentialKind::Basic => {
            let pair = encode::base64(&format!("{secret}:{secret}"));
            ("authorization", format!("Basic {pair}"))
        }
        CredentialKind::Authorization(scheme) => ("authorization", format!("{scheme} {secret}")),
        CredentialKind::Header(name) => (name.as_str(), secret.to_owned()),
        CredentialKind::Query(_) | CredentialKind::Cookie(_) | CredentialKind::Certificate => {
            return None;
        }
    };
    Some((name.to_owned(), value))
}

/// Pairs of the `Cookie` header (RFC 6265, section 4.2.1).
fn cookies(operation: &Operation, credentials: &[&Credential]) -> Option<Vec<String>> {
    let given = given(operation, Location::Cookie)?;
    let keys = credentials.iter().filter_map(|one| match &one.kind {
        CredentialKind::Cookie(name) => Some(name),
        _ => None,
    });
    let keys = keys.filter(|name| !given.iter().any(|(one, _)| one.name.wire == **name));
    let keys = keys.map(|name| format!("{name}={SECRET}"));
    let texts = given.iter().map(|(_, text)| text.clone());
    Some(texts.filter(|text| !text.is_empty()).chain(keys).collect())
}
