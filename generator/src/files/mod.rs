//! The files of a generated crate, and the folder they live in.
//!
//! Takes: paths and texts. Gives: what differs from a folder, and the folder brought up to date, all or nothing.
//! Does not touch a file that it did not write, and knows nothing of what the texts mean.

mod access;
mod folder;
mod journal;
mod path;

use std::collections::{BTreeMap, btree_map};
use std::fmt;
use std::path::Path;

/// The file that lists, inside the folder, what was generated there.
pub const LIST: &str = ".specwright-files";

/// Where new content waits until all of it is on the disk.
const STAGING: &str = ".specwright-staging";

/// Generated files: relative path, with `/`, to text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileSet(BTreeMap<String, String>);

impl FileSet {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file, in place of one of the same path. A path that leads out of the folder is refused
    /// when the set meets a folder. Lines end with LF, whatever the text has.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.0.insert(path.into(), line_ends(text.into()));
    }

    /// The text of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// The files, sorted by path.
    #[must_use]
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.0.iter())
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What writing the set into `folder` would change. Writes nothing.
    ///
    /// # Errors
    ///
    /// If the folder is not one that can be written: see [`FileSet::apply`].
    pub fn compare(&self, folder: &Path) -> Result<Changes, FilesError> {
        path::check_all(self.0.keys())?;
        self.changes(folder)
    }

    /// Writes the set into `folder`: adds, changes and removes what differs, and nothing else.
    /// A crash leaves the old files, or is completed by the next call.
    ///
    /// # Errors
    ///
    /// If the folder holds files that were not generated and no list of those that were; if a file that was not
    /// generated, or a symbolic link, is in the way; if another run is writing there; if the disk is full or refuses.
    /// Nothing is written then, unless the error says that it is unfinished: see [`FilesError`].
    pub fn apply(&self, folder: &Path) -> Result<Changes, FilesError> {
        path::check_all(self.0.keys())?;
        let created = journal::create_folder(folder)?;
        let lock = access::Lock::hold(folder)?;
        let result = self.apply_alone(folder);
        if result.is_err() {
            // Only empty ones go.
            for folder in created {
                let _ = std::fs::remove_dir(folder);
            }
        }
        drop(lock);
        result
    }

    fn apply_alone(&self, folder: &Path) -> Result<Changes, FilesError> {
        journal::recover(folder)?;
        let changes = self.changes(folder)?;
        if !changes.is_empty() {
            journal::write(folder, &changes)?;
        }
        Ok(changes)
    }

    /// With the list of them, which is a file as well.
    fn changes(&self, folder: &Path) -> Result<Changes, FilesError> {
        let mut list = folder::LIST_HEAD.to_owned();
        for path in self.0.keys() {
            list.push_str(path);
            list.push('\n');
        }
        let mut files: BTreeMap<&str, &str> = self.iter().collect();
        files.insert(LIST, &list);
        folder::compare(&files, folder)
    }
}

impl<'a> IntoIterator for &'a FileSet {
    type Item = (&'a str, &'a str);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The files of a set, sorted by path.
#[derive(Debug, Clone)]
pub struct Iter<'a>(btree_map::Iter<'a, String, String>);

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let (path, text) = self.0.next()?;
        Some((path, text))
    }
}

/// How a set and a folder differ.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Files that the folder lacks.
    pub added: Vec<Change>,
    /// Files whose text differs.
    pub changed: Vec<Change>,
    /// Generated files that the set no longer has.
    pub removed: Vec<Change>,
    /// How many files are equal.
    pub unchanged: usize,
}

impl Changes {
    /// Whether the folder is up to date.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// All changes: added, changed, removed.
    pub fn iter(&self) -> impl Iterator<Item = &Change> {
        let kept = self.added.iter().chain(&self.changed);
        kept.chain(&self.removed)
    }
}

/// One file that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Relative path, with `/`.
    pub path: String,
    /// What the folder has; lines end with LF.
    pub old: Option<String>,
    /// What the set has.
    pub new: Option<String>,
}

/// Why a folder cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilesError {
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// Some files are written and some are not: running again carries the update through. Else nothing was written.
    pub unfinished: bool,
}

impl FilesError {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: hint.into(),
            unfinished: false,
        }
    }

    /// The same, of an update that has begun to change files.
    fn unfinished(mut self) -> Self {
        if !self.unfinished {
            self.unfinished = true;
            self.hint
                .push_str("; some files are written and some are not: running again carries the update through");
        }
        self
    }

    fn io(action: &str, path: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let hint = match error.kind() {
            ErrorKind::PermissionDenied => "make the output folder writable, or choose another",
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                "free some space and run the command again"
            }
            ErrorKind::ReadOnlyFilesystem => {
                "choose an output folder on a disk that can be written"
            }
            ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
                "a file stands where a folder is needed: move it, or choose another output folder"
            }
            _ => "check that the output folder exists and can be written",
        };
        Self::new(format!("cannot {action} {}: {error}", path.display()), hint)
    }
}

impl fmt::Display for FilesError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for FilesError {}

fn line_ends(text: String) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n")
    } else {
        text
    }
}
