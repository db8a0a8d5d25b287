//! Files to a document.
//!
//! Takes: the path of an OpenAPI document and of its overlays. Gives: a [`Document`], with what had to be left out,
//! or every reason why there is none. Does not know what is generated from it.

mod bundle;
mod content;
mod document;
mod fields;
mod grammar;
mod keywords;
mod locate;
mod mend;
mod operation;
mod origins;
mod overlay;
mod parse;
mod rewrite;
mod schema;
mod select;
mod source;
mod tabs;
mod tree;
mod version;
mod walk;

use crate::diagnostics::{Diagnostics, Rule};
use origins::Origins;
use serde_json::Value;
use source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

pub use document::Document;
pub use fields::LeftOut;
pub use locate::place_in;
pub(crate) use rewrite::{FACTS, IMPLIED, OPEN};
pub use select::Selection;

/// What to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The OpenAPI document.
    pub document: PathBuf,
    /// Overlays, applied in this order.
    pub overlays: Vec<PathBuf>,
    /// Folders beside that of the document from which files may be read.
    pub folders: Vec<PathBuf>,
    /// Files and folders that stand for URLs: a reference that begins with the URL is read from there.
    pub references: BTreeMap<String, PathBuf>,
    /// The operations that are wanted.
    pub selection: Selection,
    /// Formats that are known beside those of the standard.
    pub formats: BTreeSet<String>,
}

/// Reads a document. Its warnings are not located yet: see [`Document::locate`].
///
/// # Errors
///
/// If a file cannot be read or parsed, or is not an OpenAPI document.
pub fn read(request: &Request) -> Result<Document, Diagnostics> {
    let (source, overlays) = open(request)?;
    let mut notes = Diagnostics::new();
    let mut origins = Origins::new(source);
    let mut tally = BTreeMap::new();
    let errors = match tree(request, &overlays, &mut origins, &mut tally, &mut notes) {
        Ok(value) if !notes.has_errors() => {
            let document = Document::new(value, origins, notes, tally);
            if !document.warnings.has_errors() {
                return Ok(document);
            }
            let mut errors = document.warnings.clone();
            document.locate(&mut errors);
            errors
        }
        result => {
            notes.extend(result.err().into_iter().flatten());
            origins.locate(&mut notes);
            notes
        }
    };
    Err(errors.sorted())
}

/// The document with its overlays applied, for whoever reads it independently; all else is as it was written, but that what
/// stands in other files is in this one.
///
/// # Errors
///
/// As [`read`].
pub fn overlaid(request: &Request) -> Result<Value, Diagnostics> {
    let (source, overlays) = open(request)?;
    let mut notes = Diagnostics::new();
    let mut origins = Origins::new(source);
    let mut tally = BTreeMap::new();
    let mut value = parse::parse(origins.document_mut(), &mut notes)?;
    value = bundle::bundle(value, request, &mut origins, &mut tally, &mut notes);
    for overlay in &overlays {
        overlay::apply(&mut value, overlay.clone(), &mut origins, &mut notes);
    }
    match notes.has_errors() {
        true => Err(notes.sorted()),
        false => Ok(value),
    }
}

/// Reads all files, so that every one that is missing is named at once.
fn open(request: &Request) -> Result<(Source, Vec<Source>), Diagnostics> {
    let mut errors = Diagnostics::new();
    let mut files = Vec::new();
    for path in std::iter::once(&request.document).chain(&request.overlays) {
        match Source::read(path) {
            Ok(file) => files.push(file),
            Err(error) => errors.extend(error),
        }
    }
    let mut files = files.into_iter();
    match files.next() {
        Some(document) if errors.is_empty() => Ok((document, files.collect())),
        _ => Err(errors.sorted()),
    }
}

/// The tree of the document in the shape of 3.0: each stage takes a tree and gives a tree.
fn tree(
    request: &Request,
    overlays: &[Source],
    origins: &mut Origins,
    tally: &mut BTreeMap<Rule, usize>,
    notes: &mut Diagnostics,
) -> Result<Value, Diagnostics> {
    let mut value = parse::parse(origins.document_mut(), notes)?;
    let version = version::check(&value)?;
    notes.iter_mut().for_each(|note| origins.pin(note));
    value = bundle::bundle(value, request, origins, tally, notes);
    for overlay in overlays {
        overlay::apply(&mut value, overlay.clone(), origins, notes);
    }
    select::select(&mut value, &request.selection, notes);
    mend::mend(&mut value, version, &request.formats, origins, notes);
    rewrite::rewrite(&mut value, tally, origins);
    Ok(value)
}
