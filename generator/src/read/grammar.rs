//! What stands where in an OpenAPI document.
//!
//! Takes: the kind of a node and the key below it. Gives: the kind of the node there (OpenAPI 3.0.4 and 3.1.1, section
//! 4.8, JSON Schema 2020-12). The stages walk a tree by it, so that an example that looks like a reference is not taken
//! for one. Does not look at values.

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

/// One kind for each of a few keys.
fn of(key: &str, keys: &[&str], kind: Kind) -> Kind {
    if keys.contains(&key) { kind } else { Unknown }
}

fn root(key: &str) -> Kind {
    match key {
        "openapi" | "jsonSchemaDialect" | "$self" => Text,
        "info" => Info,
        "servers" => List(&Server),
        "paths" => Paths,
        "webhooks" => Map(&PathItem),
        "components" => Components,
        "security" => List(&SecurityRequirement),
        "tags" => List(&Tag),
        "externalDocs" => ExternalDocs,
        _ => Unknown,
    }
}

fn info(key: &str) -> Kind {
    match key {
        "title" | "summary" | "description" | "termsOfService" | "version" => Text,
        "contact" => Contact,
        "license" => License,
        _ => Unknown,
    }
}

fn server(key: &str) -> Kind {
    match key {
        "url" | "description" | "name" => Text,
        "variables" => Map(&ServerVariable),
        _ => Unknown,
    }
}

fn server_variable(key: &str) -> Kind {
    match key {
        "default" | "description" => Text,
        "enum" => List(&Text),
        _ => Unknown,
    }
}

fn path_item(key: &str) -> Kind {
    match key {
        "$ref" | "summary" | "description" => Text,
        "servers" => List(&Server),
        "parameters" => List(&Parameter),
        method => of(method, &METHODS, Operation),
    }
}

fn operation(key: &str) -> Kind {
    match key {
        "tags" => List(&Text),
        "summary" | "description" | "operationId" => Text,
        "externalDocs" => ExternalDocs,
        "parameters" => List(&Parameter),
        "requestBody" => RequestBody,
        "responses" => Responses,
        "callbacks" => Map(&Callback),
        "deprecated" => Flag,
        "security" => List(&SecurityRequirement),
        "servers" => List(&Server),
        _ => Unknown,
    }
}

fn parameter(key: &str) -> Kind {
    match key {
        "$ref" | "name" | "in" | "description" | "summary" | "style" => Text,
        "required" | "deprecated" | "allowEmptyValue" | "explode" | "allowReserved" => Flag,
        "schema" => Schema,
        "content" => Map(&MediaType),
        "example" => Value,
        "examples" => Map(&Example),
        _ => Unknown,
    }
}

fn request_body(key: &str) -> Kind {
    match key {
        "$ref" | "description" | "summary" => Text,
        "required" => Flag,
        "content" => Map(&MediaType),
        _ => Unknown,
    }
}

fn media_type(key: &str) -> Kind {
    match key {
        "$ref" => Text,
        "schema" | "itemSchema" => Schema,
        "example" => Value,
        "examples" => Map(&Example),
        "encoding" => Map(&Encoding),
        _ => Unknown,
    }
}

fn encoding(key: &str) -> Kind {
    match key {
        "contentType" | "style" => Text,
        "headers" => Map(&Header),
        "explode" | "allowReserved" => Flag,
        _ => Unknown,
    }
}

fn response(key: &str) -> Kind {
    match key {
        "$ref" | "description" | "summary" => Text,
        "headers" => Map(&Header),
        "content" => Map(&MediaType),
        "links" => Map(&Link),
        _ => Unknown,
    }
}

fn example(key: &str) -> Kind {
    match key {
        "$ref" | "summary" | "description" | "externalValue" => Text,
        "value" | "dataValue" | "serializedValue" => Value,
        _ => Unknown,
    }
}

fn link(key: &str) -> Kind {
    match key {
        "$ref" | "operationRef" | "operationId" | "description" | "summary" => Text,
        "parameters" => Map(&Value),
        "requestBody" => Value,
        "server" => Server,
        _ => Unknown,
    }
}

fn tag(key: &str) -> Kind {
    match key {
        "name" | "description" | "summary" | "parent" | "kind" => Text,
        "externalDocs" => ExternalDocs,
        _ => Unknown,
    }
}

fn schema(key: &str) -> Kind {
    match key {
        "$ref" | "$id" | "$anchor" | "$schema" | "$comment" | "$dynamicRef" | "$dynamicAnchor"
        | "title" | "description" | "format" | "pattern" | "contentEncoding"
        | "contentMediaType" => Text,
        "type" => TypeName,
        "multipleOf" | "maximum" | "minimum" => Number,
        "exclusiveMaximum" | "exclusiveMinimum" => Kind::Bound,
        "maxLength" | "minLength" | "maxItems" | "minItems" | "maxProperties" | "minProperties"
        | "maxContains" | "minContains" => Count,
        "uniqueItems" | "nullable" | "readOnly" | "writeOnly" | "deprecated" => Flag,
        "required" => List(&Text),
        "enum" => List(&Value),
        "const" | "default" | "example" | "examples" => Value,
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => {
            Map(&Schema)
        }
        "allOf" | "oneOf" | "anyOf" | "prefixItems" => List(&Schema),
        "items"
        | "additionalProperties"
        | "additionalItems"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "propertyNames"
        | "unevaluatedItems"
        | "unevaluatedProperties"
        | "contentSchema" => Schema,
        "dependentRequired" => Map(&List(&Text)),
        "$vocabulary" => Value,
        "discriminator" => Discriminator,
        "xml" => Xml,
        "externalDocs" => ExternalDocs,
        _ => Unknown,
    }
}

fn discriminator(key: &str) -> Kind {
    match key {
        "propertyName" | "defaultMapping" => Text,
        "mapping" => Map(&Kind::SchemaName),
        _ => Unknown,
    }
}

fn xml(key: &str) -> Kind {
    match key {
        "name" | "namespace" | "prefix" | "nodeType" => Text,
        "attribute" | "wrapped" => Flag,
        _ => Unknown,
    }
}

fn security_scheme(key: &str) -> Kind {
    match key {
        "$ref" | "type" | "description" | "summary" | "name" | "in" | "scheme" | "bearerFormat"
        | "openIdConnectUrl" | "oauth2MetadataUrl" => Text,
        "flows" => OAuthFlows,
        "deprecated" => Flag,
        _ => Unknown,
    }
}

fn oauth_flow(key: &str) -> Kind {
    match key {
        "authorizationUrl" | "tokenUrl" | "refreshUrl" | "deviceAuthorizationUrl" => Text,
        "scopes" => Map(&Text),
        _ => Unknown,
    }
}

fn components(key: &str) -> Kind {
    match key {
        "schemas" => Map(&Schema),
        "responses" => Map(&Response),
        "parameters" => Map(&Parameter),
        "examples" => Map(&Example),
        "requestBodies" => Map(&RequestBody),
        "headers" => Map(&Header),
        "securitySchemes" => Map(&SecurityScheme),
        "links" => Map(&Link),
        "callbacks" => Map(&Callback),
        "pathItems" => Map(&PathItem),
        "mediaTypes" => Map(&MediaType),
        _ => Unknown,
    }
}
