//! The intermediate representation: what the crate will be, decided.
//!
//! Takes nothing, gives plain data. `lower` fills it, `render` prints it; nothing later decides anything.
//! It knows neither OpenAPI's types nor Rust's tokens.

mod example;
mod expression;
mod external;
mod format;
mod layout;
mod operation;
mod pagination;
mod response;
mod service;
mod types;

use crate::diagnostics::{Pointer, Rule};

pub(crate) use example::{Answered, AnsweredExample, Example, Form, Given, Instance, Shown};
pub(crate) use expression::{Integer, Scalar, Shape, Type};
pub(crate) use external::{External, library};
pub(crate) use format::Format;
pub(crate) use layout::{Call, Condition, Layout, ModelModule, Tag};
pub(crate) use operation::{
    Body, Check, Content, Envelope, FieldPath, FieldStep, Location, Method, Number, Operation,
    Parameter, ParameterItem, ParameterStyle, ParameterType, Payload, StyleKind,
};
pub(crate) use pagination::{Counter, Pagination, Way};
pub(crate) use response::{Answer, Failure, Header, Items, Outcome, Reading, Response, Stream};
pub(crate) use service::{
    BaseUrl, Credential, CredentialKind, Dependency, Described, DescribedServer, ErrorFields,
    Package, ServerVariable, Service, Variable,
};
pub(crate) use types::{
    Additional, Constant, Direction, Enum, EnumValue, Field, Kind, Presence, Struct, TypeDef,
    TypeId, Types, Union, Variant,
};

/// A crate to be written.
#[derive(Debug)]
pub(crate) struct Api {
    pub(crate) package: Package,
    pub(crate) service: Service,
    /// By method.
    pub(crate) operations: Vec<Operation>,
    pub(crate) types: Types,
    pub(crate) layout: Layout,
    /// The operations of the document that are not in the crate.
    pub(crate) skipped: Vec<Skipped>,
}

/// An operation that could not be generated.
#[derive(Debug)]
pub(crate) struct Skipped {
    /// Method and path, such as `GET /tokens`.
    pub(crate) operation: String,
    pub(crate) reason: String,
    /// The kind of the reason.
    pub(crate) rule: Rule,
    /// Where the reason stands: in the operation, or in what it refers to.
    pub(crate) at: Pointer,
}

/// What a thing is called in Rust and on the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Name {
    /// A valid Rust identifier; raw (`r#type`) where the plain one is a keyword.
    pub(crate) rust: String,
    pub(crate) wire: String,
}

/// Documentation as Markdown that is safe inside a doc comment; empty when there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Docs(pub(crate) String);
