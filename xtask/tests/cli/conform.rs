//! `cargo xtask conform` where there is no referee, or one that is of no use.

use super::{Case, GOOD, Run};
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::thread;
use std::time::Duration;

/// A document, and where the referee would be a script.
fn with_referee(script: &str) -> Case {
    let case = Case::new(GOOD);
    let folder = case.path("work/prism/node_modules/.bin");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("prism");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(case.path("none.toml"), "").unwrap();
    case
}

fn conform(case: &Case, more: &[&str]) -> Run {
    let words = "conform --spec api.yaml --work work --deviations none.toml";
    let words: Vec<&str> = words.split(' ').chain(more.iter().copied()).collect();
    case.xtask(&words)
}

fn is_refused(run: &Run, why: &str) {
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.errors.contains(why), "{run:?}");
    assert!(run.errors.contains("= help: "), "{run:?}");
    assert_eq!(run.output, "");
}

#[test]
fn without_npm_or_python_there_is_no_referee() {
    let case = Case::new(GOOD);
    fs::write(case.path("none.toml"), "").unwrap();
    let words = "conform --work work --deviations none.toml --referee";
    for (referee, what, program) in [
        ("prism --spec api.yaml", "Prism", "npm"),
        ("openapi-core --spec api.yaml", "Prism", "npm"),
        ("vendor-sdk", "the SDK", "npm"),
        ("schemathesis --spec api.yaml", "schemathesis==", "python3"),
    ] {
        let mut command = case.command();
        let command = command.args(words.split(' ')).args(referee.split(' '));
        let run = case.run(command.env("PATH", ""));
        is_refused(&run, what);
        assert!(run.errors.contains(" cannot be installed in "), "{run:?}");
        let why = format!("{program} cannot be started");
        assert!(run.errors.contains(&why), "{run:?}");
    }
}

#[test]
fn what_a_referee_has_no_use_for_is_said() {
    let case = Case::new(GOOD);
    for (words, useless) in [
        ("vendor-sdk --spec api.yaml", "--spec"),
        ("json-schema-suite --tag a", "a selection"),
        ("schemathesis --json found.json", "--json"),
        ("schemathesis --port 80", "--port"),
    ] {
        let mut command = case.command();
        let command = command
            .args(["conform", "--referee"])
            .args(words.split(' '));
        let run = case.run(command.env("PATH", ""));
        is_refused(&run, &format!("this referee has no use for `{useless}`"));
    }
}

#[test]
fn a_document_that_the_referee_cannot_read_is_said() {
    let run = conform(&with_referee("echo 'no sense in it'; exit 1"), &[]);
    is_refused(&run, "Prism cannot read api.yaml: no sense in it");
}

#[test]
fn a_port_that_is_taken_is_said() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = conform(&with_referee("sleep 60"), &["--port", &port]);
    is_refused(&run, &format!("port {port} cannot be had"));
}

#[test]
fn a_referee_that_never_answers_is_ended() {
    let case = with_referee("echo $$ > pid; exec sleep 60");
    let run = conform(&case, &["--start", "1"]);
    is_refused(&run, "does not answer");
    let pid = fs::read_to_string(case.path("pid")).unwrap();
    let process = Path::new("/proc").join(pid.trim());
    // It is gone as soon as whoever adopts it has looked.
    let gone = (0..50).any(|_| {
        thread::sleep(Duration::from_millis(100));
        let status = fs::read_to_string(process.join("status")).unwrap_or_default();
        status.is_empty() || status.contains("State:\tZ")
    });
    assert!(gone, "{} is there", process.display());
}

#[test]
fn deviations_must_be_read_and_have_reasons() {
    let case = with_referee("sleep 60");
    let entry =
        "[[deviation]]\nname = \"a\"\ndocuments = []\nsays = \"\"\nreason = \" \"\nlink = \"l\"\n";
    for (text, why) in [
        ("[[deviation]]\nname = 'a'\n", "missing field"),
        (entry, "`a` has no reason"),
    ] {
        fs::write(case.path("none.toml"), text).unwrap();
        is_refused(&conform(&case, &[]), why);
    }
    fs::remove_file(case.path("none.toml")).unwrap();
    is_refused(&conform(&case, &[]), "cannot read none.toml");
}
