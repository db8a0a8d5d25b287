//! Which variant of a union a value is.

use serde::Deserialize;
use serde_json::{Value, json};

use super::sample::models::PETS;
use crate::runtime::codec::{self, Held, ObjectShape, Shape};

fn ranked(shapes: &[Shape], value: &Value) -> Vec<usize> {
    codec::ranked(shapes, &Held::deserialize(value).unwrap()).collect()
}

fn pick(shapes: &[Shape], value: &Value) -> Option<usize> {
    ranked(shapes, value).first().copied()
}

fn fits(shape: Shape, value: &Value) -> bool {
    pick(&[shape], value) == Some(0)
}

#[test]
fn shapes_of_scalars() {
    let values = [
        json!(null),
        json!(true),
        json!(1),
        json!(1.5),
        json!("a"),
        json!([]),
        json!({}),
    ];
    let fitting = |shape: fn() -> Shape| -> Vec<bool> {
        values.iter().map(|value| fits(shape(), value)).collect()
    };
    let only = |places: &[usize]| -> Vec<bool> {
        (0..values.len())
            .map(|place| places.contains(&place))
            .collect()
    };
    assert_eq!(fitting(|| Shape::Any), only(&[0, 1, 2, 3, 4, 5, 6]));
    assert_eq!(fitting(|| Shape::Null), only(&[0]));
    assert_eq!(fitting(|| Shape::Boolean), only(&[1]));
    assert_eq!(fitting(|| Shape::Integer), only(&[2]));
    assert_eq!(fitting(|| Shape::Number), only(&[2, 3]));
    assert_eq!(fitting(|| Shape::String), only(&[4]));
    assert_eq!(fitting(|| Shape::Array(&Shape::Any)), only(&[5]));
    assert_eq!(fitting(|| Shape::Map(&Shape::Any)), only(&[6]));
    assert!(fits(Shape::Integer, &json!(1.0)));
    let numbers = &[Shape::Number, Shape::Integer];
    assert_eq!(pick(numbers, &json!(1)), Some(1));
    assert_eq!(pick(numbers, &json!(1.5)), Some(0));
}

#[test]
fn a_union_inside_fits_what_its_members_fit() {
    const INNER: Shape = Shape::OneOf(&[Shape::String, Shape::Boolean]);
    const SHAPES: &[Shape] = &[INNER, Shape::Integer, Shape::OneOf(&[])];
    assert_eq!(ranked(SHAPES, &json!("a")), [0]);
    assert_eq!(ranked(SHAPES, &json!(5)), [1]);
    assert!(ranked(SHAPES, &json!([5])).is_empty());
}

#[test]
fn a_known_constant_fits_better_than_another_text() {
    const SHAPES: &[Shape] = &[Shape::Constants(&["a"]), Shape::Constants(&["b"])];
    assert_eq!(ranked(SHAPES, &json!("b")), [1, 0]);
    assert_eq!(ranked(SHAPES, &json!("c")), [0, 1]);
}

#[test]
fn shapes_of_lists_and_maps() {
    assert!(fits(Shape::Array(&Shape::Integer), &json!([1, 2])));
    assert!(!fits(Shape::Array(&Shape::Integer), &json!([1, "2"])));
    assert!(fits(
        Shape::Map(&Shape::Map(&Shape::String)),
        &json!({"a": {"b": "c"}, "d": {}})
    ));
    assert!(!fits(
        Shape::Map(&Shape::String),
        &json!({"a": "b", "c": 1})
    ));
}

#[test]
fn the_best_fit_wins_and_ties_go_to_the_first() {
    let pet = |value: Value| pick(PETS, &value);
    assert_eq!(pet(json!({"name": "a"})), Some(0));
    assert_eq!(pet(json!({"name": "a", "bark": 1})), Some(1));
    assert_eq!(
        pet(json!({"kind": "kitten", "name": "a", "bark": 1})),
        Some(2)
    );
    assert_eq!(pet(json!({"kind": "dog", "name": "a"})), None);
    assert_eq!(pet(json!({"kind": "dog"})), None);
    assert_eq!(pet(json!({"kind": 1})), None);
    assert_eq!(pet(json!([1, 2])), Some(3));
    assert_eq!(pet(json!("x")), None);
    assert_eq!(pick(&[Shape::Any, Shape::String], &json!("x")), Some(0));
}

const fn known(properties: &'static [&'static str]) -> ObjectShape {
    ObjectShape {
        required: &[],
        constants: &[],
        properties,
    }
}

#[test]
fn known_keys_and_items_count_too() {
    static A: ObjectShape = known(&["a"]);
    static B: ObjectShape = known(&["b", "c"]);
    static IN_A: Shape = Shape::Object(&A);
    static IN_B: Shape = Shape::Object(&B);
    assert_eq!(
        pick(&[Shape::Object(&A), Shape::Object(&B)], &json!({"b": 1})),
        Some(1)
    );
    assert_eq!(
        pick(&[Shape::Object(&A), Shape::Object(&B)], &json!({"z": 1})),
        Some(0)
    );
    assert_eq!(
        pick(
            &[Shape::Array(&IN_A), Shape::Array(&IN_B)],
            &json!([{"b": 1}])
        ),
        Some(1)
    );
}

