//! Which way values of each type travel: in requests, in responses, or both.

use crate::ir::{Direction, Kind, Operation, ParameterType, Type, TypeId, Types};

/// Marks every type that an operation reaches.
pub(super) fn mark(types: &mut Types, operations: &[Operation]) {
    let bodies = operations
        .iter()
        .filter_map(|operation| operation.body.as_ref());
    let mut sent: Vec<Type> = bodies
        .flat_map(|body| &body.contents)
        .filter_map(|content| content.payload.ty())
        .collect();
    let parameters = operations
        .iter()
        .flat_map(|operation| &operation.parameters);
    sent.extend(parameters.filter_map(|one| match &one.ty {
        ParameterType::Value(ty) => Some(ty.clone()),
        // Enums have nothing to set.
        ParameterType::One(_) | ParameterType::Many(_) => None,
    }));
    let request = reached(types, sent.iter());
    let received = operations.iter().flat_map(|operation| {
        let failures = operation.failures.iter();
        let failures = failures.filter_map(|failure| failure.body.as_ref());
        operation.response.types().chain(failures)
    });
    let response = reached(types, received);
    for id in types.ids() {
        let seen = |list: &[bool]| list.get(id.index()).copied().unwrap_or(false);
        types.get_mut(id).direction = Direction {
            request: seen(&request),
            response: seen(&response),
        };
    }
}

fn reached<'a>(types: &'a Types, roots: impl Iterator<Item = &'a Type>) -> Vec<bool> {
    let mut met = vec![false; types.len()];
    let mut waiting: Vec<&Type> = roots.collect();
    while let Some(ty) = waiting.pop() {
        match ty {
            Type::Scalar(_) => {}
            Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => waiting.push(inner),
            Type::Named(id) => {
                if let Some(seen) = met.get_mut(id.index()).filter(|seen| !**seen) {
                    *seen = true;
                    inner_types(types, *id, &mut waiting);
                }
            }
        }
    }
    met
}

fn inner_types<'a>(types: &'a Types, id: TypeId, waiting: &mut Vec<&'a Type>) {
    match &types.get(id).kind {
        Kind::Struct(object) => {
            waiting.extend(object.fields.iter().map(|field| &field.ty));
            waiting.extend(object.additional.iter().map(|additional| &additional.ty));
        }
        Kind::Union(union) => waiting.extend(union.variants.iter().map(|variant| &variant.ty)),
        Kind::Alias(ty) | Kind::Newtype(ty) => waiting.push(ty),
        Kind::StringEnum(_) | Kind::IntegerEnum(_) => {}
    }
}
