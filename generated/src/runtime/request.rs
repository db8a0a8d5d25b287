//! One call, before it is sent.
//!
//! Takes an operation and its arguments; gives an `http` request, or the first refusal. What a
//! refused setter was given is not sent: neither is anything else. Sending is in `exchange`,
//! reading the response in `decode`.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use http::{HeaderMap, Method, Uri};
use percent_encoding::percent_decode_str;

use crate::runtime::arguments::Arguments;
use crate::runtime::client::Client;
use crate::runtime::content::Content;
use crate::runtime::credentials::Chosen;
use crate::runtime::encode::push_literal;
use crate::runtime::operation::Operation;
use crate::runtime::path::expand;
use crate::runtime::plain;
use crate::runtime::provided::Provided;
use crate::runtime::request_body::RequestBody;
use crate::runtime::secret::Secret;
use crate::runtime::style::Location;
use crate::runtime::transport::Call;
use crate::runtime::tree::Tree;
use crate::runtime::watch::Watch;
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
    /// What a call that is no operation of the document has in its place.
    target: Option<Arc<Target>>,
    /// The media types that are asked for.
    accept: &'static str,
    arguments: Arguments,
    /// Its media type and what it is made of.
    body: Option<(HeaderValue, Content)>,
    /// A URL that stands for base URL, path and query: that of a further page, which has been
    /// checked.
    link: Option<String>,
    /// Whether it is for a further page of a list.
    pub(crate) follows: bool,
    refusal: Option<Refusal>,
}

