//! Numbers in their spellings, whatever `serde_json` makes of them: `.ci/run` has these tests once more with its feature
//! `arbitrary_precision`, with which it gives numbers as they are written.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::Maybe;
use crate::runtime::codec::{self, Exact, Forgiving, Held, Shape};
use crate::runtime::tree::Tree;

const SPELLINGS: [(&str, f64); 6] = [
    ("1", 1.0),
    ("-7", -7.0),
    ("1.50", 1.5),
    ("1e3", 1000.0),
    ("1E+3", 1000.0),
    ("18446744073709551616", 18_446_744_073_709_551_616.0),
];

fn held(text: &str) -> Held<'_> {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_held_number_is_one_in_each_spelling() {
    for (text, number) in SPELLINGS {
        assert!(matches!(held(text), Held::Number(_)), "{text}");
        let known = |read: f64| (read - number).abs() < f64::EPSILON;
        assert!(known(f64::deserialize(&held(text)).unwrap()), "{text}");
        let list = format!("[{text}]");
        let (one,) = <(f64,)>::deserialize(&held(&list)).unwrap();
        assert!(known(one), "{text}");
        let value = Value::deserialize(&held(text)).unwrap();
        assert!(known(value.as_f64().unwrap()), "{text}");
        let value = held(text).into_value();
        assert!(known(value.as_f64().unwrap()), "{text}");
        let again = held(text);
        let again = Held::deserialize(&again).unwrap();
        assert!(matches!(again, Held::Number(_)), "{text}");
    }
}

#[test]
fn a_held_number_is_no_object() {
    for (text, _) in SPELLINGS {
        assert!(BTreeMap::<String, Value>::deserialize(&held(text)).is_err());
        assert!(Option::<BTreeMap<String, String>>::deserialize(&held(text)).is_err());
    }
}

#[test]
fn an_object_is_no_number() {
    for text in [
        r#"{"a":"1"}"#,
        r#"{"$serde_json::private::RawValue":"1"}"#,
        r#"{"$serde_json::private::Number":1,"a":2}"#,
    ] {
        assert!(matches!(held(text), Held::Object(_)), "{text}");
    }
    for text in ["{}", r#"{"a":1}"#, r#"{"a":"1"}"#] {
        let error = serde_json::from_str::<Exact<i64>>(text).unwrap_err();
        assert!(
            error.to_string().contains("map, expected an integer from"),
            "{error}"
        );
    }
}

#[test]
fn a_union_takes_integers_in_each_spelling() {
    const SHAPES: &[Shape] = &[Shape::String, Shape::Integer, Shape::Number];
    let read = |text: &str| {
        codec::union(
            &mut serde_json::Deserializer::from_str(text),
            SHAPES,
            |index, value| match index {
                0 => codec::variant(value, |text: String| text),
                1 => codec::variant(value, |Exact(number): Exact<i64>| number.to_string()),
                _ => codec::variant(value, |number: f64| format!("float {number}")),
            },
            |value| format!("unknown {value}"),
        )
        .unwrap()
    };
    assert_eq!(read("5"), "5");
    assert_eq!(read("5.0"), "5");
    assert_eq!(read("-1.2e1"), "-12");
    assert_eq!(read("1.25"), "float 1.25");
    assert_eq!(read("\"5\""), "5");
}

type Counts = Exact<Maybe<BTreeMap<String, Vec<i64>>>>;
type Lenient = Forgiving<Option<Exact<i64>>>;

#[test]
fn numbers_behind_each_pattern() {
    let Exact(counts) = serde_json::from_str::<Counts>(r#"{"a":[1, 2.0, 3e0]}"#).unwrap();
    let known = BTreeMap::from([("a".to_owned(), vec![1, 2, 3])]);
    assert_eq!(counts, Maybe::Value(known));
    let read = |text: &str| serde_json::from_str::<Lenient>(text).unwrap().0;
    assert_eq!(read("10e1"), Some(Exact(100)));
    assert_eq!(read("1.5"), None);
}

#[test]
fn numbers_of_parameters_are_numbers() {
    let value = json!({"a": 1, "b": [-2, 0.5, 1e300], "c": u64::MAX});
    let tree = Tree::of(&value).unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(&tree.json()).unwrap(),
        serde_json::from_str::<Value>(&value.to_string()).unwrap()
    );
    let Tree::Object(members) = tree else {
        panic!("{tree:?}")
    };
    assert!(matches!(members[0].1, Tree::Number(_)));
    assert!(matches!(members[2].1, Tree::Number(_)));
}
