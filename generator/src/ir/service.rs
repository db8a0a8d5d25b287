//! What is said once for the whole crate: the package, the server, the credentials, how errors look.

use super::{Docs, Name};

/// The Cargo package.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    /// One line of plain text.
    pub(crate) description: String,
    /// The same as documentation.
    pub(crate) summary: Docs,
    pub(crate) license: String,
    /// The user's own, each as it stands in the manifest.
    pub(crate) dependencies: Vec<Dependency>,
}

/// A line of a manifest.
#[derive(Debug)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    /// What stands behind `=`.
    pub(crate) text: String,
}

impl Package {
    /// The name in `use` declarations.
    pub(crate) fn library(&self) -> String {
        self.name.replace('-', "_")
    }
}

/// The API behind the crate.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) title: String,
    /// Which version of which API this is.
    pub(crate) version: Docs,
    pub(crate) docs: Docs,
    /// What operations are listed under, in the order of the document.
    pub(crate) tags: Vec<Described>,
    /// The servers of the document; the first is the default.
    pub(crate) servers: Vec<DescribedServer>,
    /// The default server; none when the document names no absolute one.
    pub(crate) base_url: Option<BaseUrl>,
    /// The response header that identifies a request to the operator of the service.
    pub(crate) request_id_header: Option<String>,
    pub(crate) credentials: Vec<Credential>,
    /// What the caller can say of the URLs that calls go to.
    pub(crate) server_variables: Vec<ServerVariable>,
    /// JSON pointer of the flag that says whether a call succeeded.
    pub(crate) success: Option<String>,
    pub(crate) errors: Option<ErrorFields>,
    /// The method of the operation that the example program calls.
    pub(crate) example: Option<String>,
}

/// Something that the documentation lists.
#[derive(Debug)]
pub(crate) struct Described {
    pub(crate) name: String,
    pub(crate) docs: Docs,
}

/// A server of the document.
#[derive(Debug)]
pub(crate) struct DescribedServer {
    pub(crate) url: String,
    /// A line of Markdown, as those of the variables.
    pub(crate) docs: String,
    pub(crate) variables: Vec<String>,
}

impl DescribedServer {
    /// Whether there is nothing to say of it but where it is.
    pub(crate) fn is_plain(&self) -> bool {
        self.docs.is_empty() && self.variables.is_empty()
    }

    /// The items of a list.
    pub(crate) fn lines(&self) -> Vec<String> {
        let first = match self.docs.as_str() {
            "" => format!("- `{}`", self.url),
            docs => format!("- `{}`: {docs}", self.url),
        };
        let variables = self.variables.iter().map(|line| format!("  - {line}"));
        std::iter::once(first).chain(variables).collect()
    }
}

/// A URL that calls go to, or a path on the host of the client's; without a slash at its end.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    /// With `{name=default}` for each variable that the caller can set.
    pub(crate) template: String,
    /// By the defaults.
    pub(crate) filled: String,
    pub(crate) variables: Vec<Variable>,
}

impl BaseUrl {
    /// One without variables.
    pub(crate) fn fixed(url: String) -> Self {
        Self {
            template: url.clone(),
            filled: url,
            variables: Vec::new(),
        }
    }
}

/// A variable as one server describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Variable {
    pub(crate) name: String,
    pub(crate) default: String,
    /// Nothing: any value.
    pub(crate) allowed: Vec<String>,
    pub(crate) description: Option<String>,
}

/// A variable that the builder of the client has a method for.
#[derive(Debug)]
pub(crate) struct ServerVariable {
    pub(crate) name: Name,
    pub(crate) docs: Docs,
    /// Nothing: any value.
    pub(crate) allowed: Vec<String>,
}

/// A security scheme that the crate can serve.
#[derive(Debug)]
pub(crate) struct Credential {
    /// The method of the client builder and the name of the scheme.
    pub(crate) name: Name,
    pub(crate) docs: Docs,
    pub(crate) kind: CredentialKind,
    /// The environment variables that examples read it from, one for each part of it.
    pub(crate) variables: Vec<String>,
}

impl Credential {
    /// The method of the client builder as the documentation writes it.
    pub(crate) fn method(&self) -> &str {
        self.name.rust.trim_start_matches("r#")
    }
}

/// How a credential is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CredentialKind {
    /// `Authorization: Bearer …` (RFC 6750, section 2.1).
    Bearer,
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// `Authorization: <scheme> …`: what stands behind the scheme is the caller's work (RFC 9110, section 11.6.2).
    Authorization(String),
    /// A header of that name.
    Header(String),
    /// A query parameter of that name.
    Query(String),
    /// A cookie of that name (RFC 6265).
    Cookie(String),
    /// The transport presents a certificate, and nothing is sent.
    Certificate,
}

impl CredentialKind {
    /// What the caller gives.
    pub(crate) fn parts(&self) -> &'static [&'static str] {
        match self {
            Self::Bearer => &["token"],
            Self::Basic => &["username", "password"],
            Self::Authorization(_) => &["credentials"],
            Self::Header(_) | Self::Query(_) | Self::Cookie(_) => &["key"],
            Self::Certificate => &[],
        }
    }
}

/// JSON pointers into an error body.
#[derive(Debug)]
pub(crate) struct ErrorFields {
    /// From the body to the list of errors.
    pub(crate) list: String,
    /// The others start at an entry of the list.
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) documentation_url: String,
    pub(crate) pointer: String,
}
