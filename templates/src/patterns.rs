//! Patterns of parameters: regular expressions, each compiled once and only when it is used.
//!
//! Takes an expression that the generator has translated from ECMA-262 and tried, and a text; says
//! whether the text has a match anywhere, as JSON Schema wants it (Validation, section 6.3.3). It
//! translates nothing.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use regex_lite::Regex;

/// What is compiled so far, shared by all parameters that have the same pattern. `None` where it
/// can't be compiled.
static COMPILED: RwLock<BTreeMap<&'static str, Option<Arc<Regex>>>> = RwLock::new(BTreeMap::new());

/// Whether a part of `text` matches. An expression that can't be compiled matches all: what isn't
/// known to be wrong is sent.
pub(crate) fn matches(regex: &'static str, text: &str) -> bool {
    compiled(regex).is_none_or(|regex| regex.is_match(text))
}

fn compiled(regex: &'static str) -> Option<Arc<Regex>> {
    let known = COMPILED.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known.get(regex) {
        return known.clone();
    }
    drop(known);
    let made = Regex::new(regex).ok().map(Arc::new);
    let mut all = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    all.entry(regex).or_insert(made).clone()
}
