//! Operations: what is sent, how pages follow each other.

use super::{Answered, BaseUrl, Docs, Failure, Given, Name, Response, Scalar, Type, TypeId};

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
    /// All JSON that comes back, of success and of failure.
    pub(crate) answered: Vec<Answered>,
    /// Alternatives, best first; each lists the schemes that are needed together.
    pub(crate) security: Vec<Vec<String>>,
    /// The base URL where it is not the service's.
    pub(crate) base_url: Option<BaseUrl>,
}

impl Operation {
    /// What the names of the types end with that stand beside a builder; no builder's own name does.
    pub(crate) const COMPANIONS: [&str; 3] = ["Body", "Outcome", "Headers"];

    /// The enum of what the body may be, where that is several things.
    pub(crate) fn body_name(&self) -> String {
        format!("{}Body", self.builder)
    }

    /// The enum of what may come back, where that is several things.
    pub(crate) fn outcome_name(&self) -> String {
        format!("{}Outcome", self.builder)
    }

    /// The view of the headers that an answer has, where some are described.
    pub(crate) fn headers_name(&self) -> String {
        format!("{}Headers", self.builder)
    }

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

/// A parameter of a call.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: Name,
    pub(crate) docs: Docs,
    pub(crate) deprecated: bool,
    pub(crate) location: Location,
    pub(crate) style: ParameterStyle,
    pub(crate) required: bool,
    pub(crate) ty: ParameterType,
    pub(crate) checks: Vec<Check>,
    /// What tests give for it.
    pub(crate) given: Given,
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// How a parameter is written (OpenAPI 3.1.1, Style Values).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ParameterStyle {
    pub(crate) kind: StyleKind,
    /// Each part by itself.
    pub(crate) explode: bool,
    /// Reserved characters are not encoded.
    pub(crate) reserved: bool,
}

/// What stands around and between the parts of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StyleKind {
    /// `blue,black`
    Simple,
    /// `.blue,black`
    Label,
    /// `;color=blue,black`
    Matrix,
    /// `color=blue,black`
    Form,
    /// `color=blue%20black`
    Space,
    /// `color=blue%7Cblack`
    Pipe,
    /// `color[R]=100`
    DeepObject,
    /// One text: JSON.
    Json,
}

/// What a parameter holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ParameterType {
    One(ParameterItem),
    Many(ParameterItem),
    /// What is no single value and no list of such: it shows what it is when it is written.
    Value(Type),
}

impl ParameterType {
    /// Whether it is one number.
    pub(crate) fn is_number(&self) -> bool {
        matches!(
            self,
            Self::One(ParameterItem::Scalar(Scalar::Integer(_) | Scalar::Number))
        )
    }

    /// The type of a single value, of one or several.
    pub(crate) fn item(&self) -> Option<ParameterItem> {
        match self {
            Self::One(item) | Self::Many(item) => Some(*item),
            Self::Value(_) => None,
        }
    }
}

/// A single value of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterItem {
    Scalar(Scalar),
    /// An open enum.
    Enum(TypeId),
}

/// A bound that is checked before anything is sent.
#[derive(Clone, Debug, PartialEq)]
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
    Pattern {
        /// As messages show it.
        said: String,
        /// For `regex-lite`, which compiles it.
        regex: String,
    },
}

/// The number of a bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Number {
    Integer(i64),
    Float(f64),
}

/// The body of a request.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) required: bool,
    pub(crate) docs: Docs,
    /// What it may be, best first; there is at least one. Where there are several, the caller chooses by an enum.
    pub(crate) contents: Vec<Content>,
}

impl Body {
    /// The only thing that it can be.
    pub(crate) fn only(&self) -> Option<&Content> {
        match self.contents.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// What a body holds and how it is written.
#[derive(Debug)]
pub(crate) struct Content {
    /// The variant of the enum of contents.
    pub(crate) variant: String,
    /// The media type, such as `application/json`.
    pub(crate) media_type: String,
    /// The range of media types, such as `image/*`, of which the caller chooses one.
    pub(crate) range: Option<String>,
    pub(crate) payload: Payload,
    /// What tests give for it.
    pub(crate) given: Given,
}

/// How the content of a request is written.
#[derive(Debug)]
pub(crate) enum Payload {
    Json(Type),
    /// `application/x-www-form-urlencoded`, with the styles of properties that have one.
    Form(Type, Vec<(String, ParameterStyle)>),
    /// `multipart/form-data` and its kin: a part for each field of a struct, and the media types of those that have one.
    Parts(TypeId, Vec<(String, String)>),
    /// Parts that the document does not list.
    AnyParts,
    /// Text of any kind.
    Text,
    /// Bytes of any kind.
    Bytes,
    /// Bytes whose media type is the caller's choice.
    File,
}

impl Payload {
    /// The type of what is given, where the document describes one.
    pub(crate) fn ty(&self) -> Option<Type> {
        match self {
            Self::Json(ty) | Self::Form(ty, _) => Some(ty.clone()),
            Self::Parts(id, _) => Some(Type::Named(*id)),
            Self::AnyParts | Self::Text | Self::Bytes | Self::File => None,
        }
    }
}

/// A body that says itself whether the call succeeded.
#[derive(Debug)]
pub(crate) struct Envelope {
    pub(crate) success: FieldStep,
    /// The field that holds what the caller asked for.
    pub(crate) content: Option<FieldStep>,
}

/// The way from a body to one of its fields.
pub(crate) type FieldPath = Vec<FieldStep>;

/// A field on the way.
#[derive(Clone, Debug)]
pub(crate) struct FieldStep {
    pub(crate) field: String,
    /// What it is called in the body.
    pub(crate) wire: String,
    pub(crate) ty: Type,
    pub(crate) presence: super::Presence,
    pub(crate) boxed: bool,
}
