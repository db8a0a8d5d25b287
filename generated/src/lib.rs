//! Client for Cloudflare's account owned API tokens.
//!
//! For version 4.0.0 of the Cloudflare API.
//!
//! The part of the Cloudflare API that lists account owned API tokens.
//!
//! # Use
//!
//! ```rust,no_run
//! use cloudflare_tokens::Client;
//!
//! async fn example(api_token: String, account_id: &str) -> Result<(), cloudflare_tokens::Error> {
//!     let client = Client::builder().api_token(api_token).build()?;
//!
//!     let mut items = client.list_tokens(account_id).stream();
//!     while let Some(item) = items.try_next().await? {
//!         println!("{item:?}");
//!     }
//!     Ok(())
//! }
//! ```
//!
//! A failure that the document describes is read by its constant:
//!
//! ```rust,no_run
//! # use cloudflare_tokens::Client;
//! async fn explain(api_token: String, account_id: &str) -> Result<(), cloudflare_tokens::Error> {
//!     let client = Client::builder().api_token(api_token).build()?;
//!     if let Err(error) = client.list_tokens(account_id).send().await {
//!         match error.failure(cloudflare_tokens::operations::ListTokens::FAILURE_4XX) {
//!             Some(Ok(failure)) => println!("{failure:?}"),
//!             // Another status, no answer at all, or a body that is not what the document says.
//!             _ => return Err(error),
//!         }
//!     }
//!     Ok(())
//! }
//! ```
//!
//! With the feature `blocking`, a thread waits for it:
//!
//! ```rust,no_run
//! # use cloudflare_tokens::Client;
//! # #[cfg(all(feature = "blocking"))]
//! fn waiting(api_token: String, account_id: &str) -> Result<(), cloudflare_tokens::Error> {
//!     use cloudflare_tokens::blocking::WaitEach;
//!
//!     let client = Client::builder().api_token(api_token).build_blocking()?;
//!     for item in client.list_tokens(account_id).stream().wait_each() {
//!         println!("{:?}", item?);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! # Calls
//!
//! ## Account Owned API Tokens
//!
//! API tokens that belong to an account, not to a user.
//!
//! - [`Client::list_tokens`](crate::Client::list_tokens): List Tokens
//!
//! Each is sent by `send`; `send_with_meta` gives status and headers with the whole body, `send_raw` the response as it comes. Where `send` gives a `Page` of a list, `stream` gives the items of all pages, and `pages` one page after the other. `Client::request` makes a call that has no method here.
//!
//! # Servers
//!
//! - `https://api.cloudflare.com/client/v4`: Client API
//!
//! # Tests
//!
//! With the feature `mock`, `Client::builder().transport(Mock::with_examples())` makes a client that needs no server: each call is answered by the example of the API's document, or, where it has none that its schema allows, by a value made from the schema, the same in every run. `Mock::on` gives answers of your own, by the operation's name in the document, which the page of its builder says; `Mock::requests` what was asked.
//!
//! ```rust,no_run
//! # use cloudflare_tokens::Client;
//! # #[cfg(all(feature = "mock"))]
//! async fn test(api_token: String, account_id: &str) -> Result<(), cloudflare_tokens::Error> {
//!     let mock = cloudflare_tokens::mock::Mock::with_examples();
//!     mock.on("account-api-tokens-list-tokens", cloudflare_tokens::mock::Answer::empty(404));
//!     let client = Client::builder().api_token(api_token).transport(mock.clone()).build()?;
//!
//!     let answer = client.list_tokens(account_id).send().await;
//!     assert!(answer.is_err_and(|error| error.is_not_found()));
//!     assert_eq!(mock.requests().len(), 1);
//!     Ok(())
//! }
//! ```
//!
//! `cargo test` runs the tests of the crate itself, without a network: what each call sends is compared with what the document says of it, and the examples of the document and values of each schema are read and written again.
//!
//! # Features
//!
//! - `reqwest` (default): sends requests by `reqwest` with rustls, in a runtime of tokio: 74 packages. Without it, hand the client builder a transport of your own.
//! - `blocking`: `ClientBuilder::build_blocking`, and `blocking::{Wait, WaitEach}`: calls that a thread waits for, without an async runtime, by `ureq`: 17 packages without `reqwest`, 7 beside it.
//! - `gzip`: `reqwest` asks for answers that are compressed by gzip, and reads them: 11 packages. Limits of size are for what comes out.
//! - `brotli`, `deflate`, `zstd`: the same for these: 9, 11 and 8 packages, all four 18. `zstd` compiles C.
//! - `tracing`: spans of each call and each attempt, with the attributes of OpenTelemetry for HTTP clients; no package that `reqwest` does not bring along.
//! - `mock`: `mock::Mock`, a transport that answers from memory, for tests of what uses this crate.
//!
//! The crates whose types stand in signatures, such as `http`, are re-exported: use those for the same versions.

#![forbid(unsafe_code)]
#![warn(missing_docs)]
#![allow(
    deprecated,
    reason = "the crate itself must handle what the document deprecates"
)]
#![allow(
    clippy::doc_lazy_continuation,
    clippy::doc_markdown,
    clippy::doc_overindented_list_items,
    clippy::tabs_in_doc_comments,
    clippy::unicode_not_nfc,
    clippy::unreadable_literal,
    rustdoc::redundant_explicit_links,
    reason = "the prose, the texts and the numbers are the document's own"
)]
#![allow(
    clippy::disallowed_names,
    clippy::enum_variant_names,
    clippy::fn_params_excessive_bools,
    clippy::iter_not_returning_iterator,
    clippy::large_enum_variant,
    clippy::many_single_char_names,
    clippy::similar_names,
    clippy::struct_excessive_bools,
    clippy::struct_field_names,
    clippy::type_complexity,
    confusable_idents,
    mixed_script_confusables,
    nonstandard_style,
    uncommon_codepoints,
    reason = "shapes and names are the document's own"
)]
#![allow(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "a body is borrowed, whatever its type is"
)]
#![allow(
    clippy::too_many_lines,
    reason = "a decoder is as long as its type has fields"
)]

mod client;
#[cfg(any(test, feature = "mock"))]
mod examples;
pub mod models;
pub mod operations;
#[allow(
    dead_code,
    unused_imports,
    reason = "a crate uses the part of the runtime that its document needs"
)]
mod runtime;
mod service;

pub use {bytes, futures_core, http, jiff, serde_json};

pub use crate::runtime::*;

#[cfg(all(doctest, feature = "blocking", feature = "mock"))]
#[doc = include_str!("../README.md")]
struct Readme;
