//! What a document says it is.
//!
//! Takes: the tree of a file. Gives: nothing if it is OpenAPI that can be read, or why it is not.
//! Does not look further than the root.

use crate::diagnostics::{Diagnostic, Diagnostics, Pointer};
use serde_json::{Map, Value};

const CONVERT: &str =
    "convert it first, for example with `npx swagger2openapi document.yaml -o openapi.yaml`";

/// The versions that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    V30,
    V31,
}

/// Refuses what is not OpenAPI 3.0 or 3.1.
pub(super) fn check(value: &Value) -> Result<Version, Diagnostics> {
    let Value::Object(root) = value else {
        let what = super::fields::kind(value);
        return Err(Diagnostic::error(format!(
            "not an OpenAPI document: the whole file is {what}"
        ))
        .hint("an OpenAPI document is a mapping that begins with `openapi: 3.0.3`")
        .at(Pointer::root())
        .into());
    };
    match root.get("openapi") {
        Some(version) => check_version(version),
        None => Err(foreign(root).into()),
    }
}

fn check_version(version: &Value) -> Result<Version, Diagnostics> {
    let place = Pointer::root().key("openapi");
    let text = match version {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        other => {
            return Err(Diagnostic::error(format!(
                "`openapi` is {} here",
                super::fields::kind(other)
            ))
            .hint("say which version the document is of: `openapi: 3.0.3`")
            .at(place)
            .into());
        }
    };
    let mut numbers = text.split('.');
    match (numbers.next(), numbers.next()) {
        (Some("3"), Some("0")) => Ok(Version::V30),
        (Some("3"), Some("1")) => Ok(Version::V31),
        (Some("1" | "2"), _) => Err(Diagnostic::error(format!("OpenAPI {text}, known as Swagger, is not supported"))
            .hint(CONVERT)
            .at(place)
            .into()),
        (Some("3"), Some(_)) => Err(Diagnostic::error(format!("OpenAPI {text} is not supported"))
            .hint("3.0 and 3.1 are: if the document uses nothing newer, set the version to 3.1.1, with an overlay if need be")
            .at(place)
            .into()),
        _ => Err(Diagnostic::error(format!("`{text}` is not a version of OpenAPI"))
            .hint("say which version the document is of: `openapi: 3.0.3`")
            .at(place)
            .into()),
    }
}

/// What a document is that does not call itself OpenAPI.
fn foreign(root: &Map<String, Value>) -> Diagnostic {
    let has = |key: &str| root.contains_key(key);
    let at = |key: &str| Pointer::root().key(key);
    let named = |key: &str| root.get(key).map(text).unwrap_or_default();
    if has("swagger") {
        return Diagnostic::error(format!("Swagger {} is not supported", named("swagger")))
            .hint(CONVERT)
            .at(at("swagger"));
    }
    if has("swaggerVersion") {
        return Diagnostic::error(format!(
            "Swagger {} is not supported",
            named("swaggerVersion")
        ))
        .hint("convert it to OpenAPI 3 first")
        .at(at("swaggerVersion"));
    }
    if has("asyncapi") {
        return Diagnostic::error("this is an AsyncAPI document, not an OpenAPI document")
            .hint("AsyncAPI describes messages, not HTTP calls: name the OpenAPI document of the service")
            .at(at("asyncapi"));
    }
    if has("overlay") {
        return Diagnostic::error("this is an OpenAPI Overlay, not an OpenAPI document")
            .hint("name the document that it applies to, and this file by `--overlay FILE` or under `overlays` in codegen.toml")
            .at(at("overlay"));
    }
    if has("paths") {
        return Diagnostic::error("the document does not say which version of OpenAPI it is of")
            .hint("add `openapi: 3.0.3` at the top")
            .at(Pointer::root());
    }
    let schema_key = [
        "$schema",
        "$defs",
        "definitions",
        "properties",
        "allOf",
        "oneOf",
        "anyOf",
        "type",
    ];
    if let Some(key) = schema_key.into_iter().find(|key| has(key)) {
        return Diagnostic::error("this is a JSON Schema, not an OpenAPI document")
            .hint("put the schema under `components.schemas` of an OpenAPI document")
            .at(at(key));
    }
    Diagnostic::error("not an OpenAPI document: it has no `openapi` key")
        .hint("an OpenAPI document begins with `openapi: 3.0.3`")
        .at(Pointer::root())
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => {
            // Swagger's only version is often written as a number.
            let text = number.to_string();
            if text.contains('.') {
                text
            } else {
                format!("{text}.0")
            }
        }
        _ => String::new(),
    }
}
