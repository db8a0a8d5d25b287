//! The text of the program that decodes and encodes.
//!
//! Takes: the names of types. Gives: a manifest and a `main.rs`. It does not know the values: the program reads them, so
//! that it is small and is compiled soon.

use std::fmt::Write as _;

/// What the program says first of a value that it cannot read or write; an error follows.
pub(super) const REFUSED: &str = "refused";

/// What it says of one of which a part is kept as unknown; the value follows, as it was written.
pub(super) const UNKNOWN: &str = "unknown";

/// Reads lines of a number and a value: the number is that of a type. Answers each with a line.
const MAIN: &str = r##"
fn main() {
    let lines = std::io::stdin().lines();
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    for line in lines {
        let line = line.expect("a line of text");
        let (number, value) = line.split_once(' ').expect("a number and a value");
        let number: usize = number.parse().expect("a number");
        let (word, json) = TYPES[number](value);
        writeln!(output, "{word} {json}").expect("an open pipe");
    }
}

fn check<T: Debug + DeserializeOwned + Serialize>(text: &str) -> (&'static str, String) {
    match serde_json::from_str::<T>(text) {
        Ok(value) => written(serde_json::to_string(&value), &value),
        Err(error) => refused(&error),
    }
}

fn written(text: serde_json::Result<String>, value: &dyn Debug) -> (&'static str, String) {
    match text {
        Ok(text) if format!("{value:?}").contains("UnknownJson(") => ("unknown", text),
        Ok(text) => ("known", text),
        Err(error) => refused(&error),
    }
}

fn refused(error: &serde_json::Error) -> (&'static str, String) {
    let text = serde_json::to_string(&error.to_string());
    ("refused", text.expect("texts can be written"))
}
"##;

pub(super) fn manifest(name: &str, package: &str, path: &str, features: &[&str]) -> String {
    format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n\
         subject = {{ package = {package:?}, path = {path:?}, default-features = false, features = {features:?} }}\n\
         serde = \"1.0.229\"\nserde_json = \"1.0.154\"\n"
    )
}

pub(super) fn program<'m>(names: impl Iterator<Item = &'m str>) -> String {
    let mut text = "//! Decodes and encodes each value that it reads.\n\nuse serde::{Serialize, de::DeserializeOwned};\n\
                    use std::fmt::Debug;\nuse std::io::Write;\nuse subject::models;\n\n\
                    const TYPES: &[fn(&str) -> (&'static str, String)] = &[\n"
        .to_owned();
    for name in names {
        let _ = writeln!(text, "    check::<models::{name}>,");
    }
    text.push_str("];\n");
    text.push_str(MAIN);
    text
}
