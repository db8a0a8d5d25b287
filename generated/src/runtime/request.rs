//! One call, before it is sent.
//!
//! Takes an operation and its arguments; gives an `http` request, or the first refusal. What a
//! refused setter was given is not sent: neither is anything else. Sending is in `exchange`,
//! reading the response in `decode`.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue, USER_AGENT};

use crate::runtime::check::{check_items, check_value};
use crate::runtime::client::Client;
use crate::runtime::credentials::Chosen;
use crate::runtime::operation::Operation;
use crate::runtime::path::{encode_query, expand};
use crate::runtime::{Error, ErrorKind};

pub(crate) use crate::runtime::check::Check;
#[allow(
    unused_imports,
    reason = "a crate uses the part of the runtime that its document needs"
)]
pub(crate) use crate::runtime::parameter::{Number, Parameter};

/// How the values of a list stand in a query (`OpenAPI` 3.0, Style Values).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListStyle {
    /// `form`, exploded: `a=1&a=2`
    Repeat,
    /// `form`: `a=1,2`
    Comma,
    /// `spaceDelimited`: `a=1%202`
    Space,
    /// `pipeDelimited`: `a=1%7C2`
    Pipe,
}

/// One call, before it is sent. Its `Debug` shows names and never values.
#[derive(Clone)]
pub(crate) struct Request {
    client: Client,
    operation: &'static Operation,
    path: Vec<(&'static str, String)>,
    /// Name, and what stands in the query for it, encoded: `name=value`, or nothing for an empty
    /// list.
    query: Vec<(&'static str, String)>,
    /// Its media type and its bytes.
    body: Option<(HeaderValue, Bytes)>,
    refusal: Option<Refusal>,
}

/// Why a request can't be sent.
#[derive(Clone)]
struct Refusal {
    message: String,
    source: Option<Arc<serde_json::Error>>,
}

/// Filling it.
impl Request {
    /// A call without arguments.
    pub(crate) fn new(client: &Client, operation: &'static Operation) -> Self {
        Self {
            client: client.clone(),
            operation,
            path: Vec::new(),
            query: Vec::new(),
            body: None,
            refusal: None,
        }
    }

    /// Sets a parameter of the path.
    pub(crate) fn path(&mut self, name: &'static str, value: impl Parameter, checks: &[Check]) {
        let text = value.to_string();
        match check_value(name, &text, value.number(), checks) {
            Ok(()) => set(&mut self.path, name, text),
            Err(breach) => self.refuse(breach),
        }
    }

    /// Sets a parameter of the query. An earlier value is replaced and keeps its place.
    pub(crate) fn query(&mut self, name: &'static str, value: impl Parameter, checks: &[Check]) {
        let text = value.to_string();
        match check_value(name, &text, value.number(), checks) {
            Ok(()) => self.set_query(name, &text),
            Err(breach) => self.refuse(breach),
        }
    }

    /// Sets a parameter of the query that is a list; an empty one isn't sent. Bounds of values are
    /// checked for each, bounds of items for the list.
    pub(crate) fn query_list(
        &mut self,
        name: &'static str,
        values: impl IntoIterator<Item: Parameter>,
        style: ListStyle,
        checks: &[Check],
    ) {
        let mut texts = Vec::new();
        for value in values {
            let text = value.to_string();
            if let Err(breach) = check_value(name, &text, value.number(), checks) {
                return self.refuse(breach);
            }
            texts.push(encode_query(&text));
        }
        match check_items(name, texts.len(), checks) {
            Ok(()) => set(&mut self.query, name, join(name, &texts, style)),
            Err(breach) => self.refuse(breach),
        }
    }

    /// Sets the body.
    pub(crate) fn set_body(&mut self, media_type: &str, body: Bytes) {
        match HeaderValue::from_str(media_type) {
            Ok(media_type) => self.body = Some((media_type, body)),
            Err(_) => self.refuse(format!("`{}` is no media type", media_type.escape_debug())),
        }
    }

    /// Keeps why the body can't be sent, if nothing else was refused.
    pub(crate) fn refuse_body(&mut self, source: Arc<serde_json::Error>) {
        self.refusal.get_or_insert(Refusal {
            message: "the body can't be written as JSON".to_owned(),
            source: Some(source),
        });
    }

    /// Sets a parameter of the query that needs no check.
    pub(crate) fn set_query(&mut self, name: &'static str, text: &str) {
        let pair = format!("{}={}", encode_query(name), encode_query(text));
        set(&mut self.query, name, pair);
    }

    /// A number in the query, if it is set to one.
    pub(crate) fn query_number(&self, name: &str) -> Option<u64> {
        let (_, pair) = self.query.iter().find(|(known, _)| *known == name)?;
        pair.split_once('=')?.1.parse().ok()
    }

    /// Keeps the first refusal.
    fn refuse(&mut self, message: String) {
        self.refusal.get_or_insert(Refusal {
            message,
            source: None,
        });
    }
}

/// Reading it.
impl Request {
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The HTTP request, with all headers; or why there is none.
    pub(crate) fn to_http(&self) -> Result<http::Request<Bytes>, Error> {
        if let Some(refusal) = &self.refusal {
            let error = Error::new(ErrorKind::Request, refusal.message.clone());
            return Err(match &refusal.source {
                Some(source) => error.caused_by(Arc::clone(source)),
                None => error,
            });
        }
        let settings = self.client.settings();
        let refuse = |message: String| Error::new(ErrorKind::Request, message);
        let credentials = settings
            .credentials
            .choose(self.operation.security)
            .map_err(refuse)?;
        let mut request = http::Request::new(
            self.body
                .as_ref()
                .map(|(_, body)| body.clone())
                .unwrap_or_default(),
        );
        *request.method_mut() = self.operation.method.clone();
        *request.uri_mut() =
            self.url(&credentials)?
                .try_into()
                .map_err(|error: http::uri::InvalidUri| {
                    Error::new(
                        ErrorKind::Request,
                        "the arguments make no URL that can be sent",
                    )
                    .caused_by(error)
                })?;
        let headers = request.headers_mut();
        headers.insert(USER_AGENT, settings.user_agent.clone());
        headers.insert(ACCEPT, HeaderValue::from_static(self.operation.accept));
        if let Some((media_type, _)) = &self.body {
            headers.insert(CONTENT_TYPE, media_type.clone());
        }
        credentials.put_headers(headers).map_err(refuse)?;
        Ok(request)
    }

    /// Where it goes. What the caller set in the query stands for a key of the same name.
    fn url(&self, credentials: &Chosen<'_>) -> Result<String, Error> {
        let mut url = self
            .client
            .base_url_for(self.operation)?
            .as_str()
            .to_owned();
        let path = expand(self.operation.path, &self.path)
            .map_err(|wrong| Error::new(ErrorKind::Request, wrong))?;
        url.push_str(&path);
        let mut separator = '?';
        let set = self.query.iter().filter(|(_, pair)| !pair.is_empty());
        let keys = credentials
            .query()
            .filter(|(name, _)| !set.clone().any(|(known, _)| known == name));
        let all = set.clone().map(|(_, pair)| pair.as_str());
        for pair in all.chain(keys.map(|(_, pair)| pair)) {
            url.push(separator);
            url.push_str(pair);
            separator = '&';
        }
        Ok(url)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn names(entries: &[(&'static str, String)]) -> Vec<&'static str> {
            entries.iter().map(|(name, _)| *name).collect()
        }
        formatter
            .debug_struct("Request")
            .field("operation", &self.operation.id)
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .field("path_parameters", &names(&self.path))
            .field("query_parameters", &names(&self.query))
            .field(
                "body_bytes",
                &self.body.as_ref().map(|(_, body)| body.len()),
            )
            .field(
                "refusal",
                &self.refusal.as_ref().map(|refusal| &refusal.message),
            )
            .field("client", &self.client)
            .finish()
    }
}

/// Replaces the entry of that name, or adds one.
fn set(entries: &mut Vec<(&'static str, String)>, name: &'static str, text: String) {
    match entries.iter_mut().find(|(known, _)| *known == name) {
        Some(entry) => entry.1 = text,
        None => entries.push((name, text)),
    }
}

/// What stands in a query for a list of encoded values.
fn join(name: &str, values: &[String], style: ListStyle) -> String {
    if values.is_empty() {
        return String::new();
    }
    let start = format!("{}=", encode_query(name));
    let separator = match style {
        ListStyle::Repeat => &format!("&{start}"),
        ListStyle::Comma => ",",
        ListStyle::Space => "%20",
        ListStyle::Pipe => "%7C",
    };
    start.clone() + &values.join(separator)
}
