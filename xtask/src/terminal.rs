//! What people see.
//!
//! Takes: text. Gives: nothing. Does not fail: whoever closes the pipe has seen enough.

use std::io::{self, Write};

/// Prints results.
pub(crate) fn print(text: &str) {
    let mut output = io::stdout().lock();
    let _ = output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush());
}

/// Prints what went wrong.
pub(crate) fn warn(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// `1 file`, `2 files`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
