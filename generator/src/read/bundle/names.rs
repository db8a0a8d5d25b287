//! What the components are called that come from elsewhere.
//!
//! Takes: the places they come from. Gives: a name for each, by rules that do not depend on the order in which they were
//! found: the name it has where it stands, made longer by its file and folders only where two would have the same one.
//! Makes no Rust names: `names` does.

use super::super::grammar::{Kind, METHODS};
use super::super::origins::FileId;
use super::rebuild::reference_to;
use super::reference::is_component;
use super::{Bundler, Spot, below};
use crate::diagnostics::Pointer;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The names of all parts that become components.
#[derive(Default)]
pub(super) struct Names {
    /// By section and name.
    parts: BTreeMap<(&'static str, String), (Spot, Kind)>,
    /// By place and section.
    names: BTreeMap<(Spot, &'static str), String>,
}

impl Names {
    /// Section, name, place and kind of each.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'static str, &str, &Spot, Kind)> {
        self.parts
            .iter()
            .map(|((section, name), (spot, kind))| (*section, name.as_str(), spot, *kind))
    }

    /// The references to parts that stand inside of another, with their places and kinds.
    pub(super) fn within(&self, above: &Spot) -> impl Iterator<Item = (&Pointer, Kind, String)> {
        let range = below(above);
        let range = (range.start, "")..(range.end, "");
        self.names
            .range(range)
            .filter_map(|((spot, section), name)| {
                let (_, kind) = self.parts.get(&(*section, name.clone()))?;
                Some((&spot.1, *kind, reference_to(section, name)))
            })
    }

    /// The text of a reference to a part, wherever it stands now.
    pub(super) fn reference(&self, spot: &Spot, kind: Kind) -> String {
        let section = kind.component().unwrap_or_default();
        match self.names.get(&(spot.clone(), section)) {
            Some(name) => reference_to(section, name),
            None => format!("#{}", spot.1.as_str().replace('%', "%25")),
        }
    }

    fn give(&mut self, spot: Spot, kind: Kind, section: &'static str, name: String) {
        self.names.insert((spot.clone(), section), name.clone());
        self.parts.insert((section, name), (spot, kind));
    }
}

/// A part that has no name yet, and its section.
type Part = (Spot, Kind, &'static str);

/// Gives every part a name.
pub(super) fn settle(bundler: &Bundler<'_>) -> Names {
    let mut names = Names::default();
    let mut taken = taken(bundler);
    let claims = claims(bundler);
    let mut open: BTreeSet<Part> = BTreeSet::new();
    let mut seen: BTreeSet<(&Spot, &'static str)> = BTreeSet::new();
    for (spot, kind) in &bundler.wanted {
        let Some(section) = kind.component() else {
            continue;
        };
        if let Some(name) = claims.get(&(spot.clone(), section)) {
            names.give(spot.clone(), *kind, section, name.clone());
        } else if seen.insert((spot, section)) {
            open.insert((spot.clone(), *kind, section));
        }
    }
    let mut level = 0;
    while !open.is_empty() {
        // Of those that want one name, the part with the shortest way to it gets it; the others ask for a longer one.
        let mut best: BTreeMap<(&'static str, String), (Way, Part)> = BTreeMap::new();
        for part in &open {
            let wish = (part.2, wish(bundler, &part.0, level));
            if taken.contains(&wish) {
                continue;
            }
            let way = (way(bundler, &part.0), part.clone());
            let entry = best.entry(wish).or_insert_with(|| way.clone());
            if way < *entry {
                *entry = way;
            }
        }
        let given: BTreeSet<Part> = best.values().map(|(_, part)| part.clone()).collect();
        for ((section, name), (_, (spot, kind, _))) in best {
            taken.insert((section, name.clone()));
            names.give(spot, kind, section, name);
        }
        open.retain(|part| !given.contains(part));
        level += 1;
    }
    names
}

/// How long the way to a part is, folders before steps inside of the file; then the way itself, which no two share.
type Way = (usize, usize, PathBuf, Pointer);

fn way(bundler: &Bundler<'_>, (file, pointer): &Spot) -> Way {
    let path = bundler.library.relative(*file);
    let (folders, steps) = (path.components().count(), pointer.tokens().count());
    (folders, steps, path, pointer.clone())
}

/// The names that the document itself gives.
fn taken(bundler: &Bundler<'_>) -> BTreeSet<(&'static str, String)> {
    let mut taken = BTreeSet::new();
    let components = bundler
        .library
        .value(FileId::ROOT)
        .and_then(|root| root.get("components"));
    for section in Kind::SECTIONS {
        let entries = components.and_then(|all| all.get(section)?.as_object());
        for name in entries.into_iter().flat_map(|entries| entries.keys()) {
            taken.insert((section, name.clone()));
        }
    }
    taken
}

/// A component of the document that is nothing but a reference to a part elsewhere is that part.
fn claims(bundler: &Bundler<'_>) -> BTreeMap<(Spot, &'static str), String> {
    let mut claims = BTreeMap::new();
    for ((file, at), edge) in &bundler.edges {
        let Some(section) = edge.kind.component() else {
            continue;
        };
        let alone = bundler
            .library
            .node(*file, at)
            .and_then(Value::as_object)
            .is_some_and(|map| map.len() == 1);
        if *file == FileId::ROOT
            && alone
            && is_component(at, edge.kind)
            && let Some(name) = at.tokens().last()
        {
            claims.entry((edge.target.clone(), section)).or_insert(name);
        }
    }
    claims
}

/// What a part would be called: the higher the level, the more of the path of its file is in it.
fn wish(bundler: &Bundler<'_>, (file, pointer): &Spot, level: usize) -> String {
    let words = inner_words(bundler, *file, pointer);
    let path = bundler.library.relative(*file);
    let mut from: Vec<String> = Vec::new();
    if *file != FileId::ROOT || level > 0 {
        let folders = path.parent().into_iter().flat_map(Path::components);
        from.extend(folders.map(|part| part.as_os_str().to_string_lossy().into_owned()));
        from.extend(
            path.file_stem()
                .map(|stem| stem.to_string_lossy().into_owned()),
        );
    }
    let needed = usize::from(words.is_empty()) + level;
    if let Some(more) = needed.checked_sub(from.len()).filter(|more| *more > 0) {
        // No other part has this; should the document itself have such a name, it grows.
        return format!("{}{pointer}{}", path.display(), "_".repeat(more - 1));
    }
    let mut all = from.split_off(from.len() - needed);
    all.extend(words);
    all.join("_")
}

/// The words of a place inside of a file; none for the file itself.
fn inner_words(bundler: &Bundler<'_>, file: FileId, pointer: &Pointer) -> Vec<String> {
    let tokens: Vec<String> = pointer.tokens().collect();
    match tokens
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["components", _, name, rest @ ..] => with_steps(vec![(*name).to_owned()], rest),
        [
            "definitions" | "$defs" | "schemas" | "parameters" | "responses" | "headers",
            name,
            rest @ ..,
        ] => with_steps(vec![(*name).to_owned()], rest),
        ["paths", path, method, rest @ ..] if METHODS.contains(method) => {
            let id = Pointer::root()
                .key("paths")
                .key(path)
                .key(method)
                .key("operationId");
            let id = bundler.library.node(file, &id).and_then(Value::as_str);
            let name = id.map_or_else(|| format!("{method} {path}"), str::to_owned);
            with_steps(vec![name], rest)
        }
        ["paths", path, rest @ ..] => with_steps(vec![(*path).to_owned()], rest),
        rest => with_steps(Vec::new(), rest),
    }
}

/// The steps below a name that say something: those that only the grammar needs do not.
fn with_steps(mut words: Vec<String>, steps: &[&str]) -> Vec<String> {
    let mut steps = steps.iter();
    while let Some(step) = steps.next() {
        match *step {
            "properties" | "patternProperties" | "$defs" | "definitions" | "headers" => {
                words.extend(steps.next().map(|name| (*name).to_owned()));
            }
            "schema" | "allOf" => {}
            "content" => {
                steps.next();
            }
            "items" => words.push("Item".to_owned()),
            "additionalProperties" => words.push("Value".to_owned()),
            "requestBody" => words.push("Request".to_owned()),
            "responses" => match steps.next() {
                Some(status) if !status.starts_with('2') => words.push(format!("Response{status}")),
                _ => words.push("Response".to_owned()),
            },
            other => words.push(other.to_owned()),
        }
    }
    words
}
