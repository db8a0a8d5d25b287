//! What a page says of itself, however it is written.

use serde_json::{Value, json};

use super::lists::OFFSET;
use crate::runtime::pagination::PagePlan;

#[test]
fn counters_in_all_their_spellings() {
    use crate::runtime::signs::Signs;
    let read = |total: Value| {
        let body = json!({"x": [1, {"meta": 1}], "meta": {"a": {}, "total": total}}).to_string();
        Signs::read(&OFFSET, body.as_bytes(), &http::HeaderMap::new()).total_count
    };
    for three in [json!(3), json!(3.0), json!("3"), json!(" 3 ")] {
        assert_eq!(read(three), Some(3));
    }
    for odd in [
        json!(3.5),
        json!(-1),
        json!(1e17),
        json!("x"),
        json!(null),
        json!([3]),
        json!({"total": 3}),
    ] {
        assert_eq!(read(odd.clone()), None, "{odd}");
    }
}

#[test]
fn signs_at_odd_places() {
    use crate::runtime::signs::Signs;
    static PLAN: PagePlan = PagePlan::cursor("c", "/a~1b/@next~0").more("/a~1b");
    let read = |body: &str| Signs::read(&PLAN, body.as_bytes(), &http::HeaderMap::new());
    let signs = read(r#"{"a/b": {"@next~": "n", "more": true}}"#);
    assert_eq!(signs.next.as_deref(), Some("n"));
    assert_eq!(read(r#"{"a/b": true}"#).more, Some(true));
    for none in [
        "",
        "[]",
        "3",
        "\"x\"",
        "null",
        "true",
        "{\"a\":1.5",
        "{\"a/b\":{}}",
    ] {
        assert!(read(none) == Signs::default(), "{none}");
    }
}
