//! What stands where in an OpenAPI document.
//!
//! Takes: the kind of a node and the key below it. Gives: the kind of the node there (OpenAPI 3.0.4 and 3.1.1, section
//! 4.8, JSON Schema 2020-12). The stages walk a tree by it, so that an example that looks like a reference is not taken
//! for one. Does not look at values.

mod keywords;

use keywords::{
    components, discriminator, encoding, example, info, link, media_type, oauth_flow, of,
    operation, parameter, path_item, request_body, response, root, schema, security_scheme, server,
    server_variable, tag, xml,
};

/// The kind of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
    Components,
    /// A mapping from names to nodes of one kind.
    Map(&'static Kind),
    /// A list of nodes of one kind.
    List(&'static Kind),
    Text,
    /// In the mapping of a discriminator: the name of a schema, or a reference to one.
    SchemaName,
    Flag,
    Number,
    /// A whole number from 0.
    Count,
    /// `type`: a name, or in 3.1 a list of names.
    TypeName,
    /// `exclusiveMinimum`: a flag, in 3.1 a number.
    Bound,
    /// Any value, which means nothing here: an example, a default, a constant, an extension.
    Value,
    /// A keyword that the standard does not know.
    Unknown,
}

use Kind::{
    Callback, Components, Contact, Count, Discriminator, Encoding, Example, ExternalDocs, Flag,
    Header, Info, License, Link, List, Map, MediaType, Number, OAuthFlow, OAuthFlows, OpenApi,
    Operation, Parameter, PathItem, Paths, RequestBody, Response, Responses, Schema,
    SecurityRequirement, SecurityScheme, Server, ServerVariable, Tag, Text, TypeName, Unknown,
    Value, Xml,
};

/// The methods of a path item.
pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl Kind {
    /// The kind of what stands behind a key of a mapping.
    pub(super) fn child(self, key: &str) -> Self {
        if let Map(kind) = self {
            return *kind;
        }
        if key.starts_with("x-") && self != SecurityRequirement {
            return Value;
        }
        match self {
            OpenApi => root(key),
            Info => info(key),
            Contact => of(key, &["name", "url", "email"], Text),
            License => of(key, &["name", "url", "identifier"], Text),
            ExternalDocs => of(key, &["url", "description"], Text),
            Server => server(key),
            ServerVariable => server_variable(key),
            Paths | Callback => PathItem,
            PathItem => path_item(key),
            Operation => operation(key),
            Parameter | Header => parameter(key),
            RequestBody => request_body(key),
            MediaType => media_type(key),
            Encoding => encoding(key),
            Responses => Response,
            Response => response(key),
            Example => example(key),
            Link => link(key),
            Tag => tag(key),
            Schema => schema(key),
            Discriminator => discriminator(key),
            Xml => xml(key),
            SecurityScheme => security_scheme(key),
            OAuthFlows => of(
                key,
                &[
                    "implicit",
                    "password",
                    "clientCredentials",
                    "authorizationCode",
                ],
                OAuthFlow,
            ),
            OAuthFlow => oauth_flow(key),
            SecurityRequirement => List(&Text),
            Components => components(key),
            Value => Value,
            _ => Unknown,
        }
    }

    /// The kind of the items of a list.
    pub(super) fn item(self) -> Self {
        match self {
            List(kind) => *kind,
            TypeName => Text,
            Value => Value,
            _ => Unknown,
        }
    }

    /// The kind of a whole file.
    pub(super) fn of_file(value: &serde_json::Value) -> Self {
        if value.get("openapi").is_some() {
            OpenApi
        } else {
            Schema
        }
    }

    /// Where components of this kind stand, if a `$ref` to one may stand in their place.
    pub(super) fn component(self) -> Option<&'static str> {
        Some(match self {
            Schema | Kind::SchemaName => "schemas",
            Response => "responses",
            Parameter => "parameters",
            Example => "examples",
            RequestBody => "requestBodies",
            Header => "headers",
            SecurityScheme => "securitySchemes",
            Link => "links",
            Callback => "callbacks",
            _ => return None,
        })
    }

    /// What [`component`](Self::component) gives.
    pub(super) const SECTIONS: [&'static str; 9] = [
        "schemas",
        "responses",
        "parameters",
        "examples",
        "requestBodies",
        "headers",
        "securitySchemes",
        "links",
        "callbacks",
    ];

    /// The kind of the part that a reference of this kind leads to.
    pub(super) fn of_component(self) -> Self {
        if self == Kind::SchemaName {
            Schema
        } else {
            self
        }
    }

    /// Whether the standard has a mapping here.
    pub(super) fn is_mapping(self) -> bool {
        !matches!(
            self,
            List(_)
                | Text
                | Kind::SchemaName
                | Flag
                | Number
                | Count
                | TypeName
                | Kind::Bound
                | Value
                | Unknown
        )
    }
}
