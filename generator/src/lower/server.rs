//! Servers: which URL calls go to, and what of it the caller can say.
//!
//! Takes the servers of the document, of paths and of operations; gives base URLs with their variables, and the
//! variables that the client's builder has a method for.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::Server;

use super::context::Context;
use super::docs::{Paragraphs, as_line};
use super::markdown::code;
use crate::ir::{BaseUrl, Credential, DescribedServer, Name, ServerVariable, Variable};
use crate::names::{Reserved, Style, Wish, candidates, settle};

/// The base URL of the API: the configured one, else the document's.
pub(super) fn of_api(context: &Context<'_>) -> Option<BaseUrl> {
    match &context.config.service.base_url {
        Some(url) => Some(BaseUrl::fixed(url.clone())),
        None => base_url(&context.openapi.servers),
    }
}

/// The first absolute server that a client can use (OpenAPI 3.0.3, Server Object).
pub(super) fn base_url(servers: &[Server]) -> Option<BaseUrl> {
    let mut urls = servers.iter().map(whole);
    urls.find(|url| is_usable(&url.filled))
}

/// The first relative server, resolved against the host of another one (RFC 3986, section 5.2, for absolute paths).
pub(super) fn relative_url(servers: &[Server], above: &BaseUrl) -> Option<BaseUrl> {
    let path = path_of(servers)?;
    let filled = format!("{}{}", origin(&above.filled)?, path.filled);
    // A variable that holds more than a part of the host cannot be taken apart.
    let template = origin(&above.template).map(|origin| format!("{origin}{}", path.template));
    let variables = [above.variables.clone(), path.variables].concat();
    let whole = BaseUrl {
        template: template.unwrap_or_default(),
        filled,
        variables,
    };
    is_usable(&whole.filled).then(|| match by_defaults(&whole.template) == whole.filled {
        true => whole,
        false => BaseUrl::fixed(whole.filled),
    })
}

