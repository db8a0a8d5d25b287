//! `src/operations.rs`: for each operation its description as data, and the builder of its request.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::{deprecated, docs, lines, paragraphs};
use super::imports::{Import, beginnings, name, needed};
use super::parameters::CHECKS;
use super::printer::{file, gap, joined, printed};
use super::types::{capitals, ident};
use super::{bodies, contents, failures, formats, headers, outcomes, pages, parameters, sending};
use crate::ir::{
    Api, Credential, Format, Method, Operation, Parameter, ParameterItem, TypeId, Types,
};

const ABOUT: &str = "The calls of the API: each is a builder that the client hands out.

Optional parameters are setters. What breaks a bound is refused before anything is sent.";

pub(super) const STD: &[Import] = &[name("std::collections", "BTreeMap")];

pub(super) const BYTES: &[Import] = &[name("bytes", "Bytes")];

pub(super) const CRATE: &[Import] = &[
    name("crate", "models"),
    name("crate::runtime::operation", "Operation"),
    name("crate::runtime::envelope", "Envelope"),
    name("crate::runtime::exchange", "Reply"),
    name("crate::runtime::form", "Parts"),
    name("crate::runtime::pagination", "PagePlan"),
    name("crate::runtime::pagination", "Paged"),
    name("crate::runtime::request", "Check"),
    name("crate::runtime::request", "Number"),
    name("crate::runtime::request", "Parameter"),
    name("crate::runtime::request", "Request"),
    name("crate::runtime::request", "Style"),
    name("crate", "Client"),
    name("crate", "Error"),
    name("crate", "File"),
    name("crate", "Form"),
    name("crate", "Items"),
    name("crate", "Page"),
    name("crate", "Pages"),
    name("crate", "Response"),
    name("crate", "Sending"),
];

/// What the traits of models need, beside the models.
pub(super) const TRAITS: &[Import] = &[
    name("crate::runtime::envelope", "Envelope"),
    name("crate::runtime::pagination", "Paged"),
    name("crate::runtime::request", "Parameter"),
    name("crate", "Form"),
    name("crate::runtime::form", "Parts"),
];

pub(super) fn render(api: &Api) -> String {
    let mut items = Vec::new();
    for operation in &api.operations {
        items.extend(operation_items(api, operation));
    }
    let enums = enums(api).into_iter().map(|id| enum_impl(&api.types, id));
    items.extend(enums.chain(format_impls(api)));
    items.extend(bodies::impls(api));
    items.extend(contents::forms(api));
    let items = printed(&items);
    let head = needed(&beginnings(&items), &[STD, BYTES, CRATE]);
    joined(file(ABOUT, &head), &items)
}

/// The method that makes the builder, and what the document calls the operation, for who has to say it: to a mock, or in what
/// is read of an error.
fn made_by(api: &Api, operation: &Operation) -> String {
    let (link, id) = (super::tags::link(api, operation), id(operation));
    if id == operation.name.rust.trim_start_matches("r#") {
        return format!("Made by {link}.");
    }
    format!(
        "Made by {link}. The operation is `{}` in the document.",
        super::readme::plain(id)
    )
}

fn item_of(parameter: &Parameter) -> Option<TypeId> {
    match parameter.ty.item() {
        Some(ParameterItem::Enum(id)) => Some(id),
        _ => None,
    }
}

