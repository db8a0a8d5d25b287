//! Where things are found.

use super::{Case, components};
use specwright::diagnostics::Pointer;
use specwright::read::{Request, place_in, read};
use specwright::report::{Style, render};
use std::path::PathBuf;

#[test]
fn a_node_from_an_overlay_is_shown_in_the_overlay() {
    let case = Case::new(components("    A: {type: object}\n"))
        .overlay("overlay: 1.0.0\nactions:\n  - target: $.components.schemas.A\n    update: {properties: {new: {type: 5}}}\n");
    let warnings = case.warnings();
    assert!(
        warnings.contains("left out: property `new`: `type` is a number"),
        "{warnings}"
    );
    assert!(warnings.contains("--> overlay0.yaml:4:33\n"), "{warnings}");
    assert!(
        warnings.contains("at #/actions/0/update/properties/new/type"),
        "{warnings}"
    );
}

#[test]
fn every_file_that_is_missing_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let request = Request {
        document: folder.path().to_owned(),
        overlays: vec![
            PathBuf::from("no/such/overlay.yaml"),
            PathBuf::from("another.yaml"),
        ],
        ..Request::default()
    };
    let errors = render(&read(&request).unwrap_err(), Style::Plain);
    for part in [
        "is a folder, not a file",
        "cannot read no/such/overlay.yaml: ",
        "cannot read another.yaml: ",
    ] {
        assert!(errors.contains(part), "{errors}");
    }
    assert_eq!(errors.matches("= help: ").count(), 3);
}

#[test]
fn finds_the_place_of_a_node() {
    let json =
        "{\n\t\"a\\/b\": [1, {\"\\ud83d\\ude00\": \"\\\\ud8\", \"~\": 2}],\n\t\"a\\/b\" : 2 }";
    let yaml = "a/b: &x\n- 1\n- ? '😀 ~'\n  : true\n  <<: *x\n? [complex]\n: 3\nlast:\n  block: |\n    two\n    lines\n";
    let place = |text: &str, pointer: &Pointer| {
        let place = place_in("f", text, pointer).unwrap_or_else(|| panic!("{pointer} in {text}"));
        (place.line, place.column, place.length)
    };
    let root = Pointer::root();
    let list = root.key("a/b");
    assert_eq!(place(yaml, &root), (1, 1, 1));
    assert_eq!(place(yaml, &list), (1, 1, 3));
    assert_eq!(place(yaml, &list.index(0)), (2, 3, 1));
    assert_eq!(place(yaml, &list.index(1).key("😀 ~")), (3, 5, 5));
    assert_eq!(place(yaml, &root.key("last").key("block")), (9, 3, 5));
    // Nearest above: a list has two items, an alias and a scalar have no entries.
    assert_eq!(place(yaml, &list.index(7).key("x")), (1, 1, 3));
    assert_eq!(place(yaml, &list.index(1).key("<<").key("x")), (5, 3, 2));
    // In JSON too; of two keys the last counts.
    assert_eq!(place(json, &root.key("a/b")), (3, 2, 6));
    assert_eq!(place(json, &list.index(1)), (3, 2, 6));
    let once = json.replace("\n\t\"a\\/b\" : 2", "");
    assert_eq!(place(&once, &list.index(1).key("~")), (2, 40, 3));
    // A text that breaks off is searched as far as it goes.
    assert_eq!(place(&once[..once.len() - 8], &list.index(0)), (2, 11, 1));
}

/// What moves while a document is read is shown where its author wrote it.
#[test]
fn places_are_those_of_the_file_after_mends() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  x/{id}:\n    parameters:\n      - {name: stray, in: path, required: true, schema: {type: string}}\n      - {name: id, in: path, required: true, schema: {type: strnig}}\n    get:\n      tags: {name: 7}\n      responses:\n        4xx:\n          description: 7\n          content: {application/json: {schema: {type: objekt}}}\n";
    insta::assert_snapshot!(super::Case::new(text).warnings());
}

#[test]
fn what_an_overlay_writes_is_shown_in_the_overlay() {
    let overlay = "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n  - target: $.components.schemas\n    update:\n      B: {type: object, properties: {a: {type: strnig}}}\n";
    let case = super::Case::new(super::components("    A: {type: string}\n")).overlay(overlay);
    insta::assert_snapshot!(case.warnings());
}

/// References that double with every step have an end.
#[test]
fn what_is_written_out_has_an_end() {
    let item = |index: usize| {
        let next = format!("{{$ref: '#/components/pathItems/P{}'}}", index + 1);
        format!(
            "    P{index}: {{post: {{responses: {{}}, callbacks: {{a: {{x: {next}}}, b: {{y: {next}}}}}}}}}\n"
        )
    };
    let items: String = (0..40).map(item).collect();
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{/x: {{$ref: '#/components/pathItems/P0'}}}}\ncomponents:\n  pathItems:\n{items}    P40: {{}}\n"
    );
    let errors = super::Case::new(text).errors();
    assert!(
        errors.contains("the document grows to more than 10 times its size"),
        "{errors}"
    );
}
