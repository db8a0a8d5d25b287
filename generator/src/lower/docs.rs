//! Documentation: what the document says in prose, and what its keywords say, as sentences.
//!
//! Takes descriptions and facts, gives [`Docs`]. How prose is made safe stands in `markdown`.

use openapiv3::ExternalDocumentation;
use serde_json::Value;

use super::markdown::{code, controls_removed, safe, url, wrap};
use super::view::{Base, Bounds, View};
use crate::ir::{Docs, Number};
use crate::read::FACTS;

/// Examples longer than this stand in a block of their own.
const INLINE_EXAMPLE: usize = 80;

/// Paragraphs, each one a description or a list of facts.
#[derive(Debug, Default)]
pub(super) struct Paragraphs(Vec<String>);

impl Paragraphs {
    /// Adds prose of the document, made safe.
    pub(super) fn prose(mut self, text: Option<&str>) -> Self {
        let safe = safe(text.unwrap_or_default());
        if !safe.is_empty() && !self.0.contains(&safe) {
            self.0.push(safe);
        }
        self
    }

    /// Adds prose about a part: in its sentence, if it is one line.
    pub(super) fn about(self, label: &str, text: &str) -> Self {
        let (whole, heading) = (format!("{label}: {}", one_line(text)), format!("{label}:"));
        match text.trim() {
            "" => self,
            line if line.contains('\n') => self.paragraph(heading).prose(Some(line)),
            _ if self.0.contains(&whole) => self,
            _ => self.paragraph(whole),
        }
    }

    /// Adds where more is said.
    pub(super) fn more(self, documentation: Option<&ExternalDocumentation>) -> Self {
        let Some(documentation) = documentation else {
            return self;
        };
        let about = documentation.description.as_deref().unwrap_or("More");
        let (said, about) = match about.trim().contains('\n') {
            true => (self.prose(Some(about)), "More"),
            false => (self, about),
        };
        said.paragraph(format!("{}: {}", one_line(about), url(&documentation.url)))
    }

    /// Adds a paragraph of our own.
    pub(super) fn paragraph(mut self, text: String) -> Self {
        if !text.is_empty() {
            self.0.push(text);
        }
        self
    }

    /// Adds a paragraph only where there is none yet, so that no public item goes undocumented.
    pub(super) fn or(self, text: impl FnOnce() -> String) -> Self {
        if self.0.is_empty() {
            self.paragraph(text())
        } else {
            self
        }
    }

    pub(super) fn finish(self) -> Docs {
        let paragraphs: Vec<String> = self.0.iter().map(|paragraph| wrap(paragraph)).collect();
        Docs(paragraphs.join("\n\n"))
    }
}

/// What a schema says beyond its type and description, as sentences.
pub(super) fn facts(view: &View<'_>, typed_format: bool) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(format) = view.format.as_deref().filter(|_| !typed_format) {
        facts.push(format!("Format: `{}`.", code(format)));
    }
    if let Some(values) = unnamed_values(view) {
        facts.push(format!("One of {values}."));
    }
    bound_facts(&view.bounds, &mut facts);
    facts.extend(kept_facts(view));
    if view.data.read_only {
        facts.push("Read-only.".to_owned());
    }
    if view.data.write_only {
        facts.push("Write-only.".to_owned());
    }
    if let Some(default) = &view.data.default {
        facts.push(format!("Default: `{}`.", code(&plain(default))));
    }
    if let Some(documentation) = &view.data.external_docs {
        let about = documentation.description.as_deref().unwrap_or("More");
        facts.push(format!("{}: {}.", one_line(about), url(&documentation.url)));
    }
    facts
}

/// What reading kept of keywords that no type can say.
fn kept_facts(view: &View<'_>) -> Vec<String> {
    let kept = view.data.extensions.get(FACTS).and_then(Value::as_array);
    let pair = |fact: &Value| {
        let text = |index| fact.get(index).and_then(Value::as_str);
        Some(format!("{}: `{}`.", text(0)?, code(text(1)?)))
    };
    kept.into_iter().flatten().filter_map(pair).collect()
}

/// Constants that become no variants: numbers, and what is of another type than the schema.
fn unnamed_values(view: &View<'_>) -> Option<String> {
    let named = match view.base {
        Some(Base::String) => Value::is_string,
        Some(Base::Integer) => Value::is_i64,
        Some(Base::Boolean) if view.values.len() == 1 => return None,
        _ => |_: &Value| false,
    };
    if view.values.iter().all(named) {
        return None;
    }
    let values: Vec<String> = (view.values.iter())
        .map(|value| format!("`{}`", code(&value.to_string())))
        .collect();
    Some(values.join(", "))
}

fn bound_facts(bounds: &Bounds, facts: &mut Vec<String>) {
    let mut say = |fact: Option<String>| facts.extend(fact);
    say(between(bounds.min_length, bounds.max_length, "character"));
    say(bounds.minimum.map(|least| match bounds.exclusive_minimum {
        true => format!("More than {}.", number(least)),
        false => format!("At least {}.", number(least)),
    }));
    say(bounds.maximum.map(|most| match bounds.exclusive_maximum {
        true => format!("Less than {}.", number(most)),
        false => format!("At most {}.", number(most)),
    }));
    say(bounds
        .multiple_of
        .map(|step| format!("A multiple of {}.", number(step))));
    say(between(bounds.min_items, bounds.max_items, "item"));
    say(bounds.unique_items.then(|| "No item twice.".to_owned()));
    say(between(
        bounds.min_properties,
        bounds.max_properties,
        "entry",
    ));
    say(bounds
        .pattern
        .as_ref()
        .map(|pattern| format!("Pattern: `{}`.", code(pattern))));
}

fn between(least: Option<usize>, most: Option<usize>, what: &str) -> Option<String> {
    let plural = |count: usize| match (count, what) {
        (1, _) => format!("1 {what}"),
        (_, "entry") => format!("{count} entries"),
        _ => format!("{count} {what}s"),
    };
    match (least.filter(|&least| least > 0), most) {
        (Some(least), Some(most)) if least == most => Some(format!("Exactly {}.", plural(most))),
        (Some(least), Some(most)) => Some(format!("{least} to {}.", plural(most))),
        (Some(least), None) => Some(format!("At least {}.", plural(least))),
        (None, Some(most)) => Some(format!("At most {}.", plural(most))),
        (None, None) => None,
    }
}

/// An example as a sentence, or as a block when it is long.
pub(super) fn example(value: &Value) -> String {
    let text = plain(value);
    if text.chars().count() <= INLINE_EXAMPLE && !text.contains('\n') {
        return format!("Example: `{}`.", code(&text));
    }
    let pretty = match value {
        Value::String(text) => text.clone(),
        other => serde_json::to_string_pretty(other).unwrap_or_default(),
    };
    fenced("Example:", &pretty)
}

/// A block of text that nothing in it can end.
pub(super) fn fenced(heading: &str, text: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!(
        "{heading}\n\n{fence}text\n{}\n{fence}",
        controls_removed(text)
    )
}

/// The first line of a text, for a sentence of ours.
pub(super) fn one_line(text: &str) -> String {
    let safe = safe(text.trim().lines().next().unwrap_or_default());
    safe.replace("```", "")
        .replace("~~~", "")
        .replace('\n', " ")
}

/// All lines of a text as one, for an item of a list.
pub(super) fn as_line(text: &str) -> String {
    one_line(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn number(number: Number) -> String {
    match number {
        Number::Integer(number) => number.to_string(),
        Number::Float(number) => number.to_string(),
    }
}

/// Strings without their quotes, everything else as JSON.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
