//! `examples/<operation>.rs`: a program that calls the API, and the call that README and front page show.

use super::parameters::concrete;
use super::printer::inner_docs;
use crate::ir::{Api, Operation, Parameter, ParameterItem, ParameterType, Scalar};

/// A call to show.
pub(super) struct Call {
    /// Arguments with their types.
    pub(super) arguments: Vec<(String, String)>,
    /// The expression of a client builder with its credentials, from these variables.
    pub(super) builder: String,
    /// The variables that hold credentials, in the order of the API's.
    pub(super) secrets: Vec<String>,
    pub(super) call: String,
    pub(super) uses: Use,
}

/// What is done with the answer.
pub(super) enum Use {
    /// Every item of every page is printed.
    Items,
    /// The answer is printed.
    Answer,
    /// There is none.
    Nothing,
}

impl Call {
    /// The statements that make the call and print what comes back.
    pub(super) fn statements(&self, format: &str) -> String {
        let call = &self.call;
        match self.uses {
            Use::Items => format!(
                "    let mut items = {call}.stream();\n    while let Some(item) = items.try_next().await? {{\n        \
                 println!(\"{{item:{format}}}\");\n    }}\n"
            ),
            Use::Answer => format!(
                "    let answer = {call}.send().await?;\n    println!(\"{{answer:{format}}}\");\n"
            ),
            Use::Nothing => format!("    {call}.send().await?;\n"),
        }
    }
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
        builder: builder(api, &arguments),
        secrets: secrets(api, &arguments),
        uses: match (&operation.response.pagination, &operation.response.body) {
            (Some(_), _) => Use::Items,
            (None, Some(_)) => Use::Answer,
            (None, None) => Use::Nothing,
        },
        arguments,
    })
}

fn shown(api: &Api) -> Option<&Operation> {
    let named = api.service.example.as_deref()?;
    api.operations
        .iter()
        .find(|one| one.name.rust == named && one.body.is_none() && !one.deprecated)
}

/// The variable of each credential: its own name, unless an argument is called that.
fn secrets(api: &Api, arguments: &[(String, String)]) -> Vec<String> {
    let taken = |name: &str| arguments.iter().any(|(argument, _)| argument == name);
    let names = api
        .service
        .credentials
        .iter()
        .map(|one| match one.name.rust.as_str() {
            name if taken(name) => format!("{}_credential", name.trim_start_matches("r#")),
            name => name.to_owned(),
        });
    names.collect()
}

fn builder(api: &Api, arguments: &[(String, String)]) -> String {
    let secrets = secrets(api, arguments);
    let credentials = api.service.credentials.iter().zip(&secrets);
    let credentials: String = credentials
        .map(|(one, secret)| format!(".{}({secret})", one.name.rust))
        .collect();
    let base = if api.service.base_url.is_none() {
        ".base_url(\"https://api.example.com\")"
    } else {
        ""
    };
    format!("Client::builder(){base}{credentials}")
}

/// The program, if all that it needs can be given as text.
pub(super) fn render(api: &Api) -> Option<(String, String)> {
    let operation = shown(api)?;
    let shown = call(api)?;
    let (builder, secrets) = (&shown.builder, &shown.secrets);
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
    for (credential, secret) in api.service.credentials.iter().zip(secrets) {
        let (variable, hint) = (&credential.variable, format!("set {}", credential.variable));
        body.push_str(&format!(
            "    let {secret} = std::env::var({variable:?}).map_err(|_| {hint:?})?;\n"
        ));
    }
    for (place, parameter) in (1..).zip(&required) {
        let (rust, usage) = (&parameter.name.rust, format!("usage: {name}{usage}"));
        body.push_str(&format!(
            "    let {rust} = std::env::args().nth({place}).ok_or({usage:?})?;\n"
        ));
    }
    let output = shown.statements("#?");
    let letters = |one: &&&Parameter| one.name.rust.chars().count() == 1;
    let allowed = match required.iter().filter(letters).count() > MANY_LETTERS {
        true => LETTERS_ALLOWED,
        false => "",
    };
    let text = format!(
        "{}\n{allowed}use {}::Client;\n\n#[tokio::main(flavor = \"current_thread\")]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {{\n{body}\n    let client = {builder}.build()?;\n{output}    Ok(())\n}}\n",
        inner_docs(&about),
        api.package.library(),
    );
    Some((format!("examples/{name}.rs"), text))
}

/// More names of one letter than clippy takes.
const MANY_LETTERS: usize = 4;

const LETTERS_ALLOWED: &str =
    "#![allow(clippy::many_single_char_names, reason = \"names are the document's own\")]\n\n";
