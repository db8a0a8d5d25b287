//! What an identifier must not be: keywords, and names that generated code needs for itself.

use super::Style;

/// The scope's own names, on top of the keywords.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reserved {
    pub(super) names: &'static [&'static str],
    /// What is put behind a name that is taken.
    pub(super) suffix: &'static str,
}

impl Reserved {
    /// Fields: only keywords matter.
    pub(crate) const FIELD: Self = Self {
        names: &[],
        suffix: "field",
    };
    /// Variants: `Self` cannot be raw, and `Unknown` is the one that keeps other values.
    pub(crate) const VARIANT: Self = Self {
        names: &["Unknown"],
        suffix: "value",
    };
    /// Types of the `models` module.
    pub(crate) const MODEL: Self = Self {
        names: MODELS,
        suffix: "model",
    };
    /// Request builders of the `operations` module.
    pub(crate) const BUILDER: Self = Self {
        names: BUILDERS,
        suffix: "operation",
    };
    /// Methods of the client.
    pub(crate) const CLIENT_METHOD: Self = Self {
        names: METHODS_OF_CLIENT,
        suffix: "operation",
    };
    /// Methods of the client's builder.
    pub(crate) const CREDENTIAL: Self = Self {
        names: METHODS_OF_CLIENT_BUILDER,
        suffix: "credential",
    };
    /// Those that set a variable of a server.
    pub(crate) const SERVER_VARIABLE: Self = Self {
        names: METHODS_OF_CLIENT_BUILDER,
        suffix: "value",
    };
    /// Modules and their files.
    pub(crate) const MODULE: Self = Self {
        names: super::module::TAKEN,
        suffix: "module",
    };
    /// The module of a tag, the method of the client that leads there, and its feature.
    pub(crate) const TAG: Self = Self {
        names: METHODS_OF_CLIENT,
        suffix: "calls",
    };
    /// Methods that give a header.
    pub(crate) const HEADER: Self = Self {
        names: METHODS_OF_HEADERS,
        suffix: "header",
    };
    /// Setters of a request builder.
    pub(crate) const SETTER: Self = Self {
        names: METHODS_OF_BUILDER,
        suffix: "parameter",
    };
}

/// Inherent and derived methods of the runtime's `Client`, kept free with some room to grow.
const METHODS_OF_CLIENT: &[&str] = &[
    "base_url",
    "base_url_for",
    "borrow",
    "borrow_mut",
    "build",
    "builder",
    "clone",
    "clone_from",
    "drop",
    "fmt",
    "from",
    "from_env",
    "into",
    "new",
    "request",
    "settings",
    "to_owned",
    "try_from",
    "try_into",
    "type_id",
    "with",
    "add",
    "sub",
    "mul",
    "div",
    "rem",
    "neg",
    "not",
    "shl",
    "shr",
    "bitand",
    "bitor",
    "bitxor",
    "cmp",
    "eq",
    "hash",
    "index",
    "index_mut",
    "deref",
    "deref_mut",
    "next",
    "default",
    "as_ref",
    "as_mut",
    "from_str",
    "from_iter",
    "into_iter",
    "limits",
    "timer",
    "wall",
];

const METHODS_OF_CLIENT_BUILDER: &[&str] = &[
    "base_url",
    "build",
    "clone",
    "credential",
    "default",
    "fmt",
    "from",
    "from_env",
    "into",
    "max_response_bytes",
    "new",
    "timeout",
    "transport",
    "user_agent",
    "client",
    "connect_timeout",
    "idle_timeout",
    "operation_timeout",
    "retry",
    "timer",
    "interceptor",
    "allow_plain_http",
    "build_blocking",
    "build_on",
    "server_variable",
];

/// Methods of a request builder that are no parameters.
const METHODS_OF_BUILDER: &[&str] = &[
    "body",
    "borrow",
    "borrow_mut",
    "client",
    "clone",
    "clone_from",
    "drop",
    "fmt",
    "from",
    "into",
    "new",
    "pages",
    "request",
    "send",
    "send_raw",
    "send_with_meta",
    "stream",
    "stream_events",
    "stream_lines",
    "timeout",
    "to_owned",
    "try_from",
    "try_into",
    "type_id",
    "add",
    "sub",
    "mul",
    "div",
    "rem",
    "neg",
    "not",
    "shl",
    "shr",
    "bitand",
    "bitor",
    "bitxor",
    "cmp",
    "eq",
    "hash",
    "index",
    "index_mut",
    "deref",
    "deref_mut",
    "next",
    "default",
    "as_ref",
    "as_mut",
    "from_str",
    "from_iter",
    "into_iter",
];

/// Methods of a view of headers that give none, and names that are known for something else.
const METHODS_OF_HEADERS: &[&str] = &[
    "new",
    "of",
    "clone",
    "fmt",
    "add",
    "sub",
    "mul",
    "div",
    "rem",
    "neg",
    "not",
    "shl",
    "shr",
    "bitand",
    "bitor",
    "bitxor",
    "cmp",
    "eq",
    "hash",
    "index",
    "index_mut",
    "deref",
    "deref_mut",
    "drop",
    "next",
    "default",
    "as_ref",
    "as_mut",
    "borrow",
    "borrow_mut",
    "from_str",
    "from_iter",
    "into_iter",
];

/// The prelude, the derives, and what the `models` module imports.
const MODELS: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "BTreeMap",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "Maybe",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sending",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "UnknownInteger",
    "UnknownJson",
    "UnknownValue",
    "Unpin",
    "Vec",
];

/// The prelude, and what the `operations` module imports.
const BUILDERS: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "BTreeMap",
    "Box",
    "Bytes",
    "Check",
    "Client",
    "ClientBuilder",
    "Clone",
    "Copy",
    "Credential",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Envelope",
    "Eq",
    "Err",
    "Error",
    "ExactSizeIterator",
    "Extend",
    "File",
    "Fn",
    "FnMut",
    "FnOnce",
    "Form",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Items",
    "Iterator",
    "None",
    "Number",
    "Ok",
    "Operation",
    "Option",
    "Ord",
    "Page",
    "PagePlan",
    "Paged",
    "Pages",
    "Parameter",
    "Parts",
    "PartialEq",
    "PartialOrd",
    "Reply",
    "Request",
    "Response",
    "Result",
    "Self",
    "Send",
    "Sending",
    "Sized",
    "Some",
    "String",
    "Style",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// All strict and reserved keywords of the 2024 edition (The Rust Reference, Keywords).
pub(super) const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot be written as raw identifiers.
pub(super) const NEVER_RAW: &[&str] = &["crate", "self", "super", "Self", "_"];

/// The name as a legal identifier of its scope.
pub(super) fn legal(name: &str, style: Style, reserved: Reserved) -> String {
    if reserved.names.contains(&name) || NEVER_RAW.contains(&name) {
        return match style {
            Style::Upper => format!("{name}{}", super::type_words(reserved.suffix)),
            Style::Snake => format!("{name}_{}", reserved.suffix),
        };
    }
    if KEYWORDS.contains(&name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}
