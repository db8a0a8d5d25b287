//! Cuts what comes in chunks into lines and records.
//!
//! Takes bytes as they come; gives whole pieces. Keeps no more than the chunk at hand and the piece
//! that has begun; knows nothing of what the pieces hold.

use bytes::{Buf, Bytes, BytesMut};

/// What ends a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ends {
    /// A line feed, a carriage return, or both (WHATWG HTML, 9.2.5).
    EventLine,
    /// A line feed: one value of JSON in each line.
    Line,
    /// A record separator, or a line feed behind a whole value of JSON (RFC 7464).
    Record,
}

/// Pieces of a text that comes in chunks.
pub(crate) struct Pieces {
    ends: Ends,
    buffer: BytesMut,
    /// How many bytes of the buffer were looked at.
    seen: usize,
    /// The last piece ended with a carriage return: a line feed that follows belongs to it.
    returned: bool,
    nesting: Nesting,
}

impl Pieces {
    pub(crate) fn new(ends: Ends) -> Self {
        Self {
            ends,
            buffer: BytesMut::new(),
            seen: 0,
            returned: false,
            nesting: Nesting::default(),
        }
    }

    /// Takes in what has come.
    pub(crate) fn put(&mut self, chunk: &[u8]) {
        self.buffer.extend_from_slice(chunk);
    }

    /// How many bytes wait for the end of their piece.
    pub(crate) fn waiting(&self) -> usize {
        self.buffer.len()
    }

    /// The next piece, without what ends it; `None` until more has come.
    pub(crate) fn take(&mut self) -> Option<Bytes> {
        if self.returned && !self.buffer.is_empty() {
            self.returned = false;
            if self.buffer.starts_with(b"\n") {
                self.buffer.advance(1);
            }
        }
        let unseen = self.buffer.iter().enumerate().skip(self.seen);
        for (index, byte) in unseen {
            let ends = match self.ends {
                Ends::EventLine => matches!(byte, b'\n' | b'\r'),
                Ends::Line => *byte == b'\n',
                Ends::Record => self.nesting.ends_with(*byte),
            };
            if ends {
                self.returned = *byte == b'\r';
                self.seen = 0;
                self.nesting = Nesting::default();
                let piece = self.buffer.split_to(index);
                self.buffer.advance(1);
                return Some(piece.freeze());
            }
        }
        self.seen = self.buffer.len();
        None
    }

    /// What is left when nothing more comes.
    pub(crate) fn rest(&mut self) -> Bytes {
        self.seen = 0;
        self.buffer.split().freeze()
    }
}

const RECORD_SEPARATOR: u8 = 0x1e;

/// How deep in a value of JSON a byte stands, as far as it takes to see its end.
#[derive(Default)]
struct Nesting {
    depth: usize,
    in_text: bool,
    escaped: bool,
}

impl Nesting {
    /// Whether the record is over with this byte.
    fn ends_with(&mut self, byte: u8) -> bool {
        if byte == RECORD_SEPARATOR {
            return true;
        }
        if self.in_text {
            self.in_text = byte != b'"' || self.escaped;
            self.escaped = byte == b'\\' && !self.escaped;
            return false;
        }
        match byte {
            b'"' => self.in_text = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            b'\n' => return self.depth == 0,
            _ => {}
        }
        false
    }
}
