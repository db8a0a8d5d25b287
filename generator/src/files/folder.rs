//! What a folder holds, and how it differs from a set.
//!
//! Takes: a folder and the files wanted. Gives: changes, or why the folder is refused.
//! Does not write.

use super::{Change, Changes, FilesError, LIST, STAGING, journal, line_ends, path};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

pub(super) const LIST_HEAD: &str = "\
# The files that specwright wrote into this folder. It updates and removes these and touches no others.
# Written by specwright: do not edit.
";

/// Compares the files wanted, the list among them, with those of a folder.
pub(super) fn compare(wanted: &BTreeMap<&str, &str>, folder: &Path) -> Result<Changes, FilesError> {
    let mut changes = Changes::default();
    let known = known_files(folder)?;
    for (path, new) in wanted {
        let old = read_file(folder, path, &known)?;
        if old.is_some() && *path != LIST && !known.contains(*path) {
            return Err(in_the_way(folder, path, "a file"));
        }
        let list = match &old {
            None => &mut changes.added,
            Some(old) if old != new => &mut changes.changed,
            Some(_) => {
                changes.unchanged += 1;
                continue;
            }
        };
        list.push(change(path, old, Some((*new).to_owned())));
    }
    for path in &known {
        if !wanted.contains_key(path.as_str()) {
            let old = read_file(folder, path, &known)?;
            if old.is_some() {
                changes.removed.push(change(path, old, None));
            }
        }
    }
    Ok(changes)
}

fn change(path: &str, old: Option<String>, new: Option<String>) -> Change {
    Change {
        path: path.to_owned(),
        old,
        new,
    }
}

/// The files in a folder that may be changed: those in its list, and those of an update that was interrupted.
fn known_files(folder: &Path) -> Result<BTreeSet<String>, FilesError> {
    match fs::metadata(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(FilesError::io("read", folder, &error)),
        Ok(found) if !found.is_dir() => {
            return Err(FilesError::new(
                format!("{} is not a folder", folder.display()),
                "move the file away, or choose another output folder",
            ));
        }
        Ok(_) => {}
    }
    let mut known = journal::pending_files(folder)?;
    match read_list(folder)? {
        Some(list) => known.extend(list),
        None if known.is_empty() && has_entries(folder)? => {
            return Err(FilesError::new(
                format!(
                    "not a folder that specwright wrote: {} has files and no list `{LIST}`",
                    folder.display()
                ),
                "choose a new or an empty output folder",
            ));
        }
        None => {}
    }
    Ok(known)
}

fn read_list(folder: &Path) -> Result<Option<Vec<String>>, FilesError> {
    let Some(text) = read_file(folder, LIST, &BTreeSet::new())? else {
        return Ok(None);
    };
    let mut list = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if !path::is_safe(line) || line == LIST {
            return Err(FilesError::new(
                format!(
                    "line {} of {} is not a path inside the folder: `{}`",
                    number + 1,
                    folder.join(LIST).display(),
                    line.escape_debug()
                ),
                "restore the list from version control, or generate into an empty folder",
            ));
        }
        list.push(line.to_owned());
    }
    Ok(Some(list))
}

fn has_entries(folder: &Path) -> Result<bool, FilesError> {
    let entries = fs::read_dir(folder).map_err(|error| FilesError::io("read", folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| FilesError::io("read", folder, &error))?;
        if entry.file_name() != STAGING {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The text of a file with LF line ends, or `None` if there is none. Follows no symbolic link.
fn read_file(
    folder: &Path,
    path: &str,
    known: &BTreeSet<String>,
) -> Result<Option<String>, FilesError> {
    if !parents_exist(folder, path, known)? {
        return Ok(None);
    }
    let full = folder.join(path);
    let found = match fs::symlink_metadata(&full) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(FilesError::io("read", &full, &error)),
        Ok(found) => found,
    };
    if found.is_symlink() {
        return Err(in_the_way(folder, path, "a symbolic link"));
    }
    if !found.is_file() {
        return Err(in_the_way(folder, path, "something other than a file"));
    }
    let bytes = fs::read(&full).map_err(|error| FilesError::io("read", &full, &error))?;
    Ok(Some(line_ends(
        String::from_utf8_lossy(&bytes).into_owned(),
    )))
}

/// Whether the folders above a file exist; refuses symbolic links and foreign files in their place.
fn parents_exist(folder: &Path, path: &str, known: &BTreeSet<String>) -> Result<bool, FilesError> {
    for (end, _) in path.match_indices('/') {
        let Some(parent) = path.get(..end) else {
            continue;
        };
        let full = folder.join(parent);
        match fs::symlink_metadata(&full) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(FilesError::io("read", &full, &error)),
            Ok(found) if found.is_dir() => {}
            Ok(found) if found.is_file() && known.contains(parent) => return Ok(false),
            Ok(found) if found.is_symlink() => {
                return Err(in_the_way(folder, parent, "a symbolic link"));
            }
            Ok(_) => return Err(in_the_way(folder, parent, "a file")),
        }
    }
    Ok(true)
}

/// Refuses to go through a symbolic link below the folder.
pub(super) fn check_parents(folder: &Path, path: &str) -> Result<(), FilesError> {
    parents_exist(folder, path, &BTreeSet::from([path.to_owned()])).map(|_| ())
}

fn in_the_way(folder: &Path, path: &str, what: &str) -> FilesError {
    FilesError::new(
        format!(
            "{} is in the way: {what} that specwright did not write",
            folder.join(path).display()
        ),
        "move it away, or choose another output folder",
    )
}

/// Removes the folders above a file that are empty now, up to `folder` itself.
pub(super) fn prune(folder: &Path, path: &str) -> io::Result<()> {
    let mut path = path;
    while let Some((parent, _)) = path.rsplit_once('/') {
        match fs::remove_dir(folder.join(parent)) {
            Ok(()) => {}
            // Not empty, or not to be touched: an empty folder that stays does no harm.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::DirectoryNotEmpty | ErrorKind::PermissionDenied
                ) =>
            {
                return Ok(());
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        path = parent;
    }
    Ok(())
}
