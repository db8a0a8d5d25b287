//! What proves to the API who is calling.
//!
//! Takes what the caller gave the builder; gives the part of a request that carries it, or says
//! what is wrong with it. Which of them are sent is decided in `credentials`. Never shows a secret,
//! not even in an error.

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;
use http::header::{AUTHORIZATION, HeaderName};

use crate::runtime::encode;
use crate::runtime::provided::Provided;
use crate::runtime::secret::Secret;
use crate::runtime::token::{BearerToken, Source};

/// A secret, as the caller gave it, and how the API's document wants it sent (`OpenAPI` 3.1,
/// Security Scheme Object).
#[derive(Clone)]
pub(crate) enum Credential {
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer(BearerToken),
    /// `Authorization: Basic …` (RFC 7617).
    Basic {
        username: String,
        password: Secret,
        /// Base64, from the crate that only an API with such a scheme depends on.
        encode: fn(&str) -> String,
    },
    /// `Authorization: <scheme> …`, made by the caller (RFC 9110, section 11.6.2).
    Authorization {
        scheme: &'static str,
        credentials: Secret,
    },
    /// A header of its own.
    Header { name: &'static str, key: Secret },
    /// A parameter of the query.
    Query { name: &'static str, key: Secret },
    /// A cookie (RFC 6265).
    Cookie { name: &'static str, key: Secret },
    /// The transport presents it when it connects.
    Certificate,
}

/// Making it.
impl Credential {
    /// A bearer token, or an access token of `OAuth` 2 or `OpenID` Connect.
    pub(crate) fn bearer(token: BearerToken) -> Self {
        Self::Bearer(token)
    }

    /// A user name and a password, and what writes them as base64.
    pub(crate) fn basic(username: String, password: String, encode: fn(&str) -> String) -> Self {
        Self::Basic {
            username,
            password: password.into(),
            encode,
        }
    }

    /// What stands behind the name of an HTTP authentication scheme.
    pub(crate) fn authorization(scheme: &'static str, credentials: String) -> Self {
        Self::Authorization {
            scheme,
            credentials: credentials.into(),
        }
    }

    /// A key in a header.
    pub(crate) fn header(name: &'static str, key: String) -> Self {
        let key = key.into();
        Self::Header { name, key }
    }

    /// A key in the query.
    pub(crate) fn query(name: &'static str, key: String) -> Self {
        let key = key.into();
        Self::Query { name, key }
    }

    /// A key in a cookie.
    pub(crate) fn cookie(name: &'static str, key: String) -> Self {
        let key = key.into();
        Self::Cookie { name, key }
    }

    /// The caller's word that the transport presents a certificate.
    pub(crate) fn certificate() -> Self {
        Self::Certificate
    }
}

/// The part of a request that carries a credential.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Carrier {
    Header(HeaderName, HeaderValue),
    /// The name, and what stands in the query: both encoded, with `=` between.
    Query(&'static str, Secret),
    /// The name, and what stands in the `Cookie` header: both, with `=` between.
    Cookie(&'static str, Secret),
    /// `Authorization`, with a token that is yet to be had.
    Provided(Arc<Provided>),
    /// Nothing in the request: the connection does.
    Connection,
}

impl Credential {
    /// The part of a request that carries it, or what is wrong with it. `method` is the builder's that
    /// set it.
    pub(crate) fn carrier(&self, method: &'static str) -> Result<Carrier, &'static str> {
        match self {
            Self::Bearer(BearerToken(Source::Fixed(token))) => {
                Ok(Carrier::Header(AUTHORIZATION, bearer(token)?))
            }
            Self::Bearer(BearerToken(Source::Provider(provider))) => {
                let shared = Provided::new(method, Arc::clone(provider));
                Ok(Carrier::Provided(shared))
            }
            Self::Basic {
                username,
                password,
                encode,
            } => {
                pair(username, password)?;
                let encoded = Secret::from(encode(&Secret::of(&[username, ":", password])));
                let value = sensitive(Secret::of(&["Basic ", &encoded]))?;
                Ok(Carrier::Header(AUTHORIZATION, value))
            }
            Self::Authorization {
                scheme,
                credentials,
            } => {
                trimmed(credentials)?;
                let value = sensitive(Secret::of(&[scheme, " ", credentials]))?;
                Ok(Carrier::Header(AUTHORIZATION, value))
            }
            Self::Header { name, key } => {
                trimmed(key)?;
                let name = HeaderName::from_bytes(name.as_bytes())
                    .map_err(|_| "is sent in a header whose name no header can have")?;
                Ok(Carrier::Header(name, sensitive(key.clone())?))
            }
            Self::Query { key, .. } if key.is_empty() => Err(EMPTY),
            Self::Query { name, key } => {
                let pair = Secret::of(&[&encode::strict(name), "=", &encode::secret(key)]);
                Ok(Carrier::Query(name, pair))
            }
            Self::Cookie { name, key } => {
                cookie_value(key)?;
                Ok(Carrier::Cookie(name, Secret::of(&[name, "=", key])))
            }
            Self::Certificate => Ok(Carrier::Connection),
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Bearer(_) => "Bearer(..)",
            Self::Basic { .. } => "Basic(..)",
            Self::Authorization { .. } => "Authorization(..)",
            Self::Header { .. } => "Header(..)",
            Self::Query { .. } => "Query(..)",
            Self::Cookie { .. } => "Cookie(..)",
            Self::Certificate => "Certificate",
        })
    }
}

const EMPTY: &str = "is empty";

/// What a token is sent as, or what is wrong with it.
pub(crate) fn bearer(token: &str) -> Result<HeaderValue, &'static str> {
    visible(token)?;
    sensitive(Secret::of(&["Bearer ", token]))
}

/// A header's value that HTTP clients keep out of their logs, and that is wiped with the last clone.
fn sensitive(text: Secret) -> Result<HeaderValue, &'static str> {
    let mut value = HeaderValue::from_maybe_shared(text.into_bytes())
        .map_err(|_| "holds a line break or another character that a header can't carry")?;
    value.set_sensitive(true);
    Ok(value)
}

/// RFC 6750, section 2.1: a token is visible ASCII.
fn visible(token: &str) -> Result<(), &'static str> {
    if token.is_empty() {
        return Err(EMPTY);
    }
    if token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(());
    }
    Err("holds a space, a line break or a character outside ASCII; \
         does a file's last line break stand at its end?")
}

