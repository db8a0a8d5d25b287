//! Page after page of a list.
//!
//! Takes a request; sends it again and again, each time for the next page, when the next page is
//! asked for. What comes next is decided in `progress`.

use std::fmt;
use std::future::{poll_fn, ready};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::runtime::continuation::{Continuation, Place};
use crate::runtime::exchange::{Reply, exchange};
use crate::runtime::items::Items;
use crate::runtime::page::Page;
use crate::runtime::pagination::{PagePlan, Paged, Way};
use crate::runtime::progress::Progress;
use crate::runtime::request::Request;
use crate::runtime::signs::Signs;
use crate::runtime::transport::BoxFuture;
use crate::runtime::{Error, ErrorKind};

/// The pages of a list, each fetched when it is asked for; empty pages aren't given.
///
/// Nothing is sent before the first page is asked for, and no page is fetched to learn that there
/// are no more where the server says so. A link of the server's is followed only to the scheme,
/// host and port of the base URL. After the end, and after an error, there is nothing more:
/// [`continuation`](Self::continuation) says where to go on. Dropping it ends the call that is
/// under way.
#[must_use = "nothing is sent until a page is asked for"]
pub struct Pages<R> {
    request: Request,
    /// The request for the page that is under way, or came last.
    sent: Request,
    plan: &'static PagePlan,
    progress: Progress,
    pending: Option<BoxFuture<'static, Result<Reply, Error>>>,
    /// What comes after the page that was given last.
    broken: Option<Error>,
    response: PhantomData<fn() -> R>,
}

impl<R> Pages<R> {
    pub(crate) fn new(mut request: Request, plan: &'static PagePlan) -> Self {
        if let Some(back) = plan.back.filter(|name| request.query_text(name).is_some()) {
            let wrong = format!(
                "`{back}` asks for earlier pages, and only later ones can be followed; leave it out"
            );
            request.refuse(wrong, None);
        }
        Self {
            progress: Progress::new(&request, plan),
            sent: request.clone(),
            request,
            plan,
            pending: None,
            broken: None,
            response: PhantomData,
        }
    }

    /// Begins with the page after the last one of an earlier list, which must be of the same call
    /// with the same parameters. A continuation of another kind is refused when a page is asked
    /// for.
    pub fn resume(mut self, continuation: &Continuation) -> Self {
        if let Err(wrong) = self.progress.resume(&continuation.0) {
            self.request.refuse(wrong, None);
        }
        self
    }

    /// The page after the last one that was given: after an error that which failed, or that the server
    /// named and which can't be the next one, before the first page what the call itself says.
    ///
    /// `None` at the end of the list, which [`is_over`](Self::is_over) tells, and where no such page is known:
    /// before the first, or because the server says that there is more and not where. Then begin anew.
    #[must_use]
    pub fn continuation(&self) -> Option<Continuation> {
        let next = self.progress.next().filter(|_| !self.progress.is_over());
        next.cloned().map(Continuation)
    }

    /// Whether the list has ended: the last page was given, and no error came before.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.progress.is_over()
    }

    /// Sends the request for the next page.
    fn fetch(&mut self) -> BoxFuture<'static, Result<Reply, Error>> {
        let mut request = self.request.clone();
        let set = match (self.progress.next(), &self.plan.way) {
            (Some(Place::Number(count) | Place::Offset(count)), way) => {
                way.set(&mut request, &count.to_string());
                Ok(())
            }
            (Some(Place::Cursor(text)), way) => {
                way.set(&mut request, text);
                Ok(())
            }
            (Some(Place::Link(link)), _) => request.set_link(link),
            (None, _) => Ok(()),
        };
        if let Err(error) = set {
            return Box::pin(ready(Err(error.of(request.operation().id))));
        }
        request.follows = self.progress.has_begun();
        self.sent = request.clone();
        Box::pin(exchange(request))
    }
}

impl Way {
    /// Puts the place of a page where it belongs.
    fn set(&self, request: &mut Request, text: &str) {
        match self {
            Self::Number(name, _)
            | Self::Offset(name, ..)
            | Self::Cursor(name, _)
            | Self::LastItem(name, _) => request.set_query(name, text),
            Self::Link(_) | Self::LinkHeader => {}
        }
    }
}

impl<R: Paged> Pages<R> {
    /// The next page, or `None` after the last. A page isn't lost when the future is dropped before
    /// it is ready.
    ///
    /// # Errors
    ///
    /// As for a single call, and [`ErrorKind::Pagination`](crate::ErrorKind::Pagination) when the
    /// server sends another page than the one asked for or the items of an earlier page, and when
    /// it says to go on where it did before, or on another server.
    pub async fn try_next(&mut self) -> Result<Option<Page<R>>, Error> {
        poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    /// The next pages, at most `max` of them: fewer only if there are no more. Those that follow can
    /// still be asked for.
    ///
    /// # Errors
    ///
    /// As for [`try_next`](Self::try_next); the pages before the error are lost.
    pub async fn collect_up_to(&mut self, max: usize) -> Result<Vec<Page<R>>, Error> {
        let mut pages = Vec::new();
        while pages.len() < max {
            match self.try_next().await? {
                Some(page) => pages.push(page),
                None => break,
            }
        }
        Ok(pages)
    }

    /// The items of these pages, one by one.
    pub fn items(self) -> Items<R> {
        Items::new(self)
    }

    pub(crate) fn poll_page(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Page<R>, Error>>> {
        while self.broken.is_none() && !self.progress.is_done() {
            let mut pending = match self.pending.take() {
                Some(pending) => pending,
                None => self.fetch(),
            };
            let Poll::Ready(reply) = pending.as_mut().poll(context) else {
                self.pending = Some(pending);
                return Poll::Pending;
            };
            match reply.and_then(|reply| self.take_in(reply)) {
                Ok(page) if page.is_empty() => {}
                Ok(page) => return Poll::Ready(Some(Ok(page))),
                Err(error) => self.broken = Some(error),
            }
        }
        let error = self.broken.take();
        if error.is_some() {
            self.progress.fail();
        }
        Poll::Ready(error.map(Err))
    }

    /// A response as the next page.
    fn take_in(&mut self, reply: Reply) -> Result<Page<R>, Error> {
        let signs = Signs::read(self.plan, reply.body(), reply.meta().headers());
        let page: Page<R> = reply.read(Reply::into_page)?;
        let sent = &self.sent;
        let resolve = |link: &str| {
            let mut request = sent.clone();
            let there = request.set_link(link).and_then(|()| request.address());
            there.map_err(|error| error.to_string())
        };
        let wrong = |wrong: String| {
            Error::new(ErrorKind::Pagination, wrong)
                .of(sent.operation().id)
                .with_response(page.meta())
        };
        self.progress
            .advance(page.items(), &signs, resolve)
            .map_err(wrong)?;
        self.broken = self.progress.refusal().map(wrong);
        Ok(page)
    }
}

impl<R: Paged> Stream for Pages<R> {
    type Item = Result<Page<R>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

impl<R> fmt::Debug for Pages<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Pages")
            .field("request", &self.request)
            .field("progress", &self.progress)
            .finish_non_exhaustive()
    }
}

impl Request {
    /// Page after page. Nothing is sent before the first is asked for.
    pub(crate) fn pages<R: Paged>(self, plan: &'static PagePlan) -> Pages<R> {
        Pages::new(self, plan)
    }

    /// Item after item, page by page. Nothing is sent before the first is asked for.
    pub(crate) fn items<R: Paged>(self, plan: &'static PagePlan) -> Items<R> {
        Items::new(Pages::new(self, plan))
    }
}
