//! What small documents become, where the outcome is a promise and not only a picture.
//!
//! Each test states one rule in a few lines of a generated file; the whole output is pinned by `fixtures.rs`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use specwright::config::Config;
use specwright::report::{Style, render};
use specwright::{Generated, generate};

/// A crate from the text of a document, and of a `codegen.toml` where there is one.
fn generated(document: &str, settings: &str) -> Generated {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("api.yaml"), document).expect("a new file");
    let config = folder.path().join("codegen.toml");
    let head = "document = \"api.yaml\"\noutput = \"made\"\n[package]\nname = \"made\"\n";
    std::fs::write(&config, format!("{head}{settings}")).expect("a new file");
    let result = Config::from_file(&config).and_then(|config| generate(&config));
    result.unwrap_or_else(|diagnostics| panic!("{}", render(&diagnostics, Style::Plain)))
}

/// A document of these paths and components.
fn document(paths: &str, schemas: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: Made, version: '1'}}\npaths: {paths}\ncomponents: {{schemas: {schemas}}}\n"
    )
}

/// A path `/x` with one operation of these parameters.
fn with_parameters(parameters: &str) -> String {
    let operation = format!(
        "{{operationId: get_x, parameters: [{parameters}], responses: {{'204': {{description: Nothing}}}}}}"
    );
    document(&format!("{{/x: {{get: {operation}}}}}"), "{}")
}

/// A generated file without its line breaks and indentation.
fn file(generated: &Generated, path: &str) -> String {
    let text = generated.files.get(path).expect("a file of the crate");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_parameter_keeps_the_setter_that_is_spelled_like_it() {
    let page = "{name: page, in: query, schema: {type: boolean}}";
    let other = "{name: Page, in: query, schema: {type: string}}";
    for parameters in [page.to_owned(), format!("{other}, {page}")] {
        let made = generated(&with_parameters(&parameters), "");
        let operations = file(&made, "src/operations.rs");
        assert!(
            operations.contains("pub fn page(mut self, page: bool)"),
            "{operations}"
        );
    }
}

#[test]
fn parameters_of_one_name_are_told_apart_by_their_place() {
    let of = |place: &str| format!("{{name: id, in: {place}, schema: {{type: string}}}}");
    for order in [
        ["query", "header", "cookie"],
        ["cookie", "header", "query"],
        ["header", "query", "cookie"],
    ] {
        let made = generated(&with_parameters(&order.map(of).join(", ")), "");
        let operations = file(&made, "src/operations.rs");
        for put in [
            "query(\"id\", id.as_ref(), Request::UNCHECKED)",
            "header(\"id\", id_header.as_ref(), Request::UNCHECKED)",
            "cookie(\"id\", id_cookie.as_ref(), Request::UNCHECKED)",
        ] {
            assert!(operations.contains(put), "{put} in {operations}");
        }
    }
}

/// The standard has bodies and security schemes say what these are.
#[test]
fn headers_that_are_set_otherwise_are_no_parameters() {
    let parameters = "{name: accept, in: header, required: true, schema: {type: string}}, \
                      {name: Content-Type, in: header, schema: {type: string}}, \
                      {name: AUTHORIZATION, in: header, schema: {type: string}}";
    let made = generated(&with_parameters(parameters), "");
    let operations = file(&made, "src/operations.rs");
    assert!(!operations.contains(".header("), "{operations}");
    let warned: Vec<_> = made
        .plan
        .warnings
        .iter()
        .filter_map(|one| one.rule)
        .collect();
    assert_eq!(warned, [specwright::diagnostics::Rule::ParameterLeftOut]);
}

#[test]
fn constants_of_names_alike_in_capitals_are_distinct() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/accept");
    let path = format!("{folder}/names-alike-in-capitals.yaml");
    let made = generated(&std::fs::read_to_string(path).expect("the fixture"), "");
    let operations = file(&made, "src/operations.rs");
    let words: Vec<&str> = operations.split(' ').collect();
    let constants = |keyword: &str| -> Vec<&str> {
        let pairs = words.windows(2).filter(|pair| pair[0] == keyword);
        pairs.map(|pair| pair[1].trim_end_matches(':')).collect()
    };
    assert_eq!(
        constants("static"),
        [
            "H",
            "PAGE_CHECKS_OPERATION",
            "PAGE_CHECKS_OPERATION_OPERATION",
            "STRASSE",
            "STRAßE",
        ]
    );
    assert_eq!(constants("const"), ["PAGE_CHECKS", "ß_CHECKS", "SS_CHECKS"]);
}

