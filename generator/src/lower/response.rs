//! Responses: the one that a successful call decodes, and the documented failures.

use openapiv3::{ReferenceOr, Response as Source, StatusCode};

use super::context::{Context, Lowered};
use super::docs::Paragraphs;
use super::markdown::code;
use super::operation::{Named, Skip};
use super::place::Place;
use crate::diagnostics::{Pointer, Rule};
use crate::ir::{Docs, Failure, Method, Response, Type};

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

/// The body of a successful call. Of several, the first with a body counts.
pub(super) fn success<'a>(context: &mut Context<'a>, named: &Named<'a>) -> Result<Response, Skip> {
    let entries = entries(named);
    let alone = entries.len() == 1;
    let mut chosen: Option<(&Entry<'a>, Response)> = None;
    for entry in entries.iter().filter(|entry| entry.is_success(alone)) {
        let Some((source, at)) = resolve(context, entry) else {
            return Err(Skip::new(
                Rule::SkippedUnreadable,
                format!("its response `{}` could not be read", entry.status),
                entry.pointer.clone(),
            ));
        };
        let body = body(context, named, source, &at, "Response").map_err(|types| {
            Skip::new(
                Rule::SkippedResponse,
                format!("a response of {types} is not supported yet"),
                at.clone(),
            )
        })?;
        let docs = Paragraphs::default()
            .prose(Some(&source.description))
            .finish();
        let found = Response {
            body,
            docs,
            envelope: None,
            pagination: None,
        };
        match &chosen {
            Some((_, first)) if first.body.is_some() || found.body.is_none() => {
                if first.body != found.body {
                    let message = format!(
                        "{} {}: the response `{}` is not typed, because another success response is",
                        named.method.as_str(),
                        named.path,
                        entry.status,
                    );
                    context.warn(
                        Rule::ResponseLeftOut,
                        message,
                        "several success responses of one operation are not supported yet",
                        &entry.pointer,
                    );
                }
            }
            _ => chosen = Some((entry, found)),
        }
    }
    if let (Method::Head, Some((_, response))) = (named.method, &mut chosen) {
        // No body comes back, whatever is described (RFC 9110, section 9.3.2).
        response.body = None;
    }
    let empty = Response {
        body: None,
        docs: Docs::default(),
        envelope: None,
        pagination: None,
    };
    Ok(chosen.map_or(empty, |(_, response)| response))
}

/// What the document says of calls that fail. A body that is no JSON stays raw.
pub(super) fn failures<'a>(context: &mut Context<'a>, named: &Named<'a>) -> Vec<Failure> {
    let entries = entries(named);
    let only = entries.len() == 1;
    let mut failures = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.is_success(only)) {
        let Some((source, at)) = resolve(context, entry) else {
            continue;
        };
        let body = body(
            context,
            named,
            source,
            &at,
            &format!("Failure {}", entry.status),
        )
        .unwrap_or(None);
        let docs = Paragraphs::default()
            .prose(Some(&source.description))
            .finish();
        failures.push(Failure {
            status: entry.status.clone(),
            docs,
            body,
        });
    }
    failures
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

/// The type of a JSON body; nothing where there is no content; the media types where none is JSON.
fn body<'a>(
    context: &mut Context<'a>,
    named: &Named<'a>,
    source: &'a Source,
    at: &Pointer,
    word: &str,
) -> Result<Option<Type>, String> {
    if source.content.is_empty() {
        return Ok(None);
    }
    let Some((media_type, media)) = source.content.iter().find(|(name, _)| is_json(name)) else {
        let known: Vec<String> = source
            .content
            .keys()
            .map(|name| format!("`{}`", code(name)))
            .collect();
        return Err(known.join(", "));
    };
    let at = at.key("content").key(media_type).key("schema");
    let place = Place::part(&named.builder, word, at).described(Some(&source.description));
    Ok(Some(match &media.schema {
        Some(schema) => context.schema(schema.into(), &place).element(),
        None => Lowered::JSON.ty,
    }))
}

/// `application/json`, any `+json` (RFC 6839, section 3.1), or a wildcard.
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json"
        || essence.ends_with("+json")
        || essence == "*/*"
        || essence == "application/*"
}
