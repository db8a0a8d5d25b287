//! `src/service.rs`: what the runtime needs to know of this API, as one constant.

use proc_macro2::TokenStream;
use quote::quote;

use super::printer::file;
use crate::ir::Api;

const ABOUT: &str = "What is particular to this API; the runtime knows none of it by itself.";

pub(super) fn render(api: &Api) -> String {
    let service = &api.service;
    let base_url = option(service.base_url.as_ref().map(|url| url.template.as_str()));
    let request_id_header = option(service.request_id_header.as_deref());
    let success = option(service.success.as_deref());
    let (import, errors) = match &service.errors {
        None => (quote!(Service), quote!(None)),
        Some(errors) => {
            let (list, code, message) = (&errors.list, &errors.code, &errors.message);
            let (documentation_url, pointer) = (&errors.documentation_url, &errors.pointer);
            let fields = quote! {
                Some(ErrorFields {
                    list: #list,
                    code: #code,
                    message: #message,
                    documentation_url: #documentation_url,
                    pointer: #pointer,
                })
            };
            (quote!({ErrorFields, Service}), fields)
        }
    };
    let constant = quote! {
        pub(crate) const SERVICE: Service = Service {
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
            base_url: #base_url,
            request_id_header: #request_id_header,
            success: #success,
            errors: #errors,
        };
    };
    file(
        ABOUT,
        &[quote!(use crate::runtime::service::#import;), constant],
    )
}

fn option(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}
