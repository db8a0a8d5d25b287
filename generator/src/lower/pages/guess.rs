//! Pages by what a document shows, where nothing is said of them.
//!
//! Takes an operation; gives how its pages follow each other, if what it is asked with and what it answers fit each other
//! in names and types. In doubt it has none: a list that ends too early is worse than one that is asked for by hand.

use super::answer::{Sign, signs, value};
use super::ask::{Ask, Value, asks};
use super::list::{List, list};
use super::words::{COUNTERS, CURSORS, LAST_ITEMS, LINKS, MORE, OFFSETS, PAGES, SIZES, normal};
use crate::ir::{Counter, Kind, Method, Operation, Pagination, Type, Types, Way};

/// How the pages of an operation follow each other, if there is no doubt.
pub(super) fn guess(operation: &Operation, types: &Types) -> Option<Pagination> {
    let body = operation.body.as_ref();
    let plain = operation.method == Method::Get
        && operation.response.stream.is_none()
        && !body.is_some_and(|body| body.required);
    let list = list(operation, types).filter(|_| plain)?;
    let shape = Shape {
        operation,
        types,
        asks: asks(operation),
        signs: signs(operation.response.json()?, &list.names, types),
        list: &list,
    };
    // What is sure first: links that can be nothing else; numbers, which do not depend on what the server sends; a cursor,
    // which may be sent on request only; what may be a link.
    let way = (shape.link_header())
        .or_else(|| shape.link(true))
        .or_else(|| shape.number())
        .or_else(|| shape.offset())
        .or_else(|| shape.cursor())
        .or_else(|| shape.last_item())
        .or_else(|| shape.link(false))?;
    Some(shape.pagination(way, &list))
}

/// A call and its answer, side by side.
struct Shape<'a> {
    operation: &'a Operation,
    types: &'a Types,
    asks: Vec<Ask<'a>>,
    signs: Vec<Sign<'a>>,
    list: &'a List,
}

