//! The folders of crates that are compiled.
//!
//! Takes: documents. Gives: a folder for each crate, with what cargo needs beside it, and takes it away again. All share
//! one folder of builds, so that dependencies are built once. Does not write the crates.

use super::entry::Check;
use super::find::{Document, relative};
use super::impossible;
use specwright::diagnostics::Diagnostics;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub(super) struct Crates {
    work: PathBuf,
    lock_file: PathBuf,
    keep: bool,
}

/// Where the crate of a document is.
pub(super) struct Place {
    /// The package.
    pub(super) name: String,
    /// A workspace of its own, so that cargo does not look for one further up, and the crate stays as it was written.
    pub(super) folder: PathBuf,
    pub(super) crate_folder: PathBuf,
}

/// The test programs that each crate has.
const TESTS: [&str; 2] = ["operations", "models"];

/// The folder of the program that proves round trips, beside the crate.
pub(super) const PROOF: &str = "proof";

impl Crates {
    /// Below `work`; the lock file says which dependencies are there without the network.
    pub(super) fn new(work: PathBuf, lock_file: PathBuf, keep: bool) -> Self {
        let work = std::path::absolute(&work).unwrap_or(work);
        Self {
            work,
            lock_file,
            keep,
        }
    }

    pub(super) fn prepare(&self) -> Result<(), Diagnostics> {
        fs::create_dir_all(&self.work).map_err(|error| {
            let message = format!("cannot create {}: {error}", self.work.display());
            impossible(message, "choose another folder with `--work`")
        })
    }

    pub(super) fn place(&self, document: &Document) -> Place {
        let name = package_name(document);
        let folder = self.work.join("crates").join(&name);
        // What a run that was stopped left there.
        let _ = fs::remove_dir_all(&folder);
        Place {
            crate_folder: folder.join("crate"),
            folder,
            name,
        }
    }

    /// Checks a crate. What the check took is counted only once its dependencies are there.
    pub(super) fn check(
        &self,
        place: &Place,
        check: impl Fn(&Path, &Path) -> Result<Check, String>,
    ) -> Result<Check, String> {
        self.complete(place, &["crate"])?;
        let target = self.target();
        let first = check(&place.folder, &target)?;
        if !first.dependencies {
            return Ok(first);
        }
        touch(&place.crate_folder.join("src").join("lib.rs")).map_err(|error| error.to_string())?;
        let second = check(&place.folder, &target)?;
        Ok(Check {
            dependencies: false,
            ..second
        })
    }

    /// Asks something about a crate alone.
    pub(super) fn ask<T>(
        &self,
        place: &Place,
        ask: impl Fn(&Path, &Path) -> Result<T, String>,
    ) -> Result<T, String> {
        self.complete(place, &["crate"])?;
        ask(&place.folder, &self.target())
    }

    /// Proves a crate, by a program in a folder beside it.
    pub(super) fn prove<T>(
        &self,
        place: &Place,
        prove: impl Fn(&Path) -> Result<T, String>,
    ) -> Result<T, String> {
        self.complete(place, &["crate", PROOF])?;
        prove(&self.target())
    }

    fn target(&self) -> PathBuf {
        self.work.join("target")
    }

    fn complete(&self, place: &Place, members: &[&str]) -> Result<(), String> {
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.dev]\ndebug = false\n"
        );
        let written = fs::write(place.folder.join("Cargo.toml"), manifest);
        let lock_file = place.folder.join("Cargo.lock");
        let written = written.and_then(|()| fs::copy(&self.lock_file, lock_file));
        written.map(|_| ()).map_err(|error| error.to_string())
    }

    /// Takes a crate away, and what cargo made of it: a corpus has hundreds.
    pub(super) fn clean(&self, place: &Place) {
        if self.keep {
            return;
        }
        let _ = fs::remove_dir_all(&place.folder);
        let library = place.name.replace('-', "_");
        let debug = self.target().join("debug");
        let program = format!("{PROOF}-{}", place.name);
        let (built, program_built) = (format!("lib{library}"), program.replace('-', "_"));
        let [operations, models] = TESTS;
        let deps = [&library, &built, &program_built, operations, models];
        remove(&debug.join("deps"), &deps);
        remove(&debug.join(".fingerprint"), &[&place.name, &program]);
        let _ = fs::remove_dir_all(self.target().join("doc").join(&library));
        let _ = fs::remove_file(debug.join(&program));
        let _ = fs::remove_file(debug.join(format!("{program}.d")));
    }
}

/// Removes what is called one of the names, a dash and more.
fn remove(folder: &Path, names: &[&str]) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let file = entry.file_name();
        let stem = file.to_str().and_then(|file| file.rsplit_once('-'));
        if stem.is_some_and(|(name, _)| names.contains(&name)) {
            let path = entry.path();
            let _ = if path.is_dir() {
                fs::remove_dir_all(path)
            } else {
                fs::remove_file(path)
            };
        }
    }
}

/// Lets cargo take a file for changed.
fn touch(path: &Path) -> io::Result<()> {
    let file = File::options().append(true).open(path)?;
    file.set_modified(SystemTime::now())
}

/// How much of a document's path is in the name of its package.
const READABLE: usize = 40;

/// From the path, so that it is the same in every run; two paths never share a name, even if they read alike.
fn package_name(document: &Document) -> String {
    let path = relative(&document.path, &document.tree);
    let mut hasher = DefaultHasher::new();
    document.path.hash(&mut hasher);
    let stem = path.with_extension("").display().to_string();
    let words: Vec<String> = stem
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let words = words.join("-");
    let start = words.len().saturating_sub(READABLE);
    let readable = words.get(start..).unwrap_or_default().trim_matches('-');
    let hash = format!("{:08x}", hasher.finish() & 0xffff_ffff);
    let parts = ["api", readable, hash.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn package_names_are_readable_and_their_own() {
        let name = |path: &str| {
            package_name(&Document {
                path: path.into(),
                tree: "a".into(),
            })
        };
        assert!(name("a/specs/Pet Store.yaml").starts_with("api-specs-pet-store-"));
        assert_ne!(name("a/pet-store.yaml"), name("a/pet_store.yaml"));
        assert_eq!(name("a/ü.yaml").len(), "api-01234567".len());
        let long = name(&format!("a/{}.yaml", "x-1/".repeat(100)));
        assert!(long.len() < 60, "{long}");
    }
}
