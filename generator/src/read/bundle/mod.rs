//! Parts that stand elsewhere than the standard puts them: in other files, or deep inside of other parts.
//!
//! Takes: the tree of a document and the files around it. Gives: one tree in which every `$ref` leads to a component of
//! its kind: what is referred to becomes a component, and what there are no components for (paths, media types, text)
//! is written out in its place. Does not look at what the parts mean, and changes nothing that is in order already.

mod anchors;
mod library;
mod names;
mod rebuild;
mod reference;

use super::Request;
use super::grammar::Kind;
use super::origins::{FileId, Origins};
use super::walk::{Steps, walk};
use crate::diagnostics::{Diagnostic, Diagnostics, Pointer, Rule};

use library::Library;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A node of a file.
type Spot = (FileId, Pointer);

/// All places inside of a place.
fn below((file, pointer): &Spot) -> Range<Spot> {
    // What follows `/` in the order of characters.
    (*file, pointer.join("/"))..(*file, pointer.join("0"))
}

/// A reference that has to be rewritten.
struct Edge {
    kind: Kind,
    target: Spot,
}

/// What was found out about a document and its files.
struct Bundler<'a> {
    library: Library<'a>,
    /// By the place of the reference.
    edges: BTreeMap<Spot, Edge>,
    /// What becomes a component, and of which kind.
    wanted: BTreeSet<(Spot, Kind)>,
    /// What was looked through already.
    scanned: BTreeSet<(Spot, Kind)>,
    waiting: Vec<(Spot, Kind)>,
    /// The keys at the top of files below which something is referred to.
    holders: BTreeSet<(FileId, String)>,
    complaints: BTreeMap<FileId, Vec<Diagnostic>>,
}

/// Makes one document of several files.
pub(super) fn bundle(
    document: Value,
    request: &Request,
    origins: &mut Origins,
    tally: &mut BTreeMap<Rule, usize>,
    notes: &mut Diagnostics,
) -> Value {
    let mut bundler = Bundler {
        library: Library::new(document, request, origins, notes),
        edges: BTreeMap::new(),
        wanted: BTreeSet::new(),
        scanned: BTreeSet::new(),
        waiting: vec![((FileId::ROOT, Pointer::root()), Kind::OpenApi)],
        holders: BTreeSet::new(),
        complaints: BTreeMap::new(),
    };
    bundler.graft_components();
    while let Some((spot, kind)) = bundler.waiting.pop() {
        if bundler.scanned.insert((spot.clone(), kind)) {
            bundler.scan(&spot, kind);
        }
    }
    bundler.report();
    bundler.count(tally);
    if bundler.edges.is_empty() {
        return bundler.library.into_document();
    }
    let names = names::settle(&bundler);
    rebuild::rebuild(bundler, &names)
}

