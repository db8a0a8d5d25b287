//! The document itself.
//!
//! Takes: a tree. Gives: a [`Document`], read piece by piece, so that one odd piece never stops the rest.
//! Does not look behind a `$ref`.

use super::fields::{CORRECT, Fields, LeftOut, Reader, kind};
use super::origins::Origins;
use crate::diagnostics::{Diagnostic, Diagnostics, Pointer, Rule};
use openapiv3::{
    Components, Info, OpenAPI, Paths, ReferenceOr, SecurityScheme, Server, ServerVariable, Tag,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// A document that was read.
#[derive(Debug)]
pub struct Document {
    /// The document as `openapiv3` sees it.
    pub openapi: OpenAPI,
    /// The whole tree after overlays, for what `openapiv3` drops, such as what stands beside a `$ref`.
    pub value: Value,
    /// What was left out or read in a forgiving way. Not located yet.
    pub warnings: Diagnostics,
    /// Operations that could not be understood, each with a warning.
    pub left_out: Vec<LeftOut>,
    /// How often each rewrite was made that needs no warning.
    pub rewrites: BTreeMap<Rule, usize>,
    origins: Origins,
}

impl Document {
    /// Reads a tree that is known to be OpenAPI.
    pub(super) fn new(
        value: Value,
        origins: Origins,
        mut warnings: Diagnostics,
        rewrites: BTreeMap<Rule, usize>,
    ) -> Self {
        let mut reader = Reader::new(&value);
        let openapi = reader.openapi();
        warnings.extend(reader.notes);
        let left_out = reader.left_out;
        Self {
            openapi,
            value,
            warnings,
            left_out,
            rewrites,
            origins,
        }
    }

    /// Finds the lines of findings that have a pointer and no line yet. A node that an overlay added is shown as the
    /// nearest one above it that the file has.
    pub fn locate(&self, diagnostics: &mut Diagnostics) {
        self.origins.locate(diagnostics);
    }
}

impl<'v> Reader<'v> {
    fn openapi(&mut self) -> OpenAPI {
        let Value::Object(map) = self.root else {
            return OpenAPI::default();
        };
        let root = Fields {
            map,
            at: Pointer::root(),
        };
        OpenAPI {
            openapi: self.version(&root),
            info: self.info(&root),
            servers: self
                .piece("the servers", |reader| reader.servers(&root))
                .unwrap_or_default(),
            paths: self.all_paths(&root),
            components: self
                .section(&root, "components")
                .map(|fields| self.components(&fields)),
            security: self
                .piece("the security of all operations", |reader| {
                    reader.security(&root)
                })
                .flatten(),
            tags: self.tags(&root),
            external_docs: self.leaf(&root, "externalDocs"),
            extensions: root.extensions(),
        }
    }

    /// What was checked before; a number is already noted.
    fn version(&mut self, root: &Fields<'v>) -> String {
        match root.raw("openapi") {
            Some(Value::String(version)) => version.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        }
    }

    /// One of the large mappings of the root.
    fn section(&mut self, root: &Fields<'v>, key: &str) -> Option<Fields<'v>> {
        let value = root.raw(key)?;
        self.piece(&format!("`{key}`"), |reader| {
            reader.fields(value, root.at.key(key))
        })?
    }

    /// A document without paths is fine; one whose paths cannot be understood is not.
    fn all_paths(&mut self, root: &Fields<'v>) -> Paths {
        let at = root.at.key("paths");
        match root.raw("paths") {
            None => Paths::default(),
            Some(value @ (Value::Object(_) | Value::Null)) => {
                let fields = self.fields(value, at);
                fields.map(|fields| self.paths(&fields)).unwrap_or_default()
            }
            Some(other) => {
                let error = Diagnostic::error(format!("`paths` is {}, not a mapping", kind(other)));
                self.notes.push(error.hint(CORRECT).at(at));
                Paths::default()
            }
        }
    }

    fn info(&mut self, root: &Fields<'v>) -> Info {
        let Some(fields) = self.section(root, "info") else {
            return Info::default();
        };
        Info {
            title: self.string(&fields, "title").unwrap_or_default(),
            description: self.string(&fields, "description"),
            terms_of_service: self.string(&fields, "termsOfService"),
            contact: self.leaf(&fields, "contact"),
            license: self.leaf(&fields, "license"),
            version: self.string(&fields, "version").unwrap_or_default(),
            extensions: fields.extensions(),
        }
    }

    fn tags(&mut self, root: &Fields<'v>) -> Vec<Tag> {
        let tags = self.piece("the tags", |reader| {
            reader.list(root, "tags", |reader, value, at| {
                reader.whole(value, at, "tag")
            })
        });
        tags.flatten()
            .unwrap_or_default()
            .into_iter()
            .flatten()
            .collect()
    }

    pub(super) fn servers(&mut self, fields: &Fields<'v>) -> Vec<Server> {
        let servers = self.list(fields, "servers", |reader, value, at| {
            let fields = reader.fields(value, at)?;
            Some(reader.server(&fields))
        });
        servers.unwrap_or_default().into_iter().flatten().collect()
    }

    fn server(&mut self, fields: &Fields<'v>) -> Server {
        let variables = fields.raw("variables").map(|_| {
            self.map(fields, "variables", |reader, _, value, at| {
                let fields = reader.fields(value, at)?;
                Some(reader.server_variable(&fields))
            })
        });
        Server {
            url: self.needed_string(fields, "url"),
            description: self.string(fields, "description"),
            variables,
            extensions: fields.extensions(),
        }
    }

    fn server_variable(&mut self, fields: &Fields<'v>) -> ServerVariable {
        ServerVariable {
            enumeration: self.strings(fields, "enum").unwrap_or_default(),
            default: self.needed_string(fields, "default"),
            description: self.string(fields, "description"),
            extensions: fields.extensions(),
        }
    }

    fn components(&mut self, fields: &Fields<'v>) -> Components {
        Components {
            schemas: self.entries(fields, "schemas", "schema", Self::schema),
            responses: self.entries(fields, "responses", "response", Self::response),
            parameters: self.entries(fields, "parameters", "parameter", Self::parameter),
            request_bodies: self.entries(
                fields,
                "requestBodies",
                "request body",
                Self::request_body,
            ),
            headers: self.entries(fields, "headers", "header", Self::header),
            examples: self.map(fields, "examples", |reader, _, value, at| {
                reader.example(value, at)
            }),
            links: self.map(fields, "links", |reader, _, value, at| {
                reader.link(value, at)
            }),
            security_schemes: self.map(fields, "securitySchemes", Self::security_scheme),
            callbacks: self.map(fields, "callbacks", |reader, name, value, at| {
                match value.get("$ref") {
                    Some(Value::String(reference)) => Some(ReferenceOr::ref_(reference)),
                    _ => reader.callback_item(name, value, at).map(ReferenceOr::Item),
                }
            }),
            extensions: fields.extensions(),
        }
    }

    /// The components of one kind, each a piece by itself.
    fn entries<T>(
        &mut self,
        components: &Fields<'v>,
        key: &str,
        noun: &str,
        read: impl Fn(&mut Self, &'v Value, Pointer) -> T,
    ) -> indexmap::IndexMap<String, T> {
        let section = self.piece(&format!("`{key}`"), |reader| {
            reader.map(components, key, |reader, name, value, at| {
                reader.piece(&format!("{noun} `{name}`"), |reader| {
                    read(reader, value, at)
                })
            })
        });
        section.unwrap_or_default()
    }

    fn security_scheme(
        &mut self,
        name: &str,
        value: &'v Value,
        at: Pointer,
    ) -> Option<ReferenceOr<SecurityScheme>> {
        self.piece(&format!("security scheme `{name}`"), |reader| {
            let fields = reader.fields(value, at)?;
            if let Some(Value::String(reference)) = fields.raw("$ref") {
                return Some(ReferenceOr::ref_(reference));
            }
            let kind = reader.needed_string(&fields, "type");
            match serde_json::from_value(value.clone()) {
                Ok(scheme) => Some(ReferenceOr::Item(scheme)),
                Err(_) if kind.is_empty() => None,
                // 3.1 has it and `openapiv3` has not: lowering finds it in the tree.
                Err(_) if kind == "mutualTLS" => None,
                Err(_) if !KINDS.contains(&kind.as_str()) => {
                    let hint =
                        "`apiKey`, `http`, `mutualTLS`, `oauth2` and `openIdConnect` are known";
                    reader.problem(format!("`type` is `{kind}`"), hint, fields.at.key("type"));
                    None
                }
                Err(error) => {
                    reader.problem(error.to_string(), CORRECT, fields.at);
                    None
                }
            }
        })?
    }
}

const KINDS: [&str; 4] = ["apiKey", "http", "oauth2", "openIdConnect"];
