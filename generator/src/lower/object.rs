//! Objects: structs where properties are named, maps where they are not.

use std::collections::BTreeSet;

use super::context::{Context, Lowered};
use super::docs::{Paragraphs, example, facts};
use super::formats::Formats;
use super::markdown::code;
use super::place::Place;
use super::schema::Made;
use super::secret::SAID;
use super::texts;
use super::view::{Additional, Base, Bounds, SchemaRef, View};
use crate::diagnostics::Rule;
use crate::ir::{self, Constant, Direction, Docs, Field, Kind, Name, Presence, Struct, Type};
use openapiv3::SchemaData;

/// A property as one or, after `allOf`, several schemas say it is.
#[derive(Clone, Debug)]
pub(super) struct Property<'a> {
    pub(super) name: &'a str,
    pub(super) schemas: Vec<(SchemaRef<'a>, Place)>,
}

/// The names of properties that must be there.
#[derive(Clone, Debug, Default)]
pub(super) struct Required<'a> {
    pub(super) always: BTreeSet<&'a str>,
    /// By one of several alternatives that say nothing else.
    pub(super) else_others: BTreeSet<&'a str>,
}

impl<'a> Context<'a> {
    pub(super) fn object(&mut self, view: &View<'a>, place: &Place) -> Made {
        if view.properties.is_empty() && view.additional != Additional::Forbidden {
            let values = self
                .additional(view.additional, place)
                .unwrap_or(Lowered::JSON.ty);
            return Made::Expression(Type::Map(Box::new(values)));
        }
        let properties = (view.properties.iter())
            .map(|&(name, schema)| Property {
                name,
                schemas: vec![(schema, place.property(name))],
            })
            .collect();
        let required = Required {
            always: view.required.iter().map(String::as_str).collect(),
            else_others: self.demands(view).unwrap_or_default(),
        };
        Made::Definition(Kind::Struct(self.structure(
            properties,
            &required,
            view.additional,
            place,
        )))
    }

    /// A struct of the given properties, in their order.
    pub(super) fn structure(
        &mut self,
        mut properties: Vec<Property<'a>>,
        required: &Required<'a>,
        additional: Additional<'a>,
        place: &Place,
    ) -> Struct {
        let additional = match additional {
            Additional::Unsaid if self.config.schemas.keep_unknown => Additional::Any,
            said => said,
        };
        self.demanded(&mut properties, required, additional, place);
        let fields = properties.into_iter().map(|property| {
            let named = required.always.contains(property.name);
            let is_required = named && !property.schemas.is_empty();
            self.field(&property, is_required, place)
        });
        let fields = fields.collect();
        let secret = self.is_secret_beside(additional);
        let about = Paragraphs::default()
            .prose(self.value_description(additional))
            .or(|| "All other properties.".to_owned())
            .paragraph(if secret { SAID } else { "" }.to_owned());
        let additional = self.additional(additional, place).map(|ty| ir::Additional {
            name: "additional".to_owned(),
            ty,
            docs: about.finish(),
            secret,
        });
        Struct { fields, additional }
    }

    /// Adds what is required and not described. What holds for all other properties describes it; else it is
    /// rather a slip than a promise, and a value without it is read all the same.
    fn demanded(
        &mut self,
        properties: &mut Vec<Property<'a>>,
        required: &Required<'a>,
        additional: Additional<'a>,
        place: &Place,
    ) {
        let described: BTreeSet<&str> = properties.iter().map(|property| property.name).collect();
        let named = required.always.union(&required.else_others);
        for &name in named.filter(|&name| !described.contains(name)) {
            let mut schemas = Vec::new();
            if let Additional::Schema(schema) = additional {
                schemas.push((schema, place.additional()));
            } else {
                self.warn(
                    Rule::RequiredUndescribed,
                    format!("`{name}` is required, but no property describes it: it may be absent, or any value"),
                    "describe it under `properties`, or correct the name",
                    &place.pointer,
                );
            }
            properties.push(Property { name, schemas });
        }
    }

    fn field(&mut self, property: &Property<'a>, required: bool, place: &Place) -> Field {
        let lowered = match property.schemas.as_slice() {
            [(schema, at)] => self.schema(*schema, at),
            several => self.intersection(several, &place.property(property.name)),
        };
        let free = lowered.ty == Lowered::JSON.ty;
        let presence = match (required, lowered.nullable && !free) {
            (true, false) => Presence::Required,
            (true, true) => Presence::Nullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::OptionalNullable,
        };
        let mut schemas = property.schemas.iter();
        let secret = schemas.any(|(schema, _)| self.is_secret(*schema));
        let (docs, deprecated) = self.field_docs(property, secret);
        Field {
            name: Name {
                rust: String::new(),
                wire: property.name.to_owned(),
            },
            docs,
            deprecated,
            ty: lowered.ty,
            presence,
            boxed: false,
            forgiving: false,
            secret,
            constant: self
                .constant(property)
                .filter(|_| presence == Presence::Required),
            only: self.only(property),
        }
    }

