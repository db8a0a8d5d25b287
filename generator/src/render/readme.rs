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
        &format!("## Calls\n\n{}", calls(api, link, "###")),
        &skipped(api),
        &servers(api, "##"),
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
        &format!("# Calls\n\n{}", calls(api, link, "##")),
        &skipped(api).replace("## ", "# "),
        &servers(api, "#"),
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

/// All operations, under their tags where there are any.
fn calls(api: &Api, link: impl Fn(&str) -> String, heading: &str) -> String {
    if api.operations.is_empty() {
        return "The document has no operation that could be generated.".to_owned();
    }
    let list = |tag: Option<&str>| {
        let listed = api
            .operations
            .iter()
            .filter(|one| one.tag.as_deref() == tag);
        let lines = listed.map(|operation| {
            let summary = operation.summary.0.lines().next().unwrap_or_default();
            format!("- {}: {summary}", link(&operation.name.rust))
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    let mut parts = vec![list(None)];
    for tag in &api.service.tags {
        let listed = list(Some(&tag.name));
        if !listed.is_empty() {
            let title = format!("{heading} {}", tag.name);
            parts.extend([title, tag.docs.0.clone(), listed]);
        }
    }
    parts.push(
        "Each is sent by `send`; `send_with_meta` gives status and headers with the whole body."
            .to_owned(),
    );
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    paragraphs(&parts)
}

/// The servers of the document, if it has more to say of them than where the one is.
fn servers(api: &Api, heading: &str) -> String {
    let servers = &api.service.servers;
    if servers.len() < 2 && servers.iter().all(|server| server.docs.0.is_empty()) {
        return String::new();
    }
    let lines = servers.iter().map(|server| match server.docs.0.as_str() {
        "" => format!("- `{}`", server.name),
        docs => format!("- `{}`: {}", server.name, docs.replace('\n', " ")),
    });
    format!(
        "{heading} Servers\n\n{}",
        lines.collect::<Vec<_>>().join("\n")
    )
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
