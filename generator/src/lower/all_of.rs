//! `allOf`: one flat type of all its members.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{ReferenceOr, Schema};

use super::context::{Context, Lowered, schema_name};
use super::object::{Property, Required};
use super::place::{Place, component_pointer};
use super::schema::Made;
use super::union::Alternative;
use super::view::{Additional, Base, SchemaRef, View};
use crate::diagnostics::Rule;
use crate::ir::{Kind, Type, Variant};

/// What the members say together.
#[derive(Clone, Debug, Default)]
pub(super) struct Merged<'a> {
    properties: Vec<Property<'a>>,
    /// Where each property stands in the list.
    index: BTreeMap<&'a str, usize>,
    required: Required<'a>,
    additional: Additional<'a>,
    /// Members that are no objects: scalars, lists, alternatives.
    others: Vec<(View<'a>, Place)>,
    /// Components on the way, so that one that contains itself is met once.
    met: BTreeSet<String>,
    /// How many lists of alternatives these properties were joined with already.
    choices: usize,
}

impl<'a> Context<'a> {
    pub(super) fn all_of(&mut self, view: &View<'a>, place: &Place) -> Made {
        let members: Vec<_> = view
            .all_of
            .iter()
            .enumerate()
            .map(|(index, member)| (SchemaRef::from(member), place.member(index)))
            .collect();
        let speaking: Vec<_> = members
            .iter()
            .filter(|(member, _)| self.says_something(*member))
            .collect();
        let alone = view.properties.is_empty()
            && view.required.is_empty()
            && view.one_of.is_empty()
            && view.any_of.is_empty();
        if let ([(member, at)], true) = (speaking.as_slice(), alone) {
            return Made::Expression(self.schema(*member, at).ty);
        }
        self.merge(Some((view, place)), &members, place)
    }

