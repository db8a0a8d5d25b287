//! What kind of schema a set of keywords makes.
//!
//! Takes: keywords, as far as they are there. Gives: `openapiv3::SchemaKind`, by the rules of that crate.
//! Does not read the tree.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ObjectType,
    ReferenceOr, Schema, SchemaKind, StringType, Type,
};
use serde_json::{Number, Value};

/// The keywords that decide what kind a schema is, as far as they are there.
#[derive(Default)]
pub(super) struct Keywords {
    pub(super) typ: Option<String>,
    pub(super) format: Option<String>,
    pub(super) pattern: Option<String>,
    pub(super) enumeration: Option<Vec<Value>>,
    pub(super) min_length: Option<usize>,
    pub(super) max_length: Option<usize>,
    pub(super) multiple_of: Option<Number>,
    pub(super) minimum: Option<Number>,
    pub(super) maximum: Option<Number>,
    pub(super) exclusive_minimum: Option<bool>,
    pub(super) exclusive_maximum: Option<bool>,
    pub(super) properties: Option<IndexMap<String, ReferenceOr<Box<Schema>>>>,
    pub(super) required: Option<Vec<String>>,
    pub(super) additional_properties: Option<AdditionalProperties>,
    pub(super) min_properties: Option<usize>,
    pub(super) max_properties: Option<usize>,
    pub(super) items: Option<ReferenceOr<Box<Schema>>>,
    pub(super) min_items: Option<usize>,
    pub(super) max_items: Option<usize>,
    pub(super) unique_items: Option<bool>,
    pub(super) one_of: Option<Vec<ReferenceOr<Schema>>>,
    pub(super) all_of: Option<Vec<ReferenceOr<Schema>>>,
    pub(super) any_of: Option<Vec<ReferenceOr<Schema>>>,
    pub(super) not: Option<Box<ReferenceOr<Schema>>>,
}

impl Keywords {
    pub(super) fn into_kind(self) -> SchemaKind {
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
