//! The text of a file.
//!
//! Takes: a path. Gives: its text without a byte order mark, or why there is none.
//! Does not parse.

use super::tree::Syntax;
use crate::diagnostics::{Diagnostic, Diagnostics, Excerpt};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// A file that was read.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// The file, as the user named it.
    pub(super) name: String,
    pub(super) text: String,
    /// As what it was parsed; YAML until then.
    pub(super) syntax: Syntax,
}

impl Source {
    pub(super) fn read(path: &Path) -> Result<Self, Diagnostics> {
        let name = path.display().to_string();
        let mut bytes = fs::read(path).map_err(|error| unreadable(path, &name, &error))?;
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Err(Diagnostic::error(format!("{name} is encoded in UTF-16"))
                .hint("save it as UTF-8")
                .into());
        }
        if bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self {
                name,
                text,
                syntax: Syntax::Yaml,
            }),
            Err(error) => Err(not_utf8(
                &name,
                error.as_bytes(),
                error.utf8_error().valid_up_to(),
            )),
        }
    }
}

fn unreadable(path: &Path, name: &str, error: &io::Error) -> Diagnostics {
    if path.is_dir() {
        return Diagnostic::error(format!("{name} is a folder, not a file"))
            .hint("name the document in it")
            .into();
    }
    let hint = match error.kind() {
        ErrorKind::NotFound => {
            "check the path: it is taken relative to the file that names it, or to the current folder"
        }
        ErrorKind::PermissionDenied => "make the file readable",
        _ => "check that the path leads to a readable file",
    };
    Diagnostic::error(format!("cannot read {name}: {error}"))
        .hint(hint)
        .into()
}

fn not_utf8(name: &str, bytes: &[u8], valid: usize) -> Diagnostics {
    let before = bytes.get(..valid).unwrap_or_default();
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |end| end + 1);
    let rest = bytes.get(start..).unwrap_or_default();
    let end = rest
        .iter()
        .position(|byte| *byte == b'\n')
        .unwrap_or(rest.len());
    let text = String::from_utf8_lossy(rest.get(..end).unwrap_or_default());
    let column = String::from_utf8_lossy(before.get(start..).unwrap_or_default())
        .chars()
        .count()
        + 1;
    let byte = bytes.get(valid).copied().unwrap_or_default();
    Diagnostic::error(format!("not UTF-8: byte {byte:#04x} at offset {valid}"))
        .hint("save the file as UTF-8")
        .excerpt(Excerpt::cut_from_line(
            name,
            line,
            text.trim_end(),
            column,
            1,
        ))
        .into()
}
