//! Responses: the one that a successful call decodes, and the documented failures.

use std::collections::BTreeSet;

use openapiv3::{ReferenceOr, Response as Source, StatusCode};

use super::context::Context;
use super::docs::Paragraphs;
use super::example;
use super::headers;
use super::media::{Family, accepted, by_preference, is_range};
use super::operation::{Named, Skip};
use super::place::Place;
use super::stream::{self, stream};
use super::view::SchemaRef;
use crate::diagnostics::{Pointer, Rule};
use crate::ir::{
    Answer, Answered, Docs, Example, Failure, Header, Method, Outcome, Reading, Response, Stream,
};

/// A response and what it answers to.
struct Entry<'a> {
    status: String,
    success: bool,
    entry: &'a ReferenceOr<Source>,
    pointer: Pointer,
}

impl Entry<'_> {
    /// A `default` that stands alone describes success as well.
    fn is_success(&self, alone: bool) -> bool {
        self.success || (alone && self.status == "default")
    }
}

/// What a successful call answers, by status where that is several things.
pub(super) fn success<'a>(
    context: &mut Context<'a>,
    named: &Named<'a>,
    answered: &mut Vec<Answered>,
) -> Result<Response, Skip> {
    let entries = entries(named);
    let alone = entries.len() == 1;
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut accept: Vec<String> = Vec::new();
    let mut flowing: Option<Stream> = None;
    let mut headers: Vec<Header> = Vec::new();
    let mut shown = None;
    for entry in entries.iter().filter(|entry| entry.is_success(alone)) {
        let Some((source, at)) = resolve(context, entry) else {
            return Err(Skip::new(
                Rule::SkippedUnreadable,
                format!("its response `{}` could not be read", entry.status),
                entry.pointer.clone(),
            ));
        };
        let word = if outcomes.iter().any(|one| one.reading.is_some()) {
            format!("Response {}", entry.status)
        } else {
            "Response".to_owned()
        };
        let found = body(context, named, source, &at, &word);
        // No body comes back, whatever is described (RFC 9110, section 9.3.2).
        let found = found.filter(|_| named.method != Method::Head);
        headers::add(context, named, source, &at, &mut headers);
        if flowing.is_none() && named.method != Method::Head {
            flowing = stream(context, named, source, &at);
        }
        let content = match (&found, &flowing) {
            (Some((reading, _)), _) => example::whole(context, source, &at, reading),
            (None, Some(stream)) => example::flowing(context, source, &at, stream),
            (None, None) => None,
        };
        let reading = found.as_ref().map(|(reading, _)| reading);
        answered.extend(example::answered(&entry.status, reading, content.as_ref()));
        example::keep(&mut shown, &entry.status, content);
        accept.extend(found.iter().map(|(_, media_type)| media_type.clone()));
        outcomes.push(Outcome {
            variant: status_word(&entry.status),
            status: entry.status.parse().ok(),
            docs: docs(context, source, &at, reading),
            reading: found.map(|(reading, _)| reading),
        });
    }
    let docs = outcomes.iter().find(|one| one.reading.is_some());
    let docs = docs.or(outcomes.first()).map(|one| one.docs.clone());
    let answer = answer(outcomes);
    headers::name(&mut headers);
    let example = shown.unwrap_or_else(|| example::of("default", None));
    if let (Answer::Nothing, Some(stream)) = (&answer, &flowing) {
        return Ok(streamed(stream.clone(), headers, example));
    }
    Ok(Response {
        docs: docs.unwrap_or_default(),
        answer,
        stream: flowing,
        headers,
        accept: asked_for(accept),
        example,
        envelope: None,
        pagination: None,
    })
}

/// What is asked for, each once and JSON first. Where nothing comes back, an error may still have a body.
fn asked_for(mut accept: Vec<String>) -> String {
    let mut seen = BTreeSet::new();
    accept.retain(|media_type| seen.insert(media_type.clone()));
    accept.sort_by_key(|media_type| media_type != "application/json");
    match accept.as_slice() {
        [] => "application/json".to_owned(),
        several => several.join(", "),
    }
}

/// Nothing else comes back.
fn streamed(stream: Stream, headers: Vec<Header>, example: Example) -> Response {
    Response {
        docs: stream.docs.clone(),
        accept: stream.accept.clone(),
        answer: Answer::Stream(stream),
        stream: None,
        headers,
        example,
        envelope: None,
        pagination: None,
    }
}

/// One reading where the outcomes agree; an enum where they do not.
fn answer(outcomes: Vec<Outcome>) -> Answer {
    let mut readings = outcomes.iter().filter_map(|one| one.reading.as_ref());
    let Some(first) = readings.next().cloned() else {
        return Answer::Nothing;
    };
    let same = readings.all(|other| *other == first);
    let empty = outcomes.iter().any(|one| one.reading.is_none());
    match (same, empty) {
        (true, false) => Answer::Always(first),
        (true, true) => Answer::Perhaps(first),
        (false, _) => Answer::OneOf(outcomes),
    }
}

