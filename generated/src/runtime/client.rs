//! The client: settings that all calls share.
//!
//! Takes checked settings; gives them to requests. Sends nothing by itself.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use http::HeaderValue;

use crate::runtime::base_url::{BaseUrl, Variable};
use crate::runtime::bucket::Bucket;
use crate::runtime::builder::ClientBuilder;
use crate::runtime::credentials::Credentials;
use crate::runtime::interceptor::Interceptor;
use crate::runtime::limits::Limits;
use crate::runtime::operation::Operation;
use crate::runtime::timer::{self, Timer};
use crate::runtime::transport::Transport;
use crate::runtime::{Error, ErrorKind};

/// Calls the API. Cheap to clone; clones share connections and settings.
#[derive(Clone)]
pub struct Client {
    settings: Arc<Settings>,
    limits: Arc<Limits>,
}

/// What a client holds.
pub(crate) struct Settings {
    pub(crate) base_url: BaseUrl,
    /// Whether the caller chose the base URL; it then wins over those of the operations.
    pub(crate) base_url_is_set: bool,
    /// What stands for variables in the URLs of operations.
    pub(crate) server_variables: Vec<Variable>,
    pub(crate) user_agent: HeaderValue,
    pub(crate) credentials: Credentials,
    pub(crate) max_response_bytes: usize,
    /// Whether credentials may go where others can read them.
    pub(crate) allow_plain_http: bool,
    pub(crate) transport: Arc<dyn Transport>,
    /// The caller's own, else the transport's.
    pub(crate) timer: Option<Arc<dyn Timer>>,
    pub(crate) bucket: Arc<Bucket>,
    /// In the order in which they were set.
    pub(crate) interceptors: Vec<Arc<dyn Interceptor>>,
}

impl Client {
    /// A builder with every setting at its default.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// The URL that paths are appended to, without a slash at its end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.settings.base_url.as_str()
    }

    /// A client like this one whose calls have limits of their own. It shares all else: transport,
    /// connections, credentials, and the budget for retries.
    ///
    /// Takes a function from the limits so far to those that are wanted, such as
    /// `|limits| limits.timeout(Duration::from_secs(5))`.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(Limits) -> Limits) -> Self {
        Self {
            settings: Arc::clone(&self.settings),
            limits: Arc::new(change(Limits::clone(&self.limits))),
        }
    }

    pub(crate) fn new(settings: Settings, limits: Limits) -> Self {
        Self {
            settings: Arc::new(settings),
            limits: Arc::new(limits),
        }
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// What keeps time, if anything does.
    pub(crate) fn timer(&self) -> Option<&Arc<dyn Timer>> {
        self.settings.timer.as_ref()
    }

    /// The time of day.
    pub(crate) fn wall(&self) -> Option<SystemTime> {
        match &self.settings.timer {
            Some(timer) => Some(timer.wall()),
            None => timer::wall(),
        }
    }

    /// The base URL for an operation: the caller's, else the operation's own, else the service's.
    pub(crate) fn base_url_for(&self, operation: &Operation) -> Result<Cow<'_, BaseUrl>, Error> {
        let set = &self.settings.base_url;
        let Some(template) = operation.base_url else {
            return Ok(Cow::Borrowed(set));
        };
        let refuse = |wrong: String| Error::new(ErrorKind::Configuration, wrong);
        let own = BaseUrl::fill(template, &self.settings.server_variables).map_err(refuse)?;
        // An API without a server of its own: the caller says which, the operation says where.
        if own.is_empty() || own.starts_with('/') {
            return Ok(Cow::Owned(set.with_path(own.trim_end_matches('/'))));
        }
        if self.settings.base_url_is_set {
            return Ok(Cow::Borrowed(set));
        }
        let parsed = BaseUrl::parse(&own).map(Cow::Owned);
        parsed.map_err(|wrong| refuse(wrong.to_owned()))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("base_url", &self.base_url())
            .field("limits", &self.limits)
            .field("user_agent", &self.settings.user_agent)
            .field("transport", &self.settings.transport)
            .field("timer", &self.settings.timer)
            .field("max_response_bytes", &self.settings.max_response_bytes)
            .field("interceptors", &self.settings.interceptors)
            .field("credentials", &self.settings.credentials)
            .finish()
    }
}
