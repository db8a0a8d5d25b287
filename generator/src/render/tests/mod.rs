//! `tests/`: what each call sends, how the answers of the document are read, and that models keep what they hold.
//!
//! Small crates have `tests/operations.rs` and `tests/models.rs`; where tags are modules there is a file for each tag and for each
//! first word of a type's name, compiled like what it tests. `tests/support/` is handwritten and copied.

mod answers;
pub(super) mod client;
mod expression;
mod models;
mod requests;
mod uses;

use super::parallel::{Job, job};
use super::plain;
use super::printer::inner_docs;
use super::types::ident;
use crate::ir::{Api, Condition, Operation, Tag};
use models::File;

pub(super) use expression::type_name;
pub(super) use requests::{call, call_with};
pub(super) use uses::uses;

const SUPPORT: [(&str, &str); 2] = [
    (
        "tests/support/mod.rs",
        include_str!("../../../../templates/tests/support/mod.rs"),
    ),
    (
        "tests/support/json.rs",
        include_str!("../../../../templates/tests/support/json.rs"),
    ),
];

/// What the runtime's own crate is called.
const TEMPLATES: &str = "specwright_templates";

const ALLOWED: &str = "#![allow(
    dead_code,
    deprecated,
    non_snake_case,
    unused_imports,
    clippy::all,
    clippy::pedantic,
    reason = \"values and names are the document's own\"
)]
";

const OPERATIONS: &str = "What each call sends, and how the answers that the API's document shows are read.

Nothing is sent anywhere: `support::Recorder` keeps the request. What it is compared with does not come from the code under
test, but from the document, by the rules of OpenAPI.";

const MODELS: &str =
    "Models keep what they hold: values of each schema are read and written again.";

/// The files.
pub(super) fn jobs<'a>(api: &'a Api, jobs: &mut Vec<Job<'a>>) {
    for (path, text) in SUPPORT {
        let text = text.replace(TEMPLATES, &api.package.library());
        jobs.push(job(path, move || text.clone()));
    }
    match api.layout.by_tags {
        true => by_tags(api, jobs),
        false => flat(api, jobs),
    }
}

fn flat<'a>(api: &'a Api, jobs: &mut Vec<Job<'a>>) {
    jobs.push(job("tests/operations.rs", || {
        let tests: String = api
            .operations
            .iter()
            .map(|one| operation(api, one))
            .collect();
        let tests = client::function(api) + &tests;
        root(
            OPERATIONS,
            "mod support;",
            &uses(api, &tests, "support"),
            &tests,
        )
    }));
    jobs.push(job("tests/models.rs", || {
        let tests = models::render(api, &models::of_module(api, &api.layout.models));
        root(
            MODELS,
            "mod support;",
            &uses(api, &tests, "support"),
            &tests,
        )
    }));
}

fn by_tags<'a>(api: &'a Api, jobs: &mut Vec<Job<'a>>) {
    let tags = api.layout.tags.iter();
    let modules = tags.map(|tag| (Condition::Any(vec![tag.feature.clone()]), &*tag.module));
    let modules = declarations("by_tag", modules.collect());
    jobs.push(job("tests/operations/main.rs", move || {
        let client = client::function(api);
        let tests = format!("{client}{modules}");
        root(OPERATIONS, ABOVE, &uses(api, &client, "support"), &tests)
    }));
    for tag in &api.layout.tags {
        let path = format!("tests/operations/by_tag/{}.rs", plain(&tag.module));
        jobs.push(job(path, move || of_tag(api, tag)));
    }
    let files = models::files(api);
    let modules = files.iter().map(|file| (Condition::Always, &*file.module));
    let modules = declarations("by_module", modules.collect());
    jobs.push(job("tests/models/main.rs", move || {
        root(MODELS, ABOVE, "", &modules)
    }));
    for file in files {
        let path = format!("tests/models/by_module/{}.rs", plain(&file.module));
        jobs.push(job(path, move || of_models(api, &file)));
    }
}

/// Where a root below `tests/` finds what all tests have.
const ABOVE: &str = "#[path = \"../support/mod.rs\"]\nmod support;";

/// The file of a test target.
fn root(about: &str, support: &str, uses: &str, tests: &str) -> String {
    let about = inner_docs(about);
    let parts = [&about, ALLOWED, &format!("{support}\n"), uses, tests];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n")
}

fn of_tag(api: &Api, tag: &Tag) -> String {
    let calls = tag
        .calls
        .iter()
        .filter_map(|call| api.operations.get(call.operation));
    let tests: String = calls.map(|one| operation(api, one)).collect();
    let about = inner_docs(&format!("The calls under `{}`.", tag.name.wire));
    format!("{about}\n{}\n{tests}", uses(api, &tests, "crate::support"))
}

fn of_models(api: &Api, file: &File<'_>) -> String {
    let tests = models::render(api, &file.types);
    let about = inner_docs(&format!("Models of `{}`.", plain(&file.module)));
    format!("{about}\n{}\n{tests}", uses(api, &tests, "crate::support"))
}

/// The tests of a call.
fn operation(api: &Api, operation: &Operation) -> String {
    requests::render(api, operation) + &answers::render(api, operation)
}

/// The files beside, in a module of their own: they may be called like anything.
fn declarations(parent: &str, modules: Vec<(Condition, &str)>) -> String {
    let lines = modules.into_iter().map(|(condition, module)| {
        let condition = condition_line(&condition).replace('\n', "\n    ");
        format!("    {condition}mod {};\n", ident(module))
    });
    let lines: String = lines.collect();
    format!("mod {parent} {{\n{lines}}}\n")
}

/// The attribute for what is compiled under a condition, on a line of its own.
fn condition_line(condition: &Condition) -> String {
    match condition {
        Condition::Always => String::new(),
        Condition::Full => "#[cfg(feature = \"full\")]\n".to_owned(),
        Condition::Any(features) => {
            let features = features.iter().map(|one| format!("feature = {one:?}"));
            let features: Vec<String> = features.collect();
            match features.as_slice() {
                [one] => format!("#[cfg({one})]\n"),
                several => format!("#[cfg(any({}))]\n", several.join(", ")),
            }
        }
    }
}
