//! Schemas.
//!
//! Takes: values of the tree. Gives: `openapiv3::Schema`, the same that its own `Deserialize` would give.
//! That one tries its untagged enums in turn, which costs exponential time on nested schemas, much stack, and every hint
//! of where a mistake is; so it is not used. Does not look behind a `$ref`.

use super::fields::{CORRECT, Fields, Reader, kind};
use crate::diagnostics::Pointer;
use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, Discriminator, IntegerType,
    NumberType, ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type,
};
use serde_json::{Number, Value};

/// The keywords that decide what kind a schema is, as far as they are there.
#[derive(Default)]
struct Keywords {
    typ: Option<String>,
    format: Option<String>,
    pattern: Option<String>,
    enumeration: Option<Vec<Value>>,
    min_length: Option<usize>,
    max_length: Option<usize>,
    multiple_of: Option<Number>,
    minimum: Option<Number>,
    maximum: Option<Number>,
    exclusive_minimum: Option<bool>,
    exclusive_maximum: Option<bool>,
    properties: Option<IndexMap<String, ReferenceOr<Box<Schema>>>>,
    required: Option<Vec<String>>,
    additional_properties: Option<AdditionalProperties>,
    min_properties: Option<usize>,
    max_properties: Option<usize>,
    items: Option<ReferenceOr<Box<Schema>>>,
    min_items: Option<usize>,
    max_items: Option<usize>,
    unique_items: Option<bool>,
    one_of: Option<Vec<ReferenceOr<Schema>>>,
    all_of: Option<Vec<ReferenceOr<Schema>>>,
    any_of: Option<Vec<ReferenceOr<Schema>>>,
    not: Option<Box<ReferenceOr<Schema>>>,
}

