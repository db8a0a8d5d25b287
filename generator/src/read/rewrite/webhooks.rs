//! Calls that the service makes (OpenAPI 3.1.1, section 4.8.1): what they carry becomes components, so that it has types.

use super::Rewriter;
use crate::diagnostics::{Pointer, Rule};
use crate::read::grammar::METHODS;
use serde_json::{Value, json};

impl Rewriter<'_> {
    /// The schema of a webhook's body stands among the components, under the name of the webhook.
    pub(super) fn webhooks(&mut self, document: &mut Value) {
        let Some(Value::Object(webhooks)) = document.get_mut("webhooks") else {
            return;
        };
        let webhooks = std::mem::take(webhooks);
        let mut found = Vec::new();
        for (name, item) in &webhooks {
            for method in METHODS {
                let content = item
                    .get(method)
                    .and_then(|call| call.get("requestBody")?.get("content")?.as_object());
                for (media_type, media) in content.into_iter().flatten() {
                    if let Some(schema) = media
                        .get("schema")
                        .filter(|schema| schema.get("$ref").is_none())
                    {
                        let at = Pointer::root().key("webhooks").key(name).key(method);
                        let at = at
                            .key("requestBody")
                            .key("content")
                            .key(media_type)
                            .key("schema");
                        found.push((format!("{name} payload"), schema.clone(), at));
                        break;
                    }
                }
            }
            self.count(Rule::Webhooks);
        }
        let Some(components) = section(document) else {
            return;
        };
        let mut moves = Vec::new();
        for (name, schema, at) in found {
            if !components.contains_key(&name) {
                moves.push((
                    Pointer::root().key("components").key("schemas").key(&name),
                    at,
                ));
                components.insert(name, schema);
            }
        }
        for (to, from) in moves {
            self.moved(to, &from);
        }
    }
}

fn section(document: &mut Value) -> Option<&mut serde_json::Map<String, Value>> {
    let mut inner = document;
    for key in ["components", "schemas"] {
        inner = inner
            .as_object_mut()?
            .entry(key)
            .or_insert_with(|| json!({}));
    }
    inner.as_object_mut()
}
