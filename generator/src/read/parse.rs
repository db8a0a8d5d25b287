//! Text to a tree of values.
//!
//! Takes: the text of one file, JSON or YAML, whichever it is. Gives: a `serde_json::Value` in the order of the text.
//! Does not know OpenAPI. `serde_yaml` is used here and nowhere else.

use super::source::Source;
use super::tree::{MAX_DEPTH, Node, Syntax, TOO_DEEP};
use super::{locate, tabs};
use crate::diagnostics::{Diagnostic, Diagnostics, Excerpt, Rule, Severity};
use serde::de::DeserializeSeed;
use serde_json::Value;
use std::cell::RefCell;

/// Parses a file; notes what is odd in it.
pub(super) fn parse(source: &mut Source, notes: &mut Diagnostics) -> Result<Value, Diagnostics> {
    if source.text.trim().is_empty() {
        return Err(empty(source));
    }
    let errors = match parse_as_written(source, notes) {
        Err(errors) => errors,
        value => return value,
    };
    // What the parser refuses is read without tabs where they say nothing, if that is all that is wrong.
    let Some((text, place)) = tabs::without(&source.text) else {
        return Err(errors);
    };
    let written = std::mem::replace(&mut source.text, text);
    let mut found = Diagnostics::new();
    let Ok(value) = parse_as_written(source, &mut found) else {
        source.text = written;
        return Err(errors);
    };
    notes.extend(found);
    notes.push(tabs::note(source, place));
    Ok(value)
}

fn parse_as_written(source: &mut Source, notes: &mut Diagnostics) -> Result<Value, Diagnostics> {
    let oddities = RefCell::new(Vec::new());
    let value = if source.text.trim_start().starts_with(['{', '[']) {
        match json(source, &oddities) {
            Ok(value) => {
                source.syntax = Syntax::Json;
                Ok(value)
            }
            Err(errors) => not_json(source, &oddities, errors),
        }
    } else {
        yaml(source, &oddities)
    }?;
    notes.extend(oddities.into_inner());
    Ok(value)
}

/// Braces can begin YAML too. If the text is neither, or looks like JSON all the same, the JSON errors are what to show.
fn not_json(
    source: &Source,
    oddities: &RefCell<Vec<Diagnostic>>,
    errors: Diagnostics,
) -> Result<Value, Diagnostics> {
    oddities.borrow_mut().clear();
    let Ok(value) = yaml(source, oddities) else {
        return Err(errors);
    };
    let inside = source.text.trim_start().get(1..).unwrap_or_default();
    if inside.trim_start().starts_with('"') {
        oddities
            .borrow_mut()
            .extend(errors.into_iter().map(|error| Diagnostic {
                severity: Severity::Warning,
                rule: Some(Rule::LooseJson),
                message: format!("{}: read as YAML", error.message),
                ..error
            }));
    }
    Ok(value)
}

fn json(source: &Source, oddities: &RefCell<Vec<Diagnostic>>) -> Result<Value, Diagnostics> {
    let mut deserializer = serde_json::Deserializer::from_str(&source.text);
    let value = Node::root(Syntax::Json, oddities).deserialize(&mut deserializer);
    value
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| {
            let message = error.to_string();
            let place = (error.line() > 0).then(|| {
                // serde_json counts columns in bytes.
                let line = source
                    .text
                    .lines()
                    .nth(error.line() - 1)
                    .unwrap_or_default();
                let before = line.get(..error.column().saturating_sub(1));
                let column = before.map_or(error.column(), |before| before.chars().count() + 1);
                (error.line(), column.max(1))
            });
            failure("JSON", source, &message, place)
        })
}

/// A character that YAML does not allow anywhere (YAML 1.2.2, section 5.1), with its line and column.
fn forbidden(text: &str) -> Option<(char, usize, usize)> {
    let printable = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{85}') || !c.is_control();
    let (index, line) = text
        .lines()
        .enumerate()
        .find(|(_, line)| !line.chars().all(printable))?;
    let column = line.chars().position(|c| !printable(c))?;
    Some((line.chars().nth(column)?, index + 1, column + 1))
}

