//! How a client is made.
//!
//! Takes settings one by one and checks them all in `build`; sends nothing.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use crate::runtime::base_url::{BaseUrl, Variable};
use crate::runtime::bucket::Bucket;
use crate::runtime::client::{Client, Settings};
use crate::runtime::credential::Credential;
use crate::runtime::credentials::Credentials;
use crate::runtime::interceptor::Interceptor;
use crate::runtime::limits::Limits;
use crate::runtime::retry::RetryPolicy;
use crate::runtime::timer::Timer;
use crate::runtime::transport::Transport;
use crate::runtime::{Error, ErrorKind};
use crate::service::SERVICE;

/// How long opening a connection may take when the builder says nothing.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How large a body may be when the builder says nothing: 64 MiB.
const MAX_RESPONSE_BYTES: usize = 64 * 1024 * 1024;

/// Makes a [`Client`]. Settings are checked by [`build`](Self::build); the last value of a setting
/// counts.
#[derive(Clone)]
#[must_use = "a client comes from `build`"]
pub struct ClientBuilder {
    base_url: Option<String>,
    server_variables: Vec<Variable>,
    limits: Limits,
    connect_timeout: Duration,
    user_agent: Option<String>,
    transport: Option<Arc<dyn Transport>>,
    timer: Option<Arc<dyn Timer>>,
    max_response_bytes: usize,
    allow_plain_http: bool,
    credentials: Vec<(&'static str, Credential)>,
    interceptors: Vec<Arc<dyn Interceptor>>,
}

impl ClientBuilder {
    /// A builder with every setting at its default.
    pub fn new() -> Self {
        Self {
            base_url: None,
            server_variables: Vec::new(),
            limits: Limits::new(),
            connect_timeout: CONNECT_TIMEOUT,
            user_agent: None,
            transport: None,
            timer: None,
            max_response_bytes: MAX_RESPONSE_BYTES,
            allow_plain_http: false,
            credentials: Vec::new(),
            interceptors: Vec::new(),
        }
    }

    /// Sends all calls to this URL: absolute, `http` or `https`, without user name, query and
    /// fragment, segments `.` and `..`, and variables in braces. Its path is kept, with or without a slash at the end.
    ///
    /// Default: the URL that the API's document names. Where there are several, or one has variables, the front page
    /// of this crate lists them.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// How long one attempt of a call may take, from connecting to the last byte of the body. Of a
    /// stream of events or lines it is how long the headers may take, and the body of an error; of
    /// `send_raw`, the headers.
    ///
    /// To send a body that is in memory is part of it. A file or stream that goes out piece by piece may
    /// take as long as it takes, if it is never silent for longer than
    /// [`idle_timeout`](Self::idle_timeout), and the time begins when it is out.
    ///
    /// A client for threads reads such a body first and sends it as bytes, as part of the attempt. Where the body of the
    /// response is left to the caller, as of a stream, each step up to its headers may take so long: to find the host,
    /// to send, to be answered.
    ///
    /// Default: 60 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits.timeout = timeout;
        self
    }

