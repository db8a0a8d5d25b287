//! Where the list of a page is in its body.
//!
//! Takes the type of a body; gives the fields on the way to its list and what that is of, if there is no doubt.

use super::words::{LISTS, NO_LISTS, WRAPPERS, normal};
use crate::ir::{Field, FieldPath, FieldStep, Kind, Operation, Scalar, Struct, Type, Types};
use crate::lower::follow::{step, through};

/// The list of a page.
pub(super) struct List {
    /// None, where the body is the list.
    pub(super) path: FieldPath,
    pub(super) item: Type,
    /// The normalised names on the way, that of the list included.
    pub(super) names: Vec<String>,
}

/// The list in the answer to an operation.
pub(super) fn list(operation: &Operation, types: &Types) -> Option<List> {
    let body = operation.response.json()?;
    if let Type::Array(item) = types.resolve(body) {
        return bare(item, types);
    }
    let root = types.as_struct(body)?;
    let envelope = operation.response.envelope.as_ref();
    let Some(content) = envelope.and_then(|envelope| envelope.content.as_ref()) else {
        return within(root, types).or_else(|| wrapped(root, types));
    };
    let mut fields = root.fields.iter();
    let field = fields.find(|field| field.name.rust == content.field)?;
    match types.resolve(&field.ty) {
        Type::Array(item) => Some(List {
            path: vec![step(field)],
            item: (**item).clone(),
            names: vec![normal(&field.name.wire)],
        }),
        ty => below(field, within(types.as_struct(ty)?, types)?),
    }
}

/// The body as a list. Numbers are read by other code than lists of them have.
pub(super) fn bare(item: &Type, types: &Types) -> Option<List> {
    let plain = matches!(
        types.resolve(item),
        Type::Named(_) | Type::Scalar(Scalar::String | Scalar::Format(_) | Scalar::Json)
    );
    plain.then(|| List {
        path: FieldPath::new(),
        item: item.clone(),
        names: Vec::new(),
    })
}

/// The list in a struct: the only one with the name of a list, else the only one of objects.
fn within(object: &Struct, types: &Types) -> Option<List> {
    let lists = object.fields.iter();
    let lists = lists.filter_map(|field| match types.resolve(&field.ty) {
        Type::Array(item) => Some((field, &**item)),
        _ => None,
    });
    let lists: Vec<(&Field, &Type)> = lists
        .filter(|(field, _)| !NO_LISTS.contains(&normal(&field.name.wire).as_str()))
        .collect();
    let named = lists
        .iter()
        .filter(|(field, _)| LISTS.contains(&normal(&field.name.wire).as_str()));
    let objects = |list: &&&(&Field, &Type)| is_object(list.1, types);
    let named: Vec<_> = named.collect();
    let chosen = match named.as_slice() {
        [only] => **only,
        [] => *only(lists.iter().filter(|list| objects(&list)))?,
        several => **only(several.iter().filter(|list| objects(list)))?,
    };
    let (field, item) = chosen;
    Some(List {
        path: vec![step(field)],
        item: item.clone(),
        names: vec![normal(&field.name.wire)],
    })
}

/// The list in the one member of a struct that is called like what holds one.
fn wrapped(object: &Struct, types: &Types) -> Option<List> {
    let wrappers = object.fields.iter();
    let wrappers = wrappers.filter(|field| WRAPPERS.contains(&normal(&field.name.wire).as_str()));
    let field = only(wrappers.filter(|field| types.as_struct(&field.ty).is_some()))?;
    below(field, within(types.as_struct(&field.ty)?, types)?)
}

fn below(field: &Field, list: List) -> Option<List> {
    let steps: Vec<FieldStep> = [vec![step(field)], list.path].concat();
    Some(List {
        path: through(steps)?,
        item: list.item,
        names: [vec![normal(&field.name.wire)], list.names].concat(),
    })
}

fn is_object(ty: &Type, types: &Types) -> bool {
    match types.resolve(ty) {
        Type::Named(id) => matches!(
            types.get(*id).kind,
            Kind::Struct(_) | Kind::Union(_) | Kind::External(_)
        ),
        Type::Map(_) => true,
        _ => false,
    }
}

/// The only one, if there is no other.
pub(super) fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}
