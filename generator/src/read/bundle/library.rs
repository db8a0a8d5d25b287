//! The files of a document that is spread over several.
//!
//! Takes: paths, relative to the file that names them. Gives: their trees, each file read once, or why there is none.
//! Reads nothing from the network, and nothing outside of the folders that it may read. Does not look for references.

use super::super::origins::{FileId, Origins};
use super::super::source::Source;
use super::super::walk::Steps;
use super::super::{Request, locate, parse};
use super::Spot;
use super::anchors::Names;
use crate::diagnostics::{Diagnostics, Pointer};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use url::Url;

/// A file that was read.
struct File {
    value: Value,
    /// Its real path, by which it is known.
    path: PathBuf,
    /// What schemas in it call themselves.
    names: Names,
}

/// Why a file was not read.
pub(super) enum Refusal {
    /// The text of the message and its hint.
    Said(String, String),
    /// The file itself is wrong, and what is wrong stands in it.
    Broken,
}

/// All files read so far.
pub(super) struct Library<'a> {
    files: Vec<File>,
    by_path: BTreeMap<PathBuf, Option<FileId>>,
    /// Parts of the document that were taken from other files before anything else: where they stand now, and where
    /// they are from.
    grafts: Vec<(Pointer, Spot)>,
    /// The folders that may be read, by their real paths.
    folders: Vec<PathBuf>,
    request: &'a Request,
    pub(super) origins: &'a mut Origins,
    pub(super) notes: &'a mut Diagnostics,
}

impl<'a> Library<'a> {
    /// Begins with the document itself.
    pub(super) fn new(
        document: Value,
        request: &'a Request,
        origins: &'a mut Origins,
        notes: &'a mut Diagnostics,
    ) -> Self {
        let path = real(&request.document);
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let mut folders = vec![folder];
        let allowed = request.folders.iter().chain(request.references.values());
        folders.extend(allowed.map(|path| real(path)));
        let mut library = Self {
            files: Vec::new(),
            by_path: BTreeMap::new(),
            grafts: Vec::new(),
            folders,
            request,
            origins,
            notes,
        };
        library.by_path.insert(path.clone(), Some(FileId::ROOT));
        library.keep(document, path);
        library
    }

    fn keep(&mut self, value: Value, path: PathBuf) {
        let text = &self.origins.source(FileId(self.files.len())).text;
        let named = ["$anchor", "$dynamicAnchor", "$id"]
            .iter()
            .any(|key| text.contains(key));
        let names = if named {
            Names::of(&value)
        } else {
            Names::default()
        };
        self.files.push(File { value, path, names });
    }

    pub(super) fn value(&self, file: FileId) -> Option<&Value> {
        self.files.get(file.0).map(|file| &file.value)
    }

    pub(super) fn node(&self, file: FileId, pointer: &Pointer) -> Option<&Value> {
        self.value(file)?.pointer(pointer.as_str())
    }

    /// How many nodes all files have.
    pub(super) fn size(&self) -> usize {
        self.files.iter().map(|file| nodes(&file.value)).sum()
    }

    /// Puts a part of another file into the document.
    pub(super) fn graft(&mut self, at: Pointer, content: Value, from: Spot) {
        let document = self.files.first_mut();
        if let Some(node) = document.and_then(|file| file.value.pointer_mut(at.as_str())) {
            *node = content;
            self.origins.moved(at.clone(), from.0, from.1.clone());
            self.grafts.push((at, from));
        }
    }

    /// The file that relative references at a place are taken from.
    pub(super) fn base(&self, (file, at): &Spot) -> FileId {
        let grafted = self.grafts.iter().rev().filter(|_| *file == FileId::ROOT);
        let mut around = grafted.filter(|(place, _)| at.below(place).is_some());
        around.next().map_or(*file, |(_, (from, _))| *from)
    }

    /// Whether a place in the document was put there from another file.
    pub(super) fn is_taken_in(&self, file: FileId, steps: &Steps<'_>) -> bool {
        !self.grafts.is_empty() && self.base(&(file, steps.pointer())) != file
    }

    /// Where a node stands now, if it is part of what was put into the document.
    pub(super) fn canonical(&self, spot: Spot) -> Spot {
        let found = self.grafts.iter().find_map(|(at, (file, from))| {
            let rest = (*file == spot.0).then(|| spot.1.below(from)).flatten()?;
            Some((FileId::ROOT, at.join(rest)))
        });
        found.unwrap_or(spot)
    }

    pub(super) fn into_document(mut self) -> Value {
        if self.files.is_empty() {
            return Value::Null;
        }
        self.files.swap_remove(0).value
    }

    /// The path of a file as names are made of it: relative to the folder of the document.
    pub(super) fn relative(&self, file: FileId) -> PathBuf {
        let Some(path) = self.files.get(file.0).map(|file| &file.path) else {
            return PathBuf::new();
        };
        let folder = self
            .folders
            .first()
            .map(PathBuf::as_path)
            .unwrap_or(Path::new(""));
        path.strip_prefix(folder).unwrap_or(path).to_owned()
    }

