//! Type expressions, and what a JSON value must look like to be of one.

use super::{Format, TypeId};

/// What a JSON value must look like to belong to a variant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    Any,
    Null,
    Boolean,
    Integer,
    Number,
    String,
    /// That string and no other.
    Constant(String),
    /// A string; one of these fits better than any other.
    Constants(Vec<String>),
    /// What one of these accepts: a union inside a union.
    OneOf(Vec<Shape>),
    Array(Box<Shape>),
    /// An object, each value of which has the shape.
    Map(Box<Shape>),
    Object {
        required: Vec<String>,
        /// Properties, or properties of properties, that hold one of the listed strings, or of the integers and booleans that
        /// JSON writes so.
        constants: Vec<(Vec<String>, Vec<String>)>,
        properties: Vec<String>,
        /// Keys that are no property are kept.
        open: bool,
    },
    /// An object, and what stands in some of its properties.
    Inside(Box<Shape>, Vec<(String, Shape)>),
}

/// A type expression.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Type {
    Scalar(Scalar),
    Array(Box<Type>),
    /// String keys to values, sorted by key.
    Map(Box<Type>),
    /// An element that may be null, inside an array or a map.
    Nullable(Box<Type>),
    Named(TypeId),
}

impl Type {
    /// The definition that it refers to, perhaps inside of lists and maps.
    pub(crate) fn named_mut(&mut self) -> Option<&mut TypeId> {
        match self {
            Self::Scalar(_) => None,
            Self::Named(id) => Some(id),
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.named_mut(),
        }
    }

    /// Puts `new` in place of `old`, in all its parts.
    pub(crate) fn replace(&mut self, old: Scalar, new: Scalar) {
        match self {
            Self::Scalar(scalar) if *scalar == old => *scalar = new,
            Self::Scalar(_) | Self::Named(_) => {}
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) => {
                inner.replace(old, new);
            }
        }
    }
}

/// A type without parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Scalar {
    Boolean,
    Integer(Integer),
    Number,
    String,
    /// Text that has a type of its own.
    Format(Format),
    /// Text that stands for bytes; a file where it is a part of a multipart body. Lowering leaves none.
    Binary,
    /// Bytes with a name and a media type.
    File,
    /// A variant without a value: what stands on the wire is the string of its [`Shape::Constant`].
    Constant,
    /// Free JSON: the schema says nothing, or nothing that a type could say.
    Json,
}

/// The width and sign of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Integer {
    I32,
    I64,
    U32,
    U64,
}
