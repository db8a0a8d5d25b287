//! What `templates/README.md` says is shown by tests is shown by tests that exist.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::fs::{read_dir, read_to_string};
use std::path::Path;

/// All Rust files of a folder, as one text.
fn sources(folder: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = read_dir(folder).expect("a folder");
    let paths = files.map(|file| file.expect("an entry").path());
    let files = paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    files
        .map(|path| read_to_string(path).expect("UTF-8"))
        .collect()
}

#[test]
fn each_row_names_tests_that_exist() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/README.md");
    let readme = read_to_string(readme).expect("the table");
    let tests = ["../templates/src/tests", "tests/wire", "tests/public_api"];
    let tests: String = tests.into_iter().map(sources).collect();
    let rows = readme.lines().filter(|line| line.starts_with("| "));
    let mut count = 0;
    for row in rows.filter(|row| !row.ends_with("| shown by |")) {
        let shown = row
            .trim_end_matches('|')
            .rsplit('|')
            .next()
            .expect("a column");
        let names: Vec<&str> = shown.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty() || row.contains("not built yet"), "{row}");
        for name in names {
            assert!(
                tests.contains(&format!("fn {name}(")),
                "no test is called `{name}`: {row}"
            );
            count += 1;
        }
    }
    assert!(count > 40, "only {count} tests");
}