#[test]
fn a_variant_that_keeps_other_keys_is_known_to_lose_none() {
    let open = "{type: object, properties: {a: {type: string}}, additionalProperties: true}";
    let closed = "{type: object, required: [b], properties: {b: {type: integer}}}";
    let schemas = format!("{{X: {{anyOf: [{open}, {closed}]}}}}");
    let made = generated(&document("{}", &schemas), "");
    let codec = file(&made, "src/models/codec.rs");
    assert!(codec.contains("codec::Shape::Open(&codec::ObjectShape { required: &[], constants: &[], properties: &[\"a\"]"), "{codec}");
    assert!(
        codec.contains("codec::Shape::Object(&codec::ObjectShape { required: &[\"b\"]"),
        "{codec}"
    );
}

#[test]
fn members_of_all_of_leave_what_all_allow() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/accept");
    let path = format!("{folder}/all-of-enums-and-bounds.yaml");
    let made = generated(&std::fs::read_to_string(path).expect("the fixture"), "");
    let models = file(&made, "src/models.rs");
    for expected in [
        "pub enum XBoth { /// `b`. B, /// A value",
        "pub none: Option<String>",
        "/// More than 1. At most 50. pub size: Option<u64>",
        "/// A multiple of 12. pub step:",
        "/// 2 to 5 characters. Pattern: `a`. pub type Name = String;",
        "/// At least 5. pub size: Option<u64>",
        "pub type MergedKind = XBoth;",
    ] {
        assert!(models.contains(expected), "no `{expected}` in {models}");
    }
    let checks = "&[ Check::Minimum(Number::Integer(1)), Check::Maximum(Number::Integer(50)), ]";
    let operations = file(&made, "src/operations.rs");
    assert!(operations.contains(checks), "{operations}");
    let said = render(&made.plan.warnings, Style::Plain);
    assert!(said.contains("have no constant in common"), "{said}");
    assert_eq!(made.plan.warnings.len(), 1, "{said}");
}

#[test]
fn a_parameter_of_several_scalars_is_their_text() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/accept");
    let path = format!("{folder}/parameters-of-several-types.yaml");
    let made = generated(&std::fs::read_to_string(path).expect("the fixture"), "");
    let client = file(&made, "src/client.rs");
    assert!(
        client.contains("pub fn get_x(&self, id: impl AsRef<str>) -> GetX"),
        "{client}"
    );
    let operations = file(&made, "src/operations.rs");
    for expected in [
        "/// One of several types, given as text. pub fn after(mut self, after: impl AsRef<str>)",
        "pub fn each(mut self, each: impl IntoIterator<Item = impl AsRef<str>>)",
        "pub fn deep(mut self, deep: &models::GetXDeep)",
    ] {
        assert!(
            operations.contains(expected),
            "no `{expected}` in {operations}"
        );
    }
}

/// One operation, these schemes and these requirements.
fn with_security(schemes: &str, security: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: Made, version: '1'}}\ncomponents: {{securitySchemes: {schemes}}}\n\
         paths: {{/x: {{get: {{operationId: get_x, security: {security}, responses: {{'204': {{description: Nothing}}}}}}}}}}\n"
    )
}

#[test]
fn user_name_and_password_have_a_variable_each() {
    let document = with_security(
        "{my login: {type: http, scheme: basic}}",
        "[{my login: []}]",
    );
    let made = generated(&document, "");
    let example = file(&made, "examples/get_x.rs");
    for part in [
        "std::env::var(\"MY_LOGIN_USERNAME\")",
        "std::env::var(\"MY_LOGIN_PASSWORD\")",
        ".my_login(my_login_username, my_login_password)",
    ] {
        assert!(example.contains(part), "{example}");
    }
    let made = generated(&document, "[credentials]\n'my login' = \"ACCOUNT\"\n");
    let example = file(&made, "examples/get_x.rs");
    assert!(
        example.contains("\"ACCOUNT_USERNAME\"") && example.contains("\"ACCOUNT_PASSWORD\""),
        "{example}"
    );
}

