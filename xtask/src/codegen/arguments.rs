//! The arguments of `cargo xtask codegen`.
//!
//! Takes: words. Gives: a configuration, and the command that does the same. Does not read the document.

use crate::findings::Format;
use crate::workspace::workspace;
use clap::{Args, ValueEnum};
use specwright::config::{Config, Operations};
use specwright::diagnostics::Diagnostics;
use std::env;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(crate) struct Arguments {
    /// What to generate [default: spec/codegen.toml]
    #[arg(long, value_name = "FILE", conflicts_with = "spec")]
    config: Option<PathBuf>,

    /// Write nothing; show what would change, and fail if anything would
    #[arg(long)]
    pub(super) check: bool,

    /// Write nothing and make no code; say what the crate would hold, and what it took to find out
    #[arg(long, conflicts_with = "check")]
    pub(super) plan: bool,

    /// Take every warning and every skipped operation for an error: then write nothing and exit with 1
    #[arg(long)]
    pub(super) strict: bool,

    /// How findings are told. `human`: on stderr, many of one kind folded. `json`: an object a line; `github`: workflow
    /// commands; both on stdout, each finding by itself, and all else on stderr
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    pub(super) message_format: Format,

    /// An OpenAPI document to generate from with default settings
    #[arg(long, value_name = "FILE", requires = "out", requires = "name")]
    spec: Option<PathBuf>,

    /// The folder to write, with --spec
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,

    /// The name of the generated package, with --spec
    #[arg(long, requires = "spec")]
    name: Option<String>,

    /// How operations hang together, with --spec: on the client, or in a module for each tag [default: tags]
    #[arg(long, value_name = "LAYOUT", value_enum, requires = "spec")]
    layout: Option<Layout>,

    /// An OpenAPI Overlay to apply, with --spec; may be given several times
    #[arg(long = "overlay", value_name = "FILE", requires = "spec")]
    overlays: Vec<PathBuf>,

    #[command(flatten)]
    selection: SelectionArguments,

    #[command(flatten)]
    sources: SourceArguments,
}

/// How operations hang together.
#[derive(Clone, Copy, ValueEnum)]
enum Layout {
    Flat,
    Tags,
}

impl Layout {
    fn name(self) -> &'static str {
        match self {
            Self::Flat => "flat",
            Self::Tags => "tags",
        }
    }
}

/// Each replaces the list of its kind in codegen.toml.
#[derive(Args)]
#[command(
    next_help_heading = "Selection (each may be given several times; all kinds given must fit)"
)]
pub(crate) struct SelectionArguments {
    /// Only the operation with this operationId
    #[arg(long = "operation", value_name = "ID")]
    operations: Vec<String>,

    /// Only operations with this tag
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,

    /// Only operations of paths like this: `*` is anything within a segment, `**` anything at all
    #[arg(long = "path", value_name = "PATTERN")]
    paths: Vec<String>,

    /// Only operations with this HTTP method
    #[arg(long = "method", value_name = "METHOD")]
    methods: Vec<String>,
}

impl SelectionArguments {
    /// Puts what is given in the place of what a configuration says.
    pub(crate) fn apply(&self, config: &mut Config) {
        let select = &mut config.select;
        for (list, given) in [
            (&mut select.operations, &self.operations),
            (&mut select.tags, &self.tags),
            (&mut select.paths, &self.paths),
            (&mut select.methods, &self.methods),
        ] {
            if !given.is_empty() {
                list.clone_from(given);
            }
        }
    }

    /// Whether nothing is left out.
    pub(crate) fn is_empty(&self) -> bool {
        let lists = [&self.operations, &self.tags, &self.paths, &self.methods];
        lists.into_iter().all(Vec::is_empty)
    }
}

/// Each adds to what codegen.toml says.
#[derive(Args)]
#[command(next_help_heading = "Other files (each may be given several times)")]
struct SourceArguments {
    /// A folder, beside the document's own, of which files may be read that the document refers to
    #[arg(long = "allow", value_name = "DIR")]
    folders: Vec<PathBuf>,

    /// A file or folder that stands for a URL: nothing is read from the network
    #[arg(long = "reference", value_name = "URL=FILE", value_parser = reference)]
    references: Vec<(String, PathBuf)>,
}

/// A URL can have a `=` in its query, so the last one counts.
fn reference(text: &str) -> Result<(String, PathBuf), String> {
    match text.rsplit_once('=') {
        Some((url, file)) if !url.is_empty() && !file.is_empty() => {
            Ok((url.to_owned(), file.into()))
        }
        _ => Err("write a URL, `=`, and the file or folder that stands for it".to_owned()),
    }
}

impl Arguments {
    /// What to generate.
    pub(super) fn config(&self) -> Result<Config, Diagnostics> {
        let mut config = match (&self.spec, &self.out, &self.name) {
            (Some(spec), Some(out), Some(name)) => Config::for_document(
                spec.clone(),
                self.overlays.clone(),
                out.clone(),
                name.clone(),
            ),
            _ => match &self.config {
                Some(path) => Config::from_file(path),
                None => Config::from_file(&default_config()),
            },
        }?;
        if let Some(layout) = self.layout {
            config.layout.operations = match layout {
                Layout::Flat => Operations::Flat,
                Layout::Tags => Operations::Tags,
            };
        }
        self.selection.apply(&mut config);
        config.folders.extend(self.sources.folders.iter().cloned());
        let references = self.sources.references.iter().cloned();
        config.references.extend(references);
        Ok(config)
    }

    /// The command that ends the drift: the same arguments without `--check`.
    pub(super) fn command(&self) -> String {
        let mut words = vec!["cargo xtask codegen".to_owned()];
        for (name, value) in self.options() {
            words.push(format!("--{name} {}", quoted(&value)));
        }
        if self.strict {
            words.push("--strict".to_owned());
        }
        words.join(" ")
    }

    /// All options that were given and have a value, but for how findings are told.
    fn options(&self) -> Vec<(&'static str, String)> {
        let path = |path: &PathBuf| path.display().to_string();
        let mut options = Vec::new();
        let mut add = |name, values: Vec<String>| {
            options.extend(values.into_iter().map(|value| (name, value)));
        };
        add("config", self.config.iter().map(path).collect());
        add("spec", self.spec.iter().map(path).collect());
        add("out", self.out.iter().map(path).collect());
        add("name", self.name.iter().cloned().collect());
        let layout = self.layout.iter();
        add("layout", layout.map(|one| one.name().to_owned()).collect());
        add("overlay", self.overlays.iter().map(path).collect());
        add("operation", self.selection.operations.clone());
        add("tag", self.selection.tags.clone());
        add("path", self.selection.paths.clone());
        add("method", self.selection.methods.clone());
        add("allow", self.sources.folders.iter().map(path).collect());
        let references = self.sources.references.iter();
        let references = references.map(|(url, file)| format!("{url}={}", file.display()));
        add("reference", references.collect());
        options
    }
}

/// `spec/codegen.toml` of this workspace.
pub(crate) fn default_config() -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    let path = workspace().join("spec").join("codegen.toml");
    path.strip_prefix(&here).map(Path::to_owned).unwrap_or(path)
}

fn quoted(word: &str) -> String {
    let plain =
        |character: char| character.is_ascii_alphanumeric() || "-_./=:,@%+".contains(character);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
