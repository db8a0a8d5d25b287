//! One call, before it is sent.
//!
//! Takes an operation and its arguments; gives an `http` request, or the first refusal. What a
//! refused setter was given is not sent: neither is anything else. Sending is in `exchange`,
//! reading the response in `decode`.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue, USER_AGENT};
use percent_encoding::percent_decode_str;

use crate::runtime::arguments::Arguments;
use crate::runtime::client::Client;
use crate::runtime::credentials::Chosen;
use crate::runtime::encode::literal;
use crate::runtime::link;
use crate::runtime::operation::Operation;
use crate::runtime::path::expand;
use crate::runtime::style::Location;
use crate::runtime::transport::Call;
use crate::runtime::tree::Tree;
use crate::runtime::{Error, ErrorKind};

pub(crate) use crate::runtime::check::Check;
#[allow(
    unused_imports,
    reason = "a crate uses the part of the runtime that its document needs"
)]
pub(crate) use crate::runtime::parameter::{Number, Parameter};
pub(crate) use crate::runtime::style::Style;

/// One call, before it is sent. Its `Debug` shows names and never values.
#[derive(Clone)]
pub(crate) struct Request {
    client: Client,
    operation: &'static Operation,
    /// The media types that are asked for.
    accept: &'static str,
    arguments: Arguments,
    /// Its media type and its bytes.
    body: Option<(HeaderValue, Bytes)>,
    /// A URL that stands for base URL, path and query: that of a further page, which has been
    /// checked.
    link: Option<String>,
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
            accept: operation.accept,
            arguments: Arguments::default(),
            body: None,
            link: None,
            refusal: None,
        }
    }

    /// Asks for another media type than the operation does.
    pub(crate) fn accepting(mut self, media_type: &'static str) -> Self {
        self.accept = media_type;
        self
    }

    /// Sets a parameter; `setters` has a method for each kind. A refused one stops the request.
    pub(crate) fn argument(
        &mut self,
        location: Location,
        name: &'static str,
        value: &Tree,
        style: Style,
        checks: &[Check],
    ) {
        if let Err(wrong) = self.arguments.set(location, name, value, style, checks) {
            self.refuse(wrong, None);
        }
    }

    /// Sets the body.
    pub(crate) fn set_body(&mut self, media_type: &str, body: Bytes) {
        match HeaderValue::from_str(media_type) {
            Ok(media_type) => self.body = Some((media_type, body)),
            Err(_) => self.refuse(
                format!("`{}` is no media type", media_type.escape_debug()),
                None,
            ),
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
        let text = Tree::Text(text.to_owned());
        self.argument(Location::Query, name, &text, Style::FORM, &[]);
    }

    /// A single value in the query, if it is set.
    pub(crate) fn query_text(&self, name: &str) -> Option<String> {
        let pair = self.arguments.text(Location::Query, name)?;
        let (_, value) = pair.split_once('=')?;
        let value = percent_decode_str(value).decode_utf8();
        Some(value.ok()?.into_owned())
    }

    /// A number in the query, if it is set to one.
    pub(crate) fn query_number(&self, name: &str) -> Option<u64> {
        self.query_text(name)?.parse().ok()
    }

    /// Goes to `link`, if that is of the origin that the request would go to without it.
    pub(crate) fn set_link(&mut self, link: &str) -> Result<(), Error> {
        let here = self.address()?;
        let link = link::resolve(link, &here).map_err(|wrong| {
            let message = format!("the link to the next page {wrong}");
            Error::new(ErrorKind::Pagination, message)
        })?;
        self.link = Some(link);
        Ok(())
    }

    /// Keeps the first refusal.
    pub(crate) fn refuse(&mut self, message: String, cause: Option<serde_json::Error>) {
        self.refusal.get_or_insert_with(|| Refusal {
            message,
            source: cause.map(Arc::new),
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
        request.extensions_mut().insert(Call {
            operation: self.operation.id,
            path: self.operation.path,
        });
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
        headers.insert(ACCEPT, HeaderValue::from_static(self.accept));
        if let Some((media_type, _)) = &self.body {
            headers.insert(CONTENT_TYPE, media_type.clone());
        }
        self.arguments.put_cookies(headers).map_err(refuse)?;
        credentials.put_headers(headers).map_err(refuse)?;
        self.arguments.put_headers(headers).map_err(refuse)?;
        Ok(request)
    }

    /// Where it goes. What the caller set in the query, or a link has in its own, stands for a key
    /// of the same name.
    fn url(&self, credentials: &Chosen<'_>) -> Result<String, Error> {
        let mut url = self.address()?;
        let query = url.split_once('?').map(|(_, query)| query.to_owned());
        let mut separator = if query.is_some() { '&' } else { '?' };
        for (_, pair) in credentials.query() {
            let name = |pair: &str| pair.split('=').next().map(str::to_owned);
            let mut set = query.iter().flat_map(|query| query.split('&'));
            if set.all(|one| name(one) != name(pair)) {
                url.push(separator);
                url.push_str(pair);
                separator = '&';
            }
        }
        Ok(url)
    }

    /// Where it goes, without credentials.
    pub(crate) fn address(&self) -> Result<String, Error> {
        if let Some(link) = &self.link {
            return Ok(link.clone());
        }
        let mut url = self
            .client
            .base_url_for(self.operation)?
            .as_str()
            .to_owned();
        let value = |name: &str| self.arguments.text(Location::Path, name);
        let (path, fixed) = match self.operation.path.split_once('?') {
            Some((path, fixed)) => (path, Some(literal(fixed))),
            None => (self.operation.path, None),
        };
        let path = expand(path, &value).map_err(|wrong| Error::new(ErrorKind::Request, wrong))?;
        url.push_str(&path);
        let mut separator = '?';
        let pairs = self.arguments.all(Location::Query);
        let pairs = pairs.map(|(_, pair)| pair);
        for pair in fixed.as_deref().into_iter().chain(pairs) {
            url.push(separator);
            url.push_str(pair);
            separator = '&';
        }
        Ok(url)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Request")
            .field("operation", &self.operation.id)
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .field("accept", &self.accept)
            .field("parameters", &self.arguments)
            .field(
                "body_bytes",
                &self.body.as_ref().map(|(_, body)| body.len()),
            )
            .field("is_by_link", &self.link.is_some())
            .field(
                "refusal",
                &self.refusal.as_ref().map(|refusal| &refusal.message),
            )
            .field("client", &self.client)
            .finish()
    }
}
