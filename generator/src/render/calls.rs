//! The calls of a program that asks a referee: each operation once for each content that its body may have.
//!
//! The calls are those of the crate's tests. What makes them is handwritten and copied.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::examples::literal;
use super::tests::{call, call_with, client, type_name, uses};
use crate::ir::{
    Api, Check, Content, Number, Operation, Parameter, ParameterItem, ParameterType, Scalar,
};
use crate::wire;
use serde_json::Value;

/// A call that can be made, by the places of its operation and of the content of its body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    pub(crate) operation: usize,
    pub(crate) content: Option<usize>,
}

const HARNESS: &str = include_str!("../../../templates/conform/harness.rs");

/// What the runtime's own crate is called.
const TEMPLATES: &str = "specwright_templates";

const ALLOWED: &str = "#![allow(deprecated, non_snake_case, unused_imports)]\n";

/// The operations of one file: enough that there are not thousands of files, few enough that the compiler can share its work.
const OF_FILE: usize = 50;

/// All calls for which there are values, in the order of the document.
pub(crate) fn all(api: &Api) -> Vec<Call> {
    let operations = api.operations.iter().enumerate();
    let calls = operations.flat_map(|(operation, one)| {
        let count = one.body.as_ref().map(|body| body.contents.len());
        let contents: Vec<Option<usize>> = match count {
            Some(count) => (0..count).map(Some).collect(),
            None => vec![None],
        };
        let calls = contents
            .into_iter()
            .map(move |content| Call { operation, content });
        calls.filter(|call| expression(api, one, *call).is_some())
    });
    calls.collect()
}

/// The program: its files below `src/`.
pub(crate) fn program(api: &Api, calls: &[Call]) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let harness = HARNESS.replace(TEMPLATES, &api.package.library());
    files.insert("harness.rs".to_owned(), harness);
    let numbered: Vec<(usize, Call)> = calls.iter().copied().enumerate().collect();
    let mut modules = String::new();
    let mut lists = String::new();
    for (number, chunk) in numbered.chunks(OF_FILE).enumerate() {
        let _ = writeln!(modules, "mod calls_{number};");
        let _ = writeln!(lists, "            calls_{number}::CALLS,");
        files.insert(format!("calls_{number}.rs"), file(api, chunk));
    }
    files.insert("main.rs".to_owned(), main(api, &modules, &lists));
    files
}

fn main(api: &Api, modules: &str, lists: &str) -> String {
    let library = api.package.library();
    let builder = client::settings(api);
    let bare = client::without_credentials(api);
    format!(
        "//! Makes each call.\n\n{ALLOWED}\nmod harness;\n{modules}\nuse harness::Wire;\nuse {library}::Client;

/// One with all credentials, and one without any.
fn clients(wire: Wire) -> [Client; 2] {{
    let all = Client::builder()
{builder}        .transport(wire.clone())
        .build();
    let none = Client::builder()
{bare}        .transport(wire)
        .build();
    [all, none].map(|client| client.expect(\"a client in order\"))
}}

fn main() {{
    harness::run(
        clients,
        &[
{lists}        ],
    );
}}
"
    )
}

fn file(api: &Api, calls: &[(usize, Call)]) -> String {
    let mut text = "pub(crate) const CALLS: &[Call] = &[\n".to_owned();
    for (number, call) in calls {
        let Some(operation) = api.operations.get(call.operation) else {
            continue;
        };
        let send = expression(api, operation, *call).unwrap_or_default();
        let beyond = beyond_bounds(api, operation, *call);
        let beyond = beyond.map_or_else(
            || "None".to_owned(),
            |beyond| format!("Some(|client| {{\n            {beyond}\n        }})"),
        );
        let _ = write!(
            text,
            "    // {}\n    Call {{\n        number: {number},\n        base: {},\n        send: |client| {{\n            {send}\n        }},\n        beyond: {beyond},\n        answers: &[{}],\n    }},\n",
            operation.name.wire.escape_debug(),
            literal(&wire::base(api, operation)),
            answers(api, operation),
        );
    }
    text.push_str("];\n");
    let uses = uses(api, &text, "crate::harness");
    format!("//! Calls.\n\nuse crate::harness::{{Call, again}};\n{uses}\n{text}")
}

fn answers(api: &Api, operation: &Operation) -> String {
    let answers = operation.answered.iter().map(|answered| {
        let ty = type_name(api, &answered.ty);
        format!("({:?}, again::<{ty}>)", answered.status)
    });
    answers.collect::<Vec<_>>().join(", ")
}

/// The call with a value that is beyond a bound of a parameter.
fn beyond_bounds(api: &Api, operation: &Operation, of: Call) -> Option<String> {
    let (parameter, value) = bounded(operation)?;
    let content = content(operation, of);
    call_with(api, operation, content, Some((parameter, &value)))
}

/// A bound that is large is left alone: the type of the parameter may not hold what is beyond.
const LARGE: i64 = 1_000_000;

/// A parameter with a bound that a value can be beyond, and that value: a number where there is one, ten times the bound.
pub(crate) fn bounded(operation: &Operation) -> Option<(&Parameter, Value)> {
    let beyond = |value: fn(&Parameter) -> Option<Value>| {
        let mut parameters = operation.parameters.iter();
        parameters.find_map(|parameter| Some((parameter, value(parameter)?)))
    };
    beyond(number_beyond).or_else(|| beyond(text_beyond))
}

fn number_beyond(parameter: &Parameter) -> Option<Value> {
    let ParameterType::One(ParameterItem::Scalar(Scalar::Integer(_))) = parameter.ty else {
        return None;
    };
    parameter.checks.iter().find_map(|check| match check {
        Check::Maximum(Number::Integer(most)) if *most < LARGE => {
            Some(Value::from((most * 10).max(most + 1)))
        }
        _ => None,
    })
}

fn text_beyond(parameter: &Parameter) -> Option<Value> {
    let text = ParameterType::One(ParameterItem::Scalar(Scalar::String));
    parameter.checks.iter().find_map(|check| match check {
        Check::MaxLength(most) if parameter.ty == text && *most < 200 => {
            Some(Value::from("x".repeat(most + 1)))
        }
        _ => None,
    })
}

fn content(operation: &Operation, of: Call) -> Option<&Content> {
    let body = operation.body.as_ref()?;
    body.contents.get(of.content?)
}

fn expression(api: &Api, operation: &Operation, of: Call) -> Option<String> {
    let content = content(operation, of);
    wire::message(api, operation, content)?;
    call(api, operation, content)
}
