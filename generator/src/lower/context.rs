//! What lowering carries along: the document, the types so far, what there is to say.

use std::collections::BTreeMap;

use openapiv3::{OpenAPI, ReferenceOr, Schema};

use super::formats::Formats;
use super::hierarchy::Children;
use super::place::{Place, Root};
use super::settings::Met;
use super::view::{SchemaRef, View};
use crate::config::Config;
use crate::diagnostics::{Diagnostic, Diagnostics, Pointer, Rule};
use crate::ir::{Docs, Kind, Scalar, Type, TypeDef, TypeId, Types};
use crate::read::Document;

/// Alternatives inside of alternatives are asked for null this deep.
pub(super) const DEEPEST_NULL: usize = 4;

/// References are followed this far; nothing real comes near, and a loop ends.
const LONGEST_CHAIN: usize = 64;

/// A schema as a type, and whether null is allowed beside it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lowered {
    pub(super) ty: Type,
    pub(super) nullable: bool,
}

impl Lowered {
    pub(super) const JSON: Self = Self {
        ty: Type::Scalar(Scalar::Json),
        nullable: false,
    };

    /// As an element of a list or a map.
    pub(super) fn element(self) -> Type {
        let free = self.ty == Type::Scalar(Scalar::Json);
        if self.nullable && !free {
            Type::Nullable(Box::new(self.ty))
        } else {
            self.ty
        }
    }
}

/// How far an inline schema is.
enum Inline {
    /// Being lowered; with a place if something inside of it refers to it.
    Open(Option<TypeId>),
    Done(Lowered),
}

/// Where a definition came from: the ground for its name.
pub(super) type Origin = (Root, Vec<String>);

/// The state of lowering.
pub(super) struct Context<'a> {
    pub(super) document: &'a Document,
    pub(super) openapi: &'a OpenAPI,
    pub(super) config: &'a Config,
    pub(super) types: Types,
    /// One for each type, in the same order.
    pub(super) origins: Vec<Origin>,
    pub(super) diagnostics: Diagnostics,
    /// Settings that something answers to.
    pub(super) met: Met,
    components: BTreeMap<&'a str, TypeId>,
    pub(super) children: Children<'a>,
    /// Inline schemas that were met already, by pointer: `allOf` meets some more than once, and some inside of themselves.
    inline: BTreeMap<String, Inline>,
    /// Types of the user's own that stand for formats.
    pub(super) own_formats: BTreeMap<String, TypeId>,
    /// How many schemas are being lowered inside of each other.
    pub(super) depth: usize,
}

impl<'a> Context<'a> {
    pub(super) fn new(document: &'a Document, config: &'a Config) -> Self {
        Self {
            document,
            openapi: &document.openapi,
            config,
            types: Types::default(),
            origins: Vec::new(),
            diagnostics: Diagnostics::default(),
            met: Met::default(),
            components: BTreeMap::new(),
            children: (document.openapi.components.as_ref())
                .map(Children::of)
                .unwrap_or_default(),
            inline: BTreeMap::new(),
            own_formats: BTreeMap::new(),
            depth: 0,
        }
    }

