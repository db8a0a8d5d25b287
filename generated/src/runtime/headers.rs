//! Headers of an answer as values.
//!
//! Takes all headers; gives one of them as what the API's document says it is. Knows no names.

use std::fmt;
use std::str::FromStr;

use http::HeaderMap;

use crate::runtime::{Error, ErrorKind};

/// The headers of an answer. Its `Debug` shows no values.
#[derive(Clone, Copy)]
pub(crate) struct Headers<'a>(&'a HeaderMap);

impl<'a> Headers<'a> {
    pub(crate) fn new(headers: &'a HeaderMap) -> Self {
        Self(headers)
    }

    /// A single value; nothing where the header is absent. Of several headers the first counts.
    pub(crate) fn one<T: FromStr>(self, name: &str) -> Result<Option<T>, Error> {
        let Some(value) = self.0.get(name) else {
            return Ok(None);
        };
        let text = std::str::from_utf8(value.as_bytes()).map_err(|_| unread(name))?;
        text.trim().parse().map(Some).map_err(|_| unread(name))
    }

    /// A list, in one header or in several (RFC 9110, section 5.6.1).
    pub(crate) fn many<T: FromStr>(self, name: &str) -> Result<Option<Vec<T>>, Error> {
        if !self.0.contains_key(name) {
            return Ok(None);
        }
        let mut values = Vec::new();
        for value in self.0.get_all(name) {
            let text = std::str::from_utf8(value.as_bytes()).map_err(|_| unread(name))?;
            for part in text.split(',').map(str::trim).filter(|it| !it.is_empty()) {
                values.push(part.parse().map_err(|_| unread(name))?);
            }
        }
        Ok(Some(values))
    }
}

fn unread(name: &str) -> Error {
    let message = format!("the header `{name}` isn't what the API's document says");
    Error::new(ErrorKind::Decode, message)
}

impl fmt::Debug for Headers<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.0.keys()).finish()
    }
}