    /// Which way alone a property travels (OpenAPI 3.0.4, section 4.7.24); nothing if both.
    fn only(&self, property: &Property<'a>) -> Direction {
        let said = |is: fn(&SchemaData) -> bool| {
            let mut schemas = property.schemas.iter();
            schemas.any(|(schema, _)| self.view(*schema).is_some_and(|(view, _)| is(view.data)))
        };
        match (said(|data| data.write_only), said(|data| data.read_only)) {
            (true, true) => Direction::default(),
            (request, response) => Direction { request, response },
        }
    }

    /// The one value of a property of a kind that has no enums.
    fn constant(&self, property: &Property<'a>) -> Option<Constant> {
        let [(schema, _)] = property.schemas.as_slice() else {
            return None;
        };
        let (view, _) = self.view(*schema)?;
        match (view.base, view.values.as_slice()) {
            (Some(Base::Boolean), [only]) => only.as_bool().map(Constant::Boolean),
            (Some(Base::Number), [only]) => {
                only.as_f64().map(|only| Constant::Number(only.to_bits()))
            }
            (Some(Base::Null), _) => Some(Constant::Null),
            _ => None,
        }
    }

    /// A property is documented where it stands, else by the schema that it refers to.
    fn field_docs(&self, property: &Property<'a>, secret: bool) -> (Docs, bool) {
        let mut paragraphs = Paragraphs::default();
        let mut sentences: Vec<String> = Vec::new();
        let mut examples = Vec::new();
        let mut inner = Vec::new();
        let mut deprecated = false;
        // Said once, by the first that says anything: what holds for all is the narrowest.
        let mut together = Bounds::default();
        for (view, _) in property
            .schemas
            .iter()
            .filter_map(|(schema, _)| self.view(*schema))
        {
            together.narrow(&self.bounds(&view));
        }
        for (schema, _) in &property.schemas {
            let Some((mut view, _)) = self.view(*schema) else {
                continue;
            };
            let description = view.data.description.as_deref();
            let inline = matches!(schema, SchemaRef::Inline(_));
            let title = match description {
                Some(_) => texts::title(view.data, property.name).filter(|_| inline),
                None => view.data.title.as_deref(),
            };
            paragraphs = paragraphs.prose(title).prose(description);
            deprecated |= view.data.deprecated;
            if inline {
                inner.push(view.clone());
                let own = view.bounds.pattern.take();
                view.bounds = std::mem::take(&mut together);
                view.bounds.pattern = own.or(view.bounds.pattern);
                sentences.extend(field_facts(&view, self.formats()));
                examples.extend(view.data.example.as_ref().map(example));
            }
        }
        if property.schemas.is_empty() {
            sentences.push("The schema requires it without describing it.".to_owned());
        }
        sentences.dedup();
        sentences.extend(secret.then(|| SAID.to_owned()));
        let (short, long): (Vec<_>, Vec<_>) =
            examples.into_iter().partition(|text| !text.contains('\n'));
        sentences.extend(short);
        let paragraphs = paragraphs.or(|| format!("The property `{}`.", code(property.name)));
        let paragraphs = (inner.iter())
            .fold(paragraphs, texts::inside)
            .paragraph(sentences.join(" "))
            .paragraph(long.join("\n\n"));
        (paragraphs.finish(), deprecated)
    }

    /// What the document says of the values of a map.
    pub(super) fn value_description(&self, additional: Additional<'a>) -> Option<&'a str> {
        let Additional::Schema(schema @ SchemaRef::Inline(_)) = additional else {
            return None;
        };
        self.view(schema)?.0.data.description.as_deref()
    }

    fn additional(&mut self, additional: Additional<'a>, place: &Place) -> Option<Type> {
        match additional {
            Additional::Unsaid | Additional::Forbidden => None,
            Additional::Any => Some(Lowered::JSON.ty),
            Additional::Schema(schema) => Some(self.schema(schema, &place.additional()).element()),
        }
    }
}

/// The facts of a property, and of the elements where it is a list.
fn field_facts(view: &View<'_>, formats: Formats<'_>) -> Vec<String> {
    let mut sentences = facts(view, formats.says(view));
    match (view.base, view.values.as_slice()) {
        (Some(Base::Boolean), [only]) => sentences.insert(0, format!("Always `{only}`.")),
        (Some(Base::Null), _) => sentences.insert(0, "Always `null`.".to_owned()),
        _ => {}
    }
    if let (Some(Base::Array), Some(SchemaRef::Inline(items))) = (view.base, view.items) {
        let items = View::new(items);
        let about = facts(&items, formats.says(&items)).join(" ");
        if !about.is_empty() {
            sentences.push(format!("Each item: {about}"));
        }
    }
    sentences
}
