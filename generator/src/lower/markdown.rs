//! CommonMark that means to rustdoc what it meant to its author.
//!
//! Takes prose of a document, gives text for a doc comment. Nothing of the prose is lost; what rustdoc would read as a
//! link, a tag or a doctest is escaped or told to be text.

/// Doc comments are wrapped so that lines stay within this many characters.
const WIDTH: usize = 96;

/// Text for a code span: no backticks, no line ends.
pub(super) fn code(text: &str) -> String {
    controls_removed(text).replace('`', "'").replace('\n', " ")
}

/// A sentence of ours that quotes names of the document.
pub(super) fn code_free(text: &str) -> String {
    controls_removed(text).replace('\n', " ")
}

/// A URL as a link, or as code where it could not be one.
pub(super) fn url(url: &str) -> String {
    let url = controls_removed(url.trim());
    let absolute = url.starts_with("https://") || url.starts_with("http://");
    if absolute && !url.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>')) {
        format!("<{url}>")
    } else {
        format!("`{}`", code(&url))
    }
}

/// Line ends as `\n`; without control characters and the marks that turn the direction of text.
pub(super) fn controls_removed(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', "    ")
        .chars()
        .filter(|&c| {
            c == '\n'
                || !(c.is_control()
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        })
        .collect()
}

/// The text with its blocks and spans made safe.
pub(super) fn safe(text: &str) -> String {
    let text = controls_removed(text);
    let mut blocks = Blocks::default();
    for line in text.trim().lines() {
        blocks.line(line.trim_end());
    }
    blocks.lines.extend(blocks.fence.take());
    blocks.lines.join("\n").trim().to_owned()
}

/// The lines so far, and the blocks that are open behind them.
#[derive(Default)]
struct Blocks {
    lines: Vec<String>,
    /// The marks that close the open code block.
    fence: Option<String>,
    /// Where the content of the innermost list item stands.
    list: Option<usize>,
}

impl Blocks {
    fn line(&mut self, line: &str) {
        let bare = line.trim_start();
        let marks = fence_marks(bare);
        if let Some(open) = &self.fence {
            let same = open.chars().next() == bare.chars().next();
            if same && marks.len() >= open.len() && bare == marks {
                self.fence = None;
            }
            self.lines.push(line.to_owned());
        } else if marks.is_empty() {
            let indent = line.len() - bare.len();
            self.text(bare, indent);
        } else {
            self.open(bare, marks);
        }
    }

    fn open(&mut self, bare: &str, marks: &str) {
        let info = bare.get(marks.len()..).unwrap_or_default();
        self.lines.push(format!("{marks}{}", language(info)));
        self.fence = Some(marks.to_owned());
        self.list = None;
    }

    /// A line outside code blocks. Indentation that would open one is cut.
    fn text(&mut self, bare: &str, indent: usize) {
        let indent = indent.min(self.list.unwrap_or(0) + 3);
        let space = " ".repeat(indent);
        let after_blank = self.lines.last().is_none_or(String::is_empty);
        if let Some((marker, content)) = item(bare) {
            let marks = fence_marks(content);
            if !marks.is_empty() {
                return self.open(content, marks);
            }
            self.list = Some(indent + marker.len() + 1);
            self.lines
                .push(format!("{space}{marker} {}", safe_inline(content)));
        } else if let Some(quoted) = bare.strip_prefix('>') {
            self.list = None;
            self.lines.push(format!(
                "{space}> {}",
                safe_inline(quoted.trim_start_matches(['>', ' ']))
            ));
        } else {
            if indent == 0
                && (after_blank || bare.starts_with(['#', '-', '*', '_']))
                && !bare.is_empty()
            {
                self.list = None;
            }
            let space = if bare.is_empty() { "" } else { &space };
            self.lines.push(format!("{space}{}", safe_inline(bare)));
        }
    }
}

/// The marks that open or close a code block (CommonMark, Fenced code blocks).
fn fence_marks(bare: &str) -> &str {
    let Some(mark) = bare.chars().next().filter(|mark| matches!(mark, '`' | '~')) else {
        return "";
    };
    let rest = bare.trim_start_matches(mark);
    let marks = bare.get(..bare.len() - rest.len()).unwrap_or_default();
    let opens = marks.len() >= 3 && (mark == '~' || !rest.contains('`'));
    if opens { marks } else { "" }
}

/// The marker and the content of a list item.
fn item(bare: &str) -> Option<(&str, &str)> {
    let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let marker = match bare.get(digits..)?.chars().next()? {
        '-' | '*' | '+' if digits == 0 => 1,
        '.' | ')' if (1..=9).contains(&digits) => digits + 1,
        _ => return None,
    };
    let content = bare.get(marker..)?;
    content
        .starts_with(' ')
        .then(|| (bare.get(..marker).unwrap_or_default(), content.trim_start()))
}

/// The info string of a code block; what rustdoc would compile becomes `text`.
fn language(info: &str) -> &str {
    let info = info.trim();
    let word = info.split([',', ' ', '{']).next().unwrap_or_default();
    let known = [
        "json",
        "yaml",
        "xml",
        "html",
        "http",
        "bash",
        "sh",
        "shell",
        "console",
        "curl",
        "javascript",
        "js",
        "python",
        "toml",
        "sql",
        "csv",
        "go",
        "php",
        "ruby",
        "java",
        "typescript",
        "ts",
        "graphql",
        "text",
    ];
    known
        .iter()
        .find(|name| **name == word.to_ascii_lowercase())
        .copied()
        .unwrap_or("text")
}

/// Escapes brackets that are no links and angle brackets that are no autolinks; wraps bare URLs.
fn safe_inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let taken = special(rest, &mut out).unwrap_or_else(|| {
            let (plain, behind) = rest.split_at(first.len_utf8());
            let more = behind.find(STARTS).unwrap_or(behind.len());
            out.push_str(plain);
            out.push_str(behind.get(..more).unwrap_or_default());
            plain.len() + more
        });
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

/// What something that is handled can begin with.
const STARTS: [char; 6] = ['`', '[', ']', '<', '\\', 'h'];

/// Handles what stands at the start of `rest`; gives how many bytes it took.
fn special(rest: &str, out: &mut String) -> Option<usize> {
    if let Some(length) = code_span(rest)
        .or_else(|| link(rest))
        .or_else(|| autolink(rest))
    {
        out.push_str(rest.get(..length)?);
        return Some(length);
    }
    if rest.starts_with("https://") || rest.starts_with("http://") {
        let length = url_length(rest);
        out.push('<');
        out.push_str(rest.get(..length)?);
        out.push('>');
        return Some(length);
    }
    let first = rest.chars().next()?;
    match first {
        '\\' => {
            let next = rest.chars().nth(1).filter(char::is_ascii_punctuation);
            out.push('\\');
            out.extend(next);
            Some(1 + next.map_or(0, char::len_utf8))
        }
        '[' | ']' | '<' => {
            out.push('\\');
            out.push(first);
            Some(1)
        }
        '`' => {
            out.push_str("\\`");
            Some(1)
        }
        _ => None,
    }
}

/// `` `code` `` on one line.
fn code_span(rest: &str) -> Option<usize> {
    let marks: String = rest.chars().take_while(|&c| c == '`').collect();
    if marks.is_empty() {
        return None;
    }
    let inner = rest.get(marks.len()..)?;
    let end = inner.find(&marks)?;
    Some(marks.len() + end + marks.len()).filter(|_| end > 0)
}

/// `[text](target)` with an absolute target: a relative one would be taken for a Rust path.
fn link(rest: &str) -> Option<usize> {
    let label = rest.strip_prefix('[')?;
    let close = label.find(']')?;
    if label.get(..close)?.contains(['[', '<', '`', '\\']) {
        return None;
    }
    let target = label.get(close + 1..)?.strip_prefix('(')?;
    let end = target.find(')')?;
    let address = target.get(..end)?;
    let absolute = ["https://", "http://", "mailto:", "/", "#"]
        .iter()
        .any(|start| address.starts_with(start));
    (absolute && !address.contains(char::is_whitespace)).then_some(1 + close + 1 + 1 + end + 1)
}

/// `<https://…>`
fn autolink(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('<')?;
    if !(inner.starts_with("https://")
        || inner.starts_with("http://")
        || inner.starts_with("mailto:"))
    {
        return None;
    }
    let end = inner.find('>')?;
    (!inner.get(..end)?.contains(char::is_whitespace)).then_some(end + 2)
}

/// How far a bare URL reaches; closing punctuation belongs to the sentence.
fn url_length(rest: &str) -> usize {
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | ')' | ']' | '\\'))
        .unwrap_or(rest.len());
    rest.get(..end)
        .unwrap_or(rest)
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_'])
        .len()
}

