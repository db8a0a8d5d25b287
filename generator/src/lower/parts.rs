//! The parts of multipart bodies, once all types have their names: which are files and which are values.
//!
//! Takes operations and types, gives each multipart body the list of its parts. Text of the format `binary` is a file there;
//! everywhere else it stays text.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{
    Kind, Operation, ParameterType, Part, PartKind, Payload, Scalar, Type, TypeId, Types,
};

/// Fills in the parts, and leaves no text that stands for bytes.
pub(super) fn fill(operations: &mut [Operation], types: &mut Types) {
    let mut structs = BTreeSet::new();
    for_each(operations, |id, _| {
        structs.insert(id);
    });
    for id in structs {
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
    for operation in &mut *operations {
        for parameter in &mut operation.parameters {
            if let ParameterType::Value(ty) = &mut parameter.ty {
                ty.replace(Scalar::Binary, Scalar::String);
            }
        }
    }
    for_each(operations, |id, parts| *parts = listed(types, id, parts));
}

fn for_each(operations: &mut [Operation], mut act: impl FnMut(TypeId, &mut Vec<Part>)) {
    let bodies = operations.iter_mut().filter_map(|one| one.body.as_mut());
    for content in bodies.flat_map(|body| &mut body.contents) {
        if let Payload::Parts(id, parts) = &mut content.payload {
            act(*id, parts);
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

fn is_binary(types: &Types, ty: &Type) -> bool {
    match types.resolve(ty) {
        Type::Scalar(scalar) => *scalar == Scalar::Binary,
        Type::Nullable(inner) => is_binary(types, inner),
        _ => false,
    }
}

/// A part for each field, with the media type that was found for it.
fn listed(types: &Types, id: TypeId, encoded: &mut Vec<Part>) -> Vec<Part> {
    let known: BTreeMap<String, Option<String>> = std::mem::take(encoded)
        .into_iter()
        .map(|part| (part.wire, part.media_type))
        .collect();
    let Kind::Struct(object) = &types.get(id).kind else {
        return Vec::new();
    };
    let parts = object.fields.iter().map(|field| Part {
        field: field.name.rust.clone(),
        wire: field.name.wire.clone(),
        kind: match &field.ty {
            Type::Scalar(Scalar::File) => PartKind::File,
            Type::Array(items) if **items == Type::Scalar(Scalar::File) => PartKind::Files,
            _ => PartKind::Value,
        },
        media_type: known.get(&field.name.wire).cloned().flatten(),
    });
    parts.collect()
}
