//! What would change in a folder, for people.
//!
//! Takes: changes. Gives: a unified diff. Does not look at the folder.

use similar::TextDiff;
use specwright::files::{Change, Changes};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

/// How long two texts are compared before a rougher difference must do.
const PATIENCE: Duration = Duration::from_secs(2);

pub(super) fn differences(folder: &Path, changes: &Changes) -> String {
    let mut changes: Vec<_> = changes.iter().collect();
    changes.sort_by(|left, right| left.path.cmp(&right.path));
    let folder = shown(folder);
    changes
        .into_iter()
        .map(|change| difference(&folder, change))
        .collect()
}

fn difference(folder: &str, change: &Change) -> String {
    let name = |side: &Option<String>| match side {
        Some(_) => format!("{folder}{}", change.path),
        None => "/dev/null".to_owned(),
    };
    let old = change.old.as_deref().unwrap_or_default();
    let new = change.new.as_deref().unwrap_or_default();
    TextDiff::configure()
        .timeout(PATIENCE)
        .diff_lines(old, new)
        .unified_diff()
        .header(&name(&change.old), &name(&change.new))
        .to_string()
}

/// A folder as people write it: `generated/`, not `spec/../generated`.
pub(super) fn shown(folder: &Path) -> String {
    let mut short = PathBuf::new();
    for component in folder.components() {
        let removable = matches!(short.components().next_back(), Some(Component::Normal(_)));
        match component {
            Component::ParentDir if removable => {
                short.pop();
            }
            other => short.push(other),
        }
    }
    let mut text = short.display().to_string();
    if !text.ends_with('/') {
        text.push('/');
    }
    text
}
