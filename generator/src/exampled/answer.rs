//! What calls answer.
//!
//! Takes: where answers are described. Gives: the body of the answer that tests get, and all examples that can be read.

use super::shown::Finder;
use super::written::written;
use crate::diagnostics::Pointer;
use crate::ir::{AnsweredExample, FieldPath, Form, Operation, Shown};
use serde_json::Value;

/// Bytes of a body that is made with all properties; of one that would be longer only what is required is there.
pub(super) const LONGEST: usize = 4096;

/// Parts that such a body may have at most: more do not come to so few bytes, and making them takes time.
pub(super) const MOST_PARTS: usize = 600;

/// Finds what an operation answers to users' tests. `success` is where a body says whether the call succeeded.
pub(super) fn shown(finder: &Finder<'_>, success: Option<&str>, operation: &mut Operation) {
    let response = &mut operation.response;
    let example = &mut response.example;
    if let Some(shown) = &example.content {
        example.body = Answer { finder, success }.body(shown);
        let end = response.pagination.as_ref();
        let end = end.and_then(|pages| without_items(shown.form, &example.body, &pages.items));
        example.end = end.unwrap_or_default();
    }
}

/// A page without its items: whatever else it says, no list goes on after that. None where it has none.
fn without_items(form: Form, body: &str, items: &FieldPath) -> Option<String> {
    let mut page: Value = serde_json::from_str(body).ok()?;
    let list = items
        .iter()
        .try_fold(&mut page, |value, step| value.get_mut(&step.wire))?;
    list.as_array_mut()?.clear();
    Some(written(form, &page))
}

/// Finds all examples of answers that can be read.
pub(super) fn fill(finder: &Finder<'_>, operation: &mut Operation) {
    for answered in &mut operation.answered {
        let schema = answered.at.key("schema");
        let shown = finder.shown(&answered.at).into_iter();
        let fits = shown.filter(|value| finder.sampler.allows(&schema, value));
        let examples = fits.map(|value| AnsweredExample {
            unknown: finder.sampler.unknown(&schema, value),
            value: value.clone(),
        });
        answered.examples = examples.collect();
    }
}

struct Answer<'f, 'd> {
    finder: &'f Finder<'d>,
    success: Option<&'f str>,
}

impl Answer<'_, '_> {
    fn body(&self, shown: &Shown) -> String {
        let schema = shown.at.key("schema");
        let said = self.finder.shown(&shown.at).into_iter().find(|value| {
            // What is written as text is not looked at.
            let free = matches!(shown.form, Form::Plain | Form::Texts);
            let allowed = || self.finder.sampler.allows(&schema, value);
            free || (allowed() && !self.says_failure(value))
        });
        match said {
            Some(value) => written(shown.form, value),
            None => self.made_once(shown.form, &schema),
        }
    }

    fn says_failure(&self, value: &Value) -> bool {
        let flag = self.success.and_then(|at| value.pointer(at));
        flag == Some(&Value::Bool(false))
    }

    fn made_once(&self, form: Form, schema: &Pointer) -> String {
        let node = self.finder.root.pointer(schema.as_str());
        let Some(component) = node.and_then(|node| node.get("$ref")?.as_str()) else {
            return self.made(form, schema);
        };
        let mut known = self.finder.made.borrow_mut();
        let body = known.entry((component, form));
        body.or_insert_with(|| self.made(form, schema)).clone()
    }

    /// A body for a schema. Where there is no value of that, it is what an empty answer is.
    fn made(&self, form: Form, schema: &Pointer) -> String {
        let undescribed = || self.finder.root.pointer(schema.as_str()).is_none();
        if matches!(form, Form::Plain | Form::Texts) && undescribed() {
            return written(form, &Value::from("text"));
        }
        let made = |all: Option<usize>| {
            let mut value = self.finder.sampler.one_of(schema, all)?;
            let flag = self.success.and_then(|at| value.pointer_mut(at));
            if let Some(flag @ Value::Bool(false)) = flag {
                *flag = Value::Bool(true);
            }
            Some(written(form, &value))
        };
        let whole = made(Some(MOST_PARTS));
        let least = || made(None);
        match whole {
            Some(text) if text.len() > LONGEST => least().unwrap_or(text),
            Some(text) => text,
            None => least().unwrap_or_else(|| written(form, &Value::Null)),
        }
    }
}
