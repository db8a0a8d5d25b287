//! Operations: what is sent, what comes back, how pages follow each other.

use super::{Docs, Name, Scalar, Type, TypeId};

/// One HTTP call.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The method and the operationId.
    pub(crate) name: Name,
    /// The module of its tag, whose handle has the method; none if the client itself has it.
    pub(crate) module: Option<String>,
    /// The type that builds the request, such as `ListTokens`.
    pub(crate) builder: String,
    /// What its inline types are named after: no other operation of the crate has it.
    pub(crate) stem: String,
    pub(crate) method: Method,
    /// The path template, such as `/accounts/{account_id}/tokens`.
    pub(crate) path: String,
    /// The first line of the documentation.
    pub(crate) summary: Docs,
    /// The tag under which it is listed.
    pub(crate) tag: Option<String>,
    pub(crate) docs: Docs,
    pub(crate) deprecated: bool,
    /// Path parameters in template order, then the other required ones, then the optional ones.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) response: Response,
    pub(crate) failures: Vec<Failure>,
    /// Alternatives, best first; each lists the schemes that are needed together.
    pub(crate) security: Vec<Vec<String>>,
    /// The base URL where it is not the service's.
    pub(crate) base_url: Option<String>,
}

impl Operation {
    /// Whether a setting means it: by its method, or by the module of its tag and its method.
    pub(crate) fn is_called(&self, wanted: &str) -> bool {
        let plain = |name: &str| name.trim_start_matches("r#").to_owned();
        match (&self.module, wanted.split_once('.')) {
            (Some(module), Some((tag, method))) => {
                plain(module) == tag && plain(&self.name.rust) == method
            }
            _ => self.name.rust == wanted,
        }
    }
}

/// The method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Method {
    /// As it is sent.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

/// A parameter of the path or the query.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: Name,
    pub(crate) docs: Docs,
    pub(crate) deprecated: bool,
    pub(crate) location: Location,
    pub(crate) required: bool,
    pub(crate) ty: ParameterType,
    pub(crate) checks: Vec<Check>,
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
}

/// What a parameter holds.
#[derive(Debug)]
pub(crate) enum ParameterType {
    One(ParameterItem),
    Many(ParameterItem, ListStyle),
}

impl ParameterType {
    /// Whether it is one number.
    pub(crate) fn is_number(&self) -> bool {
        matches!(
            self,
            Self::One(ParameterItem::Scalar(Scalar::Integer(_) | Scalar::Number))
        )
    }
}

/// A single value of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterItem {
    Scalar(Scalar),
    /// An open enum.
    Enum(TypeId),
}

/// How several values of one parameter are written (OpenAPI 3.0.3, Style Values).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListStyle {
    /// `a=1&a=2`
    Repeat,
    /// `a=1,2`
    Comma,
    /// `a=1%202`
    Space,
    /// `a=1%7C2`
    Pipe,
}

/// A bound that is checked before anything is sent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Check {
    Minimum(Number),
    Maximum(Number),
    ExclusiveMinimum(Number),
    ExclusiveMaximum(Number),
    MultipleOf(Number),
    MinLength(usize),
    MaxLength(usize),
    MinItems(usize),
    MaxItems(usize),
}

/// The number of a bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Number {
    Integer(i64),
    Float(f64),
}

/// A JSON request body.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) ty: Type,
    pub(crate) required: bool,
    pub(crate) docs: Docs,
    /// The media type, such as `application/json`.
    pub(crate) media_type: String,
}

/// The answer to a call that succeeded.
#[derive(Debug)]
pub(crate) struct Response {
    /// The decoded body; nothing when the answer has none.
    pub(crate) body: Option<Type>,
    pub(crate) docs: Docs,
    pub(crate) envelope: Option<Envelope>,
    pub(crate) pagination: Option<Pagination>,
}

/// The documented answer to a call that failed.
#[derive(Debug)]
pub(crate) struct Failure {
    /// A status code, a range such as `4XX`, or `default`.
    pub(crate) status: String,
    pub(crate) docs: Docs,
    pub(crate) body: Option<Type>,
}

/// A body that says itself whether the call succeeded.
#[derive(Debug)]
pub(crate) struct Envelope {
    pub(crate) success: FieldStep,
    /// The field that holds what the caller asked for.
    pub(crate) content: Option<FieldStep>,
}

/// Pages that are asked for by number.
#[derive(Debug)]
pub(crate) struct Pagination {
    /// The query parameter that holds the page number.
    pub(crate) page: String,
    /// The query parameter that holds the page size.
    pub(crate) per_page: Option<String>,
    /// The number of the first page.
    pub(crate) first: u64,
    pub(crate) items: FieldPath,
    pub(crate) item: Type,
    pub(crate) counters: Vec<Counter>,
}

/// A number in the answer that says where the page stands.
#[derive(Debug)]
pub(crate) struct Counter {
    /// `page`, `per_page`, `total_count` or `total_pages`.
    pub(crate) name: &'static str,
    pub(crate) path: FieldPath,
}

/// The way from a body to one of its fields.
pub(crate) type FieldPath = Vec<FieldStep>;

/// A field on the way.
#[derive(Clone, Debug)]
pub(crate) struct FieldStep {
    pub(crate) field: String,
    pub(crate) ty: Type,
    pub(crate) presence: super::Presence,
    pub(crate) boxed: bool,
}
