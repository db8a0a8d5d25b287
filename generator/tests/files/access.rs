//! Folders that refuse, and runs that meet.

use super::{LIST, names, output, refused, set};
use std::fs;
use std::path::Path;

/// Whether files can be created in a folder.
fn is_writable(folder: &Path) -> bool {
    let probe = folder.join("probe");
    let created = fs::File::create(&probe).is_ok();
    let _ = fs::remove_file(&probe);
    created
}

#[cfg(unix)]
#[test]
fn a_folder_that_refuses_leaves_every_other_as_it_was() {
    use std::os::unix::fs::PermissionsExt;
    let old = set(&[
        ("README.md", "old"),
        ("src/models.rs", "old"),
        ("src/old.rs", ""),
    ]);
    for new in [
        set(&[
            ("README.md", "new"),
            ("src/models.rs", "new"),
            ("src/old.rs", ""),
        ]),
        set(&[
            ("README.md", "new"),
            ("src/models.rs", "old"),
            ("src/new.rs", ""),
            ("src/old.rs", ""),
        ]),
        set(&[
            ("README.md", "new"),
            ("src/models.rs", "old"),
            ("src/new/a.rs", ""),
            ("src/old.rs", ""),
        ]),
        set(&[("README.md", "new"), ("src/models.rs", "old")]),
    ] {
        let (guard, output) = output();
        old.apply(&output).unwrap();
        let src = output.join("src");
        let allow = |mode| fs::set_permissions(&src, fs::Permissions::from_mode(mode)).unwrap();
        allow(0o555);
        if is_writable(&src) {
            // Root: permissions are nothing to it. What the probe does is tested beside it.
            return;
        }
        let error = refused(&new, guard.path(), &output, "cannot write into ");
        assert!(error.message.contains("src: "), "{error}");
        assert!(!error.unfinished);
        allow(0o755);
        new.apply(&output).unwrap();
        assert!(new.compare(&output).unwrap().is_empty());
    }
}

#[cfg(unix)]
#[test]
fn two_runs_do_not_write_at_once() {
    let (guard, output) = output();
    set(&[("a", "old")]).apply(&output).unwrap();
    let other = fs::File::open(&output).unwrap();
    fs4::FileExt::lock(&other).unwrap();
    let new = set(&[("a", "new")]);
    let error = refused(&new, guard.path(), &output, "another run is writing into ");
    assert_eq!(
        error.hint,
        "wait until it has ended and run the command again"
    );
    // A run that crashed has let go of it.
    drop(other);
    new.apply(&output).unwrap();
}

#[cfg(unix)]
#[test]
fn many_runs_leave_what_one_of_them_wrote() {
    let (_guard, output) = output();
    let sets: Vec<_> = ["1", "2", "3", "4"]
        .map(|text| set(&[("a", text), ("b", text), ("src/c", text)]))
        .into();
    for _ in 0..20 {
        std::thread::scope(|scope| {
            for set in &sets {
                scope.spawn(|| set.apply(&output));
            }
        });
        let text = fs::read_to_string(output.join("a")).unwrap();
        for file in ["b", "src/c"] {
            assert_eq!(fs::read_to_string(output.join(file)).unwrap(), text);
        }
        assert_eq!(names(&output), [LIST, "a", "b", "src/", "src/c"]);
    }
}
