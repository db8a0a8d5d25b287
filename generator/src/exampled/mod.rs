//! Values for tests: what calls are given, what they answer, what models hold.
//!
//! Takes: a document, and what was decided of it. Gives: for each parameter, body, answer and model the value that the document
//! shows, if a reader of its schema can read it, else one made of the schema. Decides nothing else.

mod answer;
mod files;
mod given;
mod models;
mod order;
mod place;
mod shown;
mod written;

use crate::ir::Api;
use crate::read::Document;
use crate::sample::Sampler;
use shown::Finder;
use std::cell::RefCell;

/// Finds the values.
pub(crate) fn fill(document: &Document, api: &mut Api) {
    let finder = Finder {
        root: &document.value,
        sampler: Sampler::new(&document.value),
        made: RefCell::default(),
    };
    let success = api.service.success.as_deref();
    for operation in &mut api.operations {
        answer::shown(&finder, success, operation);
    }
    if api.layout.tests {
        for operation in &mut api.operations {
            answer::fill(&finder, operation);
            given::fill(&finder, &api.types, operation);
        }
        models::fill(&finder, &mut api.types);
    }
}
