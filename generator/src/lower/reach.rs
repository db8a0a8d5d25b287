//! Which types an operation reaches, which way their values travel (in requests, in responses, or both), and what of them need
//! not be there because of that.

use std::collections::BTreeSet;

use crate::ir::{
    Direction, Kind, Operation, Parameter, ParameterItem, ParameterType, Presence, Type, TypeId,
    Types,
};

/// Every type that some operations have to do with, in whatever part of them.
pub(super) fn of_operations<'a>(
    types: &'a Types,
    operations: impl Iterator<Item = &'a Operation>,
) -> BTreeSet<TypeId> {
    let mut met = BTreeSet::new();
    for operation in operations {
        let enums = operation.parameters.iter().filter_map(enumeration);
        let given: Vec<Type> = sent(operation).into_iter().chain(enums).collect();
        let roots = received(operation).chain(&given);
        follow(types, roots, |id| met.insert(id));
    }
    met
}

fn enumeration(parameter: &Parameter) -> Option<Type> {
    match parameter.ty.item() {
        Some(ParameterItem::Enum(id)) => Some(Type::Named(id)),
        _ => None,
    }
}

/// What values are built of to be sent. Enums of parameters are not among them: they have nothing to set.
fn sent(operation: &Operation) -> Vec<Type> {
    let body = operation.body.iter().flat_map(|body| &body.contents);
    let parameters = operation.parameters.iter();
    body.filter_map(|content| content.payload.ty())
        .chain(parameters.filter_map(|one| match &one.ty {
            ParameterType::Value(ty) => Some(ty.clone()),
            ParameterType::One(_) | ParameterType::Many(_) => None,
        }))
        .collect()
}

fn received(operation: &Operation) -> impl Iterator<Item = &Type> {
    let failures = operation.failures.iter();
    let failures = failures.filter_map(|failure| failure.body.as_ref());
    operation.response.types().chain(failures)
}

/// Marks every type that an operation reaches.
pub(super) fn mark(types: &mut Types, operations: &[Operation]) {
    let sent = operations.iter().flat_map(sent).collect::<Vec<_>>();
    let request = reached(types, sent.iter());
    let received = operations.iter().flat_map(received);
    let response = reached(types, received);
    for id in types.ids() {
        let seen = |list: &[bool]| list.get(id.index()).copied().unwrap_or(false);
        types.get_mut(id).direction = Direction {
            request: seen(&request),
            response: seen(&response),
        };
    }
}

/// What is required of a property that is only read is required in responses, and of one that is only written in requests
/// (OpenAPI 3.0.4, section 4.7.24): where values of a type travel the other way, it may be absent.
pub(super) fn relax(types: &mut Types) {
    for id in types.ids() {
        let definition = types.get_mut(id);
        let travels = definition.direction;
        let Kind::Struct(object) = &mut definition.kind else {
            continue;
        };
        for field in &mut object.fields {
            let only_read = field.only.response && travels.request;
            let only_written = field.only.request && travels.response;
            if !only_read && !only_written {
                continue;
            }
            field.constant = None;
            field.presence = match field.presence {
                Presence::Required | Presence::Optional => Presence::Optional,
                Presence::Nullable | Presence::OptionalNullable => Presence::OptionalNullable,
            };
        }
    }
}

fn reached<'a>(types: &'a Types, roots: impl Iterator<Item = &'a Type>) -> Vec<bool> {
    let mut met = vec![false; types.len()];
    follow(types, roots, |id| {
        let seen = met.get_mut(id.index()).filter(|seen| !**seen);
        seen.is_some_and(|seen| {
            *seen = true;
            true
        })
    });
    met
}

/// Goes from the roots to all that they contain. `enter` says whether a type is met for the first time.
fn follow<'a>(
    types: &'a Types,
    roots: impl Iterator<Item = &'a Type>,
    mut enter: impl FnMut(TypeId) -> bool,
) {
    let mut waiting: Vec<&Type> = roots.collect();
    while let Some(ty) = waiting.pop() {
        match ty {
            Type::Scalar(_) => {}
            Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => waiting.push(inner),
            Type::Named(id) if enter(*id) => waiting.extend(types.parts(*id)),
            Type::Named(_) => {}
        }
    }
}
