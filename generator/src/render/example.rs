//! `examples/<operation>.rs`: a program that calls the API, and the call that README and front page show.

use super::parameters::concrete;
use super::printer::inner_docs;
use crate::ir::{Api, Operation, ParameterItem, ParameterType, Scalar};

/// A call to show.
pub(super) struct Call {
    /// Arguments with their types.
    pub(super) arguments: Vec<(String, String)>,
    /// The expression of a client builder with its credentials, from variables of their names.
    pub(super) builder: String,
    pub(super) call: String,
    pub(super) paged: bool,
}

/// The call of the operation that the API names for it; none if that needs a body.
pub(super) fn call(api: &Api) -> Option<Call> {
    let operation = shown(api)?;
    let library = api.package.library();
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let arguments: Vec<(String, String)> = required
        .map(|parameter| {
            (
                parameter.name.rust.clone(),
                concrete(&api.types, parameter, &library),
            )
        })
        .collect();
    let names: Vec<&str> = arguments.iter().map(|(name, _)| name.as_str()).collect();
    Some(Call {
        call: format!("client.{}({})", operation.name.rust, names.join(", ")),
        builder: builder(api),
        paged: operation.response.pagination.is_some(),
        arguments,
    })
}

fn shown(api: &Api) -> Option<&Operation> {
    let named = api.service.example.as_deref()?;
    api.operations
        .iter()
        .find(|one| one.name.rust == named && one.body.is_none() && !one.deprecated)
}

fn builder(api: &Api) -> String {
    let credentials = api
        .service
        .credentials
        .iter()
        .map(|one| format!(".{0}({0})", one.name.rust));
    let base = if api.service.base_url.is_none() {
        ".base_url(\"https://api.example.com\")"
    } else {
        ""
    };
    format!("Client::builder(){base}{}", credentials.collect::<String>())
}

/// The program, if all that it needs can be given as text.
pub(super) fn render(api: &Api) -> Option<(String, String)> {
    let operation = shown(api)?;
    let Call {
        call,
        builder,
        paged,
        ..
    } = call(api)?;
    let required: Vec<_> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .collect();
    let text = |item: &ParameterType| {
        matches!(
            item,
            ParameterType::One(ParameterItem::Scalar(Scalar::String))
        )
    };
    if !required.iter().all(|parameter| text(&parameter.ty)) {
        return None;
    }
    let name = operation.name.rust.trim_start_matches("r#");
    let usage: String = required
        .iter()
        .map(|parameter| format!(" <{}>", parameter.name.rust))
        .collect();
    let variables: String = api
        .service
        .credentials
        .iter()
        .map(|one| format!("{}=… ", one.variable))
        .collect();
    let about = format!(
        "Calls `{name}` and prints what comes back.\n\n```sh\n{variables}cargo run --example {name} --{usage}\n```"
    );
    let mut body = String::new();
    for credential in &api.service.credentials {
        let (name, variable) = (&credential.name.rust, &credential.variable);
        body.push_str(&format!(
            "    let {name} = std::env::var({variable:?}).map_err(|_| \"set {variable}\")?;\n"
        ));
    }
    if !required.is_empty() {
        body.push_str("    let mut arguments = std::env::args().skip(1);\n");
    }
    for parameter in &required {
        let rust = &parameter.name.rust;
        body.push_str(&format!(
            "    let {rust} = arguments.next().ok_or(\"usage: {name}{usage}\")?;\n"
        ));
    }
    let output = if paged {
        format!(
            "    let mut items = {call}.stream();\n    while let Some(item) = items.try_next().await? {{\n        println!(\"{{item:#?}}\");\n    }}\n"
        )
    } else {
        format!("    let answer = {call}.send().await?;\n    println!(\"{{answer:#?}}\");\n")
    };
    let text = format!(
        "{}\nuse {}::Client;\n\n#[tokio::main(flavor = \"current_thread\")]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {{\n{body}\n    let client = {builder}.build()?;\n{output}    Ok(())\n}}\n",
        inner_docs(&about),
        api.package.library(),
    );
    Some((format!("examples/{name}.rs"), text))
}
