//! The header `Link` (RFC 8288).
//!
//! Takes headers; gives the target of the link whose relation is `next`, as it is written. Resolves
//! nothing.

use http::HeaderMap;
use http::header::LINK;

/// The target of the first link to the next page; links from another page than this one
/// (`anchor`) aren't meant.
pub(crate) fn next(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).into_iter();
    let texts = values.filter_map(|value| value.to_str().ok());
    texts
        .flat_map(links)
        .find(|link| link.next && !link.anchored)
        .map(|link| link.target)
        .filter(|target| !target.is_empty())
}

struct Link {
    target: String,
    next: bool,
    anchored: bool,
}

/// The links of one header. What isn't written as a link ends the list.
fn links(text: &str) -> Vec<Link> {
    let mut links = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let Some((target, after)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'))
        else {
            return links;
        };
        let mut link = Link {
            target: target.trim().to_owned(),
            next: false,
            anchored: false,
        };
        rest = parameters(after, &mut link);
        links.push(link);
    }
}

/// Reads the parameters of a link; gives what follows it.
fn parameters<'a>(text: &'a str, link: &mut Link) -> &'a str {
    let mut rest = text.trim_start_matches([' ', '\t']);
    // Only the first `rel` counts (RFC 8288, section 3.3).
    let mut related = false;
    while let Some(after) = rest.strip_prefix(';') {
        let after = after.trim_start_matches([' ', '\t']);
        let end = after.find(['=', ';', ',']).unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        let (value, after) = match after.strip_prefix('=') {
            Some(value) => value_of(value.trim_start_matches([' ', '\t'])),
            None => (String::new(), after),
        };
        let name = name.trim();
        if name.eq_ignore_ascii_case("rel") && !related {
            related = true;
            let mut relations = value.split_ascii_whitespace();
            link.next = relations.any(|relation| relation.eq_ignore_ascii_case("next"));
        }
        link.anchored |= name.eq_ignore_ascii_case("anchor");
        rest = after.trim_start_matches([' ', '\t']);
    }
    rest
}

/// A token or a quoted text (RFC 9110, section 5.6.4), and what follows.
fn value_of(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        let (token, rest) = text.split_at(end);
        return (token.trim().to_owned(), rest);
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (value, quoted.get(at + 1..).unwrap_or_default()),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    (value, "")
}
