//! An update of a folder that happens whole or not at all.
//!
//! Takes: changes. Gives: the folder changed. All new text is first written beside the old, then a journal of what is to
//! be done; only then, and if every folder lets it, are files removed and moved into place. An update that was interrupted before its journal was
//! complete is thrown away, one that was interrupted after it is carried through.
//! Does not decide what changes.

use super::{Changes, FilesError, STAGING, access, folder, path};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

const JOURNAL: &str = "journal";
const LAST_LINE: &str = "end";
/// Where folders are put together that are new as a whole.
const WHOLE: &str = "whole";

/// One line of a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// Delete a file.
    Remove(String),
    /// Move the staged file of this number into place.
    Put(usize, String),
    /// Move a staged folder into place, with all that is in it.
    PutFolder(String),
}

impl Step {
    fn path(&self) -> &str {
        match self {
            Self::Remove(path) | Self::Put(_, path) | Self::PutFolder(path) => path,
        }
    }
}

/// Changes the files of a folder.
pub(super) fn write(folder: &Path, changes: &Changes) -> Result<(), FilesError> {
    if let Err(error) = stage(folder, changes) {
        // Best effort: what is left is thrown away by the next run.
        let _ = fs::remove_dir_all(folder.join(STAGING));
        return Err(error);
    }
    recover_as(folder, is_durable(changes))
}

/// Where nothing is replaced there is nothing to lose: what a disk without power forgets, the next run writes again.
fn is_durable(changes: &Changes) -> bool {
    !(changes.changed.is_empty() && changes.removed.is_empty())
}

/// Carries an interrupted update through, or throws it away if it had not begun to change files.
pub(super) fn recover(folder: &Path) -> Result<(), FilesError> {
    recover_as(folder, true)
}

fn recover_as(folder: &Path, durable: bool) -> Result<(), FilesError> {
    let staging = folder.join(STAGING);
    let Some(steps) = pending(folder)? else {
        return match fs::remove_dir_all(&staging) {
            Err(error)
                if error.kind() != ErrorKind::NotFound
                    && error.kind() != ErrorKind::NotADirectory =>
            {
                Err(FilesError::io("remove", &staging, &error))
            }
            _ => Ok(()),
        };
    };
    carry_through(folder, &staging, &steps, durable).map_err(FilesError::unfinished)
}

fn carry_through(
    folder: &Path,
    staging: &Path,
    steps: &[Step],
    durable: bool,
) -> Result<(), FilesError> {
    for step in steps {
        perform(folder, staging, step)?;
    }
    let touched: BTreeSet<PathBuf> = steps
        .iter()
        .filter(|_| durable)
        .filter_map(|step| parent(folder, step))
        .collect();
    for folder in &touched {
        sync_folder(folder);
    }
    // The journal goes first: without it the rest is nothing but waste.
    fs::remove_file(staging.join(JOURNAL))
        .and_then(|()| fs::remove_dir_all(staging))
        .map_err(|error| FilesError::io("remove", staging, &error))
}

/// The files that an interrupted update was about to write or remove.
pub(super) fn pending_files(folder: &Path) -> Result<BTreeSet<String>, FilesError> {
    let mut files = BTreeSet::new();
    for step in pending(folder)?.unwrap_or_default() {
        match step {
            // Moved or not yet: the folder was new, so all that is in it was generated.
            Step::PutFolder(path) => {
                for root in [folder.to_owned(), folder.join(STAGING).join(WHOLE)] {
                    files_below(&root, &path, &mut files)
                        .map_err(|error| FilesError::io("read", &root.join(&path), &error))?;
                }
            }
            Step::Remove(path) | Step::Put(_, path) => {
                files.insert(path);
            }
        }
    }
    files.remove(super::LIST);
    Ok(files)
}

/// The files below a path, as paths from `root`. Follows no symbolic link.
fn files_below(root: &Path, path: &str, files: &mut BTreeSet<String>) -> io::Result<()> {
    let entries = match fs::read_dir(root.join(path)) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let path = format!("{path}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            files_below(root, &path, files)?;
        } else {
            files.insert(path);
        }
    }
    Ok(())
}

