//! The example answer of the document, with as many tokens as are wanted.

use serde_json::Value;

/// The body of an answer with `count` tokens, each with an id of its own.
pub(crate) fn of_tokens(count: usize) -> Vec<u8> {
    let mut body = example();
    let result = body.get_mut("result").and_then(Value::as_array_mut);
    let result = result.expect("the example has a result");
    let token = result.first().expect("the example has a token").clone();
    let tokens = (0..count).map(|number| {
        let mut token = token.clone();
        if let Some(id) = token.get_mut("id") {
            *id = format!("{number:032x}").into();
        }
        token
    });
    *result = tokens.collect();
    serde_json::to_vec(&body).expect("JSON can be written")
}

/// As the document's author wrote it.
fn example() -> Value {
    let text = include_str!("../../../spec/list-tokens.yaml");
    let document: Value = serde_yaml::from_str(text).expect("the fragment is YAML");
    let example = "/paths/~1accounts~1{account_id}~1tokens/get/responses/200/content/application~1json/example";
    let example = document.pointer(example);
    example.expect("the response has an example").clone()
}
