//! How a parameter is written.
//!
//! Takes a name, a value and a style (`OpenAPI` 3.1.1, Style Values; RFC 6570); gives the text that
//! stands for them in a path, a query, a header or among the cookies. What the standard leaves
//! open:
//!
//! - A part that has parts is written as JSON, but for `deepObject`: an object in an object is
//!   `a[b][c]=1`, a list in it `a[b]=1&a[b]=2`, or with its places (`a[b][0][c]=1`) where its items
//!   have parts. A list that is no part of an object is `a[]=1&a[]=2`.
//! - A list in an object that is written as pairs repeats its key, as it would by itself.
//! - `spaceDelimited` and `pipeDelimited`, exploded, are `form`. A value without parts is written
//!   in each of the styles of a query as in `form`.
//! - Null is left out, and so is what is empty, but for text.
//! - Headers aren't encoded. Cookies are separated as cookies are, by `; ` and not by `&`.

use crate::runtime::encode;
use crate::runtime::tree::Tree;

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// How a value is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    kind: Kind,
    explode: bool,
    reserved: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Simple,
    Label,
    Matrix,
    Form,
    Space,
    Pipe,
    Deep,
    Json,
}

impl Style {
    /// `blue,black,brown`
    pub(crate) const SIMPLE: Self = Self::new(Kind::Simple);
    /// `.blue,black,brown`
    pub(crate) const LABEL: Self = Self::new(Kind::Label);
    /// `;color=blue,black,brown`
    pub(crate) const MATRIX: Self = Self::new(Kind::Matrix);
    /// `color=blue,black,brown`
    pub(crate) const FORM: Self = Self::new(Kind::Form);
    /// `color=blue%20black%20brown`
    pub(crate) const SPACE: Self = Self::new(Kind::Space);
    /// `color=blue%7Cblack%7Cbrown`
    pub(crate) const PIPE: Self = Self::new(Kind::Pipe);
    /// `color[R]=100&color[G]=200&color[B]=150`
    pub(crate) const DEEP_OBJECT: Self = Self::new(Kind::Deep);
    /// One text: JSON.
    pub(crate) const JSON: Self = Self::new(Kind::Json);

    const fn new(kind: Kind) -> Self {
        Self {
            kind,
            explode: false,
            reserved: false,
        }
    }

    /// Each part by itself (`explode`).
    pub(crate) const fn exploded(mut self) -> Self {
        self.explode = true;
        self
    }

    /// Reserved characters of values stay as they are (`allowReserved`).
    pub(crate) const fn reserved(mut self) -> Self {
        self.reserved = true;
        self
    }
}

/// What stands for a value. Nothing, if it isn't sent; a place in a path is there all the same.
pub(crate) fn write(name: &str, value: &Tree, style: Style, location: Location) -> Option<String> {
    let pen = Pen { style, location };
    if let Some(text) = pen.plain(name, value) {
        return Some(text);
    }
    let parts = pen.parts(name, value);
    let start = match style.kind {
        Kind::Label => ".",
        Kind::Matrix => ";",
        _ => "",
    };
    if !parts.is_empty() {
        return Some(format!("{start}{}", parts.join(pen.separator())));
    }
    let nothing = match style.kind {
        Kind::Matrix => format!("{start}{}", pen.key(name)),
        _ => start.to_owned(),
    };
    (location == Location::Path).then_some(nothing)
}

/// A style in its place.
struct Pen {
    style: Style,
    location: Location,
}

impl Pen {
    /// What most parameters are: one text or number, as the place has it if nothing is said. Written
    /// in one go.
    fn plain(&self, name: &str, value: &Tree) -> Option<String> {
        let number;
        let value = match value {
            Tree::Text(text) => text.as_str(),
            Tree::Number(it) => {
                number = it.to_string();
                &number
            }
            _ => return None,
        };
        let mut text = String::with_capacity(name.len() + 1 + value.len());
        match (self.location, self.style.kind) {
            (Location::Path, Kind::Simple) => encode::push_segment(&mut text, value),
            (Location::Query, Kind::Form) if !self.style.reserved => {
                encode::push_strict(&mut text, name);
                text.push('=');
                encode::push_strict(&mut text, value);
            }
            _ => return None,
        }
        Some(text)
    }

