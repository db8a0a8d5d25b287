//! Stands in for generated code: one paged enveloped GET, one plain GET, one POST with a JSON body,
//! and a credential of each kind.

pub(crate) mod models;

use crate::runtime::credential::Credential;
use crate::runtime::operation::Operation;
use crate::runtime::pagination::PagePlan;
use crate::runtime::request::{Check, Number, Parameter, Request};
use crate::{BearerToken, Client, ClientBuilder, Items, Page, Pages};

use models::{CreateTokenBody, CreateTokenResponse, Direction, ListTokensResponse, Token, Zone};

pub(crate) static LIST_TOKENS: Operation = Operation {
    id: "list-tokens",
    method: http::Method::GET,
    path: "/accounts/{account_id}/tokens",
    accept: "application/json",
    base_url: None,
    security: &[&["api_token"]],
};
pub(crate) static LIST_TOKENS_PAGES: PagePlan = PagePlan::number("page", 1)
    .size("per_page")
    .page("/result_info/page")
    .per_page("/result_info/per_page")
    .total_count("/result_info/total_count")
    .total_pages("/result_info/total_pages");

static GET_ZONE: Operation = Operation {
    id: "get-zone",
    method: http::Method::GET,
    path: "/zones/{zone_id}.json",
    accept: "application/json",
    base_url: Some("https://zones.{region=eu}.example.com"),
    security: &[],
};

static CREATE_TOKEN: Operation = Operation {
    id: "create-token",
    method: http::Method::POST,
    path: "/accounts/{account_id}/tokens",
    accept: "application/json",
    base_url: None,
    security: &[&["api_token"]],
};

impl ClientBuilder {
    /// The token.
    pub(crate) fn api_token(self, token: impl Into<BearerToken>) -> Self {
        self.credential("api_token", Credential::bearer(token.into()))
    }

    /// User name and password.
    pub(crate) fn login(self, username: impl Into<String>, password: impl Into<String>) -> Self {
        self.credential(
            "login",
            Credential::basic(username.into(), password.into(), base64),
        )
    }

    /// What stands behind `Digest`.
    pub(crate) fn digest(self, credentials: impl Into<String>) -> Self {
        let credential = Credential::authorization("Digest", credentials.into());
        self.credential("digest", credential)
    }

    /// A key in a header.
    pub(crate) fn header_key(self, key: impl Into<String>) -> Self {
        self.credential("header_key", Credential::header("X-Api-Key", key.into()))
    }

    /// The header that other schemes share.
    pub(crate) fn whole_header(self, key: impl Into<String>) -> Self {
        let credential = Credential::header("Authorization", key.into());
        self.credential("whole_header", credential)
    }

    /// A key in the query.
    pub(crate) fn query_key(self, key: impl Into<String>) -> Self {
        self.credential("query_key", Credential::query("api key", key.into()))
    }

    /// A key in a cookie.
    pub(crate) fn cookie_key(self, key: impl Into<String>) -> Self {
        self.credential("cookie_key", Credential::cookie("sid", key.into()))
    }

    /// A second one.
    pub(crate) fn cookie_csrf(self, key: impl Into<String>) -> Self {
        self.credential("cookie_csrf", Credential::cookie("csrf", key.into()))
    }

    /// The transport presents a certificate.
    pub(crate) fn certificate(self) -> Self {
        self.credential("certificate", Credential::certificate())
    }
}

fn base64(text: &str) -> String {
    base64::Engine::encode(&base64::prelude::BASE64_STANDARD, text)
}

impl Client {
    pub(crate) fn list_tokens(&self, account_id: impl AsRef<str>) -> ListTokens {
        ListTokens::new(self, account_id.as_ref())
    }

    pub(crate) fn get_zone(&self, zone_id: impl AsRef<str>) -> GetZone {
        let mut request = Request::new(self, &GET_ZONE);
        request.path("zone_id", zone_id.as_ref(), &[]);
        GetZone { request }
    }

    pub(crate) fn create_token(
        &self,
        account_id: impl AsRef<str>,
        body: &CreateTokenBody,
    ) -> CreateToken {
        let mut request = Request::new(self, &CREATE_TOKEN);
        request.path("account_id", account_id.as_ref(), &[]);
        request.json(body);
        CreateToken { request }
    }
}

#[derive(Clone, Debug)]
#[must_use = "nothing is sent until `send`, `stream` or `pages`"]
pub(crate) struct ListTokens {
    pub(crate) request: Request,
}

impl ListTokens {
    pub(crate) fn new(client: &Client, account_id: &str) -> Self {
        let mut request = Request::new(client, &LIST_TOKENS);
        request.path("account_id", account_id, &[Check::MaxLength(32)]);
        Self { request }
    }

    pub(crate) fn page(mut self, page: u64) -> Self {
        let checks = [Check::Minimum(Number::Integer(1))];
        self.request.query("page", page, &checks);
        self
    }

    pub(crate) fn per_page(mut self, per_page: u64) -> Self {
        let checks = [
            Check::Minimum(Number::Integer(5)),
            Check::Maximum(Number::Integer(50)),
        ];
        self.request.query("per_page", per_page, &checks);
        self
    }

    pub(crate) fn direction(mut self, direction: Direction) -> Self {
        self.request.query("direction", direction, &[]);
        self
    }

    pub(crate) fn send(self) -> crate::Sending<Page<ListTokensResponse>> {
        self.request.send_page()
    }

    pub(crate) fn pages(self) -> Pages<ListTokensResponse> {
        self.request.pages(&LIST_TOKENS_PAGES)
    }

    pub(crate) fn stream(self) -> Items<ListTokensResponse> {
        self.request.items(&LIST_TOKENS_PAGES)
    }
}

impl Parameter for Direction {}

#[derive(Clone, Debug)]
pub(crate) struct GetZone {
    pub(crate) request: Request,
}

impl GetZone {
    pub(crate) fn send(self) -> crate::Sending<Zone> {
        self.request.send()
    }
}

#[derive(Clone, Debug)]
pub(crate) struct CreateToken {
    request: Request,
}

impl CreateToken {
    pub(crate) fn send(self) -> crate::Sending<Token> {
        self.request.send_enveloped::<CreateTokenResponse>()
    }
}
