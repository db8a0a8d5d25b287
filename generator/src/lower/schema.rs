//! A schema as a type: one place decides which kind of type a schema is.

use super::context::{Context, Lowered};
use super::docs::{Paragraphs, example, facts};
use super::place::Place;
use super::texts;
use super::view::{Base, SchemaRef, View};
use crate::diagnostics::Rule;
use crate::ir::{Docs, Kind, Scalar, Type, TypeId};

/// Schemas nest at most this deep; only an `allOf` that unfolds itself comes near.
const DEEPEST: usize = 128;

/// What became of a schema.
#[derive(Debug)]
pub(super) enum Made {
    /// A type expression; needs no name.
    Expression(Type),
    /// A definition; its name is settled later.
    Definition(Kind),
}

impl<'a> Context<'a> {
    /// A schema anywhere but directly under `components/schemas`.
    pub(super) fn schema(&mut self, schema: SchemaRef<'a>, place: &Place) -> Lowered {
        match schema {
            SchemaRef::Reference(reference) => self.reference(reference, place),
            SchemaRef::Inline(schema) => self.inline(&View::new(schema), place),
        }
    }

    fn inline(&mut self, view: &View<'a>, place: &Place) -> Lowered {
        if let Some(lowered) = self.begin(view, place) {
            return lowered;
        }
        let made = self.make(view, place);
        let lowered = match self.reserved(&place.pointer) {
            Some(id) => self.fill(id, made, view, place),
            None => self.place(made, view, place),
        };
        self.finish(&place.pointer, &lowered);
        lowered
    }

    /// Gives a definition the place that was reserved for it.
    fn fill(&mut self, id: TypeId, made: Made, view: &View<'a>, place: &Place) -> Lowered {
        let docs = self.type_docs(view, place);
        let definition = self.types.get_mut(id);
        definition.kind = match made {
            Made::Definition(kind) => kind,
            Made::Expression(ty) => Kind::Alias(ty),
        };
        definition.docs = docs;
        definition.deprecated = view.data.deprecated;
        Lowered {
            ty: Type::Named(id),
            nullable: self.allows_null(view, super::context::DEEPEST_NULL),
        }
    }

    /// Gives a definition its place among the types.
    pub(super) fn place(&mut self, made: Made, view: &View<'a>, place: &Place) -> Lowered {
        let ty = match made {
            Made::Expression(ty) => ty,
            Made::Definition(kind) => {
                let docs = self.type_docs(view, place);
                Type::Named(self.add(kind, docs, view.data.deprecated, place))
            }
        };
        Lowered {
            ty,
            nullable: self.allows_null(view, super::context::DEEPEST_NULL),
        }
    }

    /// A schema under `components/schemas`, whose place is reserved already.
    pub(super) fn component(&mut self, id: TypeId, name: &str, schema: SchemaRef<'a>) {
        if let Some(kind) = self.replaced(name, schema) {
            self.types.get_mut(id).kind = kind;
            return;
        }
        let place = Place::component(name);
        let (kind, docs, deprecated) = match schema {
            SchemaRef::Reference(reference) => {
                let target = self.reference(reference, &place).ty;
                (
                    Kind::Alias(target),
                    Paragraphs::default()
                        .or(|| super::markdown::code_free(&place.phrase()))
                        .finish(),
                    false,
                )
            }
            SchemaRef::Inline(schema) => {
                let view = View::new(schema);
                let kind = match self.make(&view, &place) {
                    Made::Definition(kind) => kind,
                    Made::Expression(ty) => Kind::Alias(ty),
                };
                (kind, self.type_docs(&view, &place), view.data.deprecated)
            }
        };
        let definition = self.types.get_mut(id);
        definition.kind = kind;
        definition.docs = docs;
        definition.deprecated = deprecated;
    }

    /// Decides which kind of type a schema is.
    pub(super) fn make(&mut self, view: &View<'a>, place: &Place) -> Made {
        self.depth += 1;
        let made = self.make_at_depth(view, place);
        self.depth -= 1;
        made
    }

    fn make_at_depth(&mut self, view: &View<'a>, place: &Place) -> Made {
        if self.depth > DEEPEST {
            self.warn(
                Rule::UntypedDepth,
                "typed as free JSON: the schema unfolds without end",
                "give the inner part a name",
                &place.pointer,
            );
            return Made::Expression(Lowered::JSON.ty);
        }
        if self.is_any_beside(view) {
            return self.or_anything(view, place);
        }
        let listed = !view.one_of.is_empty() || !view.any_of.is_empty();
        if let Some(made) = self.hierarchy(view, place).filter(|_| !listed) {
            return made;
        }
        if !view.all_of.is_empty() {
            return self.all_of(view, place);
        }
        if listed {
            return self.alternatives(view, place);
        }
        self.plain(view, place)
    }

    /// A schema without `allOf`, `oneOf` and `anyOf`.
    pub(super) fn plain(&mut self, view: &View<'a>, place: &Place) -> Made {
        match view.base {
            None | Some(Base::Null) => {
                if view.not {
                    self.warn(
                        Rule::UntypedNot,
                        "typed as free JSON: `not` alone says nothing that a type could",
                        "describe what the value is",
                        &place.pointer,
                    );
                }
                Made::Expression(Type::Scalar(Scalar::Json))
            }
            Some(Base::Boolean) => Made::Expression(Type::Scalar(Scalar::Boolean)),
            Some(Base::Integer) => super::scalar::integer(view),
            Some(Base::Number) => Made::Expression(Type::Scalar(Scalar::Number)),
            Some(Base::String) => self.string(view),
            Some(Base::Array) => Made::Expression(self.array(view, place)),
            Some(Base::Object) => self.object(view, place),
        }
    }

    fn array(&mut self, view: &View<'a>, place: &Place) -> Type {
        let items = match view.items {
            Some(items) => self.schema(items, &place.items()),
            None => Lowered::JSON,
        };
        Type::Array(Box::new(items.element()))
    }

    /// The documentation of a definition.
    fn type_docs(&self, view: &View<'a>, place: &Place) -> Docs {
        let bounded = View {
            bounds: self.bounds(view),
            ..view.clone()
        };
        let facts = facts(&bounded, self.formats().says(view));
        let paragraphs = Paragraphs::default()
            .prose(
                view.data
                    .title
                    .as_deref()
                    .filter(|title| view.data.description.as_deref() != Some(*title)),
            )
            .prose(view.data.description.as_deref())
            .prose(
                place
                    .about
                    .as_deref()
                    .filter(|_| view.data.title.is_none() && view.data.description.is_none()),
            )
            .or(|| super::markdown::code_free(&place.phrase()));
        texts::inside(paragraphs, view)
            .paragraph(facts.join(" "))
            .paragraph(view.data.example.as_ref().map(example).unwrap_or_default())
            .finish()
    }
}
