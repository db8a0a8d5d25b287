//! The body of a request that isn't in memory, as a transport sends it.
//!
//! Gives the chunks of what it is made of: bytes, open files, streams. Opens nothing itself, which is
//! done in `content`; files are read with the standard library, in the task or thread that sends.

use std::collections::VecDeque;
use std::fmt;
use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::outgoing::Outgoing;

/// How much is read of a file and given to a transport at once: 64 KiB. How far a body is shows by what was taken of it, so no
/// piece may be so large that the line is busy with it for long.
const CHUNK: usize = 64 * 1024;

/// A stream that the caller gave.
pub(crate) type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes>> + Send>>;

/// The body of one attempt to send a request: a stream of chunks, for
/// [`Transport::upload`](crate::Transport::upload). Nothing comes after the first error, which the
/// attempt has to end with.
///
/// No chunk has more than 64 KiB. Files are read without waiting for anything but the disk, a chunk each time.
pub struct RequestBody {
    pieces: VecDeque<Open>,
    /// What came from a piece and wasn't given yet.
    rest: Bytes,
    length: Option<u64>,
    /// Who is told how far it is.
    outgoing: Option<Outgoing>,
}

/// What chunks come from, with how many bytes are left where that is known.
pub(crate) enum Open {
    Bytes(Bytes),
    File(File, Option<u64>),
    /// The lock, which nobody else takes, lets other threads hold a body.
    Stream(Mutex<Chunks>, Option<u64>),
}

impl RequestBody {
    pub(crate) fn new(pieces: VecDeque<Open>) -> Self {
        let lengths = pieces.iter().map(|piece| match piece {
            Open::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Open::File(_, left) | Open::Stream(_, left) => *left,
        });
        Self {
            length: lengths.sum(),
            pieces,
            rest: Bytes::new(),
            outgoing: None,
        }
    }

    /// Tells how far it is.
    pub(crate) fn telling(mut self, outgoing: Option<Outgoing>) -> Self {
        self.outgoing = outgoing;
        self
    }

    /// How many bytes it has from beginning to end, for `Content-Length`; nothing where a stream is
    /// part of it that doesn't say, or a file that has none before it is read. If it turns out to have more or less, it ends with an error.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }
}

impl Stream for RequestBody {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(outgoing) = &self.outgoing {
            outgoing.asked();
        }
        let chunk = self.poll_piece(context);
        match (&self.outgoing, &chunk) {
            (Some(outgoing), Poll::Ready(Some(Ok(_)))) => outgoing.went(),
            (Some(outgoing), Poll::Ready(_)) => outgoing.out(),
            _ => {}
        }
        chunk
    }
}

impl RequestBody {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        loop {
            if !self.rest.is_empty() {
                let length = self.rest.len().min(CHUNK);
                return Poll::Ready(Some(Ok(self.rest.split_to(length))));
            }
            let Some(piece) = self.pieces.front_mut() else {
                return Poll::Ready(None);
            };
            let chunk = match piece.poll(context) {
                Poll::Ready(chunk) => chunk,
                Poll::Pending => return Poll::Pending,
            };
            match chunk {
                Some(Ok(chunk)) => self.rest = chunk,
                Some(Err(error)) => {
                    self.pieces.clear();
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    self.pieces.pop_front();
                }
            }
        }
    }
}

/// Who has all that was announced drops it, and who gives up does so too.
impl Drop for RequestBody {
    fn drop(&mut self) {
        if let Some(outgoing) = &self.outgoing {
            outgoing.out();
        }
    }
}

impl Open {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        match self {
            Self::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Bytes(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Self::File(file, left) => Poll::Ready(read(file, left.as_mut())),
            Self::Stream(stream, left) => {
                let stream = stream.get_mut().unwrap_or_else(PoisonError::into_inner);
                let chunk = stream.as_mut().poll_next(context);
                chunk.map(|chunk| counted(chunk, left.as_mut()))
            }
        }
    }
}

/// The next chunk of a file, which must not end before its length.
fn read(file: &mut File, left: Option<&mut u64>) -> Option<Result<Bytes>> {
    let known = left.as_deref().copied();
    let known = known.map(|left| usize::try_from(left).unwrap_or(CHUNK));
    let most = known.unwrap_or(CHUNK).min(CHUNK);
    let mut chunk = Vec::with_capacity(most);
    let count = match file.take(most as u64).read_to_end(&mut chunk) {
        Ok(count) => count,
        Err(error) => return Some(Err(error)),
    };
    if let Some(left) = left {
        *left = left.saturating_sub(count as u64);
    }
    if count > 0 {
        return Some(Ok(chunk.into()));
    }
    let shorter = known.is_some_and(|left| left > 0);
    shorter.then(|| Err(wrong("a file became shorter while it was sent")))
}

/// A chunk of a stream, whose length must be what was said.
fn counted(chunk: Option<Result<Bytes>>, left: Option<&mut u64>) -> Option<Result<Bytes>> {
    let Some(left) = left else {
        return chunk;
    };
    match chunk {
        Some(Ok(bytes)) => {
            let rest = u64::try_from(bytes.len()).ok();
            let rest = rest.and_then(|length| left.checked_sub(length));
            Some(match rest {
                Some(rest) => {
                    *left = rest;
                    Ok(bytes)
                }
                None => Err(wrong("a stream is longer than its length")),
            })
        }
        None if *left > 0 => Some(Err(wrong("a stream is shorter than its length"))),
        other => other,
    }
}

fn wrong(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, what)
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RequestBody")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
