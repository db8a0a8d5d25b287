//! Findings as workflow commands of GitHub Actions, which shows them beside the lines they are about.
//!
//! Takes: findings. Gives: text. Does not know whether it runs there.

use super::json::severity;
use specwright::diagnostics::{Diagnostic, Diagnostics};

pub(super) fn commands(diagnostics: &Diagnostics) -> String {
    diagnostics.iter().map(command).collect()
}

fn command(diagnostic: &Diagnostic) -> String {
    let mut properties = Vec::new();
    let place = diagnostic.place.as_ref();
    if let Some(source) = place.and_then(|place| place.source.as_ref()) {
        properties.push(format!("file={}", property(&source.file)));
        properties.push(format!("line={}", source.line));
        properties.push(format!("col={}", source.column));
    }
    if let Some(rule) = diagnostic.rule {
        properties.push(format!("title={}", property(rule.name())));
    }
    let space = if properties.is_empty() { "" } else { " " };
    let mut message = diagnostic.message.clone();
    if let Some(hint) = &diagnostic.hint {
        message.push_str("\nhelp: ");
        message.push_str(hint);
    }
    format!(
        "::{}{space}{}::{}\n",
        severity(diagnostic.severity),
        properties.join(","),
        escaped(&message)
    )
}

/// What ends a command, and what begins an escape.
fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// What ends a property, too.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use specwright::diagnostics::Excerpt;

    #[test]
    fn nothing_in_a_finding_ends_the_command() {
        let finding = Diagnostic::error("100%\r\n::error::no, really: no")
            .excerpt(Excerpt::cut_from_line("C:\\a,b.yaml", 3, "x", 1, 1));
        assert_eq!(
            command(&finding),
            "::error file=C%3A\\a%2Cb.yaml,line=3,col=1::100%25%0D%0A::error::no, really: no\n"
        );
        assert_eq!(command(&Diagnostic::error("wrong")), "::error::wrong\n");
    }
}
