//! Item after item of a list.
//!
//! Takes pages; gives their items one by one, and asks for the next page when all of one are given.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use crate::runtime::Error;
use crate::runtime::pages::Pages;
use crate::runtime::pagination::Paged;

/// The items of a list; a page is fetched when the first of its items is asked for.
///
/// Nothing is sent before the first item is asked for. After the end, and after an error, there is
/// nothing more; to go on later, follow [`Pages`], which say where. Dropping it ends the call that
/// is under way.
#[must_use = "nothing is sent until an item is asked for"]
pub struct Items<R: Paged> {
    pages: Pages<R>,
    items: vec::IntoIter<R::Item>,
}

impl<R: Paged> Items<R> {
    pub(crate) fn new(pages: Pages<R>) -> Self {
        Self {
            pages,
            items: vec::IntoIter::default(),
        }
    }

    /// The next item, or `None` after the last. An item isn't lost when the future is dropped
    /// before it is ready.
    ///
    /// # Errors
    ///
    /// As for [`Pages::try_next`].
    pub async fn try_next(&mut self) -> Result<Option<R::Item>, Error> {
        poll_fn(|context| self.poll_item(context)).await.transpose()
    }

    /// The next items, at most `max` of them: fewer only if there are no more. No page is fetched
    /// for items beyond, and those can still be asked for.
    ///
    /// # Errors
    ///
    /// As for [`Pages::try_next`]; the items before the error are lost.
    pub async fn collect_up_to(&mut self, max: usize) -> Result<Vec<R::Item>, Error> {
        let mut items = Vec::new();
        while items.len() < max {
            match self.try_next().await? {
                Some(item) => items.push(item),
                None => break,
            }
        }
        Ok(items)
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<R::Item, Error>>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => self.items = page.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

// Nothing in it is pinned: items are moved out one by one.
impl<R: Paged> Unpin for Items<R> {}

impl<R: Paged> Stream for Items<R> {
    type Item = Result<R::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

impl<R: Paged> fmt::Debug for Items<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Items")
            .field("pages", &self.pages)
            .field("fetched_items", &self.items.len())
            .finish()
    }
}
