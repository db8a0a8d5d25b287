//! Answers that come piece by piece: events, lines and records, and what one of them is.
//!
//! Takes a response of the document; gives its stream, if it has one.

use openapiv3::{MediaType, Response as Source};

use super::context::{Context, Lowered};
use super::docs::Paragraphs;
use super::media::{Flow, accepted, flow};
use super::operation::Named;
use super::place::Place;
use super::view::{Base, SchemaRef, View};
use crate::diagnostics::Pointer;
use crate::ir::{Items, Stream};

/// The fields of an event (WHATWG HTML, 9.2.6).
const FIELDS: [&str; 4] = ["event", "data", "id", "retry"];

/// Alternatives inside of alternatives are looked into this deep.
const DEEPEST: usize = 4;

/// The first stream among the content of a response.
pub(super) fn stream<'a>(
    context: &mut Context<'a>,
    named: &Named<'a>,
    source: &'a Source,
    at: &Pointer,
) -> Option<Stream> {
    let mut content = source.content.iter();
    let (flow, media_type, media) =
        content.find_map(|(name, media)| Some((of(context, name, media)?, name, media)))?;
    let at = at.key("content").key(media_type).key("schema");
    let word = match flow {
        Flow::Events => "Event",
        Flow::Lines | Flow::Records => "Line",
    };
    let about = Some(source.description.as_str());
    let place = Place::part(&named.stem, word, at).described(about);
    let schema = media.schema.as_ref().map(SchemaRef::from);
    let items = match flow {
        Flow::Events => events(context, schema, place),
        Flow::Lines => Items::Lines(context.line(schema, place)),
        Flow::Records => Items::Records(context.line(schema, place)),
    };
    Some(Stream {
        items,
        accept: accepted(media_type).to_owned(),
        docs: Paragraphs::default().prose(about).finish(),
    })
}

/// What flows, if anything does: lines that are described as bytes are a file.
pub(super) fn of(context: &Context<'_>, name: &str, media: &MediaType) -> Option<Flow> {
    let schema = media.schema.as_ref().map(SchemaRef::from);
    let is_file = schema.is_some() && context.is_bytes(schema);
    flow(name).filter(|flow| *flow == Flow::Events || !is_file)
}

/// What an event is: the schema describes its data, or all of it.
fn events<'a>(context: &mut Context<'a>, schema: Option<SchemaRef<'a>>, place: Place) -> Items {
    let Some(mut schema) = schema else {
        return Items::Texts;
    };
    let mut place = place;
    if let Some(items) = context.items(schema, &mut place) {
        schema = items;
    }
    if let Some((view, elsewhere)) = context.behind(schema)
        && let Some(data) = data(&view)
    {
        place = elsewhere.unwrap_or(place).property("data");
        schema = data;
    }
    match context.behind(schema) {
        Some((view, _)) if view.base == Some(Base::String) || view.is_free() => Items::Texts,
        Some((view, _)) if are_events(context, &view, DEEPEST) => {
            Items::WholeEvents(context.content(Some(schema), &place))
        }
        _ => Items::Events(context.content(Some(schema), &place)),
    }
}

/// The data in the description of an event: an object with that and nothing but fields of an event beside it.
fn data<'a>(view: &View<'a>) -> Option<SchemaRef<'a>> {
    let mut properties = view.properties.iter();
    let only = properties.all(|(name, _)| FIELDS.contains(name));
    let mut properties = view.properties.iter().filter(|_| only);
    properties.find_map(|(name, schema)| (*name == "data").then_some(*schema))
}

/// Whether all alternatives describe events.
fn are_events(context: &Context<'_>, view: &View<'_>, depth: usize) -> bool {
    let mut alternatives = view.one_of.iter().chain(view.any_of).peekable();
    depth > 0
        && alternatives.peek().is_some()
        && alternatives.all(|schema| {
            let found = context.behind(schema.into());
            found.is_some_and(|(view, _)| {
                data(&view).is_some() || are_events(context, &view, depth - 1)
            })
        })
}

impl<'a> Context<'a> {
    /// What a line is: any JSON where the document says nothing of it, or only that all of them are a text.
    fn line(&mut self, schema: Option<SchemaRef<'a>>, place: Place) -> crate::ir::Type {
        let Some(mut schema) = schema else {
            return Lowered::JSON.ty;
        };
        let mut place = place;
        if let Some(items) = self.items(schema, &mut place) {
            schema = items;
        }
        match self.behind(schema) {
            Some((view, _)) if view.base == Some(Base::String) => Lowered::JSON.ty,
            _ => self.content(Some(schema), &place),
        }
    }

    /// What a list holds: where a stream is described as one, that is what comes.
    fn items(&self, schema: SchemaRef<'a>, place: &mut Place) -> Option<SchemaRef<'a>> {
        let (view, elsewhere) = self.behind(schema)?;
        let items = view.items.filter(|_| view.base == Some(Base::Array))?;
        *place = elsewhere.as_ref().unwrap_or(place).items();
        Some(items)
    }

    /// The keywords of a schema through references, also those that have a description beside them.
    fn behind(&self, schema: SchemaRef<'a>) -> Option<(View<'a>, Option<Place>)> {
        let (view, place) = self.view(schema)?;
        match view.only_reference() {
            Some(reference) => self.view(reference),
            None => Some((view, place)),
        }
    }
}
