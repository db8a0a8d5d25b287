//! The generated models as one would write them by hand, with `Deserialize` derived.
//!
//! The same fields of the same types, but for what a derive has no words for: a constant that is not known is not kept, and
//! of a union nothing is kept that fits neither variant.

#![allow(dead_code, reason = "what is read is not looked at")]

use std::collections::BTreeMap;

use cloudflare_tokens::jiff::Timestamp;
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct ListTokensResponse {
    errors: Vec<ResponseInfo>,
    messages: Vec<ResponseInfo>,
    success: bool,
    pub(crate) result: Option<Vec<Token>>,
    result_info: Option<ResultInfo>,
}

#[derive(Deserialize)]
struct ResponseInfo {
    code: u64,
    message: String,
    documentation_url: Option<String>,
    source: Option<Source>,
}

#[derive(Deserialize)]
struct Source {
    pointer: Option<String>,
}

#[derive(Deserialize)]
struct ResultInfo {
    count: Option<i64>,
    page: Option<i64>,
    per_page: Option<i64>,
    total_count: Option<i64>,
}

#[derive(Deserialize)]
pub(crate) struct Token {
    id: Option<String>,
    condition: Option<Condition>,
    expires_on: Option<Timestamp>,
    issued_on: Option<Timestamp>,
    last_used_on: Option<Timestamp>,
    modified_on: Option<Timestamp>,
    name: Option<String>,
    not_before: Option<Timestamp>,
    policies: Option<Vec<Policy>>,
    status: Option<Status>,
}

#[derive(Deserialize)]
struct Condition {
    request_ip: Option<RequestIp>,
}

#[derive(Deserialize)]
struct RequestIp {
    r#in: Option<Vec<String>>,
    not_in: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Policy {
    id: String,
    effect: Effect,
    permission_groups: Vec<PermissionGroup>,
    resources: Resources,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Effect {
    Allow,
    Deny,
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
struct PermissionGroup {
    id: String,
    meta: Option<Meta>,
    name: Option<String>,
}

#[derive(Deserialize)]
struct Meta {
    key: Option<String>,
    value: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Resources {
    Simple(BTreeMap<String, String>),
    Nested(BTreeMap<String, BTreeMap<String, String>>),
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Active,
    Disabled,
    Expired,
    #[serde(other)]
    Unknown,
}
