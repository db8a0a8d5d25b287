//! What `codegen.toml` may say, and what is said about the rest.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::path::Path;

use specwright::config::Config;
use specwright::generate;
use specwright::report::{Style, render};

/// The List Tokens configuration with a change to it.
fn changed(from: &str, to: &str) -> Result<Config, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let text = std::fs::read_to_string(root.join("codegen.toml")).expect("the configuration");
    assert!(text.contains(from), "{from}");
    let folder = tempfile::tempdir().expect("a temporary folder");
    for file in ["list-tokens.yaml", "list-tokens.overlay.yaml"] {
        std::fs::copy(root.join(file), folder.path().join(file)).expect("a copy");
    }
    let path = folder.path().join("codegen.toml");
    std::fs::write(&path, text.replacen(from, to, 1)).expect("a new file");
    let config = Config::from_file(&path).map_err(|wrong| render(&wrong, Style::Plain))?;
    match generate(&config) {
        Ok(generated) if generated.plan.warnings.is_empty() => Ok(config),
        Ok(generated) => Err(render(&generated.plan.warnings, Style::Plain)),
        Err(wrong) => Err(render(&wrong, Style::Plain)),
    }
}

#[test]
fn nothing_to_say_about_the_configuration_as_it_is() {
    changed("[package]", "[package]").expect("it is in order");
}

#[test]
fn pages_that_cannot_be_are_refused() {
    let page = "page = \"page\"\n";
    for (to, message) in [
        (
            "",
            "`[pagination]` cannot be: a way from page to page goes with `items`",
        ),
        (
            "page = \"page\"\noffset = \"page\"",
            "`[pagination]` cannot be: it says more than one way from page to page",
        ),
        (
            "cursor = \"page\"",
            "`[pagination]` cannot be: a cursor stands at `next` or at `last_item`",
        ),
        (
            "cursor = \"page\"\nlast_item = \"/id\"",
            "`[pagination]` cannot be: `last_item` goes with `cursor` and `more`",
        ),
        (
            "link_header = true\nfirst = 0",
            "`[pagination]` cannot be: `first` goes with `page` or `offset`",
        ),
        (
            "page = \"page\"\nby_size = true",
            "`[pagination]` cannot be: `by_size` goes with `offset`",
        ),
        (
            "page = \"page\"\noperations.x = { recognise = true }",
            "`[pagination.operations.x]` cannot be: it is the setting of a single call",
        ),
        (
            "page = \"page\"\noperations.x = { first = 0 }",
            "`[pagination.operations.x]` cannot be: `first` goes with `page` or `offset`",
        ),
        (
            "page = \"page\"\noperations.x = {}",
            "`[pagination.operations.x]` cannot be: it says no way from page to page",
        ),
        (
            "page = \"page\"\noperations.x = { page = \"p\", items = \"result\" }",
            "`result` is not a JSON pointer into a body",
        ),
        (
            "page = \"page\"\noperations.x = 3",
            "`true`, `false`, or a table that says how pages follow each other",
        ),
        (
            "page = \"page\"\nmore = \"more\"",
            "`more` is not a JSON pointer into a body",
        ),
    ] {
        let wrong = changed(page, &format!("{to}\n")).expect_err(to);
        assert!(wrong.contains(message), "{to}: {wrong}");
        assert!(wrong.contains("codegen.toml:"), "{to}: {wrong}");
    }
}