/// The reason phrase of a status, as the name of a variant (RFC 9110, section 15.3).
fn status_word(status: &str) -> String {
    let word = match status {
        "200" => "Ok",
        "201" => "Created",
        "202" => "Accepted",
        "203" => "NonAuthoritativeInformation",
        "204" => "NoContent",
        "205" => "ResetContent",
        "206" => "PartialContent",
        "207" => "MultiStatus",
        "default" | "2XX" => "Other",
        code => return format!("Status{code}"),
    };
    word.to_owned()
}

/// What the document says of calls that fail. A body that is no JSON stays raw.
pub(super) fn failures<'a>(
    context: &mut Context<'a>,
    named: &Named<'a>,
    answered: &mut Vec<Answered>,
) -> Vec<Failure> {
    let entries = entries(named);
    let only = entries.len() == 1;
    let mut failures = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.success) {
        let Some((source, at)) = resolve(context, entry) else {
            continue;
        };
        let word = format!("Failure {}", entry.status);
        let reading = body(context, named, source, &at, &word).map(|(reading, _)| reading);
        // A `default` that stands alone is what a success answers, and a failure, too: as that it has something to read,
        // or nothing to say.
        let twice = entry.is_success(only);
        if twice && !matches!(reading, Some(Reading::Json(_))) {
            continue;
        }
        if !twice {
            let shown = (reading.as_ref()).and_then(|it| example::whole(context, source, &at, it));
            let all = example::answered(&entry.status, reading.as_ref(), shown.as_ref());
            answered.extend(all);
        }
        let docs = docs(context, source, &at, reading.as_ref());
        let body = match reading {
            Some(Reading::Json(ty)) => Some(ty),
            _ => None,
        };
        failures.push(Failure {
            status: entry.status.clone(),
            docs,
            body,
        });
    }
    failures
}

/// What is said of a response, and of its content where that has no type to say it at.
fn docs<'a>(
    context: &Context<'a>,
    source: &'a Source,
    at: &Pointer,
    reading: Option<&Reading>,
) -> Docs {
    let ty = match reading {
        Some(Reading::Json(ty)) => Some(ty),
        _ => None,
    };
    let mut docs = Paragraphs::default().prose(Some(&source.description));
    for (_, media_type, media) in by_preference(&source.content) {
        if stream::of(context, media_type, media).is_none() {
            let schema = media.schema.as_ref().map(SchemaRef::from);
            let at = at.key("content").key(media_type).key("schema");
            docs = context.content_texts(docs, schema, ty, &at);
        }
    }
    docs.finish()
}

/// All responses, `default` last.
fn entries<'a>(named: &Named<'a>) -> Vec<Entry<'a>> {
    let responses = &named.source.responses;
    let at = named.pointer.key("responses");
    let mut coded: Vec<(&StatusCode, &ReferenceOr<Source>)> = responses.responses.iter().collect();
    coded.sort_by_key(|(status, _)| (matches!(status, StatusCode::Range(_)), (*status).clone()));
    let coded = coded.into_iter().map(|(status, entry)| Entry {
        status: status.to_string(),
        success: matches!(status, StatusCode::Code(200..=299) | StatusCode::Range(2)),
        pointer: at.key(&status.to_string()),
        entry,
    });
    let default = responses.default.iter().map(|entry| Entry {
        status: "default".to_owned(),
        success: false,
        pointer: at.key("default"),
        entry,
    });
    coded.chain(default).collect()
}

fn resolve<'a>(context: &mut Context<'a>, entry: &Entry<'a>) -> Option<(&'a Source, Pointer)> {
    context.component_of(
        entry.entry,
        "responses",
        |all, name| all.responses.get(name),
        &entry.pointer,
    )
}

/// What the best content of a response is read as, and the media type to ask for; nothing where there is no content, or
/// where it is a stream.
fn body<'a>(
    context: &mut Context<'a>,
    named: &Named<'a>,
    source: &'a Source,
    at: &Pointer,
    word: &str,
) -> Option<(Reading, String)> {
    let mut contents = by_preference(&source.content).into_iter();
    let (family, media_type, media) =
        contents.find(|(_, name, media)| stream::of(context, name, media).is_none())?;
    let at = at.key("content").key(media_type).key("schema");
    let place = Place::part(&named.stem, word, at).described(Some(&source.description));
    let schema = media.schema.as_ref().map(SchemaRef::from);
    let bytes = context.is_bytes(schema) && schema.is_some();
    let (reading, usual) = match family {
        Family::Json => (
            Reading::Json(context.content(schema, &place)),
            "application/json",
        ),
        Family::Anything if bytes => (Reading::Bytes, "*/*"),
        Family::Anything => (
            Reading::Json(context.content(schema, &place)),
            "application/json",
        ),
        Family::Text if !bytes => (Reading::Text, "text/*"),
        Family::Form => (Reading::Text, "*/*"),
        _ => (Reading::Bytes, "*/*"),
    };
    let said = accepted(media_type);
    let named = is_range(said) && family != Family::Anything;
    Some((reading, if named { said } else { usual }.to_owned()))
}
