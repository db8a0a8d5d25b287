//! What proves to the API who is calling.
//!
//! Takes what the caller gave the builder; gives the header that carries it, marked as sensitive.
//! Chooses among the alternatives of an operation. Never shows a secret, not even in an error.

use std::fmt;

use http::HeaderValue;
use http::header::{AUTHORIZATION, HeaderName};

/// A secret, as the caller gave it.
#[derive(Clone)]
pub(crate) enum Credential {
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer(String),
}

impl Credential {
    /// A bearer token.
    pub(crate) fn bearer(token: String) -> Self {
        Self::Bearer(token)
    }

    /// The header that carries it, or what is wrong with it.
    fn header(&self) -> Result<(HeaderName, HeaderValue), &'static str> {
        match self {
            Self::Bearer(token) => {
                visible(token)?;
                let mut value = HeaderValue::from_str(&format!("Bearer {token}"))
                    .map_err(|_| "holds characters that a header can't carry")?;
                value.set_sensitive(true);
                Ok((AUTHORIZATION, value))
            }
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bearer(_) => formatter.write_str("Bearer(..)"),
        }
    }
}

/// RFC 6750, section 2.1: a token is visible ASCII.
fn visible(token: &str) -> Result<(), &'static str> {
    if token.is_empty() {
        return Err("is empty");
    }
    if token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(());
    }
    Err("holds a space, a line break or a character outside ASCII; \
         does a file's last line break stand at its end?")
}

/// The credentials of a client, ready to be sent.
#[derive(Clone, Default)]
pub(crate) struct Credentials(Vec<(&'static str, HeaderName, HeaderValue)>);

impl Credentials {
    /// Checks what the caller gave; the refusal names the scheme and never the secret.
    pub(crate) fn prepare(given: &[(&'static str, Credential)]) -> Result<Self, String> {
        let mut ready = Vec::with_capacity(given.len());
        for (scheme, credential) in given {
            let (name, value) = credential
                .header()
                .map_err(|wrong| format!("the credential `{scheme}` {wrong}"))?;
            ready.push((*scheme, name, value));
        }
        Ok(Self(ready))
    }

    /// The headers of the first alternative whose schemes all have a credential.
    pub(crate) fn choose(
        &self,
        alternatives: &[&[&str]],
    ) -> Result<Vec<(&HeaderName, &HeaderValue)>, String> {
        if alternatives.is_empty() {
            return Ok(Vec::new());
        }
        alternatives
            .iter()
            .find_map(|schemes| schemes.iter().map(|scheme| self.get(scheme)).collect())
            .ok_or_else(|| needed(alternatives))
    }

    fn get(&self, scheme: &str) -> Option<(&HeaderName, &HeaderValue)> {
        self.0
            .iter()
            .find(|(name, ..)| *name == scheme)
            .map(|(_, name, value)| (name, value))
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_list()
            .entries(self.0.iter().map(|(scheme, ..)| scheme))
            .finish()
    }
}

/// Which methods of the builder would do.
fn needed(alternatives: &[&[&str]]) -> String {
    let methods = alternatives.iter().map(|schemes| {
        let all: Vec<_> = schemes
            .iter()
            .map(|scheme| format!("`ClientBuilder::{scheme}`"))
            .collect();
        all.join(" and ")
    });
    let methods: Vec<_> = methods.collect();
    format!(
        "this operation needs a credential that the client doesn't have; set it with {}",
        methods.join(", or with ")
    )
}
