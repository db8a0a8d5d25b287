//! Which file each part of the tree is from.
//!
//! Takes: what the stages move. Gives: for a pointer into the tree the file and the pointer in it, and with them the
//! lines of findings. Does not move anything.

use super::locate;
use super::source::Source;
use crate::diagnostics::{Diagnostic, Diagnostics, Pointer};
use std::collections::BTreeMap;

/// A file, by its number; the document itself has the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FileId(pub(super) usize);

impl FileId {
    pub(super) const ROOT: Self = Self(0);
}

/// The texts that a tree was made of, and what stands elsewhere than in them.
#[derive(Debug)]
pub(super) struct Origins {
    document: Source,
    others: Vec<Source>,
    /// From the present place of a part to where its text is. What is not below any of these is where it was in the
    /// document itself.
    moves: BTreeMap<Pointer, (FileId, Pointer)>,
}

impl Origins {
    pub(super) fn new(document: Source) -> Self {
        Self {
            document,
            others: Vec::new(),
            moves: BTreeMap::new(),
        }
    }

    /// The document itself; its text may be mended while it is parsed.
    pub(super) fn document_mut(&mut self) -> &mut Source {
        &mut self.document
    }

    pub(super) fn add(&mut self, source: Source) -> FileId {
        self.others.push(source);
        FileId(self.others.len())
    }

    pub(super) fn source(&self, file: FileId) -> &Source {
        let other = file
            .0
            .checked_sub(1)
            .and_then(|index| self.others.get(index));
        other.unwrap_or(&self.document)
    }

    /// Says where the text of a part is that stands at `pointer` from now on.
    pub(super) fn moved(&mut self, pointer: Pointer, file: FileId, from: Pointer) {
        // What was known of parts inside is about what stood there before.
        let inside: Vec<Pointer> = self
            .below(&pointer)
            .map(|(place, _)| place.clone())
            .collect();
        for place in inside {
            self.moves.remove(&place);
        }
        self.moves.insert(pointer, (file, from));
    }

    fn below(&self, pointer: &Pointer) -> impl Iterator<Item = (&Pointer, &(FileId, Pointer))> {
        // What follows `/` in the order of characters.
        self.moves.range(pointer.join("/")..pointer.join("0"))
    }

    /// Where the text of a node is: what was moved closest above it decides.
    pub(super) fn origin(&self, pointer: &Pointer) -> (FileId, Pointer) {
        let whole = pointer.as_str();
        let mut above = Some(pointer.clone());
        while let Some(prefix) = above {
            if let Some((file, from)) = self.moves.get(&prefix) {
                let rest = whole.get(prefix.as_str().len()..).unwrap_or_default();
                return (*file, from.join(rest));
            }
            above = prefix.parent();
        }
        (FileId::ROOT, pointer.clone())
    }

    /// Says that a part stands at `to` now and stood at `from` before.
    pub(super) fn relocated(&mut self, to: Pointer, from: &Pointer) {
        let inside: Vec<_> = self
            .below(from)
            .filter_map(|(place, origin)| Some((to.join(place.below(from)?), origin.clone())))
            .collect();
        let (file, from) = self.origin(from);
        self.moved(to, file, from);
        self.moves.extend(inside);
    }

    /// Makes the place of a finding one in its file, before the parts of the tree move on.
    pub(super) fn pin(&self, finding: &mut Diagnostic) {
        let Some(place) = &mut finding.place else {
            return;
        };
        if place.file.is_none()
            && let Some(pointer) = &place.pointer
        {
            let (file, from) = self.origin(pointer);
            place.pointer = Some(from);
            place.file = Some(file.0);
        }
    }

    /// Finds the lines of findings that have a pointer into the tree and no line yet; the pointer becomes one into the
    /// file. A node that no file has is shown as the nearest one above it.
    pub(super) fn locate(&self, findings: &mut Diagnostics) {
        if self.moves.is_empty() {
            self.locate_in(FileId::ROOT, findings.iter_mut());
            return;
        }
        let mut by_file: BTreeMap<FileId, Vec<&mut Diagnostic>> = BTreeMap::new();
        for finding in findings.iter_mut() {
            let Some(place) = finding
                .place
                .as_mut()
                .filter(|place| place.source.is_none())
            else {
                continue;
            };
            let Some(pointer) = &place.pointer else {
                continue;
            };
            let file = match place.file {
                Some(file) => FileId(file),
                None => {
                    let (file, from) = self.origin(pointer);
                    place.pointer = Some(from);
                    file
                }
            };
            by_file.entry(file).or_default().push(finding);
        }
        for (file, findings) in by_file {
            self.locate_in(file, findings.into_iter());
        }
    }

    /// Finds the lines of findings whose pointers are into one file.
    pub(super) fn locate_in<'a>(
        &self,
        file: FileId,
        findings: impl Iterator<Item = &'a mut Diagnostic>,
    ) {
        let source = self.source(file);
        locate::complete(source, findings);
    }
}