    /// How long opening a connection may take. It is the default transport that keeps this; one set
    /// by [`transport`](Self::transport) knows nothing of it.
    ///
    /// Default: 10 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long the body of a response may be silent before it goes on, a stream of events or lines
    /// and what `send_raw` gives too.
    ///
    /// While a body goes out that isn't in memory, it is how long the transport may take from one piece to the
    /// next, 64 KiB at most: to send what it has, and to read more. A transport takes pieces ahead, so it is
    /// not each piece that must be sent in this time, but what it holds: with the default one 450 KB, after
    /// which it asks for nothing until the system took all of that. So the slowest line that an upload is not
    /// given up on carries 15 KB a second at the default; set more for slower ones.
    ///
    /// A client for threads leaves silence to its socket: of a response whose body is left to the caller
    /// it may last as long as an attempt, if that is longer; of any other only the attempt has an end.
    ///
    /// Default: 30 seconds.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.limits.idle_timeout = timeout;
        self
    }

    /// How long a call may take with all its attempts and the waits between them. A stream of pages
    /// makes one call for each page; of a stream of events or lines, and of `send_raw`, it is the time
    /// until it begins, which a client for threads sees to at each step of the last attempt. Waiting for a
    /// token that a provider has is part of it.
    ///
    /// Default: 180 seconds, and as much more as bodies take to go out that aren't in memory. What is set
    /// here is for all of it.
    pub fn operation_timeout(mut self, timeout: Duration) -> Self {
        self.limits = self.limits.operation_timeout(timeout);
        self
    }

    /// How often a call is tried, and when.
    ///
    /// Default: [`RetryPolicy::new`], three attempts. `RetryPolicy::new().max_attempts(1)` repeats
    /// nothing.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.limits.retry = policy;
        self
    }

    /// Has time and chance from a [`Timer`] of your own.
    ///
    /// Default: that of the transport. `ReqwestTransport` has tokio's time; where a transport of your
    /// own has none, nothing waits: no call is repeated, and only the transport keeps time.
    pub fn timer(mut self, timer: impl Timer) -> Self {
        self.timer = Some(Arc::new(timer));
        self
    }

    /// The `User-Agent` header.
    ///
    /// Default: name and version of this crate.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Carries requests by a transport of your own.
    ///
    /// Default: `ReqwestTransport`, where the feature `reqwest` is on.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// How many bytes the body of a successful response may have; a larger one is
    /// [`ErrorKind::BodyTooLarge`](crate::ErrorKind::BodyTooLarge). What came compressed counts as it was
    /// before. Of a stream of events or lines
    /// that goes for each of them. Of an error's body at most 1 MiB is kept.
    ///
    /// Default: 67,108,864 (64 MiB).
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// Whether credentials may go over plain `http` to another machine, where whoever is in between can
    /// read them. Without a credential, and to this machine (`localhost`, 127.0.0.1), a call may always.
    ///
    /// Default: no; such a call is [`ErrorKind::Request`](crate::ErrorKind::Request), and nothing is
    /// sent.
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.allow_plain_http = allow;
        self
    }

    /// Has all calls seen by an [`Interceptor`], which may add headers to them. Each that is set is
    /// added, behind those before.
    ///
    /// Default: none.
    pub fn interceptor(mut self, interceptor: impl Interceptor) -> Self {
        self.interceptors.push(Arc::new(interceptor));
        self
    }

    /// Sets what answers a security scheme of the API's document, by the method of this builder
    /// that does so.
    pub(crate) fn credential(mut self, method: &'static str, credential: Credential) -> Self {
        self.credentials.retain(|(known, _)| *known != method);
        self.credentials.push((method, credential));
        self
    }

    /// Sets what stands for a variable of the servers in the API's document, by its name there.
    pub(crate) fn server_variable(
        mut self,
        name: &'static str,
        allowed: &'static [&'static str],
        value: String,
    ) -> Self {
        self.server_variables.retain(|known| known.name != name);
        self.server_variables.push(Variable {
            name,
            allowed,
            value,
        });
        self
    }

    /// The client. Opens no connection.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) for a base URL, a variable of it, user agent or
    /// credential that can't be used, and where there is no transport.
    pub fn build(mut self) -> Result<Client, Error> {
        let transport = match self.transport.take() {
            Some(transport) => transport,
            None => default_transport(self.connect_timeout)?,
        };
        self.build_on(transport)
    }

    /// A client whose calls a thread waits for, with [`Wait`](crate::blocking::Wait) and
    /// [`WaitEach`](crate::blocking::WaitEach): unless another transport was set, its own is
    /// [`UreqTransport`](crate::blocking::UreqTransport), which needs no async runtime. Opens no
    /// connection.
    ///
    /// # Errors
    ///
    /// As for [`build`](Self::build).
    #[cfg(feature = "blocking")]
    pub fn build_blocking(mut self) -> Result<Client, Error> {
        let transport = self.transport.take().unwrap_or_else(|| {
            let timeout = self.connect_timeout;
            Arc::new(crate::blocking::UreqTransport::connecting_within(timeout))
        });
        if self.timer.is_none() && transport.timer().is_none() {
            self.timer = Some(Arc::new(crate::blocking::ThreadTimer::new()));
        }
        self.build_on(transport)
    }

    fn build_on(self, transport: Arc<dyn Transport>) -> Result<Client, Error> {
        let settings = Settings {
            base_url: self.own_base_url(SERVICE.base_url).map_err(refuse)?,
            server_variables: self.server_variables,
            base_url_is_set: self.base_url.is_some(),
            user_agent: user_agent(self.user_agent.as_deref())?,
            credentials: Credentials::prepare(&self.credentials).map_err(refuse)?,
            max_response_bytes: self.max_response_bytes,
            allow_plain_http: self.allow_plain_http,
            timer: self.timer.or_else(|| transport.timer()),
            transport,
            bucket: Bucket::new(),
            interceptors: self.interceptors,
        };
        Ok(Client::new(settings, self.limits))
    }

    /// The base URL that was set, else that of the API by the variables that were set.
    pub(crate) fn own_base_url(&self, template: Option<&str>) -> Result<BaseUrl, String> {
        self.server_variables.iter().try_for_each(Variable::check)?;
        let own = template.map(|template| BaseUrl::fill(template, &self.server_variables));
        let own = own.transpose()?;
        BaseUrl::choose(self.base_url.as_deref(), own.as_deref()).map_err(str::to_owned)
    }
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let methods: Vec<_> = self.credentials.iter().map(|(method, _)| method).collect();
        // The base URL isn't checked yet and may hold a password: shown only when it is sound.
        let base_url = self.base_url.as_deref().map(BaseUrl::parse);
        formatter
            .debug_struct("ClientBuilder")
            .field("base_url", &base_url)
            .field("server_variables", &self.server_variables)
            .field("limits", &self.limits)
            .field("connect_timeout", &self.connect_timeout)
            .field("user_agent", &self.user_agent)
            .field("transport", &self.transport)
            .field("timer", &self.timer)
            .field("max_response_bytes", &self.max_response_bytes)
            .field("allow_plain_http", &self.allow_plain_http)
            .field("interceptors", &self.interceptors)
            .field("credentials", &methods)
            .finish()
    }
}

fn refuse(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Configuration, message)
}

fn user_agent(given: Option<&str>) -> Result<HeaderValue, Error> {
    let text = given.unwrap_or(SERVICE.user_agent);
    if text.trim().is_empty() {
        return Err(refuse("the user agent is empty"));
    }
    HeaderValue::from_str(text)
        .map_err(|_| refuse("the user agent holds characters that a header can't carry"))
}

#[cfg(feature = "reqwest")]
fn default_transport(connect_timeout: Duration) -> Result<Arc<dyn Transport>, Error> {
    let transport = crate::runtime::ReqwestTransport::connecting_within(connect_timeout)?;
    Ok(Arc::new(transport))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: Duration) -> Result<Arc<dyn Transport>, Error> {
    Err(refuse(
        "there is no transport; \
         turn on the feature `reqwest` or set one with `ClientBuilder::transport`",
    ))
}
