//! Files to a document.
//!
//! Takes: the path of an OpenAPI document and of its overlays. Gives: a [`Document`], with what had to be left out,
//! or every reason why there is none. Does not know what is generated from it.

mod content;
mod document;
mod fields;
mod keywords;
mod locate;
mod operation;
mod overlay;
mod parse;
mod schema;
mod source;
mod tree;
mod version;

use crate::diagnostics::Diagnostics;
use serde_json::Value;
use source::Source;
use std::path::PathBuf;

pub use document::Document;
pub use locate::place_in;

/// What to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The OpenAPI document.
    pub document: PathBuf,
    /// Overlays, applied in this order.
    pub overlays: Vec<PathBuf>,
}

/// Reads a document. Its warnings are not located yet: see [`Document::locate`].
///
/// # Errors
///
/// If a file cannot be read or parsed, or is not an OpenAPI document.
pub fn read(request: &Request) -> Result<Document, Diagnostics> {
    let (source, overlays) = open(request)?;
    let mut notes = Diagnostics::new();
    let errors = match tree(&source, &overlays, &mut notes) {
        Ok(value) if !notes.has_errors() => {
            let document = Document::new(value, source, notes);
            if !document.warnings.has_errors() {
                return Ok(document);
            }
            let mut errors = document.warnings.clone();
            document.locate(&mut errors);
            errors
        }
        result => {
            notes.extend(result.err().into_iter().flatten());
            locate::complete(&source.name, &source.text, notes.iter_mut());
            notes
        }
    };
    Err(errors.sorted())
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

/// The tree of the document after its overlays.
fn tree(
    source: &Source,
    overlays: &[Source],
    notes: &mut Diagnostics,
) -> Result<Value, Diagnostics> {
    let mut value = parse::parse(source, notes)?;
    version::check(&value, notes)?;
    for overlay in overlays {
        overlay::apply(&mut value, overlay, notes);
    }
    Ok(value)
}
