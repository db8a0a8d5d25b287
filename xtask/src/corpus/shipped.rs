//! The tests that one generated crate is shipped with.
//!
//! Takes: the workspace with the crate. Gives: how many of its tests pass and how many fail. Does not write them.

use super::check::Arguments;
use super::entry::{Tests, rounded};
use crate::process::end_with_parent;
use crate::process::said;
use crate::usage;
use std::fs;
use std::path::Path;

/// The feature that turns on all calls and their models, where there are such features.
const FULL: &str = "full";

/// Which features a program asks of a crate, so that it has all of it.
pub(super) fn features(manifest: &Path) -> std::io::Result<&'static [&'static str]> {
    let manifest = fs::read_to_string(manifest)?;
    let has_full = manifest.lines().any(|line| line.starts_with("full = "));
    Ok(if has_full { &[FULL] } else { &[] })
}

pub(super) fn test(of: &Arguments) -> Tests {
    end_with_parent();
    let mut tests = match features(&of.folder.join("crate").join("Cargo.toml")) {
        Ok(features) => {
            let features = features.join(",");
            let all = ["--tests", "--no-default-features", "--features", &features];
            results(&all, of)
        }
        Err(error) => failed(format!("the manifest cannot be read: {error}")),
    };
    tests.seconds = rounded(usage::children().seconds, 3);
    tests
}

/// What `cargo test` says of what it is asked to run.
pub(super) fn results(which: &[&str], of: &Arguments) -> Tests {
    let tests = told(which, of);
    tests.unwrap_or_else(|error| failed(format!("cargo cannot be started: {error}")))
}

fn failed(first: String) -> Tests {
    Tests {
        failed: 1,
        first: Some(first),
        ..Tests::default()
    }
}

fn told(which: &[&str], of: &Arguments) -> std::io::Result<Tests> {
    let output = of
        .cargo(&["test", "--no-fail-fast", "--package", &of.package])
        .args(which)
        .env("RUST_BACKTRACE", "0")
        .output()?;
    let mut tests = counted(&String::from_utf8_lossy(&output.stdout));
    if !output.status.success() && tests.failed == 0 {
        // Not a test, but the compiler or cargo.
        tests.failed = 1;
        tests.first = Some(said(&String::from_utf8_lossy(&output.stderr)));
    }
    Ok(tests)
}

/// What the test programs say.
fn counted(output: &str) -> Tests {
    let mut tests = Tests::default();
    for line in output.lines() {
        let Some(result) = line.strip_prefix("test result: ") else {
            continue;
        };
        let number = |noun: &str| {
            let before = result.split(noun).next().unwrap_or_default();
            let word = before.split_whitespace().next_back();
            word.and_then(|word| word.parse::<usize>().ok())
        };
        tests.passed += number(" passed").unwrap_or(0);
        tests.failed += number(" failed").unwrap_or(0);
    }
    // The first that is told of: its name stands between dashes, above what it said.
    let told = output.split_once("\n---- ").map(|(_, told)| told);
    let told = told.map(|told| told.split("\n---- ").next().unwrap_or(told));
    tests.first = told.map(said);
    tests
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn results_of_all_programs_are_added_up() {
        let output = "
running 2 tests
..
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s

running 3 tests
a_sends --- FAILED
failures:

---- a_sends stdout ----
thread 'a_sends' panicked at x
no

---- b_sends stdout ----
other
test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
";
        let tests = counted(output);
        assert_eq!((tests.passed, tests.failed), (3, 2));
        let first = "a_sends stdout ---- thread 'a_sends' panicked at x no";
        assert_eq!(tests.first.as_deref(), Some(first));
    }
}
