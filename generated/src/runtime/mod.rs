//! The runtime of this crate: written by hand, the same in every generated crate.
//!
//! Takes what an operation is and what its caller gave; gives typed answers or one [`Error`].
//! Knows no API: what is special about one stands in `crate::service::SERVICE`.

mod api_error;
mod body;
mod builder;
mod client;
mod decode;
mod error;
mod failure;
mod interceptor;
mod items;
mod limits;
mod maybe;
mod page;
mod pages;
mod raw_request;
mod raw_response;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod sending;
mod setters;
#[cfg(feature = "reqwest")]
mod tokio_timer;
mod transport;
mod unknown;

#[cfg(any(test, feature = "mock"))]
mod answer;
pub(crate) mod arguments;
pub(crate) mod attempt;
pub(crate) mod authorization;
pub(crate) mod base_url;
#[cfg(feature = "blocking")]
pub mod blocking;
pub(crate) mod bucket;
pub(crate) mod check;
pub(crate) mod codec;
pub(crate) mod content;
pub(crate) mod continuation;
pub(crate) mod credential;
pub(crate) mod credentials;
pub(crate) mod deadline;
pub(crate) mod encode;
pub(crate) mod env;
pub(crate) mod envelope;
pub(crate) mod exchange;
pub(crate) mod file;
pub(crate) mod fingerprint;
pub(crate) mod flight;
pub(crate) mod form;
pub(crate) mod idempotency;
pub(crate) mod incoming;
pub(crate) mod link;
pub(crate) mod link_header;
#[cfg(any(test, feature = "mock"))]
pub mod mock;
pub(crate) mod operation;
pub(crate) mod outgoing;
pub(crate) mod pagination;
pub(crate) mod parameter;
pub(crate) mod path;
pub(crate) mod plain;
pub(crate) mod progress;
pub(crate) mod provided;
pub(crate) mod rate_limit;
pub(crate) mod reply;
pub(crate) mod request;
pub(crate) mod request_body;
pub(crate) mod response;
pub(crate) mod retry;
pub(crate) mod retry_after;
pub(crate) mod secret;
pub(crate) mod service;
pub(crate) mod signs;
pub(crate) mod style;
pub(crate) mod timed;
pub(crate) mod timer;
pub(crate) mod token;
#[cfg(feature = "tracing")]
pub(crate) mod trace;
#[cfg(not(feature = "tracing"))]
#[path = "no_trace.rs"]
pub(crate) mod trace;
pub(crate) mod tree;
#[cfg(feature = "blocking")]
mod ureq_transport;
pub(crate) mod urlencoded;
pub(crate) mod watch;

#[cfg(feature = "reqwest")]
pub use ::reqwest;
pub use api_error::ApiError;
pub use builder::ClientBuilder;
pub use client::Client;
pub use continuation::Continuation;
pub use deadline::Timeout;
pub use error::{Error, ErrorKind};
pub use failure::Failure;
pub use file::File;
pub use form::Form;
pub use interceptor::{CallView, Interceptor, Outcome};
pub use items::Items;
pub use limits::Limits;
pub use maybe::Maybe;
pub use page::Page;
pub use pages::Pages;
pub use pagination::Paged;
pub use rate_limit::RateLimit;
pub use raw_request::RawRequest;
pub use raw_response::RawResponse;
pub use request_body::RequestBody;
#[cfg(feature = "reqwest")]
pub use reqwest_transport::ReqwestTransport;
pub use response::Response;
pub use retry::{Attempt, RetryPolicy, Verdict};
pub use sending::Sending;
pub use timer::Timer;
pub use token::{BearerToken, ProvidedToken, ProviderError, TokenProvider, TokenReason};
#[cfg(feature = "reqwest")]
pub use tokio_timer::TokioTimer;
pub use transport::{BoxFuture, Call, ResponseBody, Transport, TransportError, TransportErrorKind};
pub use unknown::{NoSuchValue, UnknownInteger, UnknownJson, UnknownValue};
