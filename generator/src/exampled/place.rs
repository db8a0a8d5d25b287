//! Which values can stand where a parameter stands.
//!
//! Takes: a parameter and the path of its operation. Gives: whether a value can be told from what is around it.

use crate::ir::{Location, Parameter};
use serde_json::Value;

/// The place of a parameter.
pub(super) struct Place<'p> {
    location: Location,
    /// What stands between it and its neighbours within a segment of the path.
    between: Vec<&'p str>,
}

impl<'p> Place<'p> {
    pub(super) fn of(path: &'p str, parameter: &Parameter) -> Self {
        let braced = format!("{{{}}}", parameter.name.wire);
        let mut segments = path
            .split('/')
            .filter(|_| parameter.location == Location::Path);
        let segment = segments.find(|segment| segment.contains(&braced));
        Self {
            location: parameter.location,
            between: segment.map(between).unwrap_or_default(),
        }
    }

    /// Whether a value can stand there: no part of a path is empty or has in it what ends it, and headers carry no breaks.
    pub(super) fn takes(&self, value: &Value) -> bool {
        let text = |text: &str| match self.location {
            Location::Path => {
                let ends = self.between.iter().any(|between| text.contains(between));
                !matches!(text, "" | "." | "..") && !ends
            }
            Location::Header => {
                let shown = |letter: char| letter == ' ' || letter.is_ascii_graphic();
                text.trim() == text && text.chars().all(shown)
            }
            Location::Query | Location::Cookie => true,
        };
        match value {
            Value::String(one) => text(one),
            Value::Number(number) => text(&number.to_string()),
            Value::Array(items) => items.iter().filter_map(Value::as_str).all(text),
            _ => true,
        }
    }
}

/// What stands between the parameters of a segment.
fn between(segment: &str) -> Vec<&str> {
    let pieces = segment.split('}').skip(1);
    let pieces = pieces.filter_map(|piece| Some(piece.split_once('{')?.0));
    pieces.filter(|piece| !piece.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn what_stands_between_two_parameters() {
        assert_eq!(between("a{b}.{c}-{d}e"), [".", "-"]);
        assert_eq!(between("{b}"), [""; 0]);
        assert_eq!(between("b"), [""; 0]);
    }
}
