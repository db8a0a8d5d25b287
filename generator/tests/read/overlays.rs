//! Overlays, right and wrong.

use super::{Case, document};

#[test]
fn overlays_merge_append_and_remove() {
    let text = document(
        "tags: [{name: a}, {name: b}, {name: c}]\ncomponents: {schemas: {A: {type: string, enum: [x]}, B: {}}}\n",
    );
    let case = Case::new(text)
        .overlay(
            "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n  - target: $.info\n    description: why\n    update: {title: New, contact: {name: me}}\n  - target: $.tags\n    update: {name: d}\n  - target: $.tags[?@.name == 'a' || @.name == 'c']\n    remove: true\n",
        )
        .overlay(
            "overlay: 1.0.0\nactions:\n  - target: $.components.schemas.*\n    update: {nullable: true, enum: [y]}\n  - target: $.components.schemas['B']\n    update: {x-/~: 1}\n    remove: false\n  - {target: $.info.contact.name, remove: true}\n",
        );
    let document = case.read();
    assert_eq!(case.warnings(), "");
    assert_eq!(
        document.value["info"],
        serde_json::json!({"title": "New", "version": "1", "contact": {}})
    );
    assert_eq!(
        document.value["tags"],
        serde_json::json!([{"name": "b"}, {"name": "d"}])
    );
    let schemas = serde_json::json!({
        "A": {"type": "string", "enum": ["x", "y"], "nullable": true},
        "B": {"nullable": true, "enum": ["y"], "x-/~": 1},
    });
    assert_eq!(document.value["components"]["schemas"], schemas);
    assert_eq!(document.openapi.tags.len(), 2);
}

#[test]
fn what_is_odd_in_an_overlay_is_shown_there() {
    let case = Case::new(document("")).overlay(
        "overlay: 1.0.0\nx-note: fine\nextra: 1\nactions:\n  - target: $.nothing\n    update: {}\n  - target: $.info\n    updates: {}\n",
    );
    insta::assert_snapshot!(case.warnings());
}

#[test]
fn wrong_overlays_are_errors_all_at_once() {
    let case = Case::new(document("")).overlay(
        "overlay: 2.0.0\nactions:\n  - target: info.title\n    update: {}\n  - update: {}\n  - target: $.info.title\n    update: x\n  - {target: $, remove: true}\n  - {target: $.info, remove: please}\n  - 7\n",
    );
    let errors = case.errors();
    let lines: Vec<_> = errors
        .lines()
        .filter(|line| line.starts_with("error") || line.contains("-->"))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
    for (text, message) in [
        ("actions: []\n", "does not say which version of Overlay"),
        ("overlay: 1.0.0\n", "the overlay has no `actions`"),
        (
            "overlay: 1.0.0\nactions: {}\n",
            "`actions` is a list, and this is a mapping",
        ),
        ("[]\n", "not an overlay: the whole file is a list"),
        ("overlay: [\n", "invalid YAML"),
    ] {
        let errors = Case::new(document("")).overlay(text).errors();
        assert!(
            errors.contains(message) && errors.contains("overlay0.yaml:"),
            "{errors}"
        );
    }
}

#[test]
fn overlays_cannot_nest_without_bound() {
    let deep = format!("{}1{}", "[".repeat(90), "]".repeat(90));
    let action = format!("  - {{target: '$..[?@[0]]', update: {deep}}}\n");
    let case = Case::new(document("x-a: [[1]]\n"))
        .overlay(&format!("overlay: 1.0.0\nactions:\n{}", action.repeat(3)));
    assert!(case.errors().contains("nested more than 100 levels deep"));
}
