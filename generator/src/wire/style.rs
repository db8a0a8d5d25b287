//! Parameters in their styles (OpenAPI 3.1.1, Style Values and Style Examples; RFC 6570).
//!
//! Takes: a name, a value and a style. Gives: the text that stands in the place, with the name where the style has it.

use super::encode;
use crate::ir::{Location, ParameterStyle, StyleKind};
use serde_json::{Map, Value};

/// A parameter as it is written; none if nothing is sent for its value.
pub(super) fn written(
    name: &str,
    value: &Value,
    style: ParameterStyle,
    place: Location,
) -> Option<String> {
    let writer = Writer { name, style, place };
    let (first, between) = match (style.kind, place) {
        (StyleKind::Simple, _) => ("", ","),
        (StyleKind::Label, _) => (".", "."),
        (StyleKind::Matrix, _) => (";", ";"),
        (_, Location::Cookie) => ("", "; "),
        _ => ("", "&"),
    };
    let parts = writer.parts(value);
    match (parts.as_slice(), place) {
        ([], Location::Path) if style.kind == StyleKind::Matrix => {
            Some(format!("{first}{}", encode::strict(name)))
        }
        ([], Location::Path) => Some(first.to_owned()),
        ([], _) => None,
        (parts, _) => Some(format!("{first}{}", parts.join(between))),
    }
}

/// A scalar as text; JSON where a value has parts. None for null.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Number(number) if number.is_f64() => number.as_f64().map(|float| float.to_string()),
        value => Some(value.to_string()),
    }
}

fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

struct Writer<'a> {
    name: &'a str,
    style: ParameterStyle,
    place: Location,
}

