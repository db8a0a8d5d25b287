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
            self.count(Rule::Webhooks);
            for method in METHODS {
                // Nearly all are posted; what is not says so, so that one name never depends on another.
                let word = if method == "post" {
                    name.clone()
                } else {
                    format!("{name} {method}")
                };
                let at = Pointer::root()
                    .key("webhooks")
                    .key(name)
                    .key(method)
                    .key("requestBody");
                found.extend(payload(document, item.get(method), word, at));
            }
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

/// The schema of what a call carries, with its name and place. A schema that is a component has a type anyway.
fn payload(
    document: &Value,
    call: Option<&Value>,
    word: String,
    at: Pointer,
) -> Option<(String, Value, Pointer)> {
    let body = call?.get("requestBody")?;
    let (body, word, at) = match body.get("$ref").and_then(Value::as_str) {
        Some(reference) => {
            let target = Pointer::from_fragment(reference)?;
            (
                document.pointer(target.as_str())?,
                target.tokens().last()?,
                target,
            )
        }
        None => (body, word, at),
    };
    let content = body.get("content")?.as_object()?;
    let (media_type, media) = content.iter().next()?;
    let schema = media
        .get("schema")
        .filter(|schema| schema.get("$ref").is_none())?;
    let at = at.key("content").key(media_type).key("schema");
    Some((format!("{word} payload"), schema.clone(), at))
}
