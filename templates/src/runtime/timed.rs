//! The body of a response, under its time.
//!
//! Takes a body and alarms; gives its chunks, or says that they came too late.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use crate::runtime::deadline::{Alarm, Timeout};
use crate::runtime::transport::{ResponseBody, TransportError};

/// A body whose chunks must come in time.
#[derive(Debug)]
pub(crate) struct Timed {
    body: ResponseBody,
    /// For all of it. None for a stream, which may go on for ever.
    whole: Option<Alarm>,
    /// For each chunk.
    idle: Option<Alarm>,
    /// What has passed where it is the transport that says so.
    which: Timeout,
}

/// How reading a body ended.
pub(crate) enum End {
    Whole,
    TooLarge,
    Broken(TransportError),
}

impl Timed {
    pub(crate) fn new(
        body: ResponseBody,
        whole: Option<Alarm>,
        idle: Option<Alarm>,
        which: Timeout,
    ) -> Self {
        Self {
            body,
            whole,
            idle,
            which,
        }
    }

    /// Goes on as long as something comes.
    pub(crate) fn endless(mut self) -> Self {
        self.whole = None;
        self.which = Timeout::Idle;
        self
    }

    /// The next chunk.
    pub(crate) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let chunk = Pin::new(&mut self.body).poll_next(context);
        if let Poll::Ready(chunk) = chunk {
            if let Some(idle) = &mut self.idle {
                idle.stop();
            }
            return Poll::Ready(chunk.map(|chunk| self.in_time(chunk)));
        }
        for alarm in [&mut self.whole, &mut self.idle].into_iter().flatten() {
            if let Poll::Ready(late) = alarm.poll(context) {
                return Poll::Ready(Some(Err(late)));
            }
        }
        Poll::Pending
    }

    /// A transport that holds up the thread is never waited for: its chunks come, however late.
    fn in_time(&self, chunk: Result<Bytes, TransportError>) -> Result<Bytes, TransportError> {
        let chunk = chunk.map_err(|error| error.in_time_of(self.which))?;
        let late = self.whole.as_ref().and_then(Alarm::passed);
        late.map_or(Ok(chunk), Err)
    }

    /// Reads at most `most` bytes and not a chunk more than it takes to know that there are more. A body
    /// of one chunk is that chunk.
    pub(crate) async fn read(&mut self, most: usize) -> (Bytes, End) {
        let mut read = Gathered::default();
        let end = loop {
            match poll_fn(|context| self.poll_chunk(context)).await {
                None => break End::Whole,
                Some(Err(error)) => break End::Broken(error),
                Some(Ok(chunk)) => {
                    let room = most.saturating_sub(read.length());
                    if chunk.len() > room {
                        read.add(chunk.slice(..room));
                        break End::TooLarge;
                    }
                    read.add(chunk);
                }
            }
        };
        (read.whole(), end)
    }
}

/// Chunks, one behind the other: copied only if there are several.
#[derive(Default)]
struct Gathered {
    first: Bytes,
    all: BytesMut,
}

impl Gathered {
    fn length(&self) -> usize {
        self.first.len().max(self.all.len())
    }

    fn add(&mut self, chunk: Bytes) {
        if self.length() == 0 {
            self.first = chunk;
            return;
        }
        if self.all.is_empty() {
            self.all.extend_from_slice(&self.first);
        }
        self.all.extend_from_slice(&chunk);
    }

    fn whole(self) -> Bytes {
        if self.all.is_empty() {
            self.first
        } else {
            self.all.freeze()
        }
    }
}