/// A crate depends on base64 only where it has a use for it.
#[test]
fn only_user_name_and_password_need_base64() {
    for (scheme, needed) in [
        ("{type: http, scheme: Basic}", true),
        ("{type: http, scheme: bearer}", false),
        ("{type: http, scheme: digest}", false),
        ("{type: apiKey, in: header, name: k}", false),
        ("{type: oauth2, flows: {}}", false),
    ] {
        let schemes = format!("{{a: {scheme}, unused: {{type: http, scheme: basic}}}}");
        let made = generated(&with_security(&schemes, "[{a: []}]"), "");
        let manifest = file(&made, "Cargo.toml");
        assert_eq!(manifest.contains("base64"), needed, "{scheme}: {manifest}");
    }
}

/// A crate depends on regex-lite, and has the code that uses it, only where a parameter has a pattern that is checked.
#[test]
fn only_patterns_that_are_checked_need_regex_lite() {
    for (schema, needed) in [
        ("{type: string, pattern: '^[a-z]+$'}", true),
        ("{type: array, items: {type: string, pattern: a}}", true),
        ("{allOf: [{type: string}, {pattern: a}]}", true),
        ("{type: string, pattern: '^(?!a)'}", false),
        ("{type: integer, pattern: '^1'}", false),
        (
            "{anyOf: [{type: string, pattern: a}, {type: integer}]}",
            false,
        ),
        ("{type: string}", false),
    ] {
        let get = format!(
            "{{parameters: [{{name: p, in: query, schema: {schema}}}], responses: {{\"204\": {{description: d}}}}}}"
        );
        let made = generated(&document(&format!("{{/x: {{get: {get}}}}}"), "{}"), "");
        let manifest = file(&made, "Cargo.toml");
        assert_eq!(manifest.contains("regex-lite = "), needed, "{schema}");
        let has = made.files.get("src/patterns.rs").is_some();
        assert_eq!(has, needed, "{schema}");
        let operations = file(&made, "src/operations.rs");
        assert_eq!(operations.contains("Check::Pattern"), needed, "{schema}");
    }
}

/// A call is shown with what its first alternative needs, not with all that the API knows.
#[test]
fn examples_show_one_alternative() {
    let schemes = "{a: {type: apiKey, in: header, name: A}, b: {type: apiKey, in: query, name: b}, \
                   c: {type: http, scheme: bearer}, d: {type: http, scheme: bearer}}";
    let made = generated(&with_security(schemes, "[{}, {b: [], a: []}, {c: []}]"), "");
    for path in ["README.md", "examples/get_x.rs"] {
        let text = file(&made, path);
        assert!(text.contains("Client::builder()"), "{path}: {text}");
        assert!(text.contains(".b(b).a(a).build()"), "{path}: {text}");
    }
    let client = file(&made, "src/client.rs");
    assert!(
        client.contains("fn c(") && !client.contains("fn d("),
        "{client}"
    );
}

/// A document with one text of each of these formats.
fn with_formats(formats: &[&str]) -> String {
    let properties: Vec<String> = (formats.iter().enumerate())
        .map(|(index, format)| format!("f{index}: {{type: string, format: {format}}}"))
        .collect();
    let schema = format!(
        "{{type: object, properties: {{{}}}}}",
        properties.join(", ")
    );
    document("{}", &format!("{{X: {schema}}}"))
}

