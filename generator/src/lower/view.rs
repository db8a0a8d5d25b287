//! One way to look at a schema, whichever of `openapiv3`'s shapes it took.
//!
//! Takes a parsed schema, gives its keywords side by side. It does not follow references.

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, IntegerType, NumberType, ObjectType, ReferenceOr,
    Schema, SchemaData, SchemaKind, StringType, Type, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::said::Said;
use crate::ir::Number;
use crate::read::IMPLIED;

/// A schema or a reference to one, borrowed from the document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum SchemaRef<'a> {
    Reference(&'a str),
    Inline(&'a Schema),
}

impl<'a> From<&'a ReferenceOr<Schema>> for SchemaRef<'a> {
    fn from(schema: &'a ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Inline(schema),
        }
    }
}

impl<'a> From<&'a ReferenceOr<Box<Schema>>> for SchemaRef<'a> {
    fn from(schema: &'a ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Inline(schema),
        }
    }
}

/// The type that a schema states or implies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// What a schema says about `additionalProperties`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Additional<'a> {
    #[default]
    Unsaid,
    Forbidden,
    Any,
    Schema(SchemaRef<'a>),
}

/// Bounds of a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bounds {
    pub(super) minimum: Option<Number>,
    pub(super) maximum: Option<Number>,
    pub(super) exclusive_minimum: bool,
    pub(super) exclusive_maximum: bool,
    pub(super) multiple_of: Option<Number>,
    pub(super) min_length: Option<usize>,
    pub(super) max_length: Option<usize>,
    pub(super) min_items: Option<usize>,
    pub(super) max_items: Option<usize>,
    pub(super) unique_items: bool,
    pub(super) min_properties: Option<usize>,
    pub(super) max_properties: Option<usize>,
    pub(super) pattern: Option<String>,
}

/// The keywords of a schema.
#[derive(Clone, Debug)]
pub(super) struct View<'a> {
    pub(super) data: &'a SchemaData,
    pub(super) base: Option<Base>,
    /// Whether the type is only implied, so that by the letter a value may be of another.
    pub(super) implied: bool,
    /// Whether the document says no type, be it implied here or where it was read.
    pub(super) typeless: bool,
    pub(super) properties: Vec<(&'a str, SchemaRef<'a>)>,
    pub(super) required: &'a [String],
    pub(super) additional: Additional<'a>,
    pub(super) items: Option<SchemaRef<'a>>,
    pub(super) one_of: &'a [ReferenceOr<Schema>],
    pub(super) any_of: &'a [ReferenceOr<Schema>],
    pub(super) all_of: &'a [ReferenceOr<Schema>],
    pub(super) not: bool,
    /// The constants of `enum`, without null.
    pub(super) values: Vec<Value>,
    /// What is said of each of them, where something is.
    pub(super) said: Vec<(Value, Said)>,
    pub(super) format: Option<String>,
    pub(super) bounds: Bounds,
    pub(super) nullable: bool,
}

impl<'a> View<'a> {
    pub(super) fn new(schema: &'a Schema) -> Self {
        let mut view = Self {
            data: &schema.schema_data,
            base: None,
            implied: false,
            typeless: schema.schema_data.extensions.contains_key(IMPLIED),
            properties: Vec::new(),
            required: &[],
            additional: Additional::Unsaid,
            items: None,
            one_of: &[],
            any_of: &[],
            all_of: &[],
            not: false,
            values: Vec::new(),
            said: Vec::new(),
            format: None,
            bounds: Bounds::default(),
            nullable: schema.schema_data.nullable,
        };
        match &schema.schema_kind {
            SchemaKind::Type(Type::String(string)) => view.string(string),
            SchemaKind::Type(Type::Number(number)) => view.number(number),
            SchemaKind::Type(Type::Integer(integer)) => view.integer(integer),
            SchemaKind::Type(Type::Object(object)) => view.object(object),
            SchemaKind::Type(Type::Array(array)) => view.array(array),
            SchemaKind::Type(Type::Boolean(boolean)) => {
                view.base = Some(Base::Boolean);
                view.values = boolean
                    .enumeration
                    .iter()
                    .map(|value| (*value).into())
                    .collect();
            }
            SchemaKind::OneOf { one_of } => view.one_of = one_of,
            SchemaKind::AllOf { all_of } => view.all_of = all_of,
            SchemaKind::AnyOf { any_of } => view.any_of = any_of,
            SchemaKind::Not { .. } => view.not = true,
            SchemaKind::Any(any) => view.any(any),
        }
        let constants = view.values.len();
        view.said = Said::of_all(view.data, &view.values);
        view.values.retain(|value| !value.is_null());
        if constants > 0 && view.values.is_empty() {
            view.base = Some(Base::Null);
        }
        view.nullable |= view.values.len() < constants || view.base == Some(Base::Null);
        view
    }

