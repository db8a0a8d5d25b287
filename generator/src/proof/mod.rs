//! The proof that models keep what servers send.
//!
//! Takes: the models of a crate with values for them. Gives: a program that decodes each value and encodes it again, what
//! the program reads, and what its output means. Runs nothing.

mod program;

use crate::SampledModel;
use crate::sample::{Difference, Sample, difference};
use serde_json::Value;

/// The models of one crate, to be proved.
#[derive(Debug)]
pub struct Proof {
    models: Vec<SampledModel>,
}

/// What came of a proof.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Verdict {
    /// Types with values.
    pub schemas: usize,
    /// Values.
    pub samples: usize,
    /// Values that could be read.
    pub decoded: usize,
    /// Values that were written as they were read.
    pub equal: usize,
    /// Values that were written as the same in other words, such as an instant in another time zone.
    pub respelled: usize,
    /// Values that the schema allows, and of which a part was kept as unknown.
    pub unrecognised: Vec<Finding>,
    /// Values that could not be read, or were written as others.
    pub differing: Vec<Finding>,
    /// Types without values, by the places of their schemas.
    pub without: Vec<String>,
}

/// Something about one value.
#[derive(Debug)]
#[non_exhaustive]
pub struct Finding {
    /// The type, the place of its schema and what is special about the value.
    pub what: String,
    /// The first place that differs, or why the value could not be read.
    pub reason: String,
    /// The value.
    pub sent: Value,
    /// What became of it.
    pub returned: Option<Value>,
}

impl Proof {
    /// Of all models of a crate.
    #[must_use]
    pub fn new(models: Vec<SampledModel>) -> Self {
        Self { models }
    }

    /// `Cargo.toml` of the program.
    #[must_use]
    pub fn manifest(&self, name: &str, package: &str, path: &str, features: &[&str]) -> String {
        program::manifest(name, package, path, features)
    }

    /// `src/main.rs` of the program.
    #[must_use]
    pub fn program(&self) -> String {
        let names = self.models.iter().map(|model| model.name.as_str());
        program::program(names)
    }

    /// What the program reads from its standard input.
    #[must_use]
    pub fn input(&self) -> String {
        let models = self.models.iter().enumerate();
        let lines = models.flat_map(|(index, model)| {
            let samples = model.samples.iter();
            samples.map(move |sample| format!("{index} {}\n", sample.value))
        });
        lines.collect()
    }

    /// What the output of the program means.
    ///
    /// # Errors
    ///
    /// It does not say something of each value, or nothing that can be understood.
    pub fn verdict(&self, output: &str) -> Result<Verdict, String> {
        let mut lines = output.lines();
        let mut verdict = Verdict::default();
        for model in &self.models {
            match model.samples.len() {
                0 => verdict.without.push(model.place.to_string()),
                _ => verdict.schemas += 1,
            }
            for sample in &model.samples {
                let line = lines.next().ok_or("the program ended early")?;
                judge(&mut verdict, model, sample, line)?;
            }
        }
        Ok(verdict)
    }
}

fn judge(
    verdict: &mut Verdict,
    model: &SampledModel,
    sample: &Sample,
    line: &str,
) -> Result<(), String> {
    let (word, json) = line.split_once(' ').unwrap_or((line, ""));
    let returned: Value = serde_json::from_str(json)
        .map_err(|error| format!("the program's answer is odd: {error}: {line}"))?;
    let finding = |reason: String, returned: Option<Value>| Finding {
        what: format!("{} ({}), {}", model.name, model.place, sample.about),
        reason,
        sent: sample.value.clone(),
        returned,
    };
    verdict.samples += 1;
    if word == program::REFUSED {
        let reason = returned.as_str().unwrap_or("refused").to_owned();
        verdict.differing.push(finding(reason, None));
        return Ok(());
    }
    verdict.decoded += 1;
    let found = difference(&sample.value, &returned);
    let reduced = sample
        .reduced
        .as_ref()
        .map(|reduced| difference(reduced, &returned));
    match reduced
        .filter(|found| !is_value(found.as_ref()))
        .unwrap_or(found)
    {
        None => verdict.equal += 1,
        Some(Difference::Spelling(_)) => verdict.respelled += 1,
        Some(Difference::Value(at)) => {
            let reason = format!("differs at {at}");
            verdict.differing.push(finding(reason, Some(returned)));
            return Ok(());
        }
    }
    if word == program::UNKNOWN && sample.plain {
        let reason = "a part of it is kept as unknown".to_owned();
        verdict.unrecognised.push(finding(reason, None));
    }
    Ok(())
}

fn is_value(found: Option<&Difference>) -> bool {
    matches!(found, Some(Difference::Value(_)))
}
