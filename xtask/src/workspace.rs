//! Where this workspace is.
//!
//! Takes: what cargo says. Gives: a folder. Does not look into it.

use std::env;
use std::path::{Path, PathBuf};

/// The workspace, from wherever cargo was called; the present folder, if it was not.
pub(crate) fn workspace() -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let root = package.as_deref().and_then(Path::parent).unwrap_or(&here);
    root.to_owned()
}