    /// What is said of one of its constants.
    pub(super) fn said(&self, value: &Value) -> Said {
        let of_enum = self.said.iter().find(|(known, _)| known == value);
        of_enum.map(|(_, said)| said.clone()).unwrap_or_default()
    }

    /// Whether the schema says nothing about the value beyond its documentation.
    pub(super) fn is_free(&self) -> bool {
        self.base.is_none()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && self.all_of.is_empty()
    }

    /// Whether null is the only value that is meant: also `nullable` alone, which by the letter allows anything.
    pub(super) fn is_null(&self) -> bool {
        let said = self.data.nullable && self.values.is_empty() && !self.not;
        self.base == Some(Base::Null) || (self.is_free() && said)
    }

    /// The reference that this is, with nothing but descriptions beside it.
    pub(super) fn only_reference(&self) -> Option<SchemaRef<'a>> {
        let [reference @ ReferenceOr::Reference { .. }] = self.all_of else {
            return None;
        };
        let bare = self.base.is_none()
            && self.properties.is_empty()
            && self.required.is_empty()
            && self.additional == Additional::Unsaid
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && self.values.is_empty()
            && !self.not;
        bare.then(|| reference.into())
    }

    fn string(&mut self, string: &'a StringType) {
        self.base = Some(Base::String);
        self.values = string
            .enumeration
            .iter()
            .map(|value| value.clone().into())
            .collect();
        self.format = format_name(&string.format);
        self.bounds.min_length = string.min_length;
        self.bounds.max_length = string.max_length;
        self.bounds.pattern.clone_from(&string.pattern);
    }

    fn number(&mut self, number: &'a NumberType) {
        self.base = Some(Base::Number);
        self.values = number
            .enumeration
            .iter()
            .map(|value| (*value).into())
            .collect();
        self.format = format_name(&number.format);
        self.bounds.minimum = number.minimum.map(whole_or_float);
        self.bounds.maximum = number.maximum.map(whole_or_float);
        self.bounds.exclusive_minimum = number.exclusive_minimum;
        self.bounds.exclusive_maximum = number.exclusive_maximum;
        self.bounds.multiple_of = number.multiple_of.map(whole_or_float);
    }

    fn integer(&mut self, integer: &'a IntegerType) {
        self.base = Some(Base::Integer);
        self.values = integer
            .enumeration
            .iter()
            .map(|value| (*value).into())
            .collect();
        self.format = format_name(&integer.format);
        self.bounds.minimum = integer.minimum.map(Number::Integer);
        self.bounds.maximum = integer.maximum.map(Number::Integer);
        self.bounds.exclusive_minimum = integer.exclusive_minimum;
        self.bounds.exclusive_maximum = integer.exclusive_maximum;
        self.bounds.multiple_of = integer.multiple_of.map(Number::Integer);
    }

    fn object(&mut self, object: &'a ObjectType) {
        self.base = Some(Base::Object);
        self.properties = object
            .properties
            .iter()
            .map(|(name, schema)| (name.as_str(), schema.into()))
            .collect();
        self.required = &object.required;
        self.additional = additional(object.additional_properties.as_ref());
        self.bounds.min_properties = object.min_properties;
        self.bounds.max_properties = object.max_properties;
    }

    fn array(&mut self, array: &'a ArrayType) {
        self.base = Some(Base::Array);
        self.items = array.items.as_ref().map(Into::into);
        self.bounds.min_items = array.min_items;
        self.bounds.max_items = array.max_items;
        self.bounds.unique_items = array.unique_items;
    }

    /// Keywords that did not fit one type alone.
    fn any(&mut self, any: &'a AnySchema) {
        self.properties = any
            .properties
            .iter()
            .map(|(name, schema)| (name.as_str(), schema.into()))
            .collect();
        self.required = &any.required;
        self.additional = additional(any.additional_properties.as_ref());
        self.items = any.items.as_ref().map(Into::into);
        self.one_of = &any.one_of;
        self.any_of = &any.any_of;
        self.all_of = &any.all_of;
        self.not = any.not.is_some();
        self.values.clone_from(&any.enumeration);
        self.format.clone_from(&any.format);
        self.bounds = Bounds {
            minimum: any.minimum.map(whole_or_float),
            maximum: any.maximum.map(whole_or_float),
            exclusive_minimum: any.exclusive_minimum.unwrap_or_default(),
            exclusive_maximum: any.exclusive_maximum.unwrap_or_default(),
            multiple_of: any.multiple_of.map(whole_or_float),
            min_length: any.min_length,
            max_length: any.max_length,
            min_items: any.min_items,
            max_items: any.max_items,
            unique_items: any.unique_items.unwrap_or_default(),
            min_properties: any.min_properties,
            max_properties: any.max_properties,
            pattern: any.pattern.clone(),
        };
        self.base = any.typ.as_deref().and_then(stated);
        if self.base.is_none() {
            self.base = self.implied_base();
            self.implied = true;
            self.typeless = true;
        }
    }

    /// The type that the keywords of a schema without `type` belong to.
    fn implied_base(&self) -> Option<Base> {
        let all = |test: fn(&Value) -> bool| {
            let mut values = self
                .values
                .iter()
                .filter(|value| !value.is_null())
                .peekable();
            values.peek().is_some() && values.all(test)
        };
        if !self.properties.is_empty() || !matches!(self.additional, Additional::Unsaid) {
            Some(Base::Object)
        } else if self.items.is_some() {
            Some(Base::Array)
        } else if all(Value::is_string) {
            Some(Base::String)
        } else if all(Value::is_i64) {
            Some(Base::Integer)
        } else if all(Value::is_boolean) {
            Some(Base::Boolean)
        } else {
            None
        }
    }
}

