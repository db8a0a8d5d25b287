//! From the intermediate representation to the files of a crate.
//!
//! Takes an [`Api`], gives a [`FileSet`]. It cannot fail: all is decided before. One file here for each kind of output
//! file; it knows nothing of OpenAPI and touches no disk.

mod bodies;
pub(crate) mod calls;
mod client;
mod codec;
mod constructors;
mod contents;
mod docs;
mod environment;
mod example;
mod examples;
mod failures;
mod formats;
mod front;
mod headers;
mod imports;
mod manifest;
mod models;
mod operations;
mod outcomes;
mod pages;
mod parallel;
mod parameters;
mod paths;
mod patterns;
mod printer;
mod readme;
mod runtime;
mod secrets;
mod sending;
mod service;
mod snippets;
mod streams;
mod tags;
mod tests;
mod types;

use crate::files::FileSet;
use crate::ir::{Api, ModelModule};
use codec::Uses;
use parallel::{Job, job};

/// All files of the crate, by their path in it.
pub(crate) fn render(api: &Api) -> FileSet {
    let uses = Uses::of(api);
    let mut jobs = vec![
        job("Cargo.toml", || manifest::render(api)),
        job("README.md", || readme::render(api)),
        job("rustfmt.toml", || manifest::RUSTFMT.to_owned()),
        job("src/lib.rs", || front::render(api)),
        job("src/service.rs", || service::render(api)),
        job("src/client.rs", || client::render(api)),
        job("src/examples.rs", || examples::render(api)),
    ];
    operations(api, &uses, &mut jobs);
    models(api, &uses, &api.layout.models, &mut jobs);
    if api.layout.tests {
        tests::jobs(api, &mut jobs);
    }
    let mut files = FileSet::new();
    for (path, text) in parallel::run(jobs) {
        files.insert(path, text);
    }
    if let Some((path, text)) = example::render(api) {
        files.insert(path, text);
    }
    for (path, text) in formats::files(api) {
        files.insert(path, text);
    }
    if patterns::are_used(api) {
        files.insert(patterns::FILE.0, patterns::FILE.1);
    }
    for (path, text) in runtime::files(api) {
        files.insert(path, text);
    }
    files
}

fn operations<'a>(api: &'a Api, uses: &'a Uses<'a>, jobs: &mut Vec<Job<'a>>) {
    if !api.layout.by_tags {
        jobs.push(job("src/operations.rs", || operations::render(api)));
        return;
    }
    jobs.push(job("src/operations.rs", || tags::root(api)));
    for tag in &api.layout.tags {
        let folder = format!("src/operations/{}", plain(&tag.module));
        jobs.push(job(format!("{folder}.rs"), move || tags::tag(api, tag)));
        let examples = format!("src/examples/{}.rs", plain(&tag.module));
        jobs.push(job(examples, move || examples::tag(api, tag)));
        for call in &tag.calls {
            let path = format!("{folder}/{}.rs", plain(&call.module));
            jobs.push(job(path, move || tags::call(api, call)));
            if let Some(types) = &call.types {
                models(api, uses, types, jobs);
            }
        }
    }
}

/// A module of types and all below it.
fn models<'a>(api: &'a Api, uses: &'a Uses<'a>, module: &'a ModelModule, jobs: &mut Vec<Job<'a>>) {
    let names: Vec<&str> = module.path.iter().map(|name| plain(name)).collect();
    let stem = format!("src/{}", names.join("/"));
    jobs.push(job(format!("{stem}.rs"), move || {
        models::render(api, module)
    }));
    if codec::has(api, module) {
        let text = move || codec::render(api, module, uses);
        jobs.push(job(format!("{stem}/codec.rs"), text));
    }
    for inner in &module.modules {
        models(api, uses, inner, jobs);
    }
}

/// The file of a module: raw identifiers are for code.
fn plain(module: &str) -> &str {
    module.trim_start_matches("r#")
}
