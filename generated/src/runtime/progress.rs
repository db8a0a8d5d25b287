//! Which page comes next, and whether one does.
//!
//! Takes what each page has and says of itself; gives the place of the next, the end, or the reason
//! why pages don't follow each other. Sends nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use crate::runtime::continuation::Place;
use crate::runtime::fingerprint::{fingerprint, hash};
use crate::runtime::pagination::{PagePlan, Step, Way};
use crate::runtime::request::Request;
use crate::runtime::signs::{Signs, word};

/// How far a list has been followed.
#[derive(Debug)]
pub(crate) struct Progress {
    plan: &'static PagePlan,
    /// The page that is fetched next. `None`: as the request is, which says nothing of it.
    next: Option<Place>,
    /// How many items a page has, as the caller set it.
    size: Option<u64>,
    /// How many pages were taken in.
    pages: u64,
    /// How many items the largest of them had.
    largest: u64,
    /// What the items so far looked like, with the page that they were on: a server that turns in a
    /// circle is found out, however long the circle.
    seen: BTreeMap<u64, u64>,
    /// What the cursors and links so far looked like.
    asked: BTreeSet<u64>,
    /// Why the next page can't be asked for, once this one is given.
    refusal: Option<String>,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Open,
    /// There is no more.
    Over,
    /// Something went wrong with the page that is next.
    Failed,
}

impl Progress {
    pub(crate) fn new(request: &Request, plan: &'static PagePlan) -> Self {
        let next = match plan.way {
            Way::Number(name, _) => request.query_number(name).map(Place::Number),
            Way::Offset(name, ..) => request.query_number(name).map(Place::Offset),
            Way::Cursor(name, _) | Way::LastItem(name, _) => {
                request.query_text(name).map(Place::Cursor)
            }
            Way::Link(_) | Way::LinkHeader => None,
        };
        Self {
            plan,
            next,
            size: plan.size.and_then(|name| request.query_number(name)),
            pages: 0,
            largest: 0,
            seen: BTreeMap::new(),
            asked: BTreeSet::new(),
            refusal: None,
            state: State::Open,
        }
    }

    /// Goes on from `place`, if the list is of the kind that has such places.
    pub(crate) fn resume(&mut self, place: &Place) -> Result<(), String> {
        let own = match self.plan.way {
            Way::Number(..) => "page",
            Way::Offset(..) => "offset",
            Way::Cursor(..) | Way::LastItem(..) => "cursor",
            Way::Link(_) | Way::LinkHeader => "link",
        };
        if own != place.name() {
            return Err(format!(
                "the continuation is a {}, and this list goes on by {own}; is it of another call?",
                place.name()
            ));
        }
        self.next = Some(place.clone());
        Ok(())
    }

    /// Whether a page has come.
    pub(crate) fn has_begun(&self) -> bool {
        self.pages > 0
    }

    /// Whether nothing more is fetched.
    pub(crate) fn is_done(&self) -> bool {
        self.state != State::Open
    }

    /// Whether there is no more.
    pub(crate) fn is_over(&self) -> bool {
        self.state == State::Over
    }

    pub(crate) fn fail(&mut self) {
        self.state = State::Failed;
    }

    /// The page to ask for; `None` before the first, when the caller doesn't care.
    pub(crate) fn next(&self) -> Option<&Place> {
        self.next.as_ref()
    }

    /// Why the next page can't be asked for.
    pub(crate) fn refusal(&mut self) -> Option<String> {
        self.refusal.take()
    }

    /// Takes in a page; `resolve` makes of a link what is asked for. The refusal says why it can't
    /// be the page that was asked for.
    pub(crate) fn advance<T: Serialize>(
        &mut self,
        items: &[T],
        signs: &Signs,
        resolve: impl FnOnce(&str) -> Result<String, String>,
    ) -> Result<(), String> {
        // Items that can't be written say nothing about the pages.
        let items: Vec<Value> = items
            .iter()
            .map(|item| serde_json::to_value(item).unwrap_or_default())
            .collect();
        self.take_in(&items, signs)?;
        match self.after(&items, signs) {
            Some(Place::Link(link)) => match resolve(&link) {
                Ok(link) => self.go_on(Place::Link(link), items.is_empty()),
                Err(wrong) => self.refuse(wrong, Some(Place::Link(link))),
            },
            Some(next) => self.go_on(next, items.is_empty()),
            None => self.state = State::Over,
        }
        Ok(())
    }

    /// The page that was just taken in isn't the last, and `next`, if it names one, can't be the page that follows.
    fn refuse(&mut self, wrong: String, next: Option<Place>) {
        self.refusal = Some(wrong);
        self.next = next;
    }

    /// Whether the page can be the one that was asked for.
    fn take_in(&mut self, items: &[Value], signs: &Signs) -> Result<(), String> {
        let (name, asked) = match self.next {
            Some(Place::Number(asked)) => ("page", Some(asked)),
            Some(Place::Offset(asked)) => ("offset", Some(asked)),
            _ => ("", None),
        };
        match (asked, signs.page) {
            (Some(asked), Some(page)) if asked != page && !items.is_empty() => {
                return Err(format!(
                    "{name} {asked} was asked for, and the server answered with {name} {page}"
                ));
            }
            _ => {}
        }
        self.pages += 1;
        self.largest = self.largest.max(count(items));
        if items.is_empty() || items.contains(&Value::Null) {
            return Ok(());
        }
        let number = match self.plan.way {
            Way::Number(..) => self.number(signs),
            _ => self.pages,
        };
        let by_identity = items.len() > 1 || self.is_short_with_one(signs);
        match self.seen.insert(fingerprint(items, by_identity), number) {
            Some(before) => Err(format!(
                "page {number} has the same items as page {before}; \
                 does the server ignore the {} that is asked for?",
                self.kind()
            )),
            None => Ok(()),
        }
    }