fn yaml(source: &Source, oddities: &RefCell<Vec<Diagnostic>>) -> Result<Value, Diagnostics> {
    let failed = |error: &serde_yaml::Error| {
        let message = error.to_string();
        let place = error.location().map(|place| (place.line(), place.column()));
        // The parser says only how many bytes in it is.
        let control = message.contains("control characters");
        if let Some((character, line, column)) = forbidden(&source.text).filter(|_| control) {
            let code = u32::from(character);
            let message = format!("the control character U+{code:04X} is not allowed");
            return failure("YAML", source, &message, Some((line, column)));
        }
        failure("YAML", source, &message, place)
    };
    if let Some(place) = absurd_brackets(&source.text) {
        return Err(failure("YAML", source, TOO_DEEP, Some(place)));
    }
    let mut documents = serde_yaml::Deserializer::from_str(&source.text);
    let Some(first) = documents.next() else {
        return Err(empty(source));
    };
    let value = Node::root(Syntax::Yaml, oddities)
        .deserialize(first)
        .map_err(|error| failed(&error))?;
    if documents.next().is_some() {
        let mut several = Diagnostic::error("several YAML documents in one file")
            .hint("keep one document in each file");
        if let Some(excerpt) = locate::second_document(&source.name, &source.text) {
            several = several.excerpt(excerpt);
        }
        return Err(several.into());
    }
    Ok(value)
}

/// How many brackets may be open. Quoted ones count too, so this is far more than [`MAX_DEPTH`].
const MAX_OPEN: usize = 1000;

/// Where brackets are nested so deeply that the YAML parser, which takes quadratic time for them, must not see them.
fn absurd_brackets(text: &str) -> Option<(usize, usize)> {
    let mut open = 0_usize;
    for (end, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > MAX_OPEN {
            let before = text.get(..end)?;
            let line = before.rsplit('\n').next()?;
            return Some((before.matches('\n').count() + 1, line.chars().count() + 1));
        }
    }
    None
}

fn failure(
    syntax: &str,
    source: &Source,
    message: &str,
    place: Option<(usize, usize)>,
) -> Diagnostics {
    let too_deep = message.contains(TOO_DEEP) || message.contains("recursion limit exceeded");
    let text = |line: usize| source.text.lines().nth(line.saturating_sub(1));
    let indented_by_tab = syntax == "YAML"
        && place.and_then(|(line, _)| text(line)).is_some_and(|line| {
            let rest = line.trim_start_matches([' ', '\t']);
            line.strip_suffix(rest)
                .is_some_and(|space| space.contains('\t'))
        });
    let diagnostic = if indented_by_tab {
        Diagnostic::error("invalid YAML: a tab in the indentation").hint("indent with spaces")
    } else if too_deep {
        Diagnostic::error(format!("nested more than {MAX_DEPTH} levels deep"))
            .hint("give inner parts a name and refer to them by `$ref`")
    } else if message.contains("repetition limit exceeded") {
        Diagnostic::error("aliases repeat so much that the document would grow without bound")
            .hint("write the repeated parts out, or refer to them by `$ref`")
    } else {
        Diagnostic::error(format!("invalid {syntax}: {}", without_places(message))).hint(format!(
            "correct the {syntax} here; often the mistake is on the line before"
        ))
    };
    let Some((line, column)) = place else {
        return diagnostic.into();
    };
    let text = source
        .text
        .lines()
        .nth(line.saturating_sub(1))
        .unwrap_or_default();
    diagnostic
        .excerpt(Excerpt::cut_from_line(&source.name, line, text, column, 1))
        .into()
}

fn empty(source: &Source) -> Diagnostics {
    Diagnostic::error(format!("{} is empty", source.name))
        .hint("an OpenAPI document begins with `openapi: 3.0.3`; check that this is the file that is meant")
        .into()
}

/// The message without each ` at line 1 column 2` in it: the first is shown in its own way.
fn without_places(message: &str) -> String {
    let mut parts = message.split(" at line ");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(
            part.trim_start_matches(|c: char| c.is_ascii_digit() || " column".contains(c)),
        );
    }
    text
}
