//! Where JSON pointers lead in a body.
//!
//! Takes a pointer and the type of a body; gives the fields on the way, as long as it leads through structs.

use crate::ir::{Field, FieldPath, FieldStep, Presence, Scalar, Type, Types};

/// The fields on the way, as code can follow them.
pub(super) fn follow(pointer: &str, body: &Type, types: &Types) -> Option<FieldPath> {
    through(
        fields(pointer, body, types)?
            .into_iter()
            .map(step)
            .collect(),
    )
}

/// The field that the pointer leads to.
pub(super) fn target<'a>(pointer: &str, body: &'a Type, types: &'a Types) -> Option<&'a Field> {
    fields(pointer, body, types)?.pop()
}

/// A way that code can follow: a three-state field on the way has no `as_ref` of an option; the last one is read by its
/// own methods.
pub(super) fn through(path: FieldPath) -> Option<FieldPath> {
    let (_, before) = path.split_last()?;
    let open = |step: &FieldStep| step.presence != Presence::OptionalNullable;
    before.iter().all(open).then_some(path)
}

/// A field as a step of a way.
pub(super) fn step(field: &Field) -> FieldStep {
    FieldStep {
        field: field.name.rust.clone(),
        wire: field.name.wire.clone(),
        ty: field.ty.clone(),
        presence: field.presence,
        boxed: field.boxed,
    }
}

/// Whether a counter can be read from it.
pub(super) fn is_countable(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Scalar(Scalar::Integer(_) | Scalar::Number | Scalar::String)
    )
}

fn fields<'a>(pointer: &str, body: &'a Type, types: &'a Types) -> Option<Vec<&'a Field>> {
    let mut found = Vec::new();
    let mut current = body;
    for token in pointer.strip_prefix('/')?.split('/') {
        let wire = token.replace("~1", "/").replace("~0", "~");
        let mut fields = types.as_struct(current)?.fields.iter();
        let field = fields.find(|field| field.name.wire == wire)?;
        current = &field.ty;
        found.push(field);
    }
    Some(found)
}
