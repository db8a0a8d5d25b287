//! The models of a crate with values for them.
//!
//! Takes: a document and what was decided of it. Gives: for each type of the `models` module the values of the schema that
//! it was made of. Neither makes values nor decides.

use crate::diagnostics::Pointer;
use crate::ir::Api;
use crate::read::Document;
use crate::sample::{Sample, Sampler};

/// A type of the `models` module, with values that it is there for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SampledModel {
    /// The name of the type.
    pub name: String,
    /// The place of its schema in the document as it was read.
    pub place: Pointer,
    /// Values of the schema; none if it cannot be found or allows none.
    pub samples: Vec<Sample>,
}

/// All models, in the order of the document.
pub(crate) fn sampled(document: &Document, api: &Api) -> Vec<SampledModel> {
    let sampler = Sampler::new(&document.value);
    let models = api.types.iter().map(|definition| {
        let place = Pointer::root().join(&definition.pointer);
        SampledModel {
            name: definition.name.rust.clone(),
            samples: sampler.samples(&place),
            place,
        }
    });
    models.collect()
}
