//! Parameters, headers, bodies, responses and what they are made of.
//!
//! Takes: values of the tree. Gives: the types of `openapiv3`. Does not look behind a `$ref`.

use super::fields::{Fields, Reader};
use crate::diagnostics::Pointer;
use indexmap::IndexMap;
use openapiv3::{
    Encoding, Example, Header, Link, MediaType, Parameter, ParameterData, ParameterSchemaOrContent,
    ReferenceOr, RequestBody, Response, Responses, Schema, SchemaData, SchemaKind, StatusCode,
};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use serde_json::Value;

impl<'v> Reader<'v> {
    pub(super) fn parameter(&mut self, value: &'v Value, at: Pointer) -> ReferenceOr<Parameter> {
        let empty = Parameter::Query {
            parameter_data: empty_parameter(),
            allow_reserved: false,
            style: openapiv3::QueryStyle::default(),
            allow_empty_value: None,
        };
        self.reference_or(value, at, empty, Self::parameter_item)
    }

    fn parameter_item(&mut self, fields: &Fields<'v>) -> Parameter {
        let parameter_data = self.parameter_data(fields);
        let location = self.needed_string(fields, "in");
        match location.as_str() {
            "path" => Parameter::Path {
                parameter_data,
                style: self.choice(fields, "style"),
            },
            "header" => Parameter::Header {
                parameter_data,
                style: self.choice(fields, "style"),
            },
            "cookie" => Parameter::Cookie {
                parameter_data,
                style: self.choice(fields, "style"),
            },
            other => {
                if other != "query" && !other.is_empty() {
                    let hint = "a parameter is in path, query, header or cookie; bodies and forms stand under `requestBody`";
                    self.problem(
                        format!("a parameter cannot be in `{other}`"),
                        hint,
                        fields.at.key("in"),
                    );
                }
                Parameter::Query {
                    parameter_data,
                    allow_reserved: self.flag(fields, "allowReserved").unwrap_or_default(),
                    style: self.choice(fields, "style"),
                    allow_empty_value: self.flag(fields, "allowEmptyValue"),
                }
            }
        }
    }

    fn parameter_data(&mut self, fields: &Fields<'v>) -> ParameterData {
        ParameterData {
            name: self.needed_string(fields, "name"),
            description: self.string(fields, "description"),
            required: self.flag(fields, "required").unwrap_or_default(),
            deprecated: self.flag(fields, "deprecated"),
            format: self.schema_or_content(fields),
            example: fields.value("example"),
            examples: self.examples(fields),
            explode: self.flag(fields, "explode"),
            extensions: fields.extensions(),
        }
    }

    fn schema_or_content(&mut self, fields: &Fields<'v>) -> ParameterSchemaOrContent {
        if let Some(schema) = fields.raw("schema") {
            return ParameterSchemaOrContent::Schema(self.schema(schema, fields.at.key("schema")));
        }
        if fields.raw("content").is_some() {
            return ParameterSchemaOrContent::Content(self.content(fields));
        }
        self.ignored(
            "there is neither `schema` nor `content`: any value will do",
            fields.at.clone(),
        );
        any_schema()
    }

    pub(super) fn header(&mut self, value: &'v Value, at: Pointer) -> ReferenceOr<Header> {
        let empty = Header {
            description: None,
            style: openapiv3::HeaderStyle::default(),
            required: false,
            deprecated: None,
            format: any_schema(),
            example: None,
            examples: IndexMap::new(),
            extensions: IndexMap::new(),
        };
        self.reference_or(value, at, empty, |reader, fields| Header {
            description: reader.string(fields, "description"),
            style: reader.choice(fields, "style"),
            required: reader.flag(fields, "required").unwrap_or_default(),
            deprecated: reader.flag(fields, "deprecated"),
            format: reader.schema_or_content(fields),
            example: fields.value("example"),
            examples: reader.examples(fields),
            extensions: fields.extensions(),
        })
    }

    pub(super) fn request_body(
        &mut self,
        value: &'v Value,
        at: Pointer,
    ) -> ReferenceOr<RequestBody> {
        self.reference_or(value, at, RequestBody::default(), |reader, fields| {
            RequestBody {
                description: reader.string(fields, "description"),
                content: reader.content(fields),
                required: reader.flag(fields, "required").unwrap_or_default(),
                extensions: fields.extensions(),
            }
        })
    }

    fn content(&mut self, fields: &Fields<'v>) -> IndexMap<String, MediaType> {
        self.map(fields, "content", |reader, _, value, at| {
            Some(reader.media_type(value, at))
        })
    }

