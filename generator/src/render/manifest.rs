//! `Cargo.toml` and `rustfmt.toml`.
//!
//! What the runtime depends on is said once, in the manifest of `templates/`, and taken over from there. What only some
//! crates need is there for tests.

use super::{formats, patterns};
use crate::ir::{Api, CredentialKind, Layout};

const RUNTIME: &str = include_str!("../../../templates/Cargo.toml");

/// Generated code is laid out by the generator, whatever the settings of the workspace around it.
pub(super) const RUSTFMT: &str = "# Laid out by the generator.\ndisable_all_formatting = true\n";

pub(super) fn render(api: &Api) -> String {
    let package = &api.package;
    let example = match super::example::render(api) {
        Some(_) => {
            "\n[dev-dependencies]\ntokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n"
        }
        None => "",
    };
    let mut features: Vec<String> = section("[features]").map(ToOwned::to_owned).collect();
    if api.layout.by_tags {
        tag_features(&api.layout, &mut features);
    }
    format!(
        "[package]\nname = {}\nversion = {}\ndescription = {}\nedition = \"2024\"\nrust-version = \"1.85\"\nlicense = {}\n\
         readme = \"README.md\"\n\n[features]\n{}\n\n[dependencies]\n{}\n{example}{}",
        quoted(&package.name),
        quoted(&package.version),
        quoted(&package.description),
        quoted(&package.license),
        features.join("\n"),
        dependencies(api).join("\n"),
        required_features(api),
    )
}

/// The lines of what the runtime, the formats and the user need. What the user says of a crate counts.
fn dependencies(api: &Api) -> Vec<String> {
    let mut libraries = formats::libraries(api);
    if needs_base64(api) {
        libraries.insert("base64");
    }
    if patterns::are_used(api) {
        libraries.insert("regex-lite");
    }
    let own = &api.package.dependencies;
    let name = |line: &&str| line.split(' ').next().unwrap_or_default().to_owned();
    // Cargo takes both for one crate.
    let same = |a: &str, b: &str| a.replace('-', "_") == b.replace('-', "_");
    let optional =
        section("[dev-dependencies]").filter(|line| libraries.contains(name(line).as_str()));
    let lines = section("[dependencies]")
        .chain(optional)
        .filter(|line| !own.iter().any(|one| same(&one.name, &name(line))))
        .map(ToOwned::to_owned);
    let own = own
        .iter()
        .map(|one| format!("{} = {}", key(&one.name), one.text));
    let mut all: Vec<String> = lines.chain(own).collect();
    all.sort_unstable();
    all
}

/// A feature for each tag, and one for all of them, which is on unless it is turned off.
fn tag_features(layout: &Layout, lines: &mut Vec<String>) {
    for line in lines
        .iter_mut()
        .filter(|line| line.starts_with("default = ["))
    {
        *line = line.replace(']', ", \"full\"]");
    }
    lines.push("# The calls of all tags.".to_owned());
    let names: Vec<String> = layout.tags.iter().map(|tag| key(&tag.feature)).collect();
    let full: String = (layout.tags.iter())
        .map(|tag| format!("    {},\n", quoted(&tag.feature)))
        .collect();
    lines.push(match names.is_empty() {
        true => "full = []".to_owned(),
        false => format!("full = [\n{full}]\n# The calls of one tag each."),
    });
    lines.extend(names.iter().map(|name| format!("{name} = []")));
}

/// A key of TOML: bare if it can be.
fn key(name: &str) -> String {
    match name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    {
        true => name.to_owned(),
        false => quoted(name),
    }
}

/// Whether a user name and a password are sent (RFC 7617).
fn needs_base64(api: &Api) -> bool {
    let mut credentials = api.service.credentials.iter();
    credentials.any(|one| one.kind == CredentialKind::Basic)
}

/// An example that sends needs a transport.
fn required_features(api: &Api) -> String {
    let Some((path, _)) = super::example::render(api) else {
        return String::new();
    };
    let name = path.trim_start_matches("examples/").trim_end_matches(".rs");
    let tag = super::example::call(api).and_then(|call| call.feature);
    let tag = tag.map(|feature| format!(", {}", quoted(&feature)));
    format!(
        "\n[[example]]\nname = {}\nrequired-features = [\"reqwest\"{}]\n",
        quoted(name),
        tag.unwrap_or_default()
    )
}

/// The lines of a section of the runtime's manifest.
fn section(header: &'static str) -> impl Iterator<Item = &'static str> {
    let lines = RUNTIME
        .lines()
        .skip_while(move |line| *line != header)
        .skip(1);
    lines
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.trim().is_empty())
}

/// A TOML basic string: JSON's escapes are all among TOML's.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text.replace('\u{7f}', "")).to_string()
}
