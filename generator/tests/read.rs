//! Reads documents, good and odd, and looks at what is said about them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "clippy.toml allows these in the test functions themselves only"
)]

#[path = "read/files.rs"]
mod files;
#[path = "read/overlays.rs"]
mod overlays;
#[path = "read/pieces.rs"]
mod pieces;
#[path = "read/places.rs"]
mod places;
#[path = "read/syntax.rs"]
mod syntax;

use specwright::diagnostics::Diagnostics;
use specwright::read::{Document, Request, read};
use specwright::report::{Style, render};
use std::fs;
use tempfile::TempDir;

/// A folder with a document and its overlays.
struct Case {
    folder: TempDir,
    request: Request,
}

impl Case {
    fn new(document: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("api.yaml");
        fs::write(&path, document).unwrap();
        let request = Request {
            document: path,
            ..Request::default()
        };
        Self { folder, request }
    }

    fn overlay(mut self, text: &str) -> Self {
        let path = self
            .folder
            .path()
            .join(format!("overlay{}.yaml", self.request.overlays.len()));
        fs::write(&path, text).unwrap();
        self.request.overlays.push(path);
        self
    }

    fn read(&self) -> Document {
        read(&self.request).unwrap_or_else(|errors| panic!("{}", self.text(&errors)))
    }

    fn warnings(&self) -> String {
        let document = self.read();
        let mut warnings = document.warnings.clone();
        document.locate(&mut warnings);
        self.text(&warnings.sorted())
    }

    fn errors(&self) -> String {
        self.text(&read(&self.request).expect_err("should be refused"))
    }

    fn text(&self, diagnostics: &Diagnostics) -> String {
        let folder = format!("{}/", self.folder.path().display());
        render(diagnostics, Style::Plain).replace(&folder, "")
    }
}

/// A document that has everything it must have, and something more.
fn document(more: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n{more}")
}

fn components(schemas: &str) -> String {
    document(&format!("components:\n  schemas:\n{schemas}"))
}