/// Where a call goes that is no operation of the document.
pub(crate) struct Target {
    pub(crate) method: Method,
    /// Encoded; begins with a slash or is empty.
    pub(crate) path: String,
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
            target: None,
            accept: operation.accept,
            arguments: Arguments::default(),
            body: None,
            link: None,
            follows: false,
            refusal: None,
        }
    }

    /// Goes elsewhere than the operation does.
    pub(crate) fn to(mut self, target: Target) -> Self {
        self.target = Some(Arc::new(target));
        self
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
        self.set_content(media_type, Content::Bytes(body));
    }

    /// Sets the body, which may have parts that aren't in memory.
    pub(crate) fn set_content(&mut self, media_type: &str, body: Content) {
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

    /// Adds a pair to the query that no document knows.
    pub(crate) fn add_query(&mut self, name: &str, value: &str) {
        self.arguments.add_query(name, value);
    }

    /// Sets a header that no document knows.
    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        if let Err(wrong) = self.arguments.set_header(name, value) {
            self.refuse(wrong, None);
        }
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

    /// Goes to this URL, whatever is set besides.
    pub(crate) fn go_to(&mut self, url: String) {
        self.link = Some(url);
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

    /// What it is for.
    pub(crate) fn call(&self) -> Call {
        Call {
            operation: self.operation.id,
            path: self.operation.path,
        }
    }

    /// The HTTP method.
    pub(crate) fn method(&self) -> &Method {
        let target = self.target.as_ref();
        target.map_or(&self.operation.method, |target| &target.method)
    }

    /// The body, opened for an attempt, where it isn't in memory.
    pub(crate) fn open_body(&self) -> Result<Option<RequestBody>, Error> {
        match &self.body {
            Some((_, body)) => body.open(),
            None => Ok(None),
        }
    }

    /// Whether it has no body that would have to be opened.
    pub(crate) fn is_in_memory(&self) -> bool {
        let body = self.body.as_ref();
        body.is_none_or(|(_, body)| body.bytes().is_some())
    }

    /// Whether it has a body that can be sent once only.
    pub(crate) fn is_one_shot(&self) -> bool {
        let body = self.body.as_ref();
        body.is_some_and(|(_, body)| body.is_one_shot())
    }

    /// The HTTP request, with all headers, and with the body if that is in memory; or why there is none. `watch` is told once it is known where
    /// it goes.
    pub(crate) fn to_http(&self, watch: &mut Watch) -> Result<http::Request<Bytes>, Error> {
        if let Some(refusal) = &self.refusal {
            let error = Error::new(ErrorKind::Request, refusal.message.clone());
            return Err(match &refusal.source {
                Some(source) => error.caused_by(Arc::clone(source)),
                None => error,
            });
        }
        let refuse = |message: String| Error::new(ErrorKind::Request, message);
        let credentials = self.credentials()?;
        let mut request = http::Request::new(
            self.body
                .as_ref()
                .and_then(|(_, body)| body.bytes().cloned())
                .unwrap_or_default(),
        );
        *request.method_mut() = self.method().clone();
        let url = self.url(&credentials)?.into_bytes();
        *request.uri_mut() = Uri::from_maybe_shared(url).map_err(|error| {
            refuse("the arguments make no URL that can be sent".to_owned()).caused_by(error)
        })?;
        if !credentials.is_empty() && !self.client.settings().allow_plain_http {
            plain::check(request.uri()).map_err(|wrong| refuse(wrong.to_owned()))?;
        }
        let mut headers = self.usual_headers();
        watch.begin(self, request.uri(), &mut headers);
        self.arguments.put_cookies(&mut headers).map_err(refuse)?;
        credentials.put_headers(&mut headers).map_err(refuse)?;
        self.arguments.put_headers(&mut headers).map_err(refuse)?;
        *request.headers_mut() = headers;
        Ok(request)
    }

    /// What goes with it.
    fn credentials(&self) -> Result<Chosen<'_>, Error> {
        let all = &self.client.settings().credentials;
        match &self.target {
            Some(_) => Ok(all.all()),
            None => all
                .choose(self.operation.security)
                .map_err(|wrong| Error::new(ErrorKind::Request, wrong)),
        }
    }

    /// Who has the token that each attempt needs, unless the caller set what stands in its place.
    pub(crate) fn provided(
        &self,
        http: &http::Request<Bytes>,
    ) -> Result<Option<Arc<Provided>>, Error> {
        let all = &self.client.settings().credentials;
        if !all.has_provided() || http.headers().contains_key(AUTHORIZATION) {
            return Ok(None);
        }
        Ok(self.credentials()?.provided().cloned())
    }

    /// Those that hold no credential and nothing that the caller set.
    fn usual_headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, self.client.settings().user_agent.clone());
        headers.insert(ACCEPT, HeaderValue::from_static(self.accept));
        if let Some((media_type, _)) = &self.body {
            headers.insert(CONTENT_TYPE, media_type.clone());
        }
        headers
    }

    /// Where it goes. What the caller set in the query, or a link has in its own, stands for a key
    /// of the same name.
    fn url(&self, credentials: &Chosen<'_>) -> Result<Secret, Error> {
        let url = self.address()?;
        if credentials.query().next().is_none() {
            return Ok(url.into());
        }
        let query = url.split_once('?').map(|(_, query)| query);
        let name = |pair: &str| pair.split('=').next().map(str::to_owned);
        let mut parts = vec![url.as_str()];
        let mut separator = if query.is_some() { "&" } else { "?" };
        for (_, pair) in credentials.query() {
            let mut set = query.into_iter().flat_map(|query| query.split('&'));
            if set.all(|one| name(one) != name(pair)) {
                parts.extend([separator, pair]);
                separator = "&";
            }
        }
        Ok(Secret::of(&parts))
    }

    /// Where it goes, without credentials.
    pub(crate) fn address(&self) -> Result<String, Error> {
        if let Some(link) = &self.link {
            return Ok(link.clone());
        }
        let base = self.client.base_url_for(self.operation)?;
        let (path, fixed) = match self.operation.path.split_once('?') {
            Some((path, fixed)) => (path, Some(fixed)),
            None => (self.operation.path, None),
        };
        let length = base.as_str().len() + path.len() + self.arguments.length();
        let mut url = String::with_capacity(length);
        url.push_str(base.as_str());
        if let Some(target) = &self.target {
            url.push_str(&target.path);
        } else {
            let value = |name: &str| self.arguments.text(Location::Path, name);
            let expanded = expand(&mut url, path, &value);
            expanded.map_err(|wrong| Error::new(ErrorKind::Request, wrong))?;
        }
        if let Some(fixed) = fixed {
            url.push('?');
            push_literal(&mut url, fixed);
        }
        let mut separator = if fixed.is_some() { '&' } else { '?' };
        for (_, pair) in self.arguments.all(Location::Query) {
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
            .field("method", self.method())
            .field("path", &self.operation.path)
            .field("untyped", &self.target.is_some())
            .field("accept", &self.accept)
            .field("parameters", &self.arguments)
            .field(
                "body_bytes",
                &self
                    .body
                    .as_ref()
                    .map(|(_, body)| body.bytes().map(Bytes::len)),
            )
            .field("is_by_link", &self.link.is_some())
            .field(
                "refusal",
                &self.refusal.as_ref().map(|refusal| &refusal.message),
            )
            .field("client", &self.client)
            .finish_non_exhaustive()
    }
}
