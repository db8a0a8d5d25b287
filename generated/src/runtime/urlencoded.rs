//! Bodies of the media type `application/x-www-form-urlencoded` (`OpenAPI` 3.1.1, Encoding Object).
//!
//! Takes a tree and the styles of its members; gives the text of the body. How a value is written
//! in a style is `style`'s to know.

use crate::runtime::style::{Location, Style, write};
use crate::runtime::tree::Tree;

/// The body for an object, or for text, which is taken as it is; there is none for anything else.
///
/// An object has a pair for each member, one for each item of a list, and JSON for what
/// has members itself. A member with a style of its own is written as it would be in a query.
pub(crate) fn encode(value: &Tree, styles: &[(&str, Style)]) -> Option<String> {
    let members = match value {
        Tree::Object(members) => members,
        Tree::Text(text) => return Some(text.clone()),
        Tree::Null => return Some(String::new()),
        _ => return None,
    };
    let pairs = members.iter().filter_map(|(name, value)| {
        let own = styles.iter().find(|(known, _)| known == name);
        let style = match (own, value) {
            (Some((_, style)), _) => *style,
            (None, Tree::Object(_)) => Style::JSON,
            (None, _) => Style::FORM.exploded(),
        };
        write(name, value, style, Location::Query)
    });
    Some(pairs.collect::<Vec<_>>().join("&"))
}
