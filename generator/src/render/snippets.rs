//! The code that README and front page show beside the first call: a failure that is described, a thread that waits, a
//! test without a server. Each is the same call.

use super::example::{Call, Use, call, operation};
use super::failures;
use super::operations::id;
use crate::ir::Api;

/// Who reads it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    Readme,
    /// Where it is compiled, if what it needs is on.
    Front,
}

/// What a described failure is read by; none where none has a type.
pub(super) fn failure(api: &Api, page: Page) -> Option<String> {
    let (shown, operation) = (call(api)?, operation(api)?);
    let constant = failures::first(&api.types, operation)?;
    let path = match api.layout.tag(operation) {
        Some(tag) => format!("operations::{}::{}", tag.module, operation.builder),
        None => format!("operations::{}", operation.builder),
    };
    let library = api.package.library();
    let body = format!(
        "    let client = {}.build()?;\n    if let Err(error) = {}.send().await {{\n        \
             match error.failure({library}::{path}::{constant}) {{\n            \
                 Some(Ok(failure)) => println!(\"{{failure:?}}\"),\n            \
                 // Another status, no answer at all, or a body that is not what the document says.\n            \
                 _ => return Err(error),\n        }}\n    }}\n",
        shown.builder, shown.call
    );
    let code = function(api, &shown, page, &[], "async fn explain", &body);
    Some(format!(
        "A failure that the document describes is read by its constant:\n\n{code}"
    ))
}

/// The call of a thread that waits for it.
pub(super) fn blocking(api: &Api, page: Page) -> Option<String> {
    let shown = call(api)?;
    let (library, call) = (api.package.library(), &shown.call);
    let each = "{\n        println!(\"{:?}\", item?);\n    }\n";
    let (uses, rest) = match shown.uses {
        Use::Items => (
            "WaitEach",
            format!("    for item in {call}.stream().wait_each() {each}"),
        ),
        Use::Pieces => (
            "{Wait, WaitEach}",
            format!("    for item in {call}.send().wait()?.wait_each() {each}"),
        ),
        Use::Answer => (
            "Wait",
            format!("    let answer = {call}.send().wait()?;\n    println!(\"{{answer:?}}\");\n"),
        ),
        Use::Nothing => ("Wait", format!("    {call}.send().wait()?;\n")),
    };
    let body = format!(
        "    use {library}::blocking::{uses};\n\n    let client = {}.build_blocking()?;\n{rest}",
        shown.builder
    );
    let code = function(api, &shown, page, &["blocking"], "fn waiting", &body);
    Some(format!(
        "With the feature `blocking`, a thread waits for it:\n\n{code}"
    ))
}

/// A test of what uses the crate.
pub(super) fn mock(api: &Api, page: Page) -> Option<String> {
    let (shown, operation) = (call(api)?, operation(api)?);
    let library = api.package.library();
    let taken = shown.arguments.iter().any(|(name, _)| name == "mock");
    let mock = if taken { "server" } else { "mock" };
    let body = format!(
        "    let {mock} = {library}::mock::Mock::with_examples();\n    \
             {mock}.on({:?}, {library}::mock::Answer::empty(404));\n    \
             let client = {}.transport({mock}.clone()).build()?;\n\n    \
             let answer = {}.send().await;\n    \
             assert!(answer.is_err_and(|error| error.is_not_found()));\n    \
             assert_eq!({mock}.requests().len(), 1);\n",
        id(operation),
        shown.builder,
        shown.call,
    );
    Some(function(
        api,
        &shown,
        page,
        &["mock"],
        "async fn test",
        &body,
    ))
}

fn function(api: &Api, shown: &Call, page: Page, needs: &[&str], name: &str, body: &str) -> String {
    let library = api.package.library();
    let features: Vec<String> = (needs.iter().copied().chain(shown.feature.as_deref()))
        .map(|feature| format!("feature = {feature:?}"))
        .collect();
    let before = match (page, features.as_slice()) {
        (Page::Readme, _) => format!("use {library}::Client;\n\n"),
        (Page::Front, []) => format!("# use {library}::Client;\n"),
        (Page::Front, all) => format!(
            "# use {library}::Client;\n# #[cfg(all({}))]\n",
            all.join(", ")
        ),
    };
    let secrets = shown.secrets.iter().map(|name| format!("{name}: String"));
    let arguments = (shown.arguments.iter()).map(|(name, ty)| format!("{name}: {ty}"));
    let given: Vec<String> = secrets.chain(arguments).collect();
    format!(
        "```rust,no_run\n{before}{name}({}) -> Result<(), {library}::Error> {{\n{body}    Ok(())\n}}\n```",
        given.join(", ")
    )
}