#[test]
fn a_format_becomes_what_is_said_and_needs_no_other_crate() {
    let crates = [
        "base64",
        "chrono",
        "jiff",
        "rust_decimal",
        "time",
        "url",
        "uuid",
    ];
    for (format, settings, ty, needed) in [
        ("date-time", "", "jiff::Timestamp", "jiff"),
        (
            "date-time",
            "date-time = \"chrono\"",
            "::chrono::DateTime<::chrono::FixedOffset>",
            "chrono",
        ),
        (
            "date-time",
            "date-time = \"time\"",
            "crate::formats::DateTime",
            "time",
        ),
        ("date-time", "date-time = \"string\"", "String", ""),
        ("date", "date = \"time\"", "::time::Date", "time"),
        ("date", "date = \"chrono\"", "::chrono::NaiveDate", "chrono"),
        ("time", "", "String", ""),
        (
            "time",
            "time = \"jiff\"",
            "crate::formats::TimeOfDay",
            "jiff",
        ),
        ("duration", "", "String", ""),
        (
            "duration",
            "duration = \"jiff\"",
            "crate::formats::Duration",
            "jiff",
        ),
        ("uuid", "", "String", ""),
        ("uuid", "uuid = \"uuid\"", "::uuid::Uuid", "uuid"),
        ("byte", "", "String", ""),
        (
            "byte",
            "byte = \"base64\"",
            "crate::formats::Base64",
            "base64",
        ),
        ("uri", "uri = \"url\"", "::url::Url", "url"),
        ("url", "url = \"url\"", "::url::Url", "url"),
        (
            "decimal",
            "decimal = \"rust_decimal\"",
            "::rust_decimal::Decimal",
            "rust_decimal",
        ),
        ("ipv4", "", "std::net::Ipv4Addr", ""),
        ("ipv4", "ipv4 = \"string\"", "String", ""),
        ("guid", "guid = \"uuid\"", "::uuid::Uuid", "uuid"),
    ] {
        let made = generated(
            &with_formats(&[format]),
            &format!("[formats]\n{settings}\n"),
        );
        let models = file(&made, "src/models.rs");
        assert!(
            models.contains(&format!("pub f0: Option<{ty}>,")),
            "{ty}: {models}"
        );
        assert_eq!(models.contains("Format:"), ty == "String", "{models}");
        let manifest = made.files.get("Cargo.toml").expect("a manifest");
        for name in crates {
            let has = manifest.contains(&format!("\n{name} = "));
            assert_eq!(has, name == needed, "{settings}: {manifest}");
        }
        let handwritten: Vec<&str> = (made.files.iter())
            .filter_map(|(path, _)| path.strip_prefix("src/formats/"))
            .filter(|path| *path != "text.rs")
            .collect();
        let own = ty.contains("formats::") || ty.ends_with("Decimal");
        assert_eq!(handwritten.len(), usize::from(own), "{ty}: {handwritten:?}");
    }
}

/// What is copied is what `templates/` tests.
#[test]
fn handwritten_formats_are_copied_as_they_are() {
    let settings = "[formats]\ntime = \"jiff\"\nduration = \"jiff\"\nbyte = \"base64\"\n\
                    date-time = \"time\"\ndecimal = \"rust_decimal\"\n";
    let formats = ["time", "duration", "byte", "date-time", "decimal"];
    let made = generated(&with_formats(&formats), settings);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../templates/src/formats");
    for entry in std::fs::read_dir(folder).expect("the folder of the formats") {
        let path = entry.expect("an entry of it").path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a name");
        let copy = made.files.get(&format!("src/formats/{name}"));
        let text = std::fs::read_to_string(&path).expect("a handwritten file");
        assert_eq!(copy, Some(text.as_str()), "{name}");
    }
}

#[test]
fn a_replaced_schema_is_named_and_not_generated() {
    let schemas = "{X: {type: object, properties: {a: {$ref: '#/components/schemas/Y'}, b: {type: array, items: {$ref: '#/components/schemas/Z'}}}}, \
                   Y: {type: object, properties: {c: {type: object, properties: {d: {type: string}}}}}, Z: {type: string}}";
    let settings = "[replace]\nY = \"crate::own::Y\"\nZ = \"my_types::inner::Z\"\n\
                    [dependencies]\nmy-types = { path = \"../my types\", features = [\"serde\"] }\n";
    let made = generated(&document("{}", schemas), settings);
    let models = file(&made, "src/models.rs");
    assert!(models.contains("pub a: Option<crate::own::Y>,"), "{models}");
    assert!(
        models.contains("pub b: Option<Vec<::my_types::inner::Z>>,"),
        "{models}"
    );
    assert!(
        !models.contains("struct Y") && !models.contains("type Z"),
        "{models}"
    );
    let front = file(&made, "src/lib.rs");
    assert!(front.contains("pub mod own; mod client;"), "{front}");
    assert!(
        front.contains("pub use {bytes, futures_core, http, my_types, serde_json};"),
        "{front}"
    );
    let manifest = file(&made, "Cargo.toml");
    assert!(
        manifest.contains("my-types = { features = [\"serde\"], path = \"../my types\" }"),
        "{manifest}"
    );
    assert!(
        made.plan.warnings.is_empty(),
        "{}",
        render(&made.plan.warnings, Style::Plain)
    );
}

