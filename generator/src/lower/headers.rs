//! Headers of an answer: what the document describes of successes, each once, with the type of its value.
//!
//! Takes the responses of an operation one by one; gives the headers with their names settled.

use std::collections::BTreeSet;

use openapiv3::{Header as Source, ParameterSchemaOrContent, Response};

use super::argument;
use super::context::Context;
use super::docs::{Paragraphs, facts};
use super::markdown::code;
use super::operation::Named;
use super::place::Place;
use super::scheme::is_token;
use super::view::{Base, SchemaRef, View};
use crate::diagnostics::{Pointer, Rule};
use crate::ir::{Format, Header, Integer, Kind, Name, ParameterItem, ParameterType, Scalar, Type};
use crate::names::{Reserved, Style, Wish, candidates, settle};

const TEXT: Type = Type::Scalar(Scalar::String);

/// What other parts of a response describe (OpenAPI 3.0.4, 4.7.17).
const IGNORED: [&str; 3] = ["accept", "content-type", "authorization"];

/// Adds those of a response. Of one that several responses describe otherwise, the text is given.
pub(super) fn add<'a>(
    context: &mut Context<'a>,
    named: &Named<'a>,
    response: &'a Response,
    at: &Pointer,
    found: &mut Vec<Header>,
) {
    for (name, entry) in &response.headers {
        if IGNORED.contains(&name.to_ascii_lowercase().as_str()) {
            continue;
        }
        let at = at.key("headers").key(name);
        if !is_token(name) {
            let message = format!("left out: no header can be called `{}`", code(name));
            let hint = "the answer is read without it";
            context.warn(Rule::ParameterLeftOut, message, hint, &at);
            continue;
        }
        let source = context.component_of(entry, "headers", |all, name| all.headers.get(name), &at);
        let Some((source, at)) = source else {
            continue;
        };
        let header = header(context, named, name, source, &at);
        let mut known = found.iter_mut();
        match known.find(|known| known.name.wire.eq_ignore_ascii_case(name)) {
            Some(known) if known.ty != header.ty => known.ty = TEXT,
            Some(_) => {}
            None => found.push(header),
        }
    }
}

/// Names the methods that give them.
pub(super) fn name(headers: &mut [Header]) {
    let wishes: Vec<Wish> = (headers.iter())
        .map(|one| {
            let names = candidates(&one.name.wire, Style::Snake, Reserved::HEADER);
            Wish::new(1, &*one.name.wire, names)
        })
        .collect();
    for (one, name) in headers.iter_mut().zip(settle(&wishes, &BTreeSet::new())) {
        one.name.rust = name;
    }
}

fn header<'a>(
    context: &mut Context<'a>,
    named: &Named<'a>,
    name: &str,
    source: &'a Source,
    at: &Pointer,
) -> Header {
    let schema = match &source.format {
        ParameterSchemaOrContent::Schema(schema) => Some(SchemaRef::from(schema)),
        ParameterSchemaOrContent::Content(_) => None,
    };
    let seen = schema.and_then(|schema| Some((schema, context.view(schema)?.0)));
    let place = Place::part(&named.stem, name, at.key("schema"));
    let ty = match &seen {
        Some((schema, view)) if is_plain(context, *schema, view) => {
            let lowered = context.schema(*schema, &place).ty;
            held(&argument::styled(context, &lowered), context)
        }
        _ => TEXT,
    };
    let said = seen
        .iter()
        .flat_map(|(_, view)| facts(view, context.formats().says(view)));
    let said: Vec<String> = said.collect();
    let docs = Paragraphs::default()
        .prose(source.description.as_deref())
        .or(|| format!("The header `{}`.", code(name)))
        .paragraph(said.join(" "));
    Header {
        name: Name {
            rust: String::new(),
            wire: name.to_owned(),
        },
        docs: docs.finish(),
        deprecated: source.deprecated.unwrap_or_default(),
        ty,
    }
}

/// Whether its type is no new one: a single value, a list of such, or constants that are a component.
fn is_plain<'a>(context: &Context<'a>, schema: SchemaRef<'a>, view: &View<'a>) -> bool {
    let constants = !view.values.is_empty() && matches!(schema, SchemaRef::Inline(_));
    match view.base {
        None | Some(Base::Null | Base::Object) => false,
        _ if constants => false,
        Some(Base::Array) => view.items.is_some_and(|items| {
            let found = context.view(items);
            found.is_some_and(|(view, _)| {
                view.base != Some(Base::Array) && is_plain(context, items, &view)
            })
        }),
        Some(_) => true,
    }
}

/// The type of the value: what text can be read as, else text.
fn held(ty: &ParameterType, context: &Context<'_>) -> Type {
    match ty {
        ParameterType::One(item) => one(*item, context),
        ParameterType::Many(item) => Type::Array(Box::new(one(*item, context))),
        ParameterType::Value(_) => TEXT,
    }
}

fn one(item: ParameterItem, context: &Context<'_>) -> Type {
    match item {
        ParameterItem::Enum(id) => match context.types.get(id).kind {
            Kind::StringEnum(_) => Type::Named(id),
            _ => Type::Scalar(Scalar::Integer(Integer::I64)),
        },
        ParameterItem::Scalar(
            scalar @ (Scalar::Boolean
            | Scalar::Integer(_)
            | Scalar::Number
            | Scalar::Format(
                Format::Timestamp
                | Format::Date
                | Format::Ipv4
                | Format::Ipv6
                | Format::Uuid
                | Format::Url,
            )),
        ) => Type::Scalar(scalar),
        ParameterItem::Scalar(_) => TEXT,
    }
}
