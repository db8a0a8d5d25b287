//! What people see of findings.

use specwright::diagnostics::{Diagnostic, Diagnostics, Excerpt, Pointer, Rule};
use specwright::report::{Style, render};

fn excerpt(text: &str, column: usize, length: usize) -> Excerpt {
    Excerpt::cut_from_line("spec/list-tokens.yaml", 12, text, column, length)
}

fn plain(diagnostic: Diagnostic) -> String {
    render(&diagnostic.into(), Style::Plain)
}

#[test]
fn looks_like_rustc() {
    let diagnostic = Diagnostic::error("`type` is a list")
        .hint("3.0 has one type")
        .at(Pointer::root().key("paths").key("/tokens"))
        .excerpt(excerpt("      type: [string, 'null']", 7, 4));
    insta::assert_snapshot!(plain(diagnostic), @r"
    error: `type` is a list
      --> spec/list-tokens.yaml:12:7
       |
    12 |       type: [string, 'null']
       |       ^^^^
       |
       = note: at #/paths/~1tokens
       = help: 3.0 has one type
    ");
}

#[test]
fn says_what_is_known_and_no_more() {
    insta::assert_snapshot!(plain(Diagnostic::warning(Rule::NoServer, "nothing to do")), @"warning[no-server]: nothing to do");
}

#[test]
fn cuts_very_long_lines_around_the_caret() {
    let long = format!(
        "{{{}\"here\":1{}}}",
        "\"ä\":0,".repeat(200_000),
        ",\"b\":0".repeat(200_000)
    );
    let diagnostic = Diagnostic::error("wrong").excerpt(excerpt(&long, 1_200_002, 6));
    insta::assert_snapshot!(plain(diagnostic), @r###"
    error: wrong
      --> spec/list-tokens.yaml:12:1200002
       |
      ::: 
    12 | "ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"here":1,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b"
       |                                                             ^^^^^^
    "###);
    // Not cut when it was made, because it is made by hand: the same.
    let by_hand = Excerpt {
        text: long,
        ..excerpt("", 1_200_002, 6)
    };
    insta::assert_snapshot!(plain(Diagnostic::error("wrong").excerpt(by_hand)), @r###"
    error: wrong
      --> spec/list-tokens.yaml:12:1200002
       |
      ::: 
    12 | "ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"ä":0,"here":1,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b"
       |                                                             ^^^^^^
    "###);
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let evil = "a\u{1b}[31m\u{202e}b\r\u{7}\u{9b}c";
    let diagnostic = Diagnostic::error(evil)
        .hint(evil)
        .at(Pointer::root().key(evil))
        .excerpt(Excerpt::cut_from_line(evil, 1, evil, 3, 2));
    let text = plain(diagnostic);
    assert!(
        !text.contains(|c: char| c != '\n' && (c.is_control() || c == '\u{202e}')),
        "{text:?}"
    );
}

#[test]
fn places_that_do_not_fit_the_line_are_shown_at_its_end() {
    for column in [0, 1, 3, 4, 900] {
        let text = plain(Diagnostic::error("wrong").excerpt(Excerpt {
            column,
            length: 50,
            ..excerpt("äbc", 1, 1)
        }));
        assert!(text.contains("äbc"), "{text}");
    }
    plain(Diagnostic::error("wrong").excerpt(excerpt("", 1, 1)));
}

#[test]
fn colour_only_when_asked_for() {
    let diagnostics = Diagnostics::from(Diagnostic::error("wrong"));
    assert!(render(&diagnostics, Style::Colour).contains('\u{1b}'));
    assert!(!render(&diagnostics, Style::Plain).contains('\u{1b}'));
}

#[test]
fn many_of_one_kind_are_said_once() {
    let mut many = Diagnostics::new();
    for line in 1..=6 {
        many.push(
            Diagnostic::warning(Rule::UnknownKeyword, format!("`x{line}` is no keyword"))
                .hint("leave it out")
                .excerpt(Excerpt::cut_from_line("a.yaml", line, "x: 1", 1, 1)),
        );
        let skipped = format!("`GET /{line}` is skipped: its body is odd");
        many.push(
            Diagnostic::warning(Rule::SkippedServer, skipped).at(Pointer::root().index(line)),
        );
        many.push(Diagnostic::error("the same").at(Pointer::root().index(line)));
        many.push(Diagnostic::error(format!("another {}", line % 3)));
    }
    insta::assert_snapshot!(render(&many, Style::Plain), @r"
    error: the same
     |
     = note: at #/1
     = note: and 5 more like this, first at #/2, #/3, #/4

    error: another 1

    error: another 2

    error: another 0

    error: another 1

    error: another 2

    error: another 0

    warning[unknown-keyword]: `x1` is no keyword
     --> a.yaml:1:1
      |
    1 | x: 1
      | ^
      |
      = help: leave it out
      = note: and 5 more like this, first at a.yaml:2:1, a.yaml:3:1, a.yaml:4:1

    warning[skipped-server]: `GET /1` is skipped: its body is odd
     |
     = note: at #/1
     = note: and 5 more like this, the first:
               #/2: `GET /2` is skipped: its body is odd
               #/3: `GET /3` is skipped: its body is odd
               #/4: `GET /4` is skipped: its body is odd
    ");
}

#[test]
fn few_of_one_kind_are_all_shown() {
    let few: Diagnostics = (1..=3)
        .map(|line| Diagnostic::warning(Rule::Ignored, format!("ignored: {line}")))
        .collect();
    insta::assert_snapshot!(render(&few, Style::Plain), @r"
    warning[ignored]: ignored: 1

    warning[ignored]: ignored: 2

    warning[ignored]: ignored: 3
    ");
}
