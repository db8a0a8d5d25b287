//! `README.md`, and the front page that says the same in rustdoc.

use super::docs::paragraphs;
use super::example::call;
use super::snippets::{self, Page};
use super::tags::{link, receiver};
use crate::ir::{Api, DescribedServer, Operation, Tag};

/// The README: what the crate is, how to begin, what it has.
pub(super) fn render(api: &Api) -> String {
    let package = &api.package;
    let calls = match api.layout.by_tags {
        true => calls_by_tag(api),
        false => calls(
            api,
            |one| format!("`Client::{}`", one.name.rust.trim_start_matches("r#")),
            "###",
        ),
    };
    paragraphs(&[
        &format!("# {}", package.name),
        &format!("{}.", package.summary.0.trim_end_matches('.')),
        "This crate is generated from an OpenAPI document. Regenerate it when the document changes; edits are lost.",
        &begin(api),
        &format!("## Use\n\n{}", usage(api)),
        &more(api, Page::Readme),
        &format!("## Calls\n\n{calls}"),
        &skipped(api),
        &servers(api, "##"),
        &format!("## Time\n\n{TIME}"),
        &tests(api, "##", Page::Readme),
        &format!("## Features\n\n{}", features(api)),
        &format!("## Licence\n\n{}", package.license),
    ]) + "\n"
}

