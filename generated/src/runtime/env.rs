//! Credentials from the environment.
//!
//! Takes names of variables, gives their values. Reads nothing unless it is asked to.

use std::env::var_os;

/// The values of some variables, if all of them are set and none is empty. What is no Unicode is
/// replaced, so that it is refused where it can't be sent.
pub(crate) fn variables<const N: usize>(names: [&str; N]) -> Option<[String; N]> {
    let values = names.map(|name| {
        // Moved where that can be, so that no copy is left.
        let text = var_os(name)?.into_string();
        Some(text.unwrap_or_else(|value| value.to_string_lossy().into_owned()))
    });
    let given = |value: &Option<String>| value.as_ref().is_some_and(|value| !value.is_empty());
    let complete = values.iter().all(given);
    complete.then(|| values.map(Option::unwrap_or_default))
}
