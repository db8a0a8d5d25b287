//! Types that are not generated, because the user has them, and what else the crate depends on.
//!
//! Takes paths and lines of a manifest, gives those that cannot be. Does not know which schemas there are.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use syn::Path;
use syn::parse::Parser as _;

use super::Config;
use crate::diagnostics::Diagnostic;

/// A type that stands for a schema: its path, or a table with more about it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Replacement {
    /// The path of the type.
    pub path: String,
    /// The traits of the standard library that it has beside those that it must have, such as `Eq`, so that `[derives]`
    /// can give them to what holds it.
    pub traits: Vec<String>,
}

/// The same as a table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    path: String,
    #[serde(default)]
    traits: Vec<String>,
}

impl<'de> Deserialize<'de> for Replacement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = Replacement;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(
                    "the path of a type such as `my_types::Token`, or a table with `path`",
                )
            }

            fn visit_str<E: Error>(self, path: &str) -> Result<Replacement, E> {
                Ok(Replacement {
                    path: path.to_owned(),
                    traits: Vec::new(),
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Replacement, A::Error> {
                let table = Table::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Replacement {
                    path: table.path,
                    traits: table.traits,
                })
            }
        }

        deserializer.deserialize_any(Visit)
    }
}

/// A line of `[dependencies]` in the crate's own Cargo.toml: a version, or a table.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct Dependency(toml::Value);

impl Dependency {
    /// As it stands behind `=`.
    pub(crate) fn text(&self) -> String {
        self.0.to_string()
    }
}

/// What each crate depends on; all but these have a line of their own only where a document has a use for them.
const ALWAYS: &[&str] = &[
    "bytes",
    "futures_core",
    "http",
    "percent_encoding",
    "reqwest",
    "serde",
    "serde_json",
    "serde_path_to_error",
];

/// What a path may begin with that is no crate of `[dependencies]`.
const ROOTS: &[&str] = &["alloc", "core", "crate", "std"];

/// Paths and dependencies that cannot be.
pub(super) fn wrong(config: &Config) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (schema, replacement) in &config.replace {
        let keys = ["replace", schema];
        findings.extend(wrong_path(config, &keys, &replacement.path));
        findings.extend(super::derives::wrong_traits(
            config,
            &keys,
            &replacement.traits,
        ));
    }
    for (name, dependency) in &config.dependencies {
        let about = |message: String, hint: &str| {
            config.about(
                &["dependencies", name],
                Diagnostic::error(message).hint(hint),
            )
        };
        if ALWAYS.contains(&library(name).as_str()) {
            let message = format!("the crate depends on `{name}` by itself");
            findings.push(about(
                message,
                "take the line out; its types can be named without one",
            ));
        }
        if !dependency.0.is_str() && !dependency.0.is_table() {
            let message = format!(
                "`{dependency}` is no dependency",
                dependency = dependency.text()
            );
            findings.push(about(message, "write it as Cargo has it: `\"1.0\"`, or `{ version = \"1.0\", features = [\"serde\"] }`"));
        }
    }
    findings
}

/// What is wrong with the path of an item.
pub(super) fn wrong_path(config: &Config, keys: &[&str], path: &str) -> Option<Diagnostic> {
    let about = |message: String, hint: String| {
        Some(config.about(keys, Diagnostic::error(message).hint(hint)))
    };
    if !is_path(path) {
        let hint = "write it from its crate on, without generics, such as `my_types::Token`, or `crate::my_types::Token` for a module of your own";
        return about(
            format!("`{path}` is not the path of an item"),
            hint.to_owned(),
        );
    }
    let root = first(path);
    let known = ROOTS.contains(&root)
        || ALWAYS.contains(&root)
        || (config.dependencies.keys()).any(|name| library(name) == root);
    if known {
        return None;
    }
    let hint = format!("add it to codegen.toml under `[dependencies]`, such as `{root} = \"1.0\"`");
    about(
        format!("`{path}` is of a crate that is no dependency"),
        hint,
    )
}

/// What a path begins with.
pub(crate) fn first(path: &str) -> &str {
    path.split("::").next().unwrap_or_default()
}

/// A crate as paths name it.
pub(crate) fn library(dependency: &str) -> String {
    dependency.replace('-', "_")
}

fn is_path(path: &str) -> bool {
    let plain = !path.starts_with("::") && !path.contains(char::is_whitespace);
    let steps: Vec<&str> = path.split("::").collect();
    let leads_there = match steps.as_slice() {
        ["self" | "super" | "Self", ..] => false,
        // In the crate itself a module of the user's own is meant.
        ["crate", module, _, ..] => !GENERATED.contains(module),
        ["crate", ..] => false,
        steps => steps.len() > 1,
    };
    plain && leads_there && Path::parse_mod_style.parse_str(path).is_ok()
}

/// The modules of a crate that are written by the generator.
const GENERATED: &[&str] = &[
    "client",
    "examples",
    "formats",
    "models",
    "operations",
    "patterns",
    "runtime",
    "service",
];

/// The dependencies of a configuration, by name.
pub type Dependencies = BTreeMap<String, Dependency>;
