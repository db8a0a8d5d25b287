//! How findings are told: to people, and to machines.

use super::{Case, GOOD};

/// A document with five schemas that are mended.
fn odd() -> Case {
    let odd: String = (1..=5)
        .map(|number| format!("    Odd{number}: {{type: [string]}}\n"))
        .collect();
    Case::new(&GOOD.replace("    Thing:", &format!("{odd}    Thing:")))
}

#[test]
fn people_are_told_once_of_many_alike() {
    let run = odd().codegen(&[]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.output.contains("\n5 warnings\n"), "{run:?}");
    insta::assert_snapshot!(run.errors, @r"
    warning[newer-keyword]: `type` is written as in 3.1, and read as there
      --> api.yaml:18:12
       |
    18 |     Odd1: {type: [string]}
       |            ^^^^
       |
       = note: at #/components/schemas/Odd1/type
       = help: say `openapi: 3.1.1` at the top, or write it as 3.0 does
       = note: and 4 more like this, first at api.yaml:19:12, api.yaml:20:12, api.yaml:21:12
    ");
}

#[test]
fn json_has_an_object_for_each() {
    let case = odd();
    let run = case.codegen(&["--message-format", "json"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.errors
            .starts_with("1 operation, 6 models, 0 skipped\n5 warnings\nout/: "),
        "{run:?}"
    );
    let lines: Vec<&str> = run.output.lines().collect();
    assert_eq!(lines.len(), 5);
    insta::assert_snapshot!(lines[0], @r#"
    {"severity":"warning","rule":"newer-keyword","message":"`type` is written as in 3.1, and read as there","hint":"say `openapi: 3.1.1` at the top, or write it as 3.0 does","file":"api.yaml","line":18,"column":12,"pointer":"/components/schemas/Odd1/type","text":"    Odd1: {type: [string]}"}
    "#);
    let keys = [
        "severity", "rule", "message", "hint", "file", "line", "column", "pointer", "text",
    ];
    for line in lines {
        let object: serde_json::Value = serde_json::from_str(line).unwrap();
        let object = object.as_object().unwrap();
        assert!(object.keys().eq(keys), "{line}");
    }
    let strict = case.codegen(&["--message-format", "json", "--strict", "--check"]);
    assert_eq!(strict.status, 1, "{strict:?}");
    let errors = strict.output.matches(r#"{"severity":"error","rule":""#);
    assert_eq!(errors.count(), 5);
}

#[test]
fn github_has_a_command_for_each() {
    let run = odd().codegen(&["--message-format", "github"]);
    assert_eq!(run.output.lines().count(), 5);
    insta::assert_snapshot!(run.output.lines().next().unwrap(), @r"
    ::warning file=api.yaml,line=18,col=12,title=newer-keyword::`type` is written as in 3.1, and read as there%0Ahelp: say `openapi: 3.1.1` at the top, or write it as 3.0 does
    ");
}

#[test]
fn machines_are_told_of_errors_too() {
    let case = Case::new("hello: world");
    let json = case.codegen(&["--message-format", "json"]);
    assert_eq!(
        (json.status, json.errors.as_str()),
        (2, "nothing was written\n")
    );
    insta::assert_snapshot!(json.output, @r#"
    {"severity":"error","rule":null,"message":"not an OpenAPI document: it has no `openapi` key","hint":"an OpenAPI document begins with `openapi: 3.0.3`","file":"api.yaml","line":1,"column":1,"pointer":"","text":"hello: world"}
    "#);
    let github = case.codegen(&["--message-format", "github"]);
    assert_eq!(
        (github.status, github.errors.as_str()),
        (2, "nothing was written\n")
    );
    insta::assert_snapshot!(github.output, @r"
    ::error file=api.yaml,line=1,col=1::not an OpenAPI document: it has no `openapi` key%0Ahelp: an OpenAPI document begins with `openapi: 3.0.3`
    ");
    let config = case.xtask(&[
        "codegen",
        "--message-format",
        "json",
        "--config",
        "none.toml",
    ]);
    assert!(
        config
            .output
            .starts_with(r#"{"severity":"error","rule":null,"message":"cannot read none.toml"#)
    );
}

#[test]
fn the_difference_is_out_of_a_machines_way() {
    let run = Case::new(GOOD).codegen(&["--message-format", "json", "--check"]);
    assert_eq!((run.status, run.output.as_str()), (1, ""));
    assert!(run.errors.contains("+++ out/Cargo.toml\n"), "{run:?}");
}
