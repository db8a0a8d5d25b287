//! Text to a tree: what is JSON or YAML, and what is neither.

use super::{Case, components, document};
use specwright::read::read;

#[test]
fn tells_json_and_yaml_by_content() {
    let json = r#"{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {}}"#;
    let flow = "{openapi: 3.0.3, info: {title: T, version: '1'}, paths: {}}";
    for text in [json, flow, &document("")] {
        let case = Case::new(text);
        assert_eq!(case.read().openapi.info.title, "T", "{text}");
        assert_eq!(case.warnings(), "");
    }
}

#[test]
fn keeps_the_order_of_the_text() {
    let case = Case::new(components(
        "    B: {}\n    A: {properties: {z: {}, y: {}}}\n",
    ));
    let openapi = case.read().openapi;
    let schemas = openapi.components.unwrap().schemas;
    assert_eq!(schemas.keys().collect::<Vec<_>>(), ["B", "A"]);
    let properties = case.read().value["components"]["schemas"]["A"]["properties"].clone();
    assert_eq!(
        properties.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["z", "y"]
    );
}

#[test]
fn tolerates_a_byte_order_mark() {
    let case = Case::new(format!(
        "\u{feff}openapi: 3.0\n{}",
        &document("")["openapi: 3.0.3\n".len()..]
    ));
    assert!(
        case.warnings().contains("--> api.yaml:1:1\n"),
        "{}",
        case.warnings()
    );
}

#[test]
fn names_line_and_byte_of_what_is_not_utf8() {
    let mut text = b"openapi: 3.0.3\ninfo:\n  title: caf".to_vec();
    text.extend(b"\xe9 au lait\npaths: {}\n");
    insta::assert_snapshot!(Case::new(text).errors());
    insta::assert_snapshot!(Case::new(b"\xff\xfeo\0p\0").errors());
}

#[test]
fn refuses_files_without_one_document() {
    insta::assert_snapshot!(Case::new("").errors());
    assert!(
        Case::new(" \n# nothing but a comment\n")
            .errors()
            .contains("the whole file is null")
    );
    insta::assert_snapshot!(Case::new("openapi: 3.0.3\n---\nopenapi: 3.0.3\n").errors());
}

#[test]
fn syntax_errors_carry_their_place() {
    insta::assert_snapshot!(Case::new("openapi: 3.0.3\ninfo:\n  title: [a\npaths: {}\n").errors());
    insta::assert_snapshot!(
        Case::new("{\n  \"openapi\": \"3.0.3\",\n  \"é\": tru, :\n}\n").errors()
    );
    insta::assert_snapshot!(Case::new("openapi: 3.0.3\ninfo:\n\ttitle: a\n").errors());
}

#[test]
fn careless_json_is_read_as_yaml_with_a_warning() {
    let case = Case::new(
        "{\n  \"openapi\": \"3.0.3\",\n  \"info\": {\"title\": \"T\", \"version\": \"1\"},\n  \"paths\": {},\n}\n",
    );
    insta::assert_snapshot!(case.warnings());
}

#[test]
fn reports_duplicate_keys_where_they_count() {
    let yaml = Case::new(components(
        "    A: {type: string}\n    B: {}\n    A: {type: integer}\n",
    ));
    assert_eq!(
        yaml.read().value["components"]["schemas"]["A"]["type"],
        "integer"
    );
    insta::assert_snapshot!(yaml.warnings());
    let json = Case::new(
        "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"T\", \"version\": \"1\"},\n \"paths\": {},\n \"paths\": {\"/a\": {}}}",
    );
    assert_eq!(json.read().openapi.paths.paths.len(), 1);
    assert!(json.warnings().contains("`paths` occurs twice"));
    assert!(
        json.warnings().contains("api.yaml:3:2\n"),
        "{}",
        json.warnings()
    );
}

#[test]
fn applies_merge_keys() {
    let text = "x-base: &base {type: object, title: Base}\nx-more: &more {title: More, description: more}\n";
    let schemas = "components:\n  schemas:\n    A:\n      <<: *base\n      title: Own\n    B:\n      <<: [*base, *more]\n    C:\n      <<: 7\n";
    let case = Case::new(document(&format!("{text}{schemas}")));
    let schemas = case.read().value["components"]["schemas"].clone();
    assert_eq!(
        schemas["A"],
        serde_json::json!({"type": "object", "title": "Own"})
    );
    assert_eq!(
        schemas["B"],
        serde_json::json!({"type": "object", "title": "Base", "description": "more"})
    );
    assert_eq!(schemas["C"], serde_json::json!({}));
    assert!(
        case.warnings().contains("`<<` merges mappings"),
        "{}",
        case.warnings()
    );
    // In JSON it is a key like any other.
    let json = Case::new(
        r#"{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {}, "x": {"<<": {}}}"#,
    );
    assert!(json.read().value["x"].get("<<").is_some());
}