/// The path of the first relative server, without a slash at its end; the client's base URL says the rest.
pub(super) fn path_of(servers: &[Server]) -> Option<BaseUrl> {
    let mut urls = servers.iter().map(whole);
    let is_path = |url: &str| url.is_empty() || (url.starts_with('/') && !url.starts_with("//"));
    let path = urls.find(|url| is_path(&url.filled))?;
    is_usable(&format!("https://host{}", path.filled)).then_some(path)
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

/// A server by its defaults, and with them beside the names of its variables. A name that would be read as something else
/// stands for its default alone.
fn whole(server: &Server) -> BaseUrl {
    let (mut template, mut variables) = (server.url.clone(), Vec::new());
    for (name, variable) in server.variables.iter().flatten() {
        let place = format!("{{{name}}}");
        if !template.contains(&place) {
            continue;
        }
        if name.contains(['=', '{', '}']) {
            template = template.replace(&place, &variable.default);
            continue;
        }
        template = template.replace(&place, &format!("{{{name}={}}}", variable.default));
        variables.push(Variable {
            name: name.clone(),
            default: variable.default.clone(),
            allowed: variable.enumeration.clone(),
            description: variable.description.clone(),
        });
    }
    BaseUrl {
        filled: by_defaults(&template).trim_end_matches('/').to_owned(),
        template: template.trim_end_matches('/').to_owned(),
        variables,
    }
}

/// The URL of a template where nothing is said.
fn by_defaults(template: &str) -> String {
    let (mut url, mut rest) = (String::new(), template);
    while let Some((before, after)) = rest.split_once('{') {
        let parts = after.split_once('}');
        let Some((default, after)) =
            parts.and_then(|(inner, after)| Some((inner.split_once('=')?.1, after)))
        else {
            break;
        };
        url.push_str(before);
        url.push_str(default);
        rest = after;
    }
    url + rest
}

/// Scheme and host.
fn origin(url: &str) -> Option<&str> {
    let host = url.find("://")? + 3;
    let end = url
        .get(host..)?
        .find('/')
        .map_or(url.len(), |end| host + end);
    url.get(..end)
}

/// What the documentation lists of a server.
pub(super) fn described(server: &Server) -> DescribedServer {
    let variables = server.variables.iter().flatten();
    let variables = variables.map(|(name, variable)| {
        let about = variable.description.as_deref().map(as_line);
        let mut parts: Vec<String> = about.filter(|text| !text.is_empty()).into_iter().collect();
        parts.push(format!("Default: `{}`.", code(&variable.default)));
        parts.extend(one_of(&variable.enumeration));
        format!("`{}`: {}", code(name), parts.join(" "))
    });
    DescribedServer {
        url: code(&server.url),
        docs: server
            .description
            .as_deref()
            .map(as_line)
            .unwrap_or_default(),
        variables: variables.collect(),
    }
}

/// What is said of the servers that a path or an operation has for itself.
pub(super) fn listed(servers: &[Server]) -> String {
    let all: Vec<DescribedServer> = servers.iter().map(described).collect();
    if all.iter().all(DescribedServer::is_plain) {
        return String::new();
    }
    let lines: Vec<String> = all.iter().flat_map(DescribedServer::lines).collect();
    format!("Servers of its own:\n\n{}", lines.join("\n"))
}

fn one_of(allowed: &[String]) -> Option<String> {
    let values = allowed.iter().map(|value| format!("`{}`", code(value)));
    let values: Vec<String> = values.collect();
    (!values.is_empty()).then(|| format!("One of {}.", values.join(", ")))
}

/// The variables of the URLs that calls go to, each once: where servers differ, a value is allowed that any of them allows.
pub(super) fn variables<'u>(
    urls: impl Iterator<Item = &'u BaseUrl>,
    credentials: &[Credential],
) -> Vec<ServerVariable> {
    let mut all: BTreeMap<&str, Vec<&Variable>> = BTreeMap::new();
    for variable in urls.flat_map(|url| &url.variables) {
        let known = all.entry(&variable.name).or_default();
        if !known.contains(&variable) {
            known.push(variable);
        }
    }
    let wishes: Vec<Wish> = (all.keys())
        .map(|name| {
            let text = format!("server {name}");
            let names = candidates(&text, Style::Snake, Reserved::SERVER_VARIABLE);
            Wish::new(1, *name, names)
        })
        .collect();
    let taken: BTreeSet<String> = (credentials.iter())
        .map(|one| one.name.rust.clone())
        .collect();
    let names = settle(&wishes, &taken);
    let each = all.into_iter().zip(names);
    each.map(|((name, described), rust)| one(name, rust, &described))
        .collect()
}

fn one(name: &str, rust: String, described: &[&Variable]) -> ServerVariable {
    let any = described.iter().any(|one| one.allowed.is_empty());
    let mut allowed: Vec<String> = Vec::new();
    for value in described.iter().flat_map(|one| &one.allowed) {
        if !any && !allowed.contains(value) {
            allowed.push(value.clone());
        }
    }
    let mut defaults: Vec<String> = Vec::new();
    for one in described {
        let default = format!("`{}`", code(&one.default));
        if !defaults.contains(&default) {
            defaults.push(default);
        }
    }
    let checked = match one_of(&allowed) {
        Some(values) => format!("{values} [`build`](Self::build) refuses all else."),
        None => String::new(),
    };
    let docs = (described.iter()).fold(Paragraphs::default(), |docs, one| {
        docs.prose(one.description.as_deref())
    });
    let docs = docs
        .or(|| format!("The variable `{}` of the server's URL.", code(name)))
        .paragraph(checked)
        .paragraph(format!("Default: {}.", defaults.join(" or ")))
        .paragraph("Of no effect where [`base_url`](Self::base_url) is set.".to_owned());
    ServerVariable {
        name: Name {
            rust,
            wire: name.to_owned(),
        },
        docs: docs.finish(),
        allowed,
    }
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
