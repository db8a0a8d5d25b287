//! Schemas.
//!
//! Takes: values of the tree. Gives: `openapiv3::Schema`, the same that its own `Deserialize` would give.
//! That one tries its untagged enums in turn, which costs exponential time on nested schemas, much stack, and every hint
//! of where a mistake is; so it is not used. Does not look behind a `$ref`.

use super::fields::{CORRECT, Fields, Reader, kind};
use super::keywords::Keywords;
use crate::diagnostics::Pointer;
use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind};
use serde_json::Value;

impl<'v> Reader<'v> {
    /// A schema or a reference to one.
    pub(super) fn schema(&mut self, value: &'v Value, at: Pointer) -> ReferenceOr<Schema> {
        self.reference_or(value, at, any(), Self::schema_item)
    }

    fn boxed_schema(&mut self, value: &'v Value, at: Pointer) -> ReferenceOr<Box<Schema>> {
        match self.schema(value, at) {
            ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
            ReferenceOr::Item(schema) => ReferenceOr::boxed_item(schema),
        }
    }

    fn schema_item(&mut self, fields: &Fields<'v>) -> Schema {
        Schema {
            schema_data: self.schema_data(fields),
            schema_kind: self.keywords(fields).into_kind(),
        }
    }

    fn schema_data(&mut self, fields: &Fields<'v>) -> SchemaData {
        SchemaData {
            nullable: self.flag(fields, "nullable").unwrap_or_default(),
            read_only: self.flag(fields, "readOnly").unwrap_or_default(),
            write_only: self.flag(fields, "writeOnly").unwrap_or_default(),
            deprecated: self.flag(fields, "deprecated").unwrap_or_default(),
            external_docs: self.leaf(fields, "externalDocs"),
            example: fields.value("example"),
            title: self.string(fields, "title"),
            description: self.string(fields, "description"),
            discriminator: self.leaf(fields, "discriminator"),
            default: fields.value("default"),
            extensions: fields.extensions(),
        }
    }

    fn keywords(&mut self, fields: &Fields<'v>) -> Keywords {
        Keywords {
            typ: self.type_name(fields),
            format: self.string(fields, "format"),
            pattern: self.string(fields, "pattern"),
            enumeration: self.values(fields, "enum").cloned(),
            min_length: self.count(fields, "minLength"),
            max_length: self.count(fields, "maxLength"),
            multiple_of: self.number(fields, "multipleOf").cloned(),
            minimum: self.number(fields, "minimum").cloned(),
            maximum: self.number(fields, "maximum").cloned(),
            exclusive_minimum: self.flag(fields, "exclusiveMinimum"),
            exclusive_maximum: self.flag(fields, "exclusiveMaximum"),
            properties: self.properties(fields),
            required: self.strings(fields, "required"),
            additional_properties: self.additional_properties(fields),
            min_properties: self.count(fields, "minProperties"),
            max_properties: self.count(fields, "maxProperties"),
            items: self.items(fields),
            min_items: self.count(fields, "minItems"),
            max_items: self.count(fields, "maxItems"),
            unique_items: self.flag(fields, "uniqueItems"),
            one_of: self.list(fields, "oneOf", Self::schema),
            all_of: self.list(fields, "allOf", Self::schema),
            any_of: self.list(fields, "anyOf", Self::schema),
            not: self.not(fields),
        }
    }

    fn type_name(&mut self, fields: &Fields<'v>) -> Option<String> {
        match fields.raw("type")? {
            Value::String(name) => Some(name.clone()),
            Value::Null => None,
            other => {
                let hint = "3.0 has one type, and `nullable: true` beside it";
                self.problem(
                    format!("`type` is {}", kind(other)),
                    hint,
                    fields.at.key("type"),
                );
                None
            }
        }
    }

    fn properties(
        &mut self,
        fields: &Fields<'v>,
    ) -> Option<IndexMap<String, ReferenceOr<Box<Schema>>>> {
        fields.raw("properties").filter(|value| !value.is_null())?;
        Some(self.map(fields, "properties", |reader, name, value, at| {
            let read = |reader: &mut Self| reader.boxed_schema(value, at);
            let property = reader.piece(&format!("property `{name}`"), read);
            // A property that cannot be understood is there all the same, with any value.
            Some(property.unwrap_or_else(|| ReferenceOr::boxed_item(any())))
        }))
    }

    fn additional_properties(&mut self, fields: &Fields<'v>) -> Option<AdditionalProperties> {
        match fields.raw("additionalProperties")? {
            Value::Null => None,
            Value::Bool(allowed) => Some(AdditionalProperties::Any(*allowed)),
            value => {
                let schema = self.schema(value, fields.at.key("additionalProperties"));
                Some(AdditionalProperties::Schema(Box::new(schema)))
            }
        }
    }

    fn items(&mut self, fields: &Fields<'v>) -> Option<ReferenceOr<Box<Schema>>> {
        match fields.raw("items")? {
            Value::Null => None,
            value => Some(self.boxed_schema(value, fields.at.key("items"))),
        }
    }

    fn not(&mut self, fields: &Fields<'v>) -> Option<Box<ReferenceOr<Schema>>> {
        match fields.raw("not")? {
            Value::Null => None,
            value => Some(Box::new(self.schema(value, fields.at.key("not")))),
        }
    }

    /// A reference, or what `read` makes of a mapping; `empty` stands for `null` and for what is a problem.
    pub(super) fn reference_or<T>(
        &mut self,
        value: &'v Value,
        at: Pointer,
        empty: T,
        read: impl FnOnce(&mut Self, &Fields<'v>) -> T,
    ) -> ReferenceOr<T> {
        let Some(fields) = self.fields(value, at) else {
            return ReferenceOr::Item(empty);
        };
        match fields.raw("$ref") {
            None => ReferenceOr::Item(read(self, &fields)),
            Some(Value::String(reference)) => ReferenceOr::ref_(reference),
            Some(other) => {
                self.problem(
                    format!("`$ref` is {}", kind(other)),
                    CORRECT,
                    fields.at.key("$ref"),
                );
                ReferenceOr::Item(empty)
            }
        }
    }
}

fn any() -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(AnySchema::default()),
    }
}
