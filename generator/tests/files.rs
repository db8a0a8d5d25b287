//! Writes sets of files into folders, interrupted and obstructed in every way that is easy to arrange.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "clippy.toml allows these in the test functions themselves only"
)]

#[path = "files/access.rs"]
mod access;
#[path = "files/interrupted.rs"]
mod interrupted;

use specwright::files::{Changes, FileSet, FilesError, LIST};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const STAGING: &str = ".specwright-staging";

fn set(files: &[(&str, &str)]) -> FileSet {
    let mut set = FileSet::new();
    for (path, text) in files {
        set.insert(*path, *text);
    }
    set
}

/// A folder, and the path of one in it that does not exist yet.
fn output() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("generated");
    (folder, output)
}

/// Everything in a folder: path to text, folders with `/` at the end.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            let name = path
                .strip_prefix(folder)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            if path.is_symlink() {
                found.insert(name, "a link".to_owned());
            } else if path.is_dir() {
                found.insert(format!("{name}/"), String::new());
                open.push(path);
            } else {
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

fn names(folder: &Path) -> Vec<String> {
    tree(folder).into_keys().collect()
}

/// added, changed, removed, unchanged
fn counts(changes: &Changes) -> (usize, usize, usize, usize) {
    (
        changes.added.len(),
        changes.changed.len(),
        changes.removed.len(),
        changes.unchanged,
    )
}

/// Refused with a hint, and nothing touched.
fn refused(set: &FileSet, folder: &Path, output: &Path, message: &str) -> FilesError {
    let before = tree(folder);
    let error = set.apply(output).expect_err(message);
    assert!(error.message.contains(message), "{error:?}");
    assert!(!error.hint.is_empty());
    assert_eq!(tree(folder), before);
    assert!(!error.unfinished || before.keys().any(|name| name.ends_with("journal")));
    error
}

#[test]
fn writes_a_new_folder_and_lists_what_it_wrote() {
    let (_guard, output) = output();
    let set = set(&[("src/lib.rs", "//! a\n"), ("Cargo.toml", "b\n")]);
    let planned = set.compare(&output).unwrap();
    assert!(!output.exists(), "comparing writes nothing");
    assert_eq!(set.apply(&output).unwrap(), planned);
    assert_eq!(counts(&planned), (3, 0, 0, 0));
    assert_eq!(names(&output), [LIST, "Cargo.toml", "src/", "src/lib.rs"]);
    let list = fs::read_to_string(output.join(LIST)).unwrap();
    assert!(
        list.starts_with("# ") && list.ends_with("\nCargo.toml\nsrc/lib.rs\n"),
        "{list}"
    );
    assert!(set.compare(&output).unwrap().is_empty());
}

#[test]
fn tells_what_changed_with_both_texts() {
    let (_guard, output) = output();
    set(&[("a", "1\n"), ("b", "1\n"), ("c", "1\n")])
        .apply(&output)
        .unwrap();
    let new = set(&[("a", "1\n"), ("b", "2\n"), ("d", "1\n")]);
    let changes = new.compare(&output).unwrap();
    // The list changes too.
    assert_eq!(counts(&changes), (1, 2, 1, 1));
    let changed = changes
        .changed
        .iter()
        .find(|change| change.path == "b")
        .unwrap();
    assert_eq!(
        (changed.old.as_deref(), changed.new.as_deref()),
        (Some("1\n"), Some("2\n"))
    );
    assert_eq!(
        (
            changes.removed[0].path.as_str(),
            changes.removed[0].new.as_deref()
        ),
        ("c", None)
    );
    assert_eq!(new.apply(&output).unwrap(), changes);
    assert_eq!(names(&output), [LIST, "a", "b", "d"]);
}

#[test]
fn leaves_equal_files_alone() {
    let (_guard, output) = output();
    set(&[("a", "1\n"), ("b", "1\n")]).apply(&output).unwrap();
    let times = |names: [&str; 2]| {
        names.map(|name| fs::metadata(output.join(name)).unwrap().modified().unwrap())
    };
    let before = times(["a", LIST]);
    std::thread::sleep(std::time::Duration::from_millis(20));
    let changes = set(&[("a", "1\n"), ("b", "2\n")]).apply(&output).unwrap();
    assert_eq!(counts(&changes), (0, 1, 0, 2));
    assert_eq!(times(["a", LIST]), before);
}

#[test]
fn a_checkout_with_other_line_ends_is_equal() {
    let (_guard, output) = output();
    let set = set(&[("a", "1\r\n2\r\n")]);
    set.apply(&output).unwrap();
    assert_eq!(fs::read_to_string(output.join("a")).unwrap(), "1\n2\n");
    for name in ["a", LIST] {
        let text = fs::read_to_string(output.join(name)).unwrap();
        fs::write(output.join(name), text.replace('\n', "\r\n")).unwrap();
    }
    assert!(set.compare(&output).unwrap().is_empty());
}

#[test]
fn removes_what_is_stale_and_nothing_else() {
    let (_guard, output) = output();
    set(&[
        ("src/old/deep/a.rs", ""),
        ("src/old/b.rs", ""),
        ("src/lib.rs", ""),
    ])
    .apply(&output)
    .unwrap();
    fs::write(output.join("src/old/mine.txt"), "mine").unwrap();
    fs::create_dir(output.join("target")).unwrap();
    // Gone already: nothing to remove.
    fs::remove_file(output.join("src/old/b.rs")).unwrap();
    let changes = set(&[("src/lib.rs", "")]).apply(&output).unwrap();
    assert_eq!(counts(&changes), (0, 1, 1, 1));
    let expected = [
        LIST,
        "src/",
        "src/lib.rs",
        "src/old/",
        "src/old/mine.txt",
        "target/",
    ];
    assert_eq!(names(&output), expected);
}

#[test]
fn a_file_may_become_a_folder() {
    let (_guard, output) = output();
    set(&[("src/models", "")]).apply(&output).unwrap();
    set(&[("src/models/a.rs", "a")]).apply(&output).unwrap();
    assert_eq!(
        names(&output),
        [LIST, "src/", "src/models/", "src/models/a.rs"]
    );
}

#[test]
fn refuses_the_files_of_others() {
    let (guard, output) = output();
    fs::create_dir(&output).unwrap();
    fs::write(output.join("Cargo.toml"), "mine").unwrap();
    let new = set(&[("Cargo.toml", "new"), ("src/lib.rs", "new")]);
    refused(
        &new,
        guard.path(),
        &output,
        "not a folder that specwright wrote: ",
    );
    fs::remove_file(output.join("Cargo.toml")).unwrap();
    set(&[("a", "")]).apply(&output).unwrap();
    fs::write(output.join("Cargo.toml"), "mine").unwrap();
    refused(
        &new,
        guard.path(),
        &output,
        "Cargo.toml is in the way: a file that specwright did not write",
    );
    fs::rename(output.join("Cargo.toml"), output.join("src")).unwrap();
    refused(&new, guard.path(), &output, "src is in the way: a file");
    fs::remove_file(output.join("src")).unwrap();
    fs::create_dir_all(output.join("src/lib.rs")).unwrap();
    refused(
        &new,
        guard.path(),
        &output,
        "lib.rs is in the way: something other than a file",
    );
}

#[cfg(unix)]
#[test]
fn follows_no_symbolic_link() {
    use std::os::unix::fs::symlink;
    let (guard, output) = output();
    set(&[("src/lib.rs", "old")]).apply(&output).unwrap();
    let elsewhere = guard.path().join("elsewhere");
    fs::rename(output.join("src"), &elsewhere).unwrap();
    symlink(&elsewhere, output.join("src")).unwrap();
    refused(
        &set(&[("src/lib.rs", "new")]),
        guard.path(),
        &output,
        "src is in the way: a symbolic link",
    );
    refused(
        &set(&[("a", "")]),
        guard.path(),
        &output,
        "src is in the way: a symbolic link",
    );
    fs::remove_file(output.join("src")).unwrap();
    fs::create_dir(output.join("src")).unwrap();
    symlink(elsewhere.join("lib.rs"), output.join("src/lib.rs")).unwrap();
    refused(
        &set(&[("src/lib.rs", "new")]),
        guard.path(),
        &output,
        "lib.rs is in the way: a symbolic link",
    );
    assert_eq!(fs::read_to_string(elsewhere.join("lib.rs")).unwrap(), "old");
    // The folder itself may be one.
    let link = guard.path().join("link");
    fs::create_dir(guard.path().join("real")).unwrap();
    symlink(guard.path().join("real"), &link).unwrap();
    set(&[("a", "")]).apply(&link).unwrap();
}

#[test]
fn refuses_paths_that_lead_elsewhere() {
    let (guard, output) = output();
    for path in [
        "../a",
        "a/../../b",
        "/etc/passwd",
        "a//b",
        "./a",
        "a/.",
        "",
        "a\\b",
        "C:/a",
        "a\nb",
        "a\0",
        "#a",
        " a",
        "a ",
        "a.",
        "con?",
        LIST,
        ".specwright-staging/journal",
    ] {
        refused(
            &set(&[(path, "")]),
            guard.path(),
            &output,
            "is not a path inside the output folder",
        );
    }
    refused(
        &set(&[("src/A.rs", ""), ("src/a.rs", "")]),
        guard.path(),
        &output,
        "are one file on some disks",
    );
    refused(
        &set(&[("src", ""), ("src.rs", ""), ("src/a.rs", "")]),
        guard.path(),
        &output,
        "needs a folder where",
    );
    assert!(!output.exists());
}

#[test]
fn refuses_a_list_that_leads_elsewhere() {
    let (guard, output) = output();
    set(&[("a", "")]).apply(&output).unwrap();
    fs::write(guard.path().join("precious"), "mine").unwrap();
    for line in [
        "../precious",
        "/etc/passwd",
        ".specwright-staging/journal",
        LIST,
    ] {
        fs::write(output.join(LIST), format!("# list\r\n\r\na\r\n{line}\r\n")).unwrap();
        refused(&set(&[]), guard.path(), &output, "line 4 of ");
    }
}

#[test]
fn an_obstructed_folder_is_a_clear_error() {
    let (guard, output) = output();
    let set = set(&[("src/lib.rs", "")]);
    fs::write(&output, "a file").unwrap();
    let error = refused(&set, guard.path(), &output, "generated is not a folder");
    assert_eq!(
        error.hint,
        "move the file away, or choose another output folder"
    );
    refused(&set, guard.path(), &output.join("below"), "cannot");
    fs::remove_file(&output).unwrap();
    fs::create_dir(&output).unwrap();
    fs::write(output.join(STAGING), "a file").unwrap();
    refused(
        &set,
        guard.path(),
        &output,
        ".specwright-staging is in the way",
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_refuses_leaves_nothing_behind() {
    // /proc refuses even root.
    let error = set(&[("a", "")])
        .apply(Path::new("/proc/specwright/generated"))
        .unwrap_err();
    assert!(
        error
            .message
            .starts_with("cannot create /proc/specwright/generated: "),
        "{error}"
    );
    // One name that the disk cannot hold: none of the others is written either.
    let (_guard, output) = output();
    set(&[("a", "1")]).apply(&output).unwrap();
    let long = "x".repeat(300);
    let error = set(&[("a", "2"), (&long, "")]).apply(&output).unwrap_err();
    assert!(error.message.contains("File name too long"), "{error}");
    assert_eq!(fs::read_to_string(output.join("a")).unwrap(), "1");
    assert_eq!(names(&output), [LIST, "a"]);
}

#[test]
fn sets_are_sorted_and_hold_the_last_text() {
    let set = set(&[("b", "1"), ("a", "2"), ("b", "3")]);
    assert_eq!(set.iter().collect::<Vec<_>>(), [("a", "2"), ("b", "3")]);
    assert_eq!(
        (set.get("b"), set.get("c"), set.len(), set.is_empty()),
        (Some("3"), None, 2, false)
    );
}