#[test]
fn what_cannot_be_is_refused() {
    for (from, to, message) in [
        (
            "name = \"cloudflare-tokens\"",
            "name = \"std\"",
            "`std` is not a package name",
        ),
        (
            "name = \"cloudflare-tokens\"",
            "name = \"box\"",
            "`box` is not a package name",
        ),
        (
            "name = \"cloudflare-tokens\"",
            "name = \"serde-json\"",
            "`serde-json` is not a package name",
        ),
        (
            "[service]",
            "[layout]\noperations = \"modules\"\n[service]",
            "unknown variant `modules`, expected `flat` or `tags`",
        ),
        (
            "[service]",
            "[layout]\nfiles = 3\n[service]",
            "unknown field `files`",
        ),
        (
            "[service]",
            "[layout.model_words_of]\ntoken = 9\n[service]",
            "files by 9 words of a name are in too many folders",
        ),
        (
            "[rename.operations]",
            "[rename.tags]\n\"Tokens\" = \"tokens\"\n[rename.operations]",
            "which has no module in the crate",
        ),
        (
            "version = \"0.1.0\"",
            "version = \"banana\"",
            "`banana` is not a version",
        ),
        (
            "\"cf-ray\"",
            "\"cf ray\"",
            "`cf ray` is not the name of a header",
        ),
        (
            "[service]",
            "[service]\nbase_url = \"not a url\"",
            "`not a url` is not a base URL",
        ),
        (
            "\"CLOUDFLARE_API_TOKEN\"",
            "'A\"B'",
            "is not the name of an environment variable",
        ),
        (
            "\"/success\"",
            "\"success\"",
            "`success` is not a JSON pointer",
        ),
        (
            "[service]",
            "[formats]\ndate-time = \"uuid\"\n[service]",
            "the format `date-time` cannot be `uuid`",
        ),
        (
            "[service]",
            "[formats]\ndate-time = \"my_types::Instant\"\n[service]",
            "`my_types::Instant` is of a crate that is no dependency",
        ),
        (
            "[service]",
            "[formats]\nbinary = \"base64\"\n[service]",
            "the format `binary` cannot be `base64`",
        ),
        (
            "[service]",
            "[formats]\ndate-time = \"jif\"\n[service]",
            "unknown variant `jif`, expected one of `string`, `std`, `jiff`",
        ),
        (
            "[service]",
            "[formats]\ndate-time = 1\n[service]",
            "invalid type: integer `1`, expected `\"string\"`, the name of a crate",
        ),
        (
            "[service]",
            "[replace]\nToken = \"Token\"\n[service]",
            "`Token` is not the path of an item",
        ),
        (
            "[service]",
            "[replace]\nToken = \"Vec<u8>\"\n[service]",
            "`Vec<u8>` is not the path of an item",
        ),
        (
            "[service]",
            "[replace]\nToken = \"crate::type::²\"\n[service]",
            "`crate::type::²` is not the path of an item",
        ),
        (
            "[service]",
            "[replace]\nToken = \"crate::models::Token\"\n[service]",
            "`crate::models::Token` is not the path of an item",
        ),
        (
            "[service]",
            "[replace]\nToken = \"crate::Token\"\n[service]",
            "`crate::Token` is not the path of an item",
        ),
        (
            "[service]",
            "[replace]\nToken = \"super::own::Token\"\n[service]",
            "`super::own::Token` is not the path of an item",
        ),
        (
            "[service]",
            "[replace]\nToken = \"::my_types::Token\"\n[service]",
            "`::my_types::Token` is not the path of an item",
        ),
        (
            "[service]",
            "[replace]\nToken = \"my_types::Token\"\n[service]",
            "`my_types::Token` is of a crate that is no dependency",
        ),
        (
            "[service]",
            "[replace]\nToken = 1\n[service]",
            "expected the path of a type",
        ),
        (
            "[service]",
            "[replace]\nToken = { pth = \"my_types::Token\" }\n[service]",
            "unknown field `pth`, expected `path`",
        ),
        (
            "[service]",
            "[dependencies]\nserde_json = \"1\"\n[service]",
            "the crate depends on `serde_json` by itself",
        ),
        (
            "[service]",
            "[dependencies]\nuuid = 1\n[service]",
            "`1` is no dependency",
        ),
        (
            "[service]",
            "[derives]\nToken = [\"Equals\"]\n[service]",
            "`Equals` is not a trait that can be derived here",
        ),
        (
            "[service]",
            "[derives]\nToken = [\"Clone\"]\n[service]",
            "each model is `Clone` by itself",
        ),
        (
            "[service]",
            "[derives]\nToken = [\"-Debug\"]\n[service]",
            "`Debug` cannot be left out",
        ),
        (
            "[service]",
            "[derives]\nToken = [\"schemars::JsonSchema\"]\n[service]",
            "`schemars::JsonSchema` is of a crate that is no dependency",
        ),
        (
            "[service]",
            "[derives]\nToken = \"Eq\"\n[service]",
            "invalid type: string \"Eq\", expected a sequence",
        ),
        (
            "[service]",
            "[replace]\nToken = { path = \"std::net::IpAddr\", traits = [\"Equals\"] }\n[service]",
            "`Equals` is not a trait",
        ),
        (
            "[service]",
            "[enums]\nclosed = \"Status\"\n[service]",
            "invalid type: string \"Status\", expected `true` for all, or a list of names",
        ),
        (
            "[service]",
            "[enums]\nclose = true\n[service]",
            "unknown field `close`, expected `closed`",
        ),
        (
            "[service]",
            "[fields]\nforgiving = [1]\n[service]",
            "invalid type: integer `1`, expected a string",
        ),
        (
            "[service]",
            "[fields]\nlenient = true\n[service]",
            "unknown field `lenient`, expected `forgiving`",
        ),
        (
            "[service]",
            "[schemas]\nwithout_type = \"object\"\n[service]",
            "unknown variant `object`, expected `described` or `any`",
        ),
        (
            "[package]",
            "[package]\ncolour = 1",
            "unknown field `colour`",
        ),
    ] {
        let said = changed(from, to).expect_err(to);
        assert!(said.contains(message), "{said}");
    }
}

