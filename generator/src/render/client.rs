//! `src/client.rs`: a method of the client for each operation, a method of its builder for each credential.

use proc_macro2::TokenStream;
use quote::quote;

use super::contents;
use super::docs::{deprecated, docs, lines, one_line, paragraphs};
use super::environment;
use super::imports::{Import, beginnings, name, needed};
use super::operations::{Argument, format_impls, required};
use super::parameters::concrete;
use super::printer::{file, gap, joined, printed};
use super::tags::receiver;
use super::types::ident;
use crate::ir::{Answer, Api, Credential, CredentialKind, Operation, ServerVariable};

const ABOUT: &str = "The client's methods: one for each call, and one of its builder for";

const ABOUT_BUILDER: &str = "The client's builder: a method for";

const STD: &[Import] = &[name("std::collections", "BTreeMap")];

const BYTES: &[Import] = &[name("bytes", "Bytes")];

const CRATE: &[Import] = &[
    name("crate", "models"),
    name("crate::runtime::credential", "Credential"),
    name("crate::runtime::request", "Parameter"),
    name("crate::runtime", "env"),
    name("crate", "Client"),
    name("crate", "ClientBuilder"),
    name("crate", "Error"),
    name("crate", "File"),
    name("crate", "Form"),
];

pub(super) fn render(api: &Api) -> String {
    let credentials = (api.service.credentials.iter()).map(credential);
    let variables = (api.service.server_variables.iter()).map(server_variable);
    let credentials: Vec<TokenStream> = credentials
        .chain(environment::of_builder(api))
        .chain(variables)
        .collect();
    if api.layout.by_tags {
        return of_tags(api, &credentials);
    }
    let calls = (api.operations.iter()).map(|operation| call(api, operation, &quote!(self)));
    let methods: Vec<TokenStream> = environment::of_client(api)
        .into_iter()
        .chain(calls)
        .collect();
    let mut items = Vec::new();
    if !credentials.is_empty() {
        items.push(quote!(impl ClientBuilder { #(#credentials)* }));
    }
    if !methods.is_empty() {
        items.push(quote!(impl Client { #(#methods)* }));
    }
    let mut names: Vec<_> = (api.operations.iter())
        .flat_map(|operation| {
            let body = operation.body.as_ref().filter(|body| body.required);
            let choice = body.filter(|body| body.only().is_none());
            let builder = ident(&operation.builder);
            [Some(builder), choice.map(|_| ident(&operation.body_name()))]
        })
        .flatten()
        .collect();
    names.sort();
    let operations = match names.as_slice() {
        [] => TokenStream::new(),
        [only] => quote!(use crate::operations::#only;),
        several => quote!(use crate::operations::{#(#several),*};),
    };
    let items = printed(&items);
    let words = beginnings(&items);
    let mut head = needed(&words, &[STD, BYTES]);
    head.push(operations);
    head.extend(needed(&words, &[CRATE]));
    let about = format!("{ABOUT} {}.", settable(api));
    joined(file(&about, &head), &items)
}

fn credential(credential: &Credential) -> TokenStream {
    let (name, method) = (ident(&credential.name.rust), credential.method());
    let (gap, about) = (gap(), docs(&credential.docs));
    let parts: Vec<_> = credential
        .kind
        .parts()
        .iter()
        .map(|part| ident(part))
        .collect();
    let made = made(&credential.kind, &parts);
    let ty = match credential.kind {
        CredentialKind::Bearer => quote!(crate::BearerToken),
        _ => quote!(String),
    };
    quote! {
        #gap
        #about
        pub fn #name(self, #(#parts: impl Into<#ty>),*) -> Self {
            self.credential(#method, #made)
        }
    }
}

/// What the builder has methods for.
fn settable(api: &Api) -> &'static str {
    match api.service.server_variables.as_slice() {
        [] => "each credential",
        _ => "each credential and each variable of a server",
    }
}

/// The method that says what stands in a URL.
fn server_variable(variable: &ServerVariable) -> TokenStream {
    let (name, wire, allowed) = (
        ident(&variable.name.rust),
        &variable.name.wire,
        &variable.allowed,
    );
    let (gap, about) = (gap(), docs(&variable.docs));
    quote! {
        #gap
        #about
        pub fn #name(self, value: impl Into<String>) -> Self {
            self.server_variable(#wire, &[#(#allowed),*], value.into())
        }
    }
}

/// The credential, from what the caller gives. Base64 is handed to the runtime, which by that depends on no crate that
/// most APIs have no use for.
fn made(kind: &CredentialKind, parts: &[proc_macro2::Ident]) -> TokenStream {
    match kind {
        CredentialKind::Bearer => quote!(Credential::bearer(#(#parts.into()),*)),
        CredentialKind::Basic => quote! {
            Credential::basic(
                #(#parts.into()),*,
                |text| base64::Engine::encode(&base64::prelude::BASE64_STANDARD, text),
            )
        },
        CredentialKind::Authorization(scheme) => {
            quote!(Credential::authorization(#scheme, #(#parts.into()),*))
        }
        CredentialKind::Header(name) => quote!(Credential::header(#name, #(#parts.into()),*)),
        CredentialKind::Query(name) => quote!(Credential::query(#name, #(#parts.into()),*)),
        CredentialKind::Cookie(name) => quote!(Credential::cookie(#name, #(#parts.into()),*)),
        CredentialKind::Certificate => quote!(Credential::certificate()),
    }
}

/// Where tags have handles, the client's methods that give them stand beside those.
fn of_tags(api: &Api, credentials: &[TokenStream]) -> String {
    let mut items = Vec::new();
    if !credentials.is_empty() {
        items.push(quote!(impl ClientBuilder { #(#credentials)* }));
    }
    items.extend(environment::of_client(api).map(|method| quote!(impl Client { #method })));
    items.extend(format_impls(api));
    let items = printed(&items);
    let head = needed(&beginnings(&items), &[CRATE]);
    let about = format!(
        "{ABOUT_BUILDER} {}. Calls stand in `operations`.",
        settable(api)
    );
    joined(file(&about, &head), &items)
}

/// The method that makes the builder of a request.
pub(super) fn call(api: &Api, operation: &Operation, client: &TokenStream) -> TokenStream {
    let (name, builder) = (ident(&operation.name.rust), ident(&operation.builder));
    let required = required(&api.types, operation);
    let arguments = (required.iter()).map(|Argument { name, given, .. }| quote!(#name: #given));
    let handed = required.iter().map(|argument| &argument.handed);
    let generics = contents::required_generics(operation);
    let about = paragraphs(&[
        &operation.summary.0,
        &operation.docs.0,
        &argument_docs(operation),
        &example(api, operation),
    ]);
    let many = if required.len() > 6 {
        quote!(#[expect(clippy::too_many_arguments, reason = "so many parameters are required")])
    } else {
        TokenStream::new()
    };
    let (gap, about, deprecated) = (gap(), lines(&about), deprecated(operation.deprecated));
    quote! {
        #gap
        #about
        #deprecated
        #many
        pub fn #name #generics (&self, #(#arguments),*) -> #builder { #builder::new(#client, #(#handed),*) }
    }
}

/// A list of what must be given.
fn argument_docs(operation: &Operation) -> String {
    let plain = |name: &str| name.trim_start_matches("r#").to_owned();
    let given = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let given = given.map(|parameter| {
        format!(
            "- `{}`: {}",
            plain(&parameter.name.rust),
            one_line(&parameter.docs.0)
        )
    });
    let body = operation
        .body
        .iter()
        .filter(|body| body.required)
        .map(|body| {
            let text = if body.docs.0.is_empty() {
                "The body of the request."
            } else {
                &body.docs.0
            };
            format!("- `body`: {}", one_line(text))
        });
    given.chain(body).collect::<Vec<_>>().join("\n")
}

/// A call that compiles: what must be given stands in the hidden signature.
fn example(api: &Api, operation: &Operation) -> String {
    let library = api.package.library();
    let given = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let mut arguments: Vec<(String, String)> = given
        .map(|parameter| {
            (
                parameter.name.rust.clone(),
                concrete(&api.types, parameter, &library),
            )
        })
        .collect();
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        let ty = contents::concrete(&api.types, body)
            .to_string()
            .replace(' ', "");
        let ty = with_path(&ty, "models::", &format!("{library}::models::"));
        let ty = with_path(&ty, "crate::", &format!("{library}::"));
        let ty = with_path(&ty, "BTreeMap<", "std::collections::BTreeMap<");
        arguments.push(("body".to_owned(), reexported(&ty, &library)));
    }
    let signature: String = arguments
        .iter()
        .map(|(name, ty)| format!(", {name}: {ty}"))
        .collect();
    let names: Vec<&str> = arguments.iter().map(|(name, _)| name.as_str()).collect();
    let call = format!("{}({})", receiver(api, operation), names.join(", "));
    let (prefix, deprecated) = match (&operation.response.answer, &operation.response.pagination) {
        (Answer::Nothing, _) => ("", operation.deprecated),
        (_, Some(_)) => ("let page = ", operation.deprecated),
        _ => ("let answer = ", operation.deprecated),
    };
    let allow = if deprecated {
        "# #[allow(deprecated)]\n"
    } else {
        ""
    };
    format!(
        "# Example\n\n```no_run\n{allow}# async fn example(client: {library}::Client{signature}) -> Result<(), {library}::Error> {{\n\
         {prefix}{call}.send().await?;\n# Ok(())\n# }}\n```"
    )
}

/// The text with another beginning of its paths: not where a longer name ends like it, nor behind another path.
fn with_path(text: &str, from: &str, to: &str) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(from) {
        changed.push_str(before);
        let inside = |character: char| character.is_alphanumeric() || "_:".contains(character);
        changed.push_str(if changed.ends_with(inside) { from } else { to });
        rest = after;
    }
    changed + rest
}

/// A type as a user of the crate can write it who depends on nothing else.
pub(super) fn reexported(ty: &str, library: &str) -> String {
    let paths = ["bytes::", "jiff::", "serde_json::"];
    let ty = paths.iter().fold(ty.to_owned(), |ty, path| {
        with_path(&ty, path, &format!("{library}::{path}"))
    });
    let ty = with_path(&ty, "crate::", &format!("{library}::"));
    // Crates whose paths begin with `::`.
    let ty = match ty.strip_prefix("::") {
        Some(rest) => format!("{library}::{rest}"),
        None => ty,
    };
    ["<", "&", "[", ","].iter().fold(ty, |ty, before| {
        ty.replace(&format!("{before}::"), &format!("{before}{library}::"))
    })
}