    /// What an anchor names for a reference that stands at a place.
    pub(super) fn anchor(&self, file: FileId, at: &Pointer, name: &str) -> Option<Pointer> {
        let names = &self.files.get(file.0)?.names;
        let resource = names.resource(at).unwrap_or_default();
        names.anchor(&resource, name).cloned()
    }

    /// The innermost schema around a place that has an `$id` of its own.
    pub(super) fn resource(&self, file: FileId, at: &Pointer) -> Option<Pointer> {
        self.files.get(file.0)?.names.resource(at)
    }

    /// The schema of any file whose `$id` is this address, taken from the `$id` around the reference.
    pub(super) fn identified(&self, base: FileId, at: &Pointer, address: &str) -> Option<Spot> {
        if self.files.iter().all(|file| file.names.is_empty()) {
            return None;
        }
        let names = &self.files.get(base.0)?.names;
        let above = names
            .resource(at)
            .and_then(|resource| names.base(&resource));
        let url = match above {
            Some(above) => above.join(address).ok()?,
            None => Url::parse(address).ok()?,
        };
        self.files.iter().enumerate().find_map(|(index, file)| {
            let pointer = file.names.identified(&url)?;
            Some((FileId(index), pointer.clone()))
        })
    }

    /// The local file that stands for a URL, if the request names one: the longest prefix counts.
    pub(super) fn mapped(&self, url: &str) -> Option<PathBuf> {
        let found = self.request.references.iter();
        let matching =
            found.filter_map(|(prefix, path)| Some((url.strip_prefix(prefix.as_str())?, path)));
        let (rest, path) = matching.min_by_key(|(rest, _)| rest.len())?;
        let path = real(path);
        Some(if rest.is_empty() {
            path
        } else {
            path.join(rest.trim_start_matches('/'))
        })
    }

    /// The file that `path` leads to from `base`; `text` says that anything may stand in it.
    pub(super) fn open(
        &mut self,
        base: FileId,
        path: &Path,
        text: bool,
    ) -> Result<FileId, Refusal> {
        let from = self.files.get(base.0).map(|file| file.path.as_path());
        let folder = from.and_then(Path::parent).unwrap_or(Path::new(""));
        let wanted = real(&folder.join(path));
        match self.by_path.get(&wanted) {
            Some(Some(known)) => return Ok(*known),
            Some(None) => return Err(Refusal::Broken),
            None => {}
        }
        let shown = self.shown(base, path);
        if !self.folders.iter().any(|folder| wanted.starts_with(folder)) {
            return Err(Refusal::Said(
                format!("`{shown}` is outside of the folder of the document, and is not read"),
                "allow its folder with `folders` in codegen.toml, or `--allow DIR`".to_owned(),
            ));
        }
        if !wanted.is_file() {
            return Err(Refusal::Said(
                format!("there is no file `{shown}`"),
                "a relative reference is taken from the folder of the file that it stands in"
                    .to_owned(),
            ));
        }
        let file = self.read(&wanted, shown, text);
        self.by_path.insert(wanted, file);
        file.ok_or(Refusal::Broken)
    }

    fn read(&mut self, path: &Path, shown: String, text: bool) -> Option<FileId> {
        let mut found = Diagnostics::new();
        let mut source = match Source::read(path) {
            Ok(source) => Source {
                name: shown,
                ..source
            },
            Err(errors) => {
                self.notes.extend(errors);
                return None;
            }
        };
        let value = match parse::parse(&mut source, &mut found) {
            Ok(value) => value,
            Err(_) if text => Value::String(source.text.clone()),
            Err(errors) => {
                self.notes.extend(errors);
                return None;
            }
        };
        locate::complete(&source, found.iter_mut());
        self.notes.extend(found);
        let file = self.origins.add(source);
        self.keep(value, path.to_owned());
        Some(file)
    }

    /// A path as the reader knows it: as the file that names it was named, without detours.
    fn shown(&self, base: FileId, path: &Path) -> String {
        let folder = Path::new(&self.origins.source(base).name)
            .parent()
            .unwrap_or(Path::new(""));
        tidy(&folder.join(path)).display().to_string()
    }
}

/// A path without `.` and `..` where that can be told from the text alone.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(tidy.components().next_back(), Some(Component::Normal(_))) =>
            {
                tidy.pop();
            }
            other => tidy.push(other),
        }
    }
    tidy
}

/// The path from the root with links followed, so that a file has one path only and a link does not lead out of a
/// folder.
fn real(path: &Path) -> PathBuf {
    path.canonicalize()
        .or_else(|_| std::path::absolute(path).map(|path| tidy(&path)))
        .unwrap_or_else(|_| tidy(path))
}

/// How many nodes a part has.
pub(super) fn nodes(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(nodes).sum(),
        Value::Object(map) => map.values().map(nodes).sum(),
        _ => 0,
    }
}
