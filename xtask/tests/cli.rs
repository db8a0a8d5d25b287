//! Runs the built command on documents and folders, good and bad.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "clippy.toml allows these in the test functions themselves only"
)]

#[cfg(unix)]
#[path = "cli/conform.rs"]
mod conform;
#[path = "cli/corpus.rs"]
mod corpus;
#[path = "cli/findings.rs"]
mod findings;
#[path = "cli/refused.rs"]
mod refused;
#[path = "cli/selection.rs"]
mod selection;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const GOOD: &str = "\
openapi: 3.0.3
info: {title: Things, version: '1'}
servers: [{url: https://api.example.com}]
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: the thing
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Thing'}
components:
  schemas:
    Thing: {type: object, properties: {name: {type: string}}}
";

/// A folder with a document `api.yaml`, generated into `out`.
struct Case(TempDir);

impl Case {
    fn new(document: &str) -> Self {
        let case = Self(tempfile::tempdir().unwrap());
        fs::write(case.path("api.yaml"), document).unwrap();
        case
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The command in the folder, from the document into `out`.
    fn codegen(&self, more: &[&str]) -> Run {
        let words = [
            "codegen", "--spec", "api.yaml", "--out", "out", "--name", "things",
        ];
        self.xtask(&[&words, more].concat())
    }

    fn xtask(&self, words: &[&str]) -> Run {
        self.run(self.command().args(words))
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .current_dir(self.0.path())
            .env_remove("CARGO_MANIFEST_DIR");
        command
    }

    fn run(&self, command: &mut Command) -> Run {
        Run::new(command.output().unwrap())
    }

    /// Refused with this status and message, and nothing written.
    fn refused(&self) -> String {
        let before = self.names();
        let run = self.codegen(&[]);
        assert_eq!(run.status, 2, "{run:?}");
        assert_eq!(self.names(), before);
        assert!(run.errors.contains("= help: "), "{run:?}");
        assert_eq!(run.output, "");
        run.errors
    }

    fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        let mut open = vec![self.0.path().to_owned()];
        while let Some(next) = open.pop() {
            for entry in fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                names.push(
                    path.strip_prefix(self.0.path())
                        .unwrap()
                        .display()
                        .to_string(),
                );
                if path.is_dir() {
                    open.push(path);
                }
            }
        }
        names.sort();
        names
    }
}

#[derive(Debug)]
struct Run {
    status: i32,
    output: String,
    errors: String,
}

impl Run {
    fn new(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap_or(-1),
            output: String::from_utf8(output.stdout).unwrap(),
            errors: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

#[test]
fn writes_checks_and_shows_the_difference() {
    let case = Case::new(GOOD);
    let first = case.codegen(&[]);
    assert_eq!((first.status, first.errors.as_str()), (0, ""), "{first:?}");
    let lines: Vec<_> = first.output.lines().collect();
    assert_eq!(lines[0], "1 operation, 1 model, 0 skipped");
    assert!(
        lines[1].starts_with("out/: 0 files changed, ")
            && lines[1].ends_with(" added, 0 removed, 0 unchanged")
    );
    assert_eq!(lines.len(), 2);
    assert!(case.path("out/Cargo.toml").exists());

    let check = case.codegen(&["--check"]);
    assert_eq!((check.status, check.errors.as_str()), (0, ""), "{check:?}");
    assert!(!check.output.contains("run:"));

    let manifest = fs::read_to_string(case.path("out/Cargo.toml")).unwrap();
    fs::write(case.path("out/Cargo.toml"), format!("# mine\n{manifest}")).unwrap();
    let drift = case.codegen(&["--check"]);
    assert_eq!(drift.status, 1);
    assert!(
        drift
            .output
            .contains("--- out/Cargo.toml\n+++ out/Cargo.toml\n@@ -1,4 +1,3 @@\n-# mine\n"),
        "{drift:?}"
    );
    let command = "run: cargo xtask codegen --spec api.yaml --out out --name things\n";
    assert!(drift.output.ends_with(command), "{drift:?}");
    assert!(
        fs::read_to_string(case.path("out/Cargo.toml"))
            .unwrap()
            .starts_with("# mine")
    );

    let second = case.codegen(&[]);
    assert!(
        second
            .output
            .contains("out/: 1 file changed, 0 added, 0 removed, "),
        "{second:?}"
    );
    assert_eq!(
        fs::read_to_string(case.path("out/Cargo.toml")).unwrap(),
        manifest
    );
}

#[test]
fn checking_a_missing_folder_shows_all_of_it_and_writes_nothing() {
    let case = Case::new(GOOD);
    let run = case.codegen(&["--check"]);
    assert_eq!(run.status, 1);
    assert!(
        run.output.contains("--- /dev/null\n+++ out/Cargo.toml\n"),
        "{run:?}"
    );
    assert_eq!(case.names(), ["api.yaml"]);
}

#[test]
fn the_default_is_spec_codegen_toml() {
    let case = Case::new(GOOD);
    fs::create_dir_all(case.path("spec")).unwrap();
    fs::rename(case.path("api.yaml"), case.path("spec/api.yaml")).unwrap();
    let config =
        "document = \"api.yaml\"\noutput = \"../generated\"\n[package]\nname = \"things\"\n";
    fs::write(case.path("spec/codegen.toml"), config).unwrap();
    let here = case.xtask(&["codegen"]);
    assert!(
        here.output.contains("\ngenerated/: 0 files changed, "),
        "{here:?}"
    );
    // From another folder the workspace is where cargo says.
    fs::create_dir_all(case.path("xtask")).unwrap();
    let mut command = case.command();
    command
        .current_dir(case.path("generated"))
        .env("CARGO_MANIFEST_DIR", case.path("xtask"));
    let there = case.run(command.args(["codegen", "--check"]));
    assert_eq!(there.status, 0, "{there:?}");
    let named = case.xtask(&["codegen", "--config", "spec/other.toml"]);
    assert_eq!(named.status, 2);
    insta::assert_snapshot!(named.errors, @r"
    error: cannot read spec/other.toml: No such file or directory (os error 2)
     |
     = help: name an existing file with `--config`, or generate from a document with `--spec FILE --out DIR --name NAME`

    nothing was written
    ");
}

#[test]
fn strict_writes_nothing_if_anything_is_left_out() {
    let case = Case::new(&GOOD.replace("    Thing:", "    Odd: {type: [string]}\n    Thing:"));
    let run = case.codegen(&["--strict"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert_eq!(case.names(), ["api.yaml"]);
    insta::assert_snapshot!(run.errors, @r"
    error[newer-keyword]: `type` is written as in 3.1, and read as there
      --> api.yaml:18:11
       |
    18 |     Odd: {type: [string]}
       |           ^^^^
       |
       = note: at #/components/schemas/Odd/type
       = help: say `openapi: 3.1.1` at the top, or write it as 3.0 does

    nothing was written: --strict allows no warning and no skipped operation
    ");
    assert!(run.output.ends_with("\n1 error\n"), "{run:?}");
    let lenient = case.codegen(&[]);
    assert_eq!(lenient.status, 0);
    assert!(lenient.output.contains("\n1 warning\n"), "{lenient:?}");
    let clean = Case::new(GOOD);
    assert_eq!(clean.codegen(&["--strict"]).status, 0);
}

#[test]
fn arguments_are_repeated_as_a_shell_would_want_them() {
    let case = Case::new(GOOD);
    fs::rename(case.path("api.yaml"), case.path("my api's.yaml")).unwrap();
    fs::write(case.path("o.yaml"), "overlay: 1.0.0\nactions: []\n").unwrap();
    let words = [
        "codegen",
        "--check",
        "--strict",
        "--spec",
        "my api's.yaml",
        "--out",
        "out",
        "--name",
        "n",
    ];
    let more = ["--overlay", "o.yaml", "--layout", "flat"];
    let run = case.xtask(&[&words[..], &more].concat());
    let command = r"run: cargo xtask codegen --spec 'my api'\''s.yaml' --out out --name n --layout flat --overlay o.yaml --strict";
    assert_eq!(run.output.lines().last(), Some(command), "{run:?}");
}

#[test]
fn a_document_alone_is_laid_out_by_tags() {
    let case = Case::new(GOOD);
    let client = || fs::read_to_string(case.path("out/src/client.rs")).unwrap();
    assert_eq!(case.codegen(&[]).status, 0);
    assert!(!client().contains("impl Client {"), "{}", client());
    assert_eq!(case.codegen(&["--layout", "flat"]).status, 0);
    assert!(client().contains("impl Client {"), "{}", client());
    assert!(!case.path("out/src/operations").exists());
}

#[test]
fn a_closed_pipe_is_no_accident() {
    let case = Case::new(GOOD);
    for words in [&["--check"][..], &[]] {
        let mut command = case.command();
        command
            .args([
                "codegen", "--spec", "api.yaml", "--out", "out", "--name", "things",
            ])
            .args(words);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let run = Run::new(child.wait_with_output().unwrap());
        assert_eq!(
            (run.status, run.errors.as_str()),
            (i32::from(words.len() == 1), "")
        );
    }
    assert!(case.path("out/Cargo.toml").exists());
}

#[test]
fn no_colour_in_a_pipe() {
    assert!(!Case::new("hello: world").refused().contains('\u{1b}'));
}
