//! A request that is under way.
//!
//! Takes a [`Request`] and how its response is read; gives the future that the caller awaits. It has a name and is the same
//! for all operations, so that none of them brings a future of its own to compile.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use crate::runtime::Error;
use crate::runtime::exchange::{Reply, exchange};
use crate::runtime::request::Request;

/// What a call gives once it is awaited. Nothing is sent before; dropped, it stops what it does.
#[must_use = "nothing is sent before it is awaited"]
pub struct Sending<T> {
    operation: &'static str,
    reply: Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send>>,
    read: Option<Read<T>>,
}

type Read<T> = Box<dyn FnOnce(Reply) -> Result<T, Error> + Send>;

impl<T> Sending<T> {
    pub(crate) fn new(
        request: Request,
        read: impl FnOnce(Reply) -> Result<T, Error> + Send + 'static,
    ) -> Self {
        Self {
            operation: request.operation().id,
            reply: Box::pin(exchange(request)),
            read: Some(Box::new(read)),
        }
    }
}

impl<T> Future for Sending<T> {
    type Output = Result<T, Error>;

    /// # Panics
    ///
    /// When it is polled again after it has given its result, as any future may.
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let reply = ready!(self.reply.as_mut().poll(context));
        match (reply, self.read.take()) {
            (Ok(reply), Some(read)) => Poll::Ready(read(reply)),
            (Err(error), _) => Poll::Ready(Err(error)),
            (Ok(_), None) => Poll::Pending,
        }
    }
}

impl<T> fmt::Debug for Sending<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Sending")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}
