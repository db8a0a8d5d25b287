//! Request bodies: every kind of content that a body may be.
//!
//! Takes a request body of the document, gives what the caller can send. Which properties of a multipart body are files is
//! decided in `parts`, once all types are known.

use std::collections::BTreeSet;

use openapiv3::{Encoding, MediaType, QueryStyle, RequestBody};

use super::context::{Context, Lowered};
use super::docs::Paragraphs;
use super::encoding;
use super::media::{Family, by_family, essence, is_concrete, is_range};
use super::operation::{Named, Skip};
use super::place::Place;
use super::style;
use super::view::{Base, SchemaRef};
use crate::diagnostics::{Pointer, Rule};
use crate::ir::{Body, Content, Given, ParameterStyle, Payload, Scalar, Type};
use crate::names::{Reserved, Style, Wish, candidates, settle};

/// The body of an operation, if it has one.
pub(super) fn body<'a>(context: &mut Context<'a>, named: &Named<'a>) -> Result<Option<Body>, Skip> {
    let Some(entry) = &named.source.request_body else {
        return Ok(None);
    };
    let at = named.pointer.key("requestBody");
    let Some((body, at)) = context.component_of(
        entry,
        "requestBodies",
        |all, name| all.request_bodies.get(name),
        &at,
    ) else {
        return Err(Skip::new(
            Rule::SkippedUnreadable,
            "its request body could not be read",
            at,
        ));
    };
    let contents = contents(context, named, body, &at.key("content"));
    let mut docs = Paragraphs::default().prose(body.description.as_deref());
    for (content, (_, _, media)) in contents.iter().zip(chosen(body)) {
        let ty = match &content.payload {
            Payload::Json(ty) | Payload::Form(ty, _) => Some(ty.clone()),
            Payload::Parts(id, _) => Some(Type::Named(*id)),
            _ => None,
        };
        let schema = media.schema.as_ref().map(SchemaRef::from);
        docs = context.content_texts(docs, schema, ty.as_ref(), &content.given.schema);
    }
    // Without content there is nothing to send.
    Ok((!contents.is_empty()).then(|| Body {
        required: body.required,
        docs: docs.finish(),
        contents,
    }))
}

fn contents<'a>(
    context: &mut Context<'a>,
    named: &Named<'a>,
    body: &'a RequestBody,
    at: &Pointer,
) -> Vec<Content> {
    let mut contents: Vec<Content> = Vec::new();
    for (family, media_type, media) in chosen(body) {
        let at = at.key(media_type);
        // A range that JSON is in means that, unless bytes are what is described.
        let schema = media.schema.as_ref().map(SchemaRef::from);
        let family = match family {
            Family::Anything if context.is_bytes(schema) => Family::Range,
            Family::Anything => Family::Json,
            other => other,
        };
        let word = match contents.as_slice() {
            [] => "Request".to_owned(),
            _ => format!("Request {}", variant(family, media_type)),
        };
        let place = Place::part(&named.stem, &word, at.key("schema"))
            .described(body.description.as_deref());
        let payload = payload(context, family, media, &place, &at);
        contents.push(Content {
            variant: variant(family, media_type),
            media_type: sent_as(family, &payload, media_type),
            range: (family == Family::Range && is_range(media_type))
                .then(|| media_type.trim().to_owned()),
            payload,
            given: Given {
                schema: at.key("schema"),
                at,
                value: None,
            },
        });
    }
    let wishes: Vec<Wish> = (contents.iter())
        .map(|content| {
            let names = candidates(&content.variant, Style::Upper, Reserved::VARIANT);
            Wish::new(1, &*content.media_type, names)
        })
        .collect();
    for (content, name) in contents.iter_mut().zip(settle(&wishes, &BTreeSet::new())) {
        content.variant = name;
    }
    contents
}

/// The kinds of content that differ in more than the spelling of their media type.
fn chosen(body: &RequestBody) -> Vec<(Family, &String, &MediaType)> {
    let all = by_family(&body.content);
    let json = all.iter().any(|(family, ..)| *family == Family::Json);
    let mut seen = BTreeSet::new();
    let other = |(family, name, media): &(Family, &String, &MediaType)| match family {
        // What JSON is called beside its own name, and the ranges that it is in.
        Family::Anything => !json,
        Family::Json if seen.is_empty() => seen.insert(name.to_ascii_lowercase()),
        Family::Json if !is_concrete(name) || is_alias(name) => false,
        _ => {
            let text = media.schema.is_none() || *family == Family::Text;
            let key = if text && !is_concrete(name) {
                "text"
            } else {
                name
            };
            seen.insert(key.to_ascii_lowercase())
        }
    };
    let mut kept: Vec<_> = all.into_iter().collect();
    kept.retain(other);
    kept
}

