//! The tests of generated crates notice what they are there for.

use std::collections::BTreeMap;
use std::panic::catch_unwind;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use specwright_templates::Client;

mod support;

use support::{Recorder, answers, object, open_object, values};

fn sends(message: &str) {
    let recorder = Recorder::default();
    let client = Client::builder().transport(recorder.clone()).build();
    let client = client.expect("a client in order");
    let call = client
        .request(http::Method::POST, "/things")
        .query("a", "1");
    recorder.check(call.json(&BTreeMap::from([("b", 1.0)])).send_raw(), message);
}

fn fails(test: impl FnOnce() + std::panic::UnwindSafe) {
    assert!(catch_unwind(test).is_err(), "it passes");
}

#[test]
fn a_message_is_compared_in_all_its_parts() {
    const URL: &str = "POST https://api.example.com/client/v4/things";
    const HEADERS: &str = "accept: */*\ncontent-type: application/json";
    sends(&format!("{URL}?a=1\n{HEADERS}\n\n{{\"b\": 1}}"));
    fails(|| sends(&format!("{URL}?a=2\n{HEADERS}\n\n{{\"b\": 1}}")));
    fails(|| sends(&format!("{URL}?a=1\naccept: */*\n\n{{\"b\": 1}}")));
    fails(|| sends(&format!("{URL}?a=1\n{HEADERS}\n\n{{\"b\": 2}}")));
    fails(|| sends(&format!("{URL}?a=1\n{HEADERS}\n\n")));
}

/// An object that needs `a`, takes a null in `b` for nothing, always writes `c`, and knows nothing else.
struct Whole(Value);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut object = BTreeMap::<String, Value>::deserialize(deserializer)?;
        object.retain(|key, value| match key.as_str() {
            "b" => !value.is_null(),
            key => matches!(key, "a" | "c"),
        });
        object.entry("c".to_owned()).or_insert(Value::Null);
        match object.contains_key("a") {
            true => Ok(Self(Value::from_iter(object))),
            false => Err(D::Error::missing_field("a")),
        }
    }
}

impl Serialize for Whole {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[test]
fn what_is_lost_of_a_model_is_noticed() {
    const TEXT: &str = r#"{"a": 1, "b": "text", "c": true}"#;
    object::<Whole>(TEXT, &["b"], &["c"]);
    fails(|| object::<Whole>(TEXT, &["a"], &[]));
    fails(|| object::<Whole>(TEXT, &["b"], &["b"]));
    fails(|| object::<Whole>(TEXT, &["c"], &[]));
    fails(|| open_object::<Whole>(r#"{"a": 1, "c": null, "x-unknown-property": 1}"#, &[], &[]));
    open_object::<Value>(r#"{"a": 1, "x-unknown-property": 1}"#, &[], &[]);
    values::<u8>(&["1", "255"]);
    fails(|| values::<u8>(&["256"]));
    fails(|| values::<f32>(&["0.1234567891"]));
}

#[test]
fn of_answers_only_what_no_schema_names_may_be_lost() {
    answers::<Vec<Whole>>(r#"[{"a": 1, "c": null, "d": 1}]"#, &["/0/d"]);
    fails(|| answers::<Vec<Whole>>(r#"[{"a": 1, "c": null, "d": 1}]"#, &[]));
    answers::<Value>(r#"{"a": 1, "d/e": 1}"#, &["/d~1e"]);
}

#[test]
fn texts_that_stand_for_the_same_are_equal() {
    let same = |one: &str, other: &str| {
        let [one, other] = [one, other].map(Value::from);
        support::difference(&one, &other).is_none()
    };
    for (one, other) in [
        ("2024-05-06T09:08:09+02:00", "2024-05-06T07:08:09Z"),
        ("2024-03-01T00:30:00.500+01:00", "2024-02-29T23:30:00.5Z"),
        ("2000-01-01T00:00:00Z", "1999-12-31T22:30:00-01:30"),
        ("2001:0DB8:0:0:0:0:0:2", "2001:db8::2"),
    ] {
        assert!(same(one, other), "{one} {other}");
    }
    assert!(!same("2024-05-06T09:08:09+02:00", "2024-05-06T07:08:10Z"));
    assert!(!same("2024-05-06", "2024-05-07"));
    assert!(!same("text", "Text"));
}
