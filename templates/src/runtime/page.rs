//! One page of a list.
//!
//! Takes a decoded response; gives its items. Fetches nothing.

use std::{slice, vec};

use http::{HeaderMap, StatusCode};

use crate::runtime::Error;
use crate::runtime::pagination::Paged;
use crate::runtime::rate_limit::RateLimit;
use crate::runtime::reply::Reply;
use crate::runtime::request::Request;
use crate::runtime::response::{Meta, Response};
use crate::runtime::sending::Sending;

/// One page of a list, with status and headers.
#[derive(Clone, Debug)]
pub struct Page<R> {
    body: R,
    meta: Meta,
}

impl<R> Page<R> {
    pub(crate) fn new(body: R, meta: Meta) -> Self {
        Self { body, meta }
    }

    pub(crate) fn meta(&self) -> &Meta {
        &self.meta
    }

    pub(crate) fn into_response(self) -> Response<R> {
        Response::new(self.body, self.meta)
    }

    /// The whole response.
    #[must_use]
    pub fn body(&self) -> &R {
        &self.body
    }

    /// The whole response, by itself.
    #[must_use]
    pub fn into_body(self) -> R {
        self.body
    }

    /// The status: always a 2xx.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.meta.status()
    }

    /// All headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.meta.headers()
    }

    /// The server's name for the call: give it to the API's support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.meta.request_id()
    }

    /// How many times the request was sent: 1, unless it was repeated.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.meta.attempts()
    }

    /// How much may still be asked, where the server says so.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.meta.rate_limit()
    }
}

impl<R: Paged> Page<R> {
    /// The items of this page.
    #[must_use]
    pub fn items(&self) -> &[R::Item] {
        self.body.items()
    }

    /// The items of this page, by themselves.
    #[must_use]
    pub fn into_items(self) -> Vec<R::Item> {
        self.body.into_items()
    }

    /// The items of this page, one by one.
    pub fn iter(&self) -> slice::Iter<'_, R::Item> {
        self.items().iter()
    }

    /// How many items this page has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items().len()
    }

    /// Whether this page has no items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items().is_empty()
    }
}

impl<R: Paged> IntoIterator for Page<R> {
    type Item = R::Item;
    type IntoIter = vec::IntoIter<R::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_items().into_iter()
    }
}

impl<'a, R: Paged> IntoIterator for &'a Page<R> {
    type Item = &'a R::Item;
    type IntoIter = slice::Iter<'a, R::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Request {
    /// One page.
    pub(crate) fn send_page<R: Paged>(self) -> Sending<Page<R>> {
        Sending::new(self, Reply::into_page)
    }

    /// The body of one page, with status and headers.
    pub(crate) fn send_page_with_meta<R: Paged>(self) -> Sending<Response<R>> {
        Sending::new(self, |reply| reply.into_page().map(Page::into_response))
    }
}

impl Reply {
    /// The body as a page.
    pub(crate) fn into_page<R: Paged>(self) -> Result<Page<R>, Error> {
        let body: R = self.decode()?;
        if body.succeeded() {
            Ok(Page::new(body, self.into_meta()))
        } else {
            Err(self.refused())
        }
    }
}
