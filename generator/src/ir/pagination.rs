//! How the pages of a list follow each other.

use super::{FieldPath, Type};

/// Pages of an operation. Places in a body are JSON pointers that lead through objects.
#[derive(Clone, Debug)]
pub(crate) struct Pagination {
    pub(crate) way: Way,
    /// The query parameter that holds the page size.
    pub(crate) size: Option<String>,
    /// The query parameter that asks for pages in the other direction.
    pub(crate) back: Option<String>,
    /// Where the body says whether there is more.
    pub(crate) more: Option<String>,
    /// The way to the list; none where the body is the list.
    pub(crate) items: FieldPath,
    pub(crate) item: Type,
    pub(crate) counters: Vec<Counter>,
}

/// What the next page is asked for by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Number {
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
    Offset {
        parameter: String,
        /// The offset of the first page.
        first: u64,
        /// Whether it goes on by the page size, not by the items that came.
        by_size: bool,
    },
    Cursor {
        parameter: String,
        /// Where the body has the cursor of the next page.
        next: String,
    },
    LastItem {
        parameter: String,
        /// Where an item has what is sent, from the item.
        key: String,
    },
    Link {
        /// Where the body has the URL of the next page.
        next: String,
    },
    /// `Link: <..>; rel="next"` (RFC 8288).
    LinkHeader,
}

/// A number in the answer that says where the page stands.
#[derive(Clone, Debug)]
pub(crate) struct Counter {
    /// `page`, `per_page`, `total_count` or `total_pages`.
    pub(crate) name: &'static str,
    pub(crate) at: String,
}
