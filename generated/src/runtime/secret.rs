//! Text that is wiped when it is dropped.
//!
//! Takes text that nobody else holds; gives it as text, or as bytes that are wiped with the last who
//! holds them. What a caller, a transport or the system copied of it is not its to wipe.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use zeroize::Zeroizing;

/// A secret. Its `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(Zeroizing<String>);

impl Secret {
    /// The parts, one behind the other. Grows nowhere, which would leave a copy behind.
    pub(crate) fn of(parts: &[&str]) -> Self {
        let length = parts.iter().map(|part| part.len()).sum();
        let mut text = String::with_capacity(length);
        for part in parts {
            text.push_str(part);
        }
        text.into()
    }

    /// The same text in the same place, shared by all clones of the bytes.
    pub(crate) fn into_bytes(self) -> Bytes {
        Bytes::from_owner(self.0)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl Deref for Secret {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("..")
    }
}
