//! The URL that every path is appended to.
//!
//! Takes text; gives an absolute `http` or `https` URL without a slash at its end, or says what is
//! wrong with it. Never shows the text in a message: it may hold a password.

use http::Uri;

use crate::runtime::path::is_dots;

/// A checked base URL.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl(String);

impl BaseUrl {
    /// The caller's, or else the API's own.
    pub(crate) fn choose(given: Option<&str>, own: Option<&str>) -> Result<Self, &'static str> {
        match given.or(own) {
            Some(text) => Self::parse(text),
            None => Err("there is no base URL; set one with `ClientBuilder::base_url`"),
        }
    }

    /// Checks `text`. The refusal says what to change, and never repeats the text.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        if text.contains(['?', '#']) {
            return Err("the base URL has a query or a fragment; leave it out");
        }
        if text.contains(['{', '}']) {
            return Err("the base URL has a variable in braces; write what it stands for");
        }
        if !text.is_ascii() {
            return Err("the base URL has characters outside ASCII; percent-encode them");
        }
        let uri: Uri = text
            .parse()
            .map_err(|_| "the base URL isn't a URL; write it as `https://host/path`")?;
        match uri.scheme_str() {
            Some("http" | "https") => {}
            Some(_) => return Err("the base URL is neither `http` nor `https`"),
            None => return Err("the base URL isn't absolute; write it as `https://host/path`"),
        }
        let host = uri.host().unwrap_or_default();
        if host.is_empty() {
            return Err("the base URL has no host; write it as `https://host/path`");
        }
        if uri.authority().is_some_and(|it| it.as_str().contains('@')) {
            return Err(
                "the base URL has a user name or a password; set a credential on the builder",
            );
        }
        if !has_usable_port(&uri) {
            return Err("the base URL has a port that isn't a number from 1 to 65535");
        }
        if uri.path().split('/').any(is_dots) {
            return Err("the base URL has a segment `.` or `..`; write where it leads to");
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }

    /// A URL of the API's document, with `{name=default}` for variables, as text: with what was given for them.
    pub(crate) fn fill(template: &str, given: &[Variable]) -> Result<String, String> {
        let (mut url, mut rest) = (String::new(), template);
        while let Some((before, after)) = rest.split_once('{') {
            let Some((variable, after)) = after.split_once('}') else {
                break;
            };
            url.push_str(before);
            let (name, default) = variable.split_once('=').unwrap_or((variable, ""));
            match given.iter().find(|one| one.name == name) {
                Some(one) if one.value.contains('/') && ends_in_host(&url) => {
                    return Err(format!(
                        "the server variable `{name}` has a slash and stands in the host"
                    ));
                }
                Some(one) => url.push_str(&one.value),
                None => url.push_str(default),
            }
            rest = after;
        }
        url.push_str(rest);
        Ok(url)
    }

    /// The same host with another path, which begins with a slash or is empty.
    pub(crate) fn with_path(&self, path: &str) -> Self {
        let host = self.0.find("://").map_or(0, |scheme| scheme + 3);
        let end = self.0.get(host..).and_then(|rest| rest.find('/'));
        let origin = end.and_then(|end| self.0.get(..host + end));
        Self(format!("{}{path}", origin.unwrap_or(&self.0)))
    }

    /// The URL, without a slash at its end.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// What stands for a variable of the servers in the API's document.
#[derive(Clone, Debug)]
pub(crate) struct Variable {
    pub(crate) name: &'static str,
    /// Nothing: any value.
    pub(crate) allowed: &'static [&'static str],
    pub(crate) value: String,
}

impl Variable {
    /// Says which value the API's document doesn't list.
    pub(crate) fn check(&self) -> Result<(), String> {
        let Self {
            name,
            allowed,
            value,
        } = self;
        if allowed.is_empty() || allowed.contains(&value.as_str()) {
            return Ok(());
        }
        let allowed = allowed.join("`, `");
        Err(format!(
            "the server variable `{name}` can't be `{}`; it is one of `{allowed}`",
            value.escape_debug()
        ))
    }
}

/// Whether what follows is part of the host: what a slash there leads to would be another one.
fn ends_in_host(url: &str) -> bool {
    let host = url.split_once("://");
    host.is_some_and(|(_, rest)| !rest.contains('/'))
}

/// Whether it has no port, or one that can be connected to: clients go to that of the scheme where they can't read it.
fn has_usable_port(uri: &Uri) -> bool {
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let port = authority.strip_prefix(uri.host().unwrap_or_default());
    let port = port.and_then(|port| port.strip_prefix(':'));
    port.is_none_or(|port| port.parse().is_ok_and(|port: u16| port > 0))
}