#[test]
fn a_derive_of_another_crate_is_taken_as_it_is_given() {
    let schemas = "{X: {type: object, properties: {a: {type: number}, b: {type: string, enum: [c]}}}, Y: {type: string}}";
    let settings = "[derives]\n\"*\" = [\"my_derives::Named\"]\nX = [\"Eq\", \"my_derives::Other\"]\nXB = [\"Ord\"]\n\
                    Y = [\"Eq\"]\n[dependencies]\nmy_derives = \"1\"\n";
    let made = generated(&document("{}", schemas), settings);
    let models = file(&made, "src/models.rs");
    for expected in [
        "#[derive(Clone, Debug, Default, PartialEq, ::my_derives::Named, ::my_derives::Other)] #[non_exhaustive] pub struct X",
        "#[derive(Clone, Debug, PartialOrd, Ord, ::my_derives::Named)] #[non_exhaustive] pub enum XB",
    ] {
        assert!(models.contains(expected), "no `{expected}` in {models}");
    }
    assert!(file(&made, "src/models/codec.rs").contains("codec::compared!(models::XB, as_str);"));
    let said = render(&made.plan.warnings, Style::Plain);
    assert!(said.contains("`X` cannot derive `Eq`"), "{said}");
    assert!(said.contains("its property `a` cannot be"), "{said}");
    assert!(
        said.contains("names `Y`, which is no type that the crate defines"),
        "{said}"
    );
    assert!(!file(&made, "src/lib.rs").contains("my_derives"));
}

/// An open enum is compared by its constants; one that shall lack a part of that derives the rest.
#[test]
fn an_enum_derives_what_it_has_where_it_is_not_all() {
    let schemas = "{X: {type: string, enum: [c]}}";
    let made = generated(&document("{}", schemas), "[derives]\n\"*\" = [\"-Hash\"]\n");
    let models = file(&made, "src/models.rs");
    assert!(
        models.contains("#[derive(Clone, Debug, PartialEq, Eq)] #[non_exhaustive] pub enum X"),
        "{models}"
    );
    assert!(!file(&made, "src/models/codec.rs").contains("compared!"));
}

/// A struct that is one of several is built without the text that says so; where it is called several things, with it.
#[test]
fn constants_are_no_arguments() {
    let pet = |name: &str| format!("{{$ref: '#/components/schemas/{name}'}}");
    let kind = "kind: {type: string}, n: {type: integer}";
    let tagged = format!("{{type: object, required: [kind, n], properties: {{{kind}}}}}");
    let several =
        "{type: object, required: [kind], properties: {kind: {type: string, enum: [a, dog, c]}}}";
    let twice = "{type: object, required: [kind], properties: {kind: {type: string}}}";
    let optional =
        "{type: object, properties: {kind: {type: string}, b: {type: boolean, enum: [true]}}}";
    let constants = "{type: object, required: [a, b, c, d, e], properties: {a: {type: boolean, enum: [false]}, \
                     b: {type: number, enum: [1.5]}, c: {type: integer, enum: [7]}, d: {type: string, enum: [x], nullable: true}, e: {type: string}}}";
    let all: Vec<String> = ["Cat", "Dog", "Twice", "Optional"].map(pet).to_vec();
    let schemas = format!(
        "{{Pet: {{oneOf: [{}], discriminator: {{propertyName: kind, mapping: {{cat: Cat, dog: Dog, t1: Twice, t2: Twice, o: Optional}}}}}}, \
         Other: {{oneOf: [{}, {}], discriminator: {{propertyName: kind, mapping: {{cat: Cat, hound: Hound}}}}}}, \
         Third: {{oneOf: [{}, {}], discriminator: {{propertyName: kind, mapping: {{dog: Dog, wolf: Hound}}}}}}, \
         Cat: {tagged}, Dog: {several}, Hound: {tagged}, Twice: {twice}, Optional: {optional}, Constants: {constants}}}",
        all.join(", "),
        pet("Cat"),
        pet("Hound"),
        pet("Dog"),
        pet("Hound"),
    );
    let made = generated(&document("{}", &schemas), "");
    let models = file(&made, "src/models.rs");
    for expected in [
        "impl Cat { /// With what is required; what can have one value only has it, and all else is absent. #[must_use] \
         pub fn new(n: i64) -> Self { Self { kind: \"cat\".to_owned(), n } }",
        "pub fn new() -> Self { Self { kind: DogKind::Dog } } } impl Default for Dog {",
        "impl Hound { /// With what is required; all else is absent. #[must_use] pub fn new(kind: impl Into<String>, n: i64)",
        "impl Twice { /// With what is required; all else is absent. #[must_use] pub fn new(kind: impl Into<String>)",
        "pub fn new(d: Option<ConstantsD>, e: impl Into<String>) -> Self { Self { a: false, b: 1.5, c: ConstantsC::Value7, d, e: e.into(), } }",
        "PartialEq)] #[non_exhaustive] pub struct Optional",
    ] {
        assert!(models.contains(expected), "no `{expected}` in {models}");
    }
    let made = generated(
        &document("{}", &schemas),
        "[derives]\nDog = [\"Default\"]\nCat = [\"Default\"]\n",
    );
    let models = file(&made, "src/models.rs");
    assert_eq!(
        models.matches("impl Default for Dog").count(),
        1,
        "{models}"
    );
    assert!(
        models.contains("PartialEq)] #[non_exhaustive] pub struct Dog"),
        "{models}"
    );
    let said = render(&made.plan.warnings, Style::Plain);
    assert!(!said.contains("`Dog` cannot"), "{said}");
}

