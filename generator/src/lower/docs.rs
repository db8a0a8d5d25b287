//! Documentation: from a document's CommonMark to text that is safe in a Rust doc comment.
//!
//! Takes descriptions and facts, gives [`Docs`]. Nothing of the prose is lost; what rustdoc would read as a link,
//! a tag or a doctest is escaped.

use serde_json::Value;

use super::view::{Bounds, View};
use crate::ir::{Docs, Number};

/// Doc comments are wrapped so that lines stay within this many characters.
const WIDTH: usize = 96;

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
    bound_facts(&view.bounds, &mut facts);
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
        facts.push(format!("{}: <{}>.", safe(about), documentation.url.trim()));
    }
    facts
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

fn number(number: Number) -> String {
    match number {
        Number::Integer(number) => number.to_string(),
        Number::Float(number) => number.to_string(),
    }
}

/// Strings without their quotes, everything else as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Text for a code span: no backticks, no line ends.
pub(super) fn code(text: &str) -> String {
    controls_removed(text).replace('`', "'").replace('\n', " ")
}

/// A sentence of ours that quotes names of the document.
pub(super) fn code_free(text: &str) -> String {
    controls_removed(text).replace('\n', " ")
}

/// Line ends as `\n`; without control characters and the marks that turn the direction of text.
fn controls_removed(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', "    ")
        .chars()
        .filter(|&c| {
            c == '\n'
                || !(c.is_control()
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        })
        .collect()
}

/// CommonMark whose links, tags and code blocks mean to rustdoc what they meant to their author.
pub(super) fn safe(text: &str) -> String {
    let text = controls_removed(text);
    let mut lines: Vec<String> = Vec::new();
    let mut fence: Option<String> = None;
    for line in text.trim().lines() {
        let bare = line.trim_start();
        let marks: String = bare.chars().take_while(|&c| c == '`').collect();
        match &fence {
            Some(open) if marks.len() >= open.len() && bare.trim_end() == marks => {
                lines.push(bare.trim_end().to_owned());
                fence = None;
            }
            Some(_) => lines.push(line.trim_end().to_owned()),
            None if marks.len() >= 3 && !bare.trim_start_matches('`').contains('`') => {
                lines.push(format!("{marks}{}", language(bare.trim_start_matches('`'))));
                fence = Some(marks);
            }
            None => lines.push(safe_line(line.trim_end())),
        }
    }
    if let Some(open) = fence {
        lines.push(open);
    }
    lines.join("\n").trim().to_owned()
}

/// The info string of a code block; what rustdoc would compile becomes `text`.
fn language(info: &str) -> &str {
    let info = info.trim();
    let word = info.split([',', ' ', '{']).next().unwrap_or_default();
    let known = [
        "json",
        "yaml",
        "xml",
        "html",
        "http",
        "bash",
        "sh",
        "shell",
        "console",
        "curl",
        "javascript",
        "js",
        "python",
        "toml",
        "sql",
        "csv",
        "go",
        "php",
        "ruby",
        "java",
        "typescript",
        "ts",
        "graphql",
        "text",
    ];
    known
        .iter()
        .find(|name| **name == word.to_ascii_lowercase())
        .copied()
        .unwrap_or("text")
}

/// A line outside code blocks. Indentation that would open a code block is cut, but for nested list items.
fn safe_line(line: &str) -> String {
    let bare = line.trim_start();
    let indent = line.len() - bare.len();
    let is_item = bare.starts_with("- ") || bare.starts_with("* ") || bare.starts_with("+ ");
    let kept = if is_item {
        indent.min(12)
    } else {
        indent.min(3)
    };
    format!("{}{}", " ".repeat(kept), safe_inline(bare))
}

/// Escapes brackets that are no links and angle brackets that are no autolinks; wraps bare URLs.
fn safe_inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let taken = special(rest, &mut out).unwrap_or_else(|| {
            out.push(first);
            first.len_utf8()
        });
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

/// Handles what stands at the start of `rest`; gives how many bytes it took.
fn special(rest: &str, out: &mut String) -> Option<usize> {
    if let Some(length) = code_span(rest)
        .or_else(|| link(rest))
        .or_else(|| autolink(rest))
    {
        out.push_str(rest.get(..length)?);
        return Some(length);
    }
    if rest.starts_with("https://") || rest.starts_with("http://") {
        let length = url_length(rest);
        out.push('<');
        out.push_str(rest.get(..length)?);
        out.push('>');
        return Some(length);
    }
    let first = rest.chars().next()?;
    match first {
        '\\' => {
            let next = rest.chars().nth(1).filter(char::is_ascii_punctuation);
            out.push('\\');
            out.extend(next);
            Some(1 + next.map_or(0, char::len_utf8))
        }
        '[' | ']' | '<' => {
            out.push('\\');
            out.push(first);
            Some(1)
        }
        '`' => {
            out.push_str("\\`");
            Some(1)
        }
        _ => None,
    }
}

/// `` `code` `` on one line.
fn code_span(rest: &str) -> Option<usize> {
    let marks: String = rest.chars().take_while(|&c| c == '`').collect();
    if marks.is_empty() {
        return None;
    }
    let inner = rest.get(marks.len()..)?;
    let end = inner.find(&marks)?;
    Some(marks.len() + end + marks.len()).filter(|_| end > 0)
}

/// `[text](target)` with an absolute target: a relative one would be taken for a Rust path.
fn link(rest: &str) -> Option<usize> {
    let label = rest.strip_prefix('[')?;
    let close = label.find(']')?;
    if label.get(..close)?.contains(['[', '<', '`', '\\']) {
        return None;
    }
    let target = label.get(close + 1..)?.strip_prefix('(')?;
    let end = target.find(')')?;
    let address = target.get(..end)?;
    let absolute = ["https://", "http://", "mailto:", "/", "#"]
        .iter()
        .any(|start| address.starts_with(start));
    (absolute && !address.contains(char::is_whitespace)).then_some(1 + close + 1 + 1 + end + 1)
}

/// `<https://…>`
fn autolink(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('<')?;
    if !(inner.starts_with("https://")
        || inner.starts_with("http://")
        || inner.starts_with("mailto:"))
    {
        return None;
    }
    let end = inner.find('>')?;
    (!inner.get(..end)?.contains(char::is_whitespace)).then_some(end + 2)
}

/// How far a bare URL reaches; closing punctuation belongs to the sentence.
fn url_length(rest: &str) -> usize {
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | ')' | ']' | '\\'))
        .unwrap_or(rest.len());
    rest.get(..end)
        .unwrap_or(rest)
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_'])
        .len()
}

