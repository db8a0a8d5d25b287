//! One entry of an error body.
//!
//! Takes the JSON of a body and the pointers that the service gives; reads each field when it is
//! asked for, and refuses nothing: what isn't there is `None`.

use std::fmt::{self, Write as _};

use serde_json::Value;

use crate::runtime::decode::unmarked;
use crate::runtime::service::ErrorFields;

/// How many characters of a message the text shows.
const SHOWN: usize = 300;

/// One error that the server reported. Its text is `code: message`.
#[derive(Clone)]
pub struct ApiError {
    value: Value,
    fields: ErrorFields,
}

impl ApiError {
    /// The entries of `body`: all of the list, or the one object in its place.
    pub(crate) fn read(body: &[u8], fields: Option<ErrorFields>) -> Vec<Self> {
        let Some(fields) = fields else {
            return Vec::new();
        };
        let Ok(mut body) = serde_json::from_slice::<Value>(unmarked(body)) else {
            return Vec::new();
        };
        let values = match body.pointer_mut(fields.list).map(Value::take) {
            Some(Value::Array(values)) => values,
            Some(value @ Value::Object(_)) => vec![value],
            _ => Vec::new(),
        };
        values
            .into_iter()
            .map(|value| Self { value, fields })
            .collect()
    }

    /// The code, whether it is written as a number (`9109`, `9109.0`) or as text (`"9109"`).
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        match self.value.pointer(self.fields.code)? {
            Value::Number(number) => number.as_i64().or_else(|| whole(number.as_f64()?)),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// What went wrong, in the server's words.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.text(self.fields.message)
    }

    /// Where the error is explained.
    #[must_use]
    pub fn documentation_url(&self) -> Option<&str> {
        self.text(self.fields.documentation_url)
    }

    /// What in the request it is about: often a JSON pointer into the body that was sent.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        self.text(self.fields.pointer)
    }

    /// The whole entry as it was sent.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    fn text(&self, pointer: &str) -> Option<&str> {
        self.value.pointer(pointer)?.as_str()
    }
}

/// An integral float as an integer, where that is exact.
fn whole(number: f64) -> Option<i64> {
    // 2^53: beyond it a float stands for several integers.
    #[allow(clippy::cast_possible_truncation, reason = "integral and within 2^53")]
    (number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0).then_some(number as i64)
}

impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = self.text(self.fields.code);
        match (self.code(), named, self.message()) {
            (None, None, None) => return formatter.write_str("an error without code and message"),
            (Some(code), ..) => write!(formatter, "{code}")?,
            (None, Some(code), _) => write_line(formatter, code)?,
            (None, None, Some(message)) => return write_line(formatter, message),
        }
        match self.message() {
            Some(message) => {
                formatter.write_str(": ")?;
                write_line(formatter, message)
            }
            None => Ok(()),
        }
    }
}

/// Writes foreign text so that it can't break a line of a log, nor fill it.
fn write_line(formatter: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for character in text.chars().take(SHOWN) {
        if character.is_control() {
            write!(formatter, "{}", character.escape_default())?;
        } else {
            formatter.write_char(character)?;
        }
    }
    if text.chars().nth(SHOWN).is_some() {
        formatter.write_char('…')?;
    }
    Ok(())
}

impl fmt::Debug for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ApiError")
            .field("code", &self.code())
            .field("message", &self.message())
            .field("documentation_url", &self.documentation_url())
            .field("pointer", &self.pointer())
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ApiError {}
