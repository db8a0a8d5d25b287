//! Which constants tell a component apart.
//!
//! Takes: a discriminator, and the components that it leads to. Gives: the values of its property that mean one of them:
//! what its mapping says, else the name of the component (OpenAPI 3.0.4, section 4.7.25) and the constants that it gives
//! the property. Several of them may share a constant.

use openapiv3::Discriminator;
use serde_json::Value;

use super::context::{Context, schema_name};
use super::view::View;
use crate::ir::Shape;

/// Members and alternatives of them are asked for the property this deep.
const DEEPEST: usize = 4;

impl<'a> Context<'a> {
    /// What a value looks like that the discriminator takes for `name`, one of `all`.
    pub(super) fn tagged_as(
        &self,
        discriminator: &Discriminator,
        name: &str,
        all: &[String],
    ) -> Shape {
        let property = &discriminator.property_name;
        Shape::Object {
            required: vec![property.clone()],
            constants: vec![(vec![property.clone()], self.tags(discriminator, name, all))],
            properties: Vec::new(),
            open: false,
        }
    }

    /// The values that mean `name`, one of `all`.
    fn tags(&self, discriminator: &Discriminator, name: &str, all: &[String]) -> Vec<String> {
        let mapping = discriminator.mapping.iter();
        let named = mapping
            .filter(|(_, target)| *target == name || schema_name(target).as_deref() == Some(name));
        let mut tags: Vec<String> = named.map(|(tag, _)| tag.clone()).collect();
        if !tags.is_empty() {
            return tags;
        }
        tags.push(name.to_owned());
        let property = &discriminator.property_name;
        let mut own = self.constants_of(name, property);
        own.retain(|constant| {
            !all.contains(constant) && !discriminator.mapping.contains_key(constant)
        });
        tags.append(&mut own);
        tags
    }

    /// The constants that a property of a component may be.
    fn constants_of(&self, component: &str, property: &str) -> Vec<String> {
        let components = self.openapi.components.as_ref();
        let schema = components.and_then(|all| all.schemas.get(component));
        let view = schema.and_then(|schema| self.view(schema.into()));
        let constants = view.map(|(view, _)| self.constants(&view, property, DEEPEST));
        constants.unwrap_or_default()
    }

    fn constants(&self, view: &View<'a>, property: &str, depth: usize) -> Vec<String> {
        let own = view.properties.iter().find(|(name, _)| *name == property);
        if let Some((_, schema)) = own {
            let values = self.view(*schema).map(|(view, _)| view.values);
            return values.iter().flatten().filter_map(text).collect();
        }
        let parts = view.all_of.iter().chain(view.one_of).chain(view.any_of);
        let mut constants: Vec<String> = Vec::new();
        for part in parts.filter(|_| depth > 0) {
            let view = self.view(part.into()).map(|(view, _)| view);
            let found = view.map(|view| self.constants(&view, property, depth - 1));
            for constant in found.unwrap_or_default() {
                if !constants.contains(&constant) {
                    constants.push(constant);
                }
            }
        }
        constants
    }
}

/// A constant as a mapping would name it: numbers and booleans as they stand in JSON, whole ones without a point.
fn text(constant: &Value) -> Option<String> {
    match constant {
        Value::String(text) => Some(text.clone()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => Some(whole.to_string()),
            None => number.as_f64().map(|number| number.to_string()),
        },
        _ => None,
    }
}
