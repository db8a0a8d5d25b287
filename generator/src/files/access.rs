//! Whether a folder can be written, before anything in it changes.
//!
//! Takes: a folder, and the changes meant for it. Gives: a lock that keeps other runs away, and why a change would be
//! refused. Does not leave a trace.

use super::{Changes, FilesError};
use fs4::{FileExt, TryLockError};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

const PROBE: &str = ".specwright-probe";

/// Keeps other runs out of a folder until it is dropped. The folder itself is locked, so that a crash leaves no lock
/// behind; where the system cannot lock folders, there is none.
#[derive(Debug)]
pub(super) struct Lock {
    _folder: Option<File>,
}

impl Lock {
    /// Refused if another run has it: whoever waited would write over what the other run has just written.
    pub(super) fn hold(folder: &Path) -> Result<Self, FilesError> {
        let Ok(file) = File::open(folder) else {
            return Ok(Self { _folder: None });
        };
        match FileExt::try_lock(&file) {
            Err(TryLockError::WouldBlock) => Err(FilesError::new(
                format!("another run is writing into {}", folder.display()),
                "wait until it has ended and run the command again",
            )),
            // A file system without locks must not keep anybody from writing.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Self {
                _folder: Some(file),
            }),
        }
    }
}

/// Does in each folder that changes what will be done to its files: moves one there, and removes it.
pub(super) fn probe(folder: &Path, staging: &Path, changes: &Changes) -> Result<(), FilesError> {
    let parents: BTreeSet<&Path> = (changes.iter())
        .filter_map(|change| Path::new(&change.path).parent())
        .collect();
    let folders: BTreeSet<PathBuf> = (parents.into_iter())
        .filter_map(|parent| nearest(&folder.join(parent)))
        .collect();
    for folder in folders {
        probe_one(&folder, staging)
            .map_err(|error| FilesError::io("write into", &folder, &error))?;
    }
    Ok(())
}

/// The folder itself, or the one above that will get it. A file on the way is one that makes room for a folder.
fn nearest(folder: &Path) -> Option<PathBuf> {
    let mut above = folder.ancestors();
    above.find(|path| path.is_dir()).map(Path::to_owned)
}

fn probe_one(folder: &Path, staging: &Path) -> io::Result<()> {
    let (staged, probe) = (staging.join(PROBE), folder.join(PROBE));
    File::create(&staged)?;
    fs::rename(&staged, &probe)?;
    fs::remove_file(&probe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probe_leaves_no_trace() {
        let folder = tempfile::tempdir().unwrap();
        let staging = folder.path().join("staging");
        let target = folder.path().join("target");
        fs::create_dir(&staging).unwrap();
        fs::create_dir(&target).unwrap();
        probe_one(&target, &staging).unwrap();
        assert!(fs::read_dir(&staging).unwrap().next().is_none());
        assert!(fs::read_dir(&target).unwrap().next().is_none());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_probe_finds_out_what_refuses_even_root() {
        let staging = tempfile::tempdir().unwrap();
        assert!(probe_one(Path::new("/proc"), staging.path()).is_err());
    }

    #[test]
    fn what_is_new_is_put_into_the_nearest_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::write(path.join("file"), "").unwrap();
        for new in ["", "a", "b/c/d", "file/below"] {
            let nearest = nearest(&path.join(new)).unwrap();
            assert_eq!(nearest.join(""), path.join(""), "{new}");
        }
    }
}
