//! The client that the calls of tests are made with.

use std::fmt::Write as _;

use crate::ir::{Api, CredentialKind};
use crate::wire::{NO_SERVER, SECRET};

/// The function that sends a call of it.
pub(super) fn function(api: &Api) -> String {
    let settings = settings(api);
    format!(
        "/// Sends a call with a client that has all credentials, and compares what goes out.
fn sends(call: impl FnOnce(&Client) -> Sending<RawResponse>, message: &str) {{
    let recorder = Recorder::default();
    let client = Client::builder()
{settings}        .transport(recorder.clone())
        .build()
        .expect(\"a client in order\");
    recorder.check(call(&client), message);
}}

"
    )
}

/// What the client is told.
pub(in crate::render) fn settings(api: &Api) -> String {
    let mut text = without_credentials(api);
    for credential in &api.service.credentials {
        let secrets = vec![format!("{SECRET:?}"); credential.kind.parts().len()];
        let _ = writeln!(
            text,
            "        .{}({})",
            credential.name.rust,
            secrets.join(", ")
        );
    }
    text
}

/// What one is told that has no credentials.
pub(in crate::render) fn without_credentials(api: &Api) -> String {
    let mut text = String::new();
    if api.service.base_url.is_none() {
        let _ = writeln!(text, "        .base_url({NO_SERVER:?})");
    }
    if is_plain(api) {
        text.push_str("        .allow_plain_http(true)\n");
    }
    text
}

/// Whether a credential goes to a server without encryption.
fn is_plain(api: &Api) -> bool {
    let own = api
        .operations
        .iter()
        .filter_map(|one| one.base_url.as_ref());
    let mut credentials = api.service.credentials.iter();
    let mut servers = own.chain(&api.service.base_url);
    credentials.any(|one| one.kind != CredentialKind::Certificate)
        && servers.any(|url| url.filled.starts_with("http://"))
}