/// Another name of `application/json`, with parameters or without.
fn is_alias(media_type: &str) -> bool {
    let names = ["application/json", "text/json", "application/x-json"];
    names.contains(&essence(media_type).as_str())
}

/// What a variant is called after.
fn variant(family: Family, media_type: &str) -> String {
    let subtype = media_type.split(';').next().unwrap_or_default();
    let subtype = subtype.rsplit('/').next().unwrap_or_default().trim();
    let name = match (family, subtype) {
        (Family::Form, _) => "urlencoded",
        (Family::FormData, _) => "multipart",
        (Family::Range, _) => "file",
        (Family::Json, "*") => "json",
        (_, "plain" | "*") => "text",
        (_, "octet-stream") => "bytes",
        (_, subtype) => subtype.trim_start_matches("x-"),
    };
    name.to_owned()
}

fn sent_as(family: Family, payload: &Payload, media_type: &str) -> String {
    let usual = match payload {
        Payload::Json(_) => "application/json",
        Payload::Form(..) => "application/x-www-form-urlencoded",
        Payload::Parts(..) | Payload::AnyParts => "multipart/form-data",
        Payload::Text => "text/plain",
        Payload::Bytes | Payload::File => "application/octet-stream",
    };
    // The boundary between parts is the runtime's to choose.
    let named = is_concrete(media_type) && family != Family::FormData;
    if named { media_type.trim() } else { usual }.to_owned()
}

fn payload<'a>(
    context: &mut Context<'a>,
    family: Family,
    media: &'a MediaType,
    place: &Place,
    at: &Pointer,
) -> Payload {
    let schema = media.schema.as_ref().map(SchemaRef::from);
    match family {
        Family::Json | Family::Anything => Payload::Json(context.content(schema, place)),
        Family::Form => {
            let ty = context.content(schema, place);
            encoding::unwritten(context, &ty, media, at);
            Payload::Form(ty, styles(context, media, at))
        }
        Family::FormData | Family::Multipart => {
            let ty = context.content(schema, place);
            parts(context, &ty, media, at)
        }
        Family::Text => Payload::Text,
        Family::Range => Payload::File,
        Family::Bytes => Payload::Bytes,
    }
}

/// How properties are written that have their own encoding: by a style where one is said, else by a media type.
fn styles(context: &Context<'_>, media: &MediaType, at: &Pointer) -> Vec<(String, ParameterStyle)> {
    let style = |(name, encoding): (&String, &Encoding)| {
        // `openapiv3` takes an `explode` that is not said for one that is false.
        let said = at.key("encoding").key(name).key("explode");
        let said = context.document.value.pointer(said.as_str());
        let explode = said.and_then(serde_json::Value::as_bool);
        let json = encoding::said(encoding).into_iter().any(encoding::is_json);
        let style = match &encoding.style {
            Some(written) => style::in_query(written, explode, encoding.allow_reserved),
            None if explode.is_some() || encoding.allow_reserved => {
                style::in_query(&QueryStyle::Form, explode, encoding.allow_reserved)
            }
            None if json => style::JSON,
            None => return None,
        };
        Some((name.clone(), style))
    };
    media.encoding.iter().filter_map(style).collect()
}

/// The parts of a multipart body where they are the properties of a struct.
fn parts(context: &mut Context<'_>, ty: &Type, media: &MediaType, at: &Pointer) -> Payload {
    encoding::without_headers(context, media, at);
    let id = match context.types.resolve(ty) {
        Type::Named(id) => *id,
        _ => return Payload::AnyParts,
    };
    match context.types.as_struct(ty) {
        Some(_) => {
            let types = encoding::types(context, id, media);
            encoding::unwritten(context, ty, media, at);
            Payload::Parts(id, types)
        }
        None => Payload::AnyParts,
    }
}

impl<'a> Context<'a> {
    /// The type of content; free JSON where nothing is said of it.
    pub(super) fn content(&mut self, schema: Option<SchemaRef<'a>>, place: &Place) -> Type {
        let Some(schema) = schema else {
            return Lowered::JSON.ty;
        };
        let mut ty = self.schema(schema, place).element();
        ty.replace(Scalar::Binary, Scalar::String);
        ty
    }

    /// Whether content without a media type to tell is bytes: a string of format `binary`, or nothing that is said.
    pub(super) fn is_bytes(&self, schema: Option<SchemaRef<'a>>) -> bool {
        let Some((view, _)) = schema.and_then(|schema| self.view(schema)) else {
            return schema.is_none();
        };
        view.base == Some(Base::String) && view.format.as_deref() == Some("binary")
    }
}
