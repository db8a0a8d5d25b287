//! Which credentials go with a call.
//!
//! Takes those of the client and the alternatives of an operation; gives what stands in the
//! request for the first alternative that is complete, or says which methods of the builder would
//! do. Never shows a secret, not even in an error.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderValue};
use zeroize::Zeroizing;

use crate::runtime::credential::{Carrier, Credential};
use crate::runtime::provided::Provided;

/// The credentials of a client, ready to be sent, each under the method of the builder that set it.
#[derive(Clone, Default)]
pub(crate) struct Credentials(Vec<(&'static str, Carrier)>);

impl Credentials {
    /// Checks what the caller gave; the refusal names the method and never the secret.
    pub(crate) fn prepare(given: &[(&'static str, Credential)]) -> Result<Self, String> {
        let mut ready = Vec::with_capacity(given.len());
        for (method, credential) in given {
            let carrier = credential
                .carrier(method)
                .map_err(|wrong| format!("the credential `{method}` {wrong}"))?;
            ready.push((*method, carrier));
        }
        Ok(Self(ready))
    }

    /// The first alternative whose credentials are all there (`OpenAPI` 3.1, Security Requirement
    /// Object). One that would need a place for two different values can't be sent.
    pub(crate) fn choose(&self, alternatives: &[&[&str]]) -> Result<Chosen<'_>, String> {
        if alternatives.is_empty() {
            return Ok(Chosen::default());
        }
        let mut contradiction = None;
        for methods in alternatives {
            // Most need one alone, which contradicts nothing.
            if let [method] = methods {
                match self.get(method) {
                    Some(one) => return Ok(Chosen::of(&[one])),
                    None => continue,
                }
            }
            let all: Option<Vec<_>> = methods.iter().map(|method| self.get(method)).collect();
            let Some(all) = all else { continue };
            match contradictory(&all) {
                None => return Ok(Chosen::of(&all)),
                Some(wrong) => contradiction = contradiction.or(Some(wrong)),
            }
        }
        Err(contradiction.unwrap_or_else(|| needed(alternatives)))
    }

    /// All of them, for a call whose needs no document tells. Of two that need the same place with
    /// different values, the one that was set first.
    pub(crate) fn all(&self) -> Chosen<'_> {
        let mut all: Vec<&(&'static str, Carrier)> = Vec::with_capacity(self.0.len());
        for one in &self.0 {
            if !all.iter().any(|(_, other)| same_place(other, &one.1)) {
                all.push(one);
            }
        }
        Chosen::of(&all)
    }

    /// Whether there is a token that a provider has, for whatever call.
    pub(crate) fn has_provided(&self) -> bool {
        let mut all = self.0.iter();
        all.any(|(_, carrier)| matches!(carrier, Carrier::Provided(_)))
    }

    fn get(&self, method: &str) -> Option<&(&'static str, Carrier)> {
        self.0.iter().find(|(known, _)| *known == method)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_list()
            .entries(self.0.iter().map(|(method, _)| method))
            .finish()
    }
}

/// What goes with one call. Has no `Debug`: it holds secrets.
#[derive(Default)]
pub(crate) struct Chosen<'a> {
    /// Most calls have one.
    first: Option<&'a Carrier>,
    others: Vec<&'a Carrier>,
}

impl<'a> Chosen<'a> {
    /// Each once, where two schemes are answered by the same.
    fn of(all: &[&'a (&'static str, Carrier)]) -> Self {
        let mut chosen = Self::default();
        for (_, carrier) in all {
            if chosen.first.is_none() {
                chosen.first = Some(carrier);
            } else if !chosen.all().any(|one| one == carrier) {
                chosen.others.push(carrier);
            }
        }
        chosen
    }

    fn all(&self) -> impl Iterator<Item = &'a Carrier> {
        self.first.into_iter().chain(self.others.iter().copied())
    }

    /// Whether nothing goes with it.
    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// Name and pair of each that stands in the query.
    pub(crate) fn query(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.all().filter_map(|carrier| match carrier {
            Carrier::Query(name, pair) => Some((*name, &**pair)),
            _ => None,
        })
    }

    /// The one whose token is yet to be had: there is one `Authorization`.
    pub(crate) fn provided(&self) -> Option<&Arc<Provided>> {
        self.all().find_map(|carrier| match carrier {
            Carrier::Provided(provided) => Some(provided),
            _ => None,
        })
    }

    /// Puts in those that stand in headers, but for a token that is yet to be had, whose place is kept
    /// free.
    pub(crate) fn put_headers(&self, headers: &mut HeaderMap) -> Result<(), String> {
        let mut cookies = false;
        for carrier in self.all() {
            match carrier {
                Carrier::Header(name, value) => {
                    headers.insert(name.clone(), value.clone());
                }
                Carrier::Provided(_) => {
                    headers.remove(AUTHORIZATION);
                }
                Carrier::Cookie(..) => cookies = true,
                Carrier::Query(..) | Carrier::Connection => {}
            }
        }
        if cookies {
            self.put_cookies(headers)?;
        }
        Ok(())
    }

    /// Puts in those that are cookies. They join those that are there, and give way to those of their name: a request has one
    /// `Cookie` header (RFC 6265, section 5.4).
    fn put_cookies(&self, headers: &mut HeaderMap) -> Result<(), String> {
        // Grows nowhere, which would leave a copy behind.
        let mut cookies = Zeroizing::new(Vec::with_capacity(self.cookies(headers)));
        for value in headers.get_all(COOKIE) {
            join(&mut cookies, value.as_bytes());
        }
        let before = cookies.len();
        for carrier in self.all() {
            if let Carrier::Cookie(name, pair) = carrier {
                if !holds(cookies.get(..before).unwrap_or_default(), name) {
                    join(&mut cookies, pair.as_bytes());
                }
            }
        }
        if cookies.len() > before {
            let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(cookies))
                .map_err(|_| "the cookies can't stand in a header")?;
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
        Ok(())
    }
}

