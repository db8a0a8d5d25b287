//! What tells the variants of a union apart: a shape for each, from what its type requires.

use crate::ir::{Kind, Presence, Scalar, Shape, Struct, Type, TypeId, Types};

/// Nested lists and maps are told apart this deep.
const DEEPEST: usize = 4;

/// Fills in the shapes of all variants; a discriminator's constants, found before, stay.
pub(super) fn fill(types: &mut Types) {
    for id in types.ids() {
        let Some(shapes) = shapes_of(types, id) else {
            continue;
        };
        if let Kind::Union(union) = &mut types.get_mut(id).kind {
            for (variant, shape) in union.variants.iter_mut().zip(shapes) {
                variant.shape = shape;
            }
        }
    }
}

fn shapes_of(types: &Types, id: TypeId) -> Option<Vec<Shape>> {
    let Kind::Union(union) = &types.get(id).kind else {
        return None;
    };
    let shapes = union.variants.iter().map(|variant| {
        match (&variant.shape, shape(types, &variant.ty, DEEPEST)) {
            // A discriminator decides alone: its tag is there, whatever else is missing.
            (tagged @ Shape::Object { constants, .. }, _) if !constants.is_empty() => {
                tagged.clone()
            }
            (_, found) => found,
        }
    });
    Some(shapes.collect())
}

fn shape(types: &Types, ty: &Type, depth: usize) -> Shape {
    if depth == 0 {
        return Shape::Any;
    }
    match types.resolve(ty) {
        Type::Scalar(scalar) => scalar_shape(*scalar),
        Type::Array(items) => Shape::Array(Box::new(shape(types, items, depth - 1))),
        Type::Map(values) => Shape::Map(Box::new(shape(types, values, depth - 1))),
        Type::Nullable(_) => Shape::Any,
        Type::Named(id) => match &types.get(*id).kind {
            Kind::Struct(object) => object_shape(types, object),
            Kind::StringEnum(_) => Shape::String,
            Kind::IntegerEnum(_) => Shape::Integer,
            Kind::Newtype(inner) => shape(types, inner, depth - 1),
            Kind::Union(_) | Kind::Alias(_) => Shape::Any,
        },
    }
}

fn scalar_shape(scalar: Scalar) -> Shape {
    match scalar {
        Scalar::Boolean => Shape::Boolean,
        Scalar::Integer(_) => Shape::Integer,
        Scalar::Number => Shape::Number,
        Scalar::String | Scalar::Timestamp | Scalar::Date | Scalar::Ipv4 | Scalar::Ipv6 => {
            Shape::String
        }
        Scalar::Json => Shape::Any,
    }
}

fn object_shape(types: &Types, object: &Struct) -> Shape {
    let must = |presence| matches!(presence, Presence::Required | Presence::Nullable);
    let constant = |ty: &Type| match types.resolve(ty) {
        Type::Named(id) => match &types.get(*id).kind {
            Kind::StringEnum(open) => match open.values.as_slice() {
                [only] => Some(vec![only.wire.clone()]),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    let required = object.fields.iter().filter(|field| must(field.presence));
    Shape::Object {
        constants: required
            .clone()
            .filter_map(|field| Some((field.name.wire.clone(), constant(&field.ty)?)))
            .collect(),
        required: required.map(|field| field.name.wire.clone()).collect(),
        properties: object
            .fields
            .iter()
            .map(|field| field.name.wire.clone())
            .collect(),
    }
}
