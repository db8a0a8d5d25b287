//! A test for the answers of each operation that the document shows.

use std::fmt::Write as _;

use super::expression::{json, type_name};
use crate::ir::{Api, Operation, Scalar, Type};

/// The test, if there are examples of typed answers.
pub(super) fn render(api: &Api, operation: &Operation) -> String {
    let mut lines = String::new();
    for answered in &operation.answered {
        if *api.types.resolve(&answered.ty) == Type::Scalar(Scalar::Json) {
            continue;
        }
        let ty = type_name(api, &answered.ty);
        for example in &answered.examples {
            let unknown: Vec<String> = example
                .unknown
                .iter()
                .map(|at| format!("{:?}", at.as_str()))
                .collect();
            let _ = writeln!(
                lines,
                "    // {}\n    answers::<{ty}>(\n        {},\n        &[{}],\n    );",
                answered.status.escape_debug(),
                json(&example.value),
                unknown.join(", "),
            );
        }
    }
    if lines.is_empty() {
        return lines;
    }
    let name = operation.name.rust.trim_start_matches("r#");
    format!("#[test]\nfn {name}_answers() {{\n{lines}}}\n\n")
}
