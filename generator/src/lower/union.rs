//! `oneOf` and `anyOf`: an enum of alternatives, or the one type that they come down to.

use super::context::{Context, Lowered, schema_name};
use super::docs::Paragraphs;
use super::place::Place;
use super::said::Said;
use super::scalar::{constants, said};
use super::schema::Made;
use super::view::{Additional, Base, SchemaRef, View};
use crate::config::WithoutType;
use crate::diagnostics::Rule;
use crate::ir::{Docs, Kind, Scalar, Shape, Type, Union, Variant};
use crate::read::OPEN;
use openapiv3::{ReferenceOr, Schema};
use serde_json::Value;
use std::collections::BTreeSet;

/// An alternative before it has a type.
#[derive(Debug)]
pub(super) struct Alternative<'a> {
    pub(super) schema: SchemaRef<'a>,
    pub(super) view: View<'a>,
    pub(super) place: Place,
    /// What the variant would like to be called.
    word: String,
    /// What is said of the alternative beside a reference to it.
    about: Option<&'a str>,
}

impl<'a> Context<'a> {
    pub(super) fn alternatives(&mut self, view: &View<'a>, place: &Place) -> Made {
        let both = !view.one_of.is_empty() && !view.any_of.is_empty();
        if both && self.demanded_by(view.any_of).is_none() {
            self.warn(
                Rule::SchemaPartLeftOut,
                "`anyOf` is left out, because `oneOf` stands beside it",
                "join them into one list of alternatives",
                &place.pointer,
            );
        }
        let mut alternatives = self.listed(view, place);
        let constraints_only = alternatives.iter().all(|one| one.view.is_free());
        if view.base == Some(Base::Object) && !view.properties.is_empty() {
            if self.demands(view).is_some() {
                return self.object(view, place);
            }
            return self.beside(view, place);
        }
        if constraints_only && view.base.is_some() {
            return self.plain(view, place);
        }
        alternatives.retain(|one| !one.view.is_null());
        self.distinct(alternatives, view)
    }