fn stated(name: &str) -> Option<Base> {
    Some(match name {
        "null" => Base::Null,
        "boolean" => Base::Boolean,
        "integer" => Base::Integer,
        "number" => Base::Number,
        "string" => Base::String,
        "array" => Base::Array,
        "object" => Base::Object,
        _ => return None,
    })
}

fn additional(said: Option<&AdditionalProperties>) -> Additional<'_> {
    match said {
        None => Additional::Unsaid,
        Some(AdditionalProperties::Any(true)) => Additional::Any,
        Some(AdditionalProperties::Any(false)) => Additional::Forbidden,
        Some(AdditionalProperties::Schema(schema)) => Additional::Schema((&**schema).into()),
    }
}

/// A bound that is a whole number stays one.
#[expect(
    clippy::cast_possible_truncation,
    reason = "checked to be whole and within 2^53"
)]
fn whole_or_float(number: f64) -> Number {
    if number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0 {
        Number::Integer(number as i64)
    } else {
        Number::Float(number)
    }
}

/// The wire text of a format, known to `openapiv3` or not.
fn format_name<T: serde::Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Empty => None,
        VariantOrUnknownOrEmpty::Unknown(name) => Some(name.clone()),
        VariantOrUnknownOrEmpty::Item(known) => serde_json::to_value(known)
            .ok()
            .and_then(|value| value.as_str().map(ToOwned::to_owned)),
    }
}