    fn media_type(&mut self, value: &'v Value, at: Pointer) -> MediaType {
        let Some(fields) = self.fields(value, at) else {
            return MediaType::default();
        };
        if fields.raw("$ref").is_some() {
            let hint = "only OpenAPI 3.2 has these: write the media type out";
            self.problem(
                "a media type cannot be a `$ref`",
                hint,
                fields.at.key("$ref"),
            );
        }
        MediaType {
            schema: fields
                .raw("schema")
                .map(|schema| self.schema(schema, fields.at.key("schema"))),
            example: fields.value("example"),
            examples: self.examples(&fields),
            encoding: self.map(&fields, "encoding", |reader, _, value, at| {
                let fields = reader.fields(value, at)?;
                Some(reader.encoding(&fields))
            }),
            extensions: fields.extensions(),
        }
    }

    fn encoding(&mut self, fields: &Fields<'v>) -> Encoding {
        Encoding {
            content_type: self.string(fields, "contentType"),
            headers: self.headers(fields),
            style: self.leaf(fields, "style"),
            explode: self.flag(fields, "explode").unwrap_or_default(),
            allow_reserved: self.flag(fields, "allowReserved").unwrap_or_default(),
            extensions: fields.extensions(),
        }
    }

    fn headers(&mut self, fields: &Fields<'v>) -> IndexMap<String, ReferenceOr<Header>> {
        self.map(fields, "headers", |reader, _, value, at| {
            Some(reader.header(value, at))
        })
    }

    pub(super) fn responses(&mut self, fields: &Fields<'v>) -> Responses {
        let mut responses = Responses::default();
        let Some(value) = fields.raw("responses") else {
            return responses;
        };
        let Some(fields) = self.fields(value, fields.at.key("responses")) else {
            return responses;
        };
        responses.extensions = fields.extensions();
        for (key, value) in fields.map {
            let at = fields.at.key(key);
            if key == "default" {
                responses.default = Some(self.response(value, at));
            } else if let Some(status) = status(key) {
                let response = self.response(value, at);
                responses.responses.insert(status, response);
            } else if !key.starts_with("x-") {
                self.ignored(
                    format!("`{key}` is not a status such as 200, 4XX or default"),
                    at,
                );
            }
        }
        responses
    }

    pub(super) fn response(&mut self, value: &'v Value, at: Pointer) -> ReferenceOr<Response> {
        self.reference_or(value, at, Response::default(), |reader, fields| Response {
            description: reader.string(fields, "description").unwrap_or_default(),
            headers: reader.headers(fields),
            content: reader.content(fields),
            links: reader.map(fields, "links", |reader, _, value, at| {
                reader.link(value, at)
            }),
            extensions: fields.extensions(),
        })
    }

    pub(super) fn link(&mut self, value: &'v Value, at: Pointer) -> Option<ReferenceOr<Link>> {
        self.whole(value, at, "link")
    }

    fn examples(&mut self, fields: &Fields<'v>) -> IndexMap<String, ReferenceOr<Example>> {
        // Schemas have a list of plain values in 3.1, and some write one here.
        if fields
            .raw("examples")
            .is_some_and(|value| !value.is_object())
        {
            self.leaf::<IndexMap<String, Value>>(fields, "examples");
            return IndexMap::new();
        }
        self.map(fields, "examples", |reader, _, value, at| {
            reader.example(value, at)
        })
    }

    pub(super) fn example(
        &mut self,
        value: &'v Value,
        at: Pointer,
    ) -> Option<ReferenceOr<Example>> {
        if !value.is_object() {
            self.ignored("an example is a mapping with `value`", at);
            return None;
        }
        Some(
            self.reference_or(value, at, Example::default(), |reader, fields| Example {
                summary: reader.string(fields, "summary"),
                description: reader.string(fields, "description"),
                value: fields.value("value"),
                external_value: reader.string(fields, "externalValue"),
                extensions: fields.extensions(),
            }),
        )
    }

    /// One of a few words; the default for any other.
    fn choice<T: Default + for<'de> Deserialize<'de>>(
        &mut self,
        fields: &Fields<'v>,
        key: &str,
    ) -> T {
        self.leaf(fields, key).unwrap_or_default()
    }

    /// An object that is read whole or ignored.
    pub(super) fn whole<T: for<'de> Deserialize<'de>>(
        &mut self,
        value: &Value,
        at: Pointer,
        name: &str,
    ) -> Option<T> {
        match serde_json::from_value(value.clone()) {
            Ok(item) => Some(item),
            Err(error) => {
                self.ignored(format!("{name}: {error}"), at);
                None
            }
        }
    }
}

fn status(key: &str) -> Option<StatusCode> {
    let deserializer: StrDeserializer<'_, Error> = key.into_deserializer();
    StatusCode::deserialize(deserializer).ok()
}

fn any_schema() -> ParameterSchemaOrContent {
    ParameterSchemaOrContent::Schema(ReferenceOr::Item(Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(openapiv3::AnySchema::default()),
    }))
}

fn empty_parameter() -> ParameterData {
    ParameterData {
        name: String::new(),
        description: None,
        required: false,
        deprecated: None,
        format: any_schema(),
        example: None,
        examples: IndexMap::new(),
        explode: None,
        extensions: IndexMap::new(),
    }
}
