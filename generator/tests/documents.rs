//! docs/documents.md is true: it has a row for each rule, and no other.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use specwright::diagnostics::{Group, Rule};
use std::collections::BTreeSet;

/// The names in the first column of the tables below a heading.
fn rows<'a>(text: &'a str, heading: &str) -> BTreeSet<&'a str> {
    let section = text
        .split(&format!("## {heading}\n"))
        .nth(1)
        .expect(heading);
    let section = section.split("\n## ").next().unwrap_or_default();
    section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect()
}

fn rules(group: Group) -> BTreeSet<&'static str> {
    let rules = Rule::ALL.iter().filter(|rule| rule.group() == group);
    rules.map(|rule| rule.name()).collect()
}

#[test]
fn each_rule_is_documented() {
    let text = include_str!("../../docs/documents.md");
    assert_eq!(rows(text, "Mends"), rules(Group::Mend));
    assert_eq!(rows(text, "Rewrites"), rules(Group::Rewrite));
    let left_out = &rules(Group::LeftOut) | &rules(Group::Untyped);
    assert_eq!(rows(text, "What is left out"), left_out);
    for rule in Rule::ALL {
        assert!(text.contains(&format!("`{rule}`")), "{rule}");
    }
}

/// A mend or rewrite that no fixture shows is one that nobody would miss.
#[test]
fn each_mend_and_rewrite_has_a_fixture() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for path in documents(folder.as_ref()) {
        let config = specwright::config::Config::for_document(
            path,
            Vec::new(),
            "unused".into(),
            "fixture".to_owned(),
        );
        let Ok(plan) = specwright::plan(&config.expect("a name in order")) else {
            continue;
        };
        seen.extend(
            plan.warnings
                .iter()
                .filter_map(|one| one.rule)
                .map(|rule| rule.name()),
        );
        seen.extend(plan.rewrites.keys().map(|rule| rule.name()));
    }
    let wanted = &rules(Group::Mend) | &rules(Group::Rewrite);
    let elsewhere = BTreeSet::from(["overlay-version"]);
    let missing: Vec<_> = wanted
        .difference(&seen)
        .filter(|rule| !elsewhere.contains(*rule))
        .collect();
    assert!(missing.is_empty(), "no fixture shows {missing:?}");
}

fn documents(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).expect("a folder of fixtures");
            waiting.extend(entries.map(|entry| entry.expect("a fixture").path()));
        } else if path
            .extension()
            .is_some_and(|end| end == "yaml" || end == "json")
        {
            found.push(path);
        }
    }
    found
}
