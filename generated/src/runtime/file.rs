//! What is sent as a file: bytes, a file on disk, a stream.
//!
//! Gives the type and its conversions; in JSON it stands as text. Reads no disk: that is done when it is
//! sent.

use std::fmt;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::runtime::content::{Once, Piece};

/// Bytes, a file on disk or a stream, with a name and a media type if they have them. Cheap to clone.
///
/// Made from bytes or text: `File::new(bytes).with_name("cat.png").with_media_type("image/png")`. What
/// is large needs no memory: [`File::from_path`] and [`File::stream`].
#[derive(Clone, Default, PartialEq, Eq)]
pub struct File {
    content: Piece,
    name: Option<String>,
    media_type: Option<String>,
}

impl File {
    /// A file without name and media type.
    #[must_use]
    pub fn new(content: impl Into<Bytes>) -> Self {
        Self {
            content: Piece::Bytes(content.into()),
            name: None,
            media_type: None,
        }
    }

    /// A file on disk, whose name is the one that the server sees. It is opened for each attempt to send
    /// the call, so that a call can be repeated, and read while it is sent: 64 KiB each time, by the
    /// standard library, in the task or thread that sends.
    ///
    /// One that can't be opened, or is no regular file, is [`ErrorKind::Request`](crate::ErrorKind::Request),
    /// before the attempt is sent. One that becomes shorter meanwhile breaks the call; what is added isn't
    /// sent. One that says that it is empty and isn't, as those in `/proc`, is sent to its end, without a length.
    #[must_use]
    pub fn from_path(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        let name = path.file_name().map(|name| name.to_string_lossy());
        Self {
            content: Piece::Path(path.into()),
            name: name.map(std::borrow::Cow::into_owned),
            media_type: None,
        }
    }

    /// A stream, of `length` bytes if that is known; with another number of bytes it breaks the call.
    /// It is read while it is sent, and once only: a call that has one is never repeated, whatever
    /// [`RetryPolicy`](crate::RetryPolicy) says, and of clones of the file, or of a call that has it, the
    /// first that is sent has the stream. For the others that is
    /// [`ErrorKind::Request`](crate::ErrorKind::Request).
    ///
    /// An error of the stream is the [`source`](std::error::Error::source) of the call's, or of one
    /// below it.
    #[must_use]
    pub fn stream<E>(
        stream: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
        length: Option<u64>,
    ) -> Self
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let chunks = Mapped(Box::pin(stream));
        Self {
            content: Piece::Stream(Arc::new(Once {
                chunks: Mutex::new(Some(Box::pin(chunks))),
                length,
            })),
            name: None,
            media_type: None,
        }
    }

    /// Sets the name that the server sees. Default: that of the field.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the media type, such as `image/png`. Default: what the API's document says, else
    /// `application/octet-stream`.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The bytes; nothing where they aren't in memory.
    #[must_use]
    pub fn content(&self) -> Option<&Bytes> {
        match &self.content {
            Piece::Bytes(bytes) => Some(bytes),
            Piece::Path(_) | Piece::Stream(_) => None,
        }
    }

    pub(crate) fn piece(&self) -> &Piece {
        &self.content
    }

    /// The name, if it was set.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The media type, if it was set.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }
}

impl From<Bytes> for File {
    fn from(content: Bytes) -> Self {
        Self::new(content)
    }
}

impl From<Vec<u8>> for File {
    fn from(content: Vec<u8>) -> Self {
        Self::new(content)
    }
}

impl From<String> for File {
    fn from(content: String) -> Self {
        Self::new(content)
    }
}

impl From<&'static [u8]> for File {
    fn from(content: &'static [u8]) -> Self {
        Self::new(content)
    }
}

impl From<&'static str> for File {
    fn from(content: &'static str) -> Self {
        Self::new(content)
    }
}

/// The stream of a caller, with one type of error.
struct Mapped<S>(Pin<Box<S>>);

impl<S, E> Stream for Mapped<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = self.0.as_mut().poll_next(context);
        chunk.map(|chunk| Some(chunk?.map_err(io::Error::other)))
    }
}

impl From<Box<[u8]>> for File {
    fn from(content: Box<[u8]>) -> Self {
        Self::new(content)
    }
}

impl From<BytesMut> for File {
    fn from(content: BytesMut) -> Self {
        Self::new(content)
    }
}

/// Shows the length of the content and nothing of it.
impl fmt::Debug for File {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = match &self.content {
            Piece::Bytes(bytes) => Some(bytes.len()),
            Piece::Path(_) | Piece::Stream(_) => None,
        };
        formatter
            .debug_struct("File")
            .field("bytes", &bytes)
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .finish()
    }
}

/// As text. Bytes that are no UTF-8, and what isn't in memory, can't stand in JSON: they are refused.
impl Serialize for File {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.content().map(|content| std::str::from_utf8(content)) {
            Some(Ok(text)) => serializer.serialize_str(text),
            None => Err(S::Error::custom(
                "a file that isn't in memory can't stand in JSON",
            )),
            Some(Err(_)) => Err(S::Error::custom(
                "a file that is no text can't stand in JSON",
            )),
        }
    }
}

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}