#[test]
fn a_variant_that_would_lose_a_key_of_another_is_not_meant() {
    static A: ObjectShape = known(&["a"]);
    static B: ObjectShape = ObjectShape {
        required: &["b"],
        ..known(&["b"])
    };
    static IN_A: Shape = Shape::Object(&A);
    static IN_B: Shape = Shape::Object(&B);
    const IN_ONE: Shape = Shape::OneOf(&[Shape::Object(&B)]);
    let plain = &[Shape::Object(&A), Shape::Object(&B)];
    assert_eq!(ranked(plain, &json!({"b": 1, "z": 1})), [1]);
    assert_eq!(ranked(plain, &json!({"a": 1, "z": 1})), [0]);
    assert!(ranked(plain, &json!({"a": 1, "b": 1})).is_empty());
    // What keeps other keys loses none, and a map names none.
    let open = &[Shape::Open(&A), Shape::Object(&B)];
    assert_eq!(ranked(open, &json!({"a": 1, "b": 1})), [0]);
    let map = &[Shape::Object(&A), Shape::Map(&Shape::Any)];
    assert_eq!(ranked(map, &json!({"a": 1, "z": 1})), [0, 1]);
    // Through lists, maps and unions.
    let both = json!([{"a": 1, "b": 1}]);
    assert!(ranked(&[Shape::Array(&IN_A), Shape::Array(&IN_B)], &both).is_empty());
    let both = json!({"x": {"a": 1, "b": 1}});
    assert!(ranked(&[Shape::Map(&IN_A), Shape::Map(&IN_B)], &both).is_empty());
    let inside = &[Shape::Object(&A), IN_ONE];
    assert!(ranked(inside, &json!({"a": 1, "b": 1})).is_empty());
    assert_eq!(ranked(inside, &json!({"b": 1})), [1]);
}

#[test]
fn constants_inside_of_what_is_required_count_as_well() {
    static LINE: ObjectShape = ObjectShape {
        required: &["of"],
        constants: &[(&["of", "kind"], &["line"])],
        ..known(&["of"])
    };
    static AREA: ObjectShape = ObjectShape {
        required: &["of"],
        constants: &[(&["of", "kind"], &["area"])],
        ..known(&["of"])
    };
    let shapes = &[Shape::Object(&LINE), Shape::Object(&AREA)];
    assert_eq!(ranked(shapes, &json!({"of": {"kind": "area"}})), [1]);
    for other in [json!({"of": {"kind": "x"}}), json!({"of": "kind"})] {
        assert!(ranked(shapes, &other).is_empty(), "{other}");
    }
}

#[test]
fn constants_say_what_is_meant_whatever_is_lost() {
    static TAGGED: ObjectShape = ObjectShape {
        required: &["kind"],
        constants: &[(&["kind"], &["t"])],
        ..known(&["kind"])
    };
    static LOOSE: ObjectShape = known(&["age"]);
    let shapes = &[Shape::Object(&LOOSE), Shape::Object(&TAGGED)];
    assert_eq!(ranked(shapes, &json!({"kind": "t", "age": 1})), [1]);
    // Another constant is another kind, and the rest of it would be lost.
    assert!(ranked(shapes, &json!({"kind": "u", "age": 1})).is_empty());
    assert_eq!(ranked(shapes, &json!({"age": 1, "z": 1})), [0]);
}

#[test]
fn a_constant_of_what_may_be_missing_decides_where_it_is() {
    static LINE: ObjectShape = ObjectShape {
        constants: &[(&["kind"], &["line"])],
        ..known(&["kind", "of"])
    };
    static AREA: ObjectShape = ObjectShape {
        constants: &[(&["kind"], &["area"])],
        ..known(&["kind", "of"])
    };
    let shapes = &[Shape::Object(&LINE), Shape::Object(&AREA)];
    assert_eq!(ranked(shapes, &json!({"kind": "area", "of": 1})), [1]);
    for missing in [json!({"of": 1}), json!({"kind": null, "of": 1})] {
        assert_eq!(ranked(shapes, &missing), [0, 1], "{missing}");
    }
    assert!(ranked(shapes, &json!({"kind": "x", "of": 1})).is_empty());
}

