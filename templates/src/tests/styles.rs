//! How parameters are written: the tables of the standard (`OpenAPI` 3.1.1, Style Examples), what
//! they leave open, and what is encoded.

use serde_json::{Value, json};

use crate::runtime::style::{Location, Style, write};
use crate::runtime::tree::Tree;

use Location::{Cookie, Header, Path, Query};

fn styled(value: &Value, style: Style, location: Location) -> Option<String> {
    let tree = Tree::read(value.to_string().as_bytes()).unwrap();
    write("color", &tree, style, location)
}

/// What null, the empty string, a string, an array and an object are; `-` is nothing at all.
const TABLE: [(Location, Style, &str); 17] = [
    (
        Path,
        Style::MATRIX,
        ";color | ;color | ;color=blue | ;color=blue,black,brown | ;color=R,100,G,200,B,150",
    ),
    (
        Path,
        Style::MATRIX.exploded(),
        ";color | ;color | ;color=blue | ;color=blue;color=black;color=brown | ;R=100;G=200;B=150",
    ),
    (
        Path,
        Style::LABEL,
        ". | . | .blue | .blue,black,brown | .R,100,G,200,B,150",
    ),
    (
        Path,
        Style::LABEL.exploded(),
        ". | . | .blue | .blue.black.brown | .R=100.G=200.B=150",
    ),
    (
        Path,
        Style::SIMPLE,
        " |  | blue | blue,black,brown | R,100,G,200,B,150",
    ),
    (
        Path,
        Style::SIMPLE.exploded(),
        " |  | blue | blue,black,brown | R=100,G=200,B=150",
    ),
    (
        Header,
        Style::SIMPLE,
        "- |  | blue | blue,black,brown | R,100,G,200,B,150",
    ),
    (
        Header,
        Style::SIMPLE.exploded(),
        "- |  | blue | blue,black,brown | R=100,G=200,B=150",
    ),
    (
        Query,
        Style::FORM,
        "- | color= | color=blue | color=blue,black,brown | color=R,100,G,200,B,150",
    ),
    (Query, Style::FORM.exploded(), REPEATED),
    (
        Cookie,
        Style::FORM,
        "- | color= | color=blue | color=blue,black,brown | color=R,100,G,200,B,150",
    ),
    (
        Cookie,
        Style::FORM.exploded(),
        "- | color= | color=blue | color=blue; color=black; color=brown | R=100; G=200; B=150",
    ),
    (
        Query,
        Style::SPACE,
        "- | color= | color=blue | color=blue%20black%20brown | color=R%20100%20G%20200%20B%20150",
    ),
    (Query, Style::SPACE.exploded(), REPEATED),
    (
        Query,
        Style::PIPE,
        "- | color= | color=blue | color=blue%7Cblack%7Cbrown | color=R%7C100%7CG%7C200%7CB%7C150",
    ),
    (Query, Style::PIPE.exploded(), REPEATED),
    (
        Query,
        Style::DEEP_OBJECT,
        "- | color= | color=blue | color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown \
         | color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
    ),
];

const REPEATED: &str = "- | color= | color=blue | color=blue&color=black&color=brown \
                        | R=100&G=200&B=150";

#[test]
fn the_table_of_the_standard() {
    // `R`, `G`, `B`: not in the order of their letters.
    let values = [
        "null",
        r#""""#,
        r#""blue""#,
        r#"["blue","black","brown"]"#,
        r#"{"R":100,"G":200,"B":150}"#,
    ];
    for (location, style, row) in TABLE {
        let about = format!("{location:?} {style:?}");
        let cells: Vec<_> = row.split(" | ").collect();
        assert_eq!(cells.len(), values.len(), "{about}");
        // A list or an object without anything in it is as null.
        let empty = [("[]", &cells[0]), ("{}", &cells[0])];
        for (json, cell) in values.into_iter().zip(&cells).chain(empty) {
            let tree = Tree::read(json.as_bytes()).unwrap();
            let written = write("color", &tree, style, location);
            assert_eq!(written.as_deref().unwrap_or("-"), *cell, "{about} {json}");
        }
    }
}

#[test]
fn parts_that_have_parts() {
    // As text: whether a `Value` keeps the order depends on who else uses `serde_json`.
    let object = r#"{"a":{"b":[1,null,2],"c":{"d":true}},"e":[{"f":1},[2]],"g":null}"#;
    let deep = "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2&color%5Ba%5D%5Bc%5D%5Bd%5D=true\
                &color%5Be%5D%5B0%5D%5Bf%5D=1&color%5Be%5D%5B1%5D=2";
    let list = r#"[[1,2],{"a":"b"},"c"]"#;
    let nested = r#"{"tags":["x","y,z"],"near":{"lat":1.5}}"#;
    let table = [
        (object, Style::DEEP_OBJECT, Query, deep),
        (
            list,
            Style::DEEP_OBJECT,
            Query,
            "color%5B0%5D=1&color%5B0%5D=2&color%5B1%5D%5Ba%5D=b&color%5B2%5D=c",
        ),
        (
            list,
            Style::FORM.exploded(),
            Query,
            "color=%5B1%2C2%5D&color=%7B%22a%22%3A%22b%22%7D&color=c",
        ),
        (
            list,
            Style::FORM,
            Query,
            "color=%5B1%2C2%5D,%7B%22a%22%3A%22b%22%7D,c",
        ),
        (
            list,
            Style::SIMPLE,
            Path,
            "%5B1%2C2%5D,%7B%22a%22%3A%22b%22%7D,c",
        ),
        (list, Style::SIMPLE, Header, "[1,2],{\"a\":\"b\"},c"),
        (
            nested,
            Style::FORM.exploded(),
            Query,
            "tags=x&tags=y%2Cz&near=%7B%22lat%22%3A1.5%7D",
        ),
        (
            nested,
            Style::FORM.exploded(),
            Cookie,
            "tags=x; tags=y%2Cz; near={%22lat%22:1.5}",
        ),
        (
            nested,
            Style::SIMPLE.exploded(),
            Header,
            "tags=[\"x\",\"y,z\"],near={\"lat\":1.5}",
        ),
    ];
    for (value, style, location, expected) in table {
        let tree = Tree::read(value.as_bytes()).unwrap();
        let written = write("color", &tree, style, location);
        assert_eq!(written.as_deref(), Some(expected), "{location:?} {style:?}");
    }
}

