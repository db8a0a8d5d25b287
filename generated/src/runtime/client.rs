//! The client: settings that all calls share.
//!
//! Takes checked settings; gives them to requests. Sends nothing by itself.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use crate::runtime::base_url::BaseUrl;
use crate::runtime::builder::ClientBuilder;
use crate::runtime::credentials::Credentials;
use crate::runtime::operation::Operation;
use crate::runtime::transport::Transport;
use crate::runtime::{Error, ErrorKind};

/// Calls the API. Cheap to clone; clones share connections and settings.
#[derive(Clone)]
pub struct Client(Arc<Settings>);

/// What a client holds.
pub(crate) struct Settings {
    pub(crate) base_url: BaseUrl,
    /// Whether the caller chose the base URL; it then wins over those of the operations.
    pub(crate) base_url_is_set: bool,
    pub(crate) timeout: Duration,
    pub(crate) user_agent: HeaderValue,
    pub(crate) credentials: Credentials,
    pub(crate) max_response_bytes: usize,
    pub(crate) transport: Arc<dyn Transport>,
}

impl Client {
    /// A builder with every setting at its default.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// The URL that paths are appended to, without a slash at its end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.0.base_url.as_str()
    }

    pub(crate) fn new(settings: Settings) -> Self {
        Self(Arc::new(settings))
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0
    }

    /// The base URL for an operation: the caller's, else the operation's own, else the service's.
    pub(crate) fn base_url_for(&self, operation: &Operation) -> Result<BaseUrl, Error> {
        match operation.base_url {
            // An API without a server of its own: the caller says which, the operation says where.
            Some(path) if path.is_empty() || path.starts_with('/') => {
                Ok(self.0.base_url.with_path(path))
            }
            Some(own) if !self.0.base_url_is_set => {
                BaseUrl::parse(own).map_err(|wrong| Error::new(ErrorKind::Configuration, wrong))
            }
            _ => Ok(self.0.base_url.clone()),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("base_url", &self.base_url())
            .field("timeout", &self.0.timeout)
            .field("user_agent", &self.0.user_agent)
            .field("transport", &self.0.transport)
            .field("max_response_bytes", &self.0.max_response_bytes)
            .field("credentials", &self.0.credentials)
            .finish()
    }
}
