//! Schemas that others build on by `allOf`, told apart by a discriminator: the older way to say `oneOf`.
//!
//! Takes a component with a discriminator, gives the enum of the components that contain it (OpenAPI 3.0.4, 4.7.25,
//! Discriminator Object). Does not look into them.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{Components, ReferenceOr, Schema, SchemaKind};

use super::context::{Context, schema_name};
use super::docs::Paragraphs;
use super::markdown::code;
use super::place::{Place, Root};
use super::schema::Made;
use super::view::View;
use crate::ir::{Kind, Type, Union, Variant};

/// The components that contain each component, by name.
#[derive(Debug, Default)]
pub(super) struct Children<'a>(BTreeMap<String, Vec<&'a str>>);

impl<'a> Children<'a> {
    pub(super) fn of(components: &'a Components) -> Self {
        let mut children = Self::default();
        for (name, schema) in &components.schemas {
            for parent in parents(schema) {
                children.0.entry(parent).or_default().push(name);
            }
        }
        children
    }

    /// All that contain a component, directly or through others, nearest first.
    fn all(&self, name: &str) -> Vec<&'a str> {
        let mut found: Vec<&'a str> = Vec::new();
        let mut met = BTreeSet::from([name]);
        let mut next = 0;
        let mut current = name;
        loop {
            let children = self.0.get(current).into_iter().flatten();
            found.extend(children.copied().filter(|child| met.insert(child)));
            let Some(&child) = found.get(next) else {
                return found;
            };
            current = child;
            next += 1;
        }
    }
}

/// What a schema contains by references in its `allOf`.
fn parents(schema: &ReferenceOr<Schema>) -> impl Iterator<Item = String> {
    let members = match schema {
        ReferenceOr::Item(Schema {
            schema_kind: SchemaKind::AllOf { all_of },
            ..
        }) => all_of.as_slice(),
        ReferenceOr::Item(Schema {
            schema_kind: SchemaKind::Any(any),
            ..
        }) => any.all_of.as_slice(),
        _ => &[],
    };
    members.iter().filter_map(|member| match member {
        ReferenceOr::Reference { reference } => schema_name(reference),
        ReferenceOr::Item(_) => None,
    })
}

impl<'a> Context<'a> {
    /// An enum in place of a component that is the base of others; nothing if it is not.
    pub(super) fn hierarchy(&self, view: &View<'a>, place: &Place) -> Option<Made> {
        let discriminator = view.data.discriminator.as_ref()?;
        let (Root::Component(base), []) = (&place.root, place.words.as_slice()) else {
            return None;
        };
        let children = self.children.all(base);
        let all: Vec<String> = children.iter().map(|name| (*name).to_owned()).collect();
        let variants: Vec<Variant> = (children.into_iter())
            .filter_map(|name| {
                Some(Variant {
                    rust: name.to_owned(),
                    docs: Paragraphs::default()
                        .prose(self.description(name))
                        .or(|| format!("The alternative `{}`.", code(name)))
                        .finish(),
                    ty: Type::Named(self.component_id(name)?),
                    boxed: false,
                    shape: self.tagged_as(discriminator, name, &all),
                    tag: None,
                })
            })
            .collect();
        (!variants.is_empty()).then(|| {
            Made::Definition(Kind::Union(Union {
                variants,
                unknown: "Unknown".to_owned(),
            }))
        })
    }
}
