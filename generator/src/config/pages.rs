//! What is said of pages: for all calls, and for single ones.
//!
//! Takes names of query parameters and JSON pointers, gives the way from page to page, or what is wrong with what was
//! said. Does not know whether an operation has such parameters, or what a pointer leads to.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

/// How one page of a list leads to the next.
///
/// Nothing need be said where the document shows it: lists are recognised by the names and types of parameters and
/// properties. What is said counts, and replaces that:
///
/// ```toml
/// [pagination]
/// page = "page"               # 1. by number, or
/// offset = "offset"           # 2. by how many items come before, or
/// cursor = "cursor"           # 3. by a text of the page before,
/// next = "/meta/next_cursor"  #    which stands here in its body;
/// last_item = "/id"           #    or here in its last item, while `more` is true; or
/// next = "/links/next"        # 4. without `cursor`: by a URL, which stands here in the body; or
/// link_header = true          # 5. by the header `Link` with `rel="next"` (RFC 8288)
///
/// items = "/data"             # the list in the body; "" if the body is the list
/// per_page = "limit"          # the parameter for the size of a page
/// more = "/meta/has_more"     # where the body says whether there is more
/// counters = { total_count = "/meta/total" }
///
/// [pagination.operations]     # by operationId
/// list_events = { cursor = "after", next = "/paging/after", items = "/events" }
/// list_logs = false           # it has no pages, whatever it looks like
/// list_users = true           # recognised, whatever is said above
/// ```
///
/// A way that is said for all calls is taken where parameters and pointers fit; nothing is recognised in the others then,
/// unless `recognise = true`. A call whose own setting does not fit is a warning.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Pagination {
    /// Whether pages are recognised where no setting says how they follow each other. Default: `true`, unless a way is said
    /// for all calls.
    pub recognise: Option<bool>,
    /// The query parameter that holds the page number.
    pub page: Option<String>,
    /// The query parameter that holds how many items come before.
    pub offset: Option<String>,
    /// Whether an offset goes on by the page size, whatever number of items came. Default: by the items that came.
    #[serde(default)]
    pub by_size: bool,
    /// The number of the first page, or the offset of the first item. Default: 1 for pages, 0 for offsets.
    pub first: Option<u64>,
    /// The query parameter that holds what leads to the page.
    pub cursor: Option<String>,
    /// JSON pointer into the body of what leads to the next page: a cursor, or a URL where there is no `cursor`.
    pub next: Option<String>,
    /// JSON pointer into the last item of what is sent as `cursor`; `more` says when.
    pub last_item: Option<String>,
    /// Whether the next page's URL stands in the header `Link`. Default: `false`.
    #[serde(default)]
    pub link_header: bool,
    /// The query parameter that holds the page size.
    pub per_page: Option<String>,
    /// The query parameter that asks for pages in the other direction: a list is not followed where a caller sets it.
    pub back: Option<String>,
    /// JSON pointer into the body of a boolean: whether there is more.
    pub more: Option<String>,
    /// JSON pointer of the list in the body; empty if the body is the list.
    pub items: Option<String>,
    /// JSON pointers of the counters in the body.
    #[serde(default)]
    pub counters: Counters,
    /// What is said of single calls, by operationId.
    #[serde(default)]
    pub operations: BTreeMap<String, PagesOf>,
}

/// JSON pointers of what a body says about its place among the pages.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Counters {
    /// The number of this page, or its offset.
    pub page: Option<String>,
    /// The page size that the server used.
    pub per_page: Option<String>,
    /// The number of items over all pages.
    pub total_count: Option<String>,
    /// The number of pages.
    pub total_pages: Option<String>,
}

impl Counters {
    /// Each with its key.
    pub(crate) fn all(&self) -> [(&'static str, Option<&str>); 4] {
        [
            ("page", self.page.as_deref()),
            ("per_page", self.per_page.as_deref()),
            ("total_count", self.total_count.as_deref()),
            ("total_pages", self.total_pages.as_deref()),
        ]
    }
}

/// What is said of a single call.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum PagesOf {
    /// Whether its pages are recognised.
    Recognised(bool),
    /// How its pages follow each other.
    Said(Box<Pagination>),
}

impl<'de> Deserialize<'de> for PagesOf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = PagesOf;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter
                    .write_str("`true`, `false`, or a table that says how pages follow each other")
            }

            fn visit_bool<E: Error>(self, recognised: bool) -> Result<PagesOf, E> {
                Ok(PagesOf::Recognised(recognised))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<PagesOf, A::Error> {
                let said = Pagination::deserialize(MapAccessDeserializer::new(map))?;
                Ok(PagesOf::Said(Box::new(said)))
            }
        }

        deserializer.deserialize_any(Visit)
    }
}

