//! Which relative paths may be written.
//!
//! Takes: paths from a set, a list or a journal. Gives: nothing, or why they are refused.
//! Does not look at the disk.

use super::{FilesError, LIST, STAGING};
use std::collections::BTreeMap;

/// Refuses a set of paths of which one leads out of the folder, or two stand in each other's way.
pub(super) fn check_all<'a>(paths: impl Iterator<Item = &'a String>) -> Result<(), FilesError> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for path in paths {
        if !is_safe(path) || path == LIST {
            return Err(refused(path, "is not a path inside the output folder"));
        }
        // Some disks take `A.rs` and `a.rs` for one file.
        if let Some(other) = seen.insert(path.to_lowercase(), path) {
            return Err(refused(
                path,
                &format!("and `{other}` are one file on some disks"),
            ));
        }
    }
    for (folded, path) in &seen {
        let mut parent = folded.as_str();
        while let Some((shorter, _)) = parent.rsplit_once('/') {
            if seen.contains_key(shorter) {
                return Err(refused(
                    path,
                    &format!("needs a folder where `{shorter}` is a file"),
                ));
            }
            parent = shorter;
        }
    }
    Ok(())
}

/// Whether a relative path stays inside the folder, on every system, and is not one of ours.
pub(super) fn is_safe(path: &str) -> bool {
    let forbidden = |character: char| character.is_control() || r#"\:*?"<>|"#.contains(character);
    let mut segments = path.split('/');
    segments.clone().next() != Some(STAGING)
        && !path.contains(forbidden)
        && !path.starts_with('#')
        && segments.all(|segment| {
            let plain = !segment.is_empty() && segment != "." && segment != "..";
            plain && segment.trim() == segment && !segment.ends_with('.')
        })
}

fn refused(path: &str, reason: &str) -> FilesError {
    FilesError::new(
        format!("`{}` {reason}", path.escape_debug()),
        "this is a defect of specwright: please report it with the document",
    )
}