/// The steps of a complete journal.
fn pending(folder: &Path) -> Result<Option<Vec<Step>>, FilesError> {
    let staging = folder.join(STAGING);
    match fs::symlink_metadata(&staging) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(FilesError::io("read", &staging, &error)),
        Ok(found) if !found.is_dir() => {
            return Err(FilesError::new(
                format!(
                    "{} is in the way: specwright needs a folder there",
                    staging.display()
                ),
                "move it away and run the command again",
            ));
        }
        Ok(_) => {}
    }
    match fs::read_to_string(staging.join(JOURNAL)) {
        Ok(text) => Ok(parse(&text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        // Not text: cut short or damaged, so nothing was done yet.
        Err(error) if error.kind() == ErrorKind::InvalidData => Ok(None),
        Err(error) => Err(FilesError::io("read", &staging.join(JOURNAL), &error)),
    }
}

/// `None` for a journal that is cut short, or that leads out of the folder.
fn parse(text: &str) -> Option<Vec<Step>> {
    let lines = text.strip_suffix('\n')?.strip_suffix(LAST_LINE)?;
    lines.lines().map(parse_step).collect()
}

fn parse_step(line: &str) -> Option<Step> {
    let (word, rest) = line.split_once(' ')?;
    let step = match word {
        "remove" => Step::Remove(rest.to_owned()),
        "put" => {
            let (number, path) = rest.split_once(' ')?;
            Step::Put(number.parse().ok()?, path.to_owned())
        }
        "put-folder" => Step::PutFolder(rest.to_owned()),
        _ => return None,
    };
    path::is_safe(step.path()).then_some(step)
}

fn stage(folder: &Path, changes: &Changes) -> Result<(), FilesError> {
    let staging = folder.join(STAGING);
    fs::create_dir(&staging).map_err(|error| FilesError::io("write into", folder, &error))?;
    let write: fn(&Path, &str) -> io::Result<()> = match is_durable(changes) {
        true => write_durably,
        false => write_new,
    };
    let mut journal = String::new();
    for change in &changes.removed {
        journal.push_str(&format!("remove {}\n", change.path));
    }
    let mut whole = Whole::default();
    for (number, change) in changes.added.iter().chain(&changes.changed).enumerate() {
        let text = change.new.as_deref().unwrap_or_default();
        let file = match whole.place(folder, &staging, &change.path)? {
            Some(file) => file,
            None => {
                journal.push_str(&format!("put {number} {}\n", change.path));
                staging.join(number.to_string())
            }
        };
        write(&file, text)
            .map_err(|error| FilesError::io("write", &folder.join(&change.path), &error))?;
    }
    for top in &whole.tops {
        journal.push_str(&format!("put-folder {top}\n"));
    }
    if is_durable(changes) {
        whole.made.iter().for_each(|folder| sync_folder(folder));
    }
    journal.push_str(LAST_LINE);
    journal.push('\n');
    access::probe(folder, &staging, changes)?;
    let partial = staging.join("journal.partial");
    let complete = staging.join(JOURNAL);
    write_durably(&partial, &journal)
        .and_then(|()| fs::rename(&partial, &complete))
        .map_err(|error| FilesError::io("write", &complete, &error))?;
    sync_folder(&staging);
    Ok(())
}

/// Folders that are new as a whole: they are put together apart and moved by one step, however many files they have.
#[derive(Debug, Default)]
struct Whole {
    tops: BTreeSet<String>,
    made: BTreeSet<PathBuf>,
}

impl Whole {
    /// Where a file is written to that stands in such a folder; the folder for it is there.
    fn place(
        &mut self,
        folder: &Path,
        staging: &Path,
        path: &str,
    ) -> Result<Option<PathBuf>, FilesError> {
        let Some((top, _)) = path.split_once('/') else {
            return Ok(None);
        };
        if !self.tops.contains(top) {
            if fs::symlink_metadata(folder.join(top)).is_ok() {
                return Ok(None);
            }
            self.tops.insert(top.to_owned());
        }
        let file = staging.join(WHOLE).join(path);
        if let Some(parent) = file.parent().filter(|parent| !self.made.contains(*parent)) {
            fs::create_dir_all(parent).map_err(|error| FilesError::io("create", parent, &error))?;
            self.made.insert(parent.to_owned());
        }
        Ok(Some(file))
    }
}

fn perform(folder: &Path, staging: &Path, step: &Step) -> Result<(), FilesError> {
    match step {
        Step::PutFolder(path) => {
            let (staged, place) = (staging.join(WHOLE).join(path), folder.join(path));
            ignore_missing(fs::rename(staged, &place))
                .map_err(|error| FilesError::io("write", &place, &error))
        }
        Step::Remove(path) => {
            folder::check_parents(folder, path)?;
            let file = folder.join(path);
            ignore_missing(fs::remove_file(&file))
                .and_then(|()| folder::prune(folder, path))
                .map_err(|error| FilesError::io("remove", &file, &error))
        }
        Step::Put(number, path) => {
            let staged = staging.join(number.to_string());
            if !staged.exists() {
                return Ok(());
            }
            folder::check_parents(folder, path)?;
            let file = folder.join(path);
            file.parent()
                .map_or(Ok(()), fs::create_dir_all)
                .and_then(|()| fs::rename(&staged, &file))
                .map_err(|error| FilesError::io("write", &file, &error))
        }
    }
}

fn ignore_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn parent(folder: &Path, step: &Step) -> Option<PathBuf> {
    folder.join(step.path()).parent().map(Path::to_path_buf)
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    File::create_new(path)?.write_all(text.as_bytes())
}

fn write_durably(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Not every system can do this, so a failure is nothing to report.
fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

/// Creates a folder and those above it; gives those that are new, innermost first.
pub(super) fn create_folder(folder: &Path) -> Result<Vec<PathBuf>, FilesError> {
    let missing: Vec<PathBuf> = folder
        .ancestors()
        .take_while(|ancestor| !ancestor.as_os_str().is_empty() && !ancestor.exists())
        .map(Path::to_path_buf)
        .collect();
    if !missing.is_empty() {
        fs::create_dir_all(folder).map_err(|error| FilesError::io("create", folder, &error))?;
    }
    Ok(missing)
}
