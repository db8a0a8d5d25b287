//! Decoding and encoding of models.

use std::collections::BTreeMap;
use std::ops::Bound;

use serde::Deserialize;
use serde_json::{Value, json};

use super::sample::models::{Level, Resources, Token, TokenStatus, Zone};
use crate::runtime::codec::{self, Exact, Forgiving, Held, ObjectShape, Shape};
use crate::{Maybe, NoSuchValue, UnknownInteger, UnknownValue};

fn read<'de, T>(text: &'de str) -> Result<T, String>
where
    Exact<T>: serde::Deserialize<'de>,
{
    let read = serde_json::from_str::<Exact<T>>(text);
    read.map(|read| read.0).map_err(|error| error.to_string())
}

fn held(json: &Value) -> Held<'_> {
    Held::deserialize(json).unwrap()
}

fn token(text: &str) -> Result<Token, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

#[test]
fn integers_in_all_their_spellings() {
    for (text, value) in [
        ("1", 1),
        ("1.0", 1),
        ("1e3", 1000),
        ("-0.0", 0),
        ("-2.50e1", -25),
    ] {
        assert_eq!(read::<i64>(text), Ok(value), "{text}");
    }
    assert_eq!(read("9007199254740993"), Ok(9_007_199_254_740_993_i64));
    assert_eq!(read("9007199254740991.0"), Ok(9_007_199_254_740_991_i64));
    assert_eq!(read("18446744073709551615"), Ok(u64::MAX));
    assert_eq!(read("-9223372036854775808"), Ok(i64::MIN));
    assert_eq!(read("-2147483648"), Ok(i32::MIN));
    assert_eq!(read("4294967295"), Ok(u32::MAX));
}

#[test]
fn integers_that_do_not_fit_say_what_would() {
    for text in ["2147483648", "1.5", "\"1\"", "null", "true", "[]"] {
        let error = read::<i32>(text).unwrap_err();
        assert!(
            error.contains("an integer from -2147483648 to 2147483647"),
            "{error}"
        );
    }
    assert!(read::<u32>("-1").is_err());
    assert!(read::<u64>("-1").is_err());
    assert!(read::<u64>("18446744073709551616").is_err());
    // Who writes a point or an exponent has a double, and means the integer that it is.
    assert_eq!(read::<i64>("9007199254740992.0").unwrap(), 1 << 53);
    assert_eq!(read::<i64>("1e18").unwrap(), 1_000_000_000_000_000_000);
    assert_eq!(read::<u64>("1.8e19").unwrap(), 18_000_000_000_000_000_000);
    assert_eq!(read::<i64>("9007199254740993").unwrap(), (1 << 53) + 1);
    for text in ["9223372036854775808.0", "-1e19", "1e19", "1e300", "-1e300"] {
        assert!(read::<i64>(text).is_err(), "{text}");
    }
    assert!(read::<u64>("18446744073709551616.0").is_err());
    // Digits are never rounded into range.
    assert_eq!(read::<i64>("-9223372036854775808").unwrap(), i64::MIN);
    assert_eq!(read::<u64>("18446744073709551615").unwrap(), u64::MAX);
    assert!(read::<i64>("-9223372036854775809").is_err());
    assert!(read::<u64>("18446744073709551616").is_err());
}

