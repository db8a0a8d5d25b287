//! Which page comes next, and whether one does.
//!
//! Takes what each page says; gives the number of the next, the end, or the reason why pages don't
//! follow each other. Sends nothing.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};

use serde::Serialize;
use serde_json::Value;

use crate::runtime::pagination::{Counts, PagePlan};
use crate::runtime::request::Request;

/// How far a list has been followed.
#[derive(Debug)]
pub(crate) struct Progress {
    /// The number of the first page of the list.
    first: u64,
    /// The page that is fetched next.
    page: u64,
    /// Whether `page` stands in the query: the first request leaves it out unless the caller set
    /// it.
    asked: bool,
    /// How many items a page has, as the caller set it.
    per_page: Option<u64>,
    /// What the pages so far looked like, with their numbers: a server that turns in a circle is
    /// found out, however long the circle.
    seen: BTreeMap<u64, u64>,
    done: bool,
}

impl Progress {
    pub(crate) fn new(request: &Request, plan: &PagePlan) -> Self {
        let page = request.query_number(plan.page);
        Self {
            first: plan.first,
            page: page.unwrap_or(plan.first),
            asked: page.is_some(),
            per_page: plan.per_page.and_then(|name| request.query_number(name)),
            seen: BTreeMap::new(),
            done: false,
        }
    }

    /// Whether there is nothing more to fetch.
    pub(crate) fn is_done(&self) -> bool {
        self.done
    }

    pub(crate) fn finish(&mut self) {
        self.done = true;
    }

    /// The page to ask for; `None` before the first, when the caller doesn't care.
    pub(crate) fn asked(&self) -> Option<u64> {
        self.asked.then_some(self.page)
    }

    /// Takes in a page that has items. The refusal says why it can't be the one that was asked for.
    pub(crate) fn advance<T: Serialize>(
        &mut self,
        items: &[T],
        counts: Counts,
    ) -> Result<(), String> {
        match counts.page {
            Some(page) if self.asked && page != self.page => {
                return Err(format!(
                    "page {} was asked for, and the server answered with page {page}",
                    self.page
                ));
            }
            // The server knows best which page it sends when it isn't asked for one.
            Some(page) => self.page = page,
            None => {}
        }
        let before = fingerprint(items).and_then(|print| self.seen.insert(print, self.page));
        if let Some(before) = before {
            return Err(format!(
                "page {} has the same items as page {before}; \
                 does the server ignore the page that is asked for?",
                self.page
            ));
        }
        if self.was_last(counts) {
            self.done = true;
        }
        match self.page.checked_add(1) {
            Some(next) => self.page = next,
            None => self.done = true,
        }
        self.asked = true;
        Ok(())
    }

    /// Whether the counters say that no page follows.
    fn was_last(&self, counts: Counts) -> bool {
        // How many pages there are up to this one.
        let pages = self.page.saturating_sub(self.first).saturating_add(1);
        if counts
            .total_pages
            .is_some_and(|total| total > 0 && pages >= total)
        {
            return true;
        }
        let per_page = counts.per_page.filter(|items| *items > 0).or(self.per_page);
        match (per_page, counts.total_count) {
            (Some(per_page), Some(total)) if total > 0 => pages.saturating_mul(per_page) >= total,
            _ => false,
        }
    }
}

/// A hash of what the items are. `None` when they can't be written, which says nothing about the
/// pages.
fn fingerprint<T: Serialize>(items: &[T]) -> Option<u64> {
    let items = serde_json::to_value(items).ok()?;
    let known = items.as_array().and_then(|items| identities(items));
    let text = known.unwrap_or(items).to_string();
    let mut hash = DefaultHasher::new();
    hash.write(text.as_bytes());
    Some(hash.finish())
}

/// The keys that an item is known by, best first.
const IDENTITIES: [&str; 3] = ["id", "uuid", "uid"];

/// What the items are known by, if they all are by the same key: the rest of an item may change
/// from call to call, and it is the same item still.
fn identities(items: &[Value]) -> Option<Value> {
    let of = |key: &str| -> Option<Value> {
        let identities = items.iter().map(|item| match item.get(key)? {
            identity @ (Value::String(_) | Value::Number(_)) => Some(identity.clone()),
            _ => None,
        });
        identities.collect()
    };
    IDENTITIES.into_iter().find_map(of)
}
