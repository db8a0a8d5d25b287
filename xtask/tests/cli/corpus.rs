//! Many documents, each in a process of its own.

use super::{Case, GOOD, Run};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// A folder `docs` with a document in order, one whose parts are beside it, and one that is no OpenAPI.
fn documents() -> Case {
    let case = Case::new(GOOD);
    for folder in ["docs/parts", "docs/.hidden"] {
        fs::create_dir_all(case.path(folder)).unwrap();
    }
    let skipped = "    post:\n      operationId: addThing\n      servers: [{url: 'ftp://example.com'}]\n      \
        responses: {'204': {description: done}}\ncomponents:";
    let split = GOOD
        .replace("#/components/schemas/Thing", "parts/thing.yaml")
        .replace("components:", &format!("  /things:\n{skipped}"));
    for (name, text) in [
        ("docs/good.yaml", GOOD),
        ("docs/split.yml", &split),
        (
            "docs/parts/thing.yaml",
            "{type: object, properties: {openapi: {type: string}}}",
        ),
        ("docs/broken.json", r#"{"openapi": "3.0.3", "paths": [}"#),
        ("docs/.hidden/other.yaml", GOOD),
        ("docs/notes.txt", GOOD),
    ] {
        fs::write(case.path(name), text).unwrap();
    }
    case
}

/// The command with `--json`, and what was written.
fn corpus(case: &Case, words: &[&str]) -> (Run, Vec<Value>) {
    let words = [&["corpus", "--json", "found.json"], words].concat();
    let run = case.xtask(&words);
    let text = fs::read_to_string(case.path("found.json")).unwrap_or_else(|_| panic!("{run:?}"));
    (run, serde_json::from_str(&text).unwrap())
}

/// Without what differs from run to run.
fn steady(text: &str) -> String {
    let words = text.lines().map(|line| {
        let cells = line
            .split("  ")
            .map(str::trim)
            .filter(|cell| !cell.is_empty());
        let number = |cell: &str| cell.parse::<f64>().is_ok();
        let cells: Vec<&str> = cells.collect();
        // CPU seconds and megabytes stand in columns of their own.
        let cells = cells.iter().enumerate().map(|(column, cell)| match column {
            5 | 6 if number(cell) => "~",
            _ => cell,
        });
        cells.collect::<Vec<_>>().join(" | ")
    });
    words.collect::<Vec<_>>().join("\n")
}

#[test]
fn says_what_became_of_each_document() {
    let case = documents();
    let (run, found) = corpus(&case, &["docs"]);
    assert_eq!((run.status, run.errors.as_str()), (1, ""), "{run:?}");
    insta::assert_snapshot!(steady(&run.output), @r"
    document | operations | generated | skipped | warnings | CPU s | peak MB | outcome
    docs/broken.json | 0 | 0 | 0 | 0 | ~ | ~ | refused
    docs/good.yaml | 1 | 1 | 0 | 0 | ~ | ~ | ok
    docs/split.yml | 2 | 1 | 1 | 1 | ~ | ~ | ok
    total | 3 | 2 | 1 | 1 | ~ | ~

    3 documents: 2 generated, 1 refused, 0 crashed; 0 places untyped

    skipped because of | documents | operations
    skipped-server | 1 | 1

    rule | documents | occurrences
    other-file | 1 | 1
    skipped-server | 1 | 1

    refused:
    docs/broken.json: docs/broken.json:1:32: invalid JSON: expected value
    ");
    let files: Vec<&Value> = found.iter().map(|entry| &entry["file"]).collect();
    assert_eq!(
        files,
        ["docs/broken.json", "docs/good.yaml", "docs/split.yml"]
    );
    let (broken, good, split) = (&found[0], &found[1], &found[2]);
    let error = broken["error"].as_str().unwrap();
    assert!(error.starts_with("docs/broken.json:1:"), "{error}");
    assert_eq!(
        (&broken["outcome"], &good["outcome"]),
        (&json!("refused"), &json!("generated"))
    );
    for (key, wanted) in [
        ("operations", json!(1)),
        ("generated", json!(1)),
        ("skipped", json!([])),
        ("warnings", json!(0)),
        ("untyped", json!(0)),
        ("compile", json!(null)),
        ("round_trips", json!(null)),
        ("tests", json!(null)),
        ("error", json!(null)),
        ("rules", json!({})),
    ] {
        assert_eq!(good[key], wanted, "{key}");
    }
    for key in ["generate_seconds", "peak_mb"] {
        assert!(good[key].as_f64().unwrap() > 0.0, "{key}");
    }
    assert_eq!(
        (&split["operations"], &split["generated"]),
        (&json!(2), &json!(1))
    );
    let skipped = json!({
        "operation": "POST /things",
        "reason": "its own server is no URL that can be called",
        "rule": "skipped-server",
        "at": "docs/split.yml:17:5",
    });
    assert_eq!(split["skipped"], json!([skipped]));
    assert_eq!(split["rules"]["other-file"], json!(1));
    // Nothing else was written.
    assert!(!case.path("target").exists());
}

#[test]
fn documents_can_be_chosen() {
    let case = documents();
    let files = |words: &[&str]| {
        let (run, found) = corpus(&case, words);
        let files: Vec<String> = found.iter().map(|one| one["file"].to_string()).collect();
        (run.status, files.join(" "))
    };
    assert_eq!(
        files(&["docs", "--filter", "g*"]),
        (0, r#""docs/good.yaml""#.to_owned())
    );
    assert_eq!(files(&["api.yaml"]), (0, r#""api.yaml""#.to_owned()));
    assert_eq!(
        files(&["docs/split.yml", "--jobs", "1"]),
        (0, r#""docs/split.yml""#.to_owned())
    );
    let (status, both) = files(&[
        "docs",
        "docs/broken.json",
        "--filter",
        "{broken,good}*",
        "--allow-refused",
    ]);
    assert_eq!(
        (status, both.as_str()),
        (0, r#""docs/broken.json" "docs/good.yaml""#)
    );
}

#[test]
fn what_cannot_be_done_is_said() {
    let case = documents();
    for (words, message) in [
        (&["corpus"][..], "Usage: cargo xtask corpus"),
        (&["corpus", "docs", "--filter", "["], "--filter"),
        (
            &["corpus", "docs/parts"],
            "error: no OpenAPI document was found",
        ),
        (&["corpus", "none"], "error: cannot read none: "),
        (
            &["corpus", "docs", "--json", "none/found.json"],
            "error: cannot write none/found.json: ",
        ),
    ] {
        let run = case.xtask(words);
        assert_eq!(run.status, 2, "{words:?} {run:?}");
        assert!(run.errors.contains(message), "{words:?} {run:?}");
    }
}

#[test]
fn a_worker_that_takes_too_long_is_ended() {
    let (run, found) = corpus(&documents(), &["docs", "--timeout", "0", "--allow-refused"]);
    assert_eq!(run.status, 1);
    assert!(
        run.output.contains("0 generated, 0 refused, 3 crashed"),
        "{run:?}"
    );
    assert_eq!(found[1]["error"], json!("timed out after 0 s"));
    assert_eq!(found[1]["outcome"], json!("crashed"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_that_takes_too_much_memory_is_ended() {
    let case = documents();
    let many = format!("{GOOD}x-many: [{}]\n", "[], ".repeat(300_000));
    fs::write(case.path("docs/good.yaml"), many).unwrap();
    let (run, found) = corpus(&case, &["docs/good.yaml", "--memory", "60"]);
    assert_eq!(run.status, 1);
    let error = found[0]["error"].as_str().unwrap();
    // Which signal depends on what could not be had.
    assert!(error.starts_with("killed by signal"), "{error}");
    assert_eq!(found[0]["outcome"], json!("crashed"));
}

#[cfg(unix)]
#[test]
fn crates_are_compiled_tested_and_proved() {
    let case = documents();
    // The folder of this workspace's own build, so that dependencies are not built twice.
    let builds = Path::new(env!("CARGO_TARGET_TMPDIR")).join("..");
    fs::create_dir(case.path("work")).unwrap();
    std::os::unix::fs::symlink(builds, case.path("work/target")).unwrap();
    let words =
        "corpus docs/good.yaml --compile --test --round-trips --work work --json found.json";
    let mut command = case.command();
    command.env("CARGO_MANIFEST_DIR", env!("CARGO_MANIFEST_DIR"));
    let run = case.run(command.args(words.split(' ')));
    assert_eq!(run.status, 0, "{run:?}");
    let text = fs::read_to_string(case.path("found.json")).unwrap();
    let found: Value = serde_json::from_str(&text).unwrap();
    let compile = &found[0]["compile"];
    assert_eq!(
        (&compile["errors"], &compile["warnings"]),
        (&json!(0), &json!(0))
    );
    assert!(compile["seconds"].as_f64().unwrap() > 0.0);
    assert!(compile["peak_mb"].as_f64().unwrap() > 0.0);
    let tests = &found[0]["tests"];
    assert_eq!(tests["failed"], json!(0), "{tests}");
    assert!(tests["passed"].as_u64().unwrap() >= 2, "{tests}");
    let proof = &found[0]["round_trips"];
    for (key, wanted) in [
        ("schemas", json!(1)),
        ("respelled", json!(0)),
        ("unrecognised", json!([])),
        ("differing", json!([])),
        ("without", json!([])),
    ] {
        assert_eq!(proof[key], wanted, "{key}");
    }
    assert!(proof["values"].as_u64().unwrap() > 3, "{proof}");
    assert_eq!(proof["equal"], proof["values"]);
    assert!(run.output.contains("as unknown"), "{run:?}");
    // It is taken away again.
    assert_eq!(fs::read_dir(case.path("work/crates")).unwrap().count(), 0);
}
