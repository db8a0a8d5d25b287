//! The client's methods: one for each call, and one of its builder for each credential.

use crate::operations::ListTokens;

use crate::runtime::credential::Credential;
use crate::runtime::env;
use crate::{Client, ClientBuilder, Error};

impl ClientBuilder {
    /// The preferred authorization scheme for interacting with the Cloudflare API. [Create a
    /// token](https://developers.cloudflare.com/fundamentals/api/get-started/create-token/).
    ///
    /// Example: `Authorization: Bearer Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY`
    ///
    /// Sent as `Authorization: Bearer …` (RFC 6750), and never shown. A token that changes comes from a
    /// provider: see [`BearerToken`](crate::BearerToken).
    pub fn api_token(self, token: impl Into<crate::BearerToken>) -> Self {
        self.credential("api_token", Credential::bearer(token.into()))
    }

    /// Takes credentials from variables of the environment, where they are set and not empty:
    ///
    /// - `CLOUDFLARE_API_TOKEN`: [`api_token`](Self::api_token)
    ///
    /// What is set already stays where there is no variable for it.
    pub fn from_env(mut self) -> Self {
        if let Some([token]) = env::variables(["CLOUDFLARE_API_TOKEN"]) {
            self = self.api_token(token);
        }
        self
    }
}

impl Client {
    /// A client with default settings, and the credentials that [`ClientBuilder::from_env`] finds in the environment.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration), as for `ClientBuilder::build`. That a credential is missing is told by the calls that need it.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().from_env().build()
    }

    /// List Tokens
    ///
    /// List all Account Owned API tokens created for this account.
    ///
    /// Accepted permissions (at least one required):
    ///
    /// - Account API Tokens Write
    /// - Account API Tokens Read
    ///
    /// API reference: <https://developers.cloudflare.com/api/resources/accounts/subresources/tokens/methods/list/>
    ///
    /// - `account_id`: Account identifier tag. Exactly 32 characters. Example: `023e105f4ecef8ad9ca31a8372d0c353`.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: cloudflare_tokens::Client, account_id: &str) -> Result<(), cloudflare_tokens::Error> {
    /// let page = client.list_tokens(account_id).send().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_tokens(&self, account_id: impl AsRef<str>) -> ListTokens {
        ListTokens::new(self, account_id.as_ref())
    }
}