impl Bundler<'_> {
    /// Takes in components that stand in files of their own, whole or a kind at a time: they are the document's own, and
    /// have their names in it.
    fn graft_components(&mut self) {
        let all = Pointer::root().key("components");
        let sections = Kind::SECTIONS.iter().map(|section| all.key(section));
        for at in std::iter::once(all.clone()).chain(sections) {
            let node = self.library.node(FileId::ROOT, &at);
            let Some(reference) = node.and_then(|node| node.get("$ref")?.as_str()) else {
                continue;
            };
            let (reference, place) = (reference.to_owned(), (FileId::ROOT, at.clone()));
            // What goes wrong here is said when the place is scanned.
            let found = reference::resolve(&mut self.library, &place, &reference, Kind::Components);
            let Ok((target, _)) = found else { continue };
            let content = self.library.node(target.0, &target.1).cloned();
            if let Some(content) = content.filter(|content| content.is_object()) {
                self.library.graft(at, content, target);
            }
        }
    }

    /// Finds the references in a part of a file, and what they lead to.
    fn scan(&mut self, spot: &Spot, kind: Kind) {
        let (file, pointer) = spot;
        let mut found = Vec::new();
        if let Some(value) = self.library.node(*file, pointer) {
            walk(
                value,
                kind,
                &Steps::At(pointer),
                &mut |node, kind, steps| {
                    let Some(reference) = reference::of(node, kind) else {
                        return;
                    };
                    let in_order = *file == FileId::ROOT && reference::is_in_order(reference, kind);
                    // In what was taken in from elsewhere, the same text means a component of that file.
                    if !in_order || self.library.is_taken_in(*file, steps) {
                        found.push((steps.pointer(), kind, reference.to_owned()));
                    }
                },
            );
        }
        for (at, kind, reference) in found {
            match reference::resolve(&mut self.library, &(*file, at.clone()), &reference, kind) {
                Ok((target, rule)) => {
                    let kind = reference::kind_of(&self.library, &target, kind);
                    self.odd(*file, &at, kind, &reference, rule);
                    self.connect((*file, at), kind, target);
                }
                Err(complaint) => self.complain(*file, &at, kind, complaint),
            }
        }
    }

    fn connect(&mut self, at: Spot, kind: Kind, target: Spot) {
        let in_place = target.0 == FileId::ROOT && reference::is_component(&target.1, kind);
        if kind.component().is_some() && !in_place {
            self.wanted.insert((target.clone(), kind.of_component()));
        }
        if !in_place || kind.component().is_none() {
            self.waiting.push((target.clone(), kind.of_component()));
        }
        let holder = target.1.tokens().next();
        self.holders.extend(holder.map(|key| (target.0, key)));
        self.edges.insert(at, Edge { kind, target });
    }

    /// Says that a reference is understood, though not by the standard.
    fn odd(&mut self, file: FileId, at: &Pointer, kind: Kind, reference: &str, rule: Option<Rule>) {
        let (rule, message, hint) = match rule {
            Some(Rule::LegacyRef) => (
                Rule::LegacyRef,
                format!("`$ref: {reference}` is read as one to the component of this name"),
                "write it as `#/components/…/name`",
            ),
            Some(rule) => (
                rule,
                format!("`$ref: {reference}` leads to a component of another kind"),
                "let it lead to one that may stand here, or write it out",
            ),
            None => return,
        };
        let complaint = reference::Complaint::Warning(rule, message, hint.to_owned());
        self.complain(file, at, kind, complaint);
    }

    fn complain(
        &mut self,
        file: FileId,
        at: &Pointer,
        kind: Kind,
        complaint: reference::Complaint,
    ) {
        let at = if kind == Kind::SchemaName {
            at.clone()
        } else {
            at.key("$ref")
        };
        let finding = match complaint {
            reference::Complaint::Silent => return,
            reference::Complaint::Error(message, hint) => Diagnostic::error(message).hint(hint),
            reference::Complaint::Warning(rule, message, hint) => {
                Diagnostic::warning(rule, message).hint(hint)
            }
        };
        self.complaints
            .entry(file)
            .or_default()
            .push(finding.at(at));
    }

    /// The references that stand in a place or inside of it.
    fn edges_within(&self, spot: &Spot) -> impl Iterator<Item = (&Spot, &Edge)> {
        let own = self.edges.get_key_value(spot);
        own.into_iter().chain(self.edges.range(below(spot)))
    }

    /// Counts the references that are in order by themselves, but not in a single document of 3.0.
    fn count(&self, tally: &mut BTreeMap<Rule, usize>) {
        for edge in self.edges.values() {
            let rule = match (edge.target.0, edge.kind) {
                (FileId::ROOT, Kind::PathItem) => Rule::PathItems,
                (FileId::ROOT, _) => Rule::DeepReference,
                _ => Rule::OtherFile,
            };
            *tally.entry(rule).or_default() += 1;
        }
    }

    fn report(&mut self) {
        for (file, mut findings) in std::mem::take(&mut self.complaints) {
            self.library.origins.locate_in(file, findings.iter_mut());
            self.library.notes.extend(findings);
        }
    }
}
