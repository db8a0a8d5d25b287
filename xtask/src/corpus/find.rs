//! The OpenAPI documents in some folders.
//!
//! Takes: folders and files. Gives: the files whose top level says `openapi`: what only belongs to a document does not.
//! Does not parse them: a glance is enough.

use globset::GlobMatcher;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A document, and the tree that it may read from.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) path: PathBuf,
    pub(super) tree: PathBuf,
}

/// All documents below the folders, by path; a file stands for itself.
pub(super) fn documents(
    roots: &[PathBuf],
    filter: Option<&GlobMatcher>,
) -> Result<Vec<Document>, (PathBuf, io::Error)> {
    let mut found = BTreeMap::new();
    for root in roots {
        let mut waiting = vec![root.clone()];
        while let Some(path) = waiting.pop() {
            let failed = |error| (path.clone(), error);
            if fs::metadata(&path).map_err(failed)?.is_dir() {
                waiting.extend(entries(&path).map_err(failed)?);
            } else if wanted(&path, root, filter) && is_document(&fs::read(&path).map_err(failed)?)
            {
                let folder = if path == *root {
                    path.parent()
                } else {
                    Some(root.as_path())
                };
                // What is above a bare name has no name itself.
                let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
                let folder = folder.unwrap_or(Path::new("."));
                found.insert(path.clone(), folder.to_owned());
            }
        }
    }
    let found = found.into_iter();
    Ok(found.map(|(path, tree)| Document { path, tree }).collect())
}

/// What is in a folder, but for what is hidden and for links to folders, which could lead round in a circle.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let link = entry.file_type()?.is_symlink() && !path.is_file();
        if !hidden && !link {
            paths.push(path);
        }
    }
    Ok(paths)
}

fn wanted(path: &Path, root: &Path, filter: Option<&GlobMatcher>) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let known = extension.is_some_and(|extension| matches!(extension, "json" | "yaml" | "yml"));
    known && filter.is_none_or(|filter| filter.is_match(relative(path, root)))
}

/// A path as the filter sees it: the name alone, of a file that was named itself.
pub(super) fn relative<'a>(path: &'a Path, root: &Path) -> &'a Path {
    let below = path.strip_prefix(root).ok();
    let below = below.filter(|below| !below.as_os_str().is_empty());
    below
        .or_else(|| path.file_name().map(Path::new))
        .unwrap_or(path)
}

/// Whether a text, JSON or YAML, has the key `openapi` at its top.
fn is_document(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().find(|line| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with(['#', '%']) && line != "---"
    });
    let Some(first) = first else { return false };
    if first.trim_start().starts_with('{') {
        return flow_has_key(text);
    }
    let indent = first.len() - first.trim_start().len();
    let key = |line: &str| {
        let line = line.get(indent..).unwrap_or_default();
        KEYS.iter().any(|key| {
            let rest = line.strip_prefix(key);
            rest.is_some_and(|rest| rest.trim_start().starts_with(':'))
        })
    };
    text.lines().any(key)
}

/// The key as YAML lets people write it.
const KEYS: [&str; 3] = ["openapi", "\"openapi\"", "'openapi'"];

/// The same for a mapping in braces.
fn flow_has_key(text: &str) -> bool {
    let mut depth = 0_usize;
    // Whether a key can begin here, and whether any value can.
    let (mut key, mut start) = (false, true);
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let here = text.get(at..).unwrap_or_default();
        if key && depth == 1 && KEYS.iter().any(|key| here.starts_with(key)) {
            return true;
        }
        if character == '"' || (character == '\'' && start) {
            while let Some((_, next)) = characters.next() {
                if next == '\\' && character == '"' {
                    characters.next();
                } else if next == character {
                    break;
                }
            }
        }
        if !character.is_whitespace() {
            key = matches!(character, '{' | ',');
            start = matches!(character, '{' | '[' | ',' | ':');
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_document;

    #[test]
    fn documents_say_so_at_the_top() {
        for text in [
            "openapi: 3.0.3\ninfo: {}",
            "\u{feff}# why\n---\n\"openapi\" : '3.1.0'\n",
            "info:\n  title: x\nopenapi: 3.0.3",
            "  info: {}\n  openapi: 3.0.3",
            r#"{"info": {"title": "a \"quoted\" {", "x": [1, {"y": 2}]}, "openapi": "3.0.0"}"#,
            "{openapi: 3.0.3, info: {title: it's}}",
            "{info: {title: it's}, 'openapi': 3.0.3}",
        ] {
            assert!(is_document(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn fragments_and_others_do_not() {
        for text in [
            "",
            "# openapi: 3.0.3\n",
            "type: object\nproperties:\n  openapi: {type: string}\n",
            "x: |\n  openapi: 3.0.3\n",
            "openapi-extra: 1",
            r#"{"properties": {"openapi": {"type": "string"}}}"#,
            r#"{"x": "openapi", "y": ["openapi"]}"#,
            "swagger: '2.0'",
            "overlay: 1.0.0",
        ] {
            assert!(!is_document(text.as_bytes()), "{text}");
        }
    }
}