    /// A property that several members of an `allOf` describe.
    pub(super) fn intersection(
        &mut self,
        schemas: &[(SchemaRef<'a>, Place)],
        place: &Place,
    ) -> Lowered {
        let mut speaking: Vec<(SchemaRef<'a>, Place)> = Vec::new();
        for (schema, at) in schemas {
            if self.says_something(*schema) && !speaking.iter().any(|(other, _)| other == schema) {
                speaking.push((*schema, at.clone()));
            }
        }
        let nullable = schemas
            .iter()
            .all(|(schema, _)| self.view(*schema).is_some_and(|(view, _)| view.nullable));
        let ty = match (speaking.as_slice(), schemas.first()) {
            ([], None) => return Lowered::JSON,
            ([], Some((schema, at))) | ([(schema, at)], _) => self.schema(*schema, at).ty,
            (several, Some((first, _))) => {
                let Some((view, _)) = self.view(*first) else {
                    return Lowered::JSON;
                };
                let made = self.merge(None, several, place);
                self.place(made, &view, place).ty
            }
            (_, None) => return Lowered::JSON,
        };
        Lowered { ty, nullable }
    }

    /// Whether a schema constrains the value at all.
    fn says_something(&self, schema: SchemaRef<'a>) -> bool {
        self.view(schema)
            .is_none_or(|(view, _)| !view.is_free() || !view.required.is_empty())
    }

    fn merge(
        &mut self,
        whole: Option<(&View<'a>, &Place)>,
        members: &[(SchemaRef<'a>, Place)],
        place: &Place,
    ) -> Made {
        let mut merged = Merged::default();
        for (member, at) in members {
            self.collect(*member, at, &mut merged);
        }
        if let Some((view, at)) = whole {
            merged.own(view, at);
        }
        self.merged(merged, place)
    }

    /// Adds a member and, through its own `allOf`, the members of the member.
    fn collect(&mut self, member: SchemaRef<'a>, place: &Place, merged: &mut Merged<'a>) {
        let Some((view, elsewhere)) = self.view(member) else {
            if let SchemaRef::Reference(reference) = member {
                self.reference(reference, place);
            }
            return;
        };
        let at = elsewhere.unwrap_or_else(|| place.clone());
        if matches!(member, SchemaRef::Reference(_))
            && !merged.met.insert(at.pointer.as_str().to_owned())
        {
            return;
        }
        for (index, inner) in view.all_of.iter().enumerate() {
            self.collect(inner.into(), &at.member(index), merged);
        }
        merged.own(&view, &at);
    }

    fn merged(&mut self, mut merged: Merged<'a>, place: &Place) -> Made {
        let is_object =
            !merged.properties.is_empty() || !matches!(merged.additional, Additional::Unsaid);
        if !is_object && !self.are_choices(&merged.others) {
            return self.of_one_kind(&merged.others, place);
        }
        let choices = self.choices(&mut merged, place);
        if !merged.others.is_empty() {
            self.warn(
                Rule::SchemaPartLeftOut,
                "properties are joined with something that is no object; typed by the properties, the rest is kept as free JSON",
                "describe the alternatives as objects of their own",
                &place.pointer,
            );
            merged.others.clear();
            merged.additional = Additional::Any;
        }
        if let Some(((own, _), rest)) = choices.split_last() {
            // A schema's own list comes after those of its members, and names the alternatives; each is joined with the others.
            merged.others = rest.to_vec();
            return self.distribute(&merged, own, place);
        }
        let required = merged.required;
        Made::Definition(Kind::Struct(self.structure(
            merged.properties,
            &required,
            merged.additional,
            place,
        )))
    }

    /// The lists of alternatives that all of it is joined with. What is no list joins the rest or, if it cannot, is left.
    fn choices(&mut self, merged: &mut Merged<'a>, place: &Place) -> Vec<(View<'a>, Place)> {
        let mut choices = Vec::new();
        let mut together = 1;
        for (view, at) in std::mem::take(&mut merged.others) {
            if merged.is_alternative(&view, place) {
                continue;
            }
            let object = matches!(view.base, None | Some(Base::Object));
            if let Some(mut names) = self.demands(&view).filter(|_| object) {
                merged.required.else_others.append(&mut names);
                continue;
            }
            let fitting = self.fitting(&view, Base::Object);
            together *= fitting.len();
            let few = choices.is_empty() || together <= MOST_TOGETHER;
            match fitting.as_slice() {
                // The one alternative that can be meant is a member like the others.
                [only] if !self.builds_on(*only, place) => self.collect(*only, &at, merged),
                [_, ..] if merged.choices + choices.len() < MOST_CHOICES && few => {
                    choices.push((view, at));
                }
                _ => merged.others.push((view, at)),
            }
        }
        choices
    }

    /// Whether members without properties are several lists of alternatives that may be objects: a value is one of each.
    fn are_choices(&self, others: &[(View<'a>, Place)]) -> bool {
        let views = others.iter().map(|(view, _)| view);
        let lists: Vec<&View<'_>> = views.filter(|one| self.demands(one).is_none()).collect();
        let may_be_object = |view: &&View<'a>| {
            let open = matches!(view.base, None | Some(Base::Object));
            open && !self.fitting(view, Base::Object).is_empty()
        };
        lists.len() > 1 && lists.iter().all(may_be_object)
    }

    /// An enum of the alternatives, each with the properties that all of them have.
    fn distribute(&mut self, shared: &Merged<'a>, choice: &View<'a>, place: &Place) -> Made {
        let mut variants: Vec<Variant> = Vec::new();
        for one in self.listed(choice, place) {
            if !self.can_be(one.schema, Base::Object, DEEPEST_PART) {
                continue;
            }
            let mut merged = shared.clone();
            merged.choices += 1;
            self.collect(one.schema, &one.place, &mut merged);
            let own = shared.is_part_of(&merged, &one);
            let ty = if own || self.builds_on(one.schema, place) {
                self.schema(one.schema, &one.place).ty
            } else {
                let made = self.merged(merged, &one.place);
                self.place(made, &one.view, &one.place).ty
            };
            if !variants.iter().any(|variant| variant.ty == ty) {
                variants.push(self.variant(choice, &one, ty));
            }
        }
        self.union(variants, choice)
    }

    /// Whether a schema contains the one at a place by its `allOf`.
    fn builds_on(&self, schema: SchemaRef<'a>, place: &Place) -> bool {
        let view = self.view(schema).map(|(view, _)| view);
        let mut members = view.iter().flat_map(|view| view.all_of);
        members.any(|member| match member {
            ReferenceOr::Reference { reference } => {
                let name = schema_name(reference);
                name.is_some_and(|name| component_pointer(&name) == place.pointer)
            }
            ReferenceOr::Item(_) => false,
        })
    }

    /// Properties beside `oneOf` or `anyOf`: members of each alternative.
    pub(super) fn beside(&mut self, view: &View<'a>, place: &Place) -> Made {
        let mut merged = Merged::default();
        merged.own(view, place);
        self.merged(merged, place)
    }

    /// The alternatives of a schema that a value of this type can be.
    fn fitting(&self, view: &View<'a>, base: Base) -> Vec<SchemaRef<'a>> {
        let alternatives = view.one_of.iter().chain(view.any_of);
        alternatives
            .map(SchemaRef::from)
            .filter(|schema| self.can_be(*schema, base, DEEPEST_PART))
            .collect()
    }

    /// Whether a value of the type can have the schema, as far as the schema says at once.
    fn can_be(&self, schema: SchemaRef<'a>, base: Base, depth: usize) -> bool {
        let Some((view, _)) = self.view(schema) else {
            return false;
        };
        if view.base.is_some() || depth == 0 {
            return view.base.is_none() || fits(view.base, Some(base));
        }
        let can_be = |part: &'a ReferenceOr<Schema>| self.can_be(part.into(), base, depth - 1);
        let mut alternatives = view.one_of.iter().chain(view.any_of).peekable();
        let any = alternatives.peek().is_none() || alternatives.any(can_be);
        any && view.all_of.iter().all(can_be)
    }

    /// Members without properties: the one that says most stands for all, with the constants and bounds of all.
    fn of_one_kind(&mut self, others: &[(View<'a>, Place)], place: &Place) -> Made {
        // Alternatives beside a member that has one type come down to that type, if it is among them.
        let definite = others.iter().find_map(|(view, _)| view.base);
        let open = |view: &View<'a>| {
            view.base.is_none() && definite.is_some_and(|base| !self.fitting(view, base).is_empty())
        };
        let others: Vec<_> = others
            .iter()
            .filter(|(view, _)| !open(view))
            .cloned()
            .collect();
        let constant = others.iter().find(|(view, _)| !view.values.is_empty());
        let formatted = others.iter().find(|(view, _)| view.format.is_some());
        let Some((view, at)) = constant.or(formatted).or(others.first()) else {
            return Made::Expression(Lowered::JSON.ty);
        };
        if !others.iter().all(|(other, _)| fits(other.base, view.base)) {
            let said = |(view, _): &&(View<'a>, Place)| view.base.is_some() && !view.is_null();
            let last = others.iter().rev().find(said);
            self.warn(
                Rule::SchemaPartLeftOut,
                "the members of `allOf` are of different types, so no value fits them all: the last one counts",
                "give them the same type",
                &place.pointer,
            );
            return match last {
                Some((view, at)) => self.make(view, at),
                None => Made::Expression(Lowered::JSON.ty),
            };
        }
        let mut together = view.clone();
        let possible = others.iter().fold(true, |possible, (other, _)| {
            together.narrow(other) && possible
        });
        if !possible {
            self.warn(
                Rule::SchemaPartLeftOut,
                "the members of `allOf` have no constant in common: typed without constants",
                "list in each the constants that are meant",
                &place.pointer,
            );
            together.values.clear();
        }
        let items = others.iter();
        let items: Vec<_> = items
            .filter_map(|(view, at)| Some((view.items?, at.items())))
            .collect();
        if items.len() > 1 {
            // Each item is what all members say of it.
            let item = self.intersection(&items, &place.items()).element();
            Made::Expression(Type::Array(Box::new(item)))
        } else if view.one_of.is_empty() && view.any_of.is_empty() {
            self.plain(&together, at)
        } else {
            self.alternatives(view, at)
        }
    }
}

/// Whether a value can be of both types.
fn fits(a: Option<Base>, b: Option<Base>) -> bool {
    let numbers = [Some(Base::Integer), Some(Base::Number)];
    a == b || (numbers.contains(&a) && numbers.contains(&b))
}

/// Members of members are asked for their type this deep.
const DEEPEST_PART: usize = 4;

/// Lists of alternatives that are joined with the same properties, one inside of another.
const MOST_CHOICES: usize = 2;

/// Types that two such lists may come to.
const MOST_TOGETHER: usize = 100;

impl<'a> Merged<'a> {
    /// Whether what is merged here is one of the alternatives itself: a base lists what builds on it.
    fn is_alternative(&self, view: &View<'a>, place: &Place) -> bool {
        let mut alternatives = view.one_of.iter().chain(view.any_of);
        alternatives.any(|alternative| {
            let ReferenceOr::Reference { reference } = alternative else {
                return false;
            };
            let pointer = schema_name(reference).map(|name| component_pointer(&name));
            pointer.is_some_and(|pointer| {
                pointer == place.pointer || self.met.contains(pointer.as_str())
            })
        })
    }

    /// Whether an alternative, with which these properties were joined, says all of them by itself.
    fn is_part_of(&self, joined: &Self, one: &Alternative<'a>) -> bool {
        let said: BTreeSet<&str> = one.view.properties.iter().map(|(name, _)| *name).collect();
        self.others.is_empty()
            && matches!(one.schema, SchemaRef::Reference(_))
            && joined.others.is_empty()
            && self.index.keys().all(|name| said.contains(name))
            && (self.required.always.iter())
                .all(|name| one.view.required.iter().any(|required| required == name))
    }

    /// What a schema says itself, without its `allOf`.
    fn own(&mut self, view: &View<'a>, place: &Place) {
        let required = view.required.iter().map(String::as_str);
        self.required.always.extend(required);
        for &(name, schema) in &view.properties {
            let stands = (schema, place.property(name));
            match self
                .index
                .get(name)
                .and_then(|&index| self.properties.get_mut(index))
            {
                Some(property) => property.schemas.push(stands),
                None => {
                    self.index.insert(name, self.properties.len());
                    self.properties.push(Property {
                        name,
                        schemas: vec![stands],
                    });
                }
            }
        }
        match (self.additional, view.additional) {
            (Additional::Schema(_), _) | (_, Additional::Unsaid) => {}
            (_, said) => self.additional = said,
        }
        let alternatives = !view.one_of.is_empty() || !view.any_of.is_empty();
        let scalar = view.base.is_some_and(|base| base != Base::Object);
        if alternatives || scalar {
            self.others.push((view.clone(), place.clone()));
        }
    }
}
