//! Values that schemas allow.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use specwright::SampledModel;
use specwright::config::Config;
use specwright::sample::{Difference, difference};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn models() -> Vec<SampledModel> {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/document.yaml");
    let config = Config::for_document(document, Vec::new(), PathBuf::new(), "x".to_owned());
    specwright::samples(&config.expect("a plain name")).expect("a document in order")
}

#[test]
fn each_model_has_values_for_all_that_its_schema_says() {
    let mut text = String::new();
    for model in models() {
        let _ = writeln!(text, "{} {}", model.name, model.place);
        for sample in &model.samples {
            let _ = writeln!(text, "  {}: {}", sample.about, sample.value);
            if let Some(reduced) = &sample.reduced {
                let _ = writeln!(text, "      or {reduced}");
            }
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn values_are_the_same_in_every_run() {
    let samples = |models: Vec<SampledModel>| {
        let samples = models.into_iter().flat_map(|model| model.samples);
        samples.collect::<Vec<_>>()
    };
    assert_eq!(samples(models()), samples(models()));
}

#[test]
fn values_are_compared_as_json_schema_does() {
    let found = |sent: &str, returned: &str| {
        let value = |text| serde_json::from_str(text).expect("JSON");
        match difference(&value(sent), &value(returned)) {
            None => "same".to_owned(),
            Some(Difference::Spelling(at)) => format!("spelled {at}"),
            Some(Difference::Value(at)) => at.to_string(),
            Some(_) => "other".to_owned(),
        }
    };
    for (sent, returned, wanted) in [
        ("[1.0, 1e3]", "[1, 1000]", "same"),
        ("9007199254740993", "9007199254740992", "#"),
        ("18446744073709551615", "18446744073709551615", "same"),
        ("[0.1]", "[0.2]", "#/0"),
        (r#"{"a": 1, "b": 2}"#, r#"{"b": 2, "a": 1}"#, "same"),
        (r#"{"a": {"b/": 1}}"#, r#"{"a": {}}"#, "#/a/b~1"),
        (r#"{"a": {}}"#, r#"{"a": {"b": null}}"#, "#/a/b"),
        ("[1]", "[1, 2]", "#/1"),
        (
            r#"["2024-05-06T09:08:09+02:00"]"#,
            r#"["2024-05-06T07:08:09Z"]"#,
            "spelled #/0",
        ),
        (r#"["TEXT"]"#, r#"["text"]"#, "#/0"),
    ] {
        assert_eq!(found(sent, returned), wanted, "{sent} {returned}");
    }
}
