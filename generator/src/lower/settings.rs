//! Settings that name a part of the document.
//!
//! Takes what was met of them, gives a warning for each that was not: a slip of the pen, or upstream moved on.

use std::collections::BTreeSet;

use crate::config::{Config, FormatSetting, first, library};
use crate::diagnostics::{Diagnostic, Rule};

/// The settings that something in the document answers to, by table and key.
#[derive(Debug, Default)]
pub(super) struct Met(BTreeSet<(&'static str, String)>);

impl Met {
    pub(super) fn add(&mut self, table: &'static str, key: &str) {
        self.0.insert((table, key.to_owned()));
    }

    fn has(&self, table: &'static str, key: &str) -> bool {
        self.0.contains(&(table, key.to_owned()))
    }
}

/// A warning for each setting that nothing answers to.
pub(super) fn unmatched(config: &Config, met: &Met) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for format in config.formats.keys().filter(|key| !met.has("formats", key)) {
        let message = format!("`[formats]` names `{format}`, which no text of the document has");
        findings.push(unused(config, &["formats", format], message));
    }
    for schema in config.replace.keys().filter(|key| !met.has("replace", key)) {
        let message = format!("`[replace]` names `{schema}`, which is no schema of the document");
        findings.push(unused(config, &["replace", schema], message));
    }
    for key in config.derives.keys().filter(|key| !met.has("derives", key)) {
        let message = format!("`[derives]` names `{key}`, which is no type that the crate defines");
        findings.push(unused(config, &["derives", key], message));
    }
    let closed = config.enums.closed.names().iter();
    for name in closed.filter(|name| !met.has("enums", name)) {
        let message = format!("`[enums] closed` names `{name}`, which is no enum of the crate");
        findings.push(unused(config, &["enums", "closed", name], message));
    }
    let forgiving = config.fields.forgiving.names().iter();
    for name in forgiving.filter(|name| !met.has("fields", name)) {
        let message =
            format!("`[fields] forgiving` names `{name}`, which is no property of the crate");
        findings.push(unused(config, &["fields", "forgiving", name], message));
    }
    let paths = config.replace.values().map(|one| one.path.as_str());
    let formats = config.formats.values().filter_map(|one| match one {
        FormatSetting::Own(own) => Some(own.path.as_str()),
        FormatSetting::Known(_) => None,
    });
    let derives = config.derives.values().flatten().map(String::as_str);
    let named: BTreeSet<&str> = paths.chain(formats).chain(derives).map(first).collect();
    for name in config.dependencies.keys() {
        if !named.contains(library(name).as_str()) {
            let message = format!("`[dependencies]` has `{name}`, of which nothing is named");
            findings.push(unused(config, &["dependencies", name], message));
        }
    }
    findings
}

/// A finding about a setting that has no effect.
pub(super) fn unused(config: &Config, keys: &[&str], message: String) -> Diagnostic {
    let finding = Diagnostic::warning(Rule::SettingUnmatched, message)
        .hint("mend the name in codegen.toml, or take it out");
    config.about(keys, finding)
}
