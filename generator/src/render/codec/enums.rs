//! Enums of constants: which variant stands for what. All else that they can is the runtime's, by its macros.

use std::fmt::Write as _;

use super::text::literal;
use crate::ir::Enum;

pub(super) fn strings(name: &str, constants: &Enum<String>) -> Vec<String> {
    let kind = match constants.unknown {
        Some(_) => "open_texts",
        None => "closed_texts",
    };
    let impls = table(kind, name, constants, |wire| literal(wire));
    with_comparison(impls, name, constants, "as_str")
}

pub(super) fn integers(name: &str, constants: &Enum<i64>) -> Vec<String> {
    let kind = match constants.unknown {
        Some(_) => "open_integers",
        None => "closed_integers",
    };
    let impls = table(kind, name, constants, i64::to_string);
    with_comparison(impls, name, constants, "as_i64")
}

/// The variants, each with its constant.
fn table<T>(kind: &str, name: &str, constants: &Enum<T>, wire: impl Fn(&T) -> String) -> String {
    let mut text = format!("codec::{kind}!(models::{name} {{\n");
    for value in &constants.values {
        let _ = writeln!(text, "    {} = {},", value.rust, wire(&value.wire));
    }
    if let Some(unknown) = &constants.unknown {
        let _ = writeln!(text, "    _ = {unknown},");
    }
    text.push_str("});\n");
    text
}

fn with_comparison<T>(impls: String, name: &str, constants: &Enum<T>, wire: &str) -> Vec<String> {
    let comparison = format!("codec::compared!(models::{name}, {wire});\n");
    let comparison = constants.by_value.then_some(comparison);
    [impls].into_iter().chain(comparison).collect()
}
