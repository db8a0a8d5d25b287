//! Packages of npm, in a folder of their own.
//!
//! Takes: a folder. Gives: the packages in it, or why there are none. Runs nothing of them.

use crate::process::{self, guard};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// Installs a package, or what the `package.json` of the folder asks for.
pub(super) fn install(folder: &Path, package: Option<&str>, limit: Duration) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let mut npm = guard("npm").map_err(|error| error.to_string())?;
    npm.args(["install", "--no-audit", "--no-fund", "--silent", "--prefix"])
        .arg(folder)
        .args(package);
    process::run(&mut npm, limit).map_err(|error| format!("npm: {error}"))?;
    Ok(())
}