impl Writer<'_> {
    fn parts(&self, value: &Value) -> Vec<String> {
        let explode = self.style.explode;
        match (self.style.kind, value) {
            (StyleKind::Json, value) => vec![self.named(self.alone(&value.to_string()))],
            (StyleKind::DeepObject, value) => self.deep(value),
            (_, Value::Array(items)) => {
                let items = items.iter().filter_map(text).map(|item| self.beside(&item));
                match explode {
                    true => items.map(|item| self.named(item)).collect(),
                    false => self.listed(items.collect()),
                }
            }
            (_, Value::Object(members)) if explode => self.members(members),
            (_, Value::Object(members)) => {
                let known = members
                    .iter()
                    .filter_map(|(key, value)| Some((key, text(value)?)));
                let words = known.flat_map(|(key, value)| [self.beside(key), self.beside(&value)]);
                self.listed(words.collect())
            }
            (_, value) => {
                let texts = text(value).into_iter();
                texts.map(|text| self.named(self.alone(&text))).collect()
            }
        }
    }

    /// Words with the delimiter of the style between.
    fn listed(&self, words: Vec<String>) -> Vec<String> {
        let delimiter = match self.style.kind {
            StyleKind::Space => "%20",
            StyleKind::Pipe => "%7C",
            _ => ",",
        };
        match words.is_empty() {
            true => Vec::new(),
            false => vec![self.named(words.join(delimiter))],
        }
    }

    /// A pair for each member of an object; a list of scalars repeats its key where pairs may.
    fn members(&self, members: &Map<String, Value>) -> Vec<String> {
        let repeats = matches!(self.place, Location::Query | Location::Cookie);
        let mut pairs = Vec::new();
        for (key, value) in members {
            match value {
                Value::Array(items) if repeats && items.iter().all(is_scalar) => {
                    let texts = items.iter().filter_map(text);
                    pairs.extend(texts.map(|text| self.pair(key, &self.beside(&text))));
                }
                value => pairs.extend(text(value).map(|text| self.pair(key, &self.beside(&text)))),
            }
        }
        pairs
    }

    /// A key that is the way to each value.
    fn deep(&self, value: &Value) -> Vec<String> {
        let list = value
            .as_array()
            .is_some_and(|items| items.iter().all(is_scalar));
        let start = if list {
            format!("{}[]", self.name)
        } else {
            self.name.to_owned()
        };
        let mut pairs = Vec::new();
        let mut waiting = vec![(start, value)];
        while let Some((key, value)) = waiting.pop() {
            let inner: Vec<(String, &Value)> = match value {
                Value::Object(members) => {
                    let members = members.iter();
                    members
                        .map(|(name, value)| (format!("{key}[{name}]"), value))
                        .collect()
                }
                Value::Array(items) if items.iter().all(is_scalar) => {
                    items.iter().map(|item| (key.clone(), item)).collect()
                }
                Value::Array(items) => {
                    let items = items.iter().enumerate();
                    items
                        .map(|(index, item)| (format!("{key}[{index}]"), item))
                        .collect()
                }
                scalar => {
                    pairs.extend(text(scalar).map(|text| self.pair(&key, &self.beside(&text))));
                    continue;
                }
            };
            waiting.extend(inner.into_iter().rev());
        }
        pairs
    }

    /// An encoded value with the name of the parameter, where the style has that.
    fn named(&self, value: String) -> String {
        match (self.style.kind, self.place) {
            (StyleKind::Simple | StyleKind::Label, _)
            | (StyleKind::Json, Location::Path | Location::Header) => value,
            _ => self.pair(self.name, &value),
        }
    }

    fn pair(&self, name: &str, value: &str) -> String {
        let name = match self.place {
            Location::Path | Location::Query => encode::strict(name),
            Location::Header => name.to_owned(),
            Location::Cookie => encode::cookie_name(name),
        };
        match (self.style.kind, value) {
            (StyleKind::Matrix, "") => name,
            (_, value) => format!("{name}={value}"),
        }
    }

    /// A value that nothing else stands beside.
    fn alone(&self, text: &str) -> String {
        match (self.place, self.style.kind) {
            (Location::Path, StyleKind::Simple | StyleKind::Json) => encode::segment(text),
            (Location::Query, _) if self.style.reserved => encode::reserved(text),
            _ => self.beside(text),
        }
    }

    /// A value beside which others may stand: what divides them is encoded in it.
    fn beside(&self, text: &str) -> String {
        match self.place {
            Location::Query if self.style.reserved => {
                let form = self.style.kind == StyleKind::Form && !self.style.explode;
                let text = encode::reserved(text);
                if form { text.replace(',', "%2C") } else { text }
            }
            Location::Path | Location::Query => encode::strict(text),
            Location::Header => text.to_owned(),
            Location::Cookie => encode::cookie(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::written;
    use crate::ir::StyleKind::{DeepObject, Form, Json, Label, Matrix, Pipe, Simple, Space};
    use crate::ir::{Location, ParameterStyle, StyleKind};
    use serde_json::{Value, json};

    /// Style, `explode`, and what stands for nothing, a text, a list and an object.
    const TABLE: [(StyleKind, bool, [&str; 4]); 11] = [
        (
            Matrix,
            false,
            [
                ";color",
                ";color=blue",
                ";color=blue,black,brown",
                ";color=R,100,G,200,B,150",
            ],
        ),
        (
            Matrix,
            true,
            [
                ";color",
                ";color=blue",
                ";color=blue;color=black;color=brown",
                ";R=100;G=200;B=150",
            ],
        ),
        (
            Label,
            false,
            [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
        ),
        (
            Label,
            true,
            [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
        ),
        (
            Simple,
            false,
            ["", "blue", "blue,black,brown", "R,100,G,200,B,150"],
        ),
        (
            Simple,
            true,
            ["", "blue", "blue,black,brown", "R=100,G=200,B=150"],
        ),
        (
            Form,
            false,
            [
                "color=",
                "color=blue",
                "color=blue,black,brown",
                "color=R,100,G,200,B,150",
            ],
        ),
        (
            Form,
            true,
            [
                "color=",
                "color=blue",
                "color=blue&color=black&color=brown",
                "R=100&G=200&B=150",
            ],
        ),
        (
            Space,
            false,
            [
                "color=",
                "color=blue",
                "color=blue%20black%20brown",
                "color=R%20100%20G%20200%20B%20150",
            ],
        ),
        (
            Pipe,
            false,
            [
                "color=",
                "color=blue",
                "color=blue%7Cblack%7Cbrown",
                "color=R%7C100%7CG%7C200%7CB%7C150",
            ],
        ),
        (
            DeepObject,
            true,
            [
                "color=",
                "color=blue",
                "color[]=blue&color[]=black&color[]=brown",
                "color[R]=100&color[G]=200&color[B]=150",
            ],
        ),
    ];

    /// The table of OpenAPI 3.1.1, Style Examples, for a parameter `color` that is nothing, a text, a list or an object.
    #[test]
    fn the_examples_of_the_standard() {
        let values = [
            json!(""),
            json!("blue"),
            json!(["blue", "black", "brown"]),
            json!({"R": 100, "G": 200, "B": 150}),
        ];
        for (kind, explode, expected) in TABLE {
            let place = match kind {
                Matrix | Label | Simple => Location::Path,
                _ => Location::Query,
            };
            let style = ParameterStyle {
                kind,
                explode,
                reserved: false,
            };
            for (value, expected) in values.iter().zip(expected) {
                let text = written("color", value, style, place).unwrap_or_default();
                let text = text.replace("%5B", "[").replace("%5D", "]");
                assert_eq!(text, expected, "{kind:?} {explode} {value}");
            }
        }
    }

    #[test]
    fn what_the_table_leaves_open() {
        let style = |kind, explode, reserved| ParameterStyle {
            kind,
            explode,
            reserved,
        };
        let query = |value: Value, style| written("a b", &value, style, Location::Query);
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            query(json!(["x,y", "z"]), style(Form, false, false)),
            text("a%20b=x%2Cy,z")
        );
        assert_eq!(
            query(json!("/x?%41%"), style(Form, true, true)),
            text("a%20b=/x?%41%25")
        );
        assert_eq!(
            query(json!({"c": [1.0, true]}), style(Form, true, false)),
            text("c=1&c=true")
        );
        assert_eq!(
            query(
                json!({"c": {"d": [{"e": 1}]}}),
                style(DeepObject, true, false)
            ),
            text("a%20b%5Bc%5D%5Bd%5D%5B0%5D%5Be%5D=1")
        );
        assert_eq!(query(json!([]), style(Form, true, false)), None);
        assert_eq!(query(Value::Null, style(Form, true, false)), None);
        assert_eq!(
            query(json!([1]), style(Json, false, false)),
            text("a%20b=%5B1%5D")
        );
        let cookie = written(
            "a",
            &json!(["x y", "z"]),
            style(Form, true, false),
            Location::Cookie,
        );
        assert_eq!(cookie, text("a=x%20y; a=z"));
        let header = written(
            "a",
            &json!({"b": "c d"}),
            style(Simple, true, false),
            Location::Header,
        );
        assert_eq!(header, text("b=c d"));
    }
}
