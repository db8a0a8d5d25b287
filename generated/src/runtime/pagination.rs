//! What is known of a paged operation before it is called.
//!
//! Gives the trait that its responses implement and the plan that says how one page leads to the
//! next. Follows nothing: see `pages`.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A response that is one page of a list. Implemented by the responses of paged operations.
pub trait Paged: DeserializeOwned + 'static {
    /// What the list is of.
    type Item: Serialize + 'static;

    /// Whether the body says that the call succeeded.
    fn succeeded(&self) -> bool;

    /// The items of this page.
    fn items(&self) -> &[Self::Item];

    /// The items of this page, by themselves.
    fn into_items(self) -> Vec<Self::Item>;
}

/// A body that is nothing but the list.
impl<T: DeserializeOwned + Serialize + 'static> Paged for Vec<T> {
    type Item = T;

    fn succeeded(&self) -> bool {
        true
    }

    fn items(&self) -> &[T] {
        self
    }

    fn into_items(self) -> Self {
        self
    }
}

/// How the pages of an operation follow each other. Places in a body are JSON Pointers (RFC 6901)
/// that lead through objects.
#[derive(Debug)]
pub(crate) struct PagePlan {
    pub(crate) way: Way,
    /// The parameter of the query that says how many items a page has.
    pub(crate) size: Option<&'static str>,
    /// A parameter of the query that asks for pages in the other direction.
    pub(crate) back: Option<&'static str>,
    /// Where a body says whether there is more.
    pub(crate) more: Option<&'static str>,
    pub(crate) counters: Counters,
}

/// What the next page is asked for by.
#[derive(Debug)]
pub(crate) enum Way {
    /// A page's number in a parameter of the query, and that of the first page.
    Number(&'static str, u64),
    /// How many items come before, in a parameter of the query, and what that is for the first page.
    Offset(&'static str, u64, Step),
    /// What stands at a place of the body before, in a parameter of the query.
    Cursor(&'static str, &'static str),
    /// What the last item before is known by, in a parameter of the query; and where in the item it
    /// stands. That there is more is said by the body.
    LastItem(&'static str, &'static str),
    /// A URL at a place of the body before.
    Link(&'static str),
    /// A URL in the header `Link` with the relation `next` (RFC 8288).
    LinkHeader,
}

/// How far an offset goes on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    /// By the items that came.
    Items,
    /// By the size of a page, however many items came.
    Size,
}

/// Where a body says how far the list is.
#[derive(Debug)]
pub(crate) struct Counters {
    /// The number of the page, or its offset.
    pub(crate) page: Option<&'static str>,
    /// How many items a page has at most.
    pub(crate) per_page: Option<&'static str>,
    /// How many items the list has.
    pub(crate) total_count: Option<&'static str>,
    /// How many pages the list has.
    pub(crate) total_pages: Option<&'static str>,
}

/// Making a plan.
impl PagePlan {
    const fn by(way: Way) -> Self {
        Self {
            way,
            size: None,
            back: None,
            more: None,
            counters: Counters {
                page: None,
                per_page: None,
                total_count: None,
                total_pages: None,
            },
        }
    }

    /// See [`Way::Number`].
    pub(crate) const fn number(parameter: &'static str, first: u64) -> Self {
        Self::by(Way::Number(parameter, first))
    }

    /// See [`Way::Offset`].
    pub(crate) const fn offset(parameter: &'static str, first: u64) -> Self {
        Self::by(Way::Offset(parameter, first, Step::Items))
    }

    /// As [`Self::offset`], by the size of a page.
    pub(crate) const fn offset_by_size(parameter: &'static str, first: u64) -> Self {
        Self::by(Way::Offset(parameter, first, Step::Size))
    }

    /// See [`Way::Cursor`].
    pub(crate) const fn cursor(parameter: &'static str, next: &'static str) -> Self {
        Self::by(Way::Cursor(parameter, next))
    }

    /// See [`Way::LastItem`].
    pub(crate) const fn last_item(parameter: &'static str, key: &'static str) -> Self {
        Self::by(Way::LastItem(parameter, key))
    }

    /// See [`Way::Link`].
    pub(crate) const fn link(next: &'static str) -> Self {
        Self::by(Way::Link(next))
    }

    /// See [`Way::LinkHeader`].
    pub(crate) const fn link_header() -> Self {
        Self::by(Way::LinkHeader)
    }

    /// The parameter for the size of a page.
    pub(crate) const fn size(mut self, parameter: &'static str) -> Self {
        self.size = Some(parameter);
        self
    }

    /// The parameter for the other direction.
    pub(crate) const fn back(mut self, parameter: &'static str) -> Self {
        self.back = Some(parameter);
        self
    }

    /// Where the body says whether there is more.
    pub(crate) const fn more(mut self, at: &'static str) -> Self {
        self.more = Some(at);
        self
    }

    /// Where the body says which page it is, or which offset it has.
    pub(crate) const fn page(mut self, at: &'static str) -> Self {
        self.counters.page = Some(at);
        self
    }

    /// Where the body says how many items a page has.
    pub(crate) const fn per_page(mut self, at: &'static str) -> Self {
        self.counters.per_page = Some(at);
        self
    }

    /// Where the body says how many items the list has.
    pub(crate) const fn total_count(mut self, at: &'static str) -> Self {
        self.counters.total_count = Some(at);
        self
    }

    /// Where the body says how many pages the list has.
    pub(crate) const fn total_pages(mut self, at: &'static str) -> Self {
        self.counters.total_pages = Some(at);
        self
    }
}
