//! Tokens that are sent as `Authorization: Bearer …`: fixed ones, and those of a provider.
//!
//! Gives the type that the builder's methods take, and the trait [`TokenProvider`]. Asks nobody: that is
//! done in `provided`.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::runtime::secret::Secret;
use crate::runtime::transport::BoxFuture;

/// A bearer token (RFC 6750), or an access token of `OAuth` 2 or `OpenID` Connect: fixed, made from text,
/// or [from a provider](Self::provided_by). Its `Debug` shows nothing of it.
#[derive(Clone)]
pub struct BearerToken(pub(crate) Source);

#[derive(Clone)]
pub(crate) enum Source {
    Fixed(Secret),
    Provider(Arc<dyn TokenProvider>),
}

impl BearerToken {
    /// A token that is asked for when a call needs it, and kept as the provider says.
    ///
    /// The client asks before an attempt that has no token, or one that is no longer valid. Where the
    /// server answers 401, it asks once more, and sends the call again at once with the fresh token,
    /// whatever its method is (RFC 9110, section 15.5.2: the call was not applied). That happens once in
    /// a call, and counts in `attempts`, but neither as one of
    /// [`RetryPolicy::max_attempts`](crate::RetryPolicy::max_attempts) nor in the budget for retries. A call
    /// whose body is a stream can't be sent again: it ends in that error, and the next call has the fresh
    /// token.
    ///
    /// Calls that need a token at the same time wait for one answer, which a client and its clones share.
    /// Nothing runs in the background: whoever waits carries the provider's work on, and it is dropped
    /// with the last who does.
    #[must_use]
    pub fn provided_by(provider: impl TokenProvider) -> Self {
        Self(Source::Provider(Arc::new(provider)))
    }
}

impl From<String> for BearerToken {
    fn from(token: String) -> Self {
        Self(Source::Fixed(token.into()))
    }
}

impl From<&String> for BearerToken {
    fn from(token: &String) -> Self {
        token.clone().into()
    }
}

impl From<&str> for BearerToken {
    fn from(token: &str) -> Self {
        token.to_owned().into()
    }
}

impl From<Box<str>> for BearerToken {
    fn from(token: Box<str>) -> Self {
        String::from(token).into()
    }
}

impl From<Cow<'_, str>> for BearerToken {
    fn from(token: Cow<'_, str>) -> Self {
        token.into_owned().into()
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BearerToken(..)")
    }
}

/// Has tokens, wherever from: another call, a file, a program.
///
/// It isn't repeated where it fails, and all its time is time of the call
/// ([`ClientBuilder::operation_timeout`](crate::ClientBuilder::operation_timeout)). It must not wait for a
/// call that needs the token that it gives.
pub trait TokenProvider: fmt::Debug + Send + Sync + 'static {
    /// A token.
    ///
    /// # Errors
    ///
    /// Any: the call ends in [`ErrorKind::Credential`](crate::ErrorKind::Credential), with it as the
    /// source. Take care that it shows no secret.
    fn token(&self, reason: TokenReason) -> BoxFuture<'_, Result<ProvidedToken, ProviderError>>;
}

/// Why a provider has no token.
pub type ProviderError = Box<dyn StdError + Send + Sync>;

impl<T: TokenProvider + ?Sized> TokenProvider for Arc<T> {
    fn token(&self, reason: TokenReason) -> BoxFuture<'_, Result<ProvidedToken, ProviderError>> {
        (**self).token(reason)
    }
}

/// Why a provider is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenReason {
    /// The client has none yet.
    First,
    /// The one before is no longer valid, as the provider said.
    Expired,
    /// The server refused the one before with 401: the same again won't do.
    Refused,
}

/// What a provider gives. Its `Debug` shows nothing of the token.
#[derive(Clone)]
pub struct ProvidedToken {
    pub(crate) token: Secret,
    pub(crate) valid_for: Option<Duration>,
}

impl ProvidedToken {
    /// A token that is used until the server refuses it.
    #[must_use]
    pub fn new(token: impl Into<String>) -> Self {
        Self {
            token: token.into().into(),
            valid_for: None,
        }
    }

    /// Used as long as that, from when it is given: somewhat less than the server grants, so that no
    /// call is late. 0: for one attempt.
    ///
    /// Default: until the server refuses it.
    #[must_use]
    pub fn valid_for(mut self, time: Duration) -> Self {
        self.valid_for = Some(time);
        self
    }
}

impl fmt::Debug for ProvidedToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ProvidedToken")
            .field("valid_for", &self.valid_for)
            .finish_non_exhaustive()
    }
}
