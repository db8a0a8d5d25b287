//! Responses: how statuses are written, and what is missing.

use super::super::walk::Steps;
use super::{Mender, Object};
use crate::diagnostics::Rule;
use serde_json::Value;

impl Mender<'_> {
    pub(super) fn responses(&mut self, map: &mut Object, steps: &Steps<'_>) {
        let odd = |key: &String| status(key).is_some_and(|status| status != *key);
        if !map.keys().any(odd) {
            return;
        }
        for (key, value) in std::mem::take(map) {
            let mended = status(&key).unwrap_or_else(|| key.clone());
            if mended != key {
                let message = format!("the status `{key}` is read as `{mended}`");
                let hint = "write it as `404`, `4XX` or `default`";
                self.note(Rule::StatusKey, message, hint, steps.pointer().key(&key));
                if map.contains_key(&mended) {
                    continue;
                }
                let place = steps.pointer();
                self.origins.relocated(place.key(&mended), &place.key(&key));
            }
            map.insert(mended, value);
        }
    }

    pub(super) fn response(&mut self, map: &mut Object, steps: &Steps<'_>) {
        if !map.contains_key("description") && !map.contains_key("$ref") {
            let hint = "say in a sentence when it is sent";
            let at = steps.pointer();
            self.note(
                Rule::MissingDescription,
                "the response has no `description`",
                hint,
                at,
            );
            map.insert("description".to_owned(), Value::String(String::new()));
        }
    }
}

/// A status as the standard writes it; `None` if it is none at all.
fn status(key: &str) -> Option<String> {
    let plain = key.trim().to_ascii_uppercase();
    let mut characters = plain.chars();
    let class = characters.next()?;
    let rest: Vec<char> = characters.collect();
    let digits = rest.len() == 2 && rest.iter().all(char::is_ascii_digit);
    let range = rest == ['X', 'X'];
    if ('1'..='5').contains(&class) && (digits || range) {
        return Some(plain);
    }
    (plain == "DEFAULT").then(|| "default".to_owned())
}
