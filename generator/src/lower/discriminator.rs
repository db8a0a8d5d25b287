//! Which constants tell a component apart.
//!
//! Takes: a discriminator, and a component that it leads to. Gives: the values of its property that mean this component:
//! what its mapping says, else the name of the component (OpenAPI 3.0.4, section 4.7.25), and the constant that the
//! component itself gives the property.

use openapiv3::Discriminator;
use serde_json::Value;

use super::context::{Context, schema_name};
use super::view::View;

/// Members of members are asked for the property this deep.
const DEEPEST: usize = 8;

impl<'a> Context<'a> {
    pub(super) fn tags(
        &self,
        discriminator: &Discriminator,
        name: &str,
        view: Option<&View<'a>>,
    ) -> Vec<String> {
        let mapping = discriminator.mapping.iter();
        let named = mapping
            .filter(|(_, target)| *target == name || schema_name(target).as_deref() == Some(name));
        let mut tags: Vec<String> = named.map(|(tag, _)| tag.clone()).collect();
        if !tags.is_empty() {
            return tags;
        }
        tags.push(name.to_owned());
        let constant =
            view.and_then(|view| self.constant(view, &discriminator.property_name, DEEPEST));
        // One that another component is mapped from is not this one's.
        let constant = constant
            .filter(|constant| constant != name && !discriminator.mapping.contains_key(constant));
        tags.extend(constant);
        tags
    }

    /// The only string that a property may be.
    fn constant(&self, view: &View<'a>, property: &str, depth: usize) -> Option<String> {
        let own = view.properties.iter().find(|(name, _)| *name == property);
        let own = own.and_then(
            |(_, schema)| match self.view(*schema)?.0.values.as_slice() {
                [Value::String(only)] => Some(only.clone()),
                _ => None,
            },
        );
        if own.is_some() || depth == 0 {
            return own;
        }
        let mut members = view.all_of.iter();
        members.find_map(|member| {
            let (view, _) = self.view(member.into())?;
            self.constant(&view, property, depth - 1)
        })
    }
}
