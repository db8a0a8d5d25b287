//! Packages of PyPI, each with its dependencies in an environment of its own.
//!
//! Takes: a package with its version, and a script that uses it. Gives: what the script prints. Does not understand that.

use super::impossible;
use crate::process::{self, guard};
use specwright::diagnostics::Diagnostics;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What all scripts read documents with, beside them.
const DOCUMENT: &str = include_str!("document.py");

/// A referee in Python.
pub(super) struct Python {
    /// Where it is installed.
    folder: PathBuf,
    python: PathBuf,
    script: PathBuf,
}

/// Installs a package the first time.
pub(super) fn installed(
    folder: &Path,
    package: &str,
    script: &str,
    limit: Duration,
) -> Result<Python, Diagnostics> {
    let failed = |error: String| {
        let message = format!(
            "{package} cannot be installed in {}: {error}",
            folder.display()
        );
        impossible(
            message,
            "it takes Python with venv and pip, and its registry",
        )
    };
    let python = folder.join("bin").join("python");
    // Written when all is there: what was broken off is begun again.
    let whole = folder.join("installed");
    if !fs::read_to_string(&whole).is_ok_and(|text| text == package) {
        let steps: [(&Path, &[&str], &OsStr); 2] = [
            (Path::new("python3"), &["-m", "venv"], folder.as_os_str()),
            (
                &python,
                &["-m", "pip", "install", "--quiet"],
                package.as_ref(),
            ),
        ];
        for (program, arguments, last) in steps {
            let mut command = guard(program).map_err(|error| failed(error.to_string()))?;
            command.args(arguments).arg(last);
            process::run(&mut command, limit).map_err(failed)?;
        }
        fs::write(whole, package).map_err(|error| failed(error.to_string()))?;
    }
    let path = folder.join("script.py");
    let written = fs::write(&path, script);
    let written = written.and_then(|()| fs::write(folder.join("document.py"), DOCUMENT));
    written.map_err(|error| failed(error.to_string()))?;
    Ok(Python {
        folder: folder.to_owned(),
        python,
        script: path,
    })
}

impl Python {
    /// What the script prints when it is given a document and a file of lines, and more.
    pub(super) fn output(
        &self,
        document: &Path,
        lines: &[String],
        more: &[String],
        limit: Duration,
    ) -> Result<String, String> {
        let input = self.folder.join("input");
        fs::write(&input, lines.join("\n")).map_err(|error| error.to_string())?;
        let mut command = guard(&self.python).map_err(|error| error.to_string())?;
        // What is drawn by chance is the same in every run.
        command.env("PYTHONHASHSEED", "0");
        command
            .arg(&self.script)
            .args([document, &input])
            .args(more);
        process::run(&mut command, limit)
    }
}
