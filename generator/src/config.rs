//! What to generate: `codegen.toml`, or the command line in its place.
//!
//! Takes a file, gives a [`Config`] whose paths are resolved against the folder of that file.
//! It does not look at the document.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::diagnostics::{Diagnostic, Diagnostics, Excerpt};
use crate::read::Selection;

/// How to read a document and what to make of it.
///
/// Each field stands in `codegen.toml` under the same name; an unknown key there is an error.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Config {
    /// The OpenAPI document, YAML or JSON.
    pub document: PathBuf,
    /// OpenAPI Overlay documents, applied in order. Default: none.
    #[serde(default)]
    pub overlays: Vec<PathBuf>,
    /// Folders beside that of the document from which files may be read that it refers to. Default: none.
    #[serde(default)]
    pub folders: Vec<PathBuf>,
    /// Files and folders that stand for URLs: what a `$ref` finds under the URL is read from there. Nothing is ever
    /// read from the network. Default: none.
    #[serde(default)]
    pub references: BTreeMap<String, PathBuf>,
    /// The operations that are wanted, and nothing that only others need. Default: all.
    #[serde(default)]
    pub select: Selection,
    /// The folder that the crate is written to.
    pub output: PathBuf,
    /// The Cargo package.
    pub package: Package,
    /// What is true of every call.
    #[serde(default)]
    pub service: Service,
    /// Environment variables that examples read credentials from, by security scheme.
    /// Default: the scheme's name in capitals.
    #[serde(default)]
    pub credentials: BTreeMap<String, String>,
    /// Better names.
    #[serde(default)]
    pub rename: Rename,
    /// The envelope around success bodies. Default: none.
    pub envelope: Option<Envelope>,
    /// Where error bodies say what went wrong. Default: they are kept as raw bytes only.
    pub errors: Option<Errors>,
    /// Page-number pagination. Default: none.
    pub pagination: Option<Pagination>,
    /// What goes into the documentation beyond the standard's own fields.
    #[serde(default)]
    pub documentation: Documentation,
    /// What the example program shows.
    #[serde(default)]
    pub example: Example,
}

/// The Cargo package of the generated crate.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Package {
    /// The package name, such as `cloudflare-tokens`.
    pub name: String,
    /// The package version. Default: `0.1.0`.
    #[serde(default = "default_version")]
    pub version: String,
    /// One line for Cargo.toml. Default: made from the document's title.
    pub description: Option<String>,
    /// An SPDX expression. Default: `MIT OR Apache-2.0`.
    #[serde(default = "default_license")]
    pub license: String,
}

/// What is true of every call.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Service {
    /// The base URL in place of the document's first server.
    pub base_url: Option<String>,
    /// The response header that names a request, such as `x-request-id`. Default: none.
    pub request_id_header: Option<String>,
}

/// Names that are given, not derived.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Rename {
    /// From an operationId to the name of the client's method.
    #[serde(default)]
    pub operations: BTreeMap<String, String>,
    /// From the name that a model type would have to the one that it shall have.
    #[serde(default)]
    pub types: BTreeMap<String, String>,
    /// From `Type.field` to the name that the field shall have, by the final name of the type.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// From `Type.Variant` to the name that the variant shall have, by the final name of the type.
    #[serde(default)]
    pub variants: BTreeMap<String, String>,
}

/// JSON pointers into a success body that says itself whether the call succeeded.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Envelope {
    /// The flag, such as `/success`.
    pub success: String,
    /// What the caller asked for, such as `/result`.
    pub content: String,
}

/// JSON pointers into an error body: `list` from the root, the others from an entry.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Errors {
    /// The list of errors, such as `/errors`.
    pub list: String,
    /// The number of the error. Default: `/code`.
    #[serde(default = "default_code")]
    pub code: String,
    /// The text of the error. Default: `/message`.
    #[serde(default = "default_message")]
    pub message: String,
    /// A link to more about it. Default: `/documentation_url`.
    #[serde(default = "default_documentation_url")]
    pub documentation_url: String,
    /// The part of the request that caused it. Default: `/source/pointer`.
    #[serde(default = "default_pointer")]
    pub pointer: String,
}