    /// Whether a page with one item has less than there is room for, so that none follows and one that does is the same page,
    /// whatever became of its item meanwhile. Where pages have one item each, two may well be versions of one thing; so they
    /// may where a cursor or a link leads on, which a server that turns in a circle repeats.
    fn is_short_with_one(&self, signs: &Signs) -> bool {
        let by_count = matches!(self.plan.way, Way::Number(..) | Way::Offset(..));
        by_count && self.size_by(signs) != Some(1)
    }

    /// The number of the page that was just taken in, or its offset. The server knows best which
    /// one it sends when it isn't asked for one.
    fn number(&self, signs: &Signs) -> u64 {
        match (&self.next, &self.plan.way) {
            (Some(Place::Number(asked) | Place::Offset(asked)), _) => *asked,
            (_, Way::Number(_, first) | Way::Offset(_, first, _)) => signs.page.unwrap_or(*first),
            _ => 0,
        }
    }

    /// What the page after this one is asked for by; nothing after the last.
    fn after(&self, items: &[Value], signs: &Signs) -> Option<Place> {
        if signs.more == Some(false) {
            return None;
        }
        // What a body says outright counts more than what its counters come to.
        let sure = signs.more == Some(true);
        match &self.plan.way {
            Way::Number(_, first) => {
                let number = self.number(signs);
                let last =
                    items.is_empty() || (!sure && self.was_last(number, *first, items, signs));
                let next = number.checked_add(1).filter(|_| !last)?;
                Some(Place::Number(next))
            }
            Way::Offset(_, first, step) => {
                let came = count(items);
                let step = match step {
                    Step::Items => came,
                    Step::Size => self.size_by(signs).unwrap_or(came).max(came),
                };
                let next = self.number(signs).checked_add(step)?;
                let total = signs.total_count.filter(|total| *total > 0 && !sure);
                let last = total.is_some_and(|total| next.saturating_sub(*first) >= total);
                (!last && came > 0).then_some(Place::Offset(next))
            }
            Way::Cursor(..) => signs.next.clone().map(Place::Cursor),
            Way::LastItem(_, key) => {
                let key = items.last().filter(|_| sure)?.pointer(key);
                // An item without a key is told from the end by `go_on`.
                Some(Place::Cursor(key.and_then(word).unwrap_or_default()))
            }
            Way::Link(_) | Way::LinkHeader => signs.next.clone().map(Place::Link),
        }
    }

    /// Goes to the next page, unless it was there before.
    fn go_on(&mut self, next: Place, empty: bool) {
        let text = match &next {
            Place::Number(_) | Place::Offset(_) => None,
            Place::Cursor(text) | Place::Link(text) => Some(text),
        };
        if let Some(text) = text {
            if text.is_empty() {
                let wrong = "there is more, and the last item has nothing that the next page is \
                             asked for by";
                return self.refuse(wrong.to_owned(), None);
            }
            if self.next.as_ref() == Some(&next) && empty {
                // Nothing came since: a cursor that says where to look for what is new.
                self.state = State::Over;
                return;
            }
            if self.next.as_ref() == Some(&next) || !self.asked.insert(hash(text)) {
                let (page, kind) = (self.pages, self.kind());
                let wrong = format!("page {page} says to go on with the {kind} of an earlier page");
                return self.refuse(wrong, Some(next));
            }
        }
        self.next = Some(next);
    }

    fn kind(&self) -> &'static str {
        match self.plan.way {
            Way::Number(..) => "page",
            Way::Offset(..) => "offset",
            Way::Cursor(..) | Way::LastItem(..) => "cursor",
            Way::Link(_) | Way::LinkHeader => "link",
        }
    }

    /// How many items a page has, by the server, else by the caller.
    fn size_by(&self, signs: &Signs) -> Option<u64> {
        signs.per_page.filter(|items| *items > 0).or(self.size)
    }

    /// Whether the counters say that no page follows.
    fn was_last(&self, number: u64, first: u64, items: &[Value], signs: &Signs) -> bool {
        // How many pages there are before this one.
        let before = number.saturating_sub(first);
        if signs
            .total_pages
            .is_some_and(|total| total > 0 && before.saturating_add(1) >= total)
        {
            return true;
        }
        let (Some(size), Some(total)) = (self.size_by(signs), signs.total_count) else {
            return false;
        };
        let reached = |size: u64| before.saturating_mul(size).saturating_add(count(items));
        // A server may have smaller pages than it, or the caller, says: then only as many items
        // count as came on a page. Only of the first page that comes, which may be a short last
        // one, the server's own word for the size is taken: nothing speaks against it.
        let told = self.pages == 1 && signs.per_page == Some(size);
        total > 0 && (told && reached(size) == total || reached(size.min(self.largest)) >= total)
    }
}

fn count(items: &[Value]) -> u64 {
    u64::try_from(items.len()).unwrap_or(u64::MAX)
}