pub(super) fn operation_items(api: &Api, operation: &Operation) -> Vec<TokenStream> {
    let types = &api.types;
    let failures = failures::constants(types, operation, &constant_name(operation));
    let constant = constant(api, operation);
    let plan = operation.response.pagination.as_ref().map(pages::plan);
    let name = ident(&operation.builder);
    let about = paragraphs(&[
        &operation.summary.0,
        &operation.docs.0,
        &made_by(api, operation),
    ]);
    let (about, deprecated) = (lines(&about), deprecated(operation.deprecated));
    let must_use = match (&operation.response.pagination, &operation.response.stream) {
        (Some(_), _) => "nothing is sent before `send`, `pages` or `stream`",
        (None, Some(_)) => "nothing is sent before `send` or `stream`",
        (None, None) => "nothing is sent before `send`",
    };
    let methods = [new(types, operation)]
        .into_iter()
        .chain(
            operation
                .parameters
                .iter()
                .filter(|parameter| !parameter.required)
                .map(|parameter| setter(types, parameter)),
        )
        .chain(body_setter(types, operation))
        .chain(sending::methods(types, operation));
    let mut items = vec![
        constant,
        quote! {
            #about
            #deprecated
            #[derive(Clone, Debug)]
            #[must_use = #must_use]
            pub struct #name { request: Request }
        },
        quote!(impl #name { #plan #(#failures)* #(#methods)* }),
    ];
    items.extend(contents::choice(types, operation));
    items.extend(outcomes::items(types, operation));
    items.extend(headers::items(types, operation));
    items
}

/// The name of the operation's constant. It must be that of no variable, as it would be in a script without case, nor
/// that of the bounds of a parameter; what ends like the way out of that takes it too, so that names stay distinct.
fn constant_name(operation: &Operation) -> proc_macro2::Ident {
    let upper = capitals(&operation.name.rust);
    let caseless = upper == operation.name.rust.trim_start_matches("r#");
    if caseless || upper.ends_with(CHECKS) || upper.ends_with(OPERATION) {
        format_ident!("{upper}{OPERATION}")
    } else {
        format_ident!("{upper}")
    }
}

const OPERATION: &str = "_OPERATION";

fn constant(api: &Api, operation: &Operation) -> TokenStream {
    let name = constant_name(operation);
    let (id, path) = (id(operation), &operation.path);
    let method = method_constant(operation.method);
    let accept = &operation.response.accept;
    let base_url = match &operation.base_url {
        Some(url) => {
            let url = &url.template;
            quote!(Some(#url))
        }
        None => quote!(None),
    };
    // By the methods that set them, so that a refusal can say which to call.
    let security = operation.security.iter().map(|together| {
        let methods = credentials(api, together).map(Credential::method);
        quote!(&[#(#methods),*])
    });
    quote! {
        static #name: Operation = Operation {
            id: #id,
            method: http::Method::#method,
            path: #path,
            accept: #accept,
            base_url: #base_url,
            security: &[#(#security),*],
        };
    }
}

/// What errors and tests call an operation.
pub(super) fn id(operation: &Operation) -> &str {
    match operation.name.wire.as_str() {
        "" => &operation.name.rust,
        id => id,
    }
}

/// The credentials of an alternative.
pub(super) fn credentials<'a>(
    api: &'a Api,
    together: &'a [String],
) -> impl Iterator<Item = &'a Credential> {
    let all = &api.service.credentials;
    together
        .iter()
        .filter_map(|scheme| all.iter().find(|one| one.name.wire == *scheme))
}

fn method_constant(method: Method) -> proc_macro2::Ident {
    format_ident!("{}", method.as_str())
}

/// An argument that a call cannot do without.
pub(super) struct Argument {
    pub(super) name: proc_macro2::Ident,
    /// What callers give.
    pub(super) given: TokenStream,
    /// How that is handed to the builder.
    pub(super) handed: TokenStream,
    /// What the builder takes.
    taken: TokenStream,
}

/// The arguments that a call cannot do without.
pub(super) fn required(types: &Types, operation: &Operation) -> Vec<Argument> {
    let given = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let given = given.map(|parameter| {
        let name = ident(&parameter.name.rust);
        let given = parameters::argument(types, parameter);
        let (handed, taken) = match parameters::is_any_text(parameter) {
            true => (quote!(#name.as_ref()), quote!(&str)),
            false => (quote!(#name), given.clone()),
        };
        Argument {
            name,
            given,
            handed,
            taken,
        }
    });
    let body = operation
        .body
        .as_ref()
        .filter(|body| body.required)
        .map(|body| {
            let ty = contents::argument(types, operation, body);
            Argument {
                name: format_ident!("body"),
                given: ty.clone(),
                handed: quote!(body),
                taken: ty,
            }
        });
    given.chain(body).collect()
}

fn new(types: &Types, operation: &Operation) -> TokenStream {
    let constant = constant_name(operation);
    let arguments = required(types, operation)
        .into_iter()
        .map(|Argument { name, taken, .. }| quote!(#name: #taken));
    let puts: Vec<TokenStream> = (operation.parameters.iter())
        .filter(|parameter| parameter.required)
        .map(|parameter| parameters::put(&quote!(request), parameter, false))
        .chain(
            operation
                .body
                .iter()
                .filter(|body| body.required)
                .map(|body| contents::put(&quote!(request), operation, body)),
        )
        .collect();
    let many = if operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .count()
        > 5
    {
        quote!(#[allow(clippy::too_many_arguments, reason = "so many parameters are required")])
    } else {
        TokenStream::new()
    };
    let checks = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .map(parameters::checks);
    let build = if puts.is_empty() {
        quote!(Self { request: Request::new(client, &#constant) })
    } else {
        quote! {
            #(#checks)*
            let mut request = Request::new(client, &#constant);
            #(#puts)*
            Self { request }
        }
    };
    let gap = gap();
    let generics = contents::required_generics(operation);
    quote!(#gap #many pub(crate) fn new #generics (client: &Client, #(#arguments),*) -> Self { #build })
}

fn setter(types: &Types, parameter: &Parameter) -> TokenStream {
    let (gap, docs, deprecated) = (
        gap(),
        docs(&parameter.docs),
        deprecated(parameter.deprecated),
    );
    let (name, ty) = (
        ident(&parameter.name.rust),
        parameters::argument(types, parameter),
    );
    let (checks, put) = (
        parameters::checks(parameter),
        parameters::put(&quote!(self.request), parameter, true),
    );
    quote! {
        #gap
        #docs
        #deprecated
        pub fn #name(mut self, #name: #ty) -> Self {
            #checks
            #put
            self
        }
    }
}

fn body_setter(types: &Types, operation: &Operation) -> Option<TokenStream> {
    let body = operation.body.as_ref().filter(|body| !body.required)?;
    let text = if body.docs.0.is_empty() {
        "The body of the request."
    } else {
        &body.docs.0
    };
    let (gap, docs, ty) = (
        gap(),
        lines(text),
        contents::argument(types, operation, body),
    );
    let put = contents::put(&quote!(self.request), operation, body);
    let generics = contents::generics(body);
    Some(quote! {
        #gap
        #docs
        pub fn body #generics (mut self, body: #ty) -> Self {
            #put
            self
        }
    })
}

/// Enums that are values of parameters are told so once, by name, whatever other names they have.
pub(super) fn enums(api: &Api) -> Vec<TypeId> {
    let parameters = (api.operations.iter()).flat_map(|operation| &operation.parameters);
    let ids = parameters.filter_map(item_of);
    let mut ids: Vec<TypeId> = ids.map(|id| api.types.definition(id)).collect();
    ids.sort_unstable_by(|&a, &b| api.types.get(a).name.rust.cmp(&api.types.get(b).name.rust));
    ids.dedup();
    ids
}

pub(super) fn enum_impl(types: &Types, id: TypeId) -> TokenStream {
    let name = ident(&types.get(id).name.rust);
    quote!(impl Parameter for models::#name {})
}

/// And types of formats.
pub(super) fn format_impls(api: &Api) -> Vec<TokenStream> {
    let parameters = (api.operations.iter()).flat_map(|operation| &operation.parameters);
    let items = parameters.filter_map(|parameter| parameter.ty.item());
    let formats: BTreeSet<Format> = items.filter_map(formats::format).collect();
    let foreign = formats.into_iter().filter(|one| formats::is_foreign(*one));
    let impls = foreign.map(|format| {
        let ty = formats::path(format);
        quote!(impl Parameter for #ty {})
    });
    impls.collect()
}
