//! Which answer of an operation is shown to tests: the first success that has a body, else the first.
//!
//! Takes a response of the document and what it is read as; gives the place where its body is described. Makes no body.

use openapiv3::Response as Source;

use super::context::Context;
use super::media::{accepted, by_preference, is_concrete};
use super::stream;
use crate::diagnostics::Pointer;
use crate::ir::{Answered, Example, Form, Items, Reading, Shown, Stream};

/// Keeps the first answer, until there is one with a body.
pub(super) fn keep(best: &mut Option<Example>, status: &str, content: Option<Shown>) {
    let better = match best {
        None => true,
        Some(best) => best.content.is_none() && content.is_some(),
    };
    if better {
        *best = Some(of(status, content));
    }
}

/// An answer; a range and `default` have no status of their own.
pub(super) fn of(status: &str, content: Option<Shown>) -> Example {
    Example {
        status: status.parse().unwrap_or(200),
        content,
        body: String::new(),
        end: String::new(),
    }
}

/// The content of a response that is read as something whole.
pub(super) fn whole(
    context: &Context<'_>,
    source: &Source,
    at: &Pointer,
    reading: &Reading,
) -> Option<Shown> {
    let mut contents = by_preference(&source.content).into_iter();
    let (_, media_type, _) =
        contents.find(|(_, name, media)| stream::of(context, name, media).is_none())?;
    let said = accepted(media_type);
    Some(Shown {
        media_type: match reading {
            _ if is_concrete(said) => said,
            Reading::Json(_) => "application/json",
            Reading::Text => "text/plain",
            Reading::Bytes => "application/octet-stream",
        }
        .to_owned(),
        form: match reading {
            Reading::Json(_) => Form::Json,
            Reading::Text | Reading::Bytes => Form::Plain,
        },
        at: at.key("content").key(media_type),
    })
}

/// The content of a response that comes piece by piece.
pub(super) fn flowing(
    context: &Context<'_>,
    source: &Source,
    at: &Pointer,
    stream: &Stream,
) -> Option<Shown> {
    let mut content = source.content.iter();
    let (media_type, _) =
        content.find(|(name, media)| stream::of(context, name, media).is_some())?;
    Some(Shown {
        media_type: stream.accept.clone(),
        form: match &stream.items {
            Items::Events(_) => Form::Events,
            Items::Texts => Form::Texts,
            Items::WholeEvents(_) => Form::WholeEvents,
            Items::Lines(_) => Form::Lines,
            Items::Records(_) => Form::Records,
        },
        at: at.key("content").key(media_type),
    })
}

/// An answer that is JSON, with the place where it is described.
pub(super) fn answered(
    status: &str,
    reading: Option<&Reading>,
    shown: Option<&Shown>,
) -> Option<Answered> {
    let (Some(Reading::Json(ty)), Some(shown)) = (reading, shown) else {
        return None;
    };
    Some(Answered {
        status: status.to_owned(),
        at: shown.at.clone(),
        ty: ty.clone(),
        examples: Vec::new(),
    })
}