/// RFC 7617, section 2: the first colon ends the user name, and control characters are in neither.
/// UTF-8 is the encoding that the RFC knows (section 2.1). One of the two may be empty: some APIs
/// take a key for the user name, and no password.
fn pair(username: &str, password: &str) -> Result<(), &'static str> {
    if username.is_empty() && password.is_empty() {
        return Err("has neither a user name nor a password");
    }
    if username.contains(':') {
        return Err("has a user name with a colon, which would end it; \
                    are user name and password given separately?");
    }
    if username
        .chars()
        .chain(password.chars())
        .any(char::is_control)
    {
        return Err("holds a line break or another control character; \
                    does a file's last line break stand at its end?");
    }
    Ok(())
}

/// RFC 9110, section 5.5: space around a value is no part of it, so the server would see another;
/// what characters outside ASCII mean is not said.
fn trimmed(text: &str) -> Result<(), &'static str> {
    if text.is_empty() {
        return Err(EMPTY);
    }
    if !text.is_ascii() {
        return Err("holds a character outside ASCII, which servers read differently");
    }
    if text.trim().len() == text.len() {
        return Ok(());
    }
    Err("begins or ends with a space or a line break; \
         does a file's last line break stand at its end?")
}

/// RFC 6265, section 4.1.1: `cookie-value`, with or without quotes around it.
fn cookie_value(text: &str) -> Result<(), &'static str> {
    if text.is_empty() {
        return Err(EMPTY);
    }
    let inside = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(text);
    let octet = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\');
    if inside.bytes().all(octet) {
        return Ok(());
    }
    Err(
        "holds a space, a quote, a comma, a semicolon, a backslash, a control character or a \
         character outside ASCII, which a cookie can't carry; give it as the server wrote it",
    )
}
