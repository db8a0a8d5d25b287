//! Calls that the service makes (OpenAPI 3.1.1, sections 4.8.1 and 4.8.18): what webhooks and callbacks carry becomes
//! components, so that it has types.

use super::Rewriter;
use crate::diagnostics::{Pointer, Rule};
use crate::read::grammar::{Kind, METHODS};
use crate::read::walk::{Steps, walk};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// References from one body to another are followed this far, so that a circle ends.
const LONGEST_CHAIN: usize = 8;

/// The media type whose schema has the name alone where there are others beside it.
const JSON: &str = "application/json";

/// By the place of a schema that has no name yet: the words that it is called by, and the schema.
type Found = BTreeMap<Pointer, (String, Value)>;

impl Rewriter<'_> {
    /// The schema of what a webhook or a callback carries stands among the components.
    pub(super) fn payloads(&mut self, document: &mut Value) {
        let mut found = Found::new();
        self.webhooks(document, &mut found);
        self.callbacks(document, &mut found);
        if let Some(Value::Object(webhooks)) = document.get_mut("webhooks") {
            webhooks.clear();
        }
        if found.is_empty() {
            return;
        }
        let Some(components) = section(document) else {
            return;
        };
        let mut moves = Vec::new();
        for (name, at, schema) in named(found, components) {
            let to = Pointer::root().key("components").key("schemas").key(&name);
            components.insert(name, schema);
            moves.push((to, at));
        }
        for (to, from) in moves {
            // A body that is a component may be that of a call to the service, too, and is left as it is.
            if from.tokens().nth(1).as_deref() != Some("requestBodies")
                && let Some(schema) = document.pointer_mut(from.as_str())
            {
                *schema = json!({ "$ref": to.to_string() });
            }
            self.moved(to, &from);
        }
    }

    fn webhooks(&mut self, document: &Value, found: &mut Found) {
        let webhooks = document.get("webhooks").and_then(Value::as_object);
        for (name, item) in webhooks.into_iter().flatten() {
            self.count(Rule::Webhooks);
            let at = Pointer::root().key("webhooks").key(name);
            calls(document, item, name, &at, found);
        }
    }

    /// Those that are components, and those that operations have in place of one.
    fn callbacks(&mut self, document: &Value, found: &mut Found) {
        let at = Pointer::root().key("components").key("callbacks");
        let shared = document.pointer(at.as_str()).and_then(Value::as_object);
        for (name, callback) in shared.into_iter().flatten() {
            self.callback(document, callback, name, &at.key(name), found);
        }
        walk(
            document,
            Kind::OpenApi,
            &Steps::Root,
            &mut |node, kind, steps| {
                let Some(Value::Object(callbacks)) = node.get("callbacks") else {
                    return;
                };
                if kind != Kind::Operation {
                    return;
                }
                let at = steps.pointer();
                for (name, callback) in callbacks {
                    let words = format!("{} {name}", called(node, &at));
                    let at = at.key("callbacks").key(name);
                    self.callback(document, callback, &words, &at, found);
                }
            },
        );
    }

    fn callback(
        &mut self,
        document: &Value,
        callback: &Value,
        words: &str,
        at: &Pointer,
        found: &mut Found,
    ) {
        let Some(callback) = callback.as_object().filter(|all| !all.contains_key("$ref")) else {
            return;
        };
        self.count(Rule::Callbacks);
        let items: Vec<_> = (callback.iter())
            .filter(|(url, _)| !url.starts_with("x-"))
            .collect();
        for (url, item) in &items {
            let words = match items.len() {
                1 => words.to_owned(),
                _ => format!("{words} {url}"),
            };
            calls(document, item, &words, &at.key(url), found);
        }
    }
}

fn section(document: &mut Value) -> Option<&mut Map<String, Value>> {
    let mut inner = document;
    for key in ["components", "schemas"] {
        inner = inner
            .as_object_mut()?
            .entry(key)
            .or_insert_with(|| json!({}));
    }
    inner.as_object_mut()
}

