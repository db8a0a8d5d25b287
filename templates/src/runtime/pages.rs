//! Page after page of a list.
//!
//! Takes a request; sends it again and again, each time for the next page, when the next page is
//! asked for.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::runtime::exchange::{Reply, exchange};
use crate::runtime::page::Page;
use crate::runtime::pagination::{PagePlan, Paged};
use crate::runtime::progress::Progress;
use crate::runtime::request::Request;
use crate::runtime::transport::BoxFuture;
use crate::runtime::{Error, ErrorKind};

/// The pages of a list, each fetched when it is asked for; an empty page is the end and isn't
/// given.
///
/// Nothing is sent before the first page is asked for, and no page is fetched to learn that there
/// are no more where the server's counters say so. After the end, and after an error, there is
/// nothing more. Dropping it ends the call that is under way.
#[must_use = "nothing is sent until a page is asked for"]
pub struct Pages<R> {
    request: Request,
    plan: &'static PagePlan,
    progress: Progress,
    pending: Option<BoxFuture<'static, Result<Reply, Error>>>,
    response: PhantomData<fn() -> R>,
}

impl<R> Pages<R> {
    pub(crate) fn new(request: Request, plan: &'static PagePlan) -> Self {
        let progress = Progress::new(&request, plan);
        Self {
            request,
            plan,
            progress,
            pending: None,
            response: PhantomData,
        }
    }

    /// The request for the next page, sent.
    fn fetch(&self) -> BoxFuture<'static, Result<Reply, Error>> {
        let mut request = self.request.clone();
        if let Some(page) = self.progress.asked() {
            request.set_query(self.plan.page, &page.to_string());
        }
        Box::pin(exchange(request))
    }
}

impl<R: Paged> Pages<R> {
    /// The next page, or `None` after the last. A page isn't lost when the future is dropped before
    /// it is ready.
    ///
    /// # Errors
    ///
    /// As for a single call, and [`ErrorKind::Pagination`](crate::ErrorKind::Pagination) when the
    /// server sends another page than the one asked for, or the items of an earlier page again.
    pub async fn try_next(&mut self) -> Result<Option<Page<R>>, Error> {
        poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    pub(crate) fn poll_page(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Page<R>, Error>>> {
        if self.progress.is_done() {
            return Poll::Ready(None);
        }
        let mut pending = match self.pending.take() {
            Some(pending) => pending,
            None => self.fetch(),
        };
        let Poll::Ready(reply) = pending.as_mut().poll(context) else {
            self.pending = Some(pending);
            return Poll::Pending;
        };
        let page = reply.and_then(|reply| self.take_in(reply));
        if page.is_err() {
            self.progress.finish();
        }
        Poll::Ready(page.transpose())
    }

    /// A response as the next page; `None` when it is empty, which is the end.
    fn take_in(&mut self, reply: Reply) -> Result<Option<Page<R>>, Error> {
        let page: Page<R> = reply.read(Reply::into_page)?;
        if page.is_empty() {
            self.progress.finish();
            return Ok(None);
        }
        match self.progress.advance(page.items(), page.body().counts()) {
            Ok(()) => Ok(Some(page)),
            Err(wrong) => Err(Error::new(ErrorKind::Pagination, wrong)
                .of(self.request.operation().id)
                .with_response(page.meta())),
        }
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