/// Pages asked for by number.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Pagination {
    /// The query parameter that holds the page number.
    pub page: String,
    /// The query parameter that holds the page size.
    pub per_page: Option<String>,
    /// The number of the first page. Default: 1.
    #[serde(default = "default_first")]
    pub first: u64,
    /// JSON pointer of the list in the body.
    pub items: String,
    /// JSON pointers of the counters in the body.
    #[serde(default)]
    pub counters: Counters,
}

/// JSON pointers of what a body says about its place among the pages.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Counters {
    /// The number of this page.
    pub page: Option<String>,
    /// The page size that the server used.
    pub per_page: Option<String>,
    /// The number of items over all pages.
    pub total_count: Option<String>,
    /// The number of pages.
    pub total_pages: Option<String>,
}

/// What goes into the documentation beyond the standard's own fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Documentation {
    /// From an extension of operations (`x-…`) to the heading of the paragraph that lists it.
    #[serde(default)]
    pub extensions: BTreeMap<String, String>,
}

/// What the example program and the README show.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Example {
    /// The method of the client. Default: the first operation.
    pub operation: Option<String>,
}

impl Config {
    /// Reads a `codegen.toml`. Paths in it are relative to its folder.
    ///
    /// # Errors
    ///
    /// The file cannot be read, is not TOML, has an unknown key, or names no valid package.
    pub fn from_file(path: &Path) -> Result<Self, Diagnostics> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            one(Diagnostic::error(format!("cannot read {}: {error}", path.display())).hint(
                "name an existing file with `--config`, or generate from a document with `--spec FILE --out DIR --name NAME`",
            ))
        })?;
        let mut config: Self = toml::from_str(&text).map_err(|error| {
            let mut diagnostic = Diagnostic::error(error.message().trim().to_owned()).hint(
                "the keys are described in the documentation of `specwright::config::Config`",
            );
            if let Some(span) = error.span() {
                diagnostic = diagnostic.excerpt(excerpt(path, &text, span.start));
            }
            one(diagnostic)
        })?;
        config.resolve(path.parent().unwrap_or(Path::new("")));
        config.validate()?;
        Ok(config)
    }

    /// The defaults for a document that has no `codegen.toml`.
    ///
    /// # Errors
    ///
    /// The name is not a valid package name.
    pub fn for_document(
        document: PathBuf,
        overlays: Vec<PathBuf>,
        output: PathBuf,
        name: String,
    ) -> Result<Self, Diagnostics> {
        let config = Self {
            document,
            overlays,
            folders: Vec::new(),
            references: BTreeMap::new(),
            select: Selection::default(),
            output,
            package: Package {
                name,
                version: default_version(),
                description: None,
                license: default_license(),
            },
            service: Service::default(),
            credentials: BTreeMap::new(),
            rename: Rename::default(),
            envelope: None,
            errors: None,
            pagination: None,
            documentation: Documentation::default(),
            example: Example::default(),
        };
        config.validate()?;
        Ok(config)
    }

    fn resolve(&mut self, folder: &Path) {
        self.document = folder.join(&self.document);
        self.output = folder.join(&self.output);
        let others = self.overlays.iter_mut().chain(&mut self.folders);
        for path in others.chain(self.references.values_mut()) {
            *path = folder.join(&*path);
        }
    }

    /// What can be seen without the document.
    fn validate(&self) -> Result<(), Diagnostics> {
        let mut wrong = Diagnostics::default();
        let mut check = |holds: bool, message: String, hint: &str| {
            if !holds {
                wrong.push(Diagnostic::error(message).hint(hint));
            }
        };
        let name = &self.package.name;
        check(
            is_package_name(name),
            format!("`{name}` is not a package name"),
            "begin with an ASCII letter and go on with letters, digits, `-` and `_`; a keyword or the name of a crate \
             that the package itself needs will not do",
        );
        let version = &self.package.version;
        check(
            is_version(version),
            format!("`{version}` is not a version"),
            "write three numbers, such as `0.1.0`",
        );
        if let Some(url) = &self.service.base_url {
            let absolute = url.starts_with("https://") || url.starts_with("http://");
            let hint = "write an absolute URL without query and fragment, such as `https://api.example.com/v1`";
            check(
                absolute && !url.contains(['?', '#', ' ']),
                format!("`{url}` is not a base URL"),
                hint,
            );
        }
        if let Some(header) = &self.service.request_id_header {
            let token = !header.is_empty()
                && header
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
            check(
                token,
                format!("`{header}` is not the name of a header"),
                "letters, digits, `-` and `_`",
            );
        }
        for variable in self.credentials.values() {
            let plain = !variable.starts_with(|c: char| c.is_ascii_digit());
            let word = !variable.is_empty()
                && variable
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '_');
            let message = format!("`{variable}` is not the name of an environment variable");
            check(
                plain && word,
                message,
                "letters, digits and `_`, and no digit first",
            );
        }
        for pointer in self.pointers() {
            let message = format!("`{pointer}` is not a JSON pointer into a body");
            check(
                pointer.starts_with('/'),
                message,
                "begin each step with `/`, such as `/result/items`",
            );
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    /// All JSON pointers that are set.
    fn pointers(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        if let Some(envelope) = &self.envelope {
            all.extend([envelope.success.as_str(), &envelope.content]);
        }
        if let Some(errors) = &self.errors {
            all.extend([
                errors.list.as_str(),
                &errors.code,
                &errors.message,
                &errors.documentation_url,
                &errors.pointer,
            ]);
        }
        if let Some(pagination) = &self.pagination {
            let counters = &pagination.counters;
            let counters = [
                &counters.page,
                &counters.per_page,
                &counters.total_count,
                &counters.total_pages,
            ];
            all.push(&pagination.items);
            all.extend(counters.into_iter().flatten().map(String::as_str));
        }
        all
    }
}

