//! From the intermediate representation to the files of a crate.
//!
//! Takes an [`Api`], gives a [`FileSet`]. It cannot fail: all is decided before. One file here for each kind of output
//! file; it knows nothing of OpenAPI and touches no disk.

mod bodies;
mod client;
mod codec;
mod contents;
mod docs;
mod example;
mod front;
mod imports;
mod manifest;
mod models;
mod operations;
mod outcomes;
mod parameters;
mod paths;
mod printer;
mod readme;
mod runtime;
mod sending;
mod service;
mod types;

use crate::files::FileSet;
use crate::ir::Api;

/// All files of the crate, by their path in it.
pub(crate) fn render(api: &Api) -> FileSet {
    let mut files = FileSet::new();
    files.insert("Cargo.toml", manifest::render(api));
    files.insert("README.md", readme::render(api));
    files.insert("rustfmt.toml", manifest::RUSTFMT);
    files.insert("src/lib.rs", front::render(api));
    files.insert("src/service.rs", service::render(api));
    files.insert("src/client.rs", client::render(api));
    files.insert("src/operations.rs", operations::render(api));
    files.insert("src/models.rs", models::render(api));
    files.insert("src/models/codec.rs", codec::render(api));
    if let Some((path, text)) = example::render(api) {
        files.insert(path, text);
    }
    for (path, text) in runtime::FILES {
        files.insert(*path, *text);
    }
    files
}
