//! Files in values of multipart bodies.
//!
//! Takes: a struct and a value of its schema. Gives: the value with text where the struct has a file: that may stand in an
//! `encoding` alone, of which a schema knows nothing.

use crate::ir::{Field, Kind, Scalar, Type, TypeId, Types};
use serde_json::{Value, json};

/// Puts text where files are.
pub(super) fn as_text(types: &Types, id: TypeId, value: &mut Value) {
    let (Kind::Struct(object), Value::Object(members)) = (&types.get(id).kind, value) else {
        return;
    };
    for (name, value) in members {
        let is_it = |field: &&Field| field.name.wire == *name;
        let field = object.fields.iter().find(is_it).map(|field| &field.ty);
        let ty = field.or(object.additional.as_ref().map(|one| &one.ty));
        match (ty.map(held), value) {
            (Some(Held::One), value) if !value.is_string() => *value = "text".into(),
            (Some(Held::Many), value) if !are_texts(value) => *value = json!(["text"]),
            _ => {}
        }
    }
}

enum Held {
    One,
    Many,
    Nothing,
}

fn held(ty: &Type) -> Held {
    let file = Type::Scalar(Scalar::File);
    match ty {
        ty if *ty == file => Held::One,
        Type::Nullable(inner) if **inner == file => Held::One,
        Type::Array(items) if **items == file => Held::Many,
        _ => Held::Nothing,
    }
}

fn are_texts(value: &Value) -> bool {
    let items = value.as_array();
    items.is_some_and(|items| items.iter().all(Value::is_string))
}
