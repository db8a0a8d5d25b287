//! `README.md`, and the front page that says the same in rustdoc.

use super::docs::paragraphs;
use super::example::call;
use crate::ir::Api;

/// The README: what the crate is, how to begin, what it has.
pub(super) fn render(api: &Api) -> String {
    let package = &api.package;
    let link = |method: &str| format!("`Client::{}`", method.trim_start_matches("r#"));
    paragraphs(&[
        &format!("# {}", package.name),
        &format!("{}.", package.summary.0.trim_end_matches('.')),
        "This crate is generated from an OpenAPI document. Regenerate it when the document changes; edits are lost.",
        &begin(api),
        &format!("## Use\n\n{}", usage(api)),
        &format!("## Calls\n\n{}", calls(api, link)),
        &skipped(api),
        &format!("## Features\n\n{}", features()),
        &format!("## Licence\n\n{}", package.license),
    ]) + "\n"
}

/// The front page of the documentation.
pub(super) fn front_page(api: &Api) -> String {
    let link = |method: &str| {
        format!(
            "[`Client::{0}`](crate::Client::{0})",
            method.trim_start_matches("r#")
        )
    };
    paragraphs(&[
        &format!("{}.", api.package.summary.0.trim_end_matches('.')),
        &api.service.version.0,
        &api.service.docs.0,
        &format!("# Use\n\n{}", usage(api)),
        &format!("# Calls\n\n{}", calls(api, link)),
        &skipped(api).replace("## ", "# "),
        &format!("# Features\n\n{}", features()),
    ])
}

fn begin(api: &Api) -> String {
    let name = &api.package.name;
    format!("```toml\n[dependencies]\n{name} = {{ path = \"{name}\" }}\n```")
}

fn usage(api: &Api) -> String {
    let library = api.package.library();
    let Some(shown) = call(api) else {
        return format!("```rust\nuse {library}::Client;\n\nlet builder = Client::builder();\n```");
    };
    let signature: String = (shown.arguments)
        .iter()
        .map(|(name, ty)| format!(", {name}: {ty}"))
        .collect();
    let credentials: String = shown
        .secrets
        .iter()
        .map(|secret| format!(", {secret}: String"))
        .collect();
    let (builder, uses) = (&shown.builder, shown.statements("?"));
    let signature = format!("{credentials}{signature}");
    format!(
        "```rust,no_run\nuse {library}::Client;\n\nasync fn example({}) -> Result<(), {library}::Error> {{\n    \
         let client = {builder}.build()?;\n\n{uses}    Ok(())\n}}\n```",
        signature.trim_start_matches(", "),
    )
}

fn calls(api: &Api, link: impl Fn(&str) -> String) -> String {
    if api.operations.is_empty() {
        return "The document has no operation that could be generated.".to_owned();
    }
    let lines = api.operations.iter().map(|operation| {
        let summary = operation.summary.0.lines().next().unwrap_or_default();
        format!("- {}: {summary}", link(&operation.name.rust))
    });
    let meta =
        "Each is sent by `send`; `send_with_meta` gives status and headers with the whole body.";
    format!("{}\n\n{meta}", lines.collect::<Vec<_>>().join("\n"))
}

fn skipped(api: &Api) -> String {
    if api.skipped.is_empty() {
        return String::new();
    }
    let lines = api.skipped.iter().map(|one| {
        let operation = super::readme::plain(&one.operation);
        format!("- `{operation}`: {}", one.reason)
    });
    format!(
        "## Not generated\n\n{}",
        lines.collect::<Vec<_>>().join("\n")
    )
}

fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() && *c != '`')
        .collect()
}

fn features() -> &'static str {
    "- `reqwest` (default): sends requests by `reqwest` with rustls. Without it, hand the client builder a transport of \
     your own.\n\nThe crates whose types stand in signatures, such as `http`, are re-exported: use those for the same versions."
}