    /// The parts that stand apart from each other, encoded.
    fn parts(&self, name: &str, value: &Tree) -> Vec<String> {
        let mut parts = Vec::new();
        match (self.style.kind, value) {
            (Kind::Json, value) => parts.push(self.named(name, self.single(&value.json()))),
            (Kind::Deep, Tree::List(items)) if items.iter().all(Tree::is_single) => {
                self.deep(&format!("{name}[]"), value, &mut parts);
            }
            (Kind::Deep, value) => self.deep(name, value, &mut parts),
            (_, Tree::List(items)) => {
                let items = items.iter().filter_map(Tree::text).map(|it| self.part(&it));
                if self.style.explode {
                    parts.extend(items.map(|item| self.named(name, item)));
                } else {
                    parts.extend(self.joined(name, &items.collect::<Vec<_>>()));
                }
            }
            (_, Tree::Object(members)) if self.style.explode => {
                for (key, value) in members {
                    self.member(key, value, &mut parts);
                }
            }
            (_, Tree::Object(members)) => {
                let members = members
                    .iter()
                    .filter_map(|(key, it)| Some((key, it.text()?)));
                let words = members.flat_map(|(key, text)| [self.part(key), self.part(&text)]);
                parts.extend(self.joined(name, &words.collect::<Vec<_>>()));
            }
            (_, single) => {
                parts.extend(single.text().map(|it| self.named(name, self.single(&it))));
            }
        }
        parts
    }

    /// A member of an exploded object: a pair in every style. A list that could stand in its place
    /// is written as it would be there.
    fn member(&self, key: &str, value: &Tree, parts: &mut Vec<String>) {
        let repeated = matches!(self.location, Location::Query | Location::Cookie);
        match value {
            Tree::List(items) if repeated && items.iter().all(Tree::is_single) => {
                for item in items {
                    self.member(key, item, parts);
                }
            }
            _ => parts.extend(value.text().map(|it| self.pair(key, &self.part(&it)))),
        }
    }

    /// `deepObject`: a key is the way to its value.
    fn deep(&self, key: &str, value: &Tree, parts: &mut Vec<String>) {
        match value {
            Tree::Object(members) => {
                for (inner, value) in members {
                    self.deep(&format!("{key}[{inner}]"), value, parts);
                }
            }
            Tree::List(items) if items.iter().all(Tree::is_single) => {
                for item in items {
                    self.deep(key, item, parts);
                }
            }
            Tree::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.deep(&format!("{key}[{index}]"), item, parts);
                }
            }
            single => parts.extend(single.text().map(|it| self.pair(key, &self.part(&it)))),
        }
    }

    /// Several words as one part.
    fn joined(&self, name: &str, words: &[String]) -> Option<String> {
        let delimiter = match self.style.kind {
            Kind::Space => "%20",
            Kind::Pipe => "%7C",
            _ => ",",
        };
        (!words.is_empty()).then(|| self.named(name, words.join(delimiter)))
    }

    /// An encoded value under the name of the parameter, where the style and the place have it.
    fn named(&self, name: &str, value: String) -> String {
        match (self.style.kind, self.location) {
            (Kind::Simple | Kind::Label, _) | (Kind::Json, Location::Path | Location::Header) => {
                value
            }
            _ => self.pair(name, &value),
        }
    }

    /// An encoded value under a name.
    fn pair(&self, name: &str, value: &str) -> String {
        let key = self.key(name);
        if self.style.kind == Kind::Matrix && value.is_empty() {
            return key;
        }
        format!("{key}={value}")
    }

    fn separator(&self) -> &'static str {
        match (self.style.kind, self.location) {
            (Kind::Simple, _) => ",",
            (Kind::Label, _) => ".",
            (Kind::Matrix, _) => ";",
            (_, Location::Cookie) => "; ",
            _ => "&",
        }
    }

    fn key(&self, name: &str) -> String {
        match self.location {
            Location::Path | Location::Query => encode::strict(name),
            Location::Header => name.to_owned(),
            Location::Cookie => encode::cookie_name(name),
        }
    }

    /// A value that nothing stands beside.
    fn single(&self, text: &str) -> String {
        match (self.location, self.style.kind) {
            (Location::Path, Kind::Simple | Kind::Json) => encode::segment(text),
            (Location::Query, _) if self.style.reserved => encode::reserved(text),
            _ => self.part(text),
        }
    }

    /// A value that others may stand beside: a comma in it is not the one between them.
    fn part(&self, text: &str) -> String {
        match self.location {
            Location::Query if self.style.reserved => {
                let encoded = encode::reserved(text);
                match self.style.kind {
                    Kind::Form if !self.style.explode => encoded.replace(',', "%2C"),
                    _ => encoded,
                }
            }
            Location::Path | Location::Query => encode::strict(text),
            Location::Header => text.to_owned(),
            Location::Cookie => encode::cookie(text),
        }
    }
}