#[test]
fn what_matches_nothing_is_said() {
    for (from, to, message) in [
        (
            "\"/success\"",
            "\"/nope\"",
            "`[envelope] success = \"/nope\"` matches nothing",
        ),
        (
            "content = \"/result\"",
            "content = \"/nope\"",
            "`[envelope] content = \"/nope\"` matches nothing",
        ),
        (
            "list = \"/errors\"",
            "list = \"/errorz\"",
            "`[errors] list = \"/errorz\"` matches nothing",
        ),
        (
            "items = \"/result\"",
            "items = \"/nope\"",
            "items = \"/nope\"` matches nothing",
        ),
        (
            "/result_info/page\"",
            "/result_info/nope\"",
            "counters.page = \"/result_info/nope\"` matches nothing",
        ),
        (
            "api_token =",
            "ghost =",
            "`[credentials] ghost` matches nothing",
        ),
        (
            "ListTokensDirection =",
            "Ghost =",
            "names `Ghost`, which is not in the crate",
        ),
        (
            "operation = \"list_tokens\"",
            "operation = \"ghost\"",
            "names the operation `ghost`",
        ),
        (
            "[service]",
            "[formats]\nuuid = \"uuid\"\n[service]",
            "`[formats]` names `uuid`, which no text of the document has",
        ),
        (
            "[service]",
            "[replace]\nGhost = \"std::string::String\"\n[service]",
            "`[replace]` names `Ghost`, which is no schema of the document",
        ),
        (
            "[service]",
            "[derives]\nGhost = [\"Eq\"]\n[service]",
            "`[derives]` names `Ghost`, which is no type that the crate defines",
        ),
        (
            "[service]",
            "[enums]\nclosed = [\"Ghost\"]\n[service]",
            "`[enums] closed` names `Ghost`, which is no enum of the crate",
        ),
        (
            "[service]",
            "[fields]\nforgiving = [\"Ghost.a\"]\n[service]",
            "`[fields] forgiving` names `Ghost.a`, which is no property of the crate",
        ),
        (
            "[service]",
            "[dependencies]\nuuid = \"1\"\n[service]",
            "`[dependencies]` has `uuid`, of which nothing is named",
        ),
    ] {
        let said = changed(from, to).expect_err(to);
        assert!(said.contains(message), "{said}");
    }
}

/// Each finding about a setting shows its line.
#[test]
fn what_is_said_has_its_line() {
    for (from, to, line) in [
        ("\"/success\"", "\"/nope\"", "success = \"/nope\""),
        ("\"/success\"", "\"nope\"", "success = \"nope\""),
        (
            "list = \"/errors\"",
            "list = \"/errorz\"",
            "list = \"/errorz\"",
        ),
        (
            "/result_info/page\"",
            "/result_info/nope\"",
            "counters = { page = \"/result_info/nope\"",
        ),
        ("api_token =", "ghost =", "ghost = "),
        ("ListTokensDirection =", "Ghost =", "Ghost = \"Direction\""),
        (
            "[service]",
            "[formats]\nuuid = \"uuid\"\n[service]",
            "uuid = \"uuid\"",
        ),
        (
            "[service]",
            "[formats]\ndate-time = \"uuid\"\n[service]",
            "date-time = \"uuid\"",
        ),
        (
            "[service]",
            "[replace]\nToken = \"my_types::Token\"\n[service]",
            "Token = \"my_types::Token\"",
        ),
        (
            "[service]",
            "[derives]\nToken = [\"Equals\"]\n[service]",
            "Token = [\"Equals\"]",
        ),
        (
            "[service]",
            "[enums]\nclosed = [\"Ghost\"]\n[service]",
            "closed = [\"Ghost\"]",
        ),
        (
            "[service]",
            "[fields]\nforgiving = [\"Ghost.a\"]\n[service]",
            "forgiving = [\"Ghost.a\"]",
        ),
        (
            "operation = \"list_tokens\"",
            "operation = \"ghost\"",
            "operation = \"ghost\"",
        ),
        (
            "version = \"0.1.0\"",
            "version = \"banana\"",
            "version = \"banana\"",
        ),
    ] {
        let said = changed(from, to).expect_err(to);
        let place = said.lines().find(|line| line.contains("codegen.toml:"));
        assert!(place.is_some(), "{said}");
        assert!(
            said.contains(&format!("| {line}")),
            "no line `{line}` in {said}"
        );
    }
}
