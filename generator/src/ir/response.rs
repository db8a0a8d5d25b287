//! What comes back from a call: whole or piece by piece, one thing or several, and when it failed.

use super::{Docs, Envelope, Example, Name, Pagination, Type};

/// The answer to a call that succeeded.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) answer: Answer,
    /// What comes instead if it is asked for.
    pub(crate) stream: Option<Stream>,
    /// The media type that is asked for.
    pub(crate) accept: String,
    pub(crate) docs: Docs,
    /// Those of any success.
    pub(crate) headers: Vec<Header>,
    /// What tests are answered.
    pub(crate) example: Example,
    pub(crate) envelope: Option<Envelope>,
    pub(crate) pagination: Option<Pagination>,
}

impl Response {
    /// The JSON that comes back, where it is that and nothing else.
    pub(crate) fn json(&self) -> Option<&Type> {
        match &self.answer {
            Answer::Always(Reading::Json(ty)) => Some(ty),
            _ => None,
        }
    }

    /// The types of all that can come back: JSON, and values of headers.
    pub(crate) fn types(&self) -> impl Iterator<Item = &Type> {
        let several = match &self.answer {
            Answer::OneOf(outcomes) => outcomes.as_slice(),
            _ => &[],
        };
        let several = several.iter().filter_map(|one| one.reading.as_ref());
        let one = match &self.answer {
            Answer::Always(reading) | Answer::Perhaps(reading) => Some(reading),
            _ => None,
        };
        let only = match &self.answer {
            Answer::Stream(stream) => Some(stream),
            _ => None,
        };
        let streams = only.into_iter().chain(&self.stream);
        let items = streams.filter_map(|stream| stream.items.ty());
        let readings = one.into_iter().chain(several);
        let json = readings.filter_map(|reading| match reading {
            Reading::Json(ty) => Some(ty),
            Reading::Text | Reading::Bytes => None,
        });
        let headers = self.headers.iter().map(|header| &header.ty);
        json.chain(items).chain(headers)
    }
}

/// A header of an answer.
#[derive(Debug)]
pub(crate) struct Header {
    /// The method that gives it.
    pub(crate) name: Name,
    pub(crate) docs: Docs,
    pub(crate) deprecated: bool,
    /// A scalar that can be read from text, an open enum of texts, or a list of such.
    pub(crate) ty: Type,
}

/// What comes back.
#[derive(Debug)]
pub(crate) enum Answer {
    Nothing,
    Always(Reading),
    /// A body or none.
    Perhaps(Reading),
    /// By status.
    OneOf(Vec<Outcome>),
    /// Piece by piece.
    Stream(Stream),
}

/// An answer that comes piece by piece.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    pub(crate) items: Items,
    /// The media type that is asked for.
    pub(crate) accept: String,
    pub(crate) docs: Docs,
}

/// What comes piece by piece.
#[derive(Clone, Debug)]
pub(crate) enum Items {
    /// Events whose data is JSON.
    Events(Type),
    /// Events whose data is text.
    Texts,
    /// Events that are each described as a whole, data and all.
    WholeEvents(Type),
    /// JSON in each line.
    Lines(Type),
    /// JSON in each record.
    Records(Type),
}

impl Items {
    /// The JSON of each.
    pub(crate) fn ty(&self) -> Option<&Type> {
        match self {
            Self::Events(ty) | Self::WholeEvents(ty) | Self::Lines(ty) | Self::Records(ty) => {
                Some(ty)
            }
            Self::Texts => None,
        }
    }
}

/// What the body of a response is read as.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reading {
    Json(Type),
    Text,
    Bytes,
}

/// One of several answers to a call that succeeded.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) variant: String,
    /// The status; none for a range or `default`.
    pub(crate) status: Option<u16>,
    pub(crate) docs: Docs,
    pub(crate) reading: Option<Reading>,
}

/// The documented answer to a call that failed.
#[derive(Debug)]
pub(crate) struct Failure {
    /// A status code, a range such as `4XX`, or `default`.
    pub(crate) status: String,
    pub(crate) docs: Docs,
    pub(crate) body: Option<Type>,
}
