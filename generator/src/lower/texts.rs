//! Prose of schemas that become no type of their own: it stands where they are used.
//!
//! Takes keywords, gives paragraphs. What has a type is documented there, and not again.

use openapiv3::SchemaData;

use super::context::Context;
use super::docs::Paragraphs;
use super::view::{Additional, Base, SchemaRef, View};
use crate::diagnostics::Pointer;
use crate::ir::Type;

/// The title, if it says more than the name of what it stands at, and than the description.
pub(super) fn title<'a>(data: &'a SchemaData, name: &str) -> Option<&'a str> {
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let title = data.title.as_deref()?;
    let said = data.description.as_deref().unwrap_or_default();
    (plain(title) != plain(name) && plain(title) != plain(said)).then_some(title)
}

/// Adds what is said of the items of a list or the values of a map, and of what these hold, as far as they are no types.
pub(super) fn inside(mut paragraphs: Paragraphs, view: &View<'_>) -> Paragraphs {
    let (label, inner) = match (view.base, view.items, view.additional) {
        (Some(Base::Array), Some(SchemaRef::Inline(items)), _) => ("Each item", items),
        (Some(Base::Object), _, Additional::Schema(SchemaRef::Inline(values)))
            if view.properties.is_empty() =>
        {
            ("Each value", values)
        }
        _ => return paragraphs,
    };
    let inner = View::new(inner);
    if is_type(&inner) {
        return paragraphs;
    }
    let data = inner.data;
    for text in [title(data, ""), data.description.as_deref()] {
        paragraphs = paragraphs.about(label, text.unwrap_or_default());
    }
    inside(paragraphs, &inner)
}

/// Whether a schema that is written out becomes a type with documentation of its own.
fn is_type(view: &View<'_>) -> bool {
    let composed = !view.all_of.is_empty() && view.only_reference().is_none();
    let fields = !view.properties.is_empty()
        || (view.base == Some(Base::Object) && view.additional == Additional::Forbidden);
    let alternatives = !view.one_of.is_empty() || !view.any_of.is_empty();
    composed || fields || alternatives || !view.values.is_empty()
}

impl<'a> Context<'a> {
    /// Adds what is said of content by a schema that is written out and is no type: `ty` is what became of it.
    pub(super) fn content_texts(
        &self,
        paragraphs: Paragraphs,
        schema: Option<SchemaRef<'a>>,
        ty: Option<&Type>,
        at: &Pointer,
    ) -> Paragraphs {
        let defined = match ty {
            Some(Type::Named(id)) => self.types.get(*id).pointer == at.as_str(),
            _ => false,
        };
        let Some(SchemaRef::Inline(schema)) = schema.filter(|_| !defined) else {
            return paragraphs;
        };
        let view = View::new(schema);
        let paragraphs = paragraphs
            .prose(title(view.data, ""))
            .prose(view.data.description.as_deref());
        inside(paragraphs, &view)
    }
}
