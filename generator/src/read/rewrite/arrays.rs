//! Items that are told apart by where they stand, and what some items must be.

use super::super::walk::Steps;
use super::{Object, Rewriter, any_of, fact, implied, is_conditional};
use crate::diagnostics::Rule;
use serde_json::Value;

impl Rewriter<'_> {
    pub(super) fn arrays(&mut self, map: &mut Object, steps: &Steps<'_>) {
        if let Some(items) = map.shift_remove("unevaluatedItems") {
            self.count(Rule::Unevaluated);
            match is_conditional(map) || map.contains_key("contains") {
                true => fact(map, "Other items", &items),
                false => {
                    map.entry("items").or_insert(items);
                }
            }
        }
        self.prefix_items(map, steps);
        for (key, label) in [
            ("contains", "Contains"),
            ("minContains", "At least"),
            ("maxContains", "At most"),
        ] {
            if let Some(wanted) = map.shift_remove(key) {
                fact(map, label, &wanted);
                self.count(Rule::Contains);
            }
        }
        // `true` is what a list without `items` has anyway; of `false` only the empty list is left.
        if let Some(Value::Bool(allowed)) = map.get("items").cloned() {
            map.shift_remove("items");
            self.count(Rule::BooleanSchema);
            if !allowed {
                map.insert("maxItems".to_owned(), 0.into());
            }
        }
    }

    /// `prefixItems` with `items` for the rest; before 2020-12 `items` was the list and `additionalItems` the rest. Any
    /// item may be any of these: which one stands where is kept as a fact.
    fn prefix_items(&mut self, map: &mut Object, steps: &Steps<'_>) {
        let listed = map.get("items").is_some_and(Value::is_array);
        let (key, rest) = if map.contains_key("prefixItems") {
            ("prefixItems", "items")
        } else if listed {
            ("items", "additionalItems")
        } else {
            map.shift_remove("additionalItems");
            return;
        };
        let Some(Value::Array(mut schemas)) = map.shift_remove(key) else {
            return;
        };
        self.count(Rule::PrefixItems);
        let count = schemas.len();
        fact(map, "Items in order", &Value::Array(schemas.clone()));
        let open = match map.shift_remove(rest) {
            // Any other items, with any value, unless there can be none.
            None | Some(Value::Bool(true)) => {
                let most = map.get("maxItems").and_then(Value::as_u64);
                most.is_none_or(|most| usize::try_from(most).is_ok_and(|most| most > count))
            }
            Some(Value::Bool(false)) => {
                map.entry("maxItems").or_insert_with(|| count.into());
                false
            }
            Some(rest) => {
                schemas.push(rest);
                false
            }
        };
        for index in 0..count {
            let from = steps.pointer().key(key).index(index);
            let items = steps.pointer().key("items");
            self.moved(items.key("anyOf").index(index), &from);
        }
        map.insert("items".to_owned(), any_of(schemas, open));
        implied(map, "array");
    }
}
