//! What to generate: `codegen.toml`, or the command line in its place.
//!
//! Takes a file, gives a [`Config`] whose paths are resolved against the folder of that file.
//! It does not look at the document.

mod bodies;
mod check;
mod chosen;
mod derives;
mod enums;
mod fields;
mod formats;
mod layout;
mod origin;
mod pages;
mod replace;
mod schemas;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use bodies::{Envelope, Errors};
pub use chosen::Chosen;
pub use enums::Enums;
pub use fields::Fields;
pub use formats::{FormatSetting, FormatType};
pub use layout::{Layout, Operations};
use origin::Origin;
pub(crate) use pages::WayOf;
pub use pages::{Counters, PagesOf, Pagination};
pub use replace::{Dependencies, Dependency, Replacement};
pub(crate) use replace::{first, library};
pub use schemas::{Schemas, WithoutType};
use serde::Deserialize;

use crate::diagnostics::{Diagnostic, Diagnostics};
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
    /// Where calls and models stand.
    #[serde(default)]
    pub layout: Layout,
    /// What texts of a format become, by the name of the format. What is not listed and what has no type is a `String`
    /// whose documentation says the format.
    ///
    /// ```toml
    /// [formats]
    /// date-time = "chrono"   # "jiff" (default), "chrono", "time", "string"
    /// date = "chrono"        # the same; jiff writes instants in UTC, the others keep the offset
    /// time = "jiff"          # "string" (default), "jiff": with offset or without
    /// duration = "jiff"      # "string" (default), "jiff": ISO 8601, unit by unit
    /// ipv4 = "string"        # "std" (default), "string"
    /// ipv6 = "string"        # the same
    /// uuid = "uuid"          # "string" (default), "uuid"
    /// byte = "base64"        # "string" (default), "base64": the bytes
    /// uri = "url"            # "string" (default), "url": absolute URLs
    /// decimal = "rust_decimal" # "string" (default), "rust_decimal": up to 28 digits
    /// guid = "uuid"          # any other format of this document: "uuid", "base64", "url", "rust_decimal"
    /// ulid = "my_types::Ulid" # a type of your own, as in `[replace]`, which says what it needs
    /// ```
    ///
    /// A text that is not of its format fails the whole answer, so the default is a type only for formats that servers
    /// keep to. A type keeps the value, not its spelling: a UUID is written in lower case, `https://example.com` gets its
    /// slash, base64 its padding. A crate is a dependency only where a type of it has a use.
    /// jiff's instants end at 9999-12-30T22:00Z: where a server says "never" by 9999-12-31T23:59:59Z, chrono reads it.
    #[serde(default)]
    pub formats: BTreeMap<String, FormatSetting>,
    /// Schemas that are not generated because you have the type, by the name of the component: all that would name the
    /// generated type names yours.
    ///
    /// ```toml
    /// [replace]
    /// Token = "my_types::Token"          # of a crate, which `[dependencies]` has
    /// Account = "crate::accounts::Account" # of a file of your own in the crate, `src/accounts.rs`
    ///
    /// [dependencies]
    /// my-types = { version = "1.2", features = ["serde"] }
    /// ```
    ///
    /// As a table, `{ path = "my_types::Token", traits = ["Eq", "Hash"] }` says what else it has, for `[derives]`.
    ///
    /// The type needs what models have: `Clone`, `Debug`, `PartialEq`, `serde::Serialize` and `serde::Deserialize` in the form
    /// that the schema describes, and it must be `Send`, `Sync` and `'static`. Its lifetime parameters and generics are
    /// none. A module that a path of `crate::` begins with is declared in `src/lib.rs`; its file is yours, and is never
    /// touched.
    #[serde(default)]
    pub replace: BTreeMap<String, Replacement>,
    /// Which enums are closed, by the name of the schema, or of the type where that has none.
    ///
    /// ```toml
    /// [enums]
    /// closed = ["Status", "TokenKind"] # or `true` for all
    /// ```
    ///
    /// A closed enum is `Copy`, has no `Unknown`, and its `FromStr` can fail. The cost: a value that a server adds fails every
    /// answer that has it, until the crate is generated anew; and a new value is a breaking change of the crate.
    #[serde(default)]
    pub enums: Enums,
    /// How fields are read, by the names that the document has for schema and property, or that of the type where it has no
    /// schema of its own.
    ///
    /// ```toml
    /// [fields]
    /// forgiving = ["Token.condition", "Token.not_before"] # or `true`
    /// ```
    ///
    /// A value that cannot be read does not fail the answer: the field is absent. The cost: the value is lost, nothing says
    /// so, and what is written again does not have it. Reading such a field goes by way of `serde_json::Value`.
    #[serde(default)]
    pub fields: Fields,
    /// How far types go by the letter of JSON Schema, which allows more than authors mean.
    ///
    /// ```toml
    /// [schemas]
    /// keep_unknown = true  # properties that no schema names are kept and written back
    /// without_type = "any" # "described" (default), "any": a text is a value of a schema with `properties` and no `type`
    /// ```
    ///
    /// The first is for programs that read, change and write what they do not own; the cost is a map in each struct. The second is
    /// for documents that mean it; the cost is an enum in the place of each type whose schema has no `type`: also of answers, of
    /// which envelopes and pages are not recognised then, and of forms, whose fields are set by name.
    #[serde(default)]
    pub schemas: Schemas,
    /// What models derive beside what they need, by the name of the schema, or of the type where that has none; `"*"` is all
    /// of them.
    ///
    /// ```toml
    /// [derives]
    /// "*" = ["Eq", "Hash"]
    /// Token = ["Default", "PartialOrd", "schemars::JsonSchema"]
    /// Report = ["-PartialEq"]
    ///
    /// [dependencies]
    /// schemars = "1"
    /// ```
    ///
    /// Traits of the standard library (`Copy`, `Default`, `Eq`, `Hash`, `Ord`, `PartialEq`, `PartialOrd`) come with those
    /// that they need. `"*"` gives them to each type whose parts allow it: a number with a fraction is never `Eq`, and what
    /// holds one is not either. By its name a type gets them together with all types that it contains; that it cannot have
    /// one is a warning. The path of a derive of another crate is written as it is given, for these types alone. `-` leaves
    /// one out: `PartialEq`, `Eq` or `Hash`, of that type and of what contains it.
    #[serde(default)]
    pub derives: BTreeMap<String, Vec<String>>,
    /// Crates that `[replace]` or `[derives]` name, as they stand in Cargo.toml; a `path` is relative to the folder of the crate. Those
    /// of `[replace]` are exported by the crate, so that its users have the same versions. What is said here of a crate that a
    /// format needs counts, so it must say the feature `serde` there.
    #[serde(default)]
    pub dependencies: Dependencies,
    /// Better names.
    #[serde(default)]
    pub rename: Rename,
    /// The envelope around success bodies. Default: none.
    pub envelope: Option<Envelope>,
    /// Where error bodies say what went wrong. Default: they are kept as raw bytes only.
    pub errors: Option<Errors>,
    /// How the pages of lists follow each other, see [`Pagination`]. Default: as far as it is recognised.
    pub pagination: Option<Pagination>,
    /// What goes into the documentation beyond the standard's own fields.
    #[serde(default)]
    pub documentation: Documentation,
    /// What the example program shows.
    #[serde(default)]
    pub example: Example,
    /// Where messages about settings point to; not there without a file.
    #[serde(skip)]
    origin: Option<Origin>,
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
    /// From a tag, or the segment of a path that stands for one, to the name of its module and feature.
    #[serde(default)]
    pub tags: BTreeMap<String, String>,
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
    /// The method of the client, with `layout.operations = "tags"` as `tag.method`. Default: the first list in pages, else the
    /// first `GET`, else the first call; without those that need a body or are deprecated.
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
        let read = toml::from_str(&text);
        let origin = Origin::new(path, text);
        let mut config: Self = read.map_err(|error| {
            let mut diagnostic = Diagnostic::error(error.message().trim().to_owned()).hint(
                "the keys are described in the documentation of `specwright::config::Config`",
            );
            if let Some(span) = error.span() {
                diagnostic = diagnostic.excerpt(origin.excerpt(span.start, 1));
            }
            one(diagnostic)
        })?;
        config.origin = Some(origin);
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
            layout: Layout::of_tags(),
            formats: BTreeMap::new(),
            replace: BTreeMap::new(),
            derives: BTreeMap::new(),
            enums: Enums::default(),
            fields: Fields::default(),
            schemas: Schemas::default(),
            dependencies: Dependencies::new(),
            rename: Rename::default(),
            envelope: None,
            errors: None,
            pagination: None,
            documentation: Documentation::default(),
            example: Example::default(),
            origin: None,
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

    /// A finding about a setting, with its line if it stands in a file. The keys are those that lead to it.
    pub(crate) fn about(&self, keys: &[&str], finding: Diagnostic) -> Diagnostic {
        match self.origin.as_ref().and_then(|origin| origin.find(keys)) {
            Some(excerpt) => finding.excerpt(excerpt),
            None => finding,
        }
    }
}

fn one(diagnostic: Diagnostic) -> Diagnostics {
    let mut all = Diagnostics::default();
    all.push(diagnostic);
    all
}

fn default_version() -> String {
    "0.1.0".to_owned()
}

fn default_license() -> String {
    "MIT OR Apache-2.0".to_owned()
}
