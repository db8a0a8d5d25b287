//! The same complaint many times, said once.
//!
//! Takes: findings. Gives: those to be shown, each with the ones that it stands for. Does not lay them out.

use super::text::{line, short};
use crate::diagnostics::{Diagnostic, Diagnostics, Group, Place, Rule, Severity};
use std::collections::BTreeMap;

/// So many of one kind are all shown.
const SHOWN: usize = 3;

/// So many places are named of those that are not shown.
const NAMED: usize = 3;

/// A finding, and the others of its kind that it stands for.
pub(super) struct Folded<'a> {
    pub(super) first: &'a Diagnostic,
    others: Vec<&'a Diagnostic>,
}

/// What makes two findings one complaint: the rule, or the message where that says nothing.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
struct Kind<'a> {
    severity: Severity,
    rule: Option<Rule>,
    message: Option<&'a str>,
}

impl<'a> Kind<'a> {
    fn of(diagnostic: &'a Diagnostic) -> Self {
        let message = diagnostic.message.as_str();
        Self {
            severity: diagnostic.severity,
            rule: diagnostic.rule,
            message: diagnostic.rule.is_none_or(alone).then_some(message),
        }
    }
}

/// Whether each finding of the rule is about something else: the user's own settings are few, and all matter.
fn alone(rule: Rule) -> bool {
    rule.group() == Group::Setting
}

/// Errors first; what is folded stands where the first of it does.
pub(super) fn fold(diagnostics: &Diagnostics) -> Vec<Folded<'_>> {
    let mut kinds: BTreeMap<Kind<'_>, Vec<(usize, &Diagnostic)>> = BTreeMap::new();
    let all = diagnostics.errors().chain(diagnostics.warnings());
    for (position, diagnostic) in all.enumerate() {
        let kind = kinds.entry(Kind::of(diagnostic)).or_default();
        kind.push((position, diagnostic));
    }
    let mut shown = Vec::new();
    for same in kinds.into_values() {
        let shown_alone = if same.len() > SHOWN { 1 } else { same.len() };
        let others: Vec<_> = same.iter().skip(shown_alone).map(|one| one.1).collect();
        for (position, first) in same.into_iter().take(shown_alone) {
            let others = others.clone();
            shown.push((position, Folded { first, others }));
        }
    }
    shown.sort_by_key(|(position, _)| *position);
    shown.into_iter().map(|(_, folded)| folded).collect()
}

impl Folded<'_> {
    /// What is to be said of the others.
    pub(super) fn more(&self) -> Option<String> {
        let count = self.others.len();
        if count == 0 {
            return None;
        }
        if self.differ() {
            let first = if count > NAMED { ", the first" } else { "" };
            let lines: String = self
                .others
                .iter()
                .take(NAMED)
                .map(|one| told(one))
                .collect();
            return Some(format!("and {count} more like this{first}:{lines}"));
        }
        let first = if count > NAMED { "first " } else { "" };
        let places: Vec<String> = self
            .others
            .iter()
            .filter_map(|one| place(one))
            .take(NAMED)
            .collect();
        if places.is_empty() {
            return Some(format!("and {count} more like this"));
        }
        Some(format!(
            "and {count} more like this, {first}at {}",
            places.join(", ")
        ))
    }

    /// Whether a place alone would not do: what is lost is worth a name.
    fn differ(&self) -> bool {
        let group = self.first.rule.map(Rule::group);
        let lost = matches!(
            group,
            Some(Group::LeftOut | Group::Untyped | Group::Skipped)
        );
        lost && self
            .others
            .iter()
            .any(|one| one.message != self.first.message)
    }
}

/// A line of its own: where, and what.
fn told(diagnostic: &Diagnostic) -> String {
    let message = short(&diagnostic.message);
    match place(diagnostic) {
        Some(place) => format!("\n  {place}: {message}"),
        None => format!("\n  {message}"),
    }
}

/// `a.yaml:12:7`, or the pointer where the line is not known.
fn place(diagnostic: &Diagnostic) -> Option<String> {
    let Place {
        pointer, source, ..
    } = diagnostic.place.as_ref()?;
    let text = match (source, pointer) {
        (Some(at), _) => format!("{}:{}:{}", at.file, at.line, at.column),
        (None, Some(pointer)) => pointer.to_string(),
        (None, None) => return None,
    };
    Some(line(&text))
}
