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
    state: State<T>,
}

enum State<T> {
    /// A response that is read once it is whole. Its future is of one type, whatever `T` is.
    Whole(Boxed<Reply>, Option<Read<T>>),
    /// A response whose body is a stream.
    Open(Boxed<T>),
}

type Boxed<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

type Read<T> = Box<dyn FnOnce(Reply) -> Result<T, Error> + Send>;

impl<T> Sending<T> {
    pub(crate) fn new(
        request: Request,
        read: impl FnOnce(Reply) -> Result<T, Error> + Send + 'static,
    ) -> Self {
        Self {
            operation: request.operation().id,
            state: State::Whole(Box::pin(exchange(request)), Some(Box::new(read))),
        }
    }

    /// What `open` makes of the response as soon as its headers are there.
    pub(crate) fn open(
        operation: &'static str,
        open: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) -> Self {
        Self {
            operation,
            state: State::Open(Box::pin(open)),
        }
    }
}

impl<T> Future for Sending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.state {
            State::Open(open) => open.as_mut().poll(context),
            State::Whole(reply, read) => {
                let reply = ready!(reply.as_mut().poll(context));
                match (reply, read.take()) {
                    (Ok(reply), Some(read)) => Poll::Ready(reply.read(read)),
                    (Err(error), _) => Poll::Ready(Err(error)),
                    // Polled again after its end: the future above has panicked by then.
                    (Ok(_), None) => Poll::Pending,
                }
            }
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
