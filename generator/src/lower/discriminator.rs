//! Which constants tell a component apart.
//!
//! Takes: a discriminator, and the components that it leads to. Gives: the values of its property that mean one of them:
//! what its mapping says, else the name of the component (OpenAPI 3.0.4, section 4.7.25) and the constants that it, and
//! no other of them, gives the property.

use std::collections::BTreeSet;

use openapiv3::Discriminator;

use super::context::{Context, schema_name};
use super::view::View;

/// Members of members are asked for the property this deep.
const DEEPEST: usize = 8;

impl<'a> Context<'a> {
    /// The values that mean `name`, one of `all`.
    pub(super) fn tags(
        &self,
        discriminator: &Discriminator,
        name: &str,
        all: &[String],
    ) -> Vec<String> {
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
        if !own.is_empty() {
            let others = all.iter().filter(|other| *other != name);
            let others: BTreeSet<String> = others
                .flat_map(|other| self.constants_of(other, property))
                .collect();
            own.retain(|constant| {
                let taken = all.contains(constant) || discriminator.mapping.contains_key(constant);
                !taken && !others.contains(constant)
            });
        }
        tags.append(&mut own);
        tags
    }

    /// The strings that a property of a component may be.
    fn constants_of(&self, component: &str, property: &str) -> Vec<String> {
        let components = self.openapi.components.as_ref();
        let schema = components.and_then(|all| all.schemas.get(component));
        let view = schema.and_then(|schema| self.view(schema.into()));
        let constants = view.and_then(|(view, _)| self.constants(&view, property, DEEPEST));
        constants.unwrap_or_default()
    }

    fn constants(&self, view: &View<'a>, property: &str, depth: usize) -> Option<Vec<String>> {
        let own = view.properties.iter().find(|(name, _)| *name == property);
        if let Some((_, schema)) = own {
            let values = self.view(*schema)?.0.values;
            let texts = values.iter().filter_map(|value| value.as_str());
            return Some(texts.map(ToOwned::to_owned).collect());
        }
        let mut members = view.all_of.iter().filter(|_| depth > 0);
        members.find_map(|member| {
            let (view, _) = self.view(member.into())?;
            self.constants(&view, property, depth - 1)
        })
    }
}