/// What an operation is called, if need be by its method and path.
fn called(operation: &Value, at: &Pointer) -> String {
    match operation.get("operationId").and_then(Value::as_str) {
        Some(id) => id.to_owned(),
        None => {
            let tokens: Vec<String> = at.tokens().collect();
            let last = tokens.iter().rev().take(2);
            last.map(String::as_str).collect::<Vec<_>>().join(" ")
        }
    }
}

/// What the calls of a path item carry.
fn calls(document: &Value, item: &Value, words: &str, at: &Pointer, found: &mut Found) {
    for method in METHODS {
        // Nearly all are posted; what is not says so, so that one name never depends on another.
        let words = match method {
            "post" => words.to_owned(),
            _ => format!("{words} {method}"),
        };
        if let Some(call) = item.get(method) {
            let said = [item, call].map(texts).concat();
            let at = at.key(method).key("requestBody");
            payloads(document, call, words, said, at, found);
        }
    }
}

/// Summary and description.
fn texts(of: &Value) -> Vec<&str> {
    let texts = ["summary", "description"].map(|key| of.get(key));
    let texts = texts.into_iter().flatten().filter_map(Value::as_str);
    texts.filter(|text| !text.trim().is_empty()).collect()
}

/// The schemas of the body of a call, with what is said of both. One that is a component has a type anyway: only with
/// something to say of it there is another name for that.
fn payloads<'v>(
    document: &'v Value,
    call: &'v Value,
    words: String,
    mut said: Vec<&'v str>,
    at: Pointer,
    found: &mut Found,
) {
    let Some((body, words, at)) = body(document, call, words, at) else {
        return;
    };
    said.extend(texts(body));
    let Some(content) = body.get("content").and_then(Value::as_object) else {
        return;
    };
    let all: Vec<_> = (content.iter())
        .filter_map(|(media_type, media)| Some((media_type, media.get("schema")?)))
        .collect();
    let json = all.iter().find(|(media_type, _)| *media_type == JSON);
    let first = json.or(all.first()).map(|(_, schema)| *schema);
    let alike = all.iter().all(|(_, schema)| Some(*schema) == first);
    for (media_type, schema) in all {
        let name = match alike || media_type == JSON {
            true => format!("{words} payload"),
            false => format!("{words} {media_type} payload"),
        };
        if schema.get("$ref").is_none() || !said.is_empty() {
            let at = at.key("content").key(media_type).key("schema");
            let known = found.entry(at).or_insert_with(|| (name, schema.clone()));
            describe(&mut known.1, &said);
        }
        if alike {
            return;
        }
    }
}

/// The body of a call, its words and its place: its own, or those of the component that it refers to.
fn body<'v>(
    document: &'v Value,
    call: &'v Value,
    mut words: String,
    mut at: Pointer,
) -> Option<(&'v Value, String, Pointer)> {
    let mut body = call.get("requestBody")?;
    for _ in 0..LONGEST_CHAIN {
        let reference = body.get("$ref").and_then(Value::as_str);
        let Some(target) = reference.and_then(Pointer::from_fragment) else {
            break;
        };
        body = document.pointer(target.as_str())?;
        words = target.tokens().last()?;
        at = target;
    }
    Some((body, words, at))
}

/// Adds to what a schema says of itself.
fn describe(schema: &mut Value, said: &[&str]) {
    let Value::Object(map) = schema else { return };
    let own = map.get("description").and_then(Value::as_str);
    let mut all: Vec<&str> = own.into_iter().collect();
    for text in said {
        if !all.iter().any(|known| known.contains(text)) {
            all.push(text);
        }
    }
    if !all.is_empty() {
        let text = all.join("\n\n");
        map.insert("description".to_owned(), text.into());
    }
}

/// Names for all: those that two would have, or that a component has already, say where the schema stands, so that none
/// depends on the order.
fn named(found: Found, components: &Map<String, Value>) -> Vec<(String, Pointer, Value)> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for (name, _) in found.values() {
        *times.entry(name.clone()).or_default() += 1;
    }
    let each = found.into_iter().map(|(at, (name, schema))| {
        let free = times.get(&name) == Some(&1) && !components.contains_key(&name);
        let name = match free {
            true => name,
            false => format!("{name} {}", at.as_str()),
        };
        (name, at, schema)
    });
    each.collect()
}