#[test]
fn keys_are_what_is_written() {
    let case = Case::new(document(
        "x-keys: {200: a, true: b, null: c, 1.10: d, ~: e, 0x10: f, 9223372036854775808: g}\n",
    ));
    let value = case.read().value;
    let keys: Vec<_> = value["x-keys"].as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "200",
            "true",
            "null",
            "1.10",
            "~",
            "0x10",
            "9223372036854775808"
        ]
    );
    let responses = "  /a:\n    get:\n      responses:\n        200: {description: ok}\n        4xx: {description: no}\n";
    let case = Case::new(document("").replace("paths: {}\n", &format!("paths:\n{responses}")));
    let openapi = case.read().openapi;
    let (_, _, operation) = openapi.operations().next().unwrap();
    let statuses: Vec<_> = operation
        .responses
        .responses
        .keys()
        .map(ToString::to_string)
        .collect();
    assert_eq!(statuses, ["200", "4XX"]);
    assert!(
        case.warnings()
            .contains("the status `4xx` is read as `4XX`")
    );
}

#[test]
fn numbers_keep_their_digits() {
    let numbers = "[18446744073709551615, -9223372036854775808, 9223372036854775807, -9223372036854776000, \
                   170141183460469231731687303715884105728, 0.011269427669584647, 1.0, 15188E50]";
    let expected = [
        "18446744073709551615",
        "-9223372036854775808",
        "9223372036854775807",
        "-9.223372036854776e+18",
        "1.7014118346046923e+38",
        "0.011269427669584647",
        "1.0",
        "1.5188e+54",
    ];
    for text in [
        document(&format!("x-numbers: {numbers}\n")),
        format!(
            r#"{{"openapi": "3.0.3", "info": {{"title": "T", "version": "1"}}, "paths": {{}}, "x-numbers": {numbers}}}"#
        ),
    ] {
        let value = Case::new(text).read().value;
        let found: Vec<_> = value["x-numbers"]
            .as_array()
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect();
        // YAML 1.2 wants a dot in `15188E50`; what is a number in both must be the same in both.
        assert_eq!(found[..7], expected[..7]);
        assert!(found[7].contains("5188"), "{}", found[7]);
    }
}

#[test]
fn yaml_says_some_things_that_json_cannot() {
    let case = Case::new(document(
        "x-odd: {a: !thing {b: !!str 1}, c: .nan, d: -.inf, e: 2020-01-01, f: yes, g: 0123, h: !x 1}\n",
    ));
    let odd = serde_json::json!({
        "a": {"b": "1"}, "c": ".nan", "d": "-.inf", "e": "2020-01-01", "f": "yes", "g": "0123", "h": 1
    });
    assert_eq!(case.read().value["x-odd"], odd);
}

#[test]
fn no_depth_overflows_the_stack() {
    let deep = 10_000;
    let json = format!(
        r#"{{"openapi": "3.0.3", "x": {}1{}}}"#,
        "[".repeat(deep),
        "]".repeat(deep)
    );
    let flow = document(&format!(
        "x-deep: {}1{}\n",
        "[".repeat(deep),
        "]".repeat(deep)
    ));
    let block = document(&format!("x-deep:\n  {}1\n", "- ".repeat(deep)));
    let keys = document(&format!(
        "x-deep: {}1{}\n",
        "{a: ".repeat(deep),
        "}".repeat(deep)
    ));
    let aliases = document(&format!(
        "x-deep: {}1{}\n",
        "{<<: ".repeat(deep),
        "}".repeat(deep)
    ));
    let unclosed = "{\"a\":".repeat(deep);
    for text in [json, flow, block, keys, aliases, unclosed] {
        let errors = Case::new(&text).errors();
        assert!(
            errors.contains("nested more than 100 levels deep"),
            "{}",
            &errors[..200]
        );
        assert!(errors.contains("api.yaml:"), "{}", &errors[..200]);
    }
}

#[test]
fn a_hundred_levels_are_enough() {
    for (levels, fine) in [(99, true), (100, false)] {
        let list = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        let yaml = document(&format!("x-deep: {list}\n"));
        let json = format!(r#"{{"openapi": "3.0.3", "x-deep": {list}}}"#);
        for text in [yaml, json] {
            let case = Case::new(&text);
            assert_eq!(read(&case.request).is_ok(), fine, "{text}");
        }
    }
    // So many that the parser must not even see them: the place is that of the bracket that is too much.
    let list = "[".repeat(5000);
    let errors = Case::new(document(&format!("x-deep: {list}\n"))).errors();
    assert!(errors.contains("--> api.yaml:4:1009\n"), "{errors}");
}

#[test]
fn alias_bombs_are_refused() {
    let mut bomb = "x0: &x0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..30 {
        let aliases = vec![format!("*x{}", level - 1); 9].join(", ");
        bomb.push_str(&format!("x{level}: &x{level} [{aliases}]\n"));
    }
    let errors = Case::new(document(&bomb)).errors();
    assert!(errors.contains("would grow without bound"), "{errors}");
}