    /// What texts of a format become.
    pub(super) fn formats(&self) -> Formats<'a> {
        Formats(&self.config.formats)
    }

    /// Lowers all component schemas. Each has its place before any is looked into, so references need no order.
    pub(super) fn components(&mut self) {
        let Some(components) = &self.openapi.components else {
            return;
        };
        for name in components.schemas.keys() {
            let place = Place::component(name);
            let id = self.add(
                Kind::Alias(Lowered::JSON.ty),
                Docs::default(),
                false,
                &place,
            );
            self.components.insert(name, id);
        }
        for (name, schema) in &components.schemas {
            if let Some(&id) = self.components.get(name.as_str()) {
                self.component(id, name, schema.into());
            }
        }
    }

    /// The type of a component.
    pub(super) fn component_id(&self, name: &str) -> Option<TypeId> {
        self.components.get(name).copied()
    }

    /// A new definition whose name is settled later.
    pub(super) fn add(
        &mut self,
        kind: Kind,
        docs: Docs,
        deprecated: bool,
        place: &Place,
    ) -> TypeId {
        self.origins.push((place.root.clone(), place.words.clone()));
        let component = match (&place.root, place.words.as_slice()) {
            (Root::Component(name), []) => Some(name.clone()),
            _ => None,
        };
        self.types.add(TypeDef {
            docs,
            deprecated,
            pointer: place.pointer.as_str().to_owned(),
            component,
            ..TypeDef::nameless(kind)
        })
    }

    /// A type that stands nowhere in the crate, so it has no name either.
    pub(super) fn add_nameless(&mut self, kind: Kind) -> TypeId {
        self.origins.push((Root::Component(String::new()), vec![]));
        self.types.add(TypeDef::nameless(kind))
    }

    /// Begins an inline schema, unless it was met before. One that is met inside of itself gets its place reserved, so
    /// that there is something to refer to.
    pub(super) fn begin(&mut self, view: &View<'a>, place: &Place) -> Option<Lowered> {
        let pointer = place.pointer.as_str();
        let id = match self.inline.get(pointer) {
            Some(Inline::Done(lowered)) => return Some(lowered.clone()),
            Some(Inline::Open(Some(id))) => *id,
            Some(Inline::Open(None)) => {
                let free = Kind::Alias(Lowered::JSON.ty);
                self.add(free, Docs::default(), false, place)
            }
            None => {
                self.inline.insert(pointer.to_owned(), Inline::Open(None));
                return None;
            }
        };
        self.inline
            .insert(pointer.to_owned(), Inline::Open(Some(id)));
        Some(Lowered {
            ty: Type::Named(id),
            nullable: self.allows_null(view, DEEPEST_NULL),
        })
    }

    /// The place that was reserved for an inline schema that has begun.
    pub(super) fn reserved(&self, pointer: &Pointer) -> Option<TypeId> {
        match self.inline.get(pointer.as_str()) {
            Some(Inline::Open(id)) => *id,
            _ => None,
        }
    }

    pub(super) fn finish(&mut self, pointer: &Pointer, lowered: &Lowered) {
        self.inline
            .insert(pointer.as_str().to_owned(), Inline::Done(lowered.clone()));
    }

    /// The type behind a `$ref` to a schema; free JSON and a message where there is none.
    pub(super) fn reference(&mut self, reference: &str, place: &Place) -> Lowered {
        if let Some(&id) =
            schema_name(reference).and_then(|name| self.components.get(name.as_str()))
        {
            let nullable = self
                .view(SchemaRef::Reference(reference))
                .is_some_and(|(view, _)| self.allows_null(&view, DEEPEST_NULL));
            return Lowered {
                ty: Type::Named(id),
                nullable,
            };
        }
        self.unresolved(reference, &place.pointer);
        Lowered::JSON
    }

    /// What a component says of itself.
    pub(super) fn description(&self, name: &str) -> Option<&'a str> {
        let schema = self.openapi.components.as_ref()?.schemas.get(name)?;
        schema.as_item()?.schema_data.description.as_deref()
    }

    /// Whether a type is a component that is nothing but a `$ref`.
    pub(super) fn is_reference(&self, id: TypeId) -> bool {
        let pointer = Pointer::root().join(&self.types.get(id).pointer);
        let name = pointer.tokens().nth(2).unwrap_or_default();
        let schemas = self.openapi.components.as_ref().map(|all| &all.schemas);
        let schema = schemas.and_then(|schemas| schemas.get(&name));
        matches!(schema, Some(ReferenceOr::Reference { .. }))
    }

    /// Says why a `$ref` leads nowhere.
    pub(super) fn unresolved(&mut self, reference: &str, pointer: &Pointer) {
        let exists = Pointer::from_fragment(reference)
            .is_some_and(|target| self.document.value.pointer(target.as_str()).is_some());
        let at = pointer.key("$ref");
        self.diagnostics.push(if exists {
            Diagnostic::warning(Rule::UntypedReference, format!("typed as free JSON: `$ref: {reference}` is no component that could be read"))
                .hint("move the schema under `components/schemas`, where it gets a name, or mend it there")
                .at(at)
        } else if reference.contains("://") {
            Diagnostic::warning(Rule::RemoteReference, format!("`$ref: {reference}` is on the network, which is never asked: any value will do"))
                .hint("save it beside the document and name it in codegen.toml under `[references]`, with the URL and the file; or put what it says here by an overlay")
                .at(at)
        } else {
            Diagnostic::error(format!("`$ref: {reference}` leads nowhere"))
                .hint("add the component, or mend the reference; both are case-sensitive")
                .at(at)
        });
    }

    /// The keywords of a schema, through references, and the place where they stand if that is another component.
    pub(super) fn view(&self, schema: SchemaRef<'a>) -> Option<(View<'a>, Option<Place>)> {
        let mut current = schema;
        let mut place = None;
        for _ in 0..LONGEST_CHAIN {
            match current {
                SchemaRef::Inline(schema) => return Some((View::new(schema), place)),
                SchemaRef::Reference(reference) => {
                    let name = schema_name(reference)?;
                    place = Some(Place::component(&name));
                    current = self.openapi.components.as_ref()?.schemas.get(&name)?.into();
                }
            }
        }
        None
    }

    /// Whether null is a value of the schema. A schema without a type of its own allows what its parts allow.
    pub(super) fn allows_null(&self, view: &View<'a>, depth: usize) -> bool {
        self.is_any_beside(view) || self.described_null(view, depth)
    }

    /// Whether what a schema describes has null among it.
    fn described_null(&self, view: &View<'a>, depth: usize) -> bool {
        let stated = view.base.is_some() && !view.implied;
        if view.nullable || stated || depth == 0 {
            return view.nullable;
        }
        let allowed = |schema: &'a ReferenceOr<Schema>| {
            let found = self.view(schema.into());
            found.map(|(view, _)| {
                let null = self.described_null(&view, depth - 1);
                (view.is_free() && !view.is_null(), null)
            })
        };
        let mut alternatives = view.one_of.iter().chain(view.any_of).filter_map(allowed);
        if alternatives.any(|(free, null)| null && !free) {
            return true;
        }
        let mut speaking = (view.all_of.iter().filter_map(allowed))
            .filter(|(free, _)| !free)
            .peekable();
        speaking.peek().is_some() && speaking.all(|(_, null)| null)
    }

    /// Follows a reference to a component that is no schema.
    pub(super) fn component_of<T>(
        &mut self,
        entry: &'a ReferenceOr<T>,
        section: &str,
        find: fn(&'a openapiv3::Components, &str) -> Option<&'a ReferenceOr<T>>,
        pointer: &Pointer,
    ) -> Option<(&'a T, Pointer)> {
        let mut current = entry;
        let mut at = pointer.clone();
        for _ in 0..LONGEST_CHAIN {
            let reference = match current {
                ReferenceOr::Item(item) => return Some((item, at)),
                ReferenceOr::Reference { reference } => reference,
            };
            let name = component_name(reference, section);
            let next = name
                .as_deref()
                .zip(self.openapi.components.as_ref())
                .and_then(|(name, all)| find(all, name));
            let (Some(name), Some(next)) = (name, next) else {
                self.unresolved(reference, &at);
                return None;
            };
            at = Pointer::root().key("components").key(section).key(&name);
            current = next;
        }
        self.diagnostics.push(reference_loop().at(pointer.clone()));
        None
    }

    pub(super) fn warn(
        &mut self,
        rule: Rule,
        message: impl Into<String>,
        hint: &str,
        pointer: &Pointer,
    ) {
        self.diagnostics.push(
            Diagnostic::warning(rule, message)
                .hint(hint)
                .at(pointer.clone()),
        );
    }
}

pub(super) fn reference_loop() -> Diagnostic {
    Diagnostic::error("the `$ref`s here lead round in a circle and never reach a definition")
        .hint("let one of them describe the thing itself")
}

/// `#/components/schemas/<name>` → the name.
pub(super) fn schema_name(reference: &str) -> Option<String> {
    component_name(reference, "schemas")
}

fn component_name(reference: &str, section: &str) -> Option<String> {
    let pointer = Pointer::from_fragment(reference)?;
    let tokens: Vec<String> = pointer.tokens().collect();
    match tokens.as_slice() {
        [components, found, name] if components == "components" && found == section => {
            Some(name.clone())
        }
        _ => None,
    }
}
