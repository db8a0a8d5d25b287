//! Reads documents, good and odd, and looks at what is said about them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "clippy.toml allows these in the test functions themselves only"
)]

use specwright::diagnostics::{Diagnostics, Pointer};
use specwright::read::{Document, Request, place_in, read};
use specwright::report::{Style, render};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// A folder with a document and its overlays.
struct Case {
    folder: TempDir,
    request: Request,
}

impl Case {
    fn new(document: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("api.yaml");
        fs::write(&path, document).unwrap();
        let request = Request {
            document: path,
            overlays: Vec::new(),
        };
        Self { folder, request }
    }

    fn overlay(mut self, text: &str) -> Self {
        let path = self
            .folder
            .path()
            .join(format!("overlay{}.yaml", self.request.overlays.len()));
        fs::write(&path, text).unwrap();
        self.request.overlays.push(path);
        self
    }

    fn read(&self) -> Document {
        read(&self.request).unwrap_or_else(|errors| panic!("{}", self.text(&errors)))
    }

    fn warnings(&self) -> String {
        let document = self.read();
        let mut warnings = document.warnings.clone();
        document.locate(&mut warnings);
        self.text(&warnings.sorted())
    }

    fn errors(&self) -> String {
        self.text(&read(&self.request).expect_err("should be refused"))
    }

    fn text(&self, diagnostics: &Diagnostics) -> String {
        let folder = format!("{}/", self.folder.path().display());
        render(diagnostics, Style::Plain).replace(&folder, "")
    }
}

/// A document that has everything it must have, and something more.
fn document(more: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n{more}")
}