impl Shape<'_> {
    fn pagination(&self, way: Way, list: &List) -> Pagination {
        let counted = matches!(way, Way::Number { .. } | Way::Offset { .. });
        let counters = COUNTERS.iter();
        let counters = counters.filter_map(|(name, names)| {
            // An offset is not always that of the page itself.
            let meant = counted && !(matches!(way, Way::Offset { .. }) && *name == "page");
            let sign = self.counter(names).filter(|_| meant)?;
            Some(Counter {
                name,
                at: sign.pointer.clone(),
            })
        });
        Pagination {
            size: self.size().map(Ask::wire),
            back: self.back(&way),
            more: self.more().map(|sign| sign.pointer.clone()),
            items: list.path.clone(),
            item: list.item.clone(),
            counters: counters.collect(),
            way,
        }
    }

    fn ask(&self, names: &[&str], value: Value) -> Option<&Ask<'_>> {
        let mut asks = self.asks.iter();
        asks.find(|ask| ask.value == value && names.contains(&ask.name.as_str()))
    }

    fn size(&self) -> Option<&Ask<'_>> {
        self.ask(SIZES, Value::Number)
    }

    fn more(&self) -> Option<&Sign<'_>> {
        let mut signs = self.signs.iter();
        signs.find(|sign| sign.value == Value::Boolean && MORE.contains(&sign.name()))
    }

    /// A counter of one of these names that counts more than this page.
    fn counter(&self, names: &[&str]) -> Option<&Sign<'_>> {
        let mut signs = self.signs.iter();
        signs.find(|sign| {
            let about = sign.about();
            let here = ["this page", "current page", "this response", "returned in"];
            let total = sign.name().contains("total");
            sign.value == Value::Number
                && (names.contains(&sign.name()) || names.contains(&sign.pair().as_str()))
                && !(total && here.iter().any(|words| about.contains(words)))
        })
    }

    /// Whether the call is asked for a part of a list at all.
    fn is_asked_for_pages(&self) -> bool {
        self.asks.iter().any(is_for_pages)
    }

    fn link_header(&self) -> Option<Way> {
        let mut headers = self.operation.response.headers.iter();
        let described = headers.any(|header| {
            header.name.wire.eq_ignore_ascii_case("link")
                && value(self.types.resolve(&header.ty)) == Some(Value::Text)
        });
        let mut asks = self.asks.iter().filter(|ask| is_for_pages(ask));
        let spoken_of = |ask: &Ask<'_>| normal(&ask.about()).contains("linkheader");
        let asked = if described {
            asks.next().is_some()
        } else {
            asks.any(spoken_of)
        };
        asked.then_some(Way::LinkHeader)
    }

    fn number(&self) -> Option<Way> {
        let page = self.ask(PAGES, Value::Number)?;
        let counted = COUNTERS
            .iter()
            .any(|(_, names)| self.counter(names).is_some());
        // A server that says which page it sends says so of the first.
        let named = COUNTERS.first().and_then(|(_, names)| self.counter(names));
        let first = page.first().or(named.map(|_| 1))?;
        (counted || self.size().is_some()).then(|| Way::Number {
            parameter: page.wire(),
            first,
        })
    }

    fn offset(&self) -> Option<Way> {
        let offset = self.ask(OFFSETS, Value::Number)?;
        self.size()?;
        let about = offset.about();
        let other = [
            "page number",
            "number of pages",
            "number of the page",
            "time",
            "date",
            "pages to skip",
        ];
        let range = self.asks.iter().any(|ask| ask.name.starts_with("end"));
        if other.iter().any(|words| about.contains(words))
            || (offset.name.starts_with("start") && range)
        {
            return None;
        }
        let first = match offset.name.as_str() {
            // In some APIs 0, in others 1.
            "startindex" | "startat" => offset.first()?,
            _ => offset.first().unwrap_or(0),
        };
        Some(Way::Offset {
            parameter: offset.wire(),
            first,
            by_size: false,
        })
    }

    fn cursor(&self) -> Option<Way> {
        CURSORS.iter().find_map(|(parameter, names)| {
            let mut asks = self.asks.iter();
            let ask = asks.find(|ask| ask.name == *parameter && !self.is_switched(ask))?;
            let mut names = names.iter();
            let sign = names.find_map(|name| self.next(ask, name))?;
            Some(Way::Cursor {
                parameter: ask.wire(),
                next: sign.pointer.clone(),
            })
        })
    }

    /// What the page says under a name for the next one. A name that is also that of the parameter may be what was asked
    /// for: then it stands among what is said of pages, or is said to be of the next.
    fn next(&self, ask: &Ask<'_>, name: &str) -> Option<&Sign<'_>> {
        let mut signs = self.signs.iter();
        signs.find(|sign| {
            let about = sign.about();
            let next = ["next", "continu", "subsequent", "following"];
            let next = |text: &str| next.iter().any(|word| text.contains(word));
            let told = name != ask.name || next(name) || sign.is_inside() || next(&about);
            sign.value == ask.value
                && (sign.name() == name || sign.pair() == name)
                && told
                && !may_be_url(sign)
                && !sign.path.iter().any(|part| part.starts_with("prev"))
        })
    }

    /// Whether another parameter must be set, so that there are cursors.
    fn is_switched(&self, cursor: &Ask<'_>) -> bool {
        let mut asks = self.asks.iter();
        asks.any(|ask| ask.value == Value::Boolean && ask.name.contains(&cursor.name))
    }

    fn last_item(&self) -> Option<Way> {
        self.more()?;
        LAST_ITEMS.iter().find_map(|(parameter, _)| {
            let mut asks = self.asks.iter();
            let ask = asks.find(|ask| ask.name == *parameter)?;
            let about = ask.about();
            if ["date", "time"].iter().any(|word| about.contains(word)) && !about.contains("id") {
                return None;
            }
            if let Some(last) = self.next(ask, "lastid") {
                return Some(Way::Cursor {
                    parameter: ask.wire(),
                    next: last.pointer.clone(),
                });
            }
            self.is_known_by_id(&self.list.item, ask.value)
                .then(|| Way::LastItem {
                    parameter: ask.wire(),
                    key: "/id".to_owned(),
                })
        })
    }

    /// Whether an item has an `id` of a kind, whichever of several types it is.
    fn is_known_by_id(&self, item: &Type, kind: Value) -> bool {
        if let Some(object) = self.types.as_struct(item) {
            let mut fields = object.fields.iter();
            let id = fields.find(|field| field.name.wire == "id");
            return id.is_some_and(|id| value(self.types.resolve(&id.ty)) == Some(kind));
        }
        let Type::Named(id) = self.types.resolve(item) else {
            return false;
        };
        match &self.types.get(*id).kind {
            Kind::Union(union) => union.variants.iter().all(|one| {
                // A union in a union is not looked into: there is no end to that.
                self.types.as_struct(&one.ty).is_some() && self.is_known_by_id(&one.ty, kind)
            }),
            _ => false,
        }
    }

    /// The parameter that asks for what comes before an item.
    fn back(&self, way: &Way) -> Option<String> {
        let (Way::Cursor { parameter, .. } | Way::LastItem { parameter, .. }) = way else {
            return None;
        };
        let mut pairs = LAST_ITEMS.iter();
        let (_, back) = pairs.find(|(after, _)| *after == normal(parameter))?;
        let mut asks = self.asks.iter();
        asks.find(|ask| ask.name == *back).map(Ask::wire)
    }

    /// A URL of the next page: by a name that means nothing else, or by one that may.
    fn link(&self, sure: bool) -> Option<Way> {
        let mut texts = self.signs.iter().filter(|sign| sign.value == Value::Text);
        let link = texts.find(|sign| {
            if sure {
                return LINKS.contains(&sign.name());
            }
            let path: Vec<&str> = sign.path.iter().map(String::as_str).collect();
            let next = match path.as_slice() {
                [.., "links", "next"] | [.., "links", "next", "href"] => true,
                [.., "next" | "nextpage"] => may_be_url(sign),
                _ => false,
            };
            next && self.is_asked_for_pages()
        })?;
        Some(Way::Link {
            next: link.pointer.clone(),
        })
    }
}

/// Whether a parameter asks for a part of a list.
fn is_for_pages(ask: &Ask<'_>) -> bool {
    let name = ask.name.as_str();
    let cursor = CURSORS.iter().any(|(parameter, _)| *parameter == name);
    cursor
        || [PAGES, OFFSETS, SIZES]
            .iter()
            .any(|names| names.contains(&name))
}

/// Whether it may be a URL, by its format, its name or what is said of it.
fn may_be_url(sign: &Sign<'_>) -> bool {
    let words = ["format: `uri", "url", "http", "hyperlink"];
    let about = sign.about();
    let names = ["link", "url", "uri", "href"];
    words.iter().any(|word| about.contains(word))
        || sign
            .path
            .iter()
            .any(|part| names.iter().any(|name| part.contains(name)))
}
