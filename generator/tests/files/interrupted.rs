//! Updates that a crash cut short.

use super::{STAGING, names, output, refused, set, tree};
use specwright::files::LIST;
use std::fs;
use std::path::Path;

/// What a run leaves that was interrupted after its journal was complete.
fn interrupted(output: &Path, journal: &str, staged: &[&str]) {
    let staging = output.join(STAGING);
    fs::create_dir_all(&staging).unwrap();
    fs::write(staging.join("journal"), journal).unwrap();
    for (number, text) in staged.iter().enumerate() {
        fs::write(staging.join(number.to_string()), text).unwrap();
    }
}

#[test]
fn an_update_interrupted_before_its_journal_is_thrown_away() {
    let old = set(&[("a", "old"), ("b", "old")]);
    for journal in [
        "",
        "remove a\nput 0 b\n",
        "remove a\nput 0 b\nen",
        "end",
        "\u{0}\u{0}\nend\n",
        "remove ../x\nend\n",
    ] {
        let (guard, output) = output();
        fs::write(guard.path().join("x"), "mine").unwrap();
        old.apply(&output).unwrap();
        interrupted(&output, journal, &["half of b"]);
        assert!(old.compare(&output).unwrap().is_empty(), "{journal:?}");
        assert!(old.apply(&output).unwrap().is_empty(), "{journal:?}");
        assert_eq!(names(&output), [LIST, "a", "b"], "{journal:?}");
        assert!(guard.path().join("x").exists());
    }
    // In a new folder too.
    let (_guard, output) = output();
    fs::create_dir_all(output.join(STAGING)).unwrap();
    fs::write(output.join(STAGING).join("0"), "half").unwrap();
    old.apply(&output).unwrap();
    assert_eq!(names(&output), [LIST, "a", "b"]);
}

#[test]
fn a_new_folder_is_moved_as_a_whole_or_with_the_next_run() {
    let new = set(&[("a", "new"), ("src/b", "new"), ("src/c/d", "new")]);
    let (_other, reference) = output();
    new.apply(&reference).unwrap();
    let list = fs::read_to_string(reference.join(LIST)).unwrap();
    let journal = format!("put 0 a\nput 1 {LIST}\nput-folder src\nend\n");
    for moved in [false, true] {
        let (_guard, output) = output();
        fs::create_dir_all(&output).unwrap();
        interrupted(&output, &journal, &["new", &list]);
        let whole = output.join(STAGING).join("whole");
        fs::create_dir_all(whole.join("src/c")).unwrap();
        fs::write(whole.join("src/b"), "new").unwrap();
        fs::write(whole.join("src/c/d"), "new").unwrap();
        if moved {
            fs::rename(whole.join("src"), output.join("src")).unwrap();
        }
        new.compare(&output).unwrap();
        assert!(new.apply(&output).unwrap().is_empty(), "{moved}");
        assert_eq!(tree(&output), tree(&reference), "{moved}");
    }
}

#[test]
fn an_update_interrupted_after_its_journal_is_carried_through() {
    let new = set(&[("b", "new"), ("src/c", "new")]);
    let (_other, reference) = output();
    new.apply(&reference).unwrap();
    let list = fs::read_to_string(reference.join(LIST)).unwrap();
    let journal = format!("remove a\nput 0 src/c\nput 1 {LIST}\nput 2 b\nend\n");
    // However many of the steps had been done.
    for done in 0..=4 {
        let (_guard, output) = output();
        set(&[("a", "old"), ("b", "old")]).apply(&output).unwrap();
        interrupted(&output, &journal, &["new", &list, "new"]);
        if done >= 1 {
            fs::remove_file(output.join("a")).unwrap();
        }
        fs::create_dir(output.join("src")).unwrap();
        for (number, path) in ["src/c", LIST, "b"]
            .into_iter()
            .enumerate()
            .take(done.max(1) - 1)
        {
            fs::rename(
                output.join(STAGING).join(number.to_string()),
                output.join(path),
            )
            .unwrap();
        }
        // The files of the update are not taken for those of others.
        new.compare(&output).unwrap();
        let changes = new.apply(&output).unwrap();
        assert!(changes.is_empty(), "{done}: {changes:?}");
        assert_eq!(tree(&output), tree(&reference), "{done}");
    }
}

#[test]
fn a_first_update_that_was_interrupted_is_carried_through() {
    let (_guard, output) = output();
    interrupted(
        &output,
        &format!("put 0 a\nput 1 {LIST}\nend\n"),
        &["1", "# list\na\n"],
    );
    fs::rename(output.join(STAGING).join("0"), output.join("a")).unwrap();
    set(&[("a", "2")]).apply(&output).unwrap();
    assert_eq!(fs::read_to_string(output.join("a")).unwrap(), "2");
    assert_eq!(names(&output), [LIST, "a"]);
}

#[cfg(unix)]
#[test]
fn a_journal_follows_no_symbolic_link() {
    let (guard, output) = output();
    set(&[("a", "")]).apply(&output).unwrap();
    fs::create_dir(guard.path().join("elsewhere")).unwrap();
    std::os::unix::fs::symlink(guard.path().join("elsewhere"), output.join("src")).unwrap();
    interrupted(&output, "put 0 src/b\nend\n", &["evil"]);
    refused(
        &set(&[("a", "")]),
        guard.path(),
        &output,
        "src is in the way: a symbolic link",
    );
}

#[test]
fn an_update_that_cannot_be_carried_through_says_so() {
    let (guard, output) = output();
    set(&[("a", "old"), ("b", "old")]).apply(&output).unwrap();
    interrupted(&output, "put 0 a\nput 1 b\nend\n", &["new", "new"]);
    fs::remove_file(output.join("b")).unwrap();
    fs::create_dir_all(output.join("b/mine")).unwrap();
    let new = set(&[("a", "new"), ("b", "new")]);
    let error = new.apply(&output).unwrap_err();
    assert!(error.message.contains("cannot write "), "{error}");
    assert!(error.unfinished);
    assert!(
        error
            .hint
            .ends_with("running again carries the update through"),
        "{}",
        error.hint
    );
    fs::remove_dir_all(output.join("b")).unwrap();
    new.apply(&output).unwrap();
    assert_eq!(names(&output), [LIST, "a", "b"]);
    drop(guard);
}
