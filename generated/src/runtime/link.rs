//! From a link on a page to the URL that it means.
//!
//! Takes a reference, absolute or relative, and the URL of the page that it stands on; gives the
//! absolute URL (RFC 3986, section 5.2), if it is of the same origin. No other is ever asked: the
//! credentials would go there.

use http::Uri;

use crate::runtime::request::Request;
use crate::runtime::{Error, ErrorKind};

impl Request {
    /// Goes to `link`, if that is of the origin that the request would go to without it.
    pub(crate) fn set_link(&mut self, link: &str) -> Result<(), Error> {
        let here = self.address()?;
        let link = resolve(link, &here).map_err(|wrong| {
            let message = format!("the link to the next page {wrong}");
            Error::new(ErrorKind::Pagination, message)
        })?;
        self.go_to(link);
        Ok(())
    }
}

/// The URL that `reference` means on the page at `here`, or what is wrong with it.
pub(crate) fn resolve(reference: &str, here: &str) -> Result<String, &'static str> {
    let reference = without_fragment(reference.trim());
    // A slash to some clients, a character of the path to others (WHATWG URL, section 4.4).
    let (path, _) = reference.split_once('?').unwrap_or((reference, ""));
    if path.contains('\\') {
        return Err("is no URL");
    }
    let (origin, path, query) = parts(here);
    let url = if has_scheme(reference) {
        reference.to_owned()
    } else if reference.starts_with("//") {
        let scheme = here.split_once("//").map_or("", |(scheme, _)| scheme);
        format!("{scheme}{reference}")
    } else if reference.is_empty() {
        format!("{origin}{path}{query}")
    } else if reference.starts_with('?') {
        format!("{origin}{path}{reference}")
    } else {
        let end = reference.find('?').unwrap_or(reference.len());
        let (to, query) = reference.split_at(end);
        let to = match (to.starts_with('/'), path.rsplit_once('/')) {
            (true, _) => without_dots(to),
            (false, Some((folder, _))) => without_dots(&format!("{folder}/{to}")),
            (false, None) => without_dots(&format!("/{to}")),
        };
        format!("{origin}{to}{query}")
    };
    let uri: Uri = url.parse().map_err(|_| "is no URL")?;
    if uri.authority().is_some_and(|it| it.as_str().contains('@')) {
        return Err("has a user name or a password in it");
    }
    let here = here.parse().ok();
    match (origin_of(&uri), here.as_ref().and_then(origin_of)) {
        (Some(there), Some(here)) if there == here => Ok(url),
        _ => Err("leads to another scheme, host or port than that of the base URL"),
    }
}

/// Scheme, host and port (RFC 6454, section 4), in lower case and with the port of the scheme.
fn origin_of(uri: &Uri) -> Option<(String, String, u16)> {
    let scheme = uri.scheme_str()?.to_ascii_lowercase();
    let own = match scheme.as_str() {
        "http" => 80,
        "https" => 443,
        _ => return None,
    };
    let host = uri.host()?.to_ascii_lowercase();
    Some((scheme, host, uri.port_u16().unwrap_or(own)))
}

/// Whether it begins with a scheme (RFC 3986, section 3.1).
fn has_scheme(reference: &str) -> bool {
    let Some((scheme, _)) = reference.split_once(':') else {
        return false;
    };
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

fn without_fragment(url: &str) -> &str {
    url.split_once('#').map_or(url, |(before, _)| before)
}

/// A URL up to its path, its path, and its query with the question mark.
fn parts(url: &str) -> (&str, &str, &str) {
    let (url, query) = url.split_at(url.find('?').unwrap_or(url.len()));
    let host = url.find("://").map_or(0, |scheme| scheme + 3);
    let path = url
        .get(host..)
        .and_then(|rest| rest.find('/'))
        .map_or(url.len(), |slash| host + slash);
    let (origin, path) = url.split_at(path);
    (origin, path, query)
}

/// A path without `.` and `..` (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            other => kept.push(other),
        }
    }
    format!("/{}", kept.join("/"))
}
