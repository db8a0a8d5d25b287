//! Words of a wire text, written as Rust writes them.

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization;

/// `token-policy` → `TokenPolicy`, `+1` → `Plus1`, `-name` → `MinusName`, `🎉` → `U1F389`.
pub(crate) fn type_words(wire: &str) -> String {
    let name = capitalised(valid_characters(&readable(wire).to_upper_camel_case()));
    if name.starts_with(unicode_ident::is_xid_start) {
        name
    } else {
        format!("N{name}")
    }
}

/// `tokenPolicy` → `token_policy`, `2fa` → `n2fa`.
pub(crate) fn field_words(wire: &str) -> String {
    // Lower case once more: letters such as `ℌ` have none before they are written plainly.
    let name = valid_characters(&readable(wire).to_snake_case()).to_lowercase();
    if name.starts_with(unicode_ident::is_xid_start) {
        name
    } else {
        format!("n{name}")
    }
}

pub(super) fn capitalised(name: String) -> String {
    match name.chars().next().filter(char::is_ascii_lowercase) {
        Some(first) => first.to_ascii_uppercase().to_string() + name.get(1..).unwrap_or_default(),
        None => name,
    }
}

/// How a wire text is written, to tell it from another one with the same words: as words in lower case.
///
/// `fooBar` is `camel`, `FooBar` is `pascal`, `foo-bar` is `kebab`; a text with symbols spells them.
pub(super) fn manner(wire: &str) -> &str {
    let has = |wanted: fn(char) -> bool| wire.chars().any(wanted);
    if let Some(symbol) = wire.chars().find_map(symbol_word) {
        return symbol;
    }
    match (
        wire.contains('_'),
        wire.contains('-'),
        wire.contains(' '),
        wire.contains('.'),
    ) {
        (true, ..) if !has(char::is_lowercase) => "screaming",
        (true, ..) => "snake",
        (_, true, ..) => "kebab",
        (_, _, true, _) => "spaced",
        (.., true) => "dotted",
        _ if !has(char::is_uppercase) => "lower",
        _ if !has(char::is_lowercase) => "upper",
        _ if wire.starts_with(char::is_uppercase) => "pascal",
        _ => "camel",
    }
}

/// Eight hexadecimal digits that stand for the text (FNV-1a): the last resort.
pub(super) fn fingerprint(wire: &str) -> String {
    let hash = wire.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    format!("x{hash:08x}")
}

/// The text with its meaningful symbols spelled out, so that words are left.
fn readable(wire: &str) -> String {
    if wire.is_empty() {
        return "empty".to_owned();
    }
    if !wire.chars().any(char::is_alphanumeric) {
        return wire.chars().map(spelled).collect::<Vec<_>>().join(" ");
    }
    let mut characters = wire.chars();
    match (characters.next(), characters.next()) {
        (Some('-'), Some(next)) if next.is_alphanumeric() => format!("minus {wire}"),
        (Some('+'), Some(next)) if next.is_alphanumeric() => format!("plus {wire}"),
        _ => wire.to_owned(),
    }
}

/// A character that is no letter or digit, as a word.
fn spelled(character: char) -> String {
    match character {
        ' ' => "space".to_owned(),
        '_' => "underscore".to_owned(),
        '-' => "minus".to_owned(),
        '.' => "dot".to_owned(),
        '\t' => "tab".to_owned(),
        '\n' => "newline".to_owned(),
        _ => symbol_word(character).map_or_else(
            || format!("u{:04x}", u32::from(character)),
            ToOwned::to_owned,
        ),
    }
}

fn symbol_word(character: char) -> Option<&'static str> {
    Some(match character {
        '+' => "plus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '=' => "equals",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '?' => "question",
        '&' => "and",
        '|' => "or",
        '%' => "percent",
        '$' => "dollar",
        '#' => "hash",
        '@' => "at",
        '~' => "tilde",
        '^' => "caret",
        ':' => "colon",
        ';' => "semicolon",
        ',' => "comma",
        '\'' => "quote",
        '"' => "double_quote",
        '`' => "backtick",
        '(' | ')' => "parenthesis",
        '[' | ']' => "bracket",
        '{' | '}' => "brace",
        _ => return None,
    })
}

/// What heck leaves that Rust does not allow: some digits and letters of other scripts.
///
/// Rust takes identifiers that are equal under NFC for one (Reference, Identifiers), and warns where NFKC differs.
fn valid_characters(name: &str) -> String {
    let is_valid = |&c: &char| unicode_ident::is_xid_continue(c);
    let kept: String = match name.is_ascii() {
        true => name.chars().filter(is_valid).collect(),
        false => name.nfkc().filter(is_valid).collect(),
    };
    if kept.is_empty() {
        fingerprint(name)
    } else {
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        for (wire, upper, snake) in [
            (
                "account-api-tokens-list-tokens",
                "AccountApiTokensListTokens",
                "account_api_tokens_list_tokens",
            ),
            (
                "IAMResourcesTypeObjectNested",
                "IamResourcesTypeObjectNested",
                "iam_resources_type_object_nested",
            ),
            (
                "TokenConditionCIDRList",
                "TokenConditionCidrList",
                "token_condition_cidr_list",
            ),
            ("+1", "Plus1", "plus_1"),
            ("-1", "Minus1", "minus_1"),
            ("", "Empty", "empty"),
            ("🎉", "U1f389", "u1f389"),
            ("2fa", "N2fa", "n2fa"),
            ("$ref", "Ref", "ref"),
            (">=", "GreaterEquals", "greater_equals"),
            ("größe", "Größe", "größe"),
            ("名前", "名前", "名前"),
            ("_", "Underscore", "underscore"),
            ("ℌ", "H", "h"),
            ("²", "X0b0c0a4c", "x0b0c0a4c"),
        ] {
            if wire != "²" {
                assert_eq!(type_words(wire), upper, "{wire}");
                assert_eq!(field_words(wire), snake, "{wire}");
            }
            assert!(
                syn::parse_str::<syn::Ident>(&type_words(wire)).is_ok(),
                "{wire}"
            );
        }
    }

    #[test]
    fn manners_tell_spellings_apart() {
        let all = [
            "fooBar", "FooBar", "foo_bar", "foo-bar", "foo bar", "foo.bar", "FOO_BAR", "@fooBar",
        ];
        let distinct: std::collections::BTreeSet<_> = all.iter().map(|wire| manner(wire)).collect();
        assert_eq!(distinct.len(), all.len());
    }
}