#[test]
fn what_stands_in_a_property_decides_where_it_would_get_lost() {
    const OF: ObjectShape = known(&["of", "all"]);
    const A: ObjectShape = known(&["a"]);
    const B: ObjectShape = known(&["a", "b"]);
    const IN_A: Shape = Shape::Object(&A);
    const IN_B: Shape = Shape::Object(&B);
    const SHAPES: &[Shape] = &[
        Shape::Inside(&Shape::Object(&OF), &[("of", Shape::Object(&A))]),
        Shape::Inside(
            &Shape::Object(&OF),
            &[("of", Shape::Object(&B)), ("all", Shape::Array(&IN_A))],
        ),
        Shape::Inside(&Shape::Object(&OF), &[("all", Shape::Array(&IN_B))]),
    ];
    assert_eq!(ranked(SHAPES, &json!({"of": {"a": 1}})), [0, 1, 2]);
    assert_eq!(ranked(SHAPES, &json!({"of": {"a": 1, "b": 1}})), [1, 2]);
    let all = json!({"of": {"a": 1, "b": 1}, "all": [{"b": 1}]});
    assert_eq!(ranked(SHAPES, &all), [2]);
    // What no variant names is a new key.
    assert_eq!(ranked(SHAPES, &json!({"of": {"z": 1}})), [0, 1, 2]);
    assert_eq!(ranked(SHAPES, &json!({"of": 1})), [0, 1, 2]);
}

/// Anything keeps what an object with other keys would drop whole.
#[test]
fn an_object_with_no_known_key_is_another_where_anything_may_come() {
    static A: ObjectShape = known(&["a"]);
    static B: ObjectShape = known(&["b"]);
    for other in [Shape::Any, Shape::Map(&Shape::Any)] {
        let shapes = &[Shape::Object(&A), other];
        assert_eq!(ranked(shapes, &json!({"b": 1})), [1]);
        assert_eq!(ranked(shapes, &json!({"a": 1, "b": 1})), [0, 1]);
        assert_eq!(ranked(shapes, &json!({})), [0, 1]);
    }
    assert_eq!(ranked(&[Shape::Object(&A)], &json!({"b": 1})), [0]);
    let open = &[Shape::Object(&A), Shape::Open(&B)];
    assert_eq!(ranked(open, &json!({"c": 1})), [1]);
    assert_eq!(ranked(open, &json!({"a": 1, "c": 1})), [0, 1]);
}

#[test]
fn a_constant_takes_no_other_string() {
    const LIMIT: &[Shape] = &[Shape::String, Shape::Constant("none")];
    assert_eq!(ranked(LIMIT, &json!("none")), [1, 0]);
    assert_eq!(ranked(LIMIT, &json!("some")), [0]);
    assert_eq!(ranked(&LIMIT[1..], &json!("None")), [0_usize; 0]);
    assert_eq!(ranked(&LIMIT[1..], &json!(null)), [0_usize; 0]);
}

#[test]
fn constants_that_are_no_strings_tell_objects_apart() {
    const fn with(
        constants: &'static [(&'static [&'static str], &'static [&'static str])],
    ) -> ObjectShape {
        ObjectShape {
            required: &["v"],
            constants,
            properties: &["v"],
        }
    }
    const ONE: ObjectShape = with(&[(&["v"], &["1"])]);
    const TRUE: ObjectShape = with(&[(&["v"], &["true"])]);
    const SHAPES: &[Shape] = &[Shape::Object(&ONE), Shape::Object(&TRUE)];
    assert_eq!(ranked(SHAPES, &json!({"v": 1})), [0]);
    assert_eq!(ranked(SHAPES, &json!({"v": 1.0})), [0]);
    assert_eq!(ranked(SHAPES, &json!({"v": true})), [1]);
    for other in [json!(2), json!(1.5), json!(false), json!(null), json!([1])] {
        assert_eq!(ranked(SHAPES, &json!({"v": other})), [0_usize; 0]);
    }
}

/// A constant that says no more than that a call succeeded must not cost the result.
#[test]
fn a_constant_does_not_decide_against_a_variant_that_keeps_more() {
    const SHAPES: &[Shape] = &[
        Shape::Object(&ObjectShape {
            required: &[],
            constants: &[],
            properties: &["success", "errors", "result"],
        }),
        Shape::Object(&ObjectShape {
            required: &["success", "errors"],
            constants: &[(&["success"], &["true"])],
            properties: &["success", "errors"],
        }),
    ];
    let whole = json!({"success": true, "errors": [], "result": []});
    assert_eq!(ranked(SHAPES, &whole), [0]);
    let common = json!({"success": true, "errors": []});
    assert_eq!(ranked(SHAPES, &common), [1, 0]);
}

#[test]
fn a_union_inside_loses_what_each_of_its_variants_loses() {
    const PLAIN: ObjectShape = ObjectShape {
        required: &["kind"],
        constants: &[(&["kind"], &["a"])],
        properties: &["kind"],
    };
    const DATA: ObjectShape = ObjectShape {
        required: &["kind"],
        constants: &[(&["kind"], &["a"])],
        properties: &["kind", "data"],
    };
    const SHAPES: &[Shape] = &[
        Shape::OneOf(&[Shape::Object(&PLAIN)]),
        Shape::OneOf(&[Shape::Object(&DATA)]),
    ];
    assert_eq!(ranked(SHAPES, &json!({"kind": "a", "data": 1})), [1]);
    assert_eq!(ranked(SHAPES, &json!({"kind": "a"})), [0, 1]);
}