/// The front page of the documentation.
pub(super) fn front_page(api: &Api) -> String {
    let calls = match api.layout.by_tags {
        true => tags(api),
        false => calls(api, |one| link(api, one), "##"),
    };
    paragraphs(&[
        &format!("{}.", api.package.summary.0.trim_end_matches('.')),
        &api.service.version.0,
        &api.service.docs.0,
        &format!("# Use\n\n{}", with_feature(api, usage(api))),
        &more(api, Page::Front),
        &format!("# Calls\n\n{calls}"),
        &skipped(api).replace("## ", "# "),
        &servers(api, "#"),
        &tests(api, "#", Page::Front),
        &format!("# Features\n\n{}", features(api)),
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

/// The same call in other ways.
fn more(api: &Api, page: Page) -> String {
    let shown = [snippets::failure(api, page), snippets::blocking(api, page)];
    let shown: Vec<String> = shown.into_iter().flatten().collect();
    shown.join("\n\n")
}

/// All operations, under their tags where there are any.
fn calls(api: &Api, link: impl Fn(&Operation) -> String, heading: &str) -> String {
    if api.operations.is_empty() {
        return NONE.to_owned();
    }
    let list = |tag: Option<&str>| {
        let listed = api
            .operations
            .iter()
            .filter(|one| one.tag.as_deref() == tag);
        let lines = listed.map(|operation| {
            let summary = operation.summary.0.lines().next().unwrap_or_default();
            format!("- {}: {summary}", link(operation))
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
    parts.push(sent(api));
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    paragraphs(&parts)
}

/// All operations as they are called, under their tags.
fn calls_by_tag(api: &Api) -> String {
    if api.operations.is_empty() {
        return NONE.to_owned();
    }
    let tag = |tag: &Tag| {
        let operations = tag.calls.iter();
        let operations = operations.filter_map(|call| api.operations.get(call.operation));
        let lines = operations.map(|operation| {
            let summary = operation.summary.0.lines().next().unwrap_or_default();
            format!("- `{}(..)`: {summary}", receiver(api, operation))
        });
        paragraphs(&[
            &format!("### {}", tag.name.wire),
            &tag.docs.0,
            &format!("Feature `{}`.", tag.feature),
            &lines.collect::<Vec<_>>().join("\n"),
        ])
    };
    let mut parts: Vec<String> = api.layout.tags.iter().map(tag).collect();
    parts.push(sent(api));
    parts.join("\n\n")
}

/// The tags: their pages list the calls.
fn tags(api: &Api) -> String {
    if api.operations.is_empty() {
        return NONE.to_owned();
    }
    let lines = api.layout.tags.iter().map(|tag| {
        let (module, feature) = (tag.module.trim_start_matches("r#"), &tag.feature);
        let handle = &tag.handle;
        format!(
            "- [`client.{0}()`](crate::operations::{module}::{handle}), feature `{feature}`: `{1}`",
            tag.name.rust, tag.name.wire
        )
    });
    let lines: Vec<String> = lines.collect();
    paragraphs(&[
        "By tag: each has a method of the client, whose methods are the calls, and a feature.",
        &lines.join("\n"),
        &sent(api),
    ])
}

const NONE: &str = "The document has no operation that could be generated.";

/// How calls are sent.
fn sent(api: &Api) -> String {
    let lists = |one: &Operation| one.response.pagination.is_some();
    let lists = match api.operations.iter().any(lists) {
        true => {
            " Where `send` gives a `Page` of a list, `stream` gives the items of all pages, and `pages` one page after the other."
        }
        false => "",
    };
    format!(
        "Each is sent by `send`; `send_with_meta` gives status and headers with the whole body, `send_raw` the response as it comes.{lists} \
        `Client::request` makes a call that has no method here."
    )
}

/// The example of the front page, tested only where its call is compiled.
fn with_feature(api: &Api, usage: String) -> String {
    match call(api).and_then(|call| call.feature) {
        Some(feature) => usage.replace(
            "async fn example",
            &format!("# #[cfg(feature = {feature:?})]\nasync fn example"),
        ),
        None => usage,
    }
}

/// The servers of the document, if it has more to say of them than where the one is.
fn servers(api: &Api, heading: &str) -> String {
    let servers = &api.service.servers;
    if servers.len() < 2 && servers.iter().all(DescribedServer::is_plain) {
        return String::new();
    }
    let lines = servers.iter().flat_map(DescribedServer::lines);
    let methods = api.service.server_variables.iter().map(|variable| {
        let method = variable.name.rust.trim_start_matches("r#");
        format!("`{method}`")
    });
    let methods: Vec<String> = methods.collect();
    let set = match methods.as_slice() {
        [] => String::new(),
        _ => format!(
            "Methods of `ClientBuilder` say what stands for variables: {}.",
            methods.join(", ")
        ),
    };
    paragraphs(&[
        &format!("{heading} Servers"),
        &lines.collect::<Vec<_>>().join("\n"),
        &set,
    ])
}

/// How those test who use the crate.
fn tests(api: &Api, heading: &str, page: Page) -> String {
    if api.operations.is_empty() {
        return String::new();
    }
    let own = if api.layout.tests { OWN_TESTS } else { "" };
    let shown = snippets::mock(api, page).unwrap_or_default();
    paragraphs(&[&format!("{heading} Tests"), TESTS, &shown, own])
}

const TIME: &str = "A call ends: it may take 10 seconds to connect, 60 for an attempt, 30 in which nothing more of a body comes, and 180 with all its \
    attempts. `ClientBuilder` says otherwise for all calls, `Client::with` for some. A file or stream may take as long to send as it takes, as \
    long as something goes out: the transport takes some 450 KB ahead, so a line that needs more than 30 seconds for that needs a longer \
    `idle_timeout`. With `blocking` it is the socket that keeps time: an answer as a whole has the time of its attempt, a response that comes piece by piece may \
    be silent as long as an attempt may take, if that is longer than `idle_timeout`, and each step up to its headers may take what is left \
    of the call.";

const TESTS: &str = "With the feature `mock`, `Client::builder().transport(Mock::with_examples())` makes a client that needs no server: each call \
    is answered by the example of the API's document, or, where it has none that its schema allows, by a value made from the schema, \
    the same in every run. `Mock::on` gives answers of your own, by the operation's name in the document, which the page of its builder says; `Mock::requests` what was asked.";

const OWN_TESTS: &str = "`cargo test` runs the tests of the crate itself, without a network: what each call sends is compared with what the \
    document says of it, and the examples of the document and values of each schema are read and written again.";

fn skipped(api: &Api) -> String {
    if api.skipped.is_empty() {
        return String::new();
    }
    let lines = api.skipped.iter().map(|one| {
        let operation = super::readme::plain(&one.operation);
        format!("- `{operation}`: {}", one.reason)
    });
    let mut lines: Vec<String> = lines.collect();
    lines.sort_unstable();
    format!("## Not generated\n\n{}", lines.join("\n"))
}

pub(super) fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() && *c != '`' && !turns(*c))
        .collect()
}

/// Whether it changes the direction of what stands behind it, which is not seen.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn features(api: &Api) -> String {
    let tags = match api.layout.by_tags {
        true => TAGS,
        false => "",
    };
    format!("{TRANSPORT}{tags}\n\n{CRATES}")
}

const TRANSPORT: &str = "- `reqwest` (default): sends requests by `reqwest` with rustls, in a runtime of tokio: 74 packages. Without it, hand the client builder a \
     transport of your own.
- `blocking`: `ClientBuilder::build_blocking`, and `blocking::{Wait, WaitEach}`: calls that a thread waits for, without an async runtime, by `ureq`: 17 packages without `reqwest`, 7 beside it.
- `gzip`: `reqwest` asks for answers that are compressed by gzip, and reads them: 11 packages. Limits of size are for what comes out.
- `brotli`, `deflate`, `zstd`: the same for these: 9, 11 and 8 packages, all four 18. `zstd` compiles C.
- `tracing`: spans of each call and each attempt, with the attributes of OpenTelemetry for HTTP clients; no package that `reqwest` does not bring along.
- `mock`: `mock::Mock`, a transport that answers from memory, for tests of what uses this crate.";

const TAGS: &str = "
- `full` (default): all tags.
- One for each tag, which stands with its calls above: without `full`, only the calls that are asked for are compiled, and
  the types that they need.";

const CRATES: &str = "The crates whose types stand in signatures, such as `http`, are re-exported: use those for the same versions.";
