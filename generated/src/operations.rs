//! The calls of the API: each is a builder that the client hands out.
//!
//! Optional parameters are setters. What breaks a bound is refused before anything is sent.

use crate::models;
use crate::runtime::operation::Operation;
use crate::runtime::pagination::{PagePlan, Paged};
use crate::runtime::request::{Check, Number, Parameter, Request};
use crate::{Client, Items, Page, Pages, Response, Sending};

static LIST_TOKENS: Operation = Operation {
    id: "account-api-tokens-list-tokens",
    method: http::Method::GET,
    path: "/accounts/{account_id}/tokens",
    accept: "application/json",
    base_url: None,
    security: &[&["api_token"]],
};

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
/// Made by [`Client::list_tokens`](crate::Client::list_tokens).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`, `pages` or `stream`"]
pub struct ListTokens {
    request: Request,
}

impl ListTokens {
    const PAGES: PagePlan = PagePlan::number("page", 1)
        .size("per_page")
        .page("/result_info/page")
        .per_page("/result_info/per_page")
        .total_count("/result_info/total_count");

    /// The body of an answer with `4XX`: [`Error::failure`](crate::Error::failure) reads it.
    pub const FAILURE_4XX: crate::Failure<models::FailureBody> = crate::Failure::new(
        &LIST_TOKENS,
        "4XX",
    );

    pub(crate) fn new(client: &Client, account_id: &str) -> Self {
        const ACCOUNT_ID_CHECKS: &[Check] = &[
            Check::MinLength(32),
            Check::MaxLength(32),
        ];
        let mut request = Request::new(client, &LIST_TOKENS);
        request.path("account_id", account_id, ACCOUNT_ID_CHECKS);
        Self { request }
    }

    /// Direction to order results.
    ///
    /// Example: `desc`.
    pub fn direction(mut self, direction: models::Direction) -> Self {
        self.request.query("direction", direction, Request::UNCHECKED);
        self
    }

    /// Page number of paginated results.
    ///
    /// At least 1.
    pub fn page(mut self, page: u64) -> Self {
        const PAGE_CHECKS: &[Check] = &[Check::Minimum(Number::Integer(1))];
        self.request.query("page", page, PAGE_CHECKS);
        self
    }

    /// Maximum number of results per page.
    ///
    /// At least 5. At most 50.
    pub fn per_page(mut self, per_page: u64) -> Self {
        const PER_PAGE_CHECKS: &[Check] = &[
            Check::Minimum(Number::Integer(5)),
            Check::Maximum(Number::Integer(50)),
        ];
        self.request.query("per_page", per_page, PER_PAGE_CHECKS);
        self
    }

    /// Sends the request and gives one page.
    ///
    /// List Tokens response
    ///
    /// # Errors
    ///
    /// See [`Error`](crate::Error). Documented failures:
    ///
    /// - `4XX`: List Tokens response failure ([`FailureBody`](crate::models::FailureBody), [`FAILURE_4XX`](Self::FAILURE_4XX))
    pub fn send(self) -> Sending<Page<models::ListTokensResponse>> {
        self.request.send_page()
    }

    /// As [`send`](Self::send), and gives status and headers with the whole body, its envelope included.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub fn send_with_meta(self) -> Sending<Response<models::ListTokensResponse>> {
        self.request.send_page_with_meta()
    }

    /// Sends the request and gives the response as it comes, whatever its status is.
    pub fn send_raw(self) -> Sending<crate::RawResponse> {
        self.request.send_raw()
    }

    /// Every page from here on, each asked for when it is needed.
    pub fn pages(self) -> Pages<models::ListTokensResponse> {
        self.request.pages(&Self::PAGES)
    }

    /// Every item of every page from here on; pages are asked for as they are needed.
    pub fn stream(self) -> Items<models::ListTokensResponse> {
        self.request.items(&Self::PAGES)
    }
}

impl Parameter for models::Direction {}

impl Paged for models::ListTokensResponse {
    type Item = models::Token;

    fn succeeded(&self) -> bool {
        self.success
    }

    fn items(&self) -> &[Self::Item] {
        self.result.as_deref().unwrap_or_default()
    }

    fn into_items(self) -> Vec<Self::Item> {
        self.result.unwrap_or_default()
    }
}