impl<'v> Reader<'v> {
    /// A schema or a reference to one.
    pub(super) fn schema(&mut self, value: &'v Value, at: Pointer) -> ReferenceOr<Schema> {
        match value {
            // 3.1: anything, and nothing.
            Value::Bool(true) => ReferenceOr::Item(any()),
            Value::Bool(false) => ReferenceOr::Item(nothing()),
            _ => self.reference_or(value, at, any(), Self::schema_item),
        }
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
            discriminator: self.discriminator(fields),
            default: fields.value("default"),
            extensions: fields.extensions(),
        }
    }

    /// The short form `discriminator: kind` is that of Swagger 2.
    fn discriminator(&mut self, fields: &Fields<'v>) -> Option<Discriminator> {
        match fields.raw("discriminator") {
            Some(Value::String(property)) => Some(Discriminator {
                property_name: property.clone(),
                ..Discriminator::default()
            }),
            _ => self.leaf(fields, "discriminator"),
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
        Some(self.map(fields, "properties", |reader, _, value, at| {
            Some(reader.boxed_schema(value, at))
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
            Value::Array(_) => {
                let hint = "3.0 has one schema for all items";
                self.problem("`items` is a list", hint, fields.at.key("items"));
                None
            }
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

fn nothing() -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Not {
            not: Box::new(ReferenceOr::Item(any())),
        },
    }
}

impl Keywords {
    fn into_kind(self) -> SchemaKind {
        let Some(typ) = self.typ.as_deref() else {
            return self.into_untyped();
        };
        match typ {
            "string" if self.only(&STRING) && self.all_values(Value::is_string) => {
                self.into_string()
            }
            "number" if self.only(&NUMBER) && self.all_values(Value::is_number) => {
                self.into_number()
            }
            "integer"
                if self.only(&NUMBER)
                    && self.all_values(Value::is_i64)
                    && self.bounds_are_integers() =>
            {
                self.into_integer()
            }
            "boolean" if self.only(&["enum"]) && self.all_values(Value::is_boolean) => {
                SchemaKind::Type(Type::Boolean(BooleanType {
                    enumeration: self.values_as(Value::as_bool),
                }))
            }
            "object" if self.only(&OBJECT) => SchemaKind::Type(Type::Object(ObjectType {
                properties: self.properties.unwrap_or_default(),
                required: self.required.unwrap_or_default(),
                additional_properties: self.additional_properties,
                min_properties: self.min_properties,
                max_properties: self.max_properties,
            })),
            "array" if self.only(&ARRAY) => SchemaKind::Type(Type::Array(ArrayType {
                items: self.items,
                min_items: self.min_items,
                max_items: self.max_items,
                unique_items: self.unique_items.unwrap_or_default(),
            })),
            _ => self.into_any(),
        }
    }

    fn into_untyped(mut self) -> SchemaKind {
        if self.only(&["oneOf"])
            && let Some(one_of) = self.one_of.take()
        {
            return SchemaKind::OneOf { one_of };
        }
        if self.only(&["allOf"])
            && let Some(all_of) = self.all_of.take()
        {
            return SchemaKind::AllOf { all_of };
        }
        if self.only(&["anyOf"])
            && let Some(any_of) = self.any_of.take()
        {
            return SchemaKind::AnyOf { any_of };
        }
        if self.only(&["not"])
            && let Some(not) = self.not.take()
        {
            return SchemaKind::Not { not };
        }
        self.into_any()
    }

    fn into_string(self) -> SchemaKind {
        SchemaKind::Type(Type::String(StringType {
            enumeration: self.values_as(|value| value.as_str().map(str::to_owned)),
            format: self.format.into(),
            pattern: self.pattern,
            min_length: self.min_length,
            max_length: self.max_length,
        }))
    }

    fn into_number(self) -> SchemaKind {
        SchemaKind::Type(Type::Number(NumberType {
            enumeration: self.values_as(Value::as_f64),
            format: self.format.into(),
            multiple_of: self.multiple_of.and_then(|number| number.as_f64()),
            exclusive_minimum: self.exclusive_minimum.unwrap_or_default(),
            exclusive_maximum: self.exclusive_maximum.unwrap_or_default(),
            minimum: self.minimum.and_then(|number| number.as_f64()),
            maximum: self.maximum.and_then(|number| number.as_f64()),
        }))
    }

    fn into_integer(self) -> SchemaKind {
        SchemaKind::Type(Type::Integer(IntegerType {
            enumeration: self.values_as(Value::as_i64),
            format: self.format.into(),
            multiple_of: self.multiple_of.and_then(|number| number.as_i64()),
            exclusive_minimum: self.exclusive_minimum.unwrap_or_default(),
            exclusive_maximum: self.exclusive_maximum.unwrap_or_default(),
            minimum: self.minimum.and_then(|number| number.as_i64()),
            maximum: self.maximum.and_then(|number| number.as_i64()),
        }))
    }

    fn into_any(self) -> SchemaKind {
        SchemaKind::Any(AnySchema {
            typ: self.typ,
            pattern: self.pattern,
            multiple_of: self.multiple_of.and_then(|number| number.as_f64()),
            exclusive_minimum: self.exclusive_minimum,
            exclusive_maximum: self.exclusive_maximum,
            minimum: self.minimum.and_then(|number| number.as_f64()),
            maximum: self.maximum.and_then(|number| number.as_f64()),
            properties: self.properties.unwrap_or_default(),
            required: self.required.unwrap_or_default(),
            additional_properties: self.additional_properties,
            min_properties: self.min_properties,
            max_properties: self.max_properties,
            items: self.items,
            min_items: self.min_items,
            max_items: self.max_items,
            unique_items: self.unique_items,
            enumeration: self.enumeration.unwrap_or_default(),
            format: self.format,
            min_length: self.min_length,
            max_length: self.max_length,
            one_of: self.one_of.unwrap_or_default(),
            all_of: self.all_of.unwrap_or_default(),
            any_of: self.any_of.unwrap_or_default(),
            not: self.not,
        })
    }

    /// Whether no other keyword than these is there, `type` aside.
    fn only(&self, allowed: &[&str]) -> bool {
        let present = [
            ("format", self.format.is_some()),
            ("pattern", self.pattern.is_some()),
            ("enum", self.enumeration.is_some()),
            ("minLength", self.min_length.is_some()),
            ("maxLength", self.max_length.is_some()),
            ("multipleOf", self.multiple_of.is_some()),
            ("minimum", self.minimum.is_some()),
            ("maximum", self.maximum.is_some()),
            ("exclusiveMinimum", self.exclusive_minimum.is_some()),
            ("exclusiveMaximum", self.exclusive_maximum.is_some()),
            ("properties", self.properties.is_some()),
            ("required", self.required.is_some()),
            ("additionalProperties", self.additional_properties.is_some()),
            ("minProperties", self.min_properties.is_some()),
            ("maxProperties", self.max_properties.is_some()),
            ("items", self.items.is_some()),
            ("minItems", self.min_items.is_some()),
            ("maxItems", self.max_items.is_some()),
            ("uniqueItems", self.unique_items.is_some()),
            ("oneOf", self.one_of.is_some()),
            ("allOf", self.all_of.is_some()),
            ("anyOf", self.any_of.is_some()),
            ("not", self.not.is_some()),
        ];
        present
            .iter()
            .all(|(name, there)| !there || allowed.contains(name))
    }

    /// Whether all values of `enum` are `null` or of one kind.
    fn all_values(&self, of_kind: impl Fn(&Value) -> bool) -> bool {
        let mut values = self.enumeration.iter().flatten();
        values.all(|value| value.is_null() || of_kind(value))
    }

    fn values_as<T>(&self, convert: impl Fn(&Value) -> Option<T>) -> Vec<Option<T>> {
        self.enumeration.iter().flatten().map(convert).collect()
    }

    fn bounds_are_integers(&self) -> bool {
        let bounds = [&self.multiple_of, &self.minimum, &self.maximum];
        bounds.into_iter().flatten().all(Number::is_i64)
    }
}

const STRING: [&str; 5] = ["format", "pattern", "enum", "minLength", "maxLength"];
const NUMBER: [&str; 7] = [
    "format",
    "enum",
    "multipleOf",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
];
const OBJECT: [&str; 5] = [
    "properties",
    "required",
    "additionalProperties",
    "minProperties",
    "maxProperties",
];
const ARRAY: [&str; 4] = ["items", "minItems", "maxItems", "uniqueItems"];
