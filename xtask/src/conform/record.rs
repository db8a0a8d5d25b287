//! What the program says of a call that it made.
//!
//! Takes: a line of JSON. Gives: plain data. Does not judge.

use serde::{Deserialize, Serialize};

/// A call that was made.
#[derive(Debug, Deserialize)]
pub(super) struct Record {
    /// The number of the call.
    pub(super) call: usize,
    pub(super) how: How,
    /// None if it was refused before anything went out.
    pub(super) sent: Option<Sent>,
    pub(super) came: Option<Came>,
    /// Why nothing came.
    pub(super) error: Option<String>,
}

/// How a call was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum How {
    /// For the answer that the document shows.
    Static,
    /// For a random answer.
    Dynamic,
    /// Without credentials.
    Bare,
    /// With a value that is beyond a bound.
    Beyond,
}

/// What went out, as it would have gone to the server that the document names.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Sent {
    pub(super) method: String,
    pub(super) url: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

/// What came back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Came {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
    /// Whether it says that it is JSON.
    pub(super) json: bool,
    /// None if there is nothing that the document describes.
    #[serde(skip_serializing)]
    pub(super) read: Option<Read>,
}

impl Came {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// What became of the body.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Read {
    /// The number of the documented answer.
    pub(super) answer: usize,
    pub(super) written: Option<String>,
    pub(super) error: Option<String>,
}
