//! What the items of a page are known by.
//!
//! Takes items; gives a hash that is the same when they come again. Compares nothing: see
//! `progress`.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hasher};

use serde_json::Value;

/// A hash of what the items are, by what they are known by, or by all of them.
pub(crate) fn fingerprint(items: &[Value], by_identity: bool) -> u64 {
    match identities(items).filter(|_| by_identity) {
        Some(known) => hash(&known.to_string()),
        None => hash(&Value::Array(items.to_vec()).to_string()),
    }
}

/// A hash of a text, the same within one program.
pub(crate) fn hash(text: &str) -> u64 {
    let mut hash = DefaultHasher::new();
    hash.write(text.as_bytes());
    hash.finish()
}

/// The keys that an item is known by, best first.
const IDENTITIES: [&str; 3] = ["id", "uuid", "uid"];

/// What the items are known by, if they all are by the same key: the rest of an item may change
/// from call to call, and it is the same item still. What two items of a page share is no identity:
/// a list of all versions of a thing has the thing's.
fn identities(items: &[Value]) -> Option<Value> {
    let of = |key: &str| -> Option<Value> {
        let identities = items.iter().map(|item| match item.get(key)? {
            identity @ (Value::String(_) | Value::Number(_)) => Some(identity),
            _ => None,
        });
        let identities: Vec<&Value> = identities.collect::<Option<_>>()?;
        let different: BTreeSet<String> = identities.iter().map(ToString::to_string).collect();
        let told_apart = different.len() == identities.len();
        told_apart.then(|| identities.into_iter().cloned().collect())
    };
    IDENTITIES.into_iter().find_map(of)
}
