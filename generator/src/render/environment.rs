//! `from_env` of the client and of its builder: credentials from the environment.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{lines, paragraphs};
use super::printer::gap;
use super::types::ident;
use crate::ir::{Api, Credential};

/// The credentials that can be given by variables of the environment.
fn given(api: &Api) -> impl Iterator<Item = &Credential> {
    let all = api.service.credentials.iter();
    all.filter(|one| !one.variables.is_empty())
}

/// The method of the builder that takes credentials from the environment, where there are any.
pub(super) fn of_builder(api: &Api) -> Option<TokenStream> {
    let takes = given(api).map(|one| {
        let (name, variables) = (ident(&one.name.rust), &one.variables);
        let parts: Vec<_> = one.kind.parts().iter().map(|part| ident(part)).collect();
        quote! {
            if let Some([#(#parts),*]) = env::variables([#(#variables),*]) {
                self = self.#name(#(#parts),*);
            }
        }
    });
    let takes: Vec<TokenStream> = takes.collect();
    let list = given(api).map(|one| {
        let variables = one.variables.iter().map(|name| format!("`{name}`"));
        let variables = variables.collect::<Vec<_>>().join(" and ");
        format!(
            "- {variables}: [`{}`](Self::{})",
            one.method(),
            one.name.rust
        )
    });
    let about = lines(&paragraphs(&[
        "Takes credentials from variables of the environment, where they are set and not empty:",
        &list.collect::<Vec<_>>().join("\n"),
        "What is set already stays where there is no variable for it.",
    ]));
    let gap = gap();
    (!takes.is_empty()).then(|| {
        quote! {
            #gap
            #about
            pub fn from_env(mut self) -> Self {
                #(#takes)*
                self
            }
        }
    })
}

/// The client with nothing but that.
pub(super) fn of_client(api: &Api) -> Option<TokenStream> {
    let about = lines(&paragraphs(&[
        "A client with default settings, and the credentials that \
         [`ClientBuilder::from_env`] finds in the environment.",
        "# Errors",
        "[`ErrorKind::Configuration`](crate::ErrorKind::Configuration), as for `ClientBuilder::build`. \
         That a credential is missing is told by the calls that need it.",
    ]));
    let gap = gap();
    given(api).next().map(|_| {
        quote! {
            #gap
            #about
            pub fn from_env() -> Result<Self, Error> { Self::builder().from_env().build() }
        }
    })
}