fn components(schemas: &str) -> String {
    document(&format!("components:\n  schemas:\n{schemas}"))
}

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
        "\u{feff}openapi: 3.1.0\n{}",
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
    insta::assert_snapshot!(Case::new(text).errors(), @r"
    error: not UTF-8: byte 0xe9 at offset 33
     --> api.yaml:3:13
      |
    3 |   title: caf� au lait
      |             ^
      |
      = help: save the file as UTF-8
    ");
    insta::assert_snapshot!(Case::new(b"\xff\xfeo\0p\0").errors(), @r"
    error: api.yaml is encoded in UTF-16
     |
     = help: save it as UTF-8
    ");
}

#[test]
fn refuses_files_without_one_document() {
    insta::assert_snapshot!(Case::new("").errors(), @r"
    error: api.yaml is empty
     |
     = help: name an OpenAPI document
    ");
    assert!(
        Case::new(" \n# nothing but a comment\n")
            .errors()
            .contains("the whole file is null")
    );
    insta::assert_snapshot!(Case::new("openapi: 3.0.3\n---\nopenapi: 3.0.3\n").errors(), @r"
    error: several YAML documents in one file
     --> api.yaml:2:1
      |
    2 | ---
      | ^^^
      |
      = help: keep one document in each file
    ");
}

#[test]
fn syntax_errors_carry_their_place() {
    insta::assert_snapshot!(Case::new("openapi: 3.0.3\ninfo:\n  title: [a\npaths: {}\n").errors(), @r"
    error: invalid YAML: did not find expected ',' or ']', while parsing a flow sequence
     --> api.yaml:4:6
      |
    4 | paths: {}
      |      ^
      |
      = help: correct the YAML here; often the mistake is on the line before
    ");
    insta::assert_snapshot!(Case::new("{\n  \"openapi\": \"3.0.3\",\n  \"é\": tru, :\n}\n").errors(), @r#"
    error: invalid JSON: expected ident
     --> api.yaml:3:11
      |
    3 |   "é": tru, :
      |           ^
      |
      = help: correct the JSON here; often the mistake is on the line before
    "#);
    insta::assert_snapshot!(Case::new("openapi: 3.0.3\ninfo:\n\ttitle: a\n").errors(), @r"
    error: invalid YAML: found character that cannot start any token, while scanning for the next token
     --> api.yaml:3:1
      |
    3 |  title: a
      | ^
      |
      = help: correct the YAML here; often the mistake is on the line before
    ");
}

#[test]
fn careless_json_is_read_as_yaml_with_a_warning() {
    let case = Case::new(
        "{\n  \"openapi\": \"3.0.3\",\n  \"info\": {\"title\": \"T\", \"version\": \"1\"},\n  \"paths\": {},\n}\n",
    );
    insta::assert_snapshot!(case.warnings(), @r"
    warning: invalid JSON: trailing comma: read as YAML
     --> api.yaml:5:1
      |
    5 | }
      | ^
      |
      = help: correct the JSON here; often the mistake is on the line before
    ");
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
    insta::assert_snapshot!(yaml.warnings(), @r"
    warning: `A` occurs twice: the last one counts
     --> api.yaml:8:5
      |
    8 |     A: {type: integer}
      |     ^
      |
      = note: at #/components/schemas/A
      = help: remove one of the two
    ");
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
    assert_eq!(case.warnings(), "");
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
fn alias_bombs_are_refused() {
    let mut bomb = "x0: &x0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..30 {
        let aliases = vec![format!("*x{}", level - 1); 9].join(", ");
        bomb.push_str(&format!("x{level}: &x{level} [{aliases}]\n"));
    }
    let errors = Case::new(document(&bomb)).errors();
    assert!(errors.contains("would grow without bound"), "{errors}");
}

#[test]
fn says_what_else_a_document_is() {
    for (text, message, place) in [
        (
            "swagger: '2.0'\npaths: {}\n",
            "Swagger 2.0 is not supported",
            "1:1",
        ),
        (
            "info: {}\nswagger: 2\n",
            "Swagger 2.0 is not supported",
            "2:1",
        ),
        (
            "openapi: '2.0'\n",
            "OpenAPI 2.0, known as Swagger, is not supported",
            "1:1",
        ),
        ("openapi: 3.2.0\n", "OpenAPI 3.2.0 is not supported", "1:1"),
        (
            "openapi: latest\n",
            "`latest` is not a version of OpenAPI",
            "1:1",
        ),
        ("openapi: [3]\n", "`openapi` is a list here", "1:1"),
        ("asyncapi: 2.6.0\n", "this is an AsyncAPI document", "1:1"),
        (
            "overlay: 1.0.0\nactions: []\n",
            "this is an OpenAPI Overlay",
            "1:1",
        ),
        ("info: {}\npaths: {}\n", "does not say which version", "1:1"),
        ("title: a\ntype: object\n", "this is a JSON Schema", "2:1"),
        ("hello: world\n", "it has no `openapi` key", "1:1"),
        ("- openapi: 3.0.3\n", "the whole file is a list", "1:1"),
        ("just text\n", "the whole file is a string", "1:1"),
    ] {
        let errors = Case::new(text).errors();
        assert!(
            errors.starts_with("error: ") && errors.contains(message),
            "{errors}"
        );
        assert!(
            errors.contains(&format!("--> api.yaml:{place}\n")),
            "{errors}"
        );
        assert!(errors.contains("= help: "), "{errors}");
    }
}

#[test]
fn later_and_careless_versions_are_read_with_a_warning() {
    let later = Case::new(document("").replace("3.0.3", "3.1.1"));
    assert!(
        later
            .warnings()
            .contains("3.1 is read as 3.0 where the two agree")
    );
    let careless = Case::new(document("").replace("3.0.3", "3.0"));
    assert!(careless.warnings().contains("the version is a number here"));
    assert_eq!(careless.read().openapi.openapi, "3.0");
}

#[test]
fn an_odd_piece_is_left_out_where_it_is_odd() {
    let schemas = "    Good: {type: string}\n    Bad:\n      type: object\n      properties:\n        deep:\n          allOf:\n            - type: [string, 'null']\n        other: 7\n    Also: {items: {$ref: 5}}\n";
    let case = Case::new(components(schemas));
    let kept = case.read().openapi.components.unwrap().schemas;
    assert_eq!(kept.keys().collect::<Vec<_>>(), ["Good"]);
    insta::assert_snapshot!(case.warnings(), @r"
    warning: left out: schema `Bad`: `type` is a list
      --> api.yaml:12:15
       |
    12 |             - type: [string, 'null']
       |               ^^^^
       |
       = note: at #/components/schemas/Bad/properties/deep/allOf/0/type
       = help: 3.0 has one type, and `nullable: true` beside it

    warning: left out: schema `Bad`: a number stands where a mapping belongs
      --> api.yaml:13:9
       |
    13 |         other: 7
       |         ^^^^^
       |
       = note: at #/components/schemas/Bad/properties/other
       = help: correct the document, or put an overlay beside it

    warning: left out: schema `Also`: `$ref` is a number
      --> api.yaml:14:20
       |
    14 |     Also: {items: {$ref: 5}}
       |                    ^^^^
       |
       = note: at #/components/schemas/Also/items/$ref
       = help: correct the document, or put an overlay beside it
    ");
}

#[test]
fn an_odd_operation_is_left_out_alone() {
    let paths = "paths:\n  /a:\n    parameters: [{name: id, in: header}]\n    get: {parameters: [{name: b, in: body}], responses: {}}\n    put: {responses: {200: {description: ok}}}\n  /b:\n    parameters: {}\n    get: {responses: {}}\n  c: {}\n";
    let case = Case::new(document("").replace("paths: {}\n", paths));
    let openapi = case.read().openapi;
    let kept: Vec<_> = openapi
        .operations()
        .map(|(path, method, _)| format!("{method} {path}"))
        .collect();
    assert_eq!(kept, ["put /a"]);
    insta::assert_snapshot!(case.warnings(), @r"
    warning: there is neither `schema` nor `content`: any value will do
     --> api.yaml:5:18
      |
    5 |     parameters: [{name: id, in: header}]
      |                  ^
      |
      = note: at #/paths/~1a/parameters/0
      = help: correct the document, or put an overlay beside it

    warning: there is neither `schema` nor `content`: any value will do
     --> api.yaml:6:24
      |
    6 |     get: {parameters: [{name: b, in: body}], responses: {}}
      |                        ^
      |
      = note: at #/paths/~1a/get/parameters/0
      = help: correct the document, or put an overlay beside it

    warning: left out: operation `GET /a`: a parameter cannot be in `body`
     --> api.yaml:6:34
      |
    6 |     get: {parameters: [{name: b, in: body}], responses: {}}
      |                                  ^^
      |
      = note: at #/paths/~1a/get/parameters/0/in
      = help: a parameter is in path, query, header or cookie; bodies and forms stand under `requestBody`

    warning: left out: path `/b`: `parameters` is a mapping, not a list
     --> api.yaml:9:5
      |
    9 |     parameters: {}
      |     ^^^^^^^^^^
      |
      = note: at #/paths/~1b/parameters
      = help: correct the document, or put an overlay beside it

    warning: ignored: `c` is not a path: it does not begin with `/`
      --> api.yaml:11:3
       |
    11 |   c: {}
       |   ^
       |
       = note: at #/paths/c
       = help: correct the document, or put an overlay beside it
    ");
}

#[test]
fn detail_that_is_wrong_is_ignored_and_the_rest_kept() {
    let schema = "    A:\n      type: string\n      minLength: '5'\n      maxLength: 1e2\n      description: 7\n      nullable: 'true'\n      title: null\n      enum: x\n      required: true\n      externalDocs: {}\n";
    let case = Case::new(components(schema));
    let openapi = case.read().openapi;
    let schema = openapi.components.unwrap().schemas["A"]
        .clone()
        .into_item()
        .unwrap();
    assert!(schema.schema_data.nullable);
    assert_eq!(schema.schema_data.description.as_deref(), Some("7"));
    let openapiv3::SchemaKind::Type(openapiv3::Type::String(string)) = schema.schema_kind else {
        panic!("{:?}", schema.schema_kind);
    };
    assert_eq!((string.min_length, string.max_length), (None, Some(100)));
    let warnings = case.warnings();
    let lines: Vec<_> = warnings
        .lines()
        .filter(|line| line.starts_with("warning"))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    warning: ignored: `minLength` is a string, not a number
    warning: `description` is a number: read as text
    warning: `nullable` is a string: read as a boolean
    warning: ignored: `title` is null
    warning: ignored: `enum` is a string, not a list
    warning: ignored: `required` is a boolean, not a list
    warning: ignored: `externalDocs`: missing field `url`
    ");
}

#[test]
fn what_is_missing_is_filled_in() {
    let case = Case::new("openapi: 3.0.3\npaths: {/a: {get: {responses: {200: {}}}}}\n");
    let openapi = case.read().openapi;
    assert_eq!(
        (openapi.info.title.as_str(), openapi.info.version.as_str()),
        ("API", "0")
    );
    let warnings = case.warnings();
    // Not a word about the description of the response: nothing depends on it.
    assert_eq!(warnings.matches("warning:").count(), 1, "{warnings}");
    let case = Case::new("openapi: 3.0.3\ninfo: {version: 1.10}\n");
    assert_eq!(case.read().openapi.info.version, "1.1");
    let warnings = case.warnings();
    assert!(
        warnings.contains("`title` is missing: read as `API`"),
        "{warnings}"
    );
    assert!(
        warnings.contains("`version` is a number: read as text"),
        "{warnings}"
    );
    let empty = Case::new(
        "openapi: 3.0.3\ninfo:\npaths:\ncomponents:\n  schemas:\nsecurity:\n  - token:\n",
    );
    let openapi = empty.read().openapi;
    assert!(openapi.security.unwrap()[0]["token"].is_empty());
}

#[test]
fn callbacks_may_be_references_and_do_not_loop() {
    let paths = "paths:\n  /a:\n    post:\n      responses: {}\n      callbacks:\n        on: {$ref: '#/components/callbacks/On'}\n        off: {$ref: '#/components/callbacks/Off'}\n";
    let components = "components:\n  callbacks:\n    On:\n      '{$url}':\n        post:\n          responses: {}\n          callbacks:\n            on: {$ref: '#/components/callbacks/On'}\n";
    let case = Case::new(document(components).replace("paths: {}\n", paths));
    let openapi = case.read().openapi;
    let (_, _, operation) = openapi.operations().next().unwrap();
    assert_eq!(operation.callbacks.keys().collect::<Vec<_>>(), ["on"]);
    assert!(operation.callbacks["on"]["{$url}"].post.is_some());
    let warnings = case.warnings();
    assert!(
        warnings.contains("`#/components/callbacks/Off` leads nowhere"),
        "{warnings}"
    );
    assert!(warnings.contains("a callback of a callback"), "{warnings}");
}

#[test]
fn security_schemes_and_servers_are_read_one_by_one() {
    let more = "servers:\n  - url: https://{host}/v1\n    variables: {host: {default: 7, enum: [7, a]}}\ncomponents:\n  securitySchemes:\n    token: {type: http, scheme: bearer}\n    tls: {type: mutualTLS}\n    flow: {type: oauth2, flows: {clientCredentials: {tokenUrl: /t}}}\n    none:\n    key: {type: apiKey, name: k}\n";
    let case = Case::new(document(more));
    let openapi = case.read().openapi;
    let schemes = openapi.components.unwrap().security_schemes;
    assert_eq!(schemes.keys().collect::<Vec<_>>(), ["token", "flow"]);
    let variables = openapi.servers[0].variables.clone().unwrap();
    assert_eq!(
        (
            variables["host"].default.as_str(),
            variables["host"].enumeration.len()
        ),
        ("7", 2)
    );
    let warnings = case.warnings();
    for part in [
        "left out: security scheme `tls`: `type` is `mutualTLS`",
        "left out: security scheme `key`",
    ] {
        assert!(warnings.contains(part), "{warnings}");
    }
}

#[test]
fn reads_what_openapiv3_itself_would_read() {
    let text = include_str!("read/everything.yaml");
    let document = Case::new(text).read();
    let theirs: openapiv3::OpenAPI = serde_json::from_value(document.value.clone()).unwrap();
    assert_eq!(document.openapi, theirs);
    assert_eq!(document.warnings.len(), 0);
}

#[test]
fn nested_schemas_take_linear_time() {
    // openapiv3's own reader would try each level several times over: 2^45.
    let mut schema = "{type: [7]}".to_owned();
    for _ in 0..45 {
        schema = format!("{{properties: {{a: {schema}}}}}");
    }
    let case = Case::new(components(&format!("    A: {schema}\n")));
    assert!(
        case.warnings()
            .contains("left out: schema `A`: `type` is a list")
    );
}

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
    insta::assert_snapshot!(case.warnings(), @r"
    warning: ignored: Overlay 1.0 knows no `extra` here
     --> overlay0.yaml:3:1
      |
    3 | extra: 1
      | ^^^^^
      |
      = note: at #/extra
      = help: it knows `overlay`, `info`, `extends`, `actions`

    warning: the target matches nothing in the document
     --> overlay0.yaml:5:5
      |
    5 |   - target: $.nothing
      |     ^^^^^^
      |
      = note: at #/actions/0/target
      = help: the document may have changed: correct the target, or remove the action

    warning: the action changes nothing
     --> overlay0.yaml:7:5
      |
    7 |   - target: $.info
      |     ^
      |
      = note: at #/actions/1
      = help: give it `update` or `remove: true`

    warning: ignored: Overlay 1.0 knows no `updates` here
     --> overlay0.yaml:8:5
      |
    8 |     updates: {}
      |     ^^^^^^^
      |
      = note: at #/actions/1/updates
      = help: it knows `target`, `description`, `update`, `remove`
    ");
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
    insta::assert_snapshot!(lines.join("\n"), @r"
    error: Overlay `2.0.0` is not supported
     --> overlay0.yaml:1:1
    error: `info.title` is not a JSONPath: at position 0, parser error
     --> overlay0.yaml:3:5
    error: the action has no `target`
     --> overlay0.yaml:5:5
    error: the target #/info/title is a string, which a string cannot update
     --> overlay0.yaml:7:5
    error: the whole document cannot be removed
     --> overlay0.yaml:8:6
    error: `remove` is true or false, and this is a string
     --> overlay0.yaml:9:22
    error: an action is a mapping, and this is a number
      --> overlay0.yaml:10:5
    ");
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

#[test]
fn a_node_from_an_overlay_is_shown_as_what_it_was_added_to() {
    let case = Case::new(components("    A: {type: object}\n"))
        .overlay("overlay: 1.0.0\nactions:\n  - target: $.components.schemas.A\n    update: {properties: {new: {type: 5}}}\n");
    let warnings = case.warnings();
    assert!(
        warnings.contains("left out: schema `A`: `type` is a number"),
        "{warnings}"
    );
    assert!(warnings.contains("--> api.yaml:6:5\n"), "{warnings}");
    assert!(
        warnings.contains("at #/components/schemas/A/properties/new/type"),
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
