//! `examples/<operation>.rs`: a program that calls the API, and the call that README and front page show.

use super::operations;
use super::parameters::concrete;
use super::printer::inner_docs;
use super::tags::receiver;
use crate::ir::{
    Answer, Api, Credential, Operation, Parameter, ParameterItem, ParameterType, Scalar,
};

/// A call to show.
pub(super) struct Call {
    /// Arguments with their types.
    pub(super) arguments: Vec<(String, String)>,
    /// The expression of a client builder with its credentials, from these variables.
    pub(super) builder: String,
    /// The variables that hold credentials.
    pub(super) secrets: Vec<String>,
    pub(super) call: String,
    /// The feature that the call needs.
    pub(super) feature: Option<String>,
    pub(super) uses: Use,
}

/// What is done with the answer.
pub(super) enum Use {
    /// Every item of every page is printed.
    Items,
    /// Every piece of the answer is printed.
    Pieces,
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
            Use::Pieces => format!(
                "    let mut items = {call}.send().await?;\n    while let Some(item) = items.try_next().await? {{\n        \
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
    let operation = operation(api)?;
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
        call: format!("{}({})", receiver(api, operation), names.join(", ")),
        feature: api.layout.tag(operation).map(|tag| tag.feature.clone()),
        builder: builder(api, operation, &arguments),
        secrets: secrets(api, operation, &arguments).concat(),
        uses: match (&operation.response.pagination, &operation.response.answer) {
            (Some(_), _) => Use::Items,
            (None, Answer::Nothing) => Use::Nothing,
            (None, Answer::Stream(_)) => Use::Pieces,
            (None, _) => Use::Answer,
        },
        arguments,
    })
}

/// The operation that is called.
pub(super) fn operation(api: &Api) -> Option<&Operation> {
    let named = api.service.example.as_deref()?;
    api.operations
        .iter()
        .find(|one| one.is_called(named) && one.body.is_none() && !one.deprecated)
}

/// The credentials that the call is shown with: those of its first alternative.
fn credentials<'a>(api: &'a Api, operation: &'a Operation) -> Vec<&'a Credential> {
    let first = operation.security.first();
    first.map_or_else(Vec::new, |together| {
        operations::credentials(api, together).collect()
    })
}

/// The variables of each credential: called like it and its part, unless something else is.
fn secrets(api: &Api, operation: &Operation, arguments: &[(String, String)]) -> Vec<Vec<String>> {
    let mut taken: Vec<String> = arguments.iter().map(|(name, _)| name.clone()).collect();
    let mut free = |wanted: String| {
        let mut name = wanted;
        while taken.contains(&name) {
            name = format!("{}_credential", name.trim_start_matches("r#"));
        }
        taken.push(name.clone());
        name
    };
    let all = credentials(api, operation);
    let names = all.iter().map(|one| match one.kind.parts() {
        [_] => vec![free(one.name.rust.clone())],
        parts => parts
            .iter()
            .map(|part| free(format!("{}_{part}", one.method())))
            .collect(),
    });
    names.collect()
}

fn builder(api: &Api, operation: &Operation, arguments: &[(String, String)]) -> String {
    let secrets = secrets(api, operation, arguments);
    let credentials = credentials(api, operation).into_iter().zip(&secrets);
    let credentials: String = credentials
        .map(|(one, secrets)| format!(".{}({})", one.name.rust, secrets.join(", ")))
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
    let operation = operation(api)?;
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
    let names: Vec<&String> = credentials(api, operation)
        .into_iter()
        .flat_map(|one| &one.variables)
        .collect();
    let variables: String = names.iter().map(|name| format!("{name}=… ")).collect();
    let about = format!(
        "Calls `{name}` and prints what comes back.\n\n```sh\n{variables}cargo run --example {name} --{usage}\n```"
    );
    let mut body = String::new();
    for (variable, secret) in names.iter().zip(secrets) {
        let hint = format!("set {variable}");
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
