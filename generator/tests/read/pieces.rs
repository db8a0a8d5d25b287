//! A tree to a document: what is left out, ignored or filled in.

use super::{Case, components, document};

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
fn later_versions_are_read_and_careless_ones_with_a_warning() {
    let later = Case::new(document("").replace("3.0.3", "3.1.1"));
    assert_eq!(later.warnings(), "");
    let careless = Case::new(document("").replace("3.0.3", "3.0"));
    assert!(
        careless
            .warnings()
            .contains("a number stands where a string belongs")
    );
    assert_eq!(careless.read().openapi.openapi, "3.0");
}

#[test]
fn an_odd_piece_is_left_out_where_it_is_odd() {
    let schemas = "    Good: {type: string}\n    Bad:\n      type: object\n      properties:\n        deep:\n          allOf:\n            - type: 7\n        other: 7\n    Also: {type: array, items: {$ref: 5}}\n";
    let case = Case::new(components(schemas));
    let kept = case.read().openapi.components.unwrap().schemas;
    assert_eq!(kept.keys().collect::<Vec<_>>(), ["Good", "Bad"]);
    insta::assert_snapshot!(case.warnings());
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
    insta::assert_snapshot!(case.warnings());
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
    assert_eq!((string.min_length, string.max_length), (Some(5), Some(100)));
    let warnings = case.warnings();
    let lines: Vec<_> = warnings
        .lines()
        .filter(|line| line.starts_with("warning"))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
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
    assert_eq!(
        warnings.matches("\n = help:").count() + warnings.matches("\n  = help:").count(),
        2,
        "{warnings}"
    );
    let case = Case::new("openapi: 3.0.3\ninfo: {version: 1.10}\n");
    assert_eq!(case.read().openapi.info.version, "1.1");
    let warnings = case.warnings();
    assert!(
        warnings.contains("`title` is missing: read as `API`"),
        "{warnings}"
    );
    assert!(
        warnings.contains("a number stands where a string belongs: read as text"),
        "{warnings}"
    );
    let empty = Case::new(
        "openapi: 3.0.3\ninfo:\npaths:\ncomponents:\n  schemas:\nsecurity:\n  - token:\n",
    );
    let openapi = empty.read().openapi;
    assert!(openapi.security.unwrap()[0]["token"].is_empty());
}

#[test]
fn without_paths_that_can_be_read_there_is_nothing_to_generate() {
    let case = Case::new("openapi: 3.0.3\ninfo: 7\npaths: []\ncomponents: none\n");
    let errors = case.errors();
    let lines: Vec<_> = errors
        .lines()
        .filter(|line| line.starts_with("error") || line.starts_with("warning"))
        .collect();
    let expected = [
        "error: `paths` is a list, not a mapping",
        "warning[left-out]: left out: `info`: a number stands where a mapping belongs",
        "warning[left-out]: left out: `components`: a string stands where a mapping belongs",
    ];
    assert_eq!(lines, expected);
    assert!(errors.contains("--> api.yaml:3:1\n"), "{errors}");
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
    assert!(
        warnings.contains("callback `on`: a reference inside of a callback"),
        "{warnings}"
    );
}

#[test]
fn security_schemes_and_servers_are_read_one_by_one() {
    let more = "servers:\n  - url: https://{host}/v1\n    variables: {host: {default: 7, enum: [7, a]}}\ncomponents:\n  securitySchemes:\n    token: {type: http, scheme: bearer}\n    tls: {type: mutualTLS}\n    odd: {type: x509}\n    flow: {type: oauth2, flows: {clientCredentials: {tokenUrl: /t}}}\n    none:\n    key: {type: apiKey, name: k}\n";
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
        "left out: security scheme `odd`: `type` is `x509`",
        "left out: security scheme `key`",
    ] {
        assert!(warnings.contains(part), "{warnings}");
    }
    // It stays in the tree, where lowering finds it.
    assert!(!warnings.contains("`tls`"), "{warnings}");
}

#[test]
fn reads_what_openapiv3_itself_would_read() {
    let text = include_str!("everything.yaml");
    let document = Case::new(text).read();
    let theirs: openapiv3::OpenAPI = serde_json::from_value(document.value.clone()).unwrap();
    assert_eq!(document.openapi, theirs);
    let rules: Vec<_> = document
        .warnings
        .iter()
        .filter_map(|one| one.rule)
        .map(|rule| rule.name())
        .collect();
    insta::assert_snapshot!(rules.join("\n"));
}

#[test]
fn nested_schemas_take_linear_time() {
    // openapiv3's own reader would try each level several times over: 2^45.
    let mut schema = "{type: 7}".to_owned();
    for _ in 0..45 {
        schema = format!("{{properties: {{a: {schema}}}}}");
    }
    let case = Case::new(components(&format!("    A: {schema}\n")));
    assert!(
        case.warnings()
            .contains("left out: property `a`: `type` is a number")
    );
}