impl Chosen<'_> {
    /// How many bytes there may be in the `Cookie` header, with those that are there.
    fn cookies(&self, headers: &HeaderMap) -> usize {
        let there = headers.get_all(COOKIE).iter().map(HeaderValue::len);
        let more = self.all().map(|carrier| match carrier {
            Carrier::Cookie(_, pair) => pair.len(),
            _ => 0,
        });
        there.chain(more).map(|length| length + 2).sum()
    }
}

fn join(cookies: &mut Vec<u8>, more: &[u8]) {
    if !cookies.is_empty() {
        cookies.extend_from_slice(b"; ");
    }
    cookies.extend_from_slice(more);
}

/// Whether a cookie of that name is among them.
fn holds(cookies: &[u8], name: &str) -> bool {
    let mut pairs = cookies.split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
    pairs.any(|pair| {
        let value = pair.strip_prefix(name.as_bytes());
        value.is_some_and(|rest| rest.starts_with(b"="))
    })
}

/// Two that need the same place with different values.
fn contradictory(all: &[&(&'static str, Carrier)]) -> Option<String> {
    all.iter().enumerate().find_map(|(index, (first, one))| {
        let mut others = all.iter().skip(index + 1);
        let (second, _) = others.find(|(_, other)| same_place(one, other) && one != other)?;
        Some(format!(
            "this operation needs `ClientBuilder::{first}` and `ClientBuilder::{second}` at once, \
             and both are sent in the same place; give them the same value"
        ))
    })
}

fn same_place(one: &Carrier, other: &Carrier) -> bool {
    match (one, other) {
        (Carrier::Header(one, _), Carrier::Header(other, _)) => one == other,
        (Carrier::Header(name, _), Carrier::Provided(_))
        | (Carrier::Provided(_), Carrier::Header(name, _)) => *name == AUTHORIZATION,
        (Carrier::Provided(_), Carrier::Provided(_)) => true,
        (Carrier::Query(one, _), Carrier::Query(other, _))
        | (Carrier::Cookie(one, _), Carrier::Cookie(other, _)) => one == other,
        _ => false,
    }
}

/// Which methods of the builder would do.
fn needed(alternatives: &[&[&str]]) -> String {
    let ways = alternatives.iter().map(|methods| {
        let all: Vec<_> = methods
            .iter()
            .map(|method| format!("`ClientBuilder::{method}`"))
            .collect();
        all.join(" and ")
    });
    let ways: Vec<_> = ways.collect();
    format!(
        "this operation needs a credential that the client doesn't have; set it with {}",
        ways.join(", or with ")
    )
}