    /// The names that the alternatives of a schema require, if they say no more than what an object must have.
    pub(super) fn demands(&self, view: &View<'a>) -> Option<BTreeSet<&'a str>> {
        match (view.one_of, view.any_of) {
            ([], []) => None,
            ([], some) | (some, []) => self.demanded_by(some),
            (one, any) => {
                let mut names = self.demanded_by(one)?;
                names.extend(self.demanded_by(any).unwrap_or_default());
                Some(names)
            }
        }
    }

    fn demanded_by(&self, alternatives: &'a [ReferenceOr<Schema>]) -> Option<BTreeSet<&'a str>> {
        let names = alternatives.iter().map(|one| {
            let (view, _) = self.view(one.into())?;
            adds_no_member(&view).then_some(view.required)
        });
        let names: Option<Vec<&[String]>> = names.collect();
        Some(names?.into_iter().flatten().map(String::as_str).collect())
    }

    /// The members of `oneOf`, else of `anyOf`.
    pub(super) fn listed(&mut self, view: &View<'a>, place: &Place) -> Vec<Alternative<'a>> {
        let (keyword, schemas) = match view.one_of {
            [] => ("anyOf", view.any_of),
            some => ("oneOf", some),
        };
        let mut alternatives = Vec::new();
        for (index, schema) in schemas.iter().enumerate() {
            alternatives.extend(self.alternative(schema.into(), keyword, index, place));
        }
        alternatives
    }

    fn alternative(
        &mut self,
        schema: SchemaRef<'a>,
        keyword: &str,
        index: usize,
        place: &Place,
    ) -> Option<Alternative<'a>> {
        let Some((view, _)) = self.view(schema) else {
            if let SchemaRef::Reference(reference) = schema {
                self.reference(reference, &place.variant(keyword, index, ""));
            }
            return None;
        };
        if let Some(reference) = view.only_reference().filter(|_| !view.nullable) {
            // A reference with a description beside it is still the alternative that a discriminator names.
            let about = view.data.description.as_deref();
            let inner = self.alternative(reference, keyword, index, place)?;
            let about = about.or(inner.about);
            return Some(Alternative { about, ..inner });
        }
        let word = self.word_for(schema, DEEPEST_WORD);
        let place = place.variant(keyword, index, &word);
        Some(Alternative {
            schema,
            view,
            place,
            word,
            about: None,
        })
    }

    /// An enum, unless all alternatives come down to one type.
    fn distinct(&mut self, alternatives: Vec<Alternative<'a>>, view: &View<'a>) -> Made {
        if let Some(merged) = one_enum(&alternatives) {
            return merged;
        }
        let mut variants: Vec<Variant> = Vec::new();
        for one in &alternatives {
            if let Some(constant) = only_constant(one).filter(|_| alternatives.len() > 1) {
                if !variants
                    .iter()
                    .any(|variant| variant.shape == constant.shape)
                {
                    variants.push(constant);
                }
                continue;
            }
            let lowered = self.schema(one.schema, &one.place);
            let ty = lowered.ty;
            if variants.iter().any(|variant| variant.ty == ty) {
                continue;
            }
            variants.push(self.variant(view, one, ty));
        }
        self.union(variants, view)
    }

    /// The enum of some variants, or what they come down to. One that holds anything comes last.
    pub(super) fn union(&self, mut variants: Vec<Variant>, view: &View<'a>) -> Made {
        variants.sort_by_key(|variant| variant.ty == Lowered::JSON.ty);
        match variants.as_slice() {
            [] => Made::Expression(Lowered::JSON.ty),
            // Others may come, if the schema that was made of the document's says so.
            [only] if !view.data.extensions.contains_key(OPEN) || only.ty == Lowered::JSON.ty => {
                Made::Expression(only.ty.clone())
            }
            _ => Made::Definition(Kind::Union(Union {
                variants,
                unknown: "Unknown".to_owned(),
            })),
        }
    }

    /// Whether a schema describes values of one kind and, without a `type`, allows any other value as well. Constants
    /// allow none, a discriminator is of objects, and members of `allOf` may have a type.
    pub(super) fn is_any_beside(&self, view: &View<'a>) -> bool {
        let described = matches!(view.base, Some(Base::Object | Base::Array | Base::String));
        let any = self.config.schemas.without_type == WithoutType::Any;
        let plain = view.values.is_empty() && view.all_of.is_empty();
        any && view.typeless && described && plain && view.data.discriminator.is_none()
    }

    /// The enum of what a schema describes and of anything else.
    pub(super) fn or_anything(&mut self, view: &View<'a>, place: &Place) -> Made {
        let (rust, what) = match view.base {
            Some(Base::Array) => ("list", "A list, as the schema describes it."),
            Some(Base::String) => ("text", "A text, as the schema describes it."),
            _ => ("object", "An object, as the schema describes it."),
        };
        let described = View {
            typeless: false,
            ..view.clone()
        };
        let at = place.described_part(rust);
        let made = self.make(&described, &at);
        let lowered = self.place(made, &described, &at);
        Made::Definition(Kind::Union(Union {
            variants: vec![Variant {
                rust: rust.to_owned(),
                docs: Paragraphs::default().or(|| what.to_owned()).finish(),
                ty: lowered.ty,
                boxed: false,
                shape: Shape::Any,
                tag: None,
            }],
            unknown: "Unknown".to_owned(),
        }))
    }

    /// A variant for an alternative of the schema.
    pub(super) fn variant(&self, view: &View<'a>, one: &Alternative<'a>, ty: Type) -> Variant {
        Variant {
            rust: one.word.clone(),
            docs: variant_docs(one),
            ty,
            boxed: false,
            shape: self.tagged(view, one),
            tag: None,
        }
    }

    /// The constants that a discriminator asks for (OpenAPI 3.0.3, Discriminator Object); the rest is found later.
    fn tagged(&self, view: &View<'a>, one: &Alternative<'a>) -> Shape {
        let (Some(discriminator), SchemaRef::Reference(reference)) =
            (&view.data.discriminator, one.schema)
        else {
            return Shape::Any;
        };
        let name = schema_name(reference).unwrap_or_default();
        let all = view.one_of.iter().chain(view.any_of);
        let all = all.filter_map(|schema| match schema {
            ReferenceOr::Reference { reference } => schema_name(reference),
            ReferenceOr::Item(_) => None,
        });
        self.tagged_as(discriminator, &name, &all.collect::<Vec<_>>())
    }
}

/// The variant for an inline alternative that is one string, which needs no type of its own.
fn only_constant(one: &Alternative<'_>) -> Option<Variant> {
    let (SchemaRef::Inline(_), [Value::String(only)], false) =
        (one.schema, one.view.values.as_slice(), one.view.nullable)
    else {
        return None;
    };
    Some(Variant {
        rust: one.word.clone(),
        docs: variant_docs(one),
        ty: Type::Scalar(Scalar::Constant),
        boxed: false,
        shape: Shape::Constant(only.clone()),
        tag: None,
    })
}

/// Alternatives that are all inline enums of strings, or one integer each, are one enum of all their constants; an open enum of
/// strings also covers a plain string beside it.
fn one_enum(alternatives: &[Alternative<'_>]) -> Option<Made> {
    let are_inline = |base| {
        let mut all = alternatives.iter();
        all.all(|one| matches!(one.schema, SchemaRef::Inline(_)) && one.view.base == Some(base))
    };
    if alternatives.len() < 2 {
        return None;
    }
    if are_inline(Base::Integer) {
        let values = only_integers(alternatives)?;
        return Some(Made::Definition(Kind::IntegerEnum(constants(values))));
    }
    if !are_inline(Base::String) {
        return None;
    }
    let values = constants_of(alternatives, |value| value.as_str().map(ToOwned::to_owned));
    Some(if values.is_empty() {
        Made::Expression(Type::Scalar(Scalar::String))
    } else {
        Made::Definition(Kind::StringEnum(constants(values)))
    })
}

/// The constants of alternatives that are one integer each. An enum holds what an `i64` can, so what is more than that, or no
/// constant, stays an alternative with its own width; and so does what only a variant can say.
fn only_integers(alternatives: &[Alternative<'_>]) -> Option<Vec<(i64, Said)>> {
    let plain = |one: &&Alternative<'_>| {
        let only = matches!(one.view.values.as_slice(), [only] if only.is_i64());
        only && !one.view.nullable && !one.view.data.deprecated
    };
    let all = alternatives.iter().filter(plain).count() == alternatives.len();
    all.then(|| constants_of(alternatives, Value::as_i64))
}

/// The constants of all alternatives, with what is said of each, or of the alternative that it is.
fn constants_of<T>(
    alternatives: &[Alternative<'_>],
    read: impl Fn(&Value) -> Option<T> + Copy,
) -> Vec<(T, Said)> {
    let all = alternatives.iter().flat_map(|one| {
        let values = one.view.values.as_slice();
        let of_schema = match values {
            [only] => Some(Said::of_schema(one.view.data, only)),
            _ => None,
        };
        said(&one.view, read).map(move |(value, said)| (value, said.or(of_schema.as_ref())))
    });
    all.collect()
}

/// Whether a schema says only what an object must have or how much of it, and nothing of what that is.
fn adds_no_member(view: &View<'_>) -> bool {
    let object = matches!(view.base, None | Some(Base::Object));
    let parts = [view.all_of, view.one_of, view.any_of];
    object
        && view.properties.is_empty()
        && !matches!(view.additional, Additional::Schema(_))
        && parts.iter().all(|part| part.is_empty())
}

fn variant_docs(one: &Alternative<'_>) -> Docs {
    Paragraphs::default()
        .prose(
            one.about
                .or(one.view.data.description.as_deref())
                .or(one.view.data.title.as_deref()),
        )
        .or(|| match one.view.values.as_slice() {
            [Value::String(only)] if only.is_empty() => "An empty string.".to_owned(),
            _ => format!("The alternative `{}`.", super::markdown::code(&one.word)),
        })
        .finish()
}

/// Titles longer than this are sentences, not names.
const LONGEST_TITLE: usize = 60;

/// Nested lists and maps are named this deep.
const DEEPEST_WORD: usize = 3;

impl<'a> Context<'a> {
    /// A word for an alternative: the name of its component, its title, its only constant, what it holds or requires.
    fn word_for(&self, schema: SchemaRef<'a>, depth: usize) -> String {
        if let SchemaRef::Reference(reference) = schema {
            return schema_name(reference).unwrap_or_default();
        }
        let Some((view, _)) = self.view(schema) else {
            return "other".to_owned();
        };
        let title = view
            .data
            .title
            .as_deref()
            .filter(|title| title.chars().any(char::is_alphanumeric));
        if let Some(title) = title.filter(|title| title.chars().count() <= LONGEST_TITLE) {
            return title.to_owned();
        }
        let of = |inner: Option<SchemaRef<'a>>, what: &str| match inner {
            Some(inner) if depth > 0 => format!("{} {what}", self.word_for(inner, depth - 1)),
            _ => what.to_owned(),
        };
        match (view.base, view.values.as_slice()) {
            (_, [Value::String(only)]) => only.clone(),
            (Some(Base::Boolean), _) => "boolean".to_owned(),
            (Some(Base::Integer), _) => "integer".to_owned(),
            (Some(Base::Number), _) => "number".to_owned(),
            (Some(Base::String), []) => view.format.clone().unwrap_or_else(|| "text".to_owned()),
            (Some(Base::String), _) => "constant".to_owned(),
            (Some(Base::Array), _) => of(view.items, "list"),
            (Some(Base::Object), _) if view.properties.is_empty() => match view.additional {
                Additional::Schema(values) => of(Some(values), "map"),
                _ => "map".to_owned(),
            },
            (Some(Base::Object), _) => self.word_for_object(&view),
            _ => "other".to_owned(),
        }
    }

    /// The only constant of a required property, else the required properties, else the first one.
    fn word_for_object(&self, view: &View<'a>) -> String {
        let required = |name: &str| view.required.iter().any(|required| required == name);
        let constant = view
            .properties
            .iter()
            .filter(|(name, _)| required(name))
            .find_map(
                |(name, schema)| match self.view(*schema)?.0.values.as_slice() {
                    [Value::String(only)] => Some(only.clone()),
                    [only @ (Value::Number(_) | Value::Bool(_))] => Some(format!("{name} {only}")),
                    _ => None,
                },
            );
        let with = match (view.required, view.properties.first()) {
            ([], Some((first, _))) => (*first).to_owned(),
            (required, _) => required.join(" "),
        };
        constant.unwrap_or_else(|| format!("with {with}"))
    }
}