/// Breaks long lines of plain paragraphs; leaves code, tables, lists and headings as they are.
pub(super) fn wrap(paragraph: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut in_code = false;
    for line in paragraph.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        let is_plain = !in_code && !line.starts_with([' ', '|', '#', '-', '*', '>', '+', '`']);
        if is_plain && line.chars().count() > WIDTH {
            wrap_line(line, &mut out);
        } else {
            out.push(line.to_owned());
        }
    }
    out.join("\n")
}

fn wrap_line(line: &str, out: &mut Vec<String>) {
    let mut current = String::new();
    // A code span is one word, however long: its second half could begin a line with anything.
    let mut in_code = false;
    for word in line.split(' ') {
        let fits = current.chars().count() + 1 + word.chars().count() <= WIDTH;
        if current.is_empty() || fits || in_code || !can_start_line(word) {
            if !current.is_empty() {
                current.push(' ');
            }
            current.push_str(word);
        } else {
            out.push(std::mem::replace(&mut current, word.to_owned()));
        }
        in_code ^= word.matches('`').count() % 2 == 1;
    }
    out.push(current);
}

/// Whether a word at the start of a line stays a word, and does not become a list item, heading or rule.
fn can_start_line(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = digits.len() < word.len() && digits.starts_with(['.', ')']);
    !word.is_empty()
        && !numbered
        && !word.starts_with(['-', '*', '+', '#', '>', '=', '|', '~', '`', '_', '<'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rustdoc_would_misread_is_escaped() {
        for (text, expected) in [
            ("see [docs](https://a.b/c).", "see [docs](https://a.b/c)."),
            ("an [array] of x", "an \\[array\\] of x"),
            ("go to https://a.b/c.", "go to <https://a.b/c>."),
            ("<https://a.b>", "<https://a.b>"),
            ("Vec<String> and <br/>", "Vec\\<String> and \\<br/>"),
            ("`a[0] <b>` stays", "`a[0] <b>` stays"),
            ("one ` alone", "one \\` alone"),
            ("    let x = 1;", "let x = 1;"),
            ("~~~rust\nfn main() {}\n~~~", "~~~text\nfn main() {}\n~~~"),
            ("text\n\n        - far", "text\n\n   - far"),
            (
                "- a\n\n          - b\n\n              c",
                "- a\n\n     - b\n\n          c",
            ),
            ("-     code", "- code"),
            (">     code", "> code"),
            ("1.     code", "1. code"),
            ("- ```rust\n  x\n  ```", "```text\n  x\n  ```"),
            ("- a\n# b\n     c", "- a\n# b\n   c"),
            ("a\n\n        indented", "a\n\n   indented"),
            ("```\ncode [x]\n```", "```text\ncode [x]\n```"),
            ("```rust\nfn main() {}", "```text\nfn main() {}\n```"),
            ("```json\n{}\n```", "```json\n{}\n```"),
            ("bell\u{7} and \u{202e}turned", "bell and turned"),
            ("a\r\nb\rc", "a\nb\nc"),
        ] {
            assert_eq!(safe(text), expected, "{text:?}");
        }
    }

    #[test]
    fn wrapping_never_makes_a_list() {
        let text = format!(
            "{} - 1. # {}",
            "word ".repeat(19).trim(),
            "word ".repeat(10).trim()
        );
        for line in wrap(&text).lines() {
            assert!(
                can_start_line(line.split(' ').next().unwrap_or_default()),
                "{line}"
            );
        }
    }
}
