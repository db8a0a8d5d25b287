//! What tells the variants of a union apart: a shape for each, from what its type requires.

use crate::ir::{
    Constant, Field, Kind, Presence, Scalar, Shape, Struct, Type, TypeId, Types, Variant,
};

/// Nested lists and maps are told apart this deep.
const DEEPEST: usize = 4;

/// Constants are looked for this deep.
const LONGEST_PATH: usize = 3;

/// Fills in the shapes of all variants; a discriminator's constants, found before, stay.
pub(super) fn fill(types: &mut Types) {
    // All are found before any is filled in: a union looks at the tags of those inside of it.
    let found = types.ids().map(|id| (id, shapes_of(types, id)));
    for (id, shapes) in found.collect::<Vec<_>>() {
        let Some(shapes) = shapes else {
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
    let mut inside = vec![id];
    let mut shapes: Vec<Shape> = (union.variants.iter())
        .map(|variant| variant_shape(types, &union.variants, variant, true, DEEPEST, &mut inside))
        .collect();
    tell_apart(&mut shapes);
    let held = union.variants.iter().map(|variant| &variant.ty);
    super::inside::fill(types, held, &mut shapes);
    // Constants matter only where another string could be meant.
    if shapes.iter().filter(|shape| takes_strings(shape)).count() < 2 {
        for shape in &mut shapes {
            if matches!(shape, Shape::Constants(_)) {
                *shape = Shape::String;
            }
        }
    }
    Some(shapes)
}

fn takes_strings(shape: &Shape) -> bool {
    match shape {
        Shape::String | Shape::Constant(_) | Shape::Constants(_) => true,
        Shape::OneOf(shapes) => shapes.iter().any(takes_strings),
        _ => false,
    }
}

/// Keeps constants of properties of properties, and of those that may be missing, only where another variant has others
/// there: a constant that tells nothing apart may be a new one.
fn tell_apart(shapes: &mut [Shape]) {
    let mut known: Vec<(usize, Constants)> = Vec::new();
    visit(shapes, 0, &mut |constants, _, level| {
        known.extend(constants.iter().map(|one| (level, one.clone())))
    });
    visit(shapes, 0, &mut |constants, required, level| {
        constants.retain(|(path, values)| {
            let mut others =
                (known.iter()).filter(|(other, known)| *other == level && known.0 == *path);
            let own = matches!(path.as_slice(), [property] if required.contains(property));
            own || others.any(|(_, other)| other.1 != *values)
        });
    });
}

/// The path of a property, and the strings that it may be.
type Constants = (Vec<String>, Vec<String>);

/// Shows the constants of each object, what it requires, and how many lists and maps it stands in.
fn visit(
    shapes: &mut [Shape],
    level: usize,
    see: &mut impl FnMut(&mut Vec<Constants>, &[String], usize),
) {
    for shape in shapes {
        match shape {
            Shape::Object {
                constants,
                required,
                ..
            } => see(constants, required, level),
            Shape::OneOf(shapes) => visit(shapes, level, see),
            Shape::Array(inner) | Shape::Map(inner) => {
                visit(std::slice::from_mut(inner), level + 1, see);
            }
            _ => {}
        }
    }
}

/// A discriminator decides alone: its tag is there, whatever else is missing. Where several variants have the tag, what
/// else they have decides among them, as it does where another variant has no tag, or where the union is not `alone` but a
/// variant itself: others beside it ask which keys it knows.
fn variant_shape(
    types: &Types,
    variants: &[Variant],
    variant: &Variant,
    alone: bool,
    depth: usize,
    inside: &mut Vec<TypeId>,
) -> Shape {
    if let Shape::Constant(_) = &variant.shape {
        return variant.shape.clone();
    }
    let Some(tag) = tag_of(variant) else {
        return shape(types, &variant.ty, depth, inside);
    };
    let mut others = variants.iter().filter(|other| other.ty != variant.ty);
    if alone && others.all(|other| tag_of(other).is_some_and(|other| !shared(tag, other))) {
        return variant.shape.clone();
    }
    let mut plain = shape(types, &variant.ty, depth, inside);
    if let Shape::Object {
        constants,
        required,
        ..
    } = &mut plain
    {
        constants.retain(|(path, _)| *path != tag.0);
        constants.push(tag.clone());
        let property = tag
            .0
            .first()
            .filter(|property| !required.contains(property));
        required.extend(property.cloned());
    }
    plain
}

/// What a discriminator asks for.
fn tag_of(variant: &Variant) -> Option<&Constants> {
    match &variant.shape {
        Shape::Object { constants, .. } => constants.first(),
        _ => None,
    }
}

fn shared(tag: &Constants, other: &Constants) -> bool {
    other.0 == tag.0 && other.1.iter().any(|one| tag.1.contains(one))
}

/// The shape of a type. `inside` holds the unions around it with no list or map between: one that is met again adds
/// nothing that is not tried already, and must not be entered, or decoding would never end.
fn shape(types: &Types, ty: &Type, depth: usize, inside: &mut Vec<TypeId>) -> Shape {
    if depth == 0 {
        return Shape::Any;
    }
    match types.resolve(ty) {
        Type::Scalar(scalar) => scalar_shape(*scalar),
        Type::Array(items) => {
            Shape::Array(Box::new(shape(types, items, depth - 1, &mut Vec::new())))
        }
        Type::Map(values) => Shape::Map(Box::new(shape(types, values, depth - 1, &mut Vec::new()))),
        Type::Nullable(inner) => {
            Shape::OneOf(vec![Shape::Null, shape(types, inner, depth - 1, inside)])
        }
        Type::Named(id) => match &types.get(*id).kind {
            Kind::Struct(object) => object_shape(types, object),
            Kind::StringEnum(open) => {
                Shape::Constants(open.values.iter().map(|value| value.wire.clone()).collect())
            }
            Kind::IntegerEnum(_) => Shape::Integer,
            Kind::External(external) => external.shape.clone(),
            Kind::Newtype(inner) => shape(types, inner, depth - 1, inside),
            Kind::Union(_) if inside.contains(id) => Shape::OneOf(Vec::new()),
            Kind::Union(union) => {
                inside.push(*id);
                let inner = union.variants.iter().map(|variant| {
                    variant_shape(types, &union.variants, variant, false, depth - 1, inside)
                });
                let inner = inner.collect();
                inside.pop();
                Shape::OneOf(inner)
            }
            Kind::Alias(_) => Shape::Any,
        },
    }
}

fn scalar_shape(scalar: Scalar) -> Shape {
    match scalar {
        Scalar::Boolean => Shape::Boolean,
        Scalar::Integer(_) => Shape::Integer,
        Scalar::Number => Shape::Number,
        Scalar::String | Scalar::Binary | Scalar::File | Scalar::Format(_) => Shape::String,
        Scalar::Constant | Scalar::Json => Shape::Any,
    }
}

fn object_shape(types: &Types, object: &Struct) -> Shape {
    let mut constants = Vec::new();
    let mut path = Vec::new();
    find_constants(types, object, &mut path, &mut constants);
    Shape::Object {
        constants,
        required: (object.fields.iter().filter(|field| is_required(field)))
            .map(|field| field.name.wire.clone())
            .collect(),
        properties: object
            .fields
            .iter()
            .map(|field| field.name.wire.clone())
            .collect(),
        open: object.additional.is_some(),
    }
}

fn is_required(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable)
}

/// The constants of an object's properties, and of what is required in those that are required.
fn find_constants(
    types: &Types,
    object: &Struct,
    path: &mut Vec<String>,
    constants: &mut Vec<Constants>,
) {
    for field in &object.fields {
        if !path.is_empty() && !is_required(field) {
            continue;
        }
        path.push(field.name.wire.clone());
        let kind = match types.resolve(&field.ty) {
            Type::Named(id) => Some(&types.get(*id).kind),
            _ => None,
        };
        match kind {
            Some(Kind::Struct(inner))
                if path.len() < LONGEST_PATH && field.presence == Presence::Required =>
            {
                find_constants(types, inner, path, constants);
            }
            _ => constants.extend(only_value(kind, field).map(|only| (path.clone(), vec![only]))),
        }
        path.pop();
    }
}

/// The one value of a field, as the text that a shape compares: numbers and booleans as JSON writes them.
fn only_value(kind: Option<&Kind>, field: &Field) -> Option<String> {
    match (kind, &field.constant) {
        (Some(Kind::StringEnum(known)), _) => known.only().map(|only| only.wire.clone()),
        (Some(Kind::IntegerEnum(known)), _) => known.only().map(|only| only.wire.to_string()),
        (None, Some(Constant::Boolean(only))) => Some(only.to_string()),
        _ => None,
    }
}
