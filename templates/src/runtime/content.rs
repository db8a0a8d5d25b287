//! What the body of a call is made of, before it is sent.
//!
//! Takes bytes, paths and streams; opens them for each attempt, and knows whether that can be done
//! again. Reads no more than it takes to know how long a file is.

use std::collections::VecDeque;
use std::fs;
use std::io::{self, ErrorKind as ErrorOfFiles, Read, Seek};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use crate::runtime::request_body::{Chunks, Open, RequestBody};
use crate::runtime::{Error, ErrorKind};

/// A body, whole or in pieces.
#[derive(Clone)]
pub(crate) enum Content {
    Bytes(Bytes),
    /// Some of which aren't in memory.
    Pieces(Arc<[Piece]>),
}

/// A part of a body. Cheap to clone.
#[derive(Clone)]
pub(crate) enum Piece {
    Bytes(Bytes),
    Path(Arc<Path>),
    Stream(Arc<Once>),
}

/// A stream, until it is sent.
pub(crate) struct Once {
    pub(crate) chunks: Mutex<Option<Chunks>>,
    pub(crate) length: Option<u64>,
}

impl Content {
    /// What is in memory as a whole.
    pub(crate) fn bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Pieces(_) => None,
        }
    }

    /// Whether it can be sent once only.
    pub(crate) fn is_one_shot(&self) -> bool {
        match self {
            Self::Bytes(_) => false,
            Self::Pieces(pieces) => pieces.iter().any(|piece| matches!(piece, Piece::Stream(_))),
        }
    }

    /// Opens what isn't in memory; nothing where all is. Files come first, so that no stream is used up
    /// where one of them is gone.
    pub(crate) fn open(&self) -> Result<Option<RequestBody>, Error> {
        let Self::Pieces(pieces) = self else {
            return Ok(None);
        };
        let files: Result<Vec<_>, Error> = pieces.iter().map(Piece::file).collect();
        let opened: Result<VecDeque<Open>, Error> = pieces
            .iter()
            .zip(files?)
            .map(|(piece, file)| match (piece, file) {
                (_, Some(file)) => Ok(file),
                (piece, None) => piece.rest(),
            })
            .collect();
        opened.map(|opened| Some(RequestBody::new(opened)))
    }
}

impl From<Piece> for Content {
    fn from(piece: Piece) -> Self {
        match piece {
            Piece::Bytes(bytes) => Self::Bytes(bytes),
            other => Self::Pieces([other].into()),
        }
    }
}

impl Piece {
    /// A file, opened.
    fn file(&self) -> Result<Option<Open>, Error> {
        let Self::Path(path) = self else {
            return Ok(None);
        };
        let opened = fs::metadata(path).and_then(|about| {
            // Before it is opened: to open a pipe waits for who writes to it.
            if about.is_dir() {
                return Err(ErrorOfFiles::IsADirectory.into());
            }
            if !about.is_file() {
                return Err(io::Error::new(ErrorOfFiles::InvalidInput, NO_FILE));
            }
            let mut file = fs::File::open(path)?;
            let length = match file.metadata()?.len() {
                0 if !is_empty(&mut file)? => None,
                length => Some(length),
            };
            Ok(Open::File(file, length))
        });
        opened.map(Some).map_err(|error| {
            Error::new(ErrorKind::Request, "a file of the body can't be opened").caused_by(error)
        })
    }

    /// What is no file, ready to be sent.
    fn rest(&self) -> Result<Open, Error> {
        match self {
            Self::Stream(once) => {
                let mut chunks = once.chunks.lock().unwrap_or_else(PoisonError::into_inner);
                let chunks = chunks.take().ok_or_else(|| {
                    Error::new(
                        ErrorKind::Request,
                        "the stream of the body was sent before, and can't be sent again",
                    )
                })?;
                Ok(Open::Stream(Mutex::new(chunks), once.length))
            }
            Self::Bytes(bytes) => Ok(Open::Bytes(bytes.clone())),
            Self::Path(_) => Ok(Open::Bytes(Bytes::new())),
        }
    }
}

/// Whether a file that has no length has nothing in it: some are written only while they are read, as those in `/proc`.
fn is_empty(file: &mut fs::File) -> io::Result<bool> {
    let read = Read::take(&mut *file, 1).read_to_end(&mut Vec::new())?;
    file.rewind()?;
    Ok(read == 0)
}

/// Of a pipe or a device nobody knows how long it is.
const NO_FILE: &str = "it is no regular file; give it as `File::stream`";

impl Default for Piece {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

/// Streams are equal where they are the same one, files where their paths are.
impl PartialEq for Piece {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bytes(left), Self::Bytes(right)) => left == right,
            (Self::Path(left), Self::Path(right)) => left == right,
            (Self::Stream(left), Self::Stream(right)) => Arc::ptr_eq(left, right),
            _ => false,
        }
    }
}

impl Eq for Piece {}