/// Names that a crate cannot have beside what it is made of: keywords, std's crates, its own dependencies.
const TAKEN: &[&str] = &[
    "alloc",
    "as",
    "async",
    "await",
    "bool",
    "break",
    "bytes",
    "char",
    "const",
    "continue",
    "core",
    "crate",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "fn",
    "for",
    "futures_core",
    "gen",
    "http",
    "if",
    "impl",
    "in",
    "jiff",
    "let",
    "loop",
    "match",
    "mod",
    "move",
    "mut",
    "percent_encoding",
    "proc_macro",
    "pub",
    "ref",
    "reqwest",
    "return",
    "self",
    "serde",
    "serde_json",
    "serde_path_to_error",
    "static",
    "std",
    "str",
    "struct",
    "super",
    "test",
    "tokio",
    "trait",
    "true",
    "try",
    "type",
    "unsafe",
    "use",
    "where",
    "while",
    "yield",
];

/// Cargo's rule for package names, narrowed to what can also be a library name.
fn is_package_name(name: &str) -> bool {
    let library = name.replace('-', "_");
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.len() <= 64
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        && !TAKEN.contains(&library.as_str())
}

/// Semantic Versioning 2.0.0, without looking into pre-release and build.
fn is_version(version: &str) -> bool {
    let core = version.split(['-', '+']).next().unwrap_or_default();
    let numbers: Vec<&str> = core.split('.').collect();
    let rest = version
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+'));
    rest && numbers.len() == 3 && numbers.iter().all(|part| part.parse::<u64>().is_ok())
}

fn one(diagnostic: Diagnostic) -> Diagnostics {
    let mut all = Diagnostics::default();
    all.push(diagnostic);
    all
}

/// The line of `text` that holds byte `offset`.
fn excerpt(path: &Path, text: &str, offset: usize) -> Excerpt {
    let before = text.get(..offset).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text
        .get(start..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or("");
    Excerpt {
        file: path.display().to_string(),
        line: before.matches('\n').count() + 1,
        column: before.get(start..).unwrap_or("").chars().count() + 1,
        length: 1,
        text: line.to_owned(),
    }
}

fn default_version() -> String {
    "0.1.0".to_owned()
}

fn default_license() -> String {
    "MIT OR Apache-2.0".to_owned()
}

fn default_code() -> String {
    "/code".to_owned()
}

fn default_message() -> String {
    "/message".to_owned()
}

fn default_documentation_url() -> String {
    "/documentation_url".to_owned()
}

fn default_pointer() -> String {
    "/source/pointer".to_owned()
}

fn default_first() -> u64 {
    1
}