#[test]
fn integers_inside_of_others() {
    assert_eq!(read("[1, null, 2.0]"), Ok(vec![Some(1_i64), None, Some(2)]));
    let map = BTreeMap::from([("a".to_owned(), vec![1_u32])]);
    assert_eq!(read(r#"{"a":[1.0]}"#), Ok(map));
    assert_eq!(read("null"), Ok(Maybe::<i32>::Null));
    assert_eq!(read("1.0"), Ok(Maybe::Value(1_i32)));
    assert!(read::<Vec<i64>>("{}").unwrap_err().contains("a sequence"));
    assert!(read::<BTreeMap<String, i64>>("[]").is_err());
}

#[test]
fn fields_missing_unknown_null_and_wrong() {
    let plain = r#"{"id":"a","policies":[1.0,2]}"#;
    let read = token(plain).unwrap();
    assert_eq!(read.policies, [1, 2]);
    assert_eq!(read.status, None);
    assert_eq!(read.note, Maybe::Absent);
    assert!(
        token(r#"{"id":"a"}"#)
            .unwrap_err()
            .starts_with("missing field `policies`")
    );
    assert!(
        token(r#"{"id":null,"policies":[]}"#)
            .unwrap_err()
            .contains("expected a string")
    );
    assert!(token("[]").unwrap_err().contains("an object (`Token`)"));
    let null = token(r#"{"id":"a","policies":[],"status":null,"note":null}"#).unwrap();
    assert_eq!((null.status, null.note), (None, Maybe::Null));
    let full = token(r#"{"id":"a","policies":[],"note":3.0,"more":{"x":1}}"#).unwrap();
    assert_eq!(full.note, Maybe::Value(3));
    assert_eq!(full.others["more"], json!({"x": 1}));
    let zone: Zone = serde_json::from_str(r#"{"x":[{"y":1}],"name":"n"}"#).unwrap();
    assert_eq!(zone.name, "n");
}

#[test]
fn what_is_read_is_written_again() {
    for text in [
        r#"{"id":"a","policies":[]}"#,
        r#"{"id":"a","policies":[1],"note":null}"#,
        r#"{"id":"a","status":"active","policies":[9007199254740993],"note":-1}"#,
        r#"{"id":"a","status":"new \u00e9 one","policies":[],"zz":[null,0.011269427669584647]}"#,
        r#"{"id":"a","policies":[],"resources":{"x":"*"}}"#,
        r#"{"id":"a","policies":[],"resources":{"x":{"y":"*"}}}"#,
        r#"{"id":"a","policies":[],"resources":{"x":{"y":7}}}"#,
    ] {
        let written = serde_json::to_string(&token(text).unwrap()).unwrap();
        assert_eq!(written, text.replace("\\u00e9", "é"));
    }
}

#[test]
fn open_enums_keep_what_they_do_not_know() {
    let unknown: TokenStatus = serde_json::from_str(r#""Active""#).unwrap();
    assert_eq!(unknown, TokenStatus::Unknown(UnknownValue::new("Active")));
    assert_eq!(serde_json::to_string(&unknown).unwrap(), r#""Active""#);
    assert_eq!(unknown.to_string(), "Active");
    assert!(
        serde_json::from_str::<TokenStatus>("1")
            .unwrap_err()
            .to_string()
            .contains("a string")
    );
    assert_eq!(serde_json::from_str::<Level>("1.0").unwrap(), Level::One);
    let unknown: Level = serde_json::from_str("-7").unwrap();
    assert_eq!(unknown, Level::Unknown(UnknownInteger::new(-7)));
    assert_eq!(UnknownInteger::new(-7).get(), -7);
    assert!(serde_json::from_str::<Level>("\"1\"").is_err());
}

#[test]
fn what_is_held_is_given_as_it_was() {
    let json = json!({"a": [null, true, -1, 1, 1.5, "x"], "b": {"c": {}}, "d\n": u64::MAX});
    assert_eq!(Value::deserialize(&held(&json)).unwrap(), json);
    assert_eq!(held(&json).into_value(), json);

    let twice: Held<'_> = serde_json::from_str(r#"{"a": 1, "\u0061": 2}"#).unwrap();
    assert_eq!(
        BTreeMap::deserialize(&twice).unwrap(),
        BTreeMap::from([("a".to_owned(), 2)])
    );
    assert_eq!(twice.into_value(), json!({"a": 2}));
}

/// A type of another crate, as a `[replace]` may name one.
#[test]
fn what_is_held_is_given_as_an_enum() {
    let read = |json: Value| Bound::<i32>::deserialize(&held(&json)).map_err(drop);
    assert_eq!(read(json!("Unbounded")), Ok(Bound::Unbounded));
    assert_eq!(read(json!({"Included": 1})), Ok(Bound::Included(1)));
    let two = json!({"Included": 1, "Unbounded": null});
    for wrong in [json!(1), json!({}), json!("Included"), two] {
        assert_eq!(read(wrong.clone()), Err(()), "{wrong}");
    }
}

#[test]
fn properties_in_any_order() {
    let object = |text: &str| {
        let mut json = serde_json::Deserializer::from_str(text);
        let read: Result<(u8, u8, Option<u8>, Option<u8>), _> =
            codec::object(&mut json, "Some", &["a", "c"], &["b", "d"]);
        read.map_err(|error| error.to_string())
    };
    let whole = Ok((1, 3, Some(2), Some(4)));
    assert_eq!(object(r#"{"a": 1, "b": 2, "c": 3, "d": 4}"#), whole);
    assert_eq!(object(r#"{"d": 4, "c": 3, "b": 2, "a": 1}"#), whole);
    assert_eq!(
        object(r#"{"c": 3, "x": 0, "d": 4, "a": 1, "y": 0, "b": 2}"#),
        whole
    );
    assert_eq!(
        object(r#"{"a": 0, "c": 3, "a": 1, "d": 4, "b": 0, "b": 2}"#),
        whole
    );
    assert_eq!(object(r#"{"c": 3, "\u0061": 1}"#), Ok((1, 3, None, None)));
    assert!(
        object(r#"{"a": 1, "b": 2}"#)
            .unwrap_err()
            .contains("missing field `c`")
    );
}

#[test]
fn unions_by_shape() {
    let read = |value: Value| serde_json::from_value::<Resources>(value).unwrap();
    assert!(matches!(read(json!({"a": "b"})), Resources::Simple(map) if map["a"] == "b"));
    assert!(
        matches!(read(json!({"a": {"b": "c"}})), Resources::Nested(map) if map["a"]["b"] == "c")
    );
    assert!(matches!(read(json!({})), Resources::Simple(map) if map.is_empty()));
    assert!(matches!(read(json!([1])), Resources::Unknown(json) if json.value()[0] == 1));
    let wrong: Result<bool, serde_json::Error> = codec::variant(&held(&json!(1)), |it| it);
    assert!(
        wrong
            .unwrap_err()
            .to_string()
            .contains("expected a boolean")
    );
}

/// Text that one variant cannot read is read by the next that it fits.
#[test]
fn unions_of_texts() {
    const SHAPES: &[Shape] = &[Shape::String, Shape::Constants(&["on"]), Shape::Integer];
    let read = |value: Value| {
        codec::union(
            value,
            SHAPES,
            |index, value| match index {
                0 => codec::variant(value, |ip: std::net::Ipv4Addr| ip.to_string()),
                1 => codec::variant(value, |text: String| format!("text {text}")),
                _ => codec::variant(value, |Exact(number): Exact<u32>| number.to_string()),
            },
            |value| format!("unknown {value}"),
        )
    };
    assert_eq!(read(json!("127.0.0.1")).unwrap(), "127.0.0.1");
    assert_eq!(read(json!("on")).unwrap(), "text on");
    assert_eq!(read(json!("off")).unwrap(), "text off");
    assert_eq!(read(json!(true)).unwrap(), "unknown true");
    assert_eq!(read(json!(-1)).unwrap(), "unknown -1");
}

/// An object that the best variant cannot read is not read as one that has no place for its keys.
#[test]
fn unions_of_objects() {
    static A: ObjectShape = ObjectShape {
        required: &[],
        constants: &[],
        properties: &["a"],
    };
    static B: ObjectShape = ObjectShape {
        required: &["b"],
        constants: &[],
        properties: &["b"],
    };
    const SHAPES: &[Shape] = &[Shape::Object(&A), Shape::Object(&B)];
    let read = |value: Value| {
        codec::union(
            value,
            SHAPES,
            |index, value| match index {
                0 => codec::variant(value, |a: BTreeMap<String, Value>| format!("a {a:?}")),
                _ => codec::variant(value, |b: BTreeMap<String, u32>| format!("b {b:?}")),
            },
            |value| format!("unknown {value}"),
        )
        .unwrap()
    };
    assert_eq!(read(json!({"b": 1})), r#"b {"b": 1}"#);
    assert_eq!(read(json!({"b": "x"})), r#"unknown {"b":"x"}"#);
    assert_eq!(
        read(json!({"a": "x", "b": 1})),
        r#"unknown {"a":"x","b":1}"#
    );
}

#[test]
fn three_states() {
    assert_eq!(Maybe::<i32>::default(), Maybe::Absent);
    assert_eq!(Maybe::<i32>::from(None), Maybe::Null);
    assert_eq!(Maybe::<i32>::from(Some(1)), Maybe::Value(1));
    assert_eq!(Maybe::<i32>::from(1), Maybe::Value(1));
    assert!(Maybe::<i32>::Absent.is_absent() && !Maybe::<i32>::Null.is_absent());
    assert!(Maybe::<i32>::Null.is_null() && !Maybe::Value(1).is_null());
    assert_eq!(Maybe::Value(1).as_ref(), Maybe::Value(&1));
    assert_eq!(Maybe::Value(1).as_option(), Some(&1));
    assert_eq!(Maybe::<i32>::Null.into_option(), None);
    assert_eq!(Maybe::Value(1).map(|it| it + 1), Maybe::Value(2));
    let all: Vec<Maybe<i32>> = serde_json::from_str("[null,1]").unwrap();
    assert_eq!(all, [Maybe::Null, Maybe::Value(1)]);
    assert_eq!(serde_json::to_string(&all).unwrap(), "[null,1]");
}

/// A closed enum, of texts and of integers.
#[derive(Debug, PartialEq)]
struct Closed;

impl TryFrom<&str> for Closed {
    type Error = NoSuchValue;

    fn try_from(text: &str) -> Result<Self, NoSuchValue> {
        match text {
            "a" => Ok(Self),
            _ => Err(NoSuchValue::new(text, "Closed")),
        }
    }
}

impl TryFrom<i64> for Closed {
    type Error = NoSuchValue;

    fn try_from(number: i64) -> Result<Self, NoSuchValue> {
        match number {
            1 => Ok(Self),
            _ => Err(NoSuchValue::new(&number.to_string(), "Closed")),
        }
    }
}

#[test]
fn closed_enums_refuse_what_they_do_not_have() {
    let text =
        |json: Value| codec::closed_enum::<Closed, _>(json).map_err(|error| error.to_string());
    assert_eq!(text(json!("a")), Ok(Closed));
    assert_eq!(
        text(json!("b")),
        Err("the value is none that `Closed` has".to_owned())
    );
    assert!(text(json!(1)).is_err_and(|error| error.contains("expected a string")));
    let number =
        |json: Value| codec::closed_integer::<Closed, _>(json).map_err(|error| error.to_string());
    assert_eq!(number(json!(1.0)), Ok(Closed));
    assert_eq!(
        number(json!(2)),
        Err("the value is none that `Closed` has".to_owned())
    );
    assert!(number(json!("1")).is_err());
    let error = NoSuchValue::new("b", "Closed");
    assert_eq!(error.value(), "b");
    assert_eq!(error.to_string(), "`b` is no value of `Closed`");
}

#[test]
fn a_forgiving_property_loses_the_value_and_nothing_else() {
    let read = |text: &str| {
        serde_json::from_str::<Vec<Forgiving<Exact<Option<i64>>>>>(text)
            .map(|read| read.into_iter().map(|Forgiving(Exact(it))| it).collect())
            .map_err(|error| error.to_string())
    };
    assert_eq!(
        read(r#"[1, "x", {"a": [1, {}]}, null, 1e40, 2.0]"#),
        Ok(vec![Some(1), None, None, None, None, Some(2)])
    );
    assert!(read("[{]").is_err());
    let maybe = |text| serde_json::from_str::<Forgiving<Maybe<String>>>(text).unwrap();
    assert_eq!(maybe("null"), Forgiving(Maybe::Null));
    assert_eq!(maybe("7"), Forgiving(Maybe::Absent));
    assert_eq!(maybe("\"7\""), Forgiving(Maybe::Value("7".to_owned())));
}
