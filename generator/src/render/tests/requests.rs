//! A test for what each operation sends, once for each content that its body may have.

use serde_json::Value;
use std::fmt::Write as _;

use super::expression::{argument, body};
use crate::ir::{Api, Content, Operation, Parameter};
use crate::render::examples::literal;
use crate::render::tags::receiver;
use crate::wire::{self, Body, Message};

/// The tests of an operation; none where there is no value for something that must be there.
pub(super) fn render(api: &Api, operation: &Operation) -> String {
    let Some(body) = &operation.body else {
        return test(api, operation, None, "").unwrap_or_default();
    };
    let mut text = String::new();
    for content in &body.contents {
        let ending = match body.only() {
            Some(_) => String::new(),
            None => format!("_as_{}", heck::AsSnakeCase(&content.variant)),
        };
        text.push_str(&test(api, operation, Some(content), &ending).unwrap_or_default());
    }
    text
}

fn test(
    api: &Api,
    operation: &Operation,
    content: Option<&Content>,
    ending: &str,
) -> Option<String> {
    let message = wire::message(api, operation, content)?;
    let call = call(api, operation, content)?;
    let name = operation.name.rust.trim_start_matches("r#");
    Some(format!(
        "#[test]\nfn {name}_sends{ending}() {{\n    sends(\n        |client| {{\n            {call}\n        }},\n        {},\n    );\n}}\n\n",
        literal(&text(&message)),
    ))
}

/// The call with all that it can be given.
pub(in crate::render) fn call(
    api: &Api,
    operation: &Operation,
    content: Option<&Content>,
) -> Option<String> {
    call_with(api, operation, content, None)
}

/// The call with another value for one parameter.
pub(in crate::render) fn call_with(
    api: &Api,
    operation: &Operation,
    content: Option<&Content>,
    instead: Option<(&Parameter, &Value)>,
) -> Option<String> {
    let mut required = Vec::new();
    let mut setters = String::new();
    for parameter in &operation.parameters {
        let instead = instead.filter(|(one, _)| std::ptr::eq(*one, parameter));
        let value = instead.map(|(_, value)| value);
        let Some(value) = value.or(parameter.given.value.as_ref()) else {
            continue;
        };
        let expression = argument(&api.types, parameter, value);
        if parameter.required {
            required.push(expression);
        } else {
            let _ = write!(
                setters,
                "\n                .{}({expression})",
                parameter.name.rust
            );
        }
    }
    if let (Some(body_of), Some(content)) = (&operation.body, content) {
        let expression = body(api, operation, body_of, content)?;
        if body_of.required {
            required.push(expression);
        } else {
            let _ = write!(setters, "\n                .body({expression})");
        }
    }
    let receiver = receiver(api, operation).replace('.', "\n                .");
    Some(format!(
        "{receiver}({}){setters}\n                .send_raw()",
        required.join(", ")
    ))
}

/// A message as it stands in a test.
fn text(message: &Message) -> String {
    let mut text = format!("{} {}", message.method, message.url);
    for (name, value) in &message.headers {
        let _ = write!(text, "\n{name}: {value}");
    }
    match &message.body {
        None => {}
        Some(Body::Json(value)) => {
            let _ = write!(text, "\n\n{value:#}");
        }
        Some(Body::Text(body)) => {
            let _ = write!(text, "\n\n{body}");
        }
    }
    text
}
