//! What people see.
//!
//! Takes: text and findings. Gives: nothing. Does not fail: whoever closes the pipe has seen enough.

use specwright::diagnostics::Diagnostics;
use specwright::report::{self, Style};
use std::io::{self, IsTerminal, Write};

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

/// Prints findings, in colour where that is wanted.
pub(crate) fn report(diagnostics: &Diagnostics) {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let style = if io::stderr().is_terminal() && !unwanted {
        Style::Colour
    } else {
        Style::Plain
    };
    let mut text = report::render(diagnostics, style);
    if !text.is_empty() {
        text.push('\n');
    }
    warn(&text);
}

/// `1 file`, `2 files`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
