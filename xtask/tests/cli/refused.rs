//! What cannot be done: status 2, a place, a hint, and nothing written.

use super::{Case, GOOD};
use std::fs;
use std::process::Command;

#[test]
fn refuses_a_missing_document() {
    let case = Case::new("");
    fs::remove_file(case.path("api.yaml")).unwrap();
    insta::assert_snapshot!(case.refused(), @r"
    error: cannot read api.yaml: No such file or directory (os error 2)
     |
     = help: check the path: it is taken relative to the file that names it, or to the current folder

    nothing was written
    ");
}

#[test]
fn refuses_invalid_yaml() {
    insta::assert_snapshot!(Case::new(&GOOD.replace("paths:", "paths: [")).refused(), @r"
    error: invalid YAML: did not find expected ',' or ']', while parsing a flow sequence
     --> api.yaml:5:11
      |
    5 |   /things/{id}:
      |           ^
      |
      = help: correct the YAML here; often the mistake is on the line before

    nothing was written
    ");
}

#[test]
fn refuses_other_formats() {
    insta::assert_snapshot!(Case::new(&GOOD.replace("openapi: 3.0.3\n", "")).refused(), @r"
    error: the document does not say which version of OpenAPI it is of
     --> api.yaml:1:1
      |
    1 | info: {title: Things, version: '1'}
      | ^
      |
      = note: at #
      = help: add `openapi: 3.0.3` at the top

    nothing was written
    ");
    insta::assert_snapshot!(Case::new(&GOOD.replace("openapi: 3.0.3", "swagger: '2.0'")).refused(), @r"
    error: Swagger 2.0 is not supported
     --> api.yaml:1:1
      |
    1 | swagger: '2.0'
      | ^^^^^^^
      |
      = note: at #/swagger
      = help: convert it first, for example with `npx swagger2openapi document.yaml -o openapi.yaml`

    nothing was written
    ");
    insta::assert_snapshot!(Case::new(&GOOD.replace("3.0.3", "3.2.0")).refused(), @r"
    error: OpenAPI 3.2.0 is not supported
     --> api.yaml:1:1
      |
    1 | openapi: 3.2.0
      | ^^^^^^^
      |
      = note: at #/openapi
      = help: 3.0 and 3.1 are: if the document uses nothing newer, set the version to 3.1.1, with an overlay if need be

    nothing was written
    ");
}

#[test]
fn a_dangling_reference_is_shown_where_it_stands() {
    let case = Case::new(&GOOD.replace("    Thing:", "    Other:"));
    insta::assert_snapshot!(case.refused(), @r"
    error: `$ref: #/components/schemas/Thing` leads nowhere
      --> api.yaml:15:24
       |
    15 |               schema: {$ref: '#/components/schemas/Thing'}
       |                        ^^^^
       |
       = note: at #/paths/~1things~1{id}/get/responses/200/content/application~1json/schema/$ref
       = help: add the component, or mend the reference; both are case-sensitive

    nothing was written
    ");
}

#[test]
fn a_loop_of_references_is_shown_where_it_stands() {
    let case = Case::new(&GOOD.replace(
        "    Thing: {type: object, properties: {name: {type: string}}}",
        "    Thing: {$ref: '#/components/schemas/Other'}\n    Other: {$ref: '#/components/schemas/Thing'}",
    ));
    insta::assert_snapshot!(case.refused(), @r"
    error: the `$ref`s here lead round in a circle and never reach a definition
      --> api.yaml:18:5
       |
    18 |     Thing: {$ref: '#/components/schemas/Other'}
       |     ^^^^^
       |
       = note: at #/components/schemas/Thing
       = help: let one of them describe the thing itself

    nothing was written
    ");
}

#[test]
fn refuses_a_file_in_place_of_the_folder() {
    let case = Case::new(GOOD);
    fs::write(case.path("out"), "mine").unwrap();
    let run = case.codegen(&[]);
    assert_eq!(run.status, 2);
    assert_eq!(fs::read_to_string(case.path("out")).unwrap(), "mine");
    insta::assert_snapshot!(run.errors, @r"
    error: out is not a folder
     |
     = help: move the file away, or choose another output folder

    nothing was written
    ");
}

#[test]
fn refuses_a_folder_full_of_the_files_of_others() {
    let case = Case::new(GOOD);
    fs::create_dir(case.path("out")).unwrap();
    fs::write(case.path("out/Cargo.toml"), "mine").unwrap();
    let run = case.codegen(&[]);
    assert_eq!(run.status, 2);
    let check = case.codegen(&["--check"]);
    assert_eq!((check.status, &check.errors), (2, &run.errors));
    assert_eq!(case.names(), ["api.yaml", "out", "out/Cargo.toml"]);
    insta::assert_snapshot!(run.errors, @r"
    error: not a folder that specwright wrote: out has files and no list `.specwright-files`
     |
     = help: choose a new or an empty output folder

    nothing was written
    ");
}

#[cfg(target_os = "linux")]
#[test]
fn refuses_a_folder_that_cannot_be_written() {
    let case = Case::new(GOOD);
    let words = [
        "codegen",
        "--spec",
        "api.yaml",
        "--out",
        "/proc/things",
        "--name",
        "things",
    ];
    let run = case.xtask(&words);
    assert_eq!(run.status, 2);
    insta::assert_snapshot!(run.errors, @r"
    error: cannot create /proc/things: No such file or directory (os error 2)
     |
     = help: check that the output folder exists and can be written

    nothing was written
    ");
}

/// The shell's limit on the size of files stands in for a full disk.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_files() {
    let case = Case::new(GOOD);
    assert_eq!(case.codegen(&[]).status, 0);
    let before = case.names();
    let old = fs::read_to_string(case.path("out/Cargo.toml")).unwrap();
    for (name, contents) in [("Cargo.toml", "old"), ("README.md", "old")] {
        fs::write(case.path("out").join(name), contents).unwrap();
    }
    let limited = |signal: &str| {
        let program = env!("CARGO_BIN_EXE_xtask");
        let words = "codegen --spec api.yaml --out out --name other-things";
        let script = format!("trap {signal} XFSZ; ulimit -f 1; exec '{program}' {words}");
        let mut shell = Command::new("sh");
        case.run(shell.args(["-c", &script]).current_dir(case.0.path()))
    };
    // An error of the disk.
    let run = limited("''");
    assert_eq!(run.status, 2, "{run:?}");
    assert!(
        run.errors.contains("cannot write ") && run.errors.contains("= help: "),
        "{run:?}"
    );
    assert_eq!(case.names(), before);
    assert_eq!(
        fs::read_to_string(case.path("out/Cargo.toml")).unwrap(),
        "old"
    );
    // Death in the middle of it.
    let run = limited("-");
    assert_eq!((run.status, run.errors.as_str()), (-1, ""));
    assert_eq!(
        fs::read_to_string(case.path("out/Cargo.toml")).unwrap(),
        "old"
    );
    assert_eq!(case.codegen(&[]).status, 0);
    assert_eq!(case.names(), before);
    assert_eq!(
        fs::read_to_string(case.path("out/Cargo.toml")).unwrap(),
        old
    );
}

#[test]
fn wrong_usage_is_refused() {
    let case = Case::new(GOOD);
    for words in [
        &["codegen", "--spec", "api.yaml"][..],
        &["codegen", "--out", "out"],
        &[
            "codegen", "--config", "a", "--spec", "api.yaml", "--out", "out", "--name", "n",
        ],
        &["codegen", "--overlay", "o.yaml"],
        &["codegen", "--unknown"],
        &["nothing"],
        &[],
    ] {
        let run = case.xtask(words);
        assert_eq!(run.status, 2, "{words:?}: {run:?}");
        assert!(run.errors.contains("Usage: cargo xtask"), "{run:?}");
    }
    let odd = case.xtask(&[
        "codegen", "--spec", "api.yaml", "--out", "out", "--name", "no name",
    ]);
    assert_eq!(odd.status, 2);
    assert!(
        odd.errors.contains("`no name` is not a package name"),
        "{odd:?}"
    );
    assert_eq!(case.names(), ["api.yaml"]);
}
