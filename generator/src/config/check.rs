//! What can be seen of a configuration without the document.
//!
//! Takes the settings, gives what cannot be. Changes nothing.

use super::{Config, FormatSetting, FormatType, derives, formats, replace};
use crate::diagnostics::{Diagnostic, Diagnostics};

impl Config {
    /// What can be seen without the document.
    pub(super) fn validate(&self) -> Result<(), Diagnostics> {
        let mut wrong = Diagnostics::default();
        self.check_package(&mut wrong);
        self.check_service(&mut wrong);
        self.check_layout(&mut wrong);
        for (keys, pointer) in self.pointers() {
            let message = format!("`{pointer}` is not a JSON pointer into a body");
            let hint = "begin each step with `/`, such as `/result/items`";
            self.check(&mut wrong, &keys, pointer.starts_with('/'), message, hint);
        }
        self.check_pagination(&mut wrong);
        wrong.extend(formats::wrong(self));
        wrong.extend(replace::wrong(self));
        wrong.extend(derives::wrong(self));
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    /// Says what is wrong at some keys unless it holds.
    fn check(
        &self,
        wrong: &mut Diagnostics,
        keys: &[&str],
        holds: bool,
        message: String,
        hint: &str,
    ) {
        if !holds {
            wrong.push(self.about(keys, Diagnostic::error(message).hint(hint)));
        }
    }

    fn check_package(&self, wrong: &mut Diagnostics) {
        let name = &self.package.name;
        self.check(
            wrong,
            &["package", "name"],
            is_package_name(name) && !self.is_library(name),
            format!("`{name}` is not a package name"),
            "begin with an ASCII letter and go on with letters, digits, `-` and `_`; a keyword or the name of a crate \
             that the package itself needs will not do",
        );
        let version = &self.package.version;
        self.check(
            wrong,
            &["package", "version"],
            is_version(version),
            format!("`{version}` is not a version"),
            "write three numbers, such as `0.1.0`",
        );
    }

    fn check_service(&self, wrong: &mut Diagnostics) {
        if let Some(url) = &self.service.base_url {
            let absolute = url.starts_with("https://") || url.starts_with("http://");
            self.check(
                wrong,
                &["service", "base_url"],
                absolute && !url.contains(['?', '#', ' ']),
                format!("`{url}` is not a base URL"),
                "write an absolute URL without query and fragment, such as `https://api.example.com/v1`",
            );
        }
        if let Some(header) = &self.service.request_id_header {
            let mut characters = header.chars();
            let token = characters.all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
            self.check(
                wrong,
                &["service", "request_id_header"],
                token && !header.is_empty(),
                format!("`{header}` is not the name of a header"),
                "letters, digits, `-` and `_`",
            );
        }
        for (scheme, variable) in &self.credentials {
            let plain = !variable.is_empty() && !variable.starts_with(|c: char| c.is_ascii_digit());
            let mut characters = variable.chars();
            self.check(
                wrong,
                &["credentials", scheme],
                plain && characters.all(|c| c.is_ascii_alphanumeric() || c == '_'),
                format!("`{variable}` is not the name of an environment variable"),
                "letters, digits and `_`, and no digit first",
            );
        }
    }

    fn check_pagination(&self, wrong: &mut Diagnostics) {
        let Some(pagination) = &self.pagination else {
            return;
        };
        let hint = "say one of `page`, `offset`, `cursor` with `next` or `last_item`, `next`, and `link_header`; and `items`";
        let mut say = |mut keys: Vec<&str>, found: Option<(&'static str, &str)>| {
            let Some((key, what)) = found else { return };
            let message = format!("`[{}]` cannot be: {what}", keys.join("."));
            keys.push(key);
            self.check(wrong, &keys, false, message, hint);
        };
        say(vec!["pagination"], pagination.wrong(false));
        for (id, said) in pagination.said_of_calls() {
            say(vec!["pagination", "operations", id], said.wrong(true));
        }
    }

    fn check_layout(&self, wrong: &mut Diagnostics) {
        for (keys, count) in self.word_counts() {
            let message = format!("files by {count} words of a name are in too many folders");
            let hint = format!("say at most {MOST_WORDS}");
            self.check(wrong, &keys, count <= MOST_WORDS, message, &hint);
        }
    }

    /// Whether a crate that a format or a type needs is called like the package.
    fn is_library(&self, name: &str) -> bool {
        let library = replace::library(name);
        if (self.dependencies.keys()).any(|name| replace::library(name) == library) {
            return true;
        }
        self.formats.values().any(|setting| match setting {
            FormatSetting::Known(FormatType::String) | FormatSetting::Own(_) => false,
            FormatSetting::Known(ty) => ty.name() == library,
        })
    }

    /// All numbers of words that make a file, with the keys that lead to them.
    fn word_counts(&self) -> Vec<(Vec<&str>, usize)> {
        let layout = &self.layout;
        let all = layout.model_words.iter();
        let all = all.map(|count| (vec!["layout", "model_words"], *count));
        let some = layout.model_words_of.iter();
        let some = some.map(|(word, count)| {
            let keys = vec!["layout", "model_words_of", word.as_str()];
            (keys, *count)
        });
        all.chain(some).collect()
    }

    /// All JSON pointers that are set, with the keys that lead to them.
    fn pointers<'a>(&'a self) -> Vec<(Vec<&'a str>, &'a str)> {
        let mut all: Vec<(Vec<&str>, &str)> = Vec::new();
        if let Some(envelope) = &self.envelope {
            all.push((vec!["envelope", "success"], &envelope.success));
            all.push((vec!["envelope", "content"], &envelope.content));
        }
        if let Some(errors) = &self.errors {
            let pointers = [
                ("list", &errors.list),
                ("code", &errors.code),
                ("message", &errors.message),
                ("documentation_url", &errors.documentation_url),
                ("pointer", &errors.pointer),
            ];
            all.extend(pointers.map(|(key, pointer)| (vec!["errors", key], pointer.as_str())));
        }
        if let Some(pagination) = &self.pagination {
            let within = |keys: Vec<&'a str>| [vec!["pagination"], keys].concat();
            let own = pagination.pointers().into_iter();
            all.extend(own.map(|(keys, pointer)| (within(keys), pointer)));
            for (id, said) in pagination.said_of_calls() {
                let of = |keys| within([vec!["operations", id], keys].concat());
                let pointers = said.pointers().into_iter();
                all.extend(pointers.map(|(keys, pointer)| (of(keys), pointer)));
            }
        }
        all
    }
}

/// Modules nest this deep below `models`.
const MOST_WORDS: usize = 8;

/// Names that a crate cannot have beside what it is made of: keywords, std's crates, its own dependencies.
const TAKEN: &[&str] = &[
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "base64",
    "become",
    "bool",
    "box",
    "break",
    "bytes",
    "char",
    "const",
    "continue",
    "core",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "futures_core",
    "gen",
    "http",
    "http_body",
    "if",
    "impl",
    "in",
    "jiff",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "percent_encoding",
    "priv",
    "proc_macro",
    "pub",
    "ref",
    "regex_lite",
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
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
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
