//! Bounds of parameters, and that a refused request isn't sent.

use std::error::Error as _;

use super::memory::Memory;
use super::sample::models::CreateTokenBody;
use crate::ErrorKind;
use crate::runtime::check::{self, Check};
use crate::runtime::parameter::{Number, Parameter};
use crate::runtime::tree::Tree;

fn check(value: impl Parameter, check: Check) -> Result<(), String> {
    check::check("x", &Tree::one(&value), &[check])
}

/// As many booleans, which have no bounds.
fn list(count: usize) -> Tree {
    Tree::List(vec![Tree::Boolean(true); count])
}

fn passes(value: impl Parameter, with: Check) {
    assert_eq!(check(value, with), Ok(()), "{with:?}");
}

fn fails(value: impl Parameter, with: Check, message: &str) {
    assert_eq!(check(value, with), Err(message.to_owned()));
}

const fn int(integer: i128) -> Number {
    Number::Integer(integer)
}

const fn float(float: f64) -> Number {
    Number::Float(float)
}

#[test]
fn bounds_of_integers() {
    passes(1_u64, Check::Minimum(int(1)));
    fails(0_u64, Check::Minimum(int(1)), "`x` is 0, the minimum is 1");
    passes(50_u32, Check::Maximum(int(50)));
    fails(
        500_i64,
        Check::Maximum(int(50)),
        "`x` is 500, the maximum is 50",
    );
    passes(2_i32, Check::ExclusiveMinimum(int(1)));
    fails(
        1,
        Check::ExclusiveMinimum(int(1)),
        "`x` is 1, it must be greater than 1",
    );
    passes(-1, Check::ExclusiveMaximum(int(0)));
    fails(
        0,
        Check::ExclusiveMaximum(int(0)),
        "`x` is 0, it must be less than 0",
    );
    passes(15, Check::MultipleOf(int(5)));
    fails(
        7,
        Check::MultipleOf(int(5)),
        "`x` is 7, it must be a multiple of 5",
    );
    passes(7, Check::MultipleOf(int(0)));
}

#[test]
fn integers_are_compared_without_loss() {
    let most = Check::Maximum(int(i128::from(u64::MAX) - 1));
    passes(u64::MAX - 1, most);
    assert!(check(u64::MAX, most).is_err());
    assert!(
        check(
            9_007_199_254_740_993_i64,
            Check::Maximum(int(9_007_199_254_740_992))
        )
        .is_err()
    );
}

#[test]
fn bounds_of_floats() {
    passes(0.5, Check::Minimum(float(0.5)));
    fails(
        0.25,
        Check::Minimum(float(0.5)),
        "`x` is 0.25, the minimum is 0.5",
    );
    fails(1.5, Check::Maximum(int(1)), "`x` is 1.5, the maximum is 1");
    fails(
        3,
        Check::Maximum(float(2.5)),
        "`x` is 3, the maximum is 2.5",
    );
    passes(0.3, Check::MultipleOf(float(0.1)));
    fails(
        0.35,
        Check::MultipleOf(float(0.1)),
        "`x` is 0.35, it must be a multiple of 0.1",
    );
    for odd in [f64::NAN, f64::INFINITY] {
        assert!(
            check(odd, Check::MinItems(0))
                .unwrap_err()
                .contains("finite")
        );
    }
}

#[test]
fn lengths_count_unicode_scalar_values() {
    passes("äöü", Check::MaxLength(3));
    passes("äöü", Check::MinLength(3));
    fails(
        "a",
        Check::MinLength(2),
        "`x` has 1 character, the minimum is 2",
    );
    fails(
        "äöüß",
        Check::MaxLength(3),
        "`x` has 4 characters, the maximum is 3",
    );
    passes(1234, Check::MaxLength(2));
    passes("text", Check::Maximum(int(1)));
}

#[test]
fn patterns_of_text() {
    let pattern = Check::Pattern {
        said: r"^\d+\/$",
        regex: r"^\d+/$",
        matches: crate::patterns::matches,
    };
    passes("12/", pattern);
    fails(
        "secret",
        pattern,
        r"`x` doesn't match the pattern `^\d+\/$`",
    );
    passes(12, pattern);
    let texts = |last: &str| {
        let texts = ["1/", "2/", last].map(|text| Tree::Text(text.to_owned()));
        check::check("x", &Tree::List(texts.to_vec()), &[pattern])
    };
    assert_eq!(texts("3/"), Ok(()));
    assert!(texts("3").is_err());
}

#[test]
fn a_pattern_may_match_anywhere_and_one_that_cannot_be_read_matches_all() {
    assert!(crate::patterns::matches("b", "abc"));
    assert!(!crate::patterns::matches("^b", "abc"));
    assert!(crate::patterns::matches("^b", "bc"));
    assert!(crate::patterns::matches("(", "abc"));
}

#[test]
fn bounds_of_lists() {
    assert_eq!(
        check::check("x", &list(2), &[Check::MinItems(2), Check::MaxItems(2)]),
        Ok(())
    );
    let few = check::check("x", &list(1), &[Check::MinItems(2)]).unwrap_err();
    assert_eq!(few, "`x` has 1 item, the minimum is 2");
    let many = check::check("x", &list(3), &[Check::MaxItems(2)]).unwrap_err();
    assert_eq!(many, "`x` has 3 items, the maximum is 2");
}

#[tokio::test]
async fn the_first_refusal_is_given_and_nothing_is_sent() {
    let memory = Memory::always(200, r#"{"success":true}"#);
    let call = memory
        .client()
        .list_tokens("a")
        .per_page(500)
        .page(0)
        .per_page(50);
    let error = call.clone().send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(
        error.to_string(),
        "list-tokens: `per_page` is 500, the maximum is 50"
    );
    assert_eq!(error.operation(), Some("list-tokens"));
    let mut items = call.stream();
    assert_eq!(
        items.try_next().await.unwrap_err().kind(),
        ErrorKind::Request
    );
    assert!(items.try_next().await.unwrap().is_none());
    assert!(memory.sent().is_empty());
}

#[tokio::test]
async fn a_body_that_cannot_be_written() {
    let memory = Memory::always(200, "{}");
    let body = CreateTokenBody {
        name: "a".to_owned(),
        broken: true,
    };
    let error = memory
        .client()
        .create_token("a", &body)
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(
        error.to_string(),
        "create-token: the body can't be written as JSON"
    );
    assert_eq!(error.source().unwrap().to_string(), "no number for that");
    assert!(memory.sent().is_empty());
}
