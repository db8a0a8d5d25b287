//! Server-sent events (WHATWG HTML, 9.2.5 and 9.2.6).
//!
//! Takes bytes as they come; gives events whose data is raw. Decodes nothing, connects to nothing.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use serde_json::Value;

use crate::runtime::decode::BYTE_ORDER_MARK;
use crate::runtime::pieces::{Ends, Pieces};

/// An event as it came.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) event: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) retry: Option<Duration>,
    pub(crate) data: Bytes,
}

impl Message {
    /// All of it as one object of JSON, for documents that describe the event and not its data. Data that isn't UTF-8 stays
    /// alone as it is, which whoever reads it will refuse.
    pub(crate) fn to_object(&self) -> Bytes {
        let Ok(text) = std::str::from_utf8(&self.data) else {
            return self.data.clone();
        };
        let data = serde_json::from_str(text).unwrap_or_else(|_| Value::from(text));
        let milliseconds = self.retry.map(|retry| retry.as_millis());
        let milliseconds = milliseconds.and_then(|it| u64::try_from(it).ok());
        let members = [
            ("event", self.event.clone().map(Value::from)),
            ("id", self.id.clone().map(Value::from)),
            ("retry", milliseconds.map(Value::from)),
            ("data", Some(data)),
        ];
        let members = members
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Value::Object(members.collect()).to_string().into()
    }
}

/// Why no event comes any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It has more bytes than are allowed.
    TooLarge,
    /// A field that should be text isn't.
    NoText,
}

/// Events of a stream that comes in chunks.
pub(crate) struct Messages {
    lines: Pieces,
    /// Nothing was read yet: a byte order mark may stand here.
    first: bool,
    most: usize,
    event: String,
    data: BytesMut,
    /// These outlive their event: they are the stream's.
    id: String,
    retry: Option<Duration>,
}

impl Messages {
    /// Of events with at most `most` bytes.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            lines: Pieces::new(Ends::EventLine),
            first: true,
            most,
            event: String::new(),
            data: BytesMut::new(),
            id: String::new(),
            retry: None,
        }
    }

    /// Takes in what has come.
    pub(crate) fn put(&mut self, chunk: &[u8]) {
        self.lines.put(chunk);
    }

    /// The next event; `None` until more has come. What isn't ended by an empty line is none.
    pub(crate) fn take(&mut self) -> Result<Option<Message>, Wrong> {
        while let Some(mut line) = self.lines.take() {
            if std::mem::take(&mut self.first) && line.starts_with(BYTE_ORDER_MARK) {
                line = line.slice(BYTE_ORDER_MARK.len()..);
            }
            if !line.is_empty() {
                self.field(&line)?;
            } else if let Some(message) = self.dispatch() {
                return Ok(Some(message));
            }
        }
        self.check(self.lines.waiting())?;
        Ok(None)
    }

    fn field(&mut self, line: &[u8]) -> Result<(), Wrong> {
        let (name, value) = match line.iter().position(|byte| *byte == b':') {
            Some(colon) => {
                let (name, value) = line.split_at(colon);
                let value = value.strip_prefix(b":").unwrap_or(value);
                (name, value.strip_prefix(b" ").unwrap_or(value))
            }
            None => (line, &[][..]),
        };
        match name {
            b"event" => text(value)?.clone_into(&mut self.event),
            b"data" => {
                self.check(value.len())?;
                self.data.extend_from_slice(value);
                self.data.extend_from_slice(b"\n");
            }
            b"id" if !value.contains(&0) => text(value)?.clone_into(&mut self.id),
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                if let Ok(milliseconds) = text(value)?.parse() {
                    self.retry = Some(Duration::from_millis(milliseconds));
                }
            }
            // A comment, or a field that nobody knows.
            _ => {}
        }
        Ok(())
    }

    /// Whether there is room for so many bytes beside the data so far.
    fn check(&self, more: usize) -> Result<(), Wrong> {
        if self.data.len().saturating_add(more) > self.most {
            Err(Wrong::TooLarge)
        } else {
            Ok(())
        }
    }

    /// The event that an empty line ends; `None` where it has no data.
    fn dispatch(&mut self) -> Option<Message> {
        let event = std::mem::take(&mut self.event);
        let mut data = self.data.split();
        let end = data.len().checked_sub(1)?;
        data.truncate(end);
        Some(Message {
            event: Some(event).filter(|event| !event.is_empty()),
            id: Some(self.id.clone()).filter(|id| !id.is_empty()),
            retry: self.retry,
            data: data.freeze(),
        })
    }
}

fn text(value: &[u8]) -> Result<&str, Wrong> {
    std::str::from_utf8(value).map_err(|_| Wrong::NoText)
}
