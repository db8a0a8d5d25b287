//! Where a schema stands: as a JSON pointer for messages, and as words for the name of an inline type.

use crate::diagnostics::Pointer;

/// What an inline schema belongs to in the end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Root {
    /// `#/components/schemas/<name>`.
    Component(String),
    /// A component that is no schema: a response, a parameter, a request body.
    Shared {
        /// `parameters`, `requestBodies` or `responses`.
        section: &'static str,
        name: String,
    },
    /// An operation, by the name of its builder.
    Operation(String),
}

/// The place of a schema in the document.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) root: Root,
    /// From the root to here, a word for each step that matters to a reader.
    pub(super) words: Vec<String>,
    pub(super) pointer: Pointer,
    /// What the document says of the part that the schema describes, for a schema that says nothing of itself.
    pub(super) about: Option<String>,
}

impl Place {
    pub(super) fn component(name: &str) -> Self {
        Self {
            root: Root::Component(name.to_owned()),
            words: Vec::new(),
            pointer: component_pointer(name),
            about: None,
        }
    }

    /// Part of an operation, or of the component that the operation refers to for it.
    pub(super) fn part(builder: &str, word: &str, pointer: Pointer) -> Self {
        let tokens: Vec<String> = pointer.tokens().take(3).collect();
        match tokens.as_slice() {
            [components, section, name] if components == "components" => {
                let (section, word) = match section.as_str() {
                    "parameters" => ("parameters", None),
                    "requestBodies" => ("requestBodies", Some("Request")),
                    _ => ("responses", Some("Body")),
                };
                Self {
                    root: Root::Shared {
                        section,
                        name: name.clone(),
                    },
                    words: word.map(ToOwned::to_owned).into_iter().collect(),
                    pointer,
                    about: None,
                }
            }
            _ => Self {
                root: Root::Operation(builder.to_owned()),
                words: vec![word.to_owned()],
                pointer,
                about: None,
            },
        }
    }

    pub(super) fn described(mut self, about: Option<&str>) -> Self {
        self.about = about.map(ToOwned::to_owned);
        self
    }

    pub(super) fn property(&self, name: &str) -> Self {
        self.step(Some(name), self.pointer.key("properties").key(name))
    }

    pub(super) fn items(&self) -> Self {
        self.step(Some("Item"), self.pointer.key("items"))
    }

    pub(super) fn additional(&self) -> Self {
        self.step(Some("Value"), self.pointer.key("additionalProperties"))
    }

    /// A member of `oneOf` or `anyOf`.
    pub(super) fn variant(&self, keyword: &str, index: usize, word: &str) -> Self {
        self.step(Some(word), self.pointer.key(keyword).index(index))
    }

    /// A member of `allOf`: its parts count as parts of the whole.
    pub(super) fn member(&self, index: usize) -> Self {
        self.step(None, self.pointer.key("allOf").index(index))
    }

    /// What a schema describes, where it may be something else as well.
    pub(super) fn described_part(&self, word: &str) -> Self {
        self.step(Some(word), self.pointer.clone())
    }

    fn step(&self, word: Option<&str>, pointer: Pointer) -> Self {
        let mut words = self.words.clone();
        words.extend(word.map(ToOwned::to_owned));
        Self {
            root: self.root.clone(),
            words,
            pointer,
            about: None,
        }
    }

    /// The place in words, for a type that its author did not describe.
    pub(super) fn phrase(&self) -> String {
        let part = |words: &[String]| words.join(".").replace('`', "'");
        match (&self.root, self.words.as_slice()) {
            (Root::Component(name), []) => format!("The schema `{name}`."),
            (Root::Component(name), words) => {
                format!("The part `{}` of the schema `{name}`.", part(words))
            }
            (Root::Operation(builder), words) => {
                format!("The part `{}` of the call `{builder}`.", part(words))
            }
            (Root::Shared { name, .. }, []) => format!("The parameter `{name}`."),
            (Root::Shared { name, .. }, [_]) => format!("The body `{name}`."),
            (Root::Shared { name, .. }, [_, words @ ..]) => {
                format!("The part `{}` of the body `{name}`.", part(words))
            }
        }
    }
}

pub(super) fn component_pointer(name: &str) -> Pointer {
    Pointer::root().key("components").key("schemas").key(name)
}
