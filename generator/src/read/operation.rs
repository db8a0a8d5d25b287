//! Paths, operations and callbacks.
//!
//! Takes: values of the tree. Gives: the types of `openapiv3`; an operation that cannot be understood is left out alone.
//! Does not look behind a `$ref`, that of a callback aside, for which `openapiv3` has no room.

use super::fields::{CORRECT, Fields, Reader};
use super::grammar::METHODS;
use crate::diagnostics::Pointer;
use indexmap::IndexMap;
use openapiv3::{Callback, Operation, PathItem, Paths, ReferenceOr, SecurityRequirement};
use serde_json::Value;

impl<'v> Reader<'v> {
    pub(super) fn paths(&mut self, fields: &Fields<'v>) -> Paths {
        let mut paths = Paths {
            extensions: fields.extensions(),
            ..Paths::default()
        };
        for (path, value) in fields.map {
            let at = fields.at.key(path);
            if path.starts_with('/') {
                let item = self.path_item(path, value, at);
                paths.paths.extend(item.map(|item| (path.clone(), item)));
            } else if !path.starts_with("x-") {
                self.ignored(
                    format!("`{path}` is not a path: it does not begin with `/`"),
                    at,
                );
            }
        }
        paths
    }

    fn path_item(
        &mut self,
        path: &str,
        value: &'v Value,
        at: Pointer,
    ) -> Option<ReferenceOr<PathItem>> {
        let name = format!("path `{path}`");
        let Some(fields) = self.piece(&name, |reader| reader.fields(value, at))? else {
            return Some(ReferenceOr::Item(PathItem::default()));
        };
        let lost = |reader: &mut Self| {
            let methods = METHODS.iter().filter(|method| fields.raw(method).is_some());
            reader.lost(&name, methods.map(|method| fields.at.key(method)));
        };
        if let Some(Value::String(reference)) = fields.raw("$ref") {
            return Some(ReferenceOr::ref_(reference));
        }
        let Some(item) = self.piece(&name, |reader| reader.shared(&fields)) else {
            lost(self);
            return None;
        };
        Some(ReferenceOr::Item(self.with_operations(path, &fields, item)))
    }

    /// What a path item says about all of its operations.
    fn shared(&mut self, fields: &Fields<'v>) -> PathItem {
        PathItem {
            summary: self.string(fields, "summary"),
            description: self.string(fields, "description"),
            servers: self.servers(fields),
            parameters: self
                .list(fields, "parameters", Self::parameter)
                .unwrap_or_default(),
            extensions: fields.extensions(),
            ..PathItem::default()
        }
    }

    fn with_operations(&mut self, path: &str, fields: &Fields<'v>, shared: PathItem) -> PathItem {
        PathItem {
            get: self.operation(path, fields, "get"),
            put: self.operation(path, fields, "put"),
            post: self.operation(path, fields, "post"),
            delete: self.operation(path, fields, "delete"),
            options: self.operation(path, fields, "options"),
            head: self.operation(path, fields, "head"),
            patch: self.operation(path, fields, "patch"),
            trace: self.operation(path, fields, "trace"),
            ..shared
        }
    }

    fn operation(&mut self, path: &str, item: &Fields<'v>, method: &str) -> Option<Operation> {
        let value = item.raw(method)?;
        let name = format!("operation `{} {path}`", method.to_uppercase());
        let operation = self.piece(&name, |reader| {
            let fields = reader.fields(value, item.at.key(method));
            fields
                .map(|fields| reader.operation_item(&fields))
                .unwrap_or_default()
        });
        if operation.is_none() {
            self.lost(&name, std::iter::once(item.at.key(method)));
        }
        operation
    }

    fn operation_item(&mut self, fields: &Fields<'v>) -> Operation {
        let request_body = fields.raw("requestBody").filter(|value| !value.is_null());
        Operation {
            tags: self.strings(fields, "tags").unwrap_or_default(),
            summary: self.string(fields, "summary"),
            description: self.string(fields, "description"),
            external_docs: self.leaf(fields, "externalDocs"),
            operation_id: self.string(fields, "operationId"),
            parameters: self
                .list(fields, "parameters", Self::parameter)
                .unwrap_or_default(),
            request_body: request_body
                .map(|body| self.request_body(body, fields.at.key("requestBody"))),
            responses: self.responses(fields),
            callbacks: self.map(fields, "callbacks", Self::callback),
            deprecated: self.flag(fields, "deprecated").unwrap_or_default(),
            security: self.security(fields),
            servers: self.servers(fields),
            extensions: fields.extensions(),
        }
    }

    /// A callback in place of which a reference to a component may stand.
    fn callback(&mut self, name: &str, value: &'v Value, at: Pointer) -> Option<Callback> {
        let Some(Value::String(reference)) = value.get("$ref") else {
            return self.callback_item(name, value, at);
        };
        // Written out, callbacks can nest only as deeply as the text does; by reference they could do so for ever.
        if self.callbacks > 0 {
            let reason = format!("callback `{name}`: a reference inside of a callback");
            self.ignored(reason, at.key("$ref"));
            return None;
        }
        let target = Pointer::from_fragment(reference);
        let found = target.and_then(|target| Some((self.root.pointer(target.as_str())?, target)));
        let Some((value, target)) = found.filter(|(value, _)| value.get("$ref").is_none()) else {
            self.ignored(
                format!("callback `{name}`: `{reference}` leads nowhere"),
                at.key("$ref"),
            );
            return None;
        };
        self.callback_item(name, value, target)
    }

    /// A callback that is written out: a mapping from URL expressions to path items.
    pub(super) fn callback_item(
        &mut self,
        name: &str,
        value: &'v Value,
        at: Pointer,
    ) -> Option<Callback> {
        let title = format!("callback `{name}`");
        let fields = self.piece(&title, |reader| reader.fields(value, at))??;
        self.callbacks += 1;
        let mut callback = IndexMap::new();
        for (url, value) in fields.map {
            if url.starts_with("x-") {
                continue;
            }
            match self.path_item(url, value, fields.at.key(url)) {
                Some(ReferenceOr::Item(item)) => {
                    callback.insert(url.clone(), item);
                }
                Some(ReferenceOr::Reference { .. }) => {
                    let reason = format!("{title}: a `$ref` cannot stand for a path item here");
                    self.ignored(reason, fields.at.key(url).key("$ref"));
                }
                None => {}
            }
        }
        self.callbacks -= 1;
        Some(callback)
    }

    /// Requirements are alternatives; `- token:` with nothing behind it means no scopes.
    pub(super) fn security(&mut self, fields: &Fields<'v>) -> Option<Vec<SecurityRequirement>> {
        self.list(fields, "security", |reader, value, at| {
            let mut requirement = SecurityRequirement::new();
            let Some(schemes) = reader.fields(value, at) else {
                return requirement;
            };
            for (scheme, scopes) in schemes.map {
                if !scopes.is_array() && !scopes.is_null() {
                    let at = schemes.at.key(scheme);
                    reader.problem(
                        format!("the scopes of `{scheme}` are not a list"),
                        CORRECT,
                        at,
                    );
                }
                let scopes = reader.strings(&schemes, scheme).unwrap_or_default();
                requirement.insert(scheme.clone(), scopes);
            }
            requirement
        })
    }
}