#[test]
fn json_is_one_value() {
    let tree = Tree::read(br#"{"b": [1, "x y"], "a": null, "c": 0.5}"#).unwrap();
    let json = |location| write("a b", &tree, Style::JSON, location).unwrap();
    let encoded = "%7B%22b%22:%5B1,%22x%20y%22%5D,%22a%22:null,%22c%22:0.5%7D";
    assert_eq!(json(Path), encoded);
    assert_eq!(
        json(Query),
        "a%20b=%7B%22b%22%3A%5B1%2C%22x%20y%22%5D%2C%22a%22%3Anull%2C%22c%22%3A0.5%7D"
    );
    assert_eq!(json(Header), r#"{"b":[1,"x y"],"a":null,"c":0.5}"#);
    assert_eq!(
        json(Cookie),
        "a%20b={%22b%22:[1%2C%22x%20y%22]%2C%22a%22:null%2C%22c%22:0.5}"
    );
    let text = Tree::Text("x".to_owned());
    let written = write("q", &text, Style::JSON, Query).unwrap();
    assert_eq!(written, "q=%22x%22");
}

#[test]
fn delimiters_in_values_are_encoded() {
    let value = json!(["a,b", "c;d=e", "f.g|h i", "é%"]);
    let table = [
        (Style::SIMPLE, Path, "a%2Cb,c%3Bd%3De,f.g%7Ch%20i,%C3%A9%25"),
        (
            Style::FORM,
            Query,
            "color=a%2Cb,c%3Bd%3De,f.g%7Ch%20i,%C3%A9%25",
        ),
        (Style::FORM, Cookie, "color=a%2Cb,c%3Bd=e,f.g|h%20i,%C3%A9%"),
        (Style::SIMPLE, Header, "a,b,c;d=e,f.g|h i,é%"),
    ];
    for (style, location, expected) in table {
        let written = styled(&value, style, location);
        assert_eq!(written.as_deref(), Some(expected), "{location:?}");
    }
    // A label and a matrix have delimiters of their own.
    let text = json!("a;b,c=d");
    let label = styled(&text, Style::LABEL, Path);
    assert_eq!(label.as_deref(), Some(".a%3Bb%2Cc%3Dd"));
}

#[test]
fn names_are_encoded_too() {
    let tree = Tree::read(br#"{"a b": 1, "c&d": 2}"#).unwrap();
    for (style, location, expected) in [
        (Style::FORM.exploded(), Query, "a%20b=1&c%26d=2"),
        (Style::DEEP_OBJECT, Query, "f%5Ba%20b%5D=1&f%5Bc%26d%5D=2"),
        (Style::FORM.exploded(), Cookie, "a%20b=1; c&d=2"),
        (Style::MATRIX.exploded(), Path, ";a%20b=1;c%26d=2"),
    ] {
        let written = write("f", &tree, style, location);
        assert_eq!(written.as_deref(), Some(expected), "{location:?}");
    }
}

#[test]
fn reserved_characters_may_stay() {
    let reserved = Style::FORM.reserved();
    for (value, expected) in [
        (":/?@!$'()*,;", ":/?@!$'()*,;"),
        ("#[]&=+ é\"", "%23%5B%5D%26%3D%2B%20%C3%A9%22"),
        ("%2F%2f", "%2F%2f"),
        ("100%", "100%25"),
        ("%%41%4", "%25%41%254"),
        ("%é", "%25%C3%A9"),
    ] {
        let written = styled(&json!(value), reserved, Query).unwrap();
        assert_eq!(written, format!("color={expected}"));
    }
    // A comma that would be taken for the one between two values is encoded all the same.
    let list = json!(["a,b", "c/d"]);
    let joined = styled(&list, reserved, Query);
    assert_eq!(joined.as_deref(), Some("color=a%2Cb,c/d"));
    let repeated = styled(&list, reserved.exploded(), Query);
    assert_eq!(repeated.as_deref(), Some("color=a,b&color=c/d"));
}

#[test]
fn numbers_are_written_as_they_are_shown() {
    let value = json!([1, -2, u64::MAX, i64::MIN, 0.1, 1.0, 1e21, true]);
    let written = styled(&value, Style::SIMPLE, Header).unwrap();
    assert_eq!(
        written,
        "1,-2,18446744073709551615,-9223372036854775808,0.1,1,1000000000000000000000,true"
    );
}
