//! The keywords of each object of OpenAPI.
//!
//! Takes: a key. Gives: the kind of what stands behind it. Does not know which object is asked about: there is a function
//! for each.

use super::Kind::{
    self, Callback, Components, Contact, Count, Discriminator, Encoding, Example, ExternalDocs,
    Flag, Header, Info, License, Link, List, Map, MediaType, Number, OAuthFlows, Operation,
    Parameter, PathItem, Paths, RequestBody, Response, Responses, Schema, SecurityRequirement,
    SecurityScheme, Server, ServerVariable, Tag, Text, TypeName, Unknown, Value, Xml,
};
use super::METHODS;

/// One kind for each of a few keys.
pub(super) fn of(key: &str, keys: &[&str], kind: Kind) -> Kind {
    if keys.contains(&key) { kind } else { Unknown }
}

pub(super) fn root(key: &str) -> Kind {
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

pub(super) fn info(key: &str) -> Kind {
    match key {
        "title" | "summary" | "description" | "termsOfService" | "version" => Text,
        "contact" => Contact,
        "license" => License,
        _ => Unknown,
    }
}

pub(super) fn server(key: &str) -> Kind {
    match key {
        "url" | "description" | "name" => Text,
        "variables" => Map(&ServerVariable),
        _ => Unknown,
    }
}

pub(super) fn server_variable(key: &str) -> Kind {
    match key {
        "default" | "description" => Text,
        "enum" => List(&Text),
        _ => Unknown,
    }
}

pub(super) fn path_item(key: &str) -> Kind {
    match key {
        "$ref" | "summary" | "description" => Text,
        "servers" => List(&Server),
        "parameters" => List(&Parameter),
        method => of(method, &METHODS, Operation),
    }
}

pub(super) fn operation(key: &str) -> Kind {
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

pub(super) fn parameter(key: &str) -> Kind {
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

pub(super) fn request_body(key: &str) -> Kind {
    match key {
        "$ref" | "description" | "summary" => Text,
        "required" => Flag,
        "content" => Map(&MediaType),
        _ => Unknown,
    }
}

pub(super) fn media_type(key: &str) -> Kind {
    match key {
        "$ref" => Text,
        "schema" | "itemSchema" => Schema,
        "example" => Value,
        "examples" => Map(&Example),
        "encoding" => Map(&Encoding),
        _ => Unknown,
    }
}

pub(super) fn encoding(key: &str) -> Kind {
    match key {
        "contentType" | "style" => Text,
        "headers" => Map(&Header),
        "explode" | "allowReserved" => Flag,
        _ => Unknown,
    }
}

pub(super) fn response(key: &str) -> Kind {
    match key {
        "$ref" | "description" | "summary" => Text,
        "headers" => Map(&Header),
        "content" => Map(&MediaType),
        "links" => Map(&Link),
        _ => Unknown,
    }
}

pub(super) fn example(key: &str) -> Kind {
    match key {
        "$ref" | "summary" | "description" | "externalValue" => Text,
        "value" | "dataValue" | "serializedValue" => Value,
        _ => Unknown,
    }
}

pub(super) fn link(key: &str) -> Kind {
    match key {
        "$ref" | "operationRef" | "operationId" | "description" | "summary" => Text,
        "parameters" => Map(&Value),
        "requestBody" => Value,
        "server" => Server,
        _ => Unknown,
    }
}

pub(super) fn tag(key: &str) -> Kind {
    match key {
        "name" | "description" | "summary" | "parent" | "kind" => Text,
        "externalDocs" => ExternalDocs,
        _ => Unknown,
    }
}

pub(super) fn schema(key: &str) -> Kind {
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

pub(super) fn discriminator(key: &str) -> Kind {
    match key {
        "propertyName" | "defaultMapping" => Text,
        "mapping" => Map(&Kind::SchemaName),
        _ => Unknown,
    }
}

pub(super) fn xml(key: &str) -> Kind {
    match key {
        "name" | "namespace" | "prefix" | "nodeType" => Text,
        "attribute" | "wrapped" => Flag,
        _ => Unknown,
    }
}

pub(super) fn security_scheme(key: &str) -> Kind {
    match key {
        "$ref" | "type" | "description" | "summary" | "name" | "in" | "scheme" | "bearerFormat"
        | "openIdConnectUrl" | "oauth2MetadataUrl" => Text,
        "flows" => OAuthFlows,
        "deprecated" => Flag,
        _ => Unknown,
    }
}

pub(super) fn oauth_flow(key: &str) -> Kind {
    match key {
        "authorizationUrl" | "tokenUrl" | "refreshUrl" | "deviceAuthorizationUrl" => Text,
        "scopes" => Map(&Text),
        _ => Unknown,
    }
}

pub(super) fn components(key: &str) -> Kind {
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