/// The way that a setting says.
#[derive(Clone, Copy, Debug)]
pub(crate) enum WayOf<'a> {
    Number { parameter: &'a str },
    Offset { parameter: &'a str },
    Cursor { parameter: &'a str, next: &'a str },
    LastItem { parameter: &'a str, key: &'a str },
    Link { next: &'a str },
    LinkHeader,
}

impl Pagination {
    /// The way, if one is said and nothing is wrong with it.
    pub(crate) fn way(&self) -> Option<WayOf<'_>> {
        let (next, last) = (self.next.as_deref(), self.last_item.as_deref());
        if let Some(parameter) = self.page.as_deref() {
            return Some(WayOf::Number { parameter });
        }
        if let Some(parameter) = self.offset.as_deref() {
            return Some(WayOf::Offset { parameter });
        }
        match (self.cursor.as_deref(), next, last) {
            (Some(parameter), Some(next), _) => Some(WayOf::Cursor { parameter, next }),
            (Some(parameter), None, Some(key)) => Some(WayOf::LastItem { parameter, key }),
            (Some(_), None, None) => None,
            (None, Some(next), _) => Some(WayOf::Link { next }),
            (None, None, _) => self.link_header.then_some(WayOf::LinkHeader),
        }
    }

    /// Whether pages are recognised in calls of which nothing is said.
    pub(crate) fn recognises(&self) -> bool {
        self.recognise.unwrap_or(self.way().is_none())
    }

    /// What does not go together, with the key to point to; `inner`: in the setting of a single call.
    pub(super) fn wrong(&self, inner: bool) -> Option<(&'static str, &'static str)> {
        let ways = [
            self.page.is_some(),
            self.offset.is_some(),
            self.cursor.is_some() || self.next.is_some(),
            self.link_header,
        ];
        let numbered = self.page.is_some() || self.offset.is_some();
        let cursor = self.cursor.is_some();
        let rules = [
            (
                inner && (self.recognise.is_some() || !self.operations.is_empty()),
                ("recognise", "it is the setting of a single call"),
            ),
            (
                ways.into_iter().filter(|said| *said).count() > 1,
                ("page", "it says more than one way from page to page"),
            ),
            (
                cursor && self.next.is_some() == self.last_item.is_some(),
                ("cursor", "a cursor stands at `next` or at `last_item`"),
            ),
            (
                self.last_item.is_some() && !(cursor && self.more.is_some()),
                ("last_item", "`last_item` goes with `cursor` and `more`"),
            ),
            (
                self.first.is_some() && !numbered,
                ("first", "`first` goes with `page` or `offset`"),
            ),
            (
                self.by_size && self.offset.is_none(),
                ("by_size", "`by_size` goes with `offset`"),
            ),
            (
                self.way().is_some() != self.items.is_some(),
                ("items", "a way from page to page goes with `items`"),
            ),
            (
                inner && self.way().is_none(),
                ("items", "it says no way from page to page"),
            ),
        ];
        let mut broken = rules.into_iter().filter(|(broken, _)| *broken);
        broken.next().map(|(_, what)| what)
    }

    /// All JSON pointers but that of `items`, each with its key.
    pub(super) fn pointers(&self) -> Vec<(Vec<&'static str>, &str)> {
        let single = [
            ("next", &self.next),
            ("last_item", &self.last_item),
            ("more", &self.more),
        ];
        let single = single.into_iter();
        let single = single.filter_map(|(key, pointer)| Some((vec![key], pointer.as_deref()?)));
        let counters = self.counters.all().into_iter();
        let counters =
            counters.filter_map(|(key, pointer)| Some((vec!["counters", key], pointer?)));
        // The whole body may be the list.
        let items = self.items.as_deref().filter(|items| !items.is_empty());
        let items = items.map(|items| (vec!["items"], items));
        single.chain(counters).chain(items).collect()
    }

    /// The settings of single calls, by operationId.
    pub(crate) fn said_of_calls(&self) -> impl Iterator<Item = (&str, &Pagination)> {
        self.operations.iter().filter_map(|(id, of)| match of {
            PagesOf::Said(said) => Some((id.as_str(), &**said)),
            PagesOf::Recognised(_) => None,
        })
    }
}
