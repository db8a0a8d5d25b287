//! Models keep what servers send: values made from the schemas of some documents are decoded and encoded again.
//!
//! Runs cargo offline with this workspace's lock file, as `compile.rs` does. `cargo xtask corpus --round-trips` asks whole
//! documents.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "shared/cargo.rs"]
mod cargo;

use cargo::{builds, cargo, root};
use serde_json::Value;
use specwright::SampledModel;
use specwright::config::{Config, Operations};
use specwright::proof::Proof;
use specwright::sample::Sample;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

/// Documents below this folder, or folders with a configuration, that together have what is hard to keep.
const DOCUMENTS: [&str; 10] = [
    "samples/document",
    "fixtures/accept/formats",
    "fixtures/accept/free-form",
    "fixtures/accept/any-of-overlapping-objects",
    "fixtures/accept/one-of-beside-anything",
    "fixtures/accept/one-of-by-optional-constants",
    "fixtures/configured/formats-as-types",
    "fixtures/configured/formats-of-chrono",
    "fixtures/configured/formats-of-time",
    "fixtures/configured/schemas-by-the-letter",
];

#[test]
fn values_of_all_schemas_come_back_equal() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut members = String::new();
    let proofs: Vec<(&str, Proof)> = DOCUMENTS
        .into_iter()
        .map(|document| {
            let name = document.rsplit('/').next().unwrap_or(document);
            let _ = write!(members, "\"{name}\", \"proof-{name}\", ");
            (name, written(folder.path(), document, name))
        })
        .collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n");
    fs::write(folder.path().join("Cargo.toml"), manifest).expect("a new file");
    cargo(folder.path(), &["build", "--workspace", "--bins"]);
    for (name, proof) in proofs {
        let program = format!("proof-{name}");
        let values = File::open(folder.path().join(&program).join("values"));
        let output = Command::new(builds().join("debug").join(&program))
            .stdin(values.expect("the values"))
            .output()
            .expect("the program can be started");
        let output = String::from_utf8(output.stdout).expect("a text");
        let verdict = proof.verdict(&output).expect("an answer for each value");
        assert!(
            verdict.differing.is_empty(),
            "{name} {:#?}",
            verdict.differing
        );
        assert!(
            verdict.unrecognised.is_empty(),
            "{name} {:#?}",
            verdict.unrecognised
        );
        assert!(verdict.samples > 0, "{name}");
        assert_eq!(verdict.equal + verdict.respelled, verdict.samples);
    }
}

/// Adds values that a fixture has for its schemas, by their places.
fn add(values: &[u8], models: &mut [SampledModel]) {
    let values: BTreeMap<String, Vec<Value>> =
        serde_json::from_slice(values).expect("lists of values");
    for (place, values) in values {
        let mut models = models.iter_mut();
        let model = models.find(|model| model.place.to_string() == place);
        let samples = &mut model.expect("a schema that is there").samples;
        let numbered = values.into_iter().enumerate();
        samples.extend(numbered.map(|(number, value)| Sample::of(format!("own {number}"), value)));
    }
}

/// Writes the crate of a document, and beside it the program that proves it.
fn written(folder: &Path, document: &str, name: &str) -> Proof {
    let tests = root().join("generator/tests");
    let (document, configured) = (
        tests.join(format!("{document}.yaml")),
        tests.join(document).join("codegen.toml"),
    );
    let output = folder.join(name);
    let config = match configured.exists() {
        true => Config::from_file(&configured),
        false => Config::for_document(document, Vec::new(), output.clone(), name.to_owned()),
    };
    let mut config = config.expect("in order");
    (config.output, config.package.name) = (output, name.to_owned());
    config.layout.operations = Operations::Flat;
    let crate_ = specwright::generate(&config).unwrap_or_else(|_| panic!("{name} is not accepted"));
    crate_.files.apply(&config.output).expect("a new folder");
    let mut models = specwright::samples(&config).expect("accepted before");
    let values = fs::read(configured.with_file_name("values.json"));
    if let Ok(values) = values {
        add(&values, &mut models);
    }
    let proof = Proof::new(models);
    let program = format!("proof-{name}");
    let place = folder.join(&program);
    fs::create_dir_all(place.join("src")).expect("a new folder");
    let manifest = proof.manifest(&program, name, &format!("../{name}"), &[]);
    for (file, text) in [
        ("Cargo.toml", manifest),
        ("src/main.rs", proof.program()),
        ("values", proof.input()),
    ] {
        fs::write(place.join(file), text).expect("a new file");
    }
    proof
}
