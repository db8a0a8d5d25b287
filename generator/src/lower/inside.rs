//! Keys inside of properties that one variant of a union names and another drops.
//!
//! Takes the variants of a union and what tells them apart so far. Adds what stands in the properties that several of them
//! have, where constants leave both possible and the keys differ: a value is of the variant that keeps it whole. Looks into
//! variants that are objects, and into properties that are objects or lists and maps of them; not into what may be null, or
//! is a union.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Kind, Shape, Struct, Type, TypeId, Types};

/// Properties of properties are compared this deep.
const DEEPEST: usize = 3;

/// How many properties of all variants are compared. A union that needs more is told apart without: what each of many types
/// that contain each other has inside would be more than all else of a crate.
const MOST: usize = 1_000;

/// What stands in some properties of an object.
type Inside = Vec<(String, Shape)>;

/// An object, and its place among those that are compared.
type Placed<'t> = (usize, (TypeId, &'t Struct));

/// Adds to the shape of each variant, whose types these are, what stands in its properties.
pub(super) fn fill<'t>(
    types: &'t Types,
    variants: impl Iterator<Item = &'t Type>,
    shapes: &mut [Shape],
) {
    let variants = variants.zip(shapes.iter()).enumerate();
    let objects = variants.filter_map(|(place, (ty, shape))| {
        let others = shapes.iter().enumerate();
        let mut others = others.filter(|(other, _)| *other != place);
        if others.all(|(_, other)| apart(shape, other)) {
            return None;
        }
        match types.resolve(ty) {
            Type::Named(id) => Some((place, (*id, object(types, *id)?))),
            _ => None,
        }
    });
    let objects: Vec<Placed<'_>> = objects.collect();
    let mut left = MOST;
    let found = compare(types, &objects, DEEPEST, &mut left);
    for (place, inside) in found.into_iter().filter(|_| left > 0) {
        if let Some(shape) = shapes.get_mut(place) {
            *shape = with(std::mem::replace(shape, Shape::Any), inside);
        }
    }
}

fn with(shape: Shape, inside: Inside) -> Shape {
    match inside.is_empty() {
        true => shape,
        false => Shape::Inside(Box::new(shape), inside),
    }
}

/// Whether a constant that must be there leaves but one of both.
fn apart(one: &Shape, other: &Shape) -> bool {
    let (
        Shape::Object {
            constants,
            required,
            ..
        },
        Shape::Object {
            constants: others,
            required: there,
            ..
        },
    ) = (one, other)
    else {
        return false;
    };
    constants.iter().any(|(path, values)| {
        let first = path.first();
        let must = first.is_some_and(|key| required.contains(key) && there.contains(key));
        let mut rivals = others.iter().filter(|(other, _)| other == path);
        must && rivals.any(|(_, other)| !other.iter().any(|value| values.contains(value)))
    })
}

fn object(types: &Types, id: TypeId) -> Option<&Struct> {
    match &types.get(id).kind {
        Kind::Struct(object) => Some(object),
        _ => None,
    }
}

/// What stands in the properties of some objects, by their places, where several have them and their keys differ.
fn compare(
    types: &Types,
    objects: &[Placed<'_>],
    depth: usize,
    left: &mut usize,
) -> BTreeMap<usize, Inside> {
    let mut found = BTreeMap::<usize, Inside>::new();
    if depth == 0 {
        return found;
    }
    let fields = objects.iter().flat_map(|(_, (_, object))| &object.fields);
    let names: BTreeSet<&str> = fields.map(|field| field.name.wire.as_str()).collect();
    for name in names {
        let held = objects.iter().filter_map(|(place, (_, object))| {
            let mut fields = object.fields.iter();
            let field = fields.find(|field| field.name.wire == name)?;
            Some((*place, held(types, &field.ty)?))
        });
        for (place, shape) in differing(types, &held.collect::<Vec<_>>(), depth, left) {
            let inside = found.entry(place).or_default();
            inside.push((name.to_owned(), shape));
        }
    }
    found
}

/// The shapes of what some objects have in one property; none if all have the same keys, or keep those of others.
fn differing(
    types: &Types,
    held: &[(usize, Held<'_>)],
    depth: usize,
    left: &mut usize,
) -> Vec<(usize, Shape)> {
    let kinds: BTreeSet<TypeId> = held.iter().map(|(_, held)| held.object.0).collect();
    if kinds.len() < 2 {
        return Vec::new();
    }
    *left = left.saturating_sub(held.len());
    if *left == 0 {
        return Vec::new();
    }
    let objects = held.iter().map(|(place, held)| (*place, held.object));
    let mut inner = compare(types, &objects.collect::<Vec<_>>(), depth - 1, left);
    let plain: Vec<Shape> = held.iter().map(|(_, held)| keys(held.object.1)).collect();
    let same = plain.iter().all(|one| Some(one) == plain.first());
    let open = (held.iter()).all(|(_, held)| held.object.1.additional.is_some());
    if inner.is_empty() && (same || open) {
        return Vec::new();
    }
    let shapes = plain.into_iter().zip(held).map(|(plain, (place, held))| {
        let one = with(plain, inner.remove(place).unwrap_or_default());
        let wrap = |inner, around: &Around| around(Box::new(inner));
        (*place, held.around.iter().rev().fold(one, wrap))
    });
    shapes.collect()
}

/// The known keys of an object, in one order.
fn keys(object: &Struct) -> Shape {
    let known = object.fields.iter().map(|field| field.name.wire.as_str());
    let known: BTreeSet<&str> = known.collect();
    Shape::Object {
        required: Vec::new(),
        constants: Vec::new(),
        properties: known.into_iter().map(ToOwned::to_owned).collect(),
        open: object.additional.is_some(),
    }
}

/// An object that a property holds.
struct Held<'t> {
    /// The lists and maps that it stands in, the outermost first.
    around: Vec<Around>,
    object: (TypeId, &'t Struct),
}

type Around = fn(Box<Shape>) -> Shape;

/// The object that a type is, or is a list or a map of.
fn held<'t>(types: &'t Types, ty: &'t Type) -> Option<Held<'t>> {
    let mut around: Vec<Around> = Vec::new();
    let mut ty = types.resolve(ty);
    loop {
        ty = match ty {
            Type::Array(items) => {
                around.push(Shape::Array);
                types.resolve(items)
            }
            Type::Map(values) => {
                around.push(Shape::Map);
                types.resolve(values)
            }
            Type::Named(id) => {
                let object = (*id, object(types, *id)?);
                return Some(Held { around, object });
            }
            Type::Scalar(_) | Type::Nullable(_) => return None,
        };
    }
}
