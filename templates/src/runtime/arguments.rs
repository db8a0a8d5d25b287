//! The parameters of one call.
//!
//! Takes values and how they are written; keeps the text that stands for each, and puts it where
//! it belongs. What is wrong with one is said by its name and never by its value.

use std::borrow::Cow;
use std::fmt;

use http::header::{COOKIE, HeaderName};
use http::{HeaderMap, HeaderValue};

use crate::runtime::check::{Check, check};
use crate::runtime::encode::strict;
use crate::runtime::style::{Location, Style, write};
use crate::runtime::tree::Tree;

/// What was set so far, in that order. Its `Debug` shows names and never values.
#[derive(Clone, Default)]
pub(crate) struct Arguments(Vec<Argument>);

#[derive(Clone)]
struct Argument {
    location: Location,
    name: Cow<'static, str>,
    /// Encoded; of a query and of cookies with the name.
    text: String,
}

impl Arguments {
    /// Sets one. An earlier value is replaced and keeps its place; what isn't sent is removed.
    pub(crate) fn set(
        &mut self,
        location: Location,
        name: &'static str,
        value: &Tree,
        style: Style,
        checks: &[Check],
    ) -> Result<(), String> {
        check(name, value, checks)?;
        let same = |one: &Argument| one.location == location && one.name == name;
        let Some(text) = write(name, value, style, location) else {
            self.0.retain(|one| !same(one));
            return Ok(());
        };
        if location == Location::Header {
            header(name, &text)?;
        }
        match self.0.iter_mut().find(|one| same(one)) {
            Some(one) => one.text = text,
            None => self.0.push(Argument {
                location,
                name: Cow::Borrowed(name),
                text,
            }),
        }
        Ok(())
    }

    /// Adds a pair to the query that no document knows; others of that name stay.
    pub(crate) fn add_query(&mut self, name: &str, value: &str) {
        self.0.push(Argument {
            location: Location::Query,
            name: Cow::Owned(name.to_owned()),
            text: format!("{}={}", strict(name), strict(value)),
        });
    }

    /// Sets a header that no document knows. An earlier one of that name is replaced, however it is
    /// spelled.
    pub(crate) fn set_header(&mut self, name: &str, value: &str) -> Result<(), String> {
        header(name, value)?;
        let same = |one: &Argument| {
            one.location == Location::Header && one.name.eq_ignore_ascii_case(name)
        };
        self.0.retain(|one| !same(one));
        self.0.push(Argument {
            location: Location::Header,
            name: Cow::Owned(name.to_owned()),
            text: value.to_owned(),
        });
        Ok(())
    }

    /// What stands for a parameter.
    pub(crate) fn text(&self, location: Location, name: &str) -> Option<&str> {
        let mut all = self.all(location);
        all.find(|(known, _)| *known == name).map(|(_, text)| text)
    }

    /// How many bytes they take in a URL at most, with what stands between them.
    pub(crate) fn length(&self) -> usize {
        self.0.iter().map(|one| one.text.len() + 1).sum()
    }

    /// The name of each that stands there, and what stands for it.
    pub(crate) fn all(&self, location: Location) -> impl Iterator<Item = (&str, &str)> {
        let there = self.0.iter().filter(move |one| one.location == location);
        there.map(|one| (&*one.name, one.text.as_str()))
    }

    /// Puts the cookies in one header (RFC 6265, section 5.4).
    pub(crate) fn put_cookies(&self, headers: &mut HeaderMap) -> Result<(), String> {
        let whole = self
            .all(Location::Header)
            .filter(|(name, _)| is_cookie(name));
        let all: Vec<_> = whole
            .chain(self.all(Location::Cookie))
            .map(|(_, text)| text)
            .filter(|text| !text.is_empty())
            .collect();
        if !all.is_empty() {
            let (name, value) = header(COOKIE.as_str(), &all.join("; "))?;
            headers.insert(name, value);
        }
        Ok(())
    }

    /// Puts in the headers. What the caller set for this call stands for what is there.
    pub(crate) fn put_headers(&self, headers: &mut HeaderMap) -> Result<(), String> {
        for (name, text) in self.all(Location::Header) {
            if !is_cookie(name) {
                let (name, value) = header(name, text)?;
                headers.insert(name, value);
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Arguments {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.iter().map(|one| &one.name);
        formatter.debug_list().entries(names).finish()
    }
}

fn is_cookie(name: &str) -> bool {
    name.eq_ignore_ascii_case(COOKIE.as_str())
}

/// A header, if there can be one of that name with that value. HTTP clients keep it out of their
/// logs: it may be a secret. Space around a value is no part of it (RFC 9110, section 5.5).
fn header(name: &str, text: &str) -> Result<(HeaderName, HeaderValue), String> {
    let wrong = |what: &str| format!("`{name}` {what}");
    let header = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| wrong("is sent in a header, and no header can have that name"))?;
    if text.trim_matches([' ', '\t']).len() < text.len() {
        return Err(wrong(
            "begins or ends with a space, which a header can't carry; trim it",
        ));
    }
    let mut value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| {
        wrong("holds a line break or another control character, which a header can't carry")
    })?;
    value.set_sensitive(true);
    Ok((header, value))
}
