//! Models keep what they hold: values of each schema are read and written again.

#![allow(
    dead_code,
    deprecated,
    non_snake_case,
    unused_imports,
    clippy::all,
    clippy::pedantic,
    reason = "values and names are the document's own"
)]

mod support;

use cloudflare_tokens::models;
use support::{object, open_object, values};

#[test]
fn direction_keeps_all() {
    values::<models::Direction>(&[r#""asc""#, r#""an-unknown-constant""#, r#""desc""#]);
}

#[test]
fn failure_body_keeps_all() {
    object::<models::FailureBody>(
        r#"{"errors":[],"messages":[],"result":null,"success":false}"#,
        &[],
        &["result"],
    );
}

#[test]
fn iam_resources_type_object_nested_keeps_all() {
    open_object::<models::IamResourcesTypeObjectNested>(
        r#"{"key 0":{}}"#,
        &["key 0"],
        &[],
    );
}

#[test]
fn iam_resources_type_object_string_keeps_all() {
    open_object::<models::IamResourcesTypeObjectString>(
        r#"{"key 0":"text"}"#,
        &["key 0"],
        &[],
    );
}

#[test]
fn list_tokens_response_keeps_all() {
    object::<models::ListTokensResponse>(
        r#"{"errors":[],"messages":[],"success":true,"result":[],"result_info":{}}"#,
        &["result", "result_info"],
        &[],
    );
}

#[test]
fn list_tokens_response_result_info_keeps_all() {
    object::<models::ListTokensResponseResultInfo>(
        r#"{"count":7,"page":7,"per_page":7,"total_count":7}"#,
        &["count", "page", "per_page", "total_count"],
        &[],
    );
}

#[test]
fn response_info_keeps_all() {
    object::<models::ResponseInfo>(
        r#"{
  "code": 9223372036854775807,
  "message": "text",
  "documentation_url": "text",
  "source": {}
}"#,
        &["documentation_url", "source"],
        &[],
    );
}

#[test]
fn response_info_source_keeps_all() {
    object::<models::ResponseInfoSource>(
        r#"{"pointer":"text"}"#,
        &["pointer"],
        &[],
    );
}

#[test]
fn token_keeps_all() {
    object::<models::Token>(
        r#"{
  "id": "text",
  "condition": {},
  "expires_on": "2024-05-06T07:08:09Z",
  "issued_on": "2024-05-06T07:08:09Z",
  "last_used_on": "2024-05-06T07:08:09Z",
  "modified_on": "2024-05-06T07:08:09Z",
  "name": "text",
  "not_before": "2024-05-06T07:08:09Z",
  "policies": [],
  "status": "active"
}"#,
        &["id", "condition", "expires_on", "issued_on", "last_used_on", "modified_on", "name", "not_before", "policies", "status"],
        &[],
    );
}

#[test]
fn token_condition_keeps_all() {
    object::<models::TokenCondition>(
        r#"{"request_ip":{}}"#,
        &["request_ip"],
        &[],
    );
}

#[test]
fn token_condition_cidr_list_keeps_all() {
    values::<models::TokenConditionCidrList>(&[r#""text""#, r#""""#, r#""with \"quotes\", \\ and \n""#, "\"ümläut 😀\u{2028}\""]);
}

#[test]
fn token_condition_request_ip_keeps_all() {
    object::<models::TokenConditionRequestIp>(
        r#"{"in":[],"not_in":[]}"#,
        &["in", "not_in"],
        &[],
    );
}

#[test]
fn token_policy_keeps_all() {
    object::<models::TokenPolicy>(
        r#"{"id":"text","effect":"allow","permission_groups":[],"resources":{}}"#,
        &[],
        &[],
    );
}

#[test]
fn token_policy_effect_keeps_all() {
    values::<models::TokenPolicyEffect>(&[r#""allow""#, r#""an-unknown-constant""#, r#""deny""#]);
}

#[test]
fn token_policy_permission_group_keeps_all() {
    object::<models::TokenPolicyPermissionGroup>(
        r#"{"id":"text","meta":{},"name":"text"}"#,
        &["meta", "name"],
        &[],
    );
}

#[test]
fn token_policy_permission_group_meta_keeps_all() {
    object::<models::TokenPolicyPermissionGroupMeta>(
        r#"{"key":"text","value":"text"}"#,
        &["key", "value"],
        &[],
    );
}

#[test]
fn token_policy_resources_keeps_all() {
    open_object::<models::TokenPolicyResources>(
        r#"{"key 0":"text"}"#,
        &["key 0"],
        &[],
    );
    open_object::<models::TokenPolicyResources>(
        r#"{"key 0":{}}"#,
        &["key 0"],
        &[],
    );
    open_object::<models::TokenPolicyResources>(
        "{}",
        &[],
        &[],
    );
}

#[test]
fn token_status_keeps_all() {
    values::<models::TokenStatus>(&[r#""active""#, r#""an-unknown-constant""#, r#""disabled""#, r#""expired""#]);
}

