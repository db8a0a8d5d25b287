//! Components that codegen.toml replaces by a type of the user's own.
//!
//! Takes the keywords of a schema, gives what is known of its values. What stands inside of it is not looked into.

use serde_json::Value;

use super::context::Context;
use super::view::{Additional, Base, SchemaRef, View};
use crate::ir::{External, Kind, Shape};

impl<'a> Context<'a> {
    /// The type that stands for a component.
    pub(super) fn replaced(&mut self, name: &str, schema: SchemaRef<'a>) -> Option<Kind> {
        let replacement = self.config.replace.get(name)?;
        self.met.add("replace", name);
        let view = self.view(schema).map(|(view, _)| view);
        Some(Kind::External(External {
            path: replacement.path.clone(),
            traits: replacement.traits.clone(),
            shape: view.map_or(Shape::Any, |view| self.outline(&view)),
        }))
    }

    /// What a value looks like, as far as the schema says at once.
    fn outline(&self, view: &View<'a>) -> Shape {
        let composed =
            !(view.all_of.is_empty() && view.one_of.is_empty() && view.any_of.is_empty());
        if composed || view.nullable {
            return Shape::Any;
        }
        let texts = view.values.iter().filter_map(|value| value.as_str());
        let texts: Vec<String> = texts.map(ToOwned::to_owned).collect();
        match view.base {
            None | Some(Base::Null) => Shape::Any,
            Some(Base::Boolean) => Shape::Boolean,
            Some(Base::Integer) => Shape::Integer,
            Some(Base::Number) => Shape::Number,
            Some(Base::String) if texts.is_empty() => Shape::String,
            Some(Base::String) => Shape::Constants(texts),
            Some(Base::Array) => Shape::Array(Box::new(Shape::Any)),
            Some(Base::Object) if view.properties.is_empty() => Shape::Map(Box::new(Shape::Any)),
            Some(Base::Object) => Shape::Object {
                required: view.required.to_vec(),
                constants: self.own_constants(view),
                properties: (view.properties.iter())
                    .map(|(name, _)| (*name).to_owned())
                    .collect(),
                open: matches!(view.additional, Additional::Any | Additional::Schema(_)),
            },
        }
    }

    /// The properties that must be there and can be one text only.
    fn own_constants(&self, view: &View<'a>) -> Vec<(Vec<String>, Vec<String>)> {
        let required = (view.properties.iter())
            .filter(|(name, _)| view.required.iter().any(|required| required == name));
        let constants = required.filter_map(|(name, schema)| {
            let (view, _) = self.view(*schema)?;
            let [only] = view.values.as_slice() else {
                return None;
            };
            Some((vec![(*name).to_owned()], vec![compared(only)?]))
        });
        constants.collect()
    }
}

/// The text that a shape compares with a constant.
fn compared(constant: &Value) -> Option<String> {
    match constant {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) => Some(constant.to_string()),
        Value::Number(number) if number.is_i64() || number.is_u64() => Some(number.to_string()),
        _ => None,
    }
}