#[test]
fn a_format_can_be_a_type_of_the_users_own() {
    let id = "{name: id, in: query, schema: {type: string, format: ulid}}";
    let operation = format!(
        "{{operationId: x, parameters: [{id}], responses: {{'204': {{description: Nothing}}}}}}"
    );
    let schemas = "{X: {type: object, properties: {a: {type: string, format: ulid}, b: {type: array, items: {type: string, format: ulid}}}}, \
                   Ulid: {type: string, format: ulid}, ulid: {type: object}}";
    let paths = format!("{{/x: {{get: {operation}}}}}");
    let settings = "[formats]\nulid = { path = \"my_types::Ulid\", traits = [\"Eq\"] }\n[derives]\n\"*\" = [\"Eq\"]\n[dependencies]\nmy-types = \"1\"\n";
    let made = generated(&document(&paths, schemas), settings);
    let models = file(&made, "src/models.rs");
    for expected in [
        "pub a: Option<::my_types::Ulid>",
        "pub b: Option<Vec<::my_types::Ulid>>",
        "pub type Ulid = ::my_types::Ulid;",
        "Default, PartialEq, Eq)] #[non_exhaustive] pub struct X",
    ] {
        assert!(models.contains(expected), "no `{expected}` in {models}");
    }
    assert!(!models.contains("Format:"), "{models}");
    let operations = file(&made, "src/operations.rs");
    assert!(
        operations.contains("pub fn id(mut self, id: &::my_types::Ulid)"),
        "{operations}"
    );
    assert!(file(&made, "src/lib.rs").contains("http, my_types, serde_json}"));
    let said = render(&made.plan.warnings, Style::Plain);
    assert!(made.plan.warnings.is_empty(), "{said}");
}

/// README, front page and example program show a call that can do no harm, and best of all a list.
#[test]
fn what_is_shown_of_a_crate_changes_nothing() {
    let call = |id: &str, more: &str| {
        format!("{{operationId: {id}, {more} responses: {{'204': {{description: Nothing}}}}}}")
    };
    let gone = format!("delete: {}", call("abandon", ""));
    let made = format!("post: {}", call("begin", ""));
    let old = format!("get: {}", call("consult", "deprecated: true,"));
    let got = format!("get: {}", call("describe", ""));
    let list = "get: {operationId: enumerate, parameters: [{name: page, in: query, schema: {type: integer, minimum: 1}}, \
        {name: limit, in: query, schema: {type: integer}}], responses: {'200': {description: All, content: {application/json: \
        {schema: {type: array, items: {type: string}}}}}}}";
    for (paths, shown) in [
        (
            vec![&*gone, &*made, &*old, &*got, list],
            "enumerate().stream",
        ),
        (vec![&*gone, &*made, &*old, &*got], "describe().send"),
        (vec![&*gone, &*made, &*old], "begin().send"),
        (vec![&*gone], "abandon().send"),
    ] {
        let paths: Vec<String> = (paths.iter().enumerate())
            .map(|(number, call)| format!("/{number}: {{{call}}}"))
            .collect();
        let made = generated(&document(&format!("{{{}}}", paths.join(", ")), "{}"), "");
        let readme = file(&made, "README.md");
        assert!(readme.contains(shown), "{shown}: {readme}");
    }
}
