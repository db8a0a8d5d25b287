//! Text of the format `binary`: a file where it is a part of a multipart body, and text everywhere else.
//!
//! Takes operations and types, changes the types of fields. How a body is taken apart follows from them.

use std::collections::BTreeSet;

use crate::ir::{Kind, Operation, ParameterType, Payload, Scalar, Type, TypeId, Types};

/// Makes files of what can be one, and leaves no text that stands for bytes.
pub(super) fn settle(operations: &mut [Operation], types: &mut Types) {
    let bodies = operations.iter().filter_map(|one| one.body.as_ref());
    let contents = bodies.flat_map(|body| &body.contents);
    let structs: BTreeSet<TypeId> = contents
        .filter_map(|content| match &content.payload {
            Payload::Parts(id, _) => Some(*id),
            _ => None,
        })
        .collect();
    for id in structs {
        more_files(types, id);
        for (index, ty) in files(types, id) {
            if let Kind::Struct(object) = &mut types.get_mut(id).kind
                && let Some(field) = object.fields.get_mut(index)
            {
                field.ty = ty;
            }
        }
    }
    for ty in types.expressions_mut() {
        ty.replace(Scalar::Binary, Scalar::String);
    }
    for parameter in operations.iter_mut().flat_map(|one| &mut one.parameters) {
        if let ParameterType::Value(ty) = &mut parameter.ty {
            ty.replace(Scalar::Binary, Scalar::String);
        }
    }
}

/// The fields that hold files, each with its new type.
fn files(types: &Types, id: TypeId) -> Vec<(usize, Type)> {
    let Kind::Struct(object) = &types.get(id).kind else {
        return Vec::new();
    };
    let file = Type::Scalar(Scalar::File);
    let found = (object.fields.iter().enumerate()).filter_map(|(index, field)| {
        match types.resolve(&field.ty) {
            Type::Scalar(Scalar::Binary) => Some((index, file.clone())),
            Type::Array(items) if is_binary(types, items) => {
                Some((index, Type::Array(Box::new(file.clone()))))
            }
            _ => None,
        }
    });
    found.collect()
}

/// Makes files of properties that are not listed, where they can be such.
fn more_files(types: &mut Types, id: TypeId) {
    let Kind::Struct(object) = &types.get(id).kind else {
        return;
    };
    let file = || Type::Scalar(Scalar::File);
    let additional = object.additional.as_ref();
    let ty = additional.and_then(|additional| match types.resolve(&additional.ty) {
        Type::Scalar(Scalar::Binary) => Some(file()),
        Type::Nullable(inner) if is_binary(types, inner) => Some(Type::Nullable(Box::new(file()))),
        Type::Array(items) if is_binary(types, items) => Some(Type::Array(Box::new(file()))),
        _ => None,
    });
    if let (Some(ty), Kind::Struct(object)) = (ty, &mut types.get_mut(id).kind)
        && let Some(additional) = &mut object.additional
    {
        additional.ty = ty;
    }
}

fn is_binary(types: &Types, ty: &Type) -> bool {
    match types.resolve(ty) {
        Type::Scalar(scalar) => *scalar == Scalar::Binary,
        Type::Nullable(inner) => is_binary(types, inner),
        _ => false,
    }
}
