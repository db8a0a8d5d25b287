//! What `encoding` says of the parts of a multipart body, and of the members of a form (OpenAPI 3.1.1, 4.8.15).
//!
//! Takes a media type of the document and the struct that the body is; gives the media types of parts, makes files of parts
//! that are described by nothing else, and says what is not sent, or not as the document has it.

use std::collections::BTreeSet;

use openapiv3::{Encoding, MediaType};

use super::context::Context;
use super::markdown::code;
use super::media::{Family, is_concrete};
use crate::diagnostics::{Pointer, Rule};
use crate::ir::{Kind, Scalar, Type, TypeId, Types};

/// The media types of the parts that have one.
pub(super) fn types(
    context: &mut Context<'_>,
    id: TypeId,
    media: &MediaType,
) -> Vec<(String, String)> {
    let mut typed = Vec::new();
    for (name, encoding) in &media.encoding {
        let said = said(encoding);
        if said.is_empty() {
            continue;
        }
        let json = |one: &&str| is_json(one);
        if !said.iter().any(json) {
            make_file(context, id, name);
        }
        // A file says what it is. What else has properties is written as JSON.
        let mut concrete = said.iter().copied().filter(|one| is_concrete(one));
        let best = match is_file(context, id, name) {
            true => concrete.next(),
            false => said.iter().copied().find(json).or(concrete.next()),
        };
        typed.extend(best.map(|one| (name.clone(), one.to_owned())));
    }
    typed
}

/// Says of headers of parts that they are not sent. `Content-Type` is said elsewhere.
pub(super) fn without_headers(context: &mut Context<'_>, media: &MediaType, at: &Pointer) {
    for (name, encoding) in &media.encoding {
        let headers = encoding.headers.keys();
        let mut headers = headers.filter(|header| !header.eq_ignore_ascii_case("content-type"));
        let Some(header) = headers.next() else {
            continue;
        };
        let at = at.key("encoding").key(name).key("headers").key(header);
        let message = format!("not sent: the headers of the part `{}`", code(name));
        let hint = "the part is sent without them; if the server needs them, the body must be sent as bytes";
        context.warn(Rule::ParameterLeftOut, message, hint, &at);
    }
}

/// Says of properties that are objects that they are sent as JSON, where the document would have XML or the like. A style comes
/// before a media type.
pub(super) fn unwritten(context: &mut Context<'_>, ty: &Type, media: &MediaType, at: &Pointer) {
    let Type::Named(id) = *context.types.resolve(ty) else {
        return;
    };
    for (name, encoding) in &media.encoding {
        let said = said(encoding);
        let json = |one: &&str| matches!(Family::of(one), Family::Json | Family::Anything);
        let written = encoding.style.is_some() || said.iter().any(json);
        let ty = field(context, id, name);
        let (Some(first), Some(ty), false) = (said.first(), ty, written) else {
            continue;
        };
        if has_members(&context.types, &ty, &mut BTreeSet::new()) {
            let at = at.key("encoding").key(name).key("contentType");
            let message = format!(
                "an object is not written as {}: `{}`",
                code(first),
                code(name)
            );
            let hint = "it is sent as JSON; if the server needs what is said, describe the property as text, which is then yours to write";
            context.warn(Rule::MediaTypeUnwritten, message, hint, &at);
        }
    }
}

/// Whether a value of the type, or an item of one, may be an object.
fn has_members(types: &Types, ty: &Type, seen: &mut BTreeSet<TypeId>) -> bool {
    match types.resolve(ty) {
        Type::Map(_) => true,
        Type::Scalar(_) => false,
        Type::Array(inner) | Type::Nullable(inner) => has_members(types, inner, seen),
        Type::Named(id) => match &types.get(*id).kind {
            Kind::Struct(_) => true,
            kind => {
                let parts = kind.parts();
                seen.insert(*id) && parts.into_iter().any(|part| has_members(types, part, seen))
            }
        },
    }
}

pub(super) fn is_json(media_type: &str) -> bool {
    Family::of(media_type) == Family::Json
}

/// The media types of a part: one, or several with commas between.
pub(super) fn said(encoding: &Encoding) -> Vec<&str> {
    let all = encoding.content_type.as_deref().unwrap_or_default();
    all.split(',')
        .map(str::trim)
        .filter(|one| !one.is_empty())
        .collect()
}

/// A part of which nothing is said but that it is no JSON is a file, and so is each of a list of such.
fn make_file(context: &mut Context<'_>, id: TypeId, name: &str) {
    let Some(ty) = field(context, id, name) else {
        return;
    };
    let free = |ty: &Type| context.types.resolve(ty) == &Type::Scalar(Scalar::Json);
    let file = Type::Scalar(Scalar::Binary);
    let file = match context.types.resolve(&ty) {
        Type::Array(items) if free(items) => Type::Array(Box::new(file)),
        Type::Scalar(Scalar::Json) => file,
        _ => return,
    };
    if let Kind::Struct(object) = &mut context.types.get_mut(id).kind {
        let mut fields = object.fields.iter_mut();
        if let Some(field) = fields.find(|field| field.name.wire == name) {
            field.ty = file;
        }
    }
}

fn is_file(context: &Context<'_>, id: TypeId, name: &str) -> bool {
    let binary = |ty: &Type| context.types.resolve(ty) == &Type::Scalar(Scalar::Binary);
    let ty = field(context, id, name);
    ty.is_some_and(|ty| match context.types.resolve(&ty) {
        Type::Array(items) => binary(items),
        ty => binary(ty),
    })
}

fn field(context: &Context<'_>, id: TypeId, name: &str) -> Option<Type> {
    let Kind::Struct(object) = &context.types.get(id).kind else {
        return None;
    };
    let mut fields = object.fields.iter();
    let field = fields.find(|field| field.name.wire == name)?;
    Some(field.ty.clone())
}