/// Breaks long lines of plain paragraphs; leaves code, tables, lists and headings as they are.
fn wrap(paragraph: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut in_code = false;
    for line in paragraph.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        let is_plain = !in_code && !line.starts_with([' ', '|', '#', '-', '*', '>', '+', '`']);
        if is_plain && line.chars().count() > WIDTH {
            wrap_line(line, &mut out);
        } else {
            out.push(line.to_owned());
        }
    }
    out.join("\n")
}

fn wrap_line(line: &str, out: &mut Vec<String>) {
    let mut current = String::new();
    for word in line.split(' ') {
        let fits = current.chars().count() + 1 + word.chars().count() <= WIDTH;
        if current.is_empty() || fits || !can_start_line(word) {
            if !current.is_empty() {
                current.push(' ');
            }
            current.push_str(word);
        } else {
            out.push(std::mem::replace(&mut current, word.to_owned()));
        }
    }
    out.push(current);
}

/// Whether a word at the start of a line stays a word, and does not become a list item, heading or rule.
fn can_start_line(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = digits.len() < word.len() && digits.starts_with(['.', ')']);
    !word.is_empty()
        && !numbered
        && !word.starts_with(['-', '*', '+', '#', '>', '=', '|', '~', '`', '_'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rustdoc_would_misread_is_escaped() {
        for (text, expected) in [
            ("see [docs](https://a.b/c).", "see [docs](https://a.b/c)."),
            ("an [array] of x", "an \\[array\\] of x"),
            ("go to https://a.b/c.", "go to <https://a.b/c>."),
            ("<https://a.b>", "<https://a.b>"),
            ("Vec<String> and <br/>", "Vec\\<String> and \\<br/>"),
            ("`a[0] <b>` stays", "`a[0] <b>` stays"),
            ("one ` alone", "one \\` alone"),
            ("    let x = 1;", "let x = 1;"),
            ("a\n\n        indented", "a\n\n   indented"),
            ("```\ncode [x]\n```", "```text\ncode [x]\n```"),
            ("```rust\nfn main() {}", "```text\nfn main() {}\n```"),
            ("```json\n{}\n```", "```json\n{}\n```"),
            ("bell\u{7} and \u{202e}turned", "bell and turned"),
            ("a\r\nb\rc", "a\nb\nc"),
        ] {
            assert_eq!(safe(text), expected, "{text:?}");
        }
    }

    #[test]
    fn wrapping_never_makes_a_list() {
        let text = format!(
            "{} - 1. # {}",
            "word ".repeat(19).trim(),
            "word ".repeat(10).trim()
        );
        for line in wrap(&text).lines() {
            assert!(
                can_start_line(line.split(' ').next().unwrap_or_default()),
                "{line}"
            );
        }
    }
}
