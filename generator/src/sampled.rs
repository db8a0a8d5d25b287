//! The models of a crate with values for them.
//!
//! Takes: a document and what was decided of it. Gives: for each type of the `models` module the values of the schema that
//! it was made of. Neither makes values nor decides.

use crate::diagnostics::Pointer;
use crate::ir::{Api, Kind, Type};
use crate::read::Document;
use crate::sample::{Sample, Sampler, without_fractions};

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
    let models = (api.types.iter()).filter(|one| one.is_generated());
    let models = models.map(|definition| {
        let place = Pointer::root().join(&definition.pointer);
        let mut samples = sampler.samples(&place);
        let is_alias = |target| !matches!(api.types.resolve(target), Type::Named(_));
        if matches!(&definition.kind, Kind::Alias(target) if is_alias(target)) {
            let values = samples.iter_mut().map(|sample| &mut sample.value);
            values.for_each(without_fractions);
        }
        SampledModel {
            name: definition.name.rust.clone(),
            samples,
            place,
        }
    });
    models.collect()
}
