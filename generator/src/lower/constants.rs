//! Properties that can have one value only.
//!
//! Takes types that have their names, gives their required fields the constant that building a value fills in: the one value
//! of an enum, or what a discriminator calls the type. Variants get what the discriminator calls them where they need not say
//! it themselves. It asks before shapes are filled, when they hold nothing else.

use std::collections::BTreeMap;

use crate::ir::{
    Constant, EnumValue, Field, Kind, Presence, Scalar, Shape, Type, TypeId, Types, Variant,
};

/// What discriminators call each type: the property, and the text if there is but one.
type Tags = BTreeMap<(TypeId, String), Option<String>>;

/// Gives each field that has one its constant.
pub(super) fn fill(types: &mut Types) {
    let tags = tags(types);
    for id in types.ids() {
        let constants: Vec<Option<Constant>> = match &types.get(id).kind {
            Kind::Struct(object) => (object.fields.iter())
                .map(|field| {
                    let tag = tags.get(&(id, field.name.wire.clone()));
                    let tag = tag.and_then(Option::as_deref);
                    constant(types, field, tag)
                })
                .collect(),
            _ => continue,
        };
        if let Kind::Struct(object) = &mut types.get_mut(id).kind {
            for (field, constant) in object.fields.iter_mut().zip(constants) {
                field.constant = constant;
            }
        }
    }
    tag_variants(types);
}

/// A variant that does not describe the discriminator's property, or need not have it, is still told apart by it (OpenAPI 3.0.4,
/// section 4.7.25): whoever writes the union writes the tag.
fn tag_variants(types: &mut Types) {
    for id in types.ids() {
        let Kind::Union(union) = &types.get(id).kind else {
            continue;
        };
        let variants = union.variants.iter();
        let tags: Vec<_> = variants.map(|one| untold(types, one)).collect();
        if let Kind::Union(union) = &mut types.get_mut(id).kind {
            for (variant, tag) in union.variants.iter_mut().zip(tags) {
                variant.tag = tag;
            }
        }
    }
}

/// The property and its text that a variant may leave out.
fn untold(types: &Types, variant: &Variant) -> Option<(String, String)> {
    let (id, property, texts) = tag(types, variant)?;
    let Kind::Struct(object) = &types.get(id).kind else {
        return None;
    };
    let mut fields = object.fields.iter();
    let field = fields.find(|field| field.name.wire == property);
    let is_text = |field: &Field| match types.resolve(&field.ty) {
        Type::Scalar(Scalar::String) => true,
        Type::Named(id) => matches!(types.get(*id).kind, Kind::StringEnum(_)),
        _ => false,
    };
    let untold = field.is_none_or(|field| !field.is_given() && is_text(field));
    let text = texts.first().filter(|_| untold)?;
    Some((property.to_owned(), text.clone()))
}

/// The constant of a field, if it has one.
fn constant(types: &Types, field: &Field, tag: Option<&str>) -> Option<Constant> {
    if field.presence != Presence::Required {
        return None;
    }
    let own = match types.resolve(&field.ty) {
        Type::Scalar(Scalar::String) => tag.map(|tag| Constant::Text(tag.to_owned())),
        Type::Named(id) => match &types.get(*id).kind {
            Kind::StringEnum(known) => {
                let is_tag = |one: &&EnumValue<String>| Some(one.wire.as_str()) == tag;
                let meant = known.only().or_else(|| known.values.iter().find(is_tag));
                meant.map(|one| Constant::Variant(one.rust.clone()))
            }
            Kind::IntegerEnum(known) => {
                let only = known.only();
                only.map(|only| Constant::Variant(only.rust.clone()))
            }
            _ => None,
        },
        _ => None,
    };
    own.or_else(|| field.constant.clone())
}

/// What the discriminators of all unions call their variants.
fn tags(types: &Types) -> Tags {
    let mut tags = Tags::new();
    let unions = types
        .iter()
        .filter_map(|definition| match &definition.kind {
            Kind::Union(union) => Some(union),
            _ => None,
        });
    for variant in unions.flat_map(|union| &union.variants) {
        let Some((id, property, texts)) = tag(types, variant) else {
            continue;
        };
        let only = match texts {
            [only] => Some(only.clone()),
            _ => None,
        };
        tags.entry((id, property.to_owned()))
            .and_modify(|known| {
                if *known != only {
                    *known = None;
                }
            })
            .or_insert(only);
    }
    tags
}

/// The struct that a variant holds, the property of the discriminator, and the texts that mean it.
fn tag<'a>(types: &'a Types, variant: &'a Variant) -> Option<(TypeId, &'a str, &'a [String])> {
    let (Type::Named(id), Shape::Object { constants, .. }) =
        (types.resolve(&variant.ty), &variant.shape)
    else {
        return None;
    };
    match constants.as_slice() {
        [(path, texts)] => match path.as_slice() {
            [property] => Some((*id, property, texts)),
            _ => None,
        },
        _ => None,
    }
}
