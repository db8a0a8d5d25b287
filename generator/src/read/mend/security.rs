//! Security schemes: what a flow must say.

use super::super::walk::Steps;
use super::{Mender, Object};
use crate::diagnostics::Rule;
use serde_json::json;

impl Mender<'_> {
    /// The scopes of a flow are required, and may be none.
    pub(super) fn flow(&mut self, map: &mut Object, steps: &Steps<'_>) {
        if !map.contains_key("scopes") {
            let hint = "add `scopes: {}` if there are none";
            let message = "the flow has no `scopes`: there are none";
            self.note(Rule::MissingScopes, message, hint, steps.pointer());
            map.insert("scopes".to_owned(), json!({}));
        }
    }
}
