//! Settles the names of one scope all at once.
//!
//! Each wish lists its names, best first. A name goes to the wish with the best claim; whoever loses it asks for its
//! next one. This is deferred acceptance (Gale and Shapley): with strict claims its outcome does not depend on the
//! order in which wishes are looked at.

use std::collections::{BTreeMap, BTreeSet};

/// What one thing would like to be called.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    /// Lower claims first: 0 for names given by hand, then by how directly the document says the name.
    pub(crate) rank: u8,
    /// The wire text, or the path for things without one.
    pub(crate) wire: String,
    /// What tells it from others with the same wire text, such as where a parameter stands; else empty.
    pub(crate) kind: String,
    /// Best first.
    pub(crate) candidates: Vec<String>,
}

impl Wish {
    /// A wish for a thing that its wire text alone tells from the others.
    pub(crate) fn new(rank: u8, wire: impl Into<String>, candidates: Vec<String>) -> Self {
        Self {
            rank,
            wire: wire.into(),
            kind: String::new(),
            candidates,
        }
    }

    /// Among equal ranks an exact spelling comes first, then plain order of the wire text.
    fn claim<'a>(&'a self, name: &str) -> (u8, bool, &'a str, &'a str) {
        (
            self.rank,
            self.wire != name.trim_start_matches("r#"),
            &self.wire,
            &self.kind,
        )
    }
}

/// One name for each wish, in the order of the wishes; distinct, and none in `taken`.
pub(crate) fn settle(wishes: &[Wish], taken: &BTreeSet<String>) -> Vec<String> {
    let mut holders: BTreeMap<String, usize> = BTreeMap::new();
    let mut names = vec![String::new(); wishes.len()];
    let mut waiting: Vec<(usize, usize)> = (0..wishes.len()).map(|wish| (wish, 0)).rev().collect();
    while let Some((index, attempt)) = waiting.pop() {
        let Some(wish) = wishes.get(index) else {
            continue;
        };
        let name = asked(wish, attempt);
        if taken.contains(&name) {
            waiting.push((index, attempt + 1));
            continue;
        }
        let holder = holders.get(&name).copied();
        match holder.and_then(|holder| wishes.get(holder).map(|other| (holder, other))) {
            Some((_, other)) if other.claim(&name) <= wish.claim(&name) => {
                waiting.push((index, attempt + 1));
                continue;
            }
            Some((holder, other)) => {
                let lost = (0..)
                    .find(|&attempt| asked(other, attempt) == name)
                    .unwrap_or(0);
                waiting.push((holder, lost + 1));
            }
            None => {}
        }
        if let Some(slot) = names.get_mut(index) {
            slot.clone_from(&name);
        }
        holders.insert(name, index);
    }
    names
}

/// The name that is asked for at the given attempt; past the candidates, the last one grows.
fn asked(wish: &Wish, attempt: usize) -> String {
    match wish.candidates.get(attempt) {
        Some(name) => name.clone(),
        None => {
            let last = wish.candidates.last().map_or("unnamed", String::as_str);
            let again = attempt + 1 - wish.candidates.len();
            format!("{last}{}", "x".repeat(again))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::{Reserved, Style, candidates};

    fn wish(wire: &str) -> Wish {
        Wish::new(1, wire, candidates(wire, Style::Snake, Reserved::FIELD))
    }

    fn settled(wires: &[&str]) -> BTreeMap<String, String> {
        let wishes: Vec<_> = wires.iter().map(|wire| wish(wire)).collect();
        let names = settle(&wishes, &BTreeSet::new());
        wires
            .iter()
            .map(|&wire| wire.to_owned())
            .zip(names)
            .collect()
    }

    #[test]
    fn the_exact_spelling_keeps_the_name() {
        let names = settled(&["fooBar", "foo_bar", "foo-bar"]);
        assert_eq!(names["foo_bar"], "foo_bar");
        assert_eq!(names["fooBar"], "foo_bar_camel");
        assert_eq!(names["foo-bar"], "foo_bar_kebab");
    }

    #[test]
    fn the_exact_spelling_keeps_the_name_whatever_its_kind() {
        let of_kind = |wire: &str| Wish {
            kind: "query".to_owned(),
            ..wish(wire)
        };
        let names = settle(&[of_kind("Page"), of_kind("page")], &BTreeSet::new());
        assert_eq!(names, ["page_pascal", "page"]);
    }

    #[test]
    fn order_does_not_matter() {
        let forward = settled(&["a b", "a-b", "aB", "AB", "a.b", "a_b", "A_B", "a_b_camel"]);
        let backward = settled(&["a_b_camel", "A_B", "a_b", "a.b", "AB", "aB", "a-b", "a b"]);
        assert_eq!(forward, backward);
        assert_eq!(forward.values().collect::<BTreeSet<_>>().len(), 8);
    }

    #[test]
    fn the_same_text_twice_still_ends() {
        let names = settle(
            &[wish("a"), wish("a"), wish("a"), wish("a"), wish("a")],
            &BTreeSet::new(),
        );
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 5);
    }
}
