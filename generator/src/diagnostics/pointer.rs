//! Places in a tree.
//!
//! Takes: keys and indices, or the fragment of a reference. Gives: a JSON pointer. Does not know any tree.

use std::fmt;

/// A JSON pointer (RFC 6901) into a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The pointer that a fragment such as `#/components/schemas/A%20B` stands for; `None` if it is not one.
    #[must_use]
    pub fn from_fragment(fragment: &str) -> Option<Self> {
        let text = percent_decode(fragment.strip_prefix('#')?)?;
        (text.is_empty() || text.starts_with('/')).then_some(Self(text))
    }

    /// The entry `key` of the mapping that this points to.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + 1 + key.len());
        text.push_str(&self.0);
        text.push('/');
        if key.contains(['~', '/']) {
            text.push_str(&key.replace('~', "~0").replace('/', "~1"));
        } else {
            text.push_str(key);
        }
        Self(text)
    }

    /// The item `index` of the list that this points to.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The node that `rest`, itself a pointer, leads to from here.
    #[must_use]
    pub fn join(&self, rest: &str) -> Self {
        Self(format!("{}{rest}", self.0))
    }

    /// What is left of this pointer below `above`; `None` if it does not lead there.
    #[must_use]
    pub fn below(&self, above: &Self) -> Option<&str> {
        let rest = self.0.strip_prefix(above.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then_some(rest)
    }

    /// What holds this node; `None` for the whole document.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.0.rsplit_once('/')?;
        Some(Self(parent.to_owned()))
    }

    /// The pointer as RFC 6901 writes it, without `#`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The keys and indices on the way, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').skip(1).map(|token| {
            if token.contains('~') {
                token.replace("~1", "/").replace("~0", "~")
            } else {
                token.to_owned()
            }
        })
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{}", self.0)
    }
}

fn percent_decode(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => hex_digit(rest.next()?)? * 16 + hex_digit(rest.next()?)?,
            _ => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn hex_digit(byte: u8) -> Option<u8> {
    u8::try_from(char::from(byte).to_digit(16)?).ok()
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn pointers_escape_and_unescape() {
        let pointer = Pointer::root().key("paths").key("/a~b/{id}").index(3);
        assert_eq!(pointer.as_str(), "/paths/~1a~0b~1{id}/3");
        assert_eq!(
            pointer.tokens().collect::<Vec<_>>(),
            ["paths", "/a~b/{id}", "3"]
        );
        assert_eq!(
            pointer.parent(),
            Some(Pointer::root().key("paths").key("/a~b/{id}"))
        );
        assert_eq!(Pointer::root().parent(), None);
        assert_eq!(Pointer::root().tokens().count(), 0);
        // `~01` is an escaped `~` before a `1`, not an escaped slash.
        assert_eq!(Pointer::root().key("~1").tokens().last().unwrap(), "~1");
    }

    #[test]
    fn fragments_are_percent_decoded() {
        let pointer = Pointer::from_fragment("#/components/schemas/A%20B%C3%A9~1c").unwrap();
        assert_eq!(pointer.tokens().last().unwrap(), "A Bé/c");
        assert_eq!(Pointer::from_fragment("#"), Some(Pointer::root()));
        for wrong in ["", "/a", "#a", "#/%", "#/%4", "#/%zz", "#/%ff", "a#/b"] {
            assert_eq!(Pointer::from_fragment(wrong), None, "{wrong}");
        }
    }
}
