//! Parts of a document, and files beside it, by the command line.

use super::{Case, GOOD};
use std::fs;

/// Four operations: two tags, two paths, three methods.
const MANY: &str = "\
openapi: 3.0.3
info: {title: Things, version: '1'}
servers: [{url: https://api.example.com}]
paths:
  /things:
    get: {operationId: listThings, tags: [things], responses: {'204': {description: done}}}
    post: {operationId: addThing, tags: [things], responses: {'204': {description: done}}}
  /things/special/all:
    get: {operationId: listSpecial, tags: [special], responses: {'204': {description: done}}}
    delete: {operationId: dropSpecial, tags: [special], responses: {'204': {description: done}}}
";

#[test]
fn each_kind_selects_and_all_must_fit() {
    let case = Case::new(MANY);
    for (words, operations) in [
        (&[][..], 4),
        (
            &["--operation", "addThing", "--operation", "listSpecial"],
            2,
        ),
        (&["--tag", "special"], 2),
        (&["--path", "/things/**"], 2),
        (&["--path", "/things*"], 2),
        (&["--method", "get", "--method", "DELETE"], 3),
        (&["--tag", "things", "--method", "get"], 1),
    ] {
        let run = case.codegen(words);
        let begin = format!("{operations} operation");
        assert!(run.output.starts_with(&begin), "{words:?} {run:?}");
        assert_eq!((run.status, run.errors.as_str()), (0, ""), "{words:?}");
    }
    let some = case.codegen(&["--tag", "things", "--tag", "other"]);
    assert!(
        some.errors.starts_with("warning[selection-unmatched]: "),
        "{some:?}"
    );
    // An empty crate in place of the old one is never what was meant.
    let none = case.codegen(&["--tag", "other"]);
    assert_eq!(none.status, 2);
    assert!(
        none.errors.starts_with("error: nothing is selected"),
        "{none:?}"
    );
    assert!(none.errors.ends_with("nothing was written\n"), "{none:?}");
}

#[test]
fn a_list_replaces_that_of_the_configuration() {
    let case = Case::new(MANY);
    let config = "document = \"api.yaml\"\noutput = \"out\"\n[package]\nname = \"things\"\n\
        [select]\noperations = [\"addThing\"]\n";
    fs::write(case.path("codegen.toml"), config).unwrap();
    let run =
        |words: &[&str]| case.xtask(&[&["codegen", "--config", "codegen.toml"], words].concat());
    assert!(run(&[]).output.starts_with("1 operation, "));
    let other = ["--operation", "listThings", "--operation", "dropSpecial"];
    assert!(run(&other).output.starts_with("2 operations, "));
    // Another list stands beside it.
    assert!(
        run(&["--method", "post"])
            .output
            .starts_with("1 operation, ")
    );
    assert_eq!(run(&["--method", "get"]).status, 2);
}

const THING: &str = "{type: object, properties: {name: {type: string}}}";

/// A document whose schema is elsewhere.
fn referring(to: &str) -> String {
    GOOD.replace("#/components/schemas/Thing", to)
}

#[test]
fn files_elsewhere_are_read_if_they_are_allowed() {
    let case = Case::new("");
    fs::create_dir(case.path("spec")).unwrap();
    fs::create_dir(case.path("shared")).unwrap();
    fs::write(case.path("shared/thing.yaml"), THING).unwrap();
    fs::write(
        case.path("spec/api.yaml"),
        referring("../shared/thing.yaml"),
    )
    .unwrap();
    let run = |more: &[&str]| {
        let words = [
            "codegen",
            "--spec",
            "spec/api.yaml",
            "--out",
            "out",
            "--name",
            "things",
        ];
        case.xtask(&[&words, more].concat())
    };
    assert_ne!(run(&[]).errors, "");
    assert_eq!(run(&["--allow", "shared"]).errors, "");
}

#[test]
fn files_stand_for_what_is_on_the_network() {
    let case = Case::new(&referring("https://example.com/a/thing.yaml"));
    fs::create_dir(case.path("mirror")).unwrap();
    fs::write(case.path("mirror/thing.yaml"), THING).unwrap();
    assert_ne!(case.codegen(&[]).errors, "");
    let folder = "https://example.com/a/=mirror";
    assert_eq!(case.codegen(&["--reference", folder]).errors, "");
    let file = "https://example.com/a/thing.yaml=mirror/thing.yaml";
    assert_eq!(case.codegen(&["--reference", file]).errors, "");
    let wrong = case.codegen(&["--reference", "https://example.com/"]);
    assert_eq!(wrong.status, 2);
    assert!(
        wrong.errors.contains("write a URL, `=`, and the file"),
        "{wrong:?}"
    );
}

#[test]
fn the_command_to_run_selects_the_same() {
    let words = [
        "--check",
        "--operation",
        "a b",
        "--tag",
        "t",
        "--path",
        "/thing*",
        "--method",
        "get",
        "--allow",
        ".",
        "--reference",
        "https://example.com/=.",
        "--message-format",
        "human",
    ];
    let named = MANY.replace("listThings, tags: [things]", "a b, tags: [t]");
    let run = Case::new(&named).codegen(&words);
    let command = "run: cargo xtask codegen --spec api.yaml --out out --name things --operation 'a b' --tag t \
        --path '/thing*' --method get --allow . --reference https://example.com/=.";
    assert_eq!(run.output.lines().last(), Some(command), "{run:?}");
}
